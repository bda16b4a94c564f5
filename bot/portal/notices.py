"""A neutral line by mail that something is there (R-17): no name, no content, once an hour at most.

Which share it is about stands nowhere in it. What was told is in memory only: after a start,
shares of the last hour may be told once more, which says no more than the first time.
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
    from storage.portal.workers import WorkerRow

_EACH = 60.0
"""Seconds between two rounds."""
_BACK = 3_600
"""Seconds that a first round looks back."""


class Notices:
    """Tells workers that something new is there."""

    def __init__(self, site: "Site") -> None:
        self._site = site
        self._told: dict[bytes, int] = {}
        self._since = site.now - _BACK

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
        """Look once at everybody."""
        rows = self._site.store.workers()
        present = {row.id for row in rows}
        self._told = {one: at for one, at in self._told.items() if one in present}
        for row in rows:
            self._look(row)

    def _look(self, row: "WorkerRow") -> None:
        details = decode_worker(row.details)
        if not row.is_active or not details.email:
            return
        told = self._told.get(row.id, self._since)
        new = [one.sent for one in self._site.store.shares(row.id) if not one.opened]
        newest = max(new, default=0)
        if newest > told and self._site.limits.notices.take(row.id):
            self._told[row.id] = newest
            self._site.letters.later(partial(self._send, details))

    def _send(self, details: WorkerDetails, mail: "Mail") -> None:
        subject, text = letter("notice", link=f"{self._site.address.url}/gedeeld")
        mail.send(details.email, subject, text)
