"""Makes pictures and files beside the conversation, so that nobody waits for somebody else's.

In threads of this process, which let the others go first: typst draws without holding up Python,
and what is Python (a fifth of the work) gives way every 5 ms. Measured on two cores with
`python -m benchmarks.pictures`: who wants to run beside ten pictures waits less than 10 ms, 99
times in 100. A second thread made no more of them, as the conversation keeps the other core busy,
and turns took longer; so they did without the lower priority. A process of its own would need two
seconds before its first picture, and the content a second time.

So pictures have one thread. Files have another, as one of them can take as long as fifty pictures
(`bot.pictures.documents.MOST_WEIGHT`), and who only looks need not wait for that.

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

    _Job = asyncio.Future[Made]

LOWER_PRIORITY = 10
"""How far the threads stand behind the others, as `nice` counts (0 to 19)."""

MOST_WAITING = 100
"""Pictures that are asked for at once; more would come too late to be of use."""

MOST_FILES = 20
"""The same of files. Most take a tenth of a second."""

SECONDS = 15.0
"""After so long the question comes without it."""

MOST_LEFT = 1
"""Threads of a kind that may go on with what came too late, while another makes what is next."""


class NotMade(BotError):
    """A picture or a file is not there; nothing of what would be in it is told."""


class Studio:
    """Makes pictures and files for many at once; one loop."""

    def __init__(self, open_workshop: Callable[[], "Workshop"]) -> None:
        """Nothing is loaded yet; `open_workshop` is called once, at the first picture."""
        self._open_workshop = open_workshop
        self._workshop: Workshop | None = None
        self._pictures, self._files = _Bench(MOST_WAITING), _Bench(MOST_FILES)

    async def picture(self, chart: "Chart", form: str) -> "Made":
        """A picture as PNG.

        Raises:
            NotMade: it cannot be made, or not now.
        """
        return await self._make(self._pictures, lambda workshop: workshop.picture(chart, form))

    async def file(self, file: "RenderedFile", form: str) -> "Made":
        """A file to take along.

        Raises:
            NotMade: it cannot be made, or not now.
        """
        return await self._make(self._files, lambda workshop: workshop.file(file, form))

    def close(self) -> None:
        """Take nothing up any more; what is being made has nobody who waits for it."""
        self._pictures.close()
        self._files.close()

    async def _make(self, bench: "_Bench", make: Callable[["Workshop"], "Made"]) -> "Made":
        if self._workshop is None:
            self._workshop = self._open_workshop()
        return await bench.make(partial(_made, self._workshop, make))


class _Bench:
    """Where one thing at a time is made, in a thread, and others wait for their turn."""

    def __init__(self, most: int) -> None:
        """No thread is there yet; `most` are waited for or being made at once."""
        self._most = most
        self._asked = 0
        self._jobs: set[_Job] = set()
        self._left: set[_Job] = set()
        self._turn = asyncio.Semaphore(1)
        self._pool: ThreadPoolExecutor | None = None
        self._is_closed = False

    async def make(self, work: "Callable[[], Made]") -> "Made":
        """Do the work when it is its turn.

        Raises:
            NotMade: `too_many` at once, `too_slow`, or as the work says.
        """
        if self._asked >= self._most:
            log_warning("too_many_pictures")
            raise NotMade("too_many")
        self._asked += 1
        job: _Job | None = None
        try:
            async with asyncio.timeout(SECONDS):
                await self._turn.acquire()
                job = self._begun(work)
                # It counts for as long as its thread is at it, whoever still waits for it.
                return await asyncio.shield(job)
        except TimeoutError:
            if job is not None and not job.done():
                self._leave(job)
            log_warning("picture_too_slow")
            raise NotMade("too_slow") from None
        finally:
            if job is None:
                self._asked -= 1

    def close(self) -> None:
        """Begin nothing any more, and let go of what is begun."""
        self._is_closed = True
        self._drop_thread()
        for job in tuple(self._jobs):
            job.cancel()

    def _begun(self, work: "Callable[[], Made]") -> "_Job":
        if self._is_closed:
            self._turn.release()
            raise NotMade("closed")
        if self._pool is None:
            self._pool = ThreadPoolExecutor(1, "studio", initializer=_give_way)
        job = asyncio.get_running_loop().run_in_executor(self._pool, work)
        self._jobs.add(job)
        job.add_done_callback(self._ended)
        return job

    def _ended(self, job: "_Job") -> None:
        self._jobs.discard(job)
        self._asked -= 1
        if job in self._left:
            self._left.discard(job)
        else:
            self._turn.release()

    def _leave(self, job: "_Job") -> None:
        """Leave a thread to what it hangs on: another makes what is next, but not without end."""
        if len(self._left) < MOST_LEFT:
            self._left.add(job)
            self._drop_thread()
            self._turn.release()

    def _drop_thread(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=False)
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
