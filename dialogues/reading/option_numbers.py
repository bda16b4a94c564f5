"""Read a place in a list: "2", "nr 2", "de tweede", "laatste", "②"."""

import re

from dialogues.reading.normalise import clean, fold
from dialogues.reading.option_words import FIRST_WORDS, LAST_WORDS, NUMBER_LEADS, NUMBER_WORDS

_BARE = re.compile(r"[(\[]?[#]?(\d{1,3})\ufe0f?\u20e3?[.)\]:!]?")
_LONGEST_WORDS = 6


def read_bare_number(text: str, count: int) -> int | None:
    """Read a number that is the whole message, in figures; only a place on the screen."""
    found = _BARE.fullmatch(clean(text))
    if found is not None:
        return _place(int(found[1]), count)
    folded = fold(text)
    is_one_sign = len(clean(text)) == 1
    return _place(int(folded), count) if is_one_sign and folded.isdecimal() else None


def read_number(text: str, count: int) -> int | None:
    """Read a number in figures or words, with the words people put around it."""
    words = fold(text).split()
    if not 0 < len(words) <= _LONGEST_WORDS or text.strip().startswith("-"):
        return None
    said = [word for word in words if word not in NUMBER_LEADS]
    if len(said) != 1:
        return None
    return _read_word(said[0], count)


def _read_word(word: str, count: int) -> int | None:
    if word in LAST_WORDS:
        return count or None
    if word in FIRST_WORDS:
        return _place(1, count)
    if word.isdecimal() and len(word) <= 3:
        return _place(int(word), count)
    return _place(NUMBER_WORDS.get(word, 0), count)


def _place(number: int, count: int) -> int | None:
    return number if 1 <= number <= count else None
