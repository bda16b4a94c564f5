"""Match what was typed with the options on the screen: one of them (`several` for toggles).

On a screen that also takes free text only a clear choice counts, as a real answer must not be
taken for a button.
"""

import re
from collections.abc import Iterable, Sequence

from dialogues.reading.labels import (
    NO_MATCH,
    Label,
    Match,
    match_as_shown,
    match_exactly,
    match_one_error,
    match_typing_error,
    match_words,
    one_of,
    prepare,
)
from dialogues.reading.normalise import clean, fold
from dialogues.reading.option_numbers import read_bare_number, read_number
from dialogues.reading.option_words import (
    DENIALS,
    LEAVES_DRAFT,
    NEGATIONS,
    NO,
    NO_EMOJI,
    NO_IDS,
    NO_MORE_NAMES,
    NO_PLURALS,
    NOTHING,
    READY,
    SPOKEN,
    STOP_WORDS,
    YES,
    YES_EMOJI,
    YES_IDS,
)
from dialogues.reading.signals import says_nothing

# Longer than this is not a choice; also keeps the work small.
_LONGEST = 200
_LONGEST_KEY_WORDS = 8
_TONES = re.compile("[\U0001f3fb-\U0001f3ff\ufe0f]")


def match_option(text: str, labels: Sequence[tuple[str, str]], *, lenient: bool) -> Match:
    """Find the one option that the message chooses.

    Args:
        text: what the person typed.
        labels: option id and label, in the order shown.
        lenient: nothing but these options can be answered here.
    """
    if len(text) > _LONGEST:
        return NO_MATCH
    found = match_as_shown(text, labels)
    if found != NO_MATCH:
        return found
    choices = prepare(labels)
    found = match_exactly(text, choices)
    if found != NO_MATCH:
        return found
    if not lenient:
        found = _at(read_bare_number(text, len(choices)), text, choices)
        return found if found != NO_MATCH else match_one_error(fold(text), choices)
    for match in (
        _by_number,
        _by_yes_or_no_sign,
        match_words,
        _by_yes_or_no,
        _by_nothing,
        _match_loosely,
    ):
        found = match(text, choices)
        if found != NO_MATCH:
            return found
    return NO_MATCH


def spoken_option(text: str, options: Iterable[str]) -> str | None:
    """The option that people choose with these words, where its label has other ones."""
    folded = fold(text)
    return next((name for name in options if folded in SPOKEN.get(name, ())), None)


def says_no_more_names(text: str) -> bool:
    """Whether the whole message says that there is nobody (else) to name."""
    return fold(text) in NO_MORE_NAMES


def says_no(text: str) -> bool:
    """Whether the whole message is a word for no."""
    return fold(text) in NO


def says_as_none(text: str, label: str) -> bool:
    """Whether the message denies the same thing as this label: "nee, zonder bijnaam"."""
    words, (first, *denied) = fold(text).split(), fold(label).split() or [""]
    if first not in DENIALS or not denied or len(words) > _LONGEST_KEY_WORDS:
        return False
    size = len(denied)
    return words[-size:] == denied and words[-size - 1 : -size] in ([word] for word in DENIALS)


def says_ready(text: str) -> bool:
    """Whether the whole message says that somebody is ready here."""
    return fold(text) in READY


def leaves_draft(text: str) -> bool:
    """Whether the whole message says that a draft stays as it is."""
    return fold(text) in LEAVES_DRAFT


def says_yes_or_no(text: str) -> bool:
    """Whether the whole message is a word for yes or no."""
    folded = fold(text)
    return folded in YES or folded in NO


def _by_number(text: str, choices: list[Label]) -> Match:
    return _at(read_number(text, len(choices)), text, choices)


def _at(number: int | None, text: str, choices: list[Label]) -> Match:
    """Choose by place, unless the labels have numbers of their own."""
    if number is None or any(label.folded.isdecimal() for label in choices):
        return NO_MATCH
    typed = fold(text)
    named = [label for label in choices if typed in label.words]
    return one_of([choices[number - 1], *named])


def _by_yes_or_no_sign(text: str, choices: list[Label]) -> Match:
    sign = _TONES.sub("", clean(text))
    if len(set(sign)) != 1:
        return NO_MATCH
    if sign[0] in YES_EMOJI:
        return _yes_or_no(choices, "ja", "yes")
    return _yes_or_no(choices, "nee", "no") if sign[0] in NO_EMOJI else NO_MATCH


def _by_yes_or_no(text: str, choices: list[Label]) -> Match:
    folded = fold(text)
    if folded in YES:
        return _yes_or_no(choices, "ja", "yes")
    return _yes_or_no(choices, "nee", "no") if folded in NO else NO_MATCH


def _yes_or_no(choices: list[Label], word: str, option: str) -> Match:
    """The option called so, else the one whose label begins so, else the one that means so."""
    meaning = YES_IDS if option == "yes" else NO_IDS
    for found in (
        [label for label in choices if label.option == option],
        [label for label in choices if label.words[:1] == (word,)],
        [label for label in choices if label.option in meaning],
        [label for label in choices if option == "no" and label.folded in NOTHING],
    ):
        if found:
            return one_of(found)
    return NO_MATCH


def _by_nothing(text: str, choices: list[Label]) -> Match:
    """The option that is called so, or else begins so: "niks" for "Niets"."""
    if not says_nothing(text):
        return NO_MATCH
    called = [label for label in choices if label.folded in NOTHING]
    return one_of(called or [label for label in choices if label.words[:1] == ("niets",)])


def _match_loosely(text: str, choices: list[Label]) -> Match:
    """Match the start of a label, a typing error, or a word that only one label has."""
    folded = fold(text)
    if folded in YES or folded in NO:
        return NO_MATCH
    for match in (_by_start, match_typing_error, _by_key_words):
        found = match(folded, choices)
        if found != NO_MATCH:
            return found
    return NO_MATCH


def _by_start(folded: str, choices: list[Label]) -> Match:
    if len(folded) < 3 or folded in STOP_WORDS:
        return NO_MATCH
    return one_of([label for label in choices if label.folded.startswith(folded)])


def _by_key_words(folded: str, choices: list[Label]) -> Match:
    words = folded.split()
    if len(words) > _LONGEST_KEY_WORDS:
        return NO_MATCH
    keys = {word for word in words if len(word) > 3 and word not in STOP_WORDS}
    is_negative = not NEGATIONS.isdisjoint(words)
    alike = [label for label in choices if label.is_negative == is_negative]
    found = [label for label in alike if not keys.isdisjoint(label.words)]
    if not found:
        one = {word.removesuffix("s") for word in keys - NO_PLURALS if len(word) > 4}
        found = [label for label in alike if not one.isdisjoint(label.words)]
    return one_of(found)
