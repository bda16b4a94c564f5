"""What a cell of the circle shows: names, or numbers, or one range of numbers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from states.pictures.chart import QUADRANTS, Person
from states.pictures.circle_cells import (
    AXIS,
    Cell,
    Shelf,
    cell_between,
    packed,
    packed_evenly,
)
from states.pictures.circle_names import Name
from states.pictures.circle_parts import LINE
from states.pictures.circle_shapes import NARROW, Shape, badge, range_badges
from states.pictures.typeface import Typeface

BAND_SIDES = ("west", "east")
"""The ends of the band, for alters whose quadrant is not known."""

Cost = tuple[float, float, float]
"""Names that leave the circle, shortened names, and looks."""

LOOKS = (0, 2, 4, 4, 4)
"""What each way of `Group.ways` costs: calm shapes are rather taken."""

NUMBER_TIER = 9
"""Any name, shortened or not, is rather taken than a number."""

NOWHERE: Cost = (float("inf"), 0, 0)

Shown = Literal["names", "numbers", "range"]


@dataclass
class Group:
    """Alters of one ring and one quadrant: of one cell, or of one end of the band.

    Attributes:
        ring: Their ring.
        side: Their quadrant, or one of `BAND_SIDES`.
        people: Who they are, in the order of naming.
        face: The letters.
        first: The number of the first of them who has one.
        is_named: Whether their names may stand in the circle.
        is_bare: Whether plain people stand there without a mark.
    """

    ring: str
    side: str
    people: tuple[Person, ...] = field(repr=False)
    face: Typeface
    first: int = 1
    is_named: bool = True
    is_bare: bool = False

    @cached_property
    def ways(self) -> tuple[list[tuple[Shape, ...]], ...]:
        """Shapes of their names, from the most liked to those that take the least room.

        In the last way whoever finds no room has a number, so that the others keep their names.
        """
        names = [
            Name(person, self.face, has_mark=not self.is_bare or person.kind != "person")
            for person in self.people
        ]
        number = replace(self.numbered[0], tier=NUMBER_TIER)
        return (
            [name.calm for name in names],
            [name.whole for name in names],
            [name.tight for name in names],
            [(*name.tight, *name.shortened) for name in names],
            [(*name.tight, *name.shortened, number) for name in names],
        )

    @cached_property
    def numbered(self) -> list[Shape]:
        """Shapes of their numbers, as wide as the last, so that each may stand anywhere."""
        last = badge((str(self.first + len(self.people) - 1),), self.face)
        return [replace(last, words=(str(self.first + n),)) for n in range(len(self.people))]

    @cached_property
    def ranged(self) -> tuple[Shape, ...]:
        """The shapes of all their numbers in one."""
        if len(self.people) == 1:
            return tuple(self.numbered)
        return range_badges(self.first, self.first + len(self.people) - 1, self.face)


@dataclass(frozen=True, slots=True)
class Filling:
    """One cell as it will be; `cost` is what that takes away."""

    group: Group
    cell: Cell
    shown: Shown
    shelves: list[Shelf]
    cost: Cost
    way: int = 0
    """Which of `Group.ways` its shapes are of."""

    @property
    def costs_names(self) -> bool:
        """Whether not all names are there, and whole."""
        return self.cost[:2] > (0, 0)

    @property
    def numbered(self) -> list[Person]:
        """Who stands there as a number, in the order of naming."""
        if self.shown != "names":
            return list(self.group.people)
        shapes = (one for shelf in self.shelves for one in shelf.shapes)
        return [self.group.people[n] for n in sorted(n for n, it in shapes if it.is_number)]

    def within(self, cell: Cell) -> "Filling":
        """The same in another cell."""
        return Filling(self.group, cell, self.shown, self.shelves, self.cost, self.way)


def fillings(group: Group, inner: float, outers: Iterable[float], band: float) -> Iterator[Filling]:
    """How a group is shown between one radius and each of some others, from the inside out.

    What has room in a narrower ring has room in a wider one, so there is only something to do
    where it may become better.
    """
    found: Filling | None = None
    for outer in outers:
        if group.side in QUADRANTS:
            cell = cell_between(inner, outer, max(AXIS, band / 2 + 3), outer)
        else:
            cell = cell_between(inner, outer, 3 - band / 2, band / 2 - 3)
        if found is not None and found.shown == "numbers" and not group.is_named:
            found = found.within(cell)
        elif found is None or found.shown != "names":
            found = _names(group, cell) or with_numbers(group, cell)
        else:
            found = _improved(found.within(cell))
        yield found


def settled(filling: Filling) -> Filling:
    """The same cell with the most liked shapes that it has room for."""
    if filling.shown != "names":
        return with_numbers(filling.group, filling.cell)
    ways = (_in_way(filling.group, filling.cell, way) for way in range(filling.way + 1))
    return min((way for way in ways if way), key=lambda it: it.cost, default=filling)


def with_numbers(group: Group, cell: Cell) -> Filling:
    """A cell with numbers, or with one range of them."""
    count = len(group.people)
    shelves = packed_evenly(cell, group.numbered)
    if shelves is not None:
        return Filling(group, cell, "numbers", shelves, (count, 0, 0))
    shelves = packed(cell, [group.ranged])
    cost = NOWHERE if shelves is None else (count * 3, 0, 0)
    return Filling(group, cell, "range", shelves or [], cost)


def _names(group: Group, cell: Cell) -> Filling | None:
    """A cell with as many names as it has room for; None where nobody's has, or none may."""
    if not group.is_named or cell.capacity(NARROW, LINE + 4) < len(group.people):
        return None
    last = _in_way(group, cell, len(LOOKS) - 1)
    return last and _improved(last)


def _improved(filling: Filling) -> Filling:
    """The same cell with more of the names, or in a way that is liked more, as far as that fits."""
    best, way = filling, filling.way
    if best.costs_names:
        best = min(_in_way(best.group, best.cell, way) or best, best, key=lambda it: it.cost)
    while way:
        way -= 1
        found = _in_way(filling.group, filling.cell, way)
        if found is None:
            break
        best = min(found, best, key=lambda it: it.cost)
    return best


def _in_way(group: Group, cell: Cell, way: int) -> Filling | None:
    shelves = packed(cell, group.ways[way])
    if shelves is None:
        return None
    shapes = [shape for shelf in shelves for _, shape in shelf.shapes]
    lost = sum(shape.is_number for shape in shapes)
    shortened = sum(not shape.is_whole for shape in shapes) - lost
    return Filling(group, cell, "names", shelves, (lost, shortened, LOOKS[way]), way)
