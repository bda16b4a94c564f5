"""What is in a picture: facts on alters, and nothing of how they are drawn.

A picture, its text twin and its place in a document are made of the same chart, so they say the
same (R-45). It is small enough to wait in the outbox until it is drawn.

Rings say how close, quadrants where from; they are independent, and the client chose both
(network circle after Lensink; S2-15 to S2-18). What comes in and what goes out stand apart and
are never weighed (R-20).
"""

from typing import Literal

import msgspec

RINGS = ("very_close", "friend", "acquaintance", "service")
"""From the inside out."""

UNSURE = "unsure"
"""In the place of a ring: none was chosen yet."""

QUADRANTS = ("family", "peers", "professionals", "community")

APART = ("missed", "pet", "place", "thing")
"""Kinds that are named beside the people; they have a place in any ring all the same (R-08)."""

NOT_GOOD = ("not_good", "costs_energy", "makes_worse", "unsafe")
"""What the client may have said of a contact that is not good; for their own eyes only (R-13)."""

CHANGES = ("new", "closer", "further", "other", "same", "gone")
"""What changed for somebody between two versions: in words, and never good or bad (R-25)."""

View = Literal["circle", "ecogram", "before_now", "care", "care_before_now", "plan"]


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
        tasks: Codes of `care_tasks`: what this alter does in the care.
        often: A code of `care_often`, or None.
        listens: Whether this alter listens to the carer.
        takes_over: Whether this alter takes over, so that the carer has time off.
        cared_for: Whether this is who the carer cares for.
        change: One of `CHANGES` between two versions; None where there is one version only.
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
    tasks: tuple[str, ...] = ()
    often: str | None = None
    listens: bool = False
    takes_over: bool = False
    cared_for: bool = False
    change: str | None = None

    @property
    def comes_in(self) -> bool:
        """Whether something comes from this alter to ego."""
        return self.supports or bool(self.gets)

    def __repr__(self) -> str:
        """Say nothing of the content."""
        return f"Person({self.id})"


class PlanStep(msgspec.Struct, frozen=True, omit_defaults=True):
    """One step of a plan, in words that are ready to be drawn; empty where nothing was said.

    `by` is a code of `plan_by`, `people` are names.
    """

    what: str
    small: str = ""
    by: str = ""
    when: str = ""
    then: str = ""
    people: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """Say nothing of the content."""
        return "PlanStep()"


class Chart(msgspec.Struct, frozen=True, omit_defaults=True):
    """All that one picture shows, in the order of naming.

    Attributes:
        view: What kind of picture it is.
        people: Who is in it, as it is now.
        is_private: Whether it shows what is for the client's own eyes.
        before: Who was in it at the earlier version, with the same ids.
        days: ISO dates of the earlier and the present version.
        steps: The steps of a plan, three at most (R-23).
    """

    view: View
    people: tuple[Person, ...] = ()
    is_private: bool = False
    before: tuple[Person, ...] = ()
    days: tuple[str, ...] = ()
    steps: tuple[PlanStep, ...] = ()

    def __repr__(self) -> str:
        """Say nothing of the content."""
        return f"Chart({self.view})"
