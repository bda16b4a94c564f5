"""Asking Telegram for updates; the offset is raised only once they are stored.

PTB's own updater confirms updates before they are handled, and a crash loses them (platform
notes, A1). One process polls at a time: it holds a lease, and a second one waits for it (C13).
"""

import asyncio
from collections.abc import Awaitable, Callable

from telegram.error import Conflict, InvalidToken, TelegramError

from bot.logs import log_exception, log_warning
from bot.telegram.api import Api
from bot.telegram.failures import TooMany
from bot.telegram.intake import Intake
from bot.telegram.reading import UPDATES, Read, read_batch, read_odd_one
from bot.web.health import Health

POLL_SECONDS = 25
"""How long Telegram may wait for an update to tell."""

AT_ONCE = 100
"""Updates in one answer; Telegram gives no more."""

MOST_BUSY = 128
"""Lanes that are worked on at once; with more, updates stay with Telegram, the better buffer."""

ROOM_SECONDS = 0.01
PAUSES = (0.5, 1.0, 2.0, 5.0)
"""Seconds between vain tries; the last one stays."""


class Poller:
    """Polls for as long as it may."""

    def __init__(self, api: Api, intake: Intake, health: Health, busy: Callable[[], int]) -> None:
        self._api = api
        self._intake = intake
        self._health = health
        self._busy = busy
        self._offset = 0
        self._vain = 0
        self._limit = AT_ONCE
        self._odd = b""
        """The last answer that could not be read."""
        self._seconds = 0
        """How long Telegram may wait; not at first, so that it is known at once that we hear."""

    async def run(self) -> None:
        """Poll until it is cancelled.

        Raises:
            InvalidToken: Telegram does not know the token (any more).
        """
        while True:
            while self._busy() > MOST_BUSY:  # noqa: ASYNC110 - rare, and short
                await asyncio.sleep(ROOM_SECONDS)
            await self._once(self._poll)

    async def _poll(self) -> None:
        body = await self._api.updates(self._offset, self._seconds, UPDATES, self._limit)
        self._seconds = POLL_SECONDS
        reads = read_batch(body)
        if reads is None:
            await self._find_odd_one(body)
            return
        self._limit, self._odd = min(2 * self._limit, AT_ONCE), b""
        if reads:
            await self._take(reads)
        else:
            self._health.polled()

    async def _take(self, reads: list[Read]) -> None:
        numbers = [read.update_id for read in reads if read.update_id is not None]
        if not numbers or not await self._intake.take(reads):
            await self._pause()
            return
        self._vain = 0
        self._health.polled()  # only now: who wrote is answered, and is not told that we were away
        self._offset = numbers[-1] + 1  # not the highest: numbers may begin anew (A1)

    async def _find_odd_one(self, body: bytes) -> None:
        """Something in this answer cannot be read: one at a time, until it is found.

        Only what comes a second time just the same is at fault itself, and not its way here.
        """
        log_warning("updates_unreadable")
        was_alone = self._limit == 1
        odd = read_odd_one(body) if was_alone and body == self._odd else None
        self._limit, self._odd = 1, body
        if odd is not None:
            await self._take([odd])
        elif was_alone:
            await self._pause()

    async def _once(self, poll: Callable[[], Awaitable[None]]) -> None:
        try:
            await poll()
        except InvalidToken:
            raise
        except Conflict:
            log_warning("another_poller")
            await self._pause()
        except TooMany as error:
            await asyncio.sleep(error.seconds)
        except TelegramError as error:
            log_exception("poll_failed", error)
            await self._pause()

    async def _pause(self) -> None:
        await asyncio.sleep(PAUSES[min(self._vain, len(PAUSES) - 1)])
        self._vain += 1
