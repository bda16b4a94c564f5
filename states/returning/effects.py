"""What an option may do to the dossier here (`states.effects`)."""

from collections.abc import Callable, Mapping

from states.entries import forget_drafts
from states.pictures.charting import code_of
from states.returning.comparing import CHOSEN, MISSED
from states.returning.present import keep_map
from states.returning.versions import forget_all, read
from states.scope import Scope

TO_REMOVE = "to_remove"
"""Alters that go off the map once the client said yes to that (R-32)."""

OF_ALTERS = ("alters", "groups")
"""Types of variables that hold ids of alters."""


def forget_versions(scope: Scope) -> None:
    """Drop all earlier versions of this side."""
    forget_all(scope.dossier)
    scope.forget(CHOSEN)


def choose_version(scope: Scope) -> None:
    """Compare with the version that was tapped last, and with no other."""
    value = scope.value(CHOSEN)
    if isinstance(value, list):
        scope.write(CHOSEN, value[-1:])


def begin_anew(scope: Scope) -> None:
    """Take everybody off the map, because the client said so; the map of now is kept first."""
    keep_map(scope)
    forget_drafts(scope, [alter.label for alter in scope.dossier.alters])
    scope.dossier.alters = []
    variables = scope.content.codebook.variables
    for there in (scope, *(scope.on(entry) for entry in scope.dossier.entries)):
        answers = there.dossier.ego if there.entry is None else there.entry.answers
        for name in list(answers):
            if name in variables and variables[name].type in OF_ALTERS:
                there.forget(name)


def mark_to_remove(scope: Scope) -> None:
    """Note that the alter at hand goes off the map, once the client says yes to all of them."""
    if scope.alter is not None:
        scope.write(TO_REMOVE, [*_others_to_remove(scope), scope.alter.id])


def keep_on_map(scope: Scope) -> None:
    """Leave the alter at hand as it was before this visit, also if the client said otherwise."""
    move_to_missed(scope)
    if scope.alter is None or code_of(scope, "kind") != MISSED or not scope.dossier.maps:
        return
    kinds = {person.id: person.kind for person in read(scope.dossier.maps[-1]).people}
    before = kinds.get(scope.alter.id, MISSED)
    if before == "person":
        scope.forget("kind")
    elif before != MISSED:
        scope.write("kind", before)


def move_to_missed(scope: Scope) -> None:
    """Take the alter at hand off those who go; that it is missed is an answer of its own."""
    if _others_to_remove(scope):
        scope.write(TO_REMOVE, _others_to_remove(scope))
    else:
        scope.forget(TO_REMOVE)


def _others_to_remove(scope: Scope) -> list[str]:
    value = scope.value(TO_REMOVE)
    here = scope.alter.id if scope.alter is not None else ""
    return [name for name in value if name != here] if isinstance(value, list) else []


EFFECTS: Mapping[str, Callable[[Scope], None]] = {
    "keep_version": keep_map,
    "choose_version": choose_version,
    "forget_versions": forget_versions,
    "begin_anew": begin_anew,
    "mark_to_remove": mark_to_remove,
    "keep_on_map": keep_on_map,
    "move_to_missed": move_to_missed,
}
