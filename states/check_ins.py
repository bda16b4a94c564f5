"""Check-ins: what Kring comes back to, on a day that the client chose (B14, R-17, R-26).

All of it is derived from the dossier: the variable of a `check_in` step holds the day. The storage
keeps a row for each that is planned and says on its day that something waits, with no word on
what. Opening a check-in forgets its day, so none comes twice.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from states.content import Content
from states.days import date_of, local_day
from states.dossier import Dossier, SideName, decode
from states.scope import Scope
from states.screen import TextKey
from states.sides import forget_on, sides_there

if TYPE_CHECKING:
    from collections.abc import Iterator

    from states.steps.check_in import CheckInStep


STEP = "plan_what"
"""The variable that says what a step of the plan is."""


@dataclass(frozen=True, slots=True, order=True)
class PlannedCheckIn:
    """What opens (the id of a dialogue), and on which day (days since 1970-01-01)."""

    day: int
    name: str


@dataclass(frozen=True, slots=True, order=True)
class Chosen:
    """A day that the client chose, with the variable that holds it and the dialogue it opens.

    `side` is where it was chosen, `entry` the id of the action that it is about, if any.
    """

    day: int
    variable: str
    opens: str
    side: SideName = "self"
    entry: str = ""

    @property
    def key(self) -> str:
        """What tells it from the others, as the item of a loop."""
        is_plain = not self.entry and self.side == "self"
        return self.variable if is_plain else f"{self.variable}+{self.entry}+{self.side}"


def planned(content: Content, dossier: Dossier) -> tuple[PlannedCheckIn, ...]:
    """All that is planned, those of locked conversations too: the line itself gives nothing away.

    The earliest comes first. One that is due stays until it was opened.
    """
    found = {PlannedCheckIn(one.day, one.opens) for one in chosen(content, dossier)}
    for other in dossier.asleep:
        found.update(planned(content, decode(other.kept)))
    return tuple(sorted(found))


def chosen(content: Content, dossier: Dossier) -> tuple[Chosen, ...]:
    """The check-ins of this conversation, on both sides, the earliest first."""
    days = list(_days(dossier))
    if not days:
        return ()
    opens = [(s.variable, s.opens) for s in _steps(content) if s.opens in content.dialogues]
    found = {
        Chosen(day, variable, dialogue, side, entry)
        for day, name, side, entry in days
        for variable, dialogue in opens
        if variable == name
    }
    return tuple(sorted(found))


def _days(dossier: Dossier) -> "Iterator[tuple[int, str, SideName, str]]":
    """Numbers that may be days: each with its variable, its side and its entry."""
    for side, there in sides_there(dossier):
        for entry, answers in (("", there.ego), *((e.id, e.answers) for e in there.entries)):
            for name, answer in answers.items():
                if type(answer.value) is int:
                    yield answer.value, name, side, entry


def day_variables(content: Content) -> frozenset[str]:
    """The variables that hold the day of a check-in: no answers to show as a number."""
    return frozenset(step.variable for step in _steps(content))


def _steps(content: Content) -> "Iterator[CheckInStep]":
    for compiled in content.dialogues.values():
        yield from compiled.check_ins


def forget_day(dossier: Dossier, one: Chosen) -> None:
    """Do not come back to it."""
    forget_on(dossier, one.side, one.entry, one.variable)


# For content


def variables_planned(scope: Scope) -> list[str]:
    """A list to go over: the days that are to come, by `Chosen.key`."""
    return list(dict.fromkeys(one.key for one in chosen(scope.content, scope.dossier)))


def check_ins_view(scope: Scope) -> list[dict[str, Any]]:
    """What Kring comes back to, and when, in words."""
    return [
        {"what": _what(scope, one), "when": when(scope, one.day)}
        for one in chosen(scope.content, scope.dossier)
    ]


def check_in_view(scope: Scope) -> dict[str, Any]:
    """The check-in that a loop over `check_ins` is at."""
    there = chosen(scope.content, scope.dossier)
    here = [one for one in there if one.key == scope.frame.item] or there
    if not here:
        return {"what": "", "when": ""}
    return {"what": _what(scope, here[0]), "when": when(scope, here[0].day)}


def _what(scope: Scope, one: Chosen) -> Any:  # noqa: ANN401 - a text, with own words where it has
    """What is come back to; of a step of the plan which one, as the client called it."""
    what = TextKey(f"codebook/{one.variable}")
    entries = (e for _, there in sides_there(scope.dossier) for e in there.entries)
    entry = next((e for e in entries if e.id == one.entry), None)
    said = entry.answers.get(STEP) if entry is not None else None
    if said is None or not isinstance(said.value, str):
        return what
    return TextKey("_shared/value_check_in_on", {"what": what, "step": said.value})


def when(scope: Scope, day: int) -> TextKey:
    """A day in words: tomorrow, in three days, on a date."""
    values = {"days": day - local_day(scope.now), "date": date_of(day)}
    return TextKey("_shared/value_day", values)
