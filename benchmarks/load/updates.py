"""Updates on their way to the bot, by long polling: kept until a higher offset confirms them."""

import asyncio
from collections import deque

from benchmarks.load.wire import Respond

FIRST_UPDATE = 1_000_000


class UpdateQueue:
    """What waits, and the one poller that waits for it."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._waiting: deque[tuple[int, bytes]] = deque()
        self._next = FIRST_UPDATE
        self._poller: tuple[Respond, int] | None = None
        self._deadline: asyncio.TimerHandle | None = None
        self._is_flushing = False

    def next_id(self) -> int:
        """A number for a new update."""
        self._next += 1
        return self._next

    def put(self, number: int, update: bytes) -> None:
        """Make an update available at once."""
        self._waiting.append((number, update))
        if self._poller and not self._is_flushing:
            # What else comes in the same tick of the loop goes into the same answer.
            self._is_flushing = True
            self._loop.call_soon(self._flush)

    def poll(self, offset: int, limit: int, timeout: float, respond: Respond) -> None:
        """A call of getUpdates; an offset confirms all that is older."""
        while offset and self._waiting and self._waiting[0][0] < offset:
            self._waiting.popleft()
        self._let_go()  # Telegram ends an older poll too
        self._poller = (respond, limit)
        if self._waiting or timeout <= 0:
            self._flush()
        else:
            self._deadline = self._loop.call_later(timeout, self._flush)

    def take_all(self) -> list[bytes]:
        """Everything that waits, for another way of delivery."""
        taken = [update for _, update in self._waiting]
        self._waiting.clear()
        return taken

    def _let_go(self) -> None:
        if self._deadline:
            self._deadline.cancel()
            self._deadline = None
        if self._poller:
            self._poller[0](b'{"ok":true,"result":[]}')
            self._poller = None

    def _flush(self) -> None:
        self._is_flushing = False
        if not self._poller:
            return
        respond, limit = self._poller
        self._poller = None
        if self._deadline:
            self._deadline.cancel()
            self._deadline = None
        batch = [self._waiting[place][1] for place in range(min(limit, len(self._waiting)))]
        respond(b'{"ok":true,"result":[%b]}' % b",".join(batch))
