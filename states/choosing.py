"""What a client chose to show to somebody: parts, people, and how each is called.

All is off at first. Contacts that are not good are not offered here, whoever asks (R-10, R-13).
"""

from collections.abc import Callable, Mapping

from states.dossier import Alter
from states.harm import may_be_shown
from states.naming import names_any, writing
from states.scope import Scope

PARTS = (
    *("likes", "wishes", "request", "plan", "map"),
    *("care", "between", "now", "thoughts", "talk"),
)
"""The parts of a summary, in reading order."""

WITH_PEOPLE = frozenset({"wishes", "plan", "map", "care", "between"})
"""Parts that show people."""


def chosen_parts(scope: Scope) -> list[str]:
    """The parts that are on, in reading order."""
    value = scope.value("parts")
    chosen = set(value) if isinstance(value, list) else set()
    return [part for part in PARTS if part in chosen]


def asks_for_people(scope: Scope) -> bool:
    """Whether a part is on that shows people, so that whom to show is asked."""
    return bool(WITH_PEOPLE.intersection(chosen_parts(scope)))


def chosen_people(scope: Scope) -> dict[str, str]:
    """How each alter that is on is called, by id, in the order of naming."""
    value = scope.value("parts_people")
    chosen = set(value) if isinstance(value, list) else set()
    alters = [a for a in scope.dossier.alters if a.id in chosen and may_be_shown(scope, a)]
    letters = _letters(alters)
    return {alter.id: _called(scope, alter, letters[alter.id]) for alter in alters}


def _called(scope: Scope, alter: Alter, letter: str) -> str:
    """The name, the nickname or the letter; without any choice the letter, which tells least."""
    how = scope.value("parts_names")
    if how == "one_by_one":
        how = scope.of(alter).value("shown_as")
    if how in ("name", "names"):
        return alter.label
    nickname = scope.of(alter).value("nickname") if how == "nickname" else None
    return str(nickname) if nickname else letter


Tell = Callable[[str], str | None]


def own_words(scope: Scope) -> Tell:
    """What gives words of the client as somebody else may read them; None where they stay out.

    Who is shown by a letter or a nickname is so in them too. Words that name somebody with whom
    contact is not good stay out: they tell of it (R-13).
    """
    avoided = [a.label for a in scope.dossier.alters if not may_be_shown(scope, a)]
    tells_of, as_shown = names_any(avoided), as_called(scope, chosen_people(scope))
    return lambda words: None if tells_of(words) else as_shown(words)


def as_called(scope: Scope, shown: Mapping[str, str]) -> Callable[[str], str]:
    """What writes the names of those who are shown, by id, as they are called there."""
    return writing(
        (alter.label, shown[alter.id])
        for alter in scope.dossier.alters
        if shown.get(alter.id, alter.label) != alter.label and may_be_shown(scope, alter)
    )


def _letters(alters: list[Alter]) -> dict[str, str]:
    """The first letter of each name, with a number where two have the same one."""
    firsts = {alter.id: _first(alter.label) for alter in alters}
    letters, seen = {}, dict.fromkeys(firsts.values(), 0)
    for name, first in firsts.items():
        seen[first] += 1
        is_single = list(firsts.values()).count(first) == 1
        letters[name] = first if is_single else f"{first}{seen[first]}"
    return letters


def _first(label: str) -> str:
    """The first letter of the name: of what has a capital, else of the last word."""
    parts = [part for part in label.split() if any(sign.isalpha() for sign in part)]
    named = next((part for part in parts if part[0].isupper()), parts[-1] if parts else "X")
    return next(sign.upper()[:1] for sign in named if sign.isalpha())
