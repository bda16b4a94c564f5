"""Makes pictures and files beside the conversation, so that nobody waits for somebody else's.

In threads of this process: typst lets others work while it draws, and the rest is Python that
gives way every 5 ms. Processes of their own would give way better still, but each would cost
another 60 MB and half a second before its first picture. Figures: `python -m benchmarks.pictures`.

Nothing that draws is loaded before the first picture.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING

from bot.logs import log_exception, log_warning
from states.errors import BotError

if TYPE_CHECKING:
    from bot.rendering import RenderedFile
    from bot.taking_along import Made, Workshop
    from states.pictures.chart import Chart

THREADS = 2
"""One slow document does not keep a picture waiting."""

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
            self._pool = ThreadPoolExecutor(THREADS, "studio")
        if self._workshop is None:
            self._workshop = self._open_workshop()
        working = asyncio.get_running_loop().run_in_executor(
            self._pool, partial(_made, self._workshop, make)
        )
        self._waiting += 1
        try:
            return await asyncio.wait_for(working, SECONDS)
        except TimeoutError:
            log_warning("picture_too_slow")
            raise NotMade("too_slow") from None
        finally:
            self._waiting -= 1


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
