"""Then and now: what is different for each person between two versions of the map (F7).

A change is told of a person and never of the map as a whole: nothing is counted, and no change is
good or bad (R-25, R-07). Whoever stayed is found by the id; after a start anew, when all ids are
new, by the name. Two who turned out to be one person are one person then as well.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from states.days import date_of, local_day
from states.dossier import MapVersion
from states.pictures.chart import CHANGES, RINGS, Chart, Person, View
from states.returning.versions import Kept, former, read
from states.scope import Scope

CHOSEN = "again_with"
"""The variable that holds the versions which the client chose to look at, the last one last."""

MISSED = "missed"

IN_CARE: tuple[View, ...] = ("care", "care_before_now")
"""Views in which somebody is there with tasks, and not in a ring."""


def then_and_now(scope: Scope, now: Chart, view: View) -> Chart:
    """The chart of then beside that of now; of now alone where there is nothing to compare with.

    Args:
        scope: The client, on the side of the map.
        now: The map as it is, for the client's own eyes.
        view: What kind of picture it becomes.
    """
    version = version_at_hand(scope)
    if version is None:
        return Chart(view, now.people)
    before, people = compare(read(version), now.people, view)
    days = tuple(date_of(day).isoformat() for day in (version.day, local_day(scope.now)))
    return Chart(view, people, before=before, days=days)


def version_at_hand(scope: Scope) -> MapVersion | None:
    """The version that the client chose to compare with, else the latest of a former day."""
    there = former(scope.dossier, local_day(scope.now))
    by_id = {version_id(version): version for version in there}
    value = scope.value(CHOSEN)
    chosen = [by_id[name] for name in value if name in by_id] if isinstance(value, list) else []
    return next(reversed([*there[-1:], *chosen]), None)


def version_id(version: MapVersion) -> str:
    """How a version is called in a list: by its day, as older ones may go."""
    return f"day_{version.day}"


def compare(
    then: Kept, now: Sequence[Person], view: View
) -> tuple[tuple[Person, ...], tuple[Person, ...]]:
    """The people of then and of now, each with what changed; who stayed has one id in both."""
    there = {person.id: person for person in _matched(then, now)}
    people = tuple(replace(p, change=_change(there.get(p.id), p, view)) for p in now)
    changes = {person.id: person.change for person in people}
    return tuple(replace(p, change=changes.get(p.id, "gone")) for p in there.values()), people


def by_change(chart: Chart) -> list[tuple[str, list[Person]]]:
    """The people of a comparison by what changed, in the order of `CHANGES`; only what there is."""
    found: dict[str, list[Person]] = defaultdict(list)
    for person in chart.people:
        found[person.change or ""].append(person)
    found["gone"] = [person for person in chart.before if person.change == "gone"]
    return [(change, found[change]) for change in CHANGES if found[change]]


def _matched(then: Kept, now: Sequence[Person]) -> list[Person]:
    """Who was there then, with the id that they have now, or had."""
    here = {person.id for person in now}
    stayed = [person for person in then.people if person.id in here]
    if not stayed:
        return _matched_by_name(then.people, now)
    return [p for p in then.people if p.id in here or not _is_one_of(p, stayed, then.apart)]


def _is_one_of(person: Person, stayed: Iterable[Person], apart: Sequence[str]) -> bool:
    """Whether somebody who is gone was found to be the same person as one who stayed."""
    name = person.label.casefold()
    same = [other.id for other in stayed if other.label.casefold() == name]
    return any(not {f"{o}+{person.id}", f"{person.id}+{o}"} & set(apart) for o in same)


def _matched_by_name(before: Sequence[Person], now: Sequence[Person]) -> list[Person]:
    waiting = _by_name(now)
    found = []
    for person in before:
        same = waiting.get(person.label.casefold())
        found.append(replace(person, id=same.pop(0).id) if same else person)
    return found


def _by_name(people: Iterable[Person]) -> dict[str, list[Person]]:
    found: dict[str, list[Person]] = defaultdict(list)
    for person in people:
        found[person.label.casefold()].append(person)
    return found


def _change(then: Person | None, now: Person, view: View) -> str:
    if then is None:
        return "new"
    if view in IN_CARE:
        return "same" if _in_care(then) == _in_care(now) else "other"
    if (then.kind == MISSED) != (now.kind == MISSED):
        return "other"
    if then.ring == now.ring:
        return "same"
    if then.ring not in RINGS or now.ring not in RINGS:
        return "other"  # who had no place got one, or the other way round
    return "closer" if RINGS.index(now.ring) < RINGS.index(then.ring) else "further"


def _in_care(person: Person) -> tuple[object, ...]:
    """What somebody does in the care; the order of the tasks says nothing."""
    return (
        frozenset(person.tasks),
        person.often,
        person.listens,
        person.takes_over,
        person.cared_for,
    )
