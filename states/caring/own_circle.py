"""People of the one side who may be named on the other, by the client's own choice.

Nothing comes over by itself, and what comes is a name and whether it is a person, a group or a
volunteer: no answer. The two sides stay apart (`states.sides`; decisions, 3).
"""

from states.dossier import Alter
from states.harm import is_blocked
from states.pictures.chart import APART
from states.scope import Scope
from states.sides import other, seen_from


def other_side_names(scope: Scope) -> list[str]:
    """Ids of those on the other side who may be named here too, in the order of naming.

    Not who is on the list here already, and nobody who is blocked: naming them is then the
    client's alone (R-10). Animals, places, things and those who are missed do no tasks.
    """
    hidden = scope.dossier.other_side
    if hidden is None or not hidden.alters:
        return []
    there = seen_from(scope, other(scope.dossier.side))
    called = {alter.label.casefold() for alter in scope.dossier.alters}
    return [
        alter.id
        for alter in there.dossier.alters
        if alter.label.casefold() not in called
        and there.of(alter).value("kind") not in APART
        and not is_blocked(there, alter)
    ]


def other_side_labels(scope: Scope) -> dict[str, dict[str, str]]:
    """How each alter of the other side is called, by id."""
    hidden = scope.dossier.other_side
    return {alter.id: {"title": alter.label} for alter in hidden.alters} if hidden else {}


def bring_over(scope: Scope, chosen: list[str], prompt: str) -> list[str]:
    """Name on this side who was chosen of the other one; gives the labels.

    Args:
        scope: Where the client stands.
        chosen: Ids of the other side; those that may not be named here are left.
        prompt: The question that brought the names.
    """
    may_come = set(other_side_names(scope))
    hidden = scope.dossier.other_side
    alters = hidden.alters if hidden is not None else []
    # One name once: two of the other side may be called the same.
    coming = {a.label.casefold(): a for a in alters if a.id in chosen and a.id in may_come}
    for alter in coming.values():
        _name_here(scope, alter, prompt)
    return [alter.label for alter in coming.values()]


def _name_here(scope: Scope, alter: Alter, prompt: str) -> None:
    fresh = scope.dossier.add_alter(alter.label, prompt, scope.day)
    kind = alter.answers.get("kind")
    if kind is not None and kind.status == "answered":
        scope.of(fresh).write("kind", kind.value)
