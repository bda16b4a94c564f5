"""From the dossier to a chart: who is in a picture, and what is told of each."""

from collections.abc import Callable, Mapping
from functools import partial

from states.dossier import Alter
from states.pictures.chart import NOT_GOOD, UNSURE, Chart, Person
from states.scope import Scope


def circle_chart(scope: Scope) -> Chart:
    """The circle of everybody: who is where. An empty one is a full answer (R-04)."""
    return circle_of(scope, {alter.id: alter.label for alter in scope.dossier.alters})


def ecogram_chart(scope: Scope, *, private: bool = False) -> Chart:
    """The ecogram of everybody: what comes in from each, and what goes out.

    Contacts that are not good are marked in the `private` version only (R-13).
    """
    people = tuple(
        _in_ecogram(scope.of(alter), alter, private=private) for alter in scope.dossier.alters
    )
    return Chart("ecogram", people, is_private=private)


def circle_of(scope: Scope, shown: Mapping[str, str], *, for_others: bool = False) -> Chart:
    """The circle of some alters.

    Args:
        scope: The client.
        shown: How each of them is to be called, by the id of the alter.
        for_others: Whether somebody else may read it: what was said in private stays out (R-13).
    """
    people = tuple(
        _in_circle(scope.of(alter), alter, shown[alter.id], for_others=for_others)
        for alter in scope.dossier.alters
        if alter.id in shown
    )
    return Chart("circle", people)


def _in_circle(there: Scope, alter: Alter, label: str, *, for_others: bool) -> Person:
    def value(name: str) -> str | None:
        answer = there.answer(name)
        is_told = answer is not None and not (for_others and answer.private)
        found = there.value(name) if is_told else None
        return str(found) if found is not None else None

    return Person(
        id=alter.id,
        label=label,
        kind=value("kind") or "person",
        ring=value("ring") or UNSURE,
        quadrant=value("quadrant"),
    )


def _in_ecogram(there: Scope, alter: Alter, *, private: bool) -> Person:
    gets = there.value("gets")
    return Person(
        id=alter.id,
        label=alter.label,
        kind=str(there.value("kind") or "person"),
        ring=str(there.value("ring") or UNSURE),
        gets=tuple(gets) if isinstance(gets, list) else (),
        supports=there.value("supports") is True,
        means_to=there.value("means_something_to") is True or there.has_answer("means_to_other"),
        not_good=private and there.value("feel") in NOT_GOOD,
    )


CHARTS: Mapping[str, Callable[[Scope], Chart]] = {
    "circle": circle_chart,
    "ecogram": ecogram_chart,
    "ecogram_private": partial(ecogram_chart, private=True),
}
"""The pictures that a step may show, by the name of its view."""
