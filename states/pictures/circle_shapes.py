"""What a label looks like: lines of words, with a mark above them or before them, or a number."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, combinations, pairwise

from states.graphemes import shorten
from states.pictures.chart import Person
from states.pictures.circle_parts import BASELINE, LINE, MARK, SIZE, Label, Line, Mark
from states.pictures.geometry import Box
from states.pictures.typeface import Typeface, fitted

PAD = 6
TIGHT = 1
"""Padding of a label where there is no room for more."""

NARROW = 44
"""Pixels of the narrowest label."""

TIGHT_LINE = 31
"""From one line to the next in such a label."""

BESIDE = 8
"""Between a mark and the name after it."""

LONGEST = 96
"""Characters of a name that are looked at: no more of them fit on any line."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One way to write a label; `words` are its lines."""

    width: float
    height: float
    words: tuple[str, ...] = field(repr=False)
    is_stacked: bool = False
    has_mark: bool = True
    is_whole: bool = True
    is_bold: bool = False
    is_number: bool = False
    tier: int = 0
    """0 for a whole name; more where it has less of the name."""
    pad: int = PAD
    """Between its words and the sides of its box."""

    @property
    def leading(self) -> int:
        """From one line to the next."""
        return TIGHT_LINE if self.pad == TIGHT else LINE


def cut(label: str) -> str:
    """The start of a name, no longer than anything that can be drawn."""
    return shorten(label, LONGEST)


def broken(
    text: str, count: int, size: float, face: Typeface, *, bold: bool = False
) -> tuple[str, ...] | None:
    """The text in two or three lines, as wide as each other as can be; None for fewer words."""
    words = text.split(" ")
    if len(words) < count:
        return None
    space = face.width(" ", size, bold=bold)
    ends = [0.0, *accumulate(face.width(word, size, bold=bold) + space for word in words)]
    places = min(
        combinations(range(1, len(words)), count - 1),
        key=lambda cuts: max(ends[b] - ends[a] for a, b in pairwise((0, *cuts, len(words)))),
    )
    return tuple(" ".join(words[a:b]) for a, b in pairwise((0, *places, len(words))))


def in_two_lines(text: str, room: float, face: Typeface) -> tuple[str, ...]:
    """The text in one line or two that fit the room, shortened where it is longer."""
    first, _, rest = text.partition(" ")
    while rest:
        word, _, after = rest.partition(" ")
        if face.width(f"{first} {word}", SIZE) > room:
            break
        first, rest = f"{first} {word}", after
    if not rest or face.width(first, SIZE) > room:
        return (fitted(text, room, SIZE, face),)
    return first, fitted(rest, room, SIZE, face)


def badge(words: Sequence[str], face: Typeface) -> Shape:
    """The shape of a number, or of a range of numbers in one line or two."""
    width = max(face.width(word, SIZE, bold=True) for word in words)
    high = LINE * len(words) + 6
    return Shape(
        max(width + 14, 44),
        high,
        tuple(words),
        has_mark=False,
        is_whole=False,
        is_bold=True,
        is_number=True,
    )


def range_badges(first: int, last: int, face: Typeface) -> tuple[Shape, ...]:
    """The shapes of a range of numbers."""
    return (
        badge((f"{first}–{last}",), face),
        badge((f"{first}–", str(last)), face),
    )


def written(shape: Shape, left: float, top: float, people: Sequence[Person]) -> Label:
    """A label in its shape, with the corner of its box at a place."""
    box = Box(left, top, shape.width, shape.height)
    person = people[0]
    return Label(
        ids=tuple(each.id for each in people),
        ring=person.ring,
        quadrant=person.quadrant,
        box=box,
        lines=tuple(_lines(shape, box)),
        mark=_mark(shape, box, person.kind),
        full=None if shape.is_whole or shape.is_number else person.label,
        is_missed=all(each.kind == "missed" for each in people),
        is_number=shape.is_number,
    )


def _lines(shape: Shape, box: Box) -> Iterator[Line]:
    is_beside = shape.has_mark and not shape.is_stacked
    x = box.left + shape.pad + MARK + BESIDE if is_beside else box.middle[0]
    high = LINE + shape.leading * (len(shape.words) - 1)
    top = box.bottom - high - (3 if shape.is_stacked else 2)
    if not shape.has_mark:
        top -= 1
    if is_beside:  # its words in their own middle, so that no script decides where they begin
        x = (x + box.right - shape.pad) / 2
    for number, word in enumerate(shape.words):
        y = top + shape.leading * number + BASELINE
        yield Line(x, y, word, SIZE, shape.is_bold, "middle")


def _mark(shape: Shape, box: Box, kind: str) -> Mark | None:
    if not shape.has_mark:
        return None
    if shape.is_stacked:
        return Mark(kind, box.middle[0], box.top + shape.pad / 2 + MARK / 2 + 1)
    return Mark(kind, box.left + shape.pad + MARK / 2, box.middle[1])
