"""Signs that command a screen or turn a line round; they come out of what others wrote."""

import unicodedata

# Overrides and isolates of direction: a name that holds one could turn the whole line round.
_DIRECTIONS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def without_controls(text: str) -> str:
    """The text without signs that command a terminal or turn the direction of a line.

    Lines stay; what joins an emoji or a script stays too.
    """
    if text.replace("\n", "").isprintable():  # most are
        return text
    return "".join(sign for sign in text if sign == "\n" or _is_harmless(sign))


def _is_harmless(sign: str) -> bool:
    return sign not in _DIRECTIONS and unicodedata.category(sign) not in ("Cc", "Cs", "Zl", "Zp")
