"""From a screen to messages: HTML in pieces that fit, and buttons that fit a small phone."""

from collections.abc import Iterator
from html import escape
from typing import Any

from bot.rendering import RenderedOption, RenderedScreen
from bot.telegram.buttons import button_data

LONGEST = 4_000
"""UTF-16 units of one message; Telegram takes 4,096 characters after reading the HTML."""

ROW = 30
"""Signs in one row of buttons, with `GAP` between two: what fits a screen of 320 px."""

GAP = 5
SMALL_ROW = 38
"""The same for opt-outs, which may be a little narrow: three short ones fit beside each other."""

NAMES_IN_ROW = 2
ON, OFF = "✅ ", "⬜ "
CHOSEN = "👉 "
_ELLIPSIS = "…"
_SMALL = frozenset({"opt_out", "navigation"})
_NAMES = frozenset({"alter"})

Keyboard = list[list[dict[str, str]]]
_Cell = tuple[RenderedOption, str]


def texts_of(screen: RenderedScreen) -> list[str]:
    """The paragraphs as HTML, in as few messages as they fit in; at least one."""
    pieces: list[str] = []
    for paragraph in screen.paragraphs:
        for part in _parts(paragraph):
            if pieces and _units(pieces[-1]) + _units(part) + 2 <= LONGEST:
                pieces[-1] += f"\n\n{part}"
            else:
                pieces.append(part)
    return [escape(piece, quote=False) for piece in pieces] or [_ELLIPSIS]


def keyboard_of(screen: RenderedScreen) -> Keyboard:
    """The buttons in rows: answers each in their own, names two beside each other, the rest below.

    Opt-outs share a row where they fit in it.
    """
    rows: list[list[_Cell]] = []
    for option in screen.options:
        cell = (option, label_of(option))
        if rows and _fits(rows[-1], cell):
            rows[-1].append(cell)
        else:
            rows.append([cell])
    return [
        [
            {"text": label, "callback_data": button_data(screen.turn, option)}
            for option, label in row
        ]
        for row in rows
    ]


def answered_text(shown: str, chosen: str) -> str:
    """A question with what was chosen, as it stays readable after the tap."""
    label = escape(chosen, quote=False)
    return f"{escape(shown, quote=False)}\n\n{CHOSEN}<b>{label}</b>"


def label_of(option: RenderedOption) -> str:
    """What stands on a button; too long a name ends in dots."""
    mark = "" if option.checked is None else ON if option.checked else OFF
    label = mark + option.label
    return label if len(label) <= ROW else label[: ROW - 1].rstrip() + _ELLIPSIS


def _fits(row: list[_Cell], cell: _Cell) -> bool:
    """Whether a button may stand in a row: all in it are equally wide."""
    role, first = cell[0].role, row[0][0].role
    count, widest = len(row) + 1, max(len(cell[1]), *(len(label) for _, label in row))
    if role in _NAMES:
        return first == role and count <= NAMES_IN_ROW and widest <= (ROW - GAP) // 2
    return role in _SMALL and first in _SMALL and widest * count + GAP * (count - 1) <= SMALL_ROW


def _parts(paragraph: str) -> Iterator[str]:
    """A paragraph in pieces that fit, cut at a line or a space where there is one."""
    rest = paragraph
    while _units(rest) > LONGEST:
        head = _head(rest)
        cut = max(head.rfind("\n"), head.rfind(" "))
        head = head[:cut] if cut > len(head) // 2 else head
        yield head.rstrip()
        rest = rest[len(head) :].lstrip()
    if rest:
        yield rest


def _head(text: str) -> str:
    units, index = 0, 0
    for sign in text:
        units += 1 + (ord(sign) > 0xFFFF)
        if units > LONGEST:
            break
        index += 1
    return text[:index]


def _units(text: str) -> int:
    return len(text) if text.isascii() else sum(1 + (ord(sign) > 0xFFFF) for sign in text)


def markup(rows: Keyboard | None) -> dict[str, Any]:
    """The parameter for buttons; none takes them away."""
    return {"inline_keyboard": rows or []}
