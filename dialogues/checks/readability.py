"""How easy a text reads: sentences, words, syllables, and the formula of Flesch-Douma.

`206.84 - 0.93 * words per sentence - 77 * syllables per word` (Douma 1960). A formula is an aid,
not proof: readers are asked as well. Hyphenation misses syllables at the edges of a word, so the
higher of two counts is taken and no score is flattered.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from pyphen import Pyphen

_SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”’)]*\s+|\n+")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_VOWELS = re.compile(
    r"eeu|ieu|aai|ooi|oei|ij|ie|oe|eu|ui|ou|au|ei|aa|ee|oo|uu|[aeiouyàáâäèéêëìíîïòóôöùúûü]"
)


def sentences(text: str) -> list[str]:
    """The sentences; a line or paragraph ends one too."""
    return [part for part in map(str.strip, _SENTENCE_END.split(text)) if _WORD.search(part)]


def words(text: str) -> list[str]:
    """The words; `zo'n` and `113` are one each."""
    return _WORD.findall(text)


@cache
def _hyphenation() -> Pyphen:
    return Pyphen(lang="nl_NL", left=1, right=1)


@cache
def syllables(word: str) -> int:
    """Syllables of a Dutch word, at least one."""
    lower = word.lower()
    groups = len(_VOWELS.findall(lower))
    return max(1, groups, len(_hyphenation().positions(lower)) + 1)


@dataclass(frozen=True, slots=True)
class Reading:
    """Counts over one or more texts."""

    sentences: int
    words: int
    syllables: int

    @property
    def average(self) -> float:
        """Words per sentence."""
        return self.words / max(1, self.sentences)

    @property
    def ease(self) -> float:
        """Flesch-Douma: 70 to 80 fairly easy, 80 to 90 easy, above 90 very easy."""
        if not self.words:
            return 100.0
        return 206.84 - 0.93 * self.average - 77 * self.syllables / self.words


def read(texts: Iterable[str]) -> Reading:
    """Count the sentences, words and syllables of some texts together."""
    parts = list(texts)
    found = [word for part in parts for word in words(part)]
    return Reading(
        sum(len(sentences(part)) for part in parts), len(found), sum(map(syllables, found))
    )
