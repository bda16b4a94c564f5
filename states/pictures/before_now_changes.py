"""What is other for whom between two versions, with a number for each alter."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from states.pictures.chart import CHANGES, RINGS, UNSURE, Chart, Person


@dataclass(frozen=True, slots=True)
class Change:
    """One alter then and now; None in the version that it is not in.

    `name` is one of `CHANGES`, `number` what stands for this alter in the circles.
    """

    number: int
    name: str
    then: Person | None
    now: Person | None

    @property
    def person(self) -> Person:
        """As it is now, or else as it was."""
        found = self.now or self.then
        if found is None:
            raise ValueError("nobody")
        return found

    @property
    def id(self) -> str:
        """Id of the alter."""
        return self.person.id

    def ring(self, version: str) -> str | None:
        """The ring at a version, `then` or `now`; None where there is none."""
        found = self.then if version == "then" else self.now
        return found.ring if found is not None and found.ring in RINGS else None

    def is_loose(self, version: str) -> bool:
        """Whether this alter is in a version without a ring."""
        found = self.then if version == "then" else self.now
        return found is not None and found.ring not in RINGS


def changes_of(chart: Chart, *, by_ring: bool = False) -> tuple[Change, ...]:
    """Everyone of both versions, by change, with numbers from one in the order of the lists.

    Who is of one change stands in the order of naming. With `by_ring` those who went from the same
    ring to the same ring follow each other, and their change is what the rings say.
    """
    then = {person.id: person for person in chart.before}
    now = {person.id: person for person in chart.people}
    found = [
        (
            _name(then.get(each), now.get(each), chart.view, told=not by_ring),
            then.get(each),
            now.get(each),
        )
        for each in dict.fromkeys((*now, *then))
    ]
    if by_ring:
        found.sort(key=lambda it: (_ring(it[1]), _ring(it[2])))
    found.sort(key=lambda it: CHANGES.index(it[0]))
    return tuple(Change(number, *each) for number, each in enumerate(found, 1))


def _name(then: Person | None, now: Person | None, view: str, *, told: bool) -> str:
    if then is None or now is None:
        return "new" if then is None else "gone"
    if told and now.change in CHANGES and now.change not in ("new", "gone"):
        return now.change
    if view == "care_before_now":
        return "same" if _does(then) == _does(now) else "other"
    if then.ring == now.ring or UNSURE in (then.ring, now.ring):
        return "same" if then.ring == now.ring else "other"
    return "closer" if _ring(now) < _ring(then) else "further"


def _does(person: Person) -> tuple[object, ...]:
    return (person.tasks, person.often, person.listens, person.takes_over, person.cared_for)


def _ring(person: Person | None) -> int:
    return RINGS.index(person.ring) if person is not None and person.ring in RINGS else len(RINGS)


def in_ranges(numbers: Sequence[int]) -> Iterator[str]:
    """Numbers in words: three and more that follow each other are one range."""
    start = 0
    for place in range(1, len(numbers) + 1):
        if place < len(numbers) and numbers[place] == numbers[place - 1] + 1:
            continue
        run = numbers[start:place]
        yield from [f"{run[0]}–{run[-1]}"] if len(run) > 2 else map(str, run)
        start = place
