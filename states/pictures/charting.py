"""From the dossier to a chart: who is in a picture, and what is told of each."""

from collections.abc import Callable, Mapping
from functools import partial

from states.caring.charting import care_before_now_chart, care_chart
from states.dossier import Alter
from states.harm import is_not_good
from states.pictures.chart import UNSURE, Chart, Person
from states.plans.charting import plan_chart
from states.returning.comparing import then_and_now
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


def before_now_chart(scope: Scope) -> Chart:
    """The circle of then beside that of now; of now alone where none of a former day was kept."""
    return then_and_now(scope, circle_chart(scope), "before_now")


def circle_of(scope: Scope, shown: Mapping[str, str]) -> Chart:
    """The circle of some alters.

    Args:
        scope: The client.
        shown: How each of them is to be called, by the id of the alter.
    """
    people = [
        _in_circle(scope.of(alter), alter.id, shown[alter.id])
        for alter in scope.dossier.alters
        if alter.id in shown
    ]
    return Chart("circle", tuple(people))


def circle_for_others(scope: Scope, shown: Mapping[str, str]) -> Chart:
    """The same for somebody else's eyes: nothing that was said in private (R-13).

    Their ids count from one, so that they do not tell how many others were named.
    """
    alters = [alter for alter in scope.dossier.alters if alter.id in shown]
    people = [
        _in_circle(scope.of(alter), f"p{number}", shown[alter.id], for_others=True)
        for number, alter in enumerate(alters, 1)
    ]
    return Chart("circle", tuple(people))


def code_of(there: Scope, name: str, *, for_others: bool = False) -> str | None:
    """The code that was chosen; None where none was, or none that the codebook knows."""
    answer = there.answer(name)
    if answer is None or (for_others and answer.private):
        return None
    value = there.value(name)
    return value if isinstance(value, str) and value in _codes(there, name) else None


def _codes(there: Scope, name: str) -> tuple[str, ...]:
    codebook = there.content.codebook
    return codebook.codes(name) if name in codebook.variables else ()


def _in_circle(there: Scope, number: str, label: str, *, for_others: bool = False) -> Person:
    return Person(
        id=number,
        label=label,
        kind=code_of(there, "kind", for_others=for_others) or "person",
        ring=code_of(there, "ring", for_others=for_others) or UNSURE,
        quadrant=code_of(there, "quadrant", for_others=for_others),
    )


def _in_ecogram(there: Scope, alter: Alter, *, private: bool) -> Person:
    gets = there.value("gets")
    known = _codes(there, "gets")
    return Person(
        id=alter.id,
        label=alter.label,
        kind=code_of(there, "kind") or "person",
        ring=code_of(there, "ring") or UNSURE,
        gets=tuple(code for code in known if code in gets) if isinstance(gets, list) else (),
        supports=there.value("supports") is True,
        means_to=there.value("means_something_to") is True or there.has_answer("means_to_other"),
        not_good=private and is_not_good(there),
    )


CHARTS: Mapping[str, Callable[[Scope], Chart]] = {
    "circle": circle_chart,
    "ecogram": ecogram_chart,
    "ecogram_private": partial(ecogram_chart, private=True),
    "care": care_chart,
    "care_before_now": care_before_now_chart,
    "before_now": before_now_chart,
    "plan": plan_chart,
}
"""The pictures that a step may show, by the name of its view."""
