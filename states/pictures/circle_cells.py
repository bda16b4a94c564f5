"""The cells of the circle, and how labels are packed in one: a quarter of a ring, or a band's end.

A cell is thought of as the quarter with x and y above 0; the others are its mirror images. Labels
stand on shelves, from the horizontal axis upwards; a shelf's place is counted in steps above the
floor of the cell. How much room a shelf has follows from the two radii: a box is in a ring if its
nearest corner is beyond the inner radius and its farthest within the outer one. Both ends of a
quarter are narrow and its middle is wide, so the narrowest labels go to the ends first.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import ceil, sqrt

from states.pictures.circle_shapes import Shape

AXIS = 4
"""Between a label and the vertical axis, and the horizontal one."""

EDGE = 2
"""Between a label and the lines of its ring."""

STEP = 6
APART = 4
"""Between two shelves."""

BESIDE = 8
"""The least between two labels of one shelf."""

_KEPT_CELLS = 2000

Span = tuple[float, float]


@dataclass(frozen=True)
class Cell:
    """A quarter of a ring between two radii, from `floor` above the axis up to `ceiling`."""

    inner: float
    outer: float
    floor: float
    ceiling: float
    _rooms: dict[float, list[float]] = field(default_factory=dict, compare=False, repr=False)
    _widest: dict[float, float] = field(default_factory=dict, compare=False, repr=False)
    _counts: dict[Span, int] = field(default_factory=dict, compare=False, repr=False)

    def span(self, step: int, height: float) -> Span:
        """From where to where a box of this height may stand, so many steps above the floor."""
        low = self.floor + step * STEP
        top = low + height
        near = 0.0 if low < 0 < top else min(abs(low), abs(top))
        far = max(abs(low), abs(top))
        inner, outer = self.inner + EDGE, self.outer - EDGE
        left = max(AXIS, sqrt(inner * inner - near * near) if near < inner else 0.0)
        return left, sqrt(outer * outer - far * far) if far < outer else 0.0

    def rooms(self, height: float) -> list[float]:
        """How wide a shelf of this height is, for each step above the floor."""
        found = self._rooms.get(height)
        if found is None:
            count = max(0, int((self.ceiling - self.floor - height) // STEP) + 1)
            spans = [self.span(step, height) for step in range(count)]
            found = self._rooms[height] = [right - left for left, right in spans]
        return found

    def widest(self, height: float) -> float:
        """How wide the widest shelf of this height is."""
        found = self._widest.get(height)
        if found is None:
            found = self._widest[height] = max(self.rooms(height), default=0.0)
        return found

    def capacity(self, width: float, height: float) -> int:
        """How many boxes of one size it holds."""
        found = self._counts.get((width, height))
        if found is None:
            shelves = self.even_shelves(width, height)
            found = self._counts[width, height] = sum(count for _, count in shelves)
        return found

    def even_shelves(self, width: float, height: float) -> list[tuple[int, int]]:
        """Places of shelves for boxes of one size, and how many each holds."""
        shelves, step = [], 0
        rooms = self.rooms(height)
        rise = ceil((height + APART) / STEP)
        while step < len(rooms):
            count = int((rooms[step] + BESIDE) // (width + BESIDE))
            if count > 0:
                shelves.append((step, count))
            step += rise if count > 0 else 1
        return shelves


@lru_cache(_KEPT_CELLS)
def cell_between(inner: float, outer: float, floor: float, ceiling: float) -> Cell:
    """The cell between two radii; the same one each time, as it keeps what it worked out."""
    return Cell(inner, outer, floor, ceiling)


@dataclass(slots=True)
class Shelf:
    """Labels side by side; `step` is its place above the floor of the cell."""

    step: int
    height: float
    width: float
    shapes: list[tuple[int, Shape]] = field(default_factory=list)


def packed(cell: Cell, choices: Sequence[Sequence[Shape]]) -> list[Shelf] | None:
    """Shelves with a shape of each label; None if they do not all fit.

    Whole names are taken before shortened ones; then what takes the least height, or, where not
    all fit in that way, what leaves the least room beside it. The narrowest choose first, or,
    where that does not do, the widest.
    """
    for shapes in reversed(choices):
        if not any(shape.width <= cell.widest(shape.height) for shape in shapes):
            return None
    widths = [_narrowest(shapes) for shapes in choices]
    order = sorted(range(len(choices)), key=lambda number: (widths[number], number))
    for saves_height in (True, False):
        for numbers in (order, order[::-1]):
            packing = _Packing(cell, saves_height=saves_height)
            if all(packing.add(number, choices[number]) for number in numbers):
                return packing.shelves
    return None


def _narrowest(shapes: Sequence[Shape]) -> float:
    """How wide it has to be as a name; a number only where no name is among its shapes."""
    named = [shape.width for shape in shapes if not shape.is_number]
    return min(named or [shape.width for shape in shapes])


def packed_evenly(cell: Cell, shapes: Sequence[Shape]) -> list[Shelf] | None:
    """Shelves with labels of one size, as many on each as its share of the room."""
    first = shapes[0]
    if cell.capacity(first.width, first.height) < len(shapes):
        return None
    places = cell.even_shelves(first.width, first.height)
    total = sum(count for _, count in places)
    shelves, number, held = [], 0, 0
    for step, count in places:
        held += count
        last = round(len(shapes) * held / total)
        there = [(each, shapes[each]) for each in range(number, last)]
        width = len(there) * (first.width + BESIDE) - BESIDE
        if there:
            shelves.append(Shelf(step, first.height, width, there))
        number = last
    return shelves


_Place = tuple[int, float, int, Shape, int, float]
"""Tier and room that it takes, its step, its shape, and where the room left begins and ends."""


class _Packing:
    """Shelves from both ends of a cell towards each other."""

    def __init__(self, cell: Cell, *, saves_height: bool) -> None:
        self.cell = cell
        self.saves_height = saves_height
        self.shelves: list[Shelf] = []
        self._low = 0
        self._high = cell.ceiling - cell.floor

    def add(self, number: int, shapes: Sequence[Shape]) -> bool:
        """Put a label beside another one or on a shelf of its own; False if it fits nowhere."""
        if self.shelves:
            best = shapes[0].tier
            if any(self._beside(number, shape) for shape in shapes if shape.tier == best):
                return True
        places = [place for shape in shapes for place in self._new_shelf(shape)]
        if not places:
            return False
        _, _, step, shape, self._low, self._high = min(places, key=lambda place: place[:3])
        self.shelves.append(Shelf(step, shape.height, shape.width, [(number, shape)]))
        return True

    def _beside(self, number: int, shape: Shape) -> bool:
        for shelf in self.shelves:
            wider = shelf.width + BESIDE + shape.width
            is_low = shape.height <= shelf.height
            if is_low and wider <= self.cell.rooms(shelf.height)[shelf.step]:
                shelf.width = wider
                shelf.shapes.append((number, shape))
                return True
        return False

    def _new_shelf(self, shape: Shape) -> Iterator[_Place]:
        """The lowest and the highest shelf that it could have."""
        rooms, width, height = self.cell.rooms(shape.height), shape.width, shape.height
        step = self._low
        last = min(len(rooms) - 1, int((self._high - height) // STEP))
        while step <= last and rooms[step] < width:
            step += 1
        if step > last:
            return
        after = ceil((step * STEP + height + APART) / STEP)
        taken = (after - self._low) * STEP if self.saves_height else rooms[step] - width
        yield shape.tier, taken, step, shape, after, self._high
        while rooms[last] < width:
            last -= 1
        before = last * STEP - APART
        taken = self._high - before if self.saves_height else rooms[last] - width
        yield shape.tier, taken, last, shape, self._low, before
