"""A fuse in a process: it burns by one at each point where a crash matters, and then it kills.

The points are before and after each commit that is about a client, around the line in `erased.log`
and the emptying of the WAL, before and after news of the portal is taken over, and before and after
each call of the Bot API. How long the fuse is, stands in a file that the test maps as well, so it
can be lit at any moment.
"""

import mmap
import os
import signal
import struct
import threading
from contextlib import contextmanager

from telegram.error import TelegramError

from bot.telegram.transport import Transport
from storage import erasure
from storage.database import Database
from storage.portal import news
from storage.store import Store
from storage.writer import Writer

_NUMBERS = struct.Struct("<ii")


class Fuse:
    """How many points are left until the kill (0: none is wanted), and how many were passed."""

    def __init__(self, path):
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        os.ftruncate(handle, _NUMBERS.size)
        self._map = mmap.mmap(handle, _NUMBERS.size)
        os.close(handle)
        self._lock = threading.Lock()

    @property
    def left(self):
        return _NUMBERS.unpack(self._map[:])[0]

    @property
    def passed(self):
        return _NUMBERS.unpack(self._map[:])[1]

    def light(self, length):
        """Kill at the so manieth point from now; 0 puts the fuse out."""
        self._map[:] = _NUMBERS.pack(length, 0)

    def burn(self):
        """A point is passed."""
        with self._lock:
            left, passed = _NUMBERS.unpack(self._map[:])
            self._map[:] = _NUMBERS.pack(max(left - 1, 0), passed + 1)
            if left == 1:
                os.kill(os.getpid(), signal.SIGKILL)


def lay(fuse):
    """Let the fuse burn in this process."""
    _lay_in_commits(fuse)
    _lay_in_calls(fuse)
    _lay_in_news(fuse)
    for name in ("log", "truncate_wal"):
        setattr(erasure, name, _between(fuse, getattr(erasure, name)))


def _lay_in_commits(fuse):
    here = threading.local()
    together, write = Writer._together, Database.write

    def marked(self, jobs):
        # Without an order it is no client's: sweeps and leases, whose number depends on the clock.
        here.is_point = any(job.order for job in jobs)
        try:
            return together(self, jobs)
        finally:
            here.is_point = False

    @contextmanager
    def watched(self):
        is_point = getattr(here, "is_point", False)
        with write(self) as connection:
            yield connection
            if is_point:
                fuse.burn()
        if is_point:
            fuse.burn()

    Writer._together, Database.write = marked, watched


def _lay_in_calls(fuse):
    for name in ("call", "call_with_files"):
        setattr(Transport, name, _around_call(fuse, getattr(Transport, name)))


def _around_call(fuse, call):
    async def watched(self, method, parameters, *given, **options):
        fuse.burn()
        try:
            answer = await call(self, method, parameters, *given, **options)
        except TelegramError:
            fuse.burn()
            raise
        fuse.burn()
        return answer

    return watched


def _lay_in_news(fuse):
    """Most sweeps find nothing, and their number depends on the clock: only what moves counts."""
    forward, forward_news = news.forward, Store.forward_news

    def moving(*given):
        moved = forward(*given)
        if moved:
            fuse.burn()
        return moved

    def taken_over(self, *given):
        moved = forward_news(self, *given)
        if moved:
            fuse.burn()
        return moved

    news.forward, Store.forward_news = moving, taken_over


def _between(fuse, work):
    def watched(*given):
        fuse.burn()
        done = work(*given)
        fuse.burn()
        return done

    return watched
