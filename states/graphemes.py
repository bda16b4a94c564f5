"""Shorten a text without cutting through a letter with its marks or an emoji of several parts.

Not the full Unicode rules: marks, joiners, skin tones and flags, which is what names need.
"""

import unicodedata
from itertools import pairwise

MORE = "…"
_JOINER = "\u200d"


def shorten(text: str, length: int) -> str:
    """Give at most this many characters of the text; a cut shows as "…"."""
    if len(text) <= length:
        return text
    kept = text[: _last_boundary(text, length - len(MORE))].rstrip()
    return kept + MORE


def boundaries(text: str) -> list[int]:
    """Places at which the text may be cut, from 0 to its end; takes as long as the text is."""
    found, halves = [0], 0
    for place, (before, after) in enumerate(pairwise(text), start=1):
        halves = halves + 1 if _is_flag_half(before) else 0
        if _may_part(before, after, halves):
            found.append(place)
    return [*found, len(text)] if text else found


def _last_boundary(text: str, limit: int) -> int:
    for place in range(limit, 0, -1):
        if _may_part(text[place - 1], text[place], _flag_halves_before(text, place)):
            return place
    return limit


def _may_part(before: str, after: str, halves: int) -> bool:
    """Whether there is a boundary between two signs, so many flag halves before it in a row."""
    if _JOINER in (before, after) or _extends(after):
        return False
    return not (_is_flag_half(after) and halves % 2)


def _extends(sign: str) -> bool:
    return (
        unicodedata.category(sign)[0] == "M"
        or "\U0001f3fb" <= sign <= "\U0001f3ff"
        or "\U000e0020" <= sign <= "\U000e007f"
    )


def _is_flag_half(sign: str) -> bool:
    return "\U0001f1e6" <= sign <= "\U0001f1ff"


def _flag_halves_before(text: str, place: int) -> int:
    start = place
    while start and _is_flag_half(text[start - 1]):
        start -= 1
    return place - start
