"""Makes pictures and files beside the conversation, so that nobody waits for somebody else's.

In one thread of this process, which lets the others go first: typst draws without holding up
Python, and what is Python (a fifth of the work) gives way every 5 ms. Measured on two cores with
`python -m benchmarks.pictures`: who wants to run beside ten pictures waits less than 10 ms, 99
times in 100. A second thread made no more of them, as the conversation keeps the other core busy,
and turns took longer; so they did without the lower priority. A process of its own would need two
seconds before its first picture, and the content a second time.

Nothing that draws is loaded before the first picture.
"""

import asyncio
import os
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from bot.logs import log_exception, log_warning
from states.errors import BotError

if TYPE_CHECKING:
    from bot.rendering import RenderedFile
    from bot.taking_along import Made, Workshop
    from states.pictures.chart import Chart

LOWER_PRIORITY = 10
"""How far the thread stands behind the others, as `nice` counts (0 to 19)."""

MOST_WAITING = 100
"""Of what is asked for at once; more would come too late to be of use."""

SECONDS = 15.0
"""After so long the question comes without it."""


class NotMade(BotError):
    """A picture or a file is not there; nothing of what would be in it is told."""


class Studio:
    """Makes pictures and files for many at once; one loop."""

    def __init__(self, open_workshop: Callable[[], "Workshop"]) -> None:
        """Nothing is loaded yet; `open_workshop` is called once, at the first picture."""
        self._open_workshop = open_workshop
        self._workshop: Workshop | None = None
        self._pool: ThreadPoolExecutor | None = None
        self._waiting = 0

    async def picture(self, chart: "Chart", form: str) -> "Made":
        """A picture as PNG.

        Raises:
            NotMade: it cannot be made, or not now.
        """
        return await self._make(lambda workshop: workshop.picture(chart, form))

    async def file(self, file: "RenderedFile", form: str) -> "Made":
        """A file to take along.

        Raises:
            NotMade: it cannot be made, or not now.
        """
        return await self._make(lambda workshop: workshop.file(file, form))

    def close(self) -> None:
        """Take nothing up any more; what is being made has nobody who waits for it."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None

    async def _make(self, make: Callable[["Workshop"], "Made"]) -> "Made":
        if self._waiting >= MOST_WAITING:
            log_warning("too_many_pictures")
            raise NotMade("too_many")
        if self._pool is None:
            self._pool = ThreadPoolExecutor(1, "studio", initializer=_give_way)
        if self._workshop is None:
            self._workshop = self._open_workshop()
        pool = self._pool
        working = asyncio.get_running_loop().run_in_executor(
            pool, partial(_made, self._workshop, make)
        )
        self._waiting += 1
        try:
            return await asyncio.wait_for(working, SECONDS)
        except TimeoutError:
            self._leave(pool)
            log_warning("picture_too_slow")
            raise NotMade("too_slow") from None
        finally:
            self._waiting -= 1

    def _leave(self, pool: ThreadPoolExecutor) -> None:
        """Leave a thread to what it hangs on: what is asked for from now on gets another."""
        pool.shutdown(wait=False)
        if self._pool is pool:
            self._pool = None


def _give_way() -> None:
    """Let the conversation go first; where the system knows no priority of one thread, it does not.

    On Linux a thread has a number like a process, elsewhere that may be somebody else's.
    """
    if sys.platform == "linux":
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), LOWER_PRIORITY)


def _made(workshop: "Workshop", make: Callable[["Workshop"], "Made"]) -> "Made":
    """Make it, in a thread.

    Raises:
        NotMade: whatever went wrong, for its own error may tell what is in the picture.
    """
    try:
        return make(workshop)
    except Exception as error:  # noqa: BLE001 - the question comes all the same
        log_exception("picture_not_made", error)
    raise NotMade("not_made")
