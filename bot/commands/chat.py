"""`run` and `chat`: the front ends, and the portal of the workers with them."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bot.bootstrap import TELEGRAM, TERMINAL, running
from bot.guard import tell
from bot.settings import Settings
from bot.terminal.app import TerminalChat, choose_front, person_called
from states.errors import BotError

if TYPE_CHECKING:
    from bot.bootstrap import Kring


def run_front_end(settings: Settings, name: str) -> int:
    """Telegram where a token is set, else the terminal."""
    if settings.telegram_bot_token is not None:
        return run_telegram(settings)
    return run_terminal(settings, name)


def run_telegram(settings: Settings) -> int:
    """Serve Telegram until the process is told to stop."""
    from bot.telegram.app import run  # noqa: PLC0415 - the terminal needs none of it
    from bot.web.workers import open_portal  # noqa: PLC0415

    with (
        running(settings, TELEGRAM) as kring,
        open_portal(settings, kring.store.portal(), kring.conversation.content) as portal,
    ):
        tell("Kring is on Telegram. Ctrl-C stops it.")
        run(kring, settings, portal)
    return 0


@contextmanager
def _portal_beside(settings: Settings, kring: "Kring") -> Iterator[None]:
    """The portal in a thread of its own while somebody talks here, where there is an address."""
    if not settings.has_portal or settings.telegram_bot_token is not None:
        yield
        return
    from bot.web.app import make_app  # noqa: PLC0415 - who only talks does not wait for it
    from bot.web.beside import served_beside  # noqa: PLC0415
    from bot.web.health import Health  # noqa: PLC0415
    from bot.web.workers import open_portal  # noqa: PLC0415

    with open_portal(settings, kring.store.portal(), kring.conversation.content) as portal:
        assert portal is not None  # noqa: S101 - there is an address
        app = make_app(Health("portal"), None, None, portal)
        with served_beside(app, settings.listen_address, portal.notices.run):
            yield


def run_terminal(settings: Settings, name: str) -> int:
    """Chat until the input ends; whatever breaks, the numbers to call are shown."""
    is_talking = False
    try:
        with running(settings, TERMINAL) as kring, _portal_beside(settings, kring):
            front = choose_front()
            is_talking = True
            TerminalChat(kring.desk, kring.conversation, person_called(name), front).run()
    except Exception as error:
        if is_talking or _is_storage_down(error):
            _show_emergency_text()
        raise
    return 0


def _is_storage_down(error: Exception) -> bool:
    from storage.errors import StorageUnavailable  # noqa: PLC0415

    return isinstance(error, BotError) and isinstance(error, StorageUnavailable)


def _show_emergency_text() -> None:
    from bot.emergency_text import EMERGENCY_TEXT  # noqa: PLC0415

    sys.stdout.write(f"{EMERGENCY_TEXT}\n")
    sys.stdout.flush()
