"""From the writer's threads back to the loop, with one wake-up for many results.

`asyncio.wrap_future` wakes the loop for each future; of a commit for a hundred turns that is a
hundred system calls.
"""

import asyncio
import threading
from collections import deque
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

T = TypeVar("T")


class Bridge:
    """Lets a loop wait for futures of other threads."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._done: deque[Callable[[], None]] = deque()
        self._lock = threading.Lock()
        self._is_woken = False

    def wait(self, future: "Future[T]") -> "asyncio.Future[T]":
        """A future of the loop that ends as the other one does."""
        mine: asyncio.Future[T] = self._loop.create_future()
        future.add_done_callback(lambda ended: self._ended(ended, mine))
        return mine

    def _ended(self, ended: "Future[Any]", mine: "asyncio.Future[Any]") -> None:
        self._done.append(lambda: _pass_on(ended, mine))
        with self._lock:
            if self._is_woken:
                return
            self._is_woken = True
        try:
            self._loop.call_soon_threadsafe(self._drain)
        except RuntimeError:
            return  # the loop is closed: nobody waits any more

    def _drain(self) -> None:
        with self._lock:
            self._is_woken = False
        while self._done:
            self._done.popleft()()


def _pass_on(ended: "Future[Any]", mine: "asyncio.Future[Any]") -> None:
    if mine.cancelled():
        return
    error = ended.exception()
    if error is not None:
        mine.set_exception(error)
    else:
        mine.set_result(ended.result())
