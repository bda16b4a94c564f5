"""What a cell of the circle shows: names, or numbers, or one range of numbers."""

from collections.abc import Iterator, Sequence
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
from states.pictures.circle_parts import LINE
from states.pictures.circle_shapes import Name, Shape, badge, range_badges
from states.pictures.typeface import Typeface

BAND_SIDES = ("west", "east")
"""The ends of the band, for alters whose quadrant is not known."""

LONG = 150
"""Pixels: names that are wider may be shortened before anybody's name leaves the circle."""

SHORT = 122
"""Pixels: about eight letters."""

SHORTEST = 94
"""Pixels: about six letters, where there is room for no more."""

Cost = tuple[float, float, float, float]
"""Names that leave the circle, names of fewer than eight letters, shortened names, and looks."""

LESS = (1, 1, 1, 1, 1.2, 1.3, 2)
"""What a shortened name costs in each way that `Group.named` gives: shorter ones cost more."""

NOWHERE: Cost = (float("inf"), 0, 0, 0)

Shown = Literal["names", "numbers", "range"]


@dataclass
class Group:
    """Alters of one ring and one quadrant: of one cell, or of one end of the band.

    Attributes:
        ring: Their ring.
        side: Their quadrant, or one of `BAND_SIDES`.
        people: Who they are, in the order of naming.
        face: The letters.
        first: The number of the first of them, where they have numbers.
        is_named: Whether their names may stand in the circle.
    """

    ring: str
    side: str
    people: tuple[Person, ...] = field(repr=False)
    face: Typeface
    first: int = 1
    is_named: bool = True

    @cached_property
    def names(self) -> list[Name]:
        """Their names."""
        return [Name(person, self.face) for person in self.people]

    def named(self) -> Iterator[list[tuple[Shape, ...]]]:
        """Shapes of their names, from the most liked to those that take the least room."""
        names = self.names
        yield [tuple(shape for shape in name.whole if shape.is_stacked) for name in names]
        yield [name.whole for name in names]
        yield [(*name.whole, *name.within(LONG)) for name in names]
        yield [name.within(LONG) for name in names]
        yield [name.within(SHORT) for name in names]
        yield [name.within(SHORT)[-2:] for name in names]
        yield self.shortest

    @cached_property
    def shortest(self) -> list[tuple[Shape, ...]]:
        """Shapes of their names that take the least room."""
        return [name.within(SHORTEST)[-2:] for name in self.names]

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


def filled(group: Group, inner: float, outer: float, band: float) -> Filling:
    """The most liked way to show a group in its cell between two radii."""
    if group.side in QUADRANTS:
        cell = cell_between(inner, outer, max(AXIS, band / 2 + 3), outer)
    else:
        cell = cell_between(inner, outer, 3 - band / 2, band / 2 - 3)
    return (group.is_named and _names(group, cell)) or with_numbers(group, cell)


def with_numbers(group: Group, cell: Cell) -> Filling:
    """A cell with numbers, or with one range of them."""
    count = len(group.people)
    shelves = packed_evenly(cell, group.numbered)
    if shelves is not None:
        return Filling(group, cell, "numbers", shelves, (count, 0, 0, 0))
    shelves = packed(cell, [group.ranged])
    cost = NOWHERE if shelves is None else (count * 3, 0, 0, 0)
    return Filling(group, cell, "range", shelves or [], cost)


def _names(group: Group, cell: Cell) -> Filling | None:
    """A cell with names, if they all fit: that is seen at once from their shortest shapes."""
    widths = [min(shape.width for shape in shapes) for shapes in group.shortest]
    if cell.capacity(min(widths), LINE + 4) < len(widths):
        return None
    least = packed(cell, group.shortest)
    if least is None:
        return None
    for liking, shapes in enumerate(group.named()):
        is_last = shapes is group.shortest
        shelves = least if is_last else packed(cell, shapes)
        if shelves is not None:
            less = _shortened(shelves)
            cost = (0, less if is_last else 0, less * LESS[liking], 2 * min(liking, 1))
            return Filling(group, cell, "names", shelves, cost)
    return None


def _shortened(shelves: Sequence[Shelf]) -> int:
    return sum(not shape.is_whole for shelf in shelves for _, shape in shelf.shapes)
