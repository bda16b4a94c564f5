# ruff: noqa: SIM905 -- long rows of words read better than one word on a line
"""How people say that somebody is to be left out: "iedereen behalve Kees", "Kees weg".

Patterns and words, and what they say of one clause; which label is meant is `several`'s work.
"""

import re
from collections.abc import Sequence
from typing import Literal

from dialogues.reading.normalise import fold
from dialogues.reading.option_words import NEGATIONS, OFF_WORDS

Mark = Literal["in", "not_who", "who_not", "plain"]
"""Named to be in; left out with the word before the name, or behind it; named and no more."""

_LEAD = r"(?:(?:ja|nou|eh|doe|maar|zet|kies|neem|graag|gewoon|ik wil|ik kies|eigenlijk),? )*"
_EVERYBODY = (
    r"(?:alles|allemaal|allen|iedereen|elke naam|ze allemaal|(?:de )?hele lijst"
    r"|al (?:de|deze|die) (?:mensen|namen)|alle(?: (?:mensen|namen))?)(?: hier)?"
)
_WITH_REST = rf"(?:{_EVERYBODY}|(?:de )?rest|(?:alle |de )?anderen|alle andere mensen)"
_MAY = r"(?: (?:wel|mag|mogen|moet|moeten|kan|kunnen|er|erin|erbij|in|aan|hoor|dus|graag))*"
_BUT = (
    r"(?:(?:behalven?|behavle|behlave|bhalve|behave)(?: dan)?|exclusief|zonder|uitgezonderd|buiten"
    r"|maar (?:dan )?(?:niet|zonder|geen)|met uitzondering van|min|(?:en |alleen )?niet)"
)
_NOT = r"(?: (?:hoeft|moet|mag|wil ik|liever|dan|er|ook|maar|weer))* (?:niet|uitgezonderd)"
_END = r"(?: (?:aan|erbij|erin|mee|graag|aub|hoor|alsjeblieft|alstublieft|dus))*"
_NAMED = r"(?P<rest>.+?)"
_JOIN = r"(?:\s*[,;:]\s*|\s+)"
ALL_BUT = tuple(
    re.compile(_LEAD + pattern + _END, re.IGNORECASE | re.DOTALL)
    for pattern in (
        rf"{_EVERYBODY}{_MAY}{_JOIN}{_BUT} {_NAMED}(?: niet)?",
        rf"{_EVERYBODY}{_MAY}{_JOIN}op (?!\d+ na){_NAMED} na",
        rf"{_WITH_REST}{_MAY}{_JOIN}(?:(?:alleen|maar|en|behalve|dan) )*{_NAMED}{_NOT}",
        rf"(?:behalve|buiten|uitgezonderd) {_NAMED}{_JOIN}{_EVERYBODY}{_MAY}",
        rf"op (?!\d+ na){_NAMED} na{_JOIN}{_EVERYBODY}{_MAY}",
        rf"{_NAMED}{_NOT}{_JOIN}(?:maar )?{_WITH_REST} wel{_MAY}",
    )
)
"""Everybody but `rest`; the whole line has to say so."""

CLAUSE_ENDS = re.compile(
    r"\s*[,;\n]\s*(?:maar |en )?|\s+maar\s+|(?<=\bwel)\s+en\s+|(?<=\bniet)\s+en\s+", re.IGNORECASE
)
_NOT_WHO = re.compile(
    r"(?:(?:dus|dan|ook|en) )*(?:niet|zonder|behalve|geen) (?P<rest>.+)", re.IGNORECASE
)
_IN = re.compile(
    r"wel (?P<behind>.+)|(?P<before>.+?) (?:ook )?(?:wel|erbij|erin|aan|mee)(?: graag| hoor)?",
    re.IGNORECASE,
)
_BECAUSE = re.compile(r"[\s,;]+(?:want|omdat|aangezien)\s", re.IGNORECASE)

_LAST = frozenset({"uit", "af", "los", "out"})
_EVERYBODY_FIRST = frozenset("alles allemaal allen alle al".split())
_SWITCH = frozenset("zet doe vink haal laat".split())
_COUNTED = frozenset(
    "een twee drie vier vijf zes zeven acht negen tien laatste onderste laatst bovenste".split()
)


def off_words(words: Sequence[str], *, is_denied: bool = True) -> frozenset[str]:
    """The words that leave somebody out, of a part of a line; folded.

    Args:
        words: The words of the part, folded.
        is_denied: Count words such as "niet" too; labels have these more often.
    """
    wanted = OFF_WORDS | NEGATIONS if is_denied else OFF_WORDS
    ends = {words[-1]} if words else set()
    if len(words) > 1 and words[0] in _SWITCH:
        ends.add(words[1])
    return frozenset(wanted.intersection(words) | (_LAST & ends))


def everybody_words(words: Sequence[str]) -> frozenset[str]:
    """The words for everybody in a part of a line; folded.

    They may stand before an exception that is not understood ("iedereen bhlve Kees"), but words
    such as "allemaal" are used anywhere ("het is allemaal te duur").
    """
    return frozenset(word for word in words if word == "iedereen") | (
        _EVERYBODY_FIRST & set(words[:1])
    )


def marked(clause: str) -> tuple[Mark, str]:
    """Whether a clause leaves out or takes in whom it names, and the part that names them."""
    plain = " ".join(clause.strip(" .!").split())
    found = _NOT_WHO.fullmatch(plain)
    if found is not None and not off_words(fold(found["rest"]).split()):
        return "not_who", found["rest"]
    if off := off_words(fold(plain).split()):
        return "who_not", " ".join(word for word in plain.split() if fold(word) not in off)
    if found := _IN.fullmatch(plain):
        return "in", found["behind"] or found["before"]
    return "plain", plain


def without_reason(text: str) -> str:
    """The line without a reason that denies something: it may be about anything."""
    said, *reason = _BECAUSE.split(text, maxsplit=1)
    return said if reason and off_words(fold(text).split()) else text


def names_place(part: str) -> bool:
    """Whether a number is surely a place: "op een na" and "behalve twee" count people."""
    return _COUNTED.isdisjoint(fold(part).split())
