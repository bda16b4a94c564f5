"""Where numbers stand in the two circles of then and now: the same place in both.

Whoever is in the same ring then and now stands at the same place in both circles, and whoever is in
another ring stands there in about the same direction; so a place differs only where the ring does.
The rings are as wide then as now. All hangs on how many there are and on the rings alone, never on
whether something came closer (R-25).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import asin, cos, floor, pi, sin

from states.pictures.chart import RINGS

LEAST = 16.0
"""Width of a ring in which nobody is, where the others need the room; else it is as any other."""


@dataclass(frozen=True, slots=True)
class Token:
    """What stands in the circles for one alter, or for several that go together.

    Attributes:
        ids: Ids of the alters.
        lines: A number, or a range of numbers in one line or two.
        then: Their ring at the earlier version; None where they were not in a ring.
        now: Their ring at the present version, in the same way.
    """

    ids: tuple[str, ...]
    lines: tuple[str, ...]
    then: str | None
    now: str | None


@dataclass(frozen=True, slots=True)
class Sizes:
    """How large a circle and what stands in it are; pixels.

    Attributes:
        radius: Of the whole circle.
        ego: Radius of ego.
        room: From the middle of one number to the next, at the least.
        size: Font size of the numbers.
    """

    radius: float
    ego: float
    room: float
    size: int


Places = dict[tuple[int, str], tuple[float, float]]
"""From the middle of the circle, by the place of a token in its list and by its ring."""


def placed(tokens: Sequence[Token], sizes: Sizes) -> tuple[tuple[float, ...], Places] | None:
    """Radii of ego and of the outer sides of the rings, and all places; None where too full."""
    members = [[n for n, it in enumerate(tokens) if ring in (it.then, it.now)] for ring in RINGS]
    for least in (sizes.room, LEAST):
        widths = _widths([len(here) for here in members], least, sizes)
        spare = (sizes.radius - sizes.ego - sum(widths)) / len(RINGS)
        if spare >= 0:
            break
    else:
        return None
    radii = [sizes.ego]
    places: Places = {}
    for ring, here, width in zip(RINGS, members, widths, strict=True):
        start = radii[-1] + spare / 2
        rows = [start + sizes.room * (row + 0.5) for row in range(round(width // sizes.room))]
        for number, place in _settled(here, len(tokens), rows, sizes.room):
            places[number, ring] = place
        radii.append(radii[-1] + width + spare)
    return tuple(radii), places


def _widths(counts: Sequence[int], least: float, sizes: Sizes) -> list[float]:
    """How wide each ring is, from the inside out; an empty one has the least width."""
    widths: list[float] = []
    for count in counts:
        inner = sizes.ego + sum(widths)
        widths.append(max(least, sizes.room * _rows(count, inner, sizes.room)))
    return widths


def _slots(radius: float, room: float) -> int:
    """How many numbers have room on a circle."""
    return floor(pi / asin(min(1.0, room / 2 / radius)) + 1e-9)


def _rows(count: int, inner: float, room: float) -> int:
    """Rows of numbers from a radius outwards in which so many have room."""
    rows, found = 0, 0
    while found < count:
        found += _slots(inner + room * (rows + 0.5), room)
        rows += 1
    return rows


def _settled(
    here: Sequence[int], count: int, rows: Sequence[float], room: float
) -> Iterator[tuple[int, tuple[float, float]]]:
    """Each in its own direction, clockwise from above, or at the free slot nearest to it."""
    if len(rows) == 1 and count <= _slots(rows[0], room):
        for number in here:
            yield number, _at(_even(number, count), rows[0])
        return
    free = [
        (_even(slot, _slots(radius, room)), radius)
        for radius in rows
        for slot in range(_slots(radius, room))
    ]
    for number in here:
        own = _even(number, count)
        best = min(free, key=lambda slot: (_apart(slot[0], own) * slot[1], slot))
        free.remove(best)
        yield number, _at(*best)


def _at(angle: float, radius: float) -> tuple[float, float]:
    return radius * sin(angle), -radius * cos(angle)


def _even(number: int, count: int) -> float:
    """The direction of one of so many round a circle, in radians clockwise from above."""
    return 2 * pi * (number + 0.5) / count


def _apart(one: float, other: float) -> float:
    away = abs(one - other) % (2 * pi)
    return min(away, 2 * pi - away)
