"""The shapes that a name may take in the circle: whole wherever it can be, or shortened with care.

A whole name stands in one line, or in two or three lines of whole words. Where no whole name has
room it is shortened, never to fewer than eight letters, and so that a name with a capital stays:
"wijkverple…" above "Sandra". How wide a name is, is measured once, when its shapes are made;
laying out only compares widths.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial

from states.graphemes import MORE, boundaries
from states.pictures.chart import Person
from states.pictures.circle_parts import LINE, MARK, SIZE
from states.pictures.circle_shapes import (
    BESIDE,
    PAD,
    TIGHT,
    TIGHT_LINE,
    Shape,
    broken,
    cut,
    in_two_lines,
)
from states.pictures.typeface import Typeface, fitted

OUTLINE = 6
"""How much wider a label is that has an outline."""

WIDE = 150
"""Pixels: a name that is wider stands rather in two lines."""

ROOMS = (230, 190, 150, 122)
"""Pixels of each line of a shortened name: the more of it the better."""

LEAST_LETTERS = 8
"""A name of which fewer letters would be left is not shortened."""


@dataclass
class Name:
    """An alter's name with all shapes that it may take.

    Attributes:
        person: Whose name it is.
        face: The letters.
        has_mark: Whether the mark of its kind goes with it.
    """

    person: Person
    face: Typeface
    has_mark: bool = True
    label: str = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.label = cut(self.person.label)

    @cached_property
    def calm(self) -> tuple[Shape, ...]:
        """All of the name as it is liked most: in one line, or in two if it is long."""
        return self.whole[:1]

    @cached_property
    def whole(self) -> tuple[Shape, ...]:
        """All of the name, its mark above it or before it."""
        return tuple(self._shapes(self._whole_lines, 0, PAD))

    @cached_property
    def tight(self) -> tuple[Shape, ...]:
        """All of the name, with as little round it as can be."""
        return tuple(self._shapes(self._whole_lines, 0, TIGHT))

    @cached_property
    def shortened(self) -> tuple[Shape, ...]:
        """Less of the name, from more to less of it; none where too little would be left."""
        found = (
            (tier, lines) for tier, room in enumerate(ROOMS, 1) for lines in self._shorter(room)
        )
        return tuple(
            shape
            for tier, lines in found
            if " ".join(lines) != self.label and _letters(lines) >= LEAST_LETTERS
            for shape in self._shapes([lines], tier, TIGHT)
        )

    @cached_property
    def _whole_lines(self) -> list[tuple[str, ...]]:
        """The whole name in one, two and three lines, the most liked first."""
        one: tuple[str, ...] = (self.label,)
        more = [broken(self.label, count, SIZE, self.face) for count in (2, 3)]
        found = [one, *(lines for lines in more if lines)]
        if self.face.width(self.label, SIZE) > WIDE:
            found[:2] = reversed(found[:2])
        return found

    def _shorter(self, room: float) -> Iterator[tuple[str, ...]]:
        """Lines that fit the room; a line of its own for a name that begins with a capital."""
        words = self.label.split(" ")
        named = next((n for n, word in enumerate(words) if n and word[:1].isupper()), 0)
        if named:
            parts = " ".join(words[:named]), " ".join(words[named:])
            yield tuple(fitted(part, room, SIZE, self.face) for part in parts)
            return
        yield in_two_lines(self.label, room, self.face)
        least = self.face.width(_start_of(self.label) + MORE, SIZE)
        yield (fitted(self.label, max(room, least), SIZE, self.face),)

    def _shapes(self, ways: Sequence[tuple[str, ...]], tier: int, pad: int) -> Iterator[Shape]:
        pads = 2 * pad + (OUTLINE if self.person.kind == "missed" else 0)
        for words in ways:
            width = max(self.face.width(word, SIZE) for word in words)
            high = LINE + (TIGHT_LINE if pad == TIGHT else LINE) * (len(words) - 1)
            whole = " ".join(words) == self.person.label
            made = partial(Shape, words=words, is_whole=whole, tier=tier, pad=pad)
            wide = max(width, MARK) + pads
            if self.has_mark:
                yield made(wide, high + MARK + 2 + pad, is_stacked=True)
                yield made(width + MARK + BESIDE + pads, high + 4)
            else:
                yield made(wide, high + 4, has_mark=False)


def _letters(lines: Sequence[str]) -> int:
    """How many letters are to be seen."""
    return sum(len(boundaries(line.replace(" ", "").removesuffix(MORE))) - 1 for line in lines)


def _start_of(label: str) -> str:
    """The shortest start of a name that has the least letters."""
    cuts = boundaries(label)
    kept = (label[:cut_at] for cut_at in cuts)
    return next((start for start in kept if _letters([start]) >= LEAST_LETTERS), label)
