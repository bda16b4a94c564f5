"""Check-ins: what Kring comes back to, on a day that the client chose (B14, R-17, R-26).

All of it is derived from the dossier: the variable of a `check_in` step holds the day. The storage
keeps a row for each that is planned and says on its day that something waits, with no word on
what. Opening a check-in forgets its day, so none comes twice.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from states.content import Content
from states.days import date_of, local_day
from states.dossier import Dossier, decode
from states.scope import Scope
from states.screen import TextKey

if TYPE_CHECKING:
    from collections.abc import Iterator

    from states.steps.check_in import CheckInStep
    from states.walk import Walk


@dataclass(frozen=True, slots=True, order=True)
class PlannedCheckIn:
    """What opens (the id of a dialogue), and on which day (days since 1970-01-01)."""

    day: int
    name: str


@dataclass(frozen=True, slots=True, order=True)
class Chosen:
    """A day that the client chose, with the variable that holds it and the dialogue it opens."""

    day: int
    variable: str
    opens: str


def planned(content: Content, dossier: Dossier) -> tuple[PlannedCheckIn, ...]:
    """All that is planned, those of locked conversations too: the line itself gives nothing away.

    The earliest comes first. One that is due stays until it was opened.
    """
    found = {PlannedCheckIn(one.day, one.opens) for one in chosen(content, dossier)}
    for other in dossier.asleep:
        found.update(planned(content, decode(other.kept)))
    return tuple(sorted(found))


def chosen(content: Content, dossier: Dossier) -> tuple[Chosen, ...]:
    """The check-ins of this conversation, the earliest first."""
    days = {name: one.value for name, one in dossier.ego.items() if type(one.value) is int}
    if not days:
        return ()
    found = {
        Chosen(days[step.variable], step.variable, step.opens)
        for step in _steps(content)
        if step.variable in days and step.opens in content.dialogues
    }
    return tuple(sorted(found))


def day_variables(content: Content) -> frozenset[str]:
    """The variables that hold the day of a check-in: no answers to show as a number."""
    return frozenset(step.variable for step in _steps(content))


def _steps(content: Content) -> "Iterator[CheckInStep]":
    for compiled in content.dialogues.values():
        for step in compiled.steps.values():
            if step.kind == "check_in":
                yield step


def open_due(walk: "Walk") -> bool:
    """Open what waits since today or longer over the question that stands; False if nothing does.

    Who is in that dialogue already is not led into it again.
    """
    today = local_day(walk.now)
    if any(frame.is_check_in for frame in walk.dossier.stack):
        return False
    for one in chosen(walk.content, walk.dossier):
        if one.day <= today:
            walk.scope().forget(one.variable)
            if all(frame.dialogue != one.opens for frame in walk.dossier.stack):
                walk.open_check_in(one.opens)
                return True
    return False


# For content


def variables_planned(scope: Scope) -> list[str]:
    """A list to go over: the variables in which a day stands."""
    return list(dict.fromkeys(one.variable for one in chosen(scope.content, scope.dossier)))


def check_ins_view(scope: Scope) -> list[dict[str, Any]]:
    """What Kring comes back to, and when, in words."""
    return [
        {"what": TextKey(f"codebook/{one.variable}"), "when": when(scope, one.day)}
        for one in chosen(scope.content, scope.dossier)
    ]


def check_in_view(scope: Scope) -> dict[str, Any]:
    """The check-in that a loop over `check_ins` is at."""
    there = chosen(scope.content, scope.dossier)
    here = [one for one in there if one.variable == scope.frame.item] or there
    if not here:
        return {"what": "", "when": ""}
    return {"what": TextKey(f"codebook/{here[0].variable}"), "when": when(scope, here[0].day)}


def when(scope: Scope, day: int) -> TextKey:
    """A day in words: tomorrow, in three days, on a date."""
    values = {"days": day - local_day(scope.now), "date": date_of(day)}
    return TextKey("_shared/value_day", values)
