"""A name in a list of a picture, after the mark of its kind and perhaps a number."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from states.pictures.chart import Person
from states.pictures.circle_parts import Line, Mark
from states.pictures.geometry import Box
from states.pictures.paragraphs import Letters, at_most, paragraph
from states.pictures.typeface import Typeface, Words, reads_leftward

SIZE = 28
"""Pixels: no words are smaller, so that they can be read on a phone 360 pixels wide."""

STEP = 37
"""From one line to the next."""

BASELINE = 29
"""From the top of a line to what its letters stand on."""

NUMBER = 56
"""Room for a number of two signs before a mark."""

MARK_ROOM = 34
"""From the left side of a mark to the name after it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One alter by name; `full` is the whole name where the lines have less of it."""

    id: str
    box: Box
    mark: Mark
    lines: tuple[Line, ...]
    number: Line | None = None
    full: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Number:
    """What stands for an alter elsewhere in the picture, and the room for it before the mark."""

    text: str
    room: float = NUMBER


@dataclass(frozen=True, slots=True)
class Pen:
    """What a part of a picture is written with.

    Attributes:
        words: Words of the picture.
        face: The letters.
        most: Lines that a text has at most.
        beside: How many stand beside each other.
        is_close: Whether all that belongs to one name is one text, as there is little room.
        is_bare: Whether names stand alone, as there is no room for more.
        bold: Whether names are headings for what stands under them.
    """

    words: Words
    face: Typeface
    most: int = 3
    beside: int = 2
    is_close: bool = False
    is_bare: bool = False
    bold: bool = False

    @property
    def letters(self) -> Letters:
        """Its letters."""
        return Letters(self.face, SIZE, self.bold)

    def names(self, most: int, *, bold: bool = False) -> "Pen":
        """The same for names, in so many lines at most."""
        return replace(self, most=min(self.most, most), bold=bold)


def entry(
    person: Person, at: tuple[float, float], width: float, pen: Pen, number: Number | None = None
) -> Entry:
    """A name at a place (left and top), in a room that wide with its mark and its number."""
    left, top = at
    mark_at = left + (number.room if number else 0)
    lines, is_short = written(person.label, (mark_at + MARK_ROOM, top), left + width, pen)
    return Entry(
        id=person.id,
        box=Box(left, top, width, STEP * len(lines)),
        mark=Mark(person.kind, mark_at + 12, top + STEP / 2),
        lines=lines,
        number=Line(mark_at - 10, top + BASELINE, number.text, SIZE, True, "end")
        if number
        else None,
        full=person.label if is_short else None,
    )


def written(
    text: str, at: tuple[float, float], right: float, pen: Pen
) -> tuple[tuple[Line, ...], bool]:
    """Words from a place down to the right side, and whether something of them was left out.

    What is read leftward begins at its mark too, so that one sees to whom it belongs; its lines
    end where the longest of them does.
    """
    left, top = at
    room, letters = right - left, pen.letters
    whole = paragraph(text, room, letters)
    lines = at_most(whole, pen.most, room, letters)
    start = Line(left, 0, "", SIZE, pen.bold)
    if reads_leftward(text):
        start = replace(start, x=left + max(map(letters.width, lines)), anchor="end")
    placed = tuple(
        replace(start, y=top + STEP * number + BASELINE, text=line)
        for number, line in enumerate(lines)
    )
    return placed, len(lines) < len(whole)


def columns(count: int, left: float, right: float, gap: float) -> Sequence[tuple[float, float]]:
    """Left sides and widths of columns beside each other."""
    width = (right - left - gap * (count - 1)) / count
    return [(left + number * (width + gap), width) for number in range(count)]
