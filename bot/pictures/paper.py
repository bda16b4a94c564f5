"""Words on paper: in pieces of one font, with room to break, in columns that fit. Sizes in pt.

typst sets the lines. What it cannot know is decided here: which font has a sign, where a word
that is wider than its room may break, and how wide the columns of a table are.
"""

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from bot.pictures.fonts import KringTypeface, families
from states.graphemes import boundaries

PAGE_WIDTH, PAGE_HEIGHT = 595.28, 841.89
"""A4."""

MARGIN = 62.0
"""At both sides: leaves lines of about 75 letters."""

ROOM = PAGE_WIDTH - 2 * MARGIN

BODY, IN_TABLE, IN_FOOTER = 12.0, 10.5, 9.5
"""Font sizes."""

INSET = 6.0
"""Between the border of a cell and its words, at both sides."""

FACE = KringTypeface()

_NEVER_DRAWN = str.maketrans("", "", "\ufeff\u00ad")
"""A byte order mark, which PDF/UA refuses, and a soft hyphen, which would be copied along."""

_TAGS = "\U000e0020-\U000e007f"
_UNSEEN = "".join(f"{chr(low)}-{chr(high)}" for low, high in ((0x34F, 0x34F), (0x61C, 0x61C),
    (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x200B, 0x200F), (0x2028, 0x202E),
    (0x2060, 0x206F), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8),
    (0xE0000, 0xE001F), (0xE0080, 0xE0FFF)))  # fmt: skip
_MANY_UNSEEN = re.compile(f"([{_UNSEEN}]{{3}})[{_UNSEEN}]+|([{_TAGS}]{{7}})[{_TAGS}]+")
"""More signs in a row than emoji and scripts have of those that take no room (Unicode:
`Default_Ignorable_Code_Point`; tags are in flags of countries in a country). typst panics on a
line that holds more than 65,535 bytes."""

_NARROW, _WIDE = 0.09, 0.45
"""Shares of the page that a column takes at least, and that its longest word or line may claim."""

_MOST_MARKS = 4

MOST_LINES = 40
"""In one text. What is beyond them goes on in the last one: a page that a client fills with a word
on each line costs a hundred times what it costs in running text."""

BETWEEN_LINES = " / "
"""In the place of line breaks, as poems are quoted."""

_LOST_AT_ENDS = 1.25
"""Words do not fill their lines to the end."""

_SURELY_WIDE = 400
"""Signs in a row that no line has room for; more need not be measured."""

_LONGEST_PIECE = 8
"""Letters between two places at which a very long word may break."""

_LONGEST_LETTER = 12
"""Code points that one letter or emoji has at most, as far as breaking goes."""


def plain(text: str) -> str:
    """The text in one line as it can be drawn; empty where nothing of it can be seen."""
    seen = text.translate(_NEVER_DRAWN)
    if not any(sign.isprintable() and not sign.isspace() for sign in seen):
        return ""
    return _MANY_UNSEEN.sub(r"\1\2", _marked_with_care(FACE.drawable(seen)))


def _marked_with_care(text: str) -> str:
    """The text with no more marks on a letter than scripts have: many of them choke readers."""
    found = {sign for sign in set(text) if unicodedata.category(sign)[0] == "M"}
    if not found:
        return text
    kept: list[str] = []
    marks = 0
    for sign in text:
        marks = marks + 1 if sign in found else 0
        if marks <= _MOST_MARKS:
            kept.append(sign)
    return "".join(kept)


def lines_of(text: str) -> list[str]:
    """The lines of a text as they can be drawn, without those in which nothing is seen."""
    found = [line for part in text.splitlines() if (line := plain(part))]
    return _joined(found, BETWEEN_LINES)


def _joined(parts: list[str], between: str) -> list[str]:
    """As many parts as there may be: those after them go on in the last one."""
    if len(parts) <= MOST_LINES:
        return parts
    return [*parts[: MOST_LINES - 1], between.join(parts[MOST_LINES - 1 :])]


