"""Shorten a text without cutting through a letter with its marks or an emoji of several parts.

Not the full Unicode rules: marks, joiners, skin tones and flags, which is what names need.
"""

import unicodedata

MORE = "…"
_JOINER = "\u200d"


def shorten(text: str, length: int) -> str:
    """Give at most this many characters of the text; a cut shows as "…"."""
    if len(text) <= length:
        return text
    kept = text[: _last_boundary(text, length - len(MORE))].rstrip()
    return kept + MORE


def boundaries(text: str) -> list[int]:
    """Places at which the text may be cut, from 0 to its end."""
    inner = [place for place in range(1, len(text)) if _is_boundary(text, place)]
    return [0, *inner, len(text)] if text else [0]


def _last_boundary(text: str, limit: int) -> int:
    for place in range(limit, 0, -1):
        if _is_boundary(text, place):
            return place
    return limit


def _is_boundary(text: str, place: int) -> bool:
    before, after = text[place - 1], text[place]
    if _JOINER in (before, after) or _extends(after):
        return False
    return not (_is_flag_half(after) and _flag_halves_before(text, place) % 2)


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
