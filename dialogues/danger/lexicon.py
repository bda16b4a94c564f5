"""Classes of words, found in any spelling.

A word is looked up as it stands, then by an ending that varies (`mishandel*`), then by its sound
(`zelvmoord`), and long words at last with one letter wrong. Words that we know as ordinary never
get the last two, or `staan` would become `slaan`.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

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
    """What a word may be."""

    bits: int  # one for each class
    names: tuple[str, ...]  # of the classes the model knows
    rules: tuple[int, ...]  # those that this word may set off


NOTHING = Sense(0, (), ())


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

    def __init__(self, compiled: Mapping[str, Any]) -> None:
        classes: Mapping[str, str] = compiled["classes"]
        self.bit = {name: 1 << at for at, name in enumerate(classes)}
        self._ordinary = frozenset(compiled["ordinary"])
        senses = self._senses(classes, compiled["anchors"])
        self._starts = {w[:-1]: sense for w, sense in senses.items() if w.endswith("*")}
        self._lengths = sorted({len(start) for start in self._starts}, reverse=True)
        self._exact = {w: sense for w, sense in senses.items() if not w.endswith("*")}
        self._sounds = {key: self._exact[word] for key, word in compiled["sounds"].items()}
        self._near: dict[str, Sense] = {}
        for word, sense in self._exact.items():
            if len(word) >= _LONG:
                self._near.update(dict.fromkeys([word, *nearly(word)], sense))

    def _senses(
        self, classes: Mapping[str, str], anchors: Mapping[str, Sequence[int]]
    ) -> dict[str, Sense]:
        bits: dict[str, int] = defaultdict(int)
        names: dict[str, list[str]] = defaultdict(list)
        rules: dict[str, list[int]] = defaultdict(list)
        for name, words in classes.items():
            named = [name] if name.isalpha() and name.isupper() else []
            for word in words.split():
                bits[word] |= self.bit[name]
                names[word] += named
                rules[word] += anchors.get(name, ())
        return {word: Sense(bits[word], tuple(names[word]), tuple(rules[word])) for word in bits}

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
