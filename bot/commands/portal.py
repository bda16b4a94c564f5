"""`portal`: the portal of the workers in a process of its own.

It needs the portal key alone (`keys export-portal`), and opens no dossier.
"""

import asyncio
import signal
from functools import partial
from typing import TYPE_CHECKING

from bot.bootstrap import ALL, open_content, open_portal_store, warn_of_stale_lines
from bot.guard import tell
from bot.logs import load_logs, log_exception
from bot.settings import Settings, SettingsInvalid
from bot.web.app import make_app
from bot.web.beside import serve_with
from bot.web.health import Health
from bot.web.serving import WebServer
from bot.web.workers import open_portal
from storage.errors import StorageError

if TYPE_CHECKING:
    from bot.portal.app import Portal
    from storage.portal.store import PortalStore

LOOK_SECONDS = 10.0
"""How often it is looked whether the database answers."""


def run_portal(settings: Settings) -> int:
    """Serve the portal until the process is told to stop.

    Raises:
        SettingsInvalid: there is no PUBLIC_URL.
        ListenFailed: the address of LISTEN cannot be had.
        StorageError: the database cannot be used, or not with this key.
    """
    if not settings.has_portal:
        raise SettingsInvalid(["PUBLIC_URL: expected https://HOST, and the portal needs it"])
    content = open_content(settings, ALL)
    warn_of_stale_lines(content)
    with open_portal_store(settings) as store, open_portal(settings, store, content) as portal:
        if portal is not None:
            tell("The portal is there. Ctrl-C stops it.")
            asyncio.run(_serve(settings, store, portal))
    return 0


async def _serve(settings: Settings, store: "PortalStore", portal: "Portal") -> None:
    load_logs()
    health = Health("portal")
    server = WebServer(make_app(health, None, None, portal), settings.listen_address)
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, partial(_stop, server, health))
    await serve_with(server, (portal.notices.run, partial(_look, store, health)))


def _stop(server: WebServer, health: Health) -> None:
    health.stopping()
    server.stop()


async def _look(store: "PortalStore", health: Health) -> None:
    """Note now and then that the database answers; runs until it is cancelled."""
    while True:
        try:
            await asyncio.to_thread(store.bot_name)
            health.database_ok()
        except StorageError as error:
            log_exception("portal_storage", error)
        await asyncio.sleep(LOOK_SECONDS)
