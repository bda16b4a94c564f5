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
NAMES_IN_ROW = 2
ON, OFF = "✅ ", "⬜ "
CHOSEN = "👉 "
_ELLIPSIS = "…"
_SMALL = frozenset({"opt_out", "navigation"})
_NAMES = frozenset({"alter"})

Keyboard = list[list[dict[str, str]]]


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
    rows: list[list[RenderedOption]] = []
    for option in screen.options:
        if rows and _fits(rows[-1], option):
            rows[-1].append(option)
        else:
            rows.append([option])
    return [[_button(screen.turn, option) for option in row] for row in rows]


def answered_text(shown: str, chosen: str) -> str:
    """A question with what was chosen, as it stays readable after the tap."""
    label = escape(chosen, quote=False)
    return f"{escape(shown, quote=False)}\n\n{CHOSEN}<b>{label}</b>"


def label_of(option: RenderedOption) -> str:
    """What stands on a button; too long a name ends in dots."""
    mark = "" if option.checked is None else ON if option.checked else OFF
    label = mark + option.label
    return label if len(label) <= ROW else label[: ROW - 1].rstrip() + _ELLIPSIS


def _button(turn: int, option: RenderedOption) -> dict[str, str]:
    return {"text": label_of(option), "callback_data": button_data(turn, option)}


def _fits(row: list[RenderedOption], option: RenderedOption) -> bool:
    first = row[0]
    is_small = first.role in _SMALL and option.role in _SMALL
    is_name = first.role == option.role and first.role in _NAMES and len(row) < NAMES_IN_ROW
    if not (is_small or is_name):
        return False
    labels = [label_of(one) for one in (*row, option)]
    if is_name:  # both halves are as wide
        return max(map(len, labels)) <= (ROW - GAP) // 2
    return max(map(len, labels)) * len(labels) + GAP * (len(labels) - 1) <= ROW + GAP


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
