"""A neutral line by mail that something is there (R-17): no name, no content, once an hour at most.

Which share it is about stands nowhere in it. That a letter goes out is kept before it goes: it goes
once, also where several portals run, and not again where nobody knows whether it arrived.
"""

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from bot.logs import log_exception
from bot.portal.people import WorkerDetails, decode_worker
from dialogues.portal.pages import mail as letter

if TYPE_CHECKING:
    from bot.portal.letters import Mail
    from bot.portal.site import Site

_EACH = 60.0
"""Seconds between two rounds."""


class Notices:
    """Tells workers that something new is there."""

    def __init__(self, site: "Site") -> None:
        self._site = site

    async def run(self) -> None:
        """Look each minute, until the task is cancelled."""
        if not self._site.letters.has_mail:
            return
        while True:
            try:
                await asyncio.to_thread(self.round)
            except Exception as error:  # noqa: BLE001 - the next round may go well
                log_exception("portal_notices_failed", error)
            await asyncio.sleep(_EACH)

    def round(self) -> None:
        """Look once whether something new is there for anybody."""
        for worker in self._site.store.to_notice():
            self._tell(worker)

    def _tell(self, worker: bytes) -> None:
        row = self._site.store.worker(worker)
        details = decode_worker(row.details) if row and row.is_active else None
        if details and details.email and self._site.store.claim_notice(worker):
            self._site.letters.later(partial(self._send, details))

    def _send(self, details: WorkerDetails, mail: "Mail") -> None:
        subject, text = letter("notice", link=f"{self._site.address.url}/gedeeld")
        mail.send(details.email, subject, text)
