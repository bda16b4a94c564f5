"""Whether this process can serve: what the parts tell of themselves, and what is concluded.

The parts call `database_ok`, `polled` and so on whenever something went well; what was not heard
of for too long is not ready. So a poller that is alive but deaf (another one polls with the same
token, or the network is gone) is seen, although nothing of it ever fails loudly.

**A standby is ready.** It waits for the lease of the poller that runs, and is to take over. A
rolling deploy starts the new process before it stops the old one: were the new one not ready, the
old one would never be stopped and the new one never get the lease. It has to show signs of life
as any other: who no longer tries for the lease is not ready.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Mode = Literal["polling", "webhook", "portal"]
"""How updates come in; `portal` is a process that serves workers, and hears of no updates."""

DATABASE_PATIENCE = 30.0
"""Seconds; the sweep asks the database each second."""
POLLING_PATIENCE = 90.0
"""Seconds; a long poll takes 50 at most, so one may fail."""
WEBHOOK_PATIENCE = 180.0
"""Seconds; a quiet bot gets no updates, so the webhook is asked after now and then (each 60)."""
STANDBY_PATIENCE = 30.0
"""Seconds; the lease is tried for every few."""


@dataclass(frozen=True, slots=True)
class Readiness:
    """What `/readyz` says: the parts that are not ready, and whether this is a standby."""

    missing: tuple[str, ...]
    standby: bool

    @property
    def is_ready(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing


class Health:
    """What was last heard of each part; methods may be called from any thread.

    Args:
        mode: how updates come in.
        clock: seconds that never go back.
    """

    def __init__(self, mode: Mode, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._hears_updates = mode != "portal"
        self._telegram_patience = POLLING_PATIENCE if mode == "polling" else WEBHOOK_PATIENCE
        self._database_at: float | None = None
        self._telegram_at: float | None = None
        self._standby_at: float | None = None
        self._is_stopping = False

    def database_ok(self) -> None:
        """The database answered, or kept something."""
        self._database_at = self._clock()

    def polled(self) -> None:
        """Telegram answered a poll: we hold the lease, and hear what clients say."""
        self._telegram_at = self._clock()
        self._standby_at = None

    def webhook_ok(self) -> None:
        """Telegram brought an update, or says that the webhook is set and goes without errors."""
        self._telegram_at = self._clock()

    def webhook_lost(self) -> None:
        """Telegram says that the webhook is not set, or that it cannot bring updates."""
        self._telegram_at = None

    def standby(self) -> None:
        """Another process polls; call it at each vain try for the lease."""
        self._standby_at = self._clock()

    def leading(self) -> None:
        """We got the lease: from now on the polls count."""
        self._standby_at = None

    def stopping(self) -> None:
        """Work is being finished; nothing new should come here."""
        self._is_stopping = True

    @property
    def is_standby(self) -> bool:
        """Whether this process waits until another one stops polling."""
        return self._standby_at is not None

    def telegram_silence(self) -> float | None:
        """Seconds since Telegram was last heard of; None before the first time."""
        return None if self._telegram_at is None else self._clock() - self._telegram_at

    def readiness(self) -> Readiness:
        """What is missing now."""
        missing = [name for name, is_well in self._parts().items() if not is_well]
        return Readiness(tuple(missing), self.is_standby)

    def _parts(self) -> dict[str, bool]:
        parts = {
            "stopping": not self._is_stopping,
            "database": self._is_fresh(self._database_at, DATABASE_PATIENCE),
        }
        if self._hears_updates:
            parts["telegram"] = (
                self._is_fresh(self._standby_at, STANDBY_PATIENCE)
                if self.is_standby
                else self._is_fresh(self._telegram_at, self._telegram_patience)
            )
        return parts

    def _is_fresh(self, at: float | None, patience: float) -> bool:
        return at is not None and self._clock() - at <= patience
