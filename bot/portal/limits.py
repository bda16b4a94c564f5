"""How often something may fail from one place, without stopping anybody who may come in.

What is right is never counted and never refused: a token is looked up first, and only when it is
wrong the source pays. So an attacker slows down themselves, and no other worker; also where all
sources look like one, because no proxy is trusted. Everything here is bounded in memory.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

MOST_KEYS = 10_000
"""Sources or accounts that are remembered; the longest quiet one goes first."""


class Buckets:
    """A bucket of tokens for each key, which fills again over time.

    Args:
        size: How many in one go.
        per_second: How fast it fills again.
        clock: Seconds that never go back.
    """

    def __init__(
        self, size: int, per_second: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._size = float(size)
        self._rate = per_second
        self._clock = clock
        self._left: OrderedDict[str | bytes, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._left)

    def take(self, key: str | bytes) -> bool:
        """Take one; False where there is none left."""
        with self._lock:
            now = self._clock()
            left, then = self._left.pop(key, (self._size, now))
            left = min(self._size, left + (now - then) * self._rate)
            has_one = left >= 1
            self._left[key] = (left - 1 if has_one else left, now)
            if len(self._left) > MOST_KEYS:
                self._left.popitem(last=False)
            return has_one


class Limits:
    """The limits of the portal.

    Attributes:
        failures: Wrong tokens, links and codes, by source.
        letters: Links to sign in, by worker: nobody's mailbox is filled. Somebody else may ask for
            all of them, but each works for as long as it takes until the next can be sent.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.failures = Buckets(30, 0.5, clock)
        self.letters = Buckets(4, 4 / 3_600, clock)
