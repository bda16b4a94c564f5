"""The circle and the ecogram in words: the same facts as their pictures, for every reader (R-45).

Each view is made of the chart that its picture is drawn from. What someone is for ego and what
ego means to someone stand apart and are never weighed (R-20).
"""

from typing import Any

from states.harm import is_not_good
from states.pictures.chart import APART, NOT_GOOD, QUADRANTS, RINGS, UNSURE, Chart, Person
from states.pictures.charting import circle_chart, ecogram_chart
from states.scope import Scope
from states.screen import TextKey


def named(person: Person) -> Any:  # noqa: ANN401 - a name, or a text with it
    """A name, with what it is where that is no person."""
    if person.kind == "person":
        return person.label
    kind = TextKey(f"_shared/value_kind_{person.kind}")
    return TextKey("_shared/alter_label_kind", {"name": person.label, "kind": kind})


def circle_view(scope: Scope) -> dict[str, Any]:
    """Rings from the inside out, each with its quadrants and names; only what there is.

    An empty circle is a full answer (R-04).
    """
    return circle_words(circle_chart(scope))


def circle_words(chart: Chart) -> dict[str, Any]:
    """The words for a chart of a circle.

    Animals, places, things and those who are missed stand under a title of their own where they
    have no ring: nobody is to feel that they forgot to give them one.
    """
    sections = [(f"codebook/ring__{ring}", _in_ring(chart, ring)) for ring in RINGS]
    without = _in_ring(chart, UNSURE)
    sections.append((f"codebook/ring__{UNSURE}", [p for p in without if p.kind not in APART]))
    sections += [(f"codebook/kind__{k}", [p for p in without if p.kind == k]) for k in APART]
    rings = [{"title": TextKey(key), "groups": _groups(here)} for key, here in sections if here]
    return {"rings": rings, "is_empty": not chart.people}


def _in_ring(chart: Chart, ring: str) -> list[Person]:
    return [person for person in chart.people if person.ring == ring]


def _groups(people: list[Person]) -> list[dict[str, Any]]:
    groups = []
    for quadrant in (*QUADRANTS, None):
        here = [person for person in people if person.quadrant == quadrant]
        names = [_called(person) for person in here]
        title = TextKey(f"codebook/quadrant__{quadrant}") if quadrant else None
        if names:
            groups.append({"title": title, "names": names})
    return groups


def _called(person: Person) -> Any:  # noqa: ANN401 - as above
    """A name; what it is where the title above does not say that."""
    is_told = person.kind in APART and person.ring == UNSURE
    return person.label if is_told else named(person)


def ecogram_view(scope: Scope) -> dict[str, Any]:
    """What comes in from each and what goes out, in the order of naming."""
    return ecogram_words(ecogram_chart(scope))


def private_ecogram_view(scope: Scope) -> dict[str, Any]:
    """The same with the contacts that are not good, for the client's own eyes (R-13)."""
    return ecogram_words(ecogram_chart(scope, private=True))


def ecogram_words(chart: Chart) -> dict[str, Any]:
    """The words for a chart of an ecogram."""
    return {"people": [_one(person) for person in chart.people], "is_empty": not chart.people}


def _one(person: Person) -> dict[str, Any]:
    return {
        "name": named(person),
        "ring": TextKey(f"codebook/ring__{person.ring}"),
        "comes_in": person.comes_in,
        "gets": [TextKey(f"codebook/gets__{code}") for code in person.gets],
        "means_to": person.means_to,
        "not_good": person.not_good,
    }


TWINS = {
    "circle": "circle",
    "ecogram": "ecogram",
    "ecogram_private": "private_ecogram",
    "care": "care",
    "care_before_now": "care_before_now",
    "before_now": "before_now",
    "plan": "plan",
}
"""The view that says in words what a picture shows (R-45)."""


def marks_view(scope: Scope) -> list[dict[str, Any]]:
    """Contacts that are not good for ego, with what the client said; only by a second choice."""
    return [
        {"name": alter.label, "feel": scope.value_label("feel", _feel(scope.of(alter)))}
        for alter in scope.dossier.alters
        if is_not_good(scope.of(alter))
    ]


def _feel(there: Scope) -> str:
    """How it feels; where only that was said, that it is not good."""
    feel = there.value("feel")
    return feel if isinstance(feel, str) and feel in NOT_GOOD else "not_good"
