"""Words of any length in lines that fit a room: what a client wrote is never cut off at a side."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from states.graphemes import boundaries, shorten
from states.pictures.typeface import LONGEST, Typeface, fitted

MOST_SIGNS = 4_000
"""Signs of one text that are looked at; no answer is longer."""


@dataclass(frozen=True, slots=True)
class Letters:
    """How words are written: in which letters, how large (pixels), how heavy."""

    face: Typeface
    size: int
    bold: bool = False

    def width(self, text: str) -> float:
        """Pixels that a drawable text takes."""
        return self.face.width(text, self.size, bold=self.bold)


def paragraph(text: str, room: float, letters: Letters) -> list[str]:
    """A drawable text in lines that fit a room, in pixels.

    Lines break between words, and inside a word that is wider than the room: there between two
    letters, so that no letter is parted from its marks, and no emoji from its parts. A line break
    in the text stays.
    """
    lines: list[str] = []
    for part in shorten(text, MOST_SIGNS).splitlines():
        line = ""
        for piece in _pieces(part, room, letters):
            longer = f"{line} {piece}" if line else piece
            if line and letters.width(longer) > room:
                lines.append(line)
                line = piece
            else:
                line = longer
        if line:
            lines.append(line)
    return lines


def at_most(lines: list[str], most: int, room: float, letters: Letters) -> list[str]:
    """So many of the lines; the last of them shows that there is more."""
    if len(lines) <= most:
        return lines
    rest = f"{lines[most - 1]} {lines[most]}"
    last = fitted(rest, room, letters.size, letters.face, bold=letters.bold)
    return [*lines[: most - 1], last]


def _pieces(text: str, room: float, letters: Letters) -> Iterator[str]:
    """The words, those that are wider than the room in pieces."""
    for word in text.split():
        if len(word) <= LONGEST and letters.width(word) <= room:
            yield word
        else:
            yield from _cut(word, room, letters)


def _cut(word: str, room: float, letters: Letters) -> Iterator[str]:
    cuts = boundaries(word)
    start = 0
    while start < len(cuts) - 1:
        begin = cuts[start]
        near = cuts[start + 1 : start + 1 + LONGEST]
        count = bisect_right(near, room, key=lambda end: letters.width(word[begin:end]))
        start += max(1, count)
        yield word[begin : cuts[start]]
