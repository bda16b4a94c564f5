"""Find the name without a surname, so that the bot can ask "alleen Anna?" (R-41).

Careful on purpose: no proposal is better than a wrong one. What is no surname stays: "oom Piet",
"Anna van de kaartclub", "Jan Willem".
"""

import re

from dialogues.reading.name_words import (
    ADDRESS_FORMS,
    DOUBLE_FIRST,
    DOUBLE_SECOND,
    GROUP_FIRST,
    PARTICLES,
    PLACE_WORDS,
    ROLES,
)
from dialogues.reading.normalise import fold

_NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|['’.\-\u0300-\u036f])*")
_INITIAL = re.compile(r"[^\W\d_]\.?")


def without_surname(label: str) -> str | None:
    """Give the label without its surname, or None when it seems to have none."""
    words = _words_of_name(label)
    if len(words) < 2 or fold(words[0]) in GROUP_FIRST:
        return None
    roles = _count_roles(words)
    named = words[roles:]
    is_address = roles > 0 and fold(words[roles - 1]) in ADDRESS_FORMS
    if not named or not _ends_in_surname(named, is_address=is_address):
        return None
    if roles:
        return _after_role(words[:roles], named, is_address=is_address)
    kept = _first_names(named)
    return " ".join(named[:kept]) if kept < len(named) else None


def _words_of_name(label: str) -> list[str]:
    """Give the words before a bracket, without emoji behind them; nothing if other signs occur."""
    words = label.split("(", maxsplit=1)[0].split()
    while words and not any(sign.isalnum() for sign in words[-1]):
        words.pop()
    return words if all(_NAME.fullmatch(word) or _is_particle(word) for word in words) else []


def _is_particle(word: str) -> bool:
    return word.lower().replace("’", "'") in PARTICLES


def _count_roles(words: list[str]) -> int:
    count = 0
    while count < len(words) and fold(words[count]) in ROLES and not _starts_surname(words, count):
        count += 1
    return count


def _starts_surname(words: list[str], place: int) -> bool:
    """Say whether a role word is part of a surname: "mevrouw de Vries", "meneer Bakker"."""
    if place == 0:
        return False
    follows_address = fold(words[place - 1]) in ADDRESS_FORMS
    return _is_particle(words[place]) or (follows_address and words[place][0].isupper())


def _ends_in_surname(named: list[str], *, is_address: bool) -> bool:
    last = named[-1]
    if not last[0].isupper() or _INITIAL.fullmatch(last):
        return False
    return is_address or fold(last) not in PLACE_WORDS | ROLES | GROUP_FIRST


def _after_role(roles: list[str], named: list[str], *, is_address: bool) -> str | None:
    if is_address:
        return " ".join((*roles, f"{named[-1][0]}."))
    kept = _first_names(named)
    return " ".join((*roles, *named[:kept])) if kept < len(named) else None


def _first_names(named: list[str]) -> int:
    """Count the words that are first names; all of them when that is not clear."""
    if not named[0][0].isupper() or _is_particle(named[0]):
        return len(named)
    if len(named) == 1:
        return 1
    second = fold(named[1])
    if second in DOUBLE_SECOND or (fold(named[0]) in DOUBLE_FIRST and second in DOUBLE_FIRST):
        return 2
    # "Anna Jansen", "Piet van der Berg"; "Anna lacht Graag" is something else.
    if all(_is_particle(word) or word[0].isupper() for word in named[1:]):
        return 1
    return len(named)
