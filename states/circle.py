"""The circle: who is where, as facts for a text or a picture.

Rings say how close, quadrants where from; they are independent, and the client chose both
(network circle after Lensink; S2-15 to S2-18). What someone is for ego and what ego means to
someone stand apart and are never weighed (R-20).
"""

from collections.abc import Iterable
from typing import Any

from states.dossier import Alter
from states.scope import Scope

RINGS = ("very_close", "friend", "acquaintance", "service", "unsure")
"""From the inside out; `unsure` is a place of its own."""

QUADRANTS = ("family", "peers", "professionals", "community")

APART = ("missed", "pet", "place", "thing")
"""Kinds that are named beside the people, in a layer of their own."""


def kind_of(scope: Scope, alter: Alter) -> str:
    """The kind of an alter; `person` where nothing else was said."""
    return str(scope.of(alter).value("kind") or "person")


def ring_of(scope: Scope, alter: Alter) -> str:
    """The ring that the client chose; `unsure` where none was chosen."""
    return str(scope.of(alter).value("ring") or "unsure")


def _labels(alters: Iterable[Alter]) -> list[str]:
    return [alter.label for alter in alters]


def _quadrants(scope: Scope, alters: list[Alter]) -> list[dict[str, Any]]:
    groups = []
    for quadrant in (*QUADRANTS, None):
        here = [a for a in alters if scope.of(a).value("quadrant") == quadrant]
        if here:
            title = scope.value_label("quadrant", quadrant) if quadrant else None
            groups.append({"title": title, "names": _labels(here)})
    return groups


def circle_view(scope: Scope) -> dict[str, Any]:
    """Rings from the inside out, each with its quadrants and names; only what there is.

    `supports` are those who are there for ego, `means_to` those to whom ego means something,
    `nothing_now` tells that ego said "none at the moment, and that is fine". `apart` has the
    animals, places, things and missed people by kind. An empty circle is a full answer (R-04).
    """
    alters = scope.dossier.alters
    people = [a for a in alters if kind_of(scope, a) not in APART]
    rings = []
    for ring in RINGS:
        here = [a for a in people if ring_of(scope, a) == ring]
        if here:
            groups = _quadrants(scope, here)
            rings.append({"title": scope.value_label("ring", ring), "groups": groups})
    return {
        "rings": rings,
        "supports": _labels(a for a in alters if scope.of(a).value("supports") is True),
        "means_to": _labels(a for a in alters if scope.of(a).value("means_something_to") is True),
        "nothing_now": scope.value("means_nothing_now") is True,
        "pleasant": _labels(a for a in alters if scope.of(a).value("pleasant") is True),
        "apart": _apart(scope, alters),
        "is_empty": not alters,
    }


def _apart(scope: Scope, alters: list[Alter]) -> list[dict[str, Any]]:
    groups = []
    for kind in APART:
        names = _labels(a for a in alters if kind_of(scope, a) == kind)
        if names:
            groups.append({"title": scope.value_label("kind", kind), "names": names})
    return groups


def marks_view(scope: Scope) -> list[dict[str, Any]]:
    """Contacts that are not good for ego, with what the client said; only by a second choice."""
    return [
        {"name": alter.label, "feel": scope.value_label("feel", str(feel))}
        for alter in scope.dossier.alters
        if (feel := scope.of(alter).value("feel")) not in (None, "good", "mixed")
    ]


BLOCKING_FEEL = ("makes_worse", "unsafe")
BLOCKING_WISH = ("less", "stop")


def is_blocked(scope: Scope, alter: Alter) -> bool:
    """Whether nothing may ever be suggested with this alter (R-10).

    That is so for a contact that makes things worse or is not safe, that should not be contacted,
    with which the client wants less or nothing, or of which something is private.
    """
    there = scope.of(alter)
    return (
        there.value("feel") in (*BLOCKING_FEEL, "costs_energy", "not_good")
        or there.value("do_not_contact") is True
        or there.value("wish_with") in BLOCKING_WISH
        or any(answer.private for answer in alter.answers.values())
    )
