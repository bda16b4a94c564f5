"""The map as it is now: who is on it, and since when."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from states.caring.charting import FACTS, care_chart
from states.days import local_day
from states.pictures.chart import Chart
from states.pictures.charting import circle_chart
from states.returning.versions import Kept, keep, read
from states.scope import Scope
from states.sides import CARE

if TYPE_CHECKING:
    from states.dossier import Answer

ON_MAP = ("kind", "ring", "quadrant")
"""Variables of an alter that the circle shows."""

APART = "kept_apart"


def map_now(scope: Scope) -> Chart:
    """The map of the side on which the client is: the circle, or that of the care."""
    return care_chart(scope) if scope.dossier.side == CARE else circle_chart(scope)


def keep_map(scope: Scope) -> None:
    """Keep the map of now as a version, before something in it changes.

    Where nothing was told yet there is no map to keep; that nobody was named is one (R-04).
    """
    people = map_now(scope).people
    if people or scope.dossier.maps or _was_told(scope):
        keep(scope.dossier, people, day_of_map(scope), _apart(scope))


def day_of_map(scope: Scope) -> int:
    """The day of the last change to what the map shows, in days since 1970-01-01.

    That somebody was taken off leaves no day behind: then it is the last day before this visit on
    which something was told.
    """
    changes = list(_days_of_changes(scope))
    day, maps = max(changes, default=0), scope.dossier.maps
    later = maps[-1].day if maps else 0
    if maps and day <= later and read(maps[-1]) == Kept(map_now(scope).people, _apart(scope)):
        return later
    if not changes or (maps and day <= later):
        day = max(day, later, _last_told(scope))
    return min(day, local_day(scope.now))


def _apart(scope: Scope) -> tuple[str, ...]:
    value = scope.value(APART)
    return tuple(value) if isinstance(value, list) else ()


def _was_told(scope: Scope) -> bool:
    """Whether somebody was here before without naming anybody; of the care only names tell."""
    variables = scope.content.codebook.variables
    own = [n for n in scope.dossier.ego if n in variables and not variables[n].common]
    return scope.dossier.side != CARE and bool(own)


def _days_of_changes(scope: Scope) -> Iterator[int]:
    is_care = scope.dossier.side == CARE
    shown = (*ON_MAP, *FACTS) if is_care else ON_MAP
    for alter in scope.dossier.alters:
        yield alter.day
        yield from _days(alter.answers[name] for name in shown if name in alter.answers)
    mine = scope.dossier.ego.get("care_mine") if is_care else None
    if mine is not None:
        yield from _days([mine])


def _last_told(scope: Scope) -> int:
    """The last day before this visit on which something was told; today where there is none."""
    began = scope.dossier.session.began
    told = [answer for _, _, answer in scope.dossier.answers() if answer.at < began]
    return max(_days(told), default=local_day(scope.now))


def _days(answers: Iterable["Answer"]) -> Iterator[int]:
    """The days of answers; one that tells no moment has none."""
    return (local_day(answer.at) for answer in answers if answer.at > 0)
