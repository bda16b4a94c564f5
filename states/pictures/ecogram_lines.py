"""Lines of the ecogram: from ego to an alter, with a head at the end that something goes to."""

from dataclasses import dataclass
from math import hypot

Point = tuple[float, float]

HEAD = 26.0
"""Length of an arrow head."""

ASIDE = 9.0
"""From a line to the middle of the zigzag beside it."""

_HALF_HEAD = 12.0
_GAP = 4.0  # between the tip of an arrow and what it points at
_WAVE = 11.0  # from one corner of a zigzag to the next, along the line
_SWING = 5.5  # from the middle of a zigzag to its corners


@dataclass(frozen=True, slots=True)
class Head:
    """An arrow head; `way` is `in` at ego's end, `out` at the alter's end."""

    way: str
    points: tuple[Point, Point, Point]
    """The tip first."""


@dataclass(frozen=True, slots=True)
class Tie:
    """The line between ego and one alter, from ego's end to the alter's."""

    ends: tuple[Point, Point]
    """Where it touches ego and the alter."""
    path: tuple[Point, Point]
    """What is drawn of it between the heads."""
    zigzag: tuple[Point, ...]
    """The corners of a zigzag beside it, from end to end; none where there is no such mark."""
    heads: tuple[Head, ...]


def tie(ego: Point, alter: Point, *, comes_in: bool, goes_out: bool, zigzag: bool) -> Tie:
    """The line between two points; the heads say two facts that stand apart (R-20)."""
    across, down = alter[0] - ego[0], alter[1] - ego[1]
    length = hypot(across, down)
    way = (across / length, down / length)
    heads = []
    start, end = 0.0, length
    if comes_in:
        heads.append(Head("in", _head(_along(ego, way, _GAP), way)))
        start = _GAP + HEAD - 2
    if goes_out:
        heads.append(Head("out", _head(_along(ego, way, length - _GAP), (-way[0], -way[1]))))
        end = length - _GAP - HEAD + 2
    return Tie(
        (ego, alter),
        (_along(ego, way, start), _along(ego, way, end)),
        _zigzag(ego, way, _GAP + HEAD, length - _GAP - HEAD) if zigzag else (),
        tuple(heads),
    )


def _along(origin: Point, way: Point, far: float, aside: float = 0.0) -> Point:
    x = origin[0] + way[0] * far - way[1] * aside
    y = origin[1] + way[1] * far + way[0] * aside
    return round(x, 1), round(y, 1)


def _head(tip: Point, way: Point) -> tuple[Point, Point, Point]:
    return tip, _along(tip, way, HEAD, _HALF_HEAD), _along(tip, way, HEAD, -_HALF_HEAD)


def _zigzag(origin: Point, way: Point, start: float, end: float) -> tuple[Point, ...]:
    """Teeth along the line, so that its own dashes can be read; below it where it lies level."""
    aside = ASIDE if way[0] >= 0 else -ASIDE
    steps = max(2, int((end - start) // _WAVE))
    step = (end - start) / steps
    return tuple(
        _along(origin, way, start + step * number, aside + (_SWING if number % 2 else -_SWING))
        for number in range(steps + 1)
    )
