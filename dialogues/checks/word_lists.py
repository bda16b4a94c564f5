"""Lists of words and phrases that rules look for: data in `words.yaml`, exceptions with reasons.

A phrase is matched on whole words, in any case; `*` stands for any letters.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML

from dialogues.checks.corpus import Text
from dialogues.checks.readability import sentences
from dialogues.checks.samples import without_values
from dialogues.checks.subject import Place, Subject
from dialogues.issues import Issue
from dialogues.texts import FORMS

if TYPE_CHECKING:
    from states.organisation import Wording

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Excuse:
    """One text in which something is allowed, with the reason; no phrase means the whole text."""

    rule: str
    key: str
    reason: str
    phrase: str = ""


@cache
def _read(name: str) -> Any:  # noqa: ANN401 - YAML holds anything
    return YAML(typ="safe").load((HERE / name).read_text("utf-8"))


@cache
def pattern(name: str) -> re.Pattern[str]:
    """The phrases of a list as one pattern."""
    return compile_phrases(_read("words.yaml")[name].splitlines())


def compile_phrases(phrases: Iterable[str]) -> re.Pattern[str]:
    """Phrases as a pattern on whole words."""
    parts = [re.escape(phrase).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for phrase in phrases]
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE)


@cache
def excuses() -> tuple[Excuse, ...]:
    """All exceptions."""
    return tuple(Excuse(**entry) for entry in _read("exceptions.yaml") or ())


def is_excused(rule: str, key: str, phrase: str = "") -> bool:
    """Whether a phrase is allowed in this text."""
    return any(
        one.rule == rule and one.key == key and one.phrase.casefold() in ("", phrase.casefold())
        for one in excuses()
    )


@lru_cache(maxsize=20_000)
def found_in(name: str, text: str) -> tuple[str, ...]:
    """The phrases of a list that occur; labels are the same in both forms, so it is kept."""
    return tuple(match.group() for match in pattern(name).finditer(text))


def banned(
    subject: Subject, rule: str, name: str, texts: Iterable[Text], advice: str
) -> Iterator[Issue]:
    """An issue for each phrase of list `name` in what the author wrote of `texts`."""
    for text in texts:
        for phrase in found_in(name, without_values(text.marked)):
            if not is_excused(rule, text.key, phrase):
                message = f'"{phrase}" ({text.form}): {advice}'
                yield subject.at_text(rule, text.key, message, phrase)


_DENIAL = re.compile(r"\b(?:niet|niets|niemand|nooit|geen)\b", re.IGNORECASE)


def is_denied(text: str, phrase: str) -> bool:
    """Whether each sentence with the phrase says that it is not so ("er ontbreekt niets")."""
    with_it = [one for one in sentences(text) if phrase.casefold() in one.casefold()]
    rests = [re.sub(re.escape(phrase), " ", one, flags=re.IGNORECASE) for one in with_it]
    return all(map(_DENIAL.search, rests))


def banned_unless_denied(
    subject: Subject, rule: str, name: str, texts: Iterable[Text], advice: str
) -> Iterator[Issue]:
    """The same, but not where the sentence denies it."""
    found = list(texts)
    kept = [t for t in found if not all(is_denied(t.words, p) for p in found_in(name, t.words))]
    yield from banned(subject, rule, name, kept, advice)


@dataclass(frozen=True, slots=True)
class Said:
    """One text of the organisation's file in one form of address, and where it stands."""

    place: Place
    form: str
    words: str


def organisation_texts(subject: Subject) -> Iterator[Said]:
    """Every text of the organisation's file that a client reads."""
    organisation = subject.content.organisation
    worded: dict[Place, Wording] = {("privacy_notice",): organisation.privacy_notice}
    for index, route in enumerate(organisation.routes):
        for field in ("title", "what", "how", "cannot"):
            worded["routes", index, field] = getattr(route, field)
    for form in FORMS:
        for place, wording in worded.items():
            yield Said((*place, form), form, wording.in_form(form))
        for index, line in enumerate(organisation.help_lines):
            for field in ("what", "hours"):
                yield Said(("help_lines", index, field), form, getattr(line, field))


def banned_in_organisation(subject: Subject, rule: str, name: str, advice: str) -> Iterator[Issue]:
    """The same for the texts of the organisation's file."""
    for said in organisation_texts(subject):
        for phrase in found_in(name, said.words):
            if not is_excused(rule, "organisation", phrase):
                message = f'"{phrase}" ({said.form}): {advice}'
                yield subject.at_organisation(rule, said.place, message)
