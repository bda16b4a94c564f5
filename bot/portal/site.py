"""What the pages of the portal work with."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime
from threading import Lock
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.portal.looks import Looks

if TYPE_CHECKING:
    from bot.portal.address import Address
    from bot.portal.letters import Letters
    from bot.portal.limits import Limits
    from bot.portal.reading import Reading
    from states.organisation import Organisation
    from storage.portal.store import PortalStore

_ZONE = ZoneInfo("Europe/Amsterdam")
_STRIPES = 64


class Stripes:
    """Locks, so that of two requests about the same one goes after the other."""

    def __init__(self) -> None:
        self._locks = tuple(Lock() for _ in range(_STRIPES))

    def one_at_a_time(self, key: bytes) -> AbstractContextManager[object]:
        """Hold it while reading something and writing what follows from it."""
        return self._locks[sum(key) % _STRIPES]


@dataclass(frozen=True, slots=True)
class Site:
    """All that a page may use.

    Attributes:
        reading: Makes pages and files of snapshots.
        letters: Mail to workers.
        clock: Epoch seconds.
    """

    store: "PortalStore"
    organisation: "Organisation"
    address: "Address"
    reading: "Reading"
    letters: "Letters"
    limits: "Limits"
    clock: Callable[[], float]
    stripes: Stripes = field(default_factory=Stripes)
    looks: Looks = field(default_factory=Looks)
    told: Looks = field(default_factory=Looks)

    @property
    def now(self) -> int:
        """Epoch seconds."""
        return int(self.clock())

    @property
    def today(self) -> date:
        """The day in the Netherlands."""
        return day_of(self.now)


def moment_of(seconds: int) -> datetime:
    """A moment in the Netherlands."""
    return datetime.fromtimestamp(seconds, _ZONE)


def day_of(seconds: int) -> date:
    """The day of a moment in the Netherlands."""
    return moment_of(seconds).date()
