"""More alters, in a column on each side of ego: two wings, or two columns along a bar.

- *Wings*: bent columns, with one alter above and one below; lines fan out from a circle.
- *Bar*: ego is as tall as the columns and lines run level, so any number can be read.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from math import atan2, cos, pi, sin
from typing import Literal

from states.pictures.chart import Person
from states.pictures.ecogram_labels import SMALLEST, Label, labels_of
from states.pictures.ecogram_places import (
    MARGIN,
    MIDDLE,
    NEAR_MARK,
    Arrangement,
    Ego,
    Spot,
    lowest,
    round_ego,
    spot_at,
)
from states.pictures.geometry import Box
from states.pictures.typeface import Typeface

IN_WINGS = 16
"""At most so many alters in wings."""

_BETWEEN_ROWS = 16
_TALLEST = 8000  # Telegram takes no photo with sides of more than 10,000 together
_BETWEEN_EGOS = 640  # from one *ik* in a tall bar to the next, so that one is always in sight


def wings(people: Sequence[Person], top: float, room: float, face: Typeface) -> Arrangement:
    """Give up to `IN_WINGS` alters a place from `top` down, clockwise, if it can be in `room`."""
    radius, mark = 74, 42
    far, bent = 212.0, 60.0  # from ego to the middle marks; how much nearer the outer ones are
    beyond = 30  # of the upper and the lower mark, above and below all others
    reach = mark / 2 + NEAR_MARK
    side = (len(people) - 1) // 2

    def height_of(labels: Sequence[Label]) -> float:
        first, right, lower, left = _parts(labels, side)
        ends = [label.height + reach + beyond for label in (first, *lower)]
        return max(440.0, _stack(right, mark), _stack(left, mark)) + sum(ends)

    labels = _that_fit(people, MIDDLE - far - reach - MARGIN, room, height_of, face)
    first, right, lower, left = _parts(labels, side)
    start = top + first.height + reach + beyond
    height = max(440.0, _stack(right, mark), _stack(left, mark))
    middle = start + height / 2

    def rows(column: Sequence[Label], toward: Literal["left", "right"]) -> list[Spot]:
        spots = []
        for number, (label, y) in enumerate(_rows(column, mark, start, height), 1):
            share = (y - middle) / (height / 2)
            across = far - bent * share * share
            even = pi * (number / (len(column) + 1) - 0.5)
            angle = (atan2(y - middle, across) + 3 * even) / 4  # apart: arrows need room
            sign = 1 if toward == "right" else -1
            line = (MIDDLE + sign * radius * cos(angle), middle + radius * sin(angle))
            spots.append(spot_at((MIDDLE + sign * across, y), mark, label, toward, line))
        return spots

    at = (MIDDLE, start - beyond)
    spots = [spot_at(at, mark, first, "above", (MIDDLE, middle - radius)), *rows(right, "right")]
    for label in lower:
        at = (MIDDLE, start + height + beyond)
        spots.append(spot_at(at, mark, label, "below", (MIDDLE, middle + radius)))
    spots += reversed(rows(left, "left"))
    return Arrangement(round_ego(middle, radius), tuple(spots), lowest(spots))


def bar(people: Sequence[Person], top: float, room: float, face: Typeface) -> Arrangement:
    """Give any number a place from `top` down, the left column first, if it can be in `room`."""
    radius, mark, far = 38, 38, 206.0
    beyond = 10  # of the bar above and below the rows
    side = (len(people) + 1) // 2

    def height_of(labels: Sequence[Label]) -> float:
        return max(_stack(labels[:side], mark), _stack(labels[side:], mark)) + 2 * beyond

    width = MIDDLE - far - mark / 2 - NEAR_MARK - MARGIN
    labels = _that_fit(people, width, room, height_of, face)
    whole = height_of(labels)
    start, height = top + beyond, whole - 2 * beyond
    spots = [
        spot_at((MIDDLE - far, y), mark, label, "left", (MIDDLE - radius, y))
        for label, y in _rows(labels[:side], mark, start, height)
    ] + [
        spot_at((MIDDLE + far, y), mark, label, "right", (MIDDLE + radius, y))
        for label, y in _rows(labels[side:], mark, start, height)
    ]
    count = max(1, round(height / _BETWEEN_EGOS))
    words = tuple((MIDDLE, start + height * (number + 0.5) / count) for number in range(count))
    ego = Ego(Box(MIDDLE - radius, top, radius * 2, whole), words)
    return Arrangement(ego, tuple(spots), top + whole)


def _parts(
    labels: Sequence[Label], side: int
) -> tuple[Label, Sequence[Label], Sequence[Label], Sequence[Label]]:
    """The upper one, the right wing, the lower one if any, and the left wing from its top down."""
    rest = labels[side + 1 :]
    lower = len(rest) - side
    return labels[0], labels[1 : side + 1], rest[:lower], rest[lower:][::-1]


def _that_fit(
    people: Sequence[Person],
    width: float,
    room: float,
    height_of: Callable[[Sequence[Label]], float],
    face: Typeface,
) -> list[Label]:
    """As much of the names as the room has place for; too many for it have their whole names."""
    full: list[Label] = []
    for sizes in (32, 30, SMALLEST), (SMALLEST,):
        full = labels_of(people, width, sizes, 2, face)
        if height_of(full) <= room:
            return full
    labels = labels_of(people, width, (SMALLEST,), 1, face)
    if height_of(labels) > room:
        return full if height_of(full) <= _TALLEST else labels
    for number, whole in enumerate(full):
        if labels[number].is_short:
            tried = [*labels[:number], whole, *labels[number + 1 :]]
            labels = tried if height_of(tried) <= room else labels
    return labels


def _stack(labels: Sequence[Label], mark: float) -> float:
    return sum(max(label.height, mark) + _BETWEEN_ROWS for label in labels)


def _rows(
    labels: Sequence[Label], mark: float, top: float, height: float
) -> list[tuple[Label, float]]:
    """Labels from `top` down with the middles of their rows, evenly filling the height."""
    spare = (height - _stack(labels, mark)) / max(1, len(labels)) + _BETWEEN_ROWS
    heights = [max(label.height, mark) + spare for label in labels]
    edges = [top]
    for one in heights:
        edges.append(edges[-1] + one)
    middles = [(upper + lower) / 2 for upper, lower in pairwise(edges)]
    return list(zip(labels, middles, strict=True))
