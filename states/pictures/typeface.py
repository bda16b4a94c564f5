"""How wide words are: what a layout has to know of letters, whoever draws them."""

import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from typing import Protocol

from states.graphemes import MORE, boundaries

Words = Callable[[str], str]
"""The words of a picture by their names, such as `circle_title`, in the form of the client."""


class Typeface(Protocol):
    """Letters as they will be drawn."""

    def drawable(self, text: str) -> str:
        """The text in one line, with nothing in it that cannot be drawn."""
        ...

    def width(self, text: str, size: float, *, bold: bool = False) -> float:
        """Pixels that a drawable text takes at this size (pixels as well)."""
        ...


def reads_leftward(text: str) -> bool:
    """Whether a text is read from right to left: its first strong sign says so (UAX 9, P2, P3)."""
    classes = (unicodedata.bidirectional(sign) for sign in text)
    return next((each for each in classes if each in ("L", "R", "AL")), "L") != "L"


LONGEST = 400
"""Signs of a text that are looked at: no picture has room for more."""


def fitted(text: str, room: float, size: float, face: Typeface, *, bold: bool = False) -> str:
    """The text, shortened with care to `room` pixels: between words where most of it stays.

    No letter is parted from its marks, and no emoji from its parts.
    """
    if face.width(text, size, bold=bold) <= room:
        return text
    cuts = boundaries(text[:LONGEST])[1:-1]
    fitting = bisect_right(
        cuts, room, key=lambda cut: face.width(text[:cut].rstrip() + MORE, size, bold=bold)
    )
    if not fitting:
        return MORE
    kept = text[: cuts[fitting - 1]].rstrip()
    is_in_word = not text[len(kept) :].startswith(" ")
    at_word = kept.rpartition(" ")[0]
    if is_in_word and len(at_word) * 2 > len(kept):
        kept = at_word
    return kept.rstrip(" ,;:-(") + MORE
