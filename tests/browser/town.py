"""Kring with its portal in this process: the real app on a real port, and workers that look.

Telegram is the strict test server, as in `tests.fronts.house`; the portal is served by the same
program at `url`, where a browser takes it for a safe place because it is `localhost`.
"""

import asyncio
from pathlib import Path
from typing import Any

import msgspec

from bot.bootstrap import ALL
from bot.portal.app import Portal, make_portal
from bot.portal.letters import SmtpMail
from bot.portal.totp import App, encode_app
from bot.settings import Settings
from bot.taking_along import Workshop
from bot.telegram import upkeep
from bot.telegram.app import TelegramApp
from states.dossier import Dossier
from tests.browser.ports import free_port
from tests.browser.publishing import Sharer, with_message
from tests.fronts.house import House
from tests.fronts.joined import content_of

WORKER = {"name": "Sanne de Wit", "organisation": "Wijkteam Zonneveld", "role": "wijkcoach"}


class Town(House):
    """A running app with a portal, and the server of Telegram that it talks to."""

    def __init__(self, folder: Path, **options: Any) -> None:
        """Make a town; `smtp_url` is where mail goes, none without it."""
        self.smtp_url = options.pop("smtp_url", None)
        super().__init__(folder, content_of(*sorted(ALL)), **options)
        self.port = free_port()
        self.pages: Portal
        self.url = f"http://localhost:{self.port}"

    async def _serve(self) -> None:
        settings = Settings(
            _env_file=None,
            telegram_bot_token=self.server.token,
            telegram_api_url=self.server.base_url,
            telegram_send_rate=self._send_rate,
            listen=f"127.0.0.1:{self.port}",
            public_url=self.url,
            smtp_url=self.smtp_url,
        )
        self._stop = asyncio.Event()
        upkeep.ALIVE_SECONDS = self._alive_seconds
        content = self.kring.conversation.content
        mail = SmtpMail.of(self.smtp_url) if self.smtp_url else None
        self.pages = make_portal(
            self.portal, content, Workshop(content), settings, mail=mail, clock=self.clock
        )
        self.app = TelegramApp(self.kring, settings, self._loop, self.clock, self.pages)
        try:
            await self.app.run(self._stop)
        finally:
            self.pages.close()

    @property
    def portal(self) -> Any:
        """What the portal keeps."""
        return self.kring.store.portal()

    def invite(self, **details: str) -> tuple[bytes, str]:
        """Invite a worker, as the operator does; the id, and the path of the link."""
        worker, token = self.portal.invite(msgspec.json.encode(WORKER | details))
        return worker, f"/uitnodiging/{token}"

    def session_of(self, worker: bytes) -> str:
        """Sign a worker in without the browser."""
        return str(self.portal.open_session(worker))

    def share(self, worker: bytes, dossier: Dossier, **told: Any) -> str:
        """Let a new client share a dossier with a worker; where it is read (`with_message`)."""
        self._people += 1
        sharer = Sharer.meet(self.kring, worker, 900_000 + self._people)
        return sharer.publish(with_message(dossier, **told), self.clock())

    def with_mail(self, worker: bytes, email: str, secret: str) -> None:
        """Let a worker sign in by mail and the code of an app."""
        self.portal.save_worker(worker, msgspec.json.encode(WORKER | {"email": email}), email)
        self.portal.set_totp(worker, encode_app(App(secret)))
