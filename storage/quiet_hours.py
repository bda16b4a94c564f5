"""Hours and days where the clients live: when Kring may begin to speak to somebody.

Nothing that a client did not just ask for is put out between 21:00 and 09:00 (promise 17). All of
it is by the clock of Amsterdam, summer time included, wherever the server stands. Pure: the moment
is given.
"""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

_ZONE = ZoneInfo("Europe/Amsterdam")
_MORNING, _EVENING = time(9), time(21)
# What is put out still has to be sent, at a pace that Telegram accepts.
_LAST_CALL = time(20, 30)
_EPOCH = date(1970, 1, 1).toordinal()


def is_quiet(now: float) -> bool:
    """Whether it is night: from 21:00 until 09:00. `now` is in epoch seconds."""
    return not _MORNING <= _local(now).time() < _EVENING


def may_begin(now: float) -> bool:
    """Whether there is time left to send what is put out now: from 09:00 until 20:30."""
    return _MORNING <= _local(now).time() < _LAST_CALL


def local_day(now: float) -> int:
    """Return the date on the calendar of the client, as days since 1970-01-01."""
    return _local(now).toordinal() - _EPOCH


def _local(now: float) -> datetime:
    return datetime.fromtimestamp(now, _ZONE)
