"""Whom a task may be proposed to, and whom never (R-10, R-47).

Somebody may stand on the list twice, named at two questions or on both sides of one person. What
was said of one then holds for whoever is called the same: a child stays a child (S3-16).
"""

from collections.abc import Iterator

from states.dossier import Alter
from states.harm import is_blocked
from states.pictures.chart import APART
from states.scope import Scope
from states.sides import other, seen_from

NAMED_TO_ASK = frozenset({"people_new", "bring_names"})
"""Questions that bring the names of those who might be asked (`carer_practical`)."""


def may_take_task(scope: Scope) -> bool:
    """Whether one small task may be proposed to the alter at hand.

    Never to a contact that is not good or from whom something is kept, to a child, to who is
    cared for, or to an animal, a place, a thing or somebody who is missed.
    """
    alter = scope.alter
    if alter is None or scope.value("kind") in APART:
        return False
    here = [one for one in scope.dossier.alters if _is_called_as(one, alter)]
    if any(is_blocked(scope, one) for one in here):
        return False
    return not (is_child(scope, alter) or _is_said(scope, alter, "cared_for"))


def is_child(scope: Scope, alter: Alter) -> bool:
    """Whether the client said of this alter, or of one with the same name, that it is a child."""
    return _is_said(scope, alter, "is_child")


def was_named_to_be_asked(scope: Scope) -> bool:
    """Whether the alter at hand was named just to be asked, so that its age is asked for.

    Of those who help it is asked in the second conversation (R-47).
    """
    alter = scope.alter
    is_new = alter is not None and not NAMED_TO_ASK.isdisjoint(alter.prompts[:1])
    return is_new and scope.value("kind") not in APART


def has_child_helper(scope: Scope) -> bool:
    """Whether a child is among those on this side."""
    return any(scope.of(alter).value("is_child") is True for alter in scope.dossier.alters)


def _is_said(scope: Scope, alter: Alter, flag: str) -> bool:
    return any(one.value(flag) is True for one in _all_called_as(scope, alter))


def _all_called_as(scope: Scope, alter: Alter) -> Iterator[Scope]:
    """The alter and whoever has the same name, on both sides."""
    yield from (scope.of(one) for one in scope.dossier.alters if _is_called_as(one, alter))
    hidden = scope.dossier.other_side
    if hidden is not None and any(_is_called_as(one, alter) for one in hidden.alters):
        there = seen_from(scope, other(scope.dossier.side))
        yield from (there.of(one) for one in there.dossier.alters if _is_called_as(one, alter))


def _is_called_as(one: Alter, alter: Alter) -> bool:
    return one.label.casefold() == alter.label.casefold()
