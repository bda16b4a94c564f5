"""Lists of words and phrases that rules look for: data in `words.yaml`, exceptions with reasons.

A phrase is matched on whole words, in any case; `*` stands for any letters.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from dialogues.checks.corpus import Text
from dialogues.checks.subject import Subject
from dialogues.issues import Issue

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Excuse:
    """One text in which something is allowed, with the reason."""

    rule: str
    key: str
    phrase: str
    reason: str


@cache
def _read(name: str) -> Any:  # noqa: ANN401 - YAML holds anything
    return YAML(typ="safe").load((HERE / name).read_text("utf-8"))


@cache
def pattern(name: str) -> re.Pattern[str]:
    """The phrases of a list as one pattern."""
    return compile_phrases(_read("words.yaml")[name])


def compile_phrases(phrases: Iterable[str]) -> re.Pattern[str]:
    """Phrases as a pattern on whole words."""
    parts = [
        re.escape(phrase).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for phrase in phrases
    ]
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


def found_in(name: str, text: str) -> Iterator[str]:
    """The phrases of a list that occur."""
    for match in pattern(name).finditer(text):
        yield match.group()


def banned(
    subject: Subject, rule: str, name: str, texts: Iterable[Text], advice: str
) -> Iterator[Issue]:
    """An issue for each phrase of list `name` in `texts`."""
    for text in texts:
        for phrase in found_in(name, text.words):
            if not is_excused(rule, text.key, phrase):
                message = f'"{phrase}" ({text.form}): {advice}'
                yield subject.at_text(rule, text.key, message, phrase)


def organisation_texts(subject: Subject) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every text of the organisation's file that a client reads, with its place."""
    organisation = subject.content.organisation
    yield ("privacy_notice",), organisation.privacy_notice
    for index, line in enumerate(organisation.help_lines):
        for field in ("what", "hours"):
            yield ("help_lines", index, field), getattr(line, field)
    for index, route in enumerate(organisation.routes):
        for field in ("title", "what", "how", "cannot"):
            yield ("routes", index, field), getattr(route, field)


def banned_in_organisation(
    subject: Subject, rule: str, name: str, advice: str
) -> Iterator[Issue]:
    """The same for the texts of the organisation's file."""
    for place, text in organisation_texts(subject):
        for phrase in found_in(name, text):
            if not is_excused(rule, "organisation", phrase):
                yield subject.at_organisation(rule, place, f'"{phrase}": {advice}')
