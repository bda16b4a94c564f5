"""Match what was typed with the options on the screen: one of them, or several.

On a screen that also takes free text only a clear choice counts, as a real answer must not be
taken for a button.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

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
    ALL_BUT,
    ALL_WORDS,
    LIST_LEAD,
    NEGATIONS,
    NO,
    NO_EMOJI,
    NO_IDS,
    NO_MORE_NAMES,
    SPOKEN,
    STOP_WORDS,
    YES,
    YES_EMOJI,
    YES_IDS,
)

# Longer than this is not a choice; also keeps the work small.
_LONGEST = 200
_LONGEST_KEY_WORDS = 8
_MOST_PARTS = 60
_LONGEST_JOIN = 4
_TONES = re.compile("[\U0001f3fb-\U0001f3ff\ufe0f]")
_SEPARATOR = re.compile(
    r"\s*(?:[,;\n&+/،、•]|(?<=\s)(?:en|and|plus|ook)(?=\s)|(?<=\d)\s+(?=\d))\s*"
)
_RANGE = re.compile(r"\b(\d{1,2}) ?(?:-|–|t/m|tm|tot en met) ?(\d{1,2})\b", re.IGNORECASE)
_ALL_BUT = re.compile(ALL_BUT, re.IGNORECASE)
_LEAD = re.compile(rf"(?:{LIST_LEAD}\s+)+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class AmbiguousPart:
    """A piece of the message that fits more than one option."""

    part: str = field(repr=False)
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matches:
    """The options in the order named, and what could not be read as one of them."""

    options: tuple[str, ...] = ()
    unknown: tuple[str, ...] = field(default=(), repr=False)
    ambiguous: tuple[AmbiguousPart, ...] = ()


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
    for match in (_by_number, _by_yes_or_no_sign, match_words, _by_yes_or_no, _match_loosely):
        found = match(text, choices)
        if found != NO_MATCH:
            return found
    return NO_MATCH


def match_options(text: str, labels: Sequence[tuple[str, str]]) -> Matches:
    """Find all options that the message names; two people are never taken for one."""
    choices = prepare(labels)
    text = clean(text)
    everything = tuple(dict.fromkeys(label.option for label in choices))
    whole = match_exactly(text, _compound(choices) if _SEPARATOR.search(text) else choices)
    if whole.option:
        return Matches((whole.option,))
    if fold(text) in ALL_WORDS or (fold(text) in {"allebei", "beide"} and len(everything) == 2):
        return Matches(everything)
    if but := _ALL_BUT.fullmatch(text.rstrip(" .!")):
        left_out = _match_parts(but["rest"], choices)
        if left_out.unknown or left_out.ambiguous:
            return Matches((), left_out.unknown, left_out.ambiguous)
        return Matches(tuple(o for o in everything if o not in left_out.options))
    return _match_parts(text, choices)


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


def says_all(text: str) -> bool:
    """Whether the whole message means all that can be chosen."""
    return fold(text) in ALL_WORDS


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
    ):
        if found:
            return one_of(found)
    return NO_MATCH


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
    return one_of(
        [
            label
            for label in choices
            if label.is_negative == is_negative and not keys.isdisjoint(label.words)
        ]
    )


def _match_parts(text: str, choices: list[Label]) -> Matches:
    options: dict[str, None] = {}
    unknown: list[str] = []
    ambiguous: list[AmbiguousPart] = []
    for part, found in _read_parts(_spell_out_ranges(text, len(choices)), choices):
        options.update(dict.fromkeys(option for match in found for option in _chosen(match)))
        ambiguous += [AmbiguousPart(part, m.candidates) for m in found if m.candidates]
        if not found:
            unknown.append(part)
    return Matches(tuple(options), tuple(unknown), tuple(ambiguous))


def _chosen(match: Match) -> tuple[str, ...]:
    return () if match.option is None else (match.option,)


def _spell_out_ranges(text: str, count: int) -> str:
    def replace(found: re.Match[str]) -> str:
        first, last = int(found[1]), int(found[2])
        if not 1 <= first < last <= count:
            return found[0]
        return ",".join(str(number) for number in range(first, last + 1))

    return _RANGE.sub(replace, text)


def _read_parts(text: str, choices: list[Label]) -> list[tuple[str, list[Match]]]:
    """Read the parts; a label with "en" or a comma in it is looked for before it is cut."""
    pieces = _pieces(text)
    compound = _compound(choices)
    read: list[tuple[str, list[Match]]] = []
    here = 0
    while here < len(pieces):
        until, match = _longest_label(text, pieces, here, compound)
        part = text[pieces[here][0] : pieces[until - 1][1]]
        read.append((part, [match] if match != NO_MATCH else _read_part(part, choices)))
        here = until
    return read


def _compound(choices: list[Label]) -> list[Label]:
    """Give the labels that would be cut as if they were a list: "Jan en Marie"."""
    return [label for label in choices if _SEPARATOR.search(label.shown)]


def _pieces(text: str) -> list[tuple[int, int]]:
    pieces: list[tuple[int, int]] = []
    last = 0
    for found in _SEPARATOR.finditer(text):
        pieces.append((last, found.start()))
        last = found.end()
        if len(pieces) == _MOST_PARTS:
            break
    pieces.append((last, len(text)))
    return [(start, end) for start, end in pieces if text[start:end].strip(" .!")]


def _longest_label(
    text: str, pieces: list[tuple[int, int]], here: int, choices: list[Label]
) -> tuple[int, Match]:
    for until in range(min(len(pieces), here + _LONGEST_JOIN), here + 1, -1):
        match = match_exactly(text[pieces[here][0] : pieces[until - 1][1]], choices)
        if match != NO_MATCH:
            return until, match
    return here + 1, NO_MATCH


def _read_part(part: str, choices: list[Label]) -> list[Match]:
    """Read one part as an option, or else each of its words as one ("Anna Piet Kees")."""
    match = _match_part(part, choices)
    if match == NO_MATCH:
        match = _match_part(_LEAD.sub("", part, count=1), choices)
    if match.option:
        return [match]
    each = [_match_name(word, choices) for word in part.split()[:_MOST_PARTS]]
    if each and all(found.option for found in each):
        return each
    return [match] if match != NO_MATCH else []


def _match_name(word: str, choices: list[Label]) -> Match:
    found = match_exactly(word, choices)
    return found if found != NO_MATCH else match_typing_error(fold(word), choices)


def _match_part(part: str, choices: list[Label]) -> Match:
    folded = fold(part)
    number = read_number(part, len(choices))
    has_own_numbers = any(label.folded.isdecimal() for label in choices)
    if (found := match_exactly(part, choices)) != NO_MATCH:
        return found
    if number and not has_own_numbers and folded not in {"een", "de"}:
        return Match(choices[number - 1].option)
    if not folded or folded in YES or folded in NO or folded in STOP_WORDS:
        return NO_MATCH
    if (found := match_words(part, choices)) != NO_MATCH:
        return found
    starts = [label for label in choices if len(folded) > 1 and label.folded.startswith(folded)]
    return one_of(starts) if starts else match_typing_error(folded, choices)
