"""Routes of the organisation file for a carer: help that is not the people of their own (R-46).

Each list goes by the kinds of routes, in an order of its own; what was looked at comes last. An
organisation without a route of a kind has shorter lists.
"""

from collections.abc import Sequence

from states.neighbourhood import never_shown
from states.scope import Scope

RELIEF = ("respite", "volunteer", "buddy")
"""Kinds by which somebody takes over for a while."""

PERSON = ("phone_line", "worker", "independent_supporter", "peers")
"""Kinds by which one talks to a person."""

NEAR = ("desk", "neighbour_help", "buddy")
"""Kinds of help near by that ask nothing of the carer, such as a part in a circle of exchange."""

TASKS = ("volunteer", "buddy", "exchange_circle", "matching", "desk", "independent_supporter")
"""Kinds by which somebody does a task."""

BY_STEP = {"phone_line": ("phone_line",), "peers": ("peers",), "worker": ("worker", "desk")}
"""What goes with a small step of the third conversation (C3.4)."""


def respite_routes(scope: Scope) -> list[str]:
    """Routes by which somebody takes over for a while."""
    return _of_kinds(scope, RELIEF)


def person_routes(scope: Scope) -> list[str]:
    """Routes to a person to talk to."""
    return _of_kinds(scope, PERSON)


def near_routes(scope: Scope) -> list[str]:
    """Routes to help near by, for who needs rest and no further task."""
    return _of_kinds(scope, NEAR)


def listening_routes(scope: Scope) -> list[str]:
    """Routes to somebody who listens: those of the chosen step before the others."""
    chosen = BY_STEP.get(str(scope.value("listening_step")), ())
    return _of_kinds(scope, (*chosen, *PERSON, "buddy"))


def task_routes(scope: Scope) -> list[str]:
    """Routes to somebody who does a task; time off first where it cannot go on much longer."""
    if not_much_longer(scope):
        return _of_kinds(scope, (*RELIEF, *TASKS))
    return _of_kinds(scope, (*TASKS, "respite"))


def help_first(scope: Scope) -> list[str]:
    """The order of "who could help": others before the own people where it cannot go on (R-46)."""
    return ["professional"] if not_much_longer(scope) else []


def not_much_longer(scope: Scope) -> bool:
    """Whether the carer said that it cannot go on like this for much longer.

    What was tapped counts; where it was said in own words, that relief was offered because of them.
    """
    told = scope.value("keep_going")
    return scope.value("relief_offered") is True if told is None else told == "not_much_longer"


def _of_kinds(scope: Scope, kinds: Sequence[str]) -> list[str]:
    seen = scope.value("chosen_routes")
    looked_at = seen if isinstance(seen, list) else []
    routes, left_out = scope.content.organisation.routes, never_shown(scope)
    there = [kind for kind in dict.fromkeys(kinds) if kind not in left_out]
    found = [route.id for kind in there for route in routes if route.kind == kind]
    return sorted(found, key=lambda name: name in looked_at)
