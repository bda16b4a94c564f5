"""Fold the spelling of a word, cut its ending, and find the themes it belongs to.

Only for the model: rules use the stricter lexicon. Nothing is remembered of a word that was looked
up: words of a client are not to stay in memory.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from dialogues.danger.lexicon import sound

_ENDINGS = ("tje", "je", "en", "e", "t", "d", "s")
_SAME = {
    other: word
    for word, others in {
        "ik": "k ikke kik ich ek ikzelf",
        "mij": "me mijn mn mien mich mie mi min miene mijne",
        "niet": "nie ni neet nait nich nit neit",
        "meer": "mer mear mier meir moar mr",
        "het": "t ut et",
        "een": "n ne un",
        "hij": "ie hee hai hie",
        "zijn": "zn zien",
        "haar": "der heur dr",
        "hem": "m um hum",
        "gewoon": "gwn",
        "huis": "hoes huus huize",
        "dat": "da det",
        "wil": "wel wul will wilt wou wilde wol zou",
        "word": "wordt wort wor",
        "heb": "heeft hep hef hebt hebben had",
        "ben": "bin zen bent is",
        "doen": "doe doet",
        "ga": "gaat gaan",
    }.items()
    for other in others.split()
}


class Form(NamedTuple):
    """What the model sees of a word."""

    sound: str
    stem: str
    themes: tuple[str, ...]


def fold(word: str) -> str:
    """One key for words that sound alike or mean the same in another dialect."""
    key = sound(_SAME.get(word, word))
    for vowel in "aeou":
        key = key.replace(vowel + vowel, vowel)
    return key


def stem(key: str) -> str:
    """A folded word without `ge-` and one ending."""
    if key.startswith("ge") and len(key) > 5:
        key = key[2:]
    for ending in _ENDINGS:
        if key.endswith(ending) and len(key) - len(ending) >= 3:
            return key[: -len(ending)]
    return key


class Themes:
    """Words to their form; `compiled` holds words and, with a star, beginnings of words."""

    def __init__(self, compiled: Mapping[str, Sequence[str]]) -> None:
        self._whole: dict[str, tuple[str, ...]] = {}
        self._start: dict[str, tuple[str, ...]] = {}
        self._folded: dict[str, tuple[str, ...]] = {}
        for word, themes in compiled.items():
            if word.endswith("*"):
                self._start[word[:-1]] = tuple(themes)
            else:
                self._whole[word] = tuple(themes)
                if len(word) > 3:
                    self._folded.setdefault(fold(word), tuple(themes))

    def form(self, word: str) -> Form:
        """What the model sees of a word."""
        key = fold(word)
        return Form(key, stem(key), self._themes(word, key))

    def _themes(self, word: str, key: str) -> tuple[str, ...]:
        begun = (self._start[word[:n]] for n in range(len(word), 2, -1) if word[:n] in self._start)
        found = dict.fromkeys([*self._whole.get(word, ()), *next(begun, ())])
        return tuple(found) or (self._folded.get(key, ()) if len(word) > 3 else ())
