"""Which page was served to whom just now, to know a page that draws itself anew without a script.

It is in memory only and bounded: whoever is not found there has a new look.
"""

from collections import OrderedDict
from threading import Lock

_MOST = 1_000


class Looks:
    """The latest looks of workers at shares."""

    def __init__(self) -> None:
        self._at: OrderedDict[bytes, int] = OrderedDict()
        self._lock = Lock()

    def seen(self, which: bytes, now: int, seconds: int) -> bool:
        """Note a look; return whether there was one within so many seconds before it."""
        with self._lock:
            before = self._at.pop(which, None)
            self._at[which] = now
            if len(self._at) > _MOST:
                self._at.popitem(last=False)
        return before is not None and 0 <= now - before <= seconds
