"""Classes of words, found in any spelling.

A word is looked up as it stands, then by an ending that varies (`mishandel*`), then by its sound
(`zelvmoord`), and long words at last with one letter wrong. Words that we know as ordinary never
get the last two, or `staan` would become `slaan`.
"""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

_LONG = 6  # letters; one wrong letter in a shorter word makes another word
_SOUNDS = (
    (re.compile(r"ij|ei|y"), "y"),
    (re.compile(r"ouw?|auw?"), "A"),
    (re.compile(r"sch"), "sg"),
    (re.compile(r"ch"), "g"),
    (re.compile(r"ck|[cq]"), "k"),
    (re.compile(r"([bcdfghjklmnpqrstvwxz])\1"), r"\1"),
    (re.compile(r"dt?$"), "t"),
    (re.compile(r"(?<=e)n$"), ""),
)
_LETTERS = str.maketrans("zv", "sf")


class Sense(NamedTuple):
    """What a word may be: a bit for each class, and the classes the model knows by name."""

    bits: int
    names: tuple[str, ...]


NOTHING = Sense(0, ())


def sound(word: str) -> str:
    """Words that sound alike in Dutch have the same key: wort and wordt, nooit stays nooit."""
    for pattern, by in _SOUNDS:
        word = pattern.sub(by, word)
    return word.translate(_LETTERS)


def nearly(word: str) -> Iterable[str]:
    """The word with one letter left out, each in turn but the first."""
    return (word[:at] + word[at + 1 :] for at in range(1, len(word)))


class Lexicon:
    """The classes of a word; built once from the compiled rules."""

    def __init__(self, classes: Mapping[str, str], ordinary: Iterable[str]) -> None:
        self.bit = {name: 1 << at for at, name in enumerate(classes)}
        self._ordinary = frozenset(ordinary)
        bits: dict[str, int] = {}
        for name, words in classes.items():
            for word in words.split():
                bits[word] = bits.get(word, 0) | self.bit[name]
        starts = {word[:-1]: of for word, of in bits.items() if word.endswith("*")}
        for start, of in starts.items():
            for word in bits:
                bits[word] |= of if word.startswith(start) else 0
        self._exact = {w: self._sense(of) for w, of in bits.items() if not w.endswith("*")}
        self._starts = {start: self._sense(of) for start, of in starts.items()}
        self._lengths = sorted({len(start) for start in starts}, reverse=True)
        self._sounds = {sound(w): sense for w, sense in self._exact.items() if len(w) > 3}
        self._near: dict[str, Sense] = {}
        for word, sense in self._exact.items():
            if len(word) >= _LONG:
                self._near.update(dict.fromkeys([word, *nearly(word)], sense))

    def _sense(self, bits: int) -> Sense:
        named = (n for n, b in self.bit.items() if b & bits and n.isalpha() and n.isupper())
        return Sense(bits, tuple(named))

    def look_up(self, word: str) -> Sense:
        """All classes this word may belong to."""
        found = self._exact.get(word)
        if found is not None:
            return found
        for length in self._lengths:
            found = self._starts.get(word[:length])
            if found is not None:
                return found
        if len(word) < 4 or word in self._ordinary:
            return NOTHING
        found = self._sounds.get(sound(word))
        if found is None and len(word) >= _LONG:
            near = (self._near[w] for w in (word, *nearly(word)) if w in self._near)
            found = next(near, None)
        return found or NOTHING
