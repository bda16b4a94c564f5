"""How fast messages go out: over all chats, and in each.

Telegram allows about 30 messages a second over all chats and one a second in one chat, with some
in a burst (platform notes, A4). Callback answers and edits are not counted. What answers a client
goes before what comes by itself. A chat that was told to wait makes nobody else wait (C10).
"""

import asyncio
from collections import deque
from collections.abc import Callable

BURST = 3
REFILL = 1.0
"""Messages that one chat may get at once, and how many a second come back."""

_MANY = 5_000


class Limiter:
    """Says when a message may go; one loop, no locks."""

    def __init__(self, rate: float, clock: Callable[[], float]) -> None:
        """Make a limiter.

        Args:
            rate: Messages a second over all chats; 0 for no limit of any kind.
            clock: Monotonic seconds, the clock of the loop.
        """
        self._rate = rate
        self._clock = clock
        self._tokens = max(1.0, rate)
        self._at = clock()
        self._chats: dict[int, tuple[float, float]] = {}
        """For each chat: tokens left, and when."""
        self._lines: dict[int, tuple[asyncio.Lock, int]] = {}
        """For each chat in which somebody waits: whose turn it is, and how many there are."""
        self._halts: dict[int, float] = {}
        self._queues: tuple[deque[asyncio.Future[None]], ...] = (deque(), deque())
        self._timer: asyncio.TimerHandle | None = None

    async def wait(self, chat: int, *, is_answer: bool = True) -> None:
        """Wait until a message may go to `chat`."""
        await self.wait_out(chat)
        if not self._rate:
            return
        # One message of a chat at a time stands in line, so that what it may have is counted when
        # it goes.
        lock, others = self._lines.get(chat) or (asyncio.Lock(), 0)
        self._lines[chat] = (lock, others + 1)
        try:
            async with lock:
                while (seconds := self._left(chat)[1]) > 0:  # noqa: ASYNC110 - the time is known
                    await asyncio.sleep(seconds)
                await self._turn(is_answer=is_answer)
                self._take_of_chat(chat)
        finally:
            self._leave(chat)

    def _leave(self, chat: int) -> None:
        lock, inside = self._lines[chat]
        if inside > 1:
            self._lines[chat] = (lock, inside - 1)
        else:
            del self._lines[chat]

    async def _turn(self, *, is_answer: bool) -> None:
        """Wait for one message of those over all chats."""
        if not any(self._queues) and self._take():
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._queues[0 if is_answer else 1].append(turn)
        self._plan()
        await turn

    async def wait_out(self, chat: int) -> None:
        """Wait only where Telegram told this chat to."""
        while (seconds := self._halt(chat)) > 0:  # noqa: ASYNC110 - the time is known
            await asyncio.sleep(seconds)

    def halt(self, chat: int, seconds: float) -> None:
        """Telegram said that this chat has to wait for so long."""
        self._halts[chat] = max(self._clock() + seconds, self._halts.get(chat, 0.0))

    def _halt(self, chat: int) -> float:
        if not self._halts:
            return 0.0
        seconds = self._halts.get(chat, 0.0) - self._clock()
        if seconds <= 0:
            self._halts.pop(chat, None)
        return seconds

    def _left(self, chat: int) -> tuple[float, float]:
        """Messages that a chat may still get, and the seconds until it is one."""
        now = self._clock()
        tokens, at = self._chats.get(chat, (float(BURST), now))
        tokens = min(float(BURST), tokens + (now - at) * REFILL)
        return tokens, max(0.0, 1 - tokens) / REFILL

    def _take_of_chat(self, chat: int) -> None:
        """Take one message of a chat's own."""
        now = self._clock()
        if len(self._chats) > _MANY:
            self._forget_full(now)
        self._chats[chat] = (self._left(chat)[0] - 1, now)

    def _forget_full(self, now: float) -> None:
        """A chat that was quiet for long has all its messages again, and need not be known."""
        self._chats = {
            chat: (tokens, at)
            for chat, (tokens, at) in self._chats.items()
            if tokens + (now - at) * REFILL < BURST
        }

    def _take(self) -> bool:
        now = self._clock()
        self._tokens = min(max(1.0, self._rate), self._tokens + (now - self._at) * self._rate)
        self._at = now
        if self._tokens < 1:
            return False
        self._tokens -= 1
        return True

    def _plan(self) -> None:
        if self._timer is None and any(self._queues):
            seconds = max(0.0, (1 - self._tokens) / self._rate)
            self._timer = asyncio.get_running_loop().call_later(seconds, self._release)

    def _release(self) -> None:
        self._timer = None
        for queue in self._queues:
            while queue:
                if queue[0].done():  # who waited has gone
                    queue.popleft()
                elif self._take():
                    queue.popleft().set_result(None)
                else:
                    self._plan()
                    return
