"""The lists under two circles: who is new, closer, further, the same, or not there any more."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from states.pictures.before_now_changes import Change
from states.pictures.circle_parts import Line
from states.pictures.entries import NUMBER, Entry, Number, Pen, columns, entry
from states.pictures.geometry import Box
from states.pictures.typeface import Typeface, Words

WIDTH = 1080
SIDE = 32
_HEAD = 64.0
_ROW_GAP = 8.0
_INSET = 22.0
_BETWEEN = 20.0
_WIDE_NUMBER, _WIDE_FROM = 70.0, 100
_MOST = 3
"""Lines of a name, and fewer where that would be too high."""


@dataclass(frozen=True, slots=True)
class Section:
    """One change in a word, and for whom it is so."""

    name: str
    box: Box
    heading: Line
    entries: tuple[Entry, ...]
    breaks: tuple[float, ...]


def laid_sections(
    changes: Sequence[Change], top: float, highest: float, words: Words, face: Typeface
) -> tuple[Section, ...]:
    """All changes from a height down; names are shortened where it would end below `highest`."""
    for beside, most in ((2, _MOST), (2, 2), (2, 1), (3, 1)):
        sections = tuple(_sections(changes, top, Pen(words, face, most, beside)))
        if sections[-1].box.bottom <= highest:
            break
    return sections


def _sections(changes: Sequence[Change], top: float, pen: Pen) -> Iterator[Section]:
    for _, there in groupby(changes, lambda it: it.name):
        section = _section(list(there), top, pen)
        yield section
        top = section.box.bottom + _BETWEEN


def _section(there: Sequence[Change], top: float, pen: Pen) -> Section:
    name = there[0].name
    heading = Line(SIDE + _INSET, top + 44, pen.words(f"before_now__{name}"), 32, True)
    y = top + _HEAD
    entries: list[Entry] = []
    breaks = [top - _BETWEEN / 2]
    rows = columns(pen.beside, SIDE + _INSET, WIDTH - SIDE - _INSET, 16)
    room = NUMBER if there[-1].number < _WIDE_FROM else _WIDE_NUMBER
    for start in range(0, len(there), pen.beside):
        if start:
            breaks.append(y - _ROW_GAP / 2)
        here = [
            entry(it.person, (x, y), width, pen, Number(str(it.number), room))
            for it, (x, width) in zip(there[start:], rows, strict=False)
        ]
        entries += here
        y = max(each.box.bottom for each in here) + _ROW_GAP
    box = Box(SIDE, top, WIDTH - 2 * SIDE, y + 8 - top)
    return Section(name, box, heading, tuple(entries), tuple(breaks))
