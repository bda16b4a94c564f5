"""Days on the calendar of the clients, which is that of Amsterdam wherever the server stands."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

_ZONE = ZoneInfo("Europe/Amsterdam")
_FIRST = date(1970, 1, 1)


def local_day(now: int) -> int:
    """The date at a moment (epoch seconds), as days since 1970-01-01."""
    return (datetime.fromtimestamp(now, _ZONE).date() - _FIRST).days


def date_of(day: int) -> date:
    """The date of a number of days since 1970-01-01."""
    return _FIRST + timedelta(days=day)
