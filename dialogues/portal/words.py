"""Words as a page may hold them: days in Dutch, and nothing that turns a line round."""

from collections.abc import Iterable
from datetime import date
from hashlib import sha256

from states.controls import without_controls

_MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
_WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")


def finalized(value: object) -> object:
    """What a template says of a value: cleaned where it is text, as it is where it is a page's."""
    if not isinstance(value, str) or hasattr(value, "__html__"):
        return value
    return without_controls(value)


def mark(paths: Iterable[str]) -> str:
    """A mark of which shares a list holds, and of nothing else: another list has another one."""
    return sha256("\n".join(paths).encode()).hexdigest()[:16]


def day(when: date | str) -> str:
    """A day as one says it: zondag 22 november 2026. A date, or its ISO form."""
    found = _date(when)
    return f"{_WEEKDAYS[found.weekday()]} {short_day(found)}"


def short_day(when: date | str) -> str:
    """The same without the day of the week."""
    found = _date(when)
    return f"{found.day} {_MONTHS[found.month - 1]} {found.year}"


def iso(when: date | str) -> str:
    """A day as browsers read it: 2026-11-22."""
    return _date(when).isoformat()


def _date(when: date | str) -> date:
    return when if isinstance(when, date) else date.fromisoformat(when)
