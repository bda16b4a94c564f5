"""What a client chose to show to somebody: parts, people, and how each is called.

All is off at first. Contacts that are not good are not offered here, whoever asks (R-10, R-13).
"""

from states.dossier import Alter
from states.pictures.chart import NOT_GOOD
from states.scope import Scope

PARTS = ("likes", "wishes", "request", "map", "between", "now")
"""The parts of a summary, in reading order."""


def chosen_parts(scope: Scope) -> list[str]:
    """The parts that are on, in reading order."""
    value = scope.value("parts")
    chosen = set(value) if isinstance(value, list) else set()
    return [part for part in PARTS if part in chosen]


def chosen_people(scope: Scope) -> dict[str, str]:
    """How each alter that is on is called, by id, in the order of naming."""
    value = scope.value("parts_people")
    chosen = set(value) if isinstance(value, list) else set()
    alters = [a for a in scope.dossier.alters if a.id in chosen and may_be_shown(scope, a)]
    letters = _letters(alters)
    return {alter.id: _called(scope, alter, letters[alter.id]) for alter in alters}


def may_be_shown(scope: Scope, alter: Alter) -> bool:
    """Whether an alter may be in a summary at all."""
    there = scope.of(alter)
    return there.value("feel") not in NOT_GOOD and there.value("do_not_contact") is not True


def _called(scope: Scope, alter: Alter, letter: str) -> str:
    """The name, the nickname or the letter; without any choice the letter, which tells least."""
    how = scope.value("parts_names")
    if how == "one_by_one":
        how = scope.of(alter).value("shown_as")
    if how in ("name", "names"):
        return alter.label
    nickname = scope.of(alter).value("nickname") if how == "nickname" else None
    return str(nickname) if nickname else letter


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
    return next((sign.upper() for sign in label if sign.isalpha()), "X")
