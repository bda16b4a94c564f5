"""What is in a picture: facts on alters, and nothing of how they are drawn.

A picture, its text twin and its place in a document are made of the same chart, so they say the
same (R-45). It is small enough to wait in the outbox until it is drawn.

Rings say how close, quadrants where from; they are independent, and the client chose both
(network circle after Lensink; S2-15 to S2-18). What comes in and what goes out stand apart and
are never weighed (R-20).
"""

from collections.abc import Iterable
from typing import Literal

import msgspec

from states.dossier import Alter
from states.scope import Scope

RINGS = ("very_close", "friend", "acquaintance", "service")
"""From the inside out."""

UNSURE = "unsure"
"""In the place of a ring: none was chosen yet."""

QUADRANTS = ("family", "peers", "professionals", "community")

NOT_GOOD = ("not_good", "costs_energy", "makes_worse", "unsafe")
"""What the client may have said of a contact that is not good; for their own eyes only (R-13)."""

View = Literal["circle", "ecogram"]


class Person(msgspec.Struct, frozen=True, omit_defaults=True):
    """One alter in a picture: a person, group, animal, place or thing, or someone who is missed.

    Attributes:
        id: Id of the alter.
        label: As the client named it, or as the client wants it shown to somebody.
        kind: A code of the variable `kind`.
        ring: One of `RINGS`, or `unsure`.
        quadrant: One of `QUADRANTS`; None where it is not known.
        gets: Codes of `gets`: what comes in, by kind.
        supports: Whether this alter is there for ego.
        means_to: Whether ego means something to this alter.
        not_good: Whether the contact is not good for ego; only in the private version.
    """

    id: str
    label: str
    kind: str = "person"
    ring: str = UNSURE
    quadrant: str | None = None
    gets: tuple[str, ...] = ()
    supports: bool = False
    means_to: bool = False
    not_good: bool = False

    @property
    def comes_in(self) -> bool:
        """Whether something comes from this alter to ego."""
        return self.supports or bool(self.gets)

    def __repr__(self) -> str:
        """Say nothing of the content."""
        return f"Person({self.id})"


class Chart(msgspec.Struct, frozen=True):
    """All that one picture shows, in the order of naming."""

    view: View
    people: tuple[Person, ...]

    def __repr__(self) -> str:
        """Say nothing of the content."""
        return f"Chart({self.view})"


def kind_of(scope: Scope, alter: Alter) -> str:
    """The kind of an alter; `person` where nothing else was said."""
    return str(scope.of(alter).value("kind") or "person")


def ring_of(scope: Scope, alter: Alter) -> str:
    """The ring that the client chose; `unsure` where none was chosen."""
    return str(scope.of(alter).value("ring") or UNSURE)


def quadrant_of(scope: Scope, alter: Alter) -> str | None:
    """Where the client knows an alter from; None where that is not known."""
    found = scope.of(alter).value("quadrant")
    return str(found) if found is not None else None


def circle_chart(scope: Scope, alters: Iterable[Alter] | None = None) -> Chart:
    """The circle: who is where. An empty one is a full answer (R-04)."""
    shown = scope.dossier.alters if alters is None else alters
    return Chart("circle", tuple(_in_circle(scope, alter) for alter in shown))


def ecogram_chart(
    scope: Scope, alters: Iterable[Alter] | None = None, *, private: bool = False
) -> Chart:
    """The ecogram: what comes in from each, and what goes out.

    Contacts that are not good are marked in the `private` version only (R-13).
    """
    shown = scope.dossier.alters if alters is None else alters
    return Chart("ecogram", tuple(_in_ecogram(scope, a, private=private) for a in shown))


def _in_circle(scope: Scope, alter: Alter) -> Person:
    return Person(
        id=alter.id,
        label=alter.label,
        kind=kind_of(scope, alter),
        ring=ring_of(scope, alter),
        quadrant=quadrant_of(scope, alter),
    )


def _in_ecogram(scope: Scope, alter: Alter, *, private: bool) -> Person:
    there = scope.of(alter)
    gets = there.value("gets")
    return Person(
        id=alter.id,
        label=alter.label,
        kind=kind_of(scope, alter),
        ring=ring_of(scope, alter),
        gets=tuple(gets) if isinstance(gets, list) else (),
        supports=there.value("supports") is True,
        means_to=there.value("means_something_to") is True or there.has_answer("means_to_other"),
        not_good=private and there.value("feel") in NOT_GOOD,
    )
