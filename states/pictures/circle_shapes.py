"""The shapes that a name may take: its mark above it or before it, in one line or two, shortened.

How wide a name is, is measured once, when the shapes are made; laying out only compares widths.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from states.graphemes import shorten
from states.pictures.chart import Person
from states.pictures.circle_parts import BASELINE, LINE, MARK, SIZE, Label, Line, Mark
from states.pictures.geometry import Box
from states.pictures.typeface import Typeface, fitted

PAD = 6
BESIDE = 8
"""Between a mark and the name after it."""

LONGEST = 96
"""Characters of a name that are looked at: no more of them fit on any line."""

OUTLINE = 6
"""How much wider a label is that has an outline."""

WIDE = 150
"""Pixels: a name that is wider stands rather in two lines."""


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
    tier: int = 0
    """0 for a whole name; more where it has less of the name."""


@dataclass
class Name:
    """An alter's name with all shapes that it may take."""

    person: Person
    face: Typeface
    label: str = field(init=False, repr=False)
    _within: dict[float, tuple[Shape, ...]] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        self.label = cut(self.person.label)

    @cached_property
    def whole(self) -> tuple[Shape, ...]:
        """All of the name, its mark above it or before it."""
        return tuple(self._in_lines(self.label))

    def within(self, room: float) -> tuple[Shape, ...]:
        """Shapes in which each line has so many pixels; first in two lines, last in one."""
        if room not in self._within:
            one = (fitted(self.label, room, SIZE, self.face),)
            two = in_two_lines(self.label, room, self.face)
            shapes = [] if two == one else [*self._shapes(two, 1)]
            self._within[room] = (*shapes, *self._shapes(one, 2))
        return self._within[room]

    def _in_lines(self, text: str) -> Iterator[Shape]:
        pieces = split_in_two(text, SIZE, self.face)
        if pieces is not None and self.face.width(text, SIZE) > WIDE:
            yield from self._shapes(pieces, 0)
        yield from self._shapes((text,), 0)
        if pieces is not None:
            yield from self._shapes(pieces, 0)

    def _shapes(self, words: tuple[str, ...], tier: int) -> Iterator[Shape]:
        width = max(self.face.width(word, SIZE) for word in words)
        high = LINE * len(words)
        is_whole = " ".join(words) == self.person.label
        tier = 0 if is_whole else tier
        pads = 2 * PAD + (OUTLINE if self.person.kind == "missed" else 0)
        beside = MARK + BESIDE + pads
        yield Shape(
            max(width, MARK) + pads,
            high + MARK + 2 + PAD,
            words,
            True,
            is_whole=is_whole,
            tier=tier,
        )
        yield Shape(width + beside, high + 4, words, is_whole=is_whole, tier=tier)


def cut(label: str) -> str:
    """The start of a name, no longer than anything that can be drawn."""
    return shorten(label, LONGEST)


def split_in_two(text: str, size: float, face: Typeface) -> tuple[str, str] | None:
    """The text in two lines that are as wide as each other as can be; None for one word."""
    spaces = [place for place, sign in enumerate(text) if sign == " "]
    if not spaces:
        return None
    middle = len(text) / 2
    near = sorted(spaces, key=lambda place: abs(place - middle))[:2]
    pairs = [(text[:place].strip(), text[place:].strip()) for place in near]
    whole = [pair for pair in pairs if all(pair)]
    if not whole:
        return None
    return min(whole, key=lambda pair: max(face.width(piece, size) for piece in pair))


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
    return Shape(max(width + 14, 44), high, tuple(words), has_mark=False, is_bold=True)


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
    is_number = not shape.has_mark
    return Label(
        ids=tuple(each.id for each in people),
        ring=person.ring,
        quadrant=person.quadrant,
        box=box,
        lines=tuple(_lines(shape, box)),
        mark=_mark(shape, box, person.kind),
        full=None if shape.is_whole else person.label,
        is_missed=all(each.kind == "missed" for each in people),
        is_number=is_number,
    )


def _lines(shape: Shape, box: Box) -> Iterator[Line]:
    is_beside = shape.has_mark and not shape.is_stacked
    x = box.left + PAD + MARK + BESIDE if is_beside else box.middle[0]
    top = box.bottom - LINE * len(shape.words) - (3 if shape.is_stacked else 2)
    if not shape.has_mark:
        top -= 1
    if is_beside:  # its words in their own middle, so that no script decides where they begin
        x = (x + box.right - PAD) / 2
    for number, word in enumerate(shape.words):
        y = top + LINE * number + BASELINE
        yield Line(x, y, word, SIZE, shape.is_bold, "middle")


def _mark(shape: Shape, box: Box, kind: str) -> Mark | None:
    if not shape.has_mark:
        return None
    if shape.is_stacked:
        return Mark(kind, box.middle[0], box.top + PAD / 2 + MARK / 2 + 1)
    return Mark(kind, box.left + PAD + MARK / 2, box.middle[1])
