"""Labels of one cell share its room, so that few of them look meant and many look calm."""

from collections.abc import Iterator, Sequence
from math import pi, sin, sqrt

from states.pictures.circle_cells import APART, BESIDE, STEP, Cell, Shelf
from states.pictures.circle_shapes import Shape

ROOMY = 36
"""The most between two labels of one shelf."""

REACH = 0.88
"""How far up the outer radius labels of a wide ring go."""

TURNS = 4
"""How often each shelf looks again where its neighbours are."""

Spot = tuple[int, Shape, float, float]
"""Number of a label, its shape, and where its left and its lower side are in the quarter."""


def spread(cell: Cell, shelves: Sequence[Shelf]) -> list[Spot]:
    """Where each label stands when the shelves share the cell's room evenly."""
    ordered = sorted(shelves, key=lambda shelf: shelf.step)
    steps = [shelf.step for shelf in ordered]
    for turn in range(TURNS):
        numbers = range(len(ordered))
        for number in numbers if turn % 2 else reversed(numbers):
            steps[number] = _settled(cell, ordered, steps, number)
    spots = zip(ordered, steps, strict=True)
    return [spot for shelf, step in spots for spot in _across(cell, shelf, step)]


def _settled(cell: Cell, ordered: Sequence[Shelf], steps: Sequence[int], number: int) -> int:
    """The step of one shelf as near to its own share of the cell as its neighbours let it be."""
    shelf = ordered[number]
    wanted = (_target(cell, number, len(ordered)) - shelf.height / 2 - cell.floor) / STEP
    rooms = cell.rooms(shelf.height)
    low, high = 0.0, float(len(rooms) - 1)
    if number:
        low = steps[number - 1] + (ordered[number - 1].height + APART) / STEP
    if number + 1 < len(ordered):
        high = steps[number + 1] - (shelf.height + APART) / STEP
    able = [step for step, room in enumerate(rooms) if low <= step <= high and shelf.width <= room]
    return min(able, key=lambda step: (abs(step - wanted), step), default=steps[number])


def _target(cell: Cell, number: int, count: int) -> float:
    """How high the middle of a shelf would stand if all were spread evenly.

    In a narrow ring that is along its arc; the wider it is within, the more from below to above.
    """
    share = (number + 0.5) / count
    if cell.ceiling < cell.outer:
        return cell.floor + share * (cell.ceiling - cell.floor)
    along = (cell.inner + cell.outer) / 2 * sin(share * pi / 2)
    upwards = cell.floor + share * (REACH * cell.outer - cell.floor)
    narrow = cell.inner / cell.outer
    return narrow * along + (1 - narrow) * upwards


def _across(cell: Cell, shelf: Shelf, step: int) -> Iterator[Spot]:
    """Labels of one shelf: one alone stands on the middle of the ring, more share the room."""
    left, right = cell.span(step, shelf.height)
    up = cell.floor + step * STEP
    count = len(shelf.shapes)
    taken = sum(shape.width for _, shape in shelf.shapes)
    gap = min(ROOMY, max(BESIDE, (right - left - taken) / (count + 1)))
    width = taken + gap * (count - 1)
    middle = up + shelf.height / 2
    arc = (cell.inner + cell.outer) / 2
    is_on_arc = count == 1 and abs(middle) < arc
    wanted = sqrt(arc**2 - middle**2) if is_on_arc else (left + right) / 2
    x = min(max(left, wanted - width / 2), right - width)
    for number, shape in shelf.shapes:
        yield number, shape, x, up + (shelf.height - shape.height) / 2
        x += shape.width + gap