def paragraphs_of(text: str) -> list[str]:
    """The parts of a text between its empty lines; many of them are parts no more."""
    parts: list[list[str]] = [[]]
    for line in text.splitlines():
        if line.strip():
            parts[-1].append(line)
        elif parts[-1]:
            parts.append([])
    return _joined(["\n".join(part) for part in parts if part], "\n")


def said(text: str, room: float, size: float, *, bold: bool = False) -> dict[str, Any] | None:
    """Words as the template takes them; None where there is nothing to see."""
    lines = lines_of(text)
    if not lines:
        return None
    return {
        "rtl": is_from_right(lines[0]),
        "lines": [_pieces(line, room, size, bold=bold) for line in lines],
    }


def line_count(text: str, room: float, size: float, *, bold: bool = False) -> int:
    """Lines that a text takes, about: enough to tell what is long."""
    widths = (FACE.width(line, size, bold=bold) for line in lines_of(text))
    return sum(1 + int(width * _LOST_AT_ENDS / room) for width in widths)


def is_from_right(text: str) -> bool:
    """Whether the first letter is of a script that runs from right to left."""
    for sign in text:
        kind = unicodedata.bidirectional(sign)
        if kind in ("L", "R", "AL"):
            return kind != "L"
    return False


def column_widths(columns: Sequence[Sequence[str]]) -> list[float]:
    """Widths that fill the page: long words fit, and who says more has more room.

    Args:
        columns: Cells of each column, its head first.
    """
    least = [_least(cells) for cells in columns]
    if sum(least) >= ROOM:
        return [width * ROOM / sum(least) for width in least]
    wanted = [
        max(low, min(_longest(cells), ROOM * _WIDE))
        for low, cells in zip(least, columns, strict=True)
    ]
    spare, asked = ROOM - sum(least), sum(wanted) - sum(least)
    if asked > spare:
        shares = [(want - low) / asked for want, low in zip(wanted, least, strict=True)]
        return [low + share * spare for low, share in zip(least, shares, strict=True)]
    return [want * ROOM / sum(wanted) for want in wanted]


def _least(cells: Sequence[str]) -> float:
    words = [word for cell in cells for word in cell.split()]
    return min(max(_longest(words), ROOM * _NARROW), ROOM * _WIDE)


def _longest(texts: Sequence[str]) -> float:
    # Bold is widest, and the head and the first column are bold.
    widths = (FACE.width(text[:_SURELY_WIDE], IN_TABLE, bold=True) for text in texts)
    return max(widths, default=0.0) + 2 * INSET + 1


def _pieces(line: str, room: float, size: float, *, bold: bool) -> list[Any]:
    first = families()[0]
    found: list[Any] = []
    for part in _broken(line, room, size, bold=bold):
        if found:
            found.append(None)
        runs = FACE.runs(part)
        found += [run.text if run.family == first else [run.family, run.text] for run in runs]
    return found


def _broken(line: str, room: float, size: float, *, bold: bool) -> list[str]:
    """The line in parts between which it may break, besides at its spaces."""
    parts = [""]
    for place, word in enumerate(line.split(" ")):
        is_wide = len(word) > _SURELY_WIDE or FACE.width(word, size, bold=bold) > room
        first, *rest = _cut(word, room, size, bold=bold) if is_wide else [word]
        parts[-1] += " " + first if place else first
        parts += rest
    return parts


def _cut(word: str, room: float, size: float, *, bold: bool) -> list[str]:
    """Pieces of some letters; none is parted from its marks, no emoji torn apart."""
    widest = max(FACE.width(sign, size, bold=bold) for sign in set(word))
    step = max(1, min(_LONGEST_PIECE, int(room / max(widest, 1))))
    cuts = boundaries(word)
    pieces = [word[low:high] for low, high in pairwise([*cuts[:-1:step], cuts[-1]])]
    most = step * _LONGEST_LETTER
    return [piece[at : at + most] for piece in pieces for at in range(0, len(piece), most)]
