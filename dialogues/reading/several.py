"""Match what was typed with toggles: several at once, on the page that one sees and on others.

What is typed is only ever switched on, so a line that leaves somebody out counts only where it is
plain who is meant to be in: a summary for others is chosen with the same words.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from dialogues.reading.exclusions import (
    ALL_BUT,
    CLAUSE_ENDS,
    everybody_words,
    marked,
    names_place,
    off_words,
    without_reason,
)
from dialogues.reading.labels import (
    NO_MATCH,
    Label,
    Match,
    match_exactly,
    match_piece,
    match_typing_error,
    match_words,
    one_of,
    prepare,
)
from dialogues.reading.name_words import ROLES
from dialogues.reading.normalise import clean, fold
from dialogues.reading.option_numbers import read_number
from dialogues.reading.option_words import ALL_WORDS, BOTH_WORDS, LIST_LEAD, NO, STOP_WORDS, YES
from dialogues.reading.parts import (
    MOST_PARTS,
    compound,
    is_list,
    longest_label,
    pieces_of,
    spell_out_ranges,
)

_LONGEST_EXCEPTION = 200
_HIGHEST_PLACE = 99
_LEAD = re.compile(rf"\A(?:{LIST_LEAD}\s+)+", re.IGNORECASE)
# "Mijn broer Kees" is Kees; "Kees zijn vrouw" is somebody else.
_AROUND_NAMES = ROLES - frozenset(["zijn", "haar", "hun", "zn"])


@dataclass(frozen=True, slots=True)
class AmbiguousPart:
    """A piece of the message that fits more than one option."""

    part: str = field(repr=False)
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matches:
    """The options in the order named, and what could not be read as one of them.

    `left_out` are those of which the message says that they are not to be in.
    """

    options: tuple[str, ...] = ()
    unknown: tuple[str, ...] = field(default=(), repr=False)
    ambiguous: tuple[AmbiguousPart, ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def is_sure(self) -> bool:
        """Whether all that was said fits one option each."""
        return bool(self.options) and not self.unknown and not self.ambiguous


@dataclass(frozen=True, slots=True)
class _Choices:
    """What can be named: the first `places` are on the page that one sees, with their numbers."""

    labels: list[Label]
    places: int

    @property
    def options(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(label.option for label in self.labels))

    def known_as(self, part: str) -> list[Label]:
        """Labels that this part may name: a number that is alone counts on the page one sees."""
        number = read_number(part, _HIGHEST_PLACE)
        return self.labels[: self.places] if number else self.labels


_ReadOne = Callable[[str, _Choices], list[Match]]


def match_options(
    text: str,
    shown: Sequence[tuple[str, str]],
    others: Sequence[tuple[str, str]] = (),
    toggles: frozenset[str] | None = None,
) -> Matches:
    """Find all options that the message names; two people are never taken for one.

    Args:
        text: What the person typed.
        shown: Option id and label, in the order shown; their places are their numbers.
        others: The same of other pages: they are named, never numbered.
        toggles: Those that "everybody" and "everybody but" are about; None means all.
    """
    choices = _Choices(prepare((*shown, *others)), len(shown))
    text = clean(text)
    whole = match_exactly(text, compound(choices.labels) if is_list(text) else choices.labels)
    if whole.option:
        return Matches((whole.option,))
    switched = _switched(choices, toggles)
    folded = fold(text)
    if folded in ALL_WORDS or (folded in BOTH_WORDS and len(switched.options) == 2):
        return Matches(switched.options)
    text = without_reason(text)
    if len(text) <= _LONGEST_EXCEPTION and (but := _exception(text)) is not None:
        return _all_but(but, switched)
    return _named(text, choices)


def _switched(choices: _Choices, toggles: frozenset[str] | None) -> _Choices:
    """Only the toggles; they come first on a screen, so that their numbers stay as they are."""
    if toggles is None:
        return choices
    shown = [label for label in choices.labels[: choices.places] if label.option in toggles]
    others = [label for label in choices.labels[choices.places :] if label.option in toggles]
    return _Choices([*shown, *others], len(shown))


def _named(text: str, choices: _Choices) -> Matches:
    found = _match_parts(text, choices, _read_part)
    unknown = [fold(part).split() for part in found.unknown]
    if any(map(everybody_words, unknown)):
        return Matches((), (text,))  # never only some of those that everybody may be
    return _weigh(text, choices) if any(map(off_words, unknown)) else found


def _exception(text: str) -> str | None:
    """Whoever is left out of everybody, as typed; None where the line says something else."""
    plain = text.strip(" .!")
    matched = next((found for but in ALL_BUT if (found := but.fullmatch(plain))), None)
    return None if matched is None else matched["rest"]


def _all_but(rest: str, choices: _Choices) -> Matches:
    """Everybody on all pages but those named, if it is sure who they are."""
    named = _match_parts(rest, choices, _read_left_out)
    if not named.is_sure:
        return Matches((), named.unknown or (rest,), named.ambiguous)
    kept = tuple(option for option in choices.options if option not in named.options)
    return Matches(kept, left_out=named.options)


def _weigh(text: str, choices: _Choices) -> Matches:
    """Where a part is to be left out: those that are plainly meant to be in, or else nobody.

    "Anna, maar niet Kees" and "Anna wel, Kees niet" are plain; "Anna en Kees niet" may be about
    one or about both.
    """
    chosen: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    follower = "none"
    for clause in reversed([part for part in CLAUSE_ENDS.split(text) if fold(part)]):
        mark, rest = marked(clause)
        if mark == "plain" and follower not in ("in", "not_who"):
            return Matches((), (text,))
        found = _match_parts(rest, choices, _read_part)
        if mark != "who_not" and not found.is_sure:
            return Matches((), (text,), found.ambiguous)
        if mark in ("plain", "in"):
            chosen = (*found.options, *chosen)
        else:
            left_out = (*found.options, *left_out)
            unknown = unknown if found.is_sure else (clause, *unknown)
        follower = follower if mark == "plain" else mark
    if not chosen or not set(chosen).isdisjoint(left_out):
        return Matches((), (text,))
    return Matches(tuple(dict.fromkeys(chosen)), unknown, left_out=left_out)


def _match_parts(text: str, choices: _Choices, read_one: _ReadOne) -> Matches:
    options: dict[str, None] = {}
    unknown: list[str] = []
    ambiguous: list[AmbiguousPart] = []
    for part, found in _read_parts(spell_out_ranges(text, choices.places), choices, read_one):
        options.update(dict.fromkeys(match.option for match in found if match.option is not None))
        ambiguous += [AmbiguousPart(part, m.candidates) for m in found if m.candidates]
        if not found:
            unknown.append(part)
    return Matches(tuple(options), tuple(unknown), tuple(ambiguous))


def _read_parts(text: str, choices: _Choices, read_one: _ReadOne) -> list[tuple[str, list[Match]]]:
    """Read the parts; a label with "en" in it is looked for before it is cut."""
    pieces = pieces_of(text)
    lists = compound(choices.labels)
    read: list[tuple[str, list[Match]]] = []
    here = 0
    while here < len(pieces):
        until, match = longest_label(text, pieces, here, lists)
        part = text[pieces[here][0] : pieces[until - 1][1]]
        read.append((part, [match] if match != NO_MATCH else read_one(part, choices)))
        here = until
    return read


def _read_part(part: str, choices: _Choices) -> list[Match]:
    """Read one part as an option, or else each of its words as one ("Anna Piet Kees")."""
    match = _match_part(part, choices)
    if match == NO_MATCH:
        match = _match_part(_LEAD.sub("", part), choices)
    return [match] if match.option else _each_word(part, choices, match)


def _read_left_out(part: str, choices: _Choices) -> list[Match]:
    """Read one part of an exception, where a wrong guess would put somebody else in."""
    bare = _LEAD.sub("", part)
    name = " ".join(word for word in fold(bare).split() if word not in _AROUND_NAMES)
    labels = choices.known_as(part)
    if (found := match_exactly(part, choices.labels)) == NO_MATCH:
        found = _by_place(part, choices) if names_place(part) else match_exactly(bare, labels)
    if found == NO_MATCH and (found := match_piece(bare, labels)) == NO_MATCH:
        found = match_typing_error(fold(bare), labels)
    if found == NO_MATCH and name:
        found = _match_name(name, labels)
    return [found] if found.option else _each_word(part, choices, found)


def _each_word(part: str, choices: _Choices, match: Match) -> list[Match]:
    each = [_match_name(word, choices.labels) for word in part.split()[:MOST_PARTS]]
    if each and all(found.option for found in each):
        return each
    return [match] if match != NO_MATCH else []


def _match_name(word: str, labels: list[Label]) -> Match:
    found = match_exactly(word, labels)
    return found if found != NO_MATCH else match_typing_error(fold(word), labels)


def _by_place(part: str, choices: _Choices) -> Match:
    """The option at this place, unless the labels have numbers of their own."""
    number = read_number(part, choices.places)
    if not number or any(label.folded.isdecimal() for label in choices.labels):
        return NO_MATCH
    return Match(choices.labels[number - 1].option)


def _match_part(part: str, choices: _Choices) -> Match:
    folded = fold(part)
    if (found := match_exactly(part, choices.labels)) != NO_MATCH:
        return found
    if folded not in {"een", "de"} and (found := _by_place(part, choices)) != NO_MATCH:
        return found
    if not folded or folded in YES or folded in NO or folded in STOP_WORDS:
        return NO_MATCH
    words = folded.split()
    needed = off_words(words, is_denied=False) | everybody_words(words)
    labels = [label for label in choices.known_as(part) if needed.issubset(label.words)]
    if (found := match_words(part, labels)) != NO_MATCH:
        return found
    starts = [label for label in labels if len(folded) > 1 and label.folded.startswith(folded)]
    return one_of(starts) if starts else match_typing_error(folded, labels)
