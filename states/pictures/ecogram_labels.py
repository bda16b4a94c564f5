"""What stands at the end of a line of the ecogram: a name, and letters for what comes in.

The letters are those of the Dutch ecogram: P (praktisch), G (gezelschap), A (advies),
E (emotioneel); after Parry, as described by Waardigheid en trots and by instrumentwijzer.nl.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from states.graphemes import shorten
from states.pictures.chart import Person
from states.pictures.geometry import Box
from states.pictures.typeface import Typeface, fitted

SMALLEST = 28
"""Pixels: no name is written smaller, so that it can be read on a phone 360 pixels wide."""

LETTERS = {"practical": "P", "company": "G", "advice": "A", "listening": "E"}
"""What comes in, in the order of the letters in practice."""

LETTER = 34
"""Height and width of the box of a letter."""

_NEXT_LETTER = LETTER + 6
_BEFORE_LETTERS = 12
_ABOVE_LETTERS = 8
_MOST = 160  # characters looked at; far more than any label has room for


@dataclass(frozen=True, slots=True)
class Line:
    """One line of words from `x` to the right; `y` is its baseline."""

    words: str = field(repr=False)
    x: float
    y: float
    size: float
    box: Box
    """What it covers, with accents on capitals and what is below the baseline."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter for one kind of support, in the box it is drawn in."""

    code: str
    sign: str
    box: Box


@dataclass(frozen=True, slots=True)
class Label:
    """A name and its letters, before they have a place; sizes in pixels."""

    lines: tuple[str, ...] = field(repr=False)
    widths: tuple[float, ...]
    size: float
    codes: tuple[str, ...]
    is_short: bool
    """Whether something of the name was left out."""
    in_line: bool
    """Whether the letters stand behind the last line of the name, and not under it."""

    @property
    def width(self) -> float:
        """Width of the widest part."""
        letters = _letters_width(len(self.codes))
        if self.in_line:
            return max(*self.widths, self.widths[-1] + _BEFORE_LETTERS + letters)
        return max(*self.widths, letters)

    @property
    def height(self) -> float:
        """Height of all together."""
        letters = _ABOVE_LETTERS + LETTER if self.codes and not self.in_line else 0
        return len(self.lines) * leading(self.size) + letters

    def placed(
        self, x: float, top: float, anchor: str
    ) -> tuple[tuple[Line, ...], tuple[Letter, ...]]:
        """Its lines and letters, from `top` down; `x` is their start, middle or end: `anchor`."""
        widths, letters_width = list(self.widths), _letters_width(len(self.codes))
        if self.in_line:
            widths[-1] += _BEFORE_LETTERS + letters_width  # they are one row
        step = leading(self.size)
        lines = tuple(
            self._line(number, _left(x, width, anchor), top + number * step)
            for number, width in enumerate(widths)
        )
        if self.in_line:
            box = lines[-1].box
            return lines, self._letters(box.right + _BEFORE_LETTERS, box.middle[1] - LETTER / 2)
        row = top + len(lines) * step + _ABOVE_LETTERS
        return lines, self._letters(_left(x, letters_width, anchor), row)

    def _line(self, number: int, x: float, top: float) -> Line:
        box = Box(x, top, self.widths[number], leading(self.size))
        return Line(self.lines[number], x, top + 0.88 * self.size, self.size, box)

    def _letters(self, left: float, top: float) -> tuple[Letter, ...]:
        return tuple(
            Letter(code, LETTERS[code], Box(left + number * _NEXT_LETTER, top, LETTER, LETTER))
            for number, code in enumerate(self.codes)
        )


def leading(size: float) -> float:
    """From one baseline to the next: room for accents on capitals, and for a letter in its box."""
    return max(round(size * 1.2, 1), LETTER + 2.0)


def labels_of(
    people: Sequence[Person], room: float, sizes: Sequence[int], most_lines: int, face: Typeface
) -> list[Label]:
    """Labels for all, in the largest of the sizes in which the fewest names are shortened."""
    tries = [[label_of(one, room, size, most_lines, face) for one in people] for size in sizes]
    return min(tries, key=lambda labels: sum(label.is_short for label in labels))


def label_of(person: Person, room: float, size: float, most_lines: int, face: Typeface) -> Label:
    """The label of one alter within `room` pixels."""
    lines = wrapped(shorten(person.label, _MOST), room, size, most_lines, face)
    widths = tuple(face.width(line, size) for line in lines)
    codes = tuple(code for code in LETTERS if code in person.gets)
    in_line = widths[-1] + _BEFORE_LETTERS + _letters_width(len(codes)) <= room
    is_short = " ".join(lines) != person.label
    return Label(lines, widths, size, codes, is_short=is_short, in_line=in_line and bool(codes))


def wrapped(
    text: str, room: float, size: float, most_lines: int, face: Typeface
) -> tuple[str, ...]:
    """The text in lines of whole words; the last line is shortened where more would follow."""
    lines: list[str] = []
    words = text.split(" ")
    while words and len(lines) < most_lines - 1:
        count = _that_fit(words, room, size, face)
        if count == 0:
            break
        lines.append(" ".join(words[:count]))
        words = words[count:]
    if words:
        lines.append(fitted(" ".join(words), room, size, face))
    return tuple(lines)


def _that_fit(words: list[str], room: float, size: float, face: Typeface) -> int:
    count = 0
    while count < len(words):
        if face.width(" ".join(words[: count + 1]), size) > room:
            return count
        count += 1
    return count


def _letters_width(count: int) -> float:
    return max(0, count * _NEXT_LETTER - (_NEXT_LETTER - LETTER))


def _left(x: float, width: float, anchor: str) -> float:
    return {"start": x, "middle": x - width / 2, "end": x - width}[anchor]
