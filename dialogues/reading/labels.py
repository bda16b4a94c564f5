"""Compare what was typed with the labels of options: the same, a piece of it, a typing error.

Where two labels fit, none is chosen: the candidates go back to ask.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import OSA

from dialogues.reading.normalise import clean, fold
from dialogues.reading.option_words import NEGATIONS, STOP_WORDS

_VOWELS = frozenset("aeiouy")


@dataclass(frozen=True, slots=True)
class Match:
    """The option that was meant, or the ones it may have been, or neither."""

    option: str | None = None
    candidates: tuple[str, ...] = ()


NO_MATCH = Match()


@dataclass(frozen=True, slots=True)
class Label:
    """An option with the forms of its label that are compared."""

    option: str
    shown: str = field(repr=False)
    folded: str = field(repr=False)
    words: tuple[str, ...] = field(repr=False)

    @property
    def is_negative(self) -> bool:
        """Say whether the label denies something, so that "goed" does not mean "niet goed"."""
        return not NEGATIONS.isdisjoint(self.words)


def prepare(labels: Sequence[tuple[str, str]]) -> list[Label]:
    """Fold the labels once, for all comparisons of a message."""
    prepared = []
    for option, shown in labels:
        folded = fold(shown)
        prepared.append(Label(option, clean(shown), folded, tuple(folded.split())))
    return prepared


def match_as_shown(text: str, labels: Sequence[tuple[str, str]]) -> Match:
    """Match the label as it stands; what is copied so well needs no label to be folded."""
    shown = clean(text)
    return _one_option([option for option, label in labels if clean(label) == shown])


def match_exactly(text: str, choices: list[Label]) -> Match:
    """Match the label as shown, or apart from capitals, accents and signs."""
    shown = clean(text)
    same = [label for label in choices if label.shown == shown]
    if not same:
        same = [label for label in choices if label.shown.casefold() == shown.casefold()]
    folded = fold(text)
    if not same and folded:
        same = [label for label in choices if label.folded == folded]
    return one_of(same)


def one_of(found: Sequence[Label]) -> Match:
    """Turn what was found into a match; more than one option is no choice."""
    return _one_option([label.option for label in found])


def _one_option(found: Sequence[str]) -> Match:
    options = tuple(dict.fromkeys(found))
    if len(options) == 1:
        return Match(options[0])
    return Match(candidates=options)


def match_words(text: str, choices: list[Label]) -> Match:
    """Match when the message is a piece of one label, or one label is a piece of the message."""
    inside = match_piece(text, choices)
    words = tuple(fold(text).split())
    if inside != NO_MATCH or not words or _says_little(words):
        return inside
    alike = _alike(words, choices)
    around = [
        label for label in alike if not _says_little(label.words) and _contains(words, label.words)
    ]
    longest = max((len(label.words) for label in around), default=0)
    return one_of([label for label in around if len(label.words) == longest])


def match_piece(text: str, choices: list[Label]) -> Match:
    """Match when the message is a piece of one label: "Riet" of "buurvrouw Riet"."""
    words = tuple(fold(text).split())
    if not words or _says_little(words):
        return NO_MATCH
    return one_of([label for label in _alike(words, choices) if _contains(label.words, words)])


def _alike(words: tuple[str, ...], choices: list[Label]) -> list[Label]:
    is_negative = not NEGATIONS.isdisjoint(words)
    return [label for label in choices if label.is_negative == is_negative]


def match_typing_error(folded: str, choices: list[Label]) -> Match:
    """Match the nearest label, when few enough letters differ for its length."""
    most = _errors_allowed(folded)
    return _nearest(folded, choices, most) if most else NO_MATCH


def match_one_error(folded: str, choices: list[Label]) -> Match:
    """Match a label of some length with one wrong letter."""
    return _nearest(folded, [label for label in choices if len(label.folded) >= 5], 1)


def _says_little(words: tuple[str, ...]) -> bool:
    """Say whether all these words occur in so many sentences that they choose nothing."""
    return all(word in STOP_WORDS or len(word) < 2 for word in words) or words in {
        ("ja",),
        ("nee",),
    }


def _contains(whole: tuple[str, ...], piece: tuple[str, ...]) -> bool:
    size = len(piece)
    return any(whole[at : at + size] == piece for at in range(len(whole) - size + 1))


def _errors_allowed(folded: str) -> int:
    size = len(folded)
    if size < 5:
        return 0
    return 1 if size < 9 else 2 if size < 14 else 3


def _nearest(folded: str, choices: list[Label], most: int) -> Match:
    near = list(_near(folded, choices, most))
    best = min((errors for errors, _ in near), default=0)
    return one_of([label for errors, label in near if errors == best])


def _near(folded: str, choices: list[Label], most: int) -> Iterator[tuple[int, Label]]:
    is_negative = not NEGATIONS.isdisjoint(folded.split())
    for label in choices:
        errors = OSA.distance(folded, label.folded, score_cutoff=most)
        if errors <= most and not _is_another_word(folded, label, is_negative=is_negative):
            yield errors, label


def _is_another_word(folded: str, label: Label, *, is_negative: bool) -> bool:
    """Say whether the difference makes another word or name: Marie and Maria, Hanna and Janna."""
    if label.is_negative != is_negative or len(label.folded) < 5:
        return True
    typed, shown = folded, label.folded
    if (
        typed[0] != shown[0]
        and {typed[0], shown[0]} - {typed[1], shown[1]}
        and typed[1:] == shown[1:]
    ):
        return True
    if _digits_of(typed) != _digits_of(shown):
        return True
    return typed[:-1] == shown[:-1] and typed[-1] in _VOWELS and shown[-1] in _VOWELS


def _digits_of(text: str) -> str:
    return "".join(sign for sign in text if unicodedata.category(sign) == "Nd")
