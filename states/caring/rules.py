"""Named rules on the care for content (`states.rules`)."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from states.caring.charting import care_for_others
from states.caring.helpers import has_many_helpers, helpers_asked
from states.caring.own_circle import other_side_labels, other_side_names
from states.caring.routes import (
    help_first,
    listening_routes,
    near_routes,
    not_much_longer,
    person_routes,
    respite_routes,
    task_routes,
)
from states.caring.tasks import has_child_helper, may_take_task, was_named_to_be_asked
from states.caring.words import care_before_now_view, care_view
from states.days import local_day
from states.scope import Scope
from states.screen import TextKey

CHILDREN_LINE = "children_line"
"""The id of the line for children, which every organisation's file has."""

TALKS = "carer_talks"
"""The codebook list of the five conversations (S3-07)."""


def talks_left(scope: Scope) -> list[str]:
    """The conversations that were not had yet, in their order."""
    done = scope.value("carer_done")
    had = done if isinstance(done, list) else []
    return [item.id for item in scope.content.codebook.lists[TALKS] if item.id not in had]


def care_says_something(scope: Scope) -> bool:
    """Whether the part on care has something for a summary: an own line, or somebody's share."""
    variables = scope.content.codebook.variables
    own = [
        answer
        for name, answer in scope.dossier.ego.items()
        if name in variables
        and variables[name].block == "care"
        and answer.status == "answered"
        and answer.value
        and not answer.private
    ]
    named = {alter.id: alter.label for alter in scope.dossier.alters}
    return bool(own) or bool(care_for_others(scope, named).people)


def asking_view(scope: Scope) -> dict[str, Any]:
    """What the alter at hand could be asked, for the sentence; the other tasks where none is.

    Returns:
        `tasks`: labels of tasks; empty where none was chosen. `for_whom`: who is cared for.
    """
    chosen = scope.value("could_take") if scope.alter is not None else None
    codes = chosen if isinstance(chosen, list) else []
    cared_for = [a.label for a in scope.dossier.alters if scope.of(a).value("cared_for") is True]
    # Something else has no name of its own in a sentence.
    named = [code for code in codes if code != "other"]
    tasks = [TextKey(f"codebook/care_asked__{code}") for code in named]
    return {"tasks": tasks, "for_whom": cared_for}


def children_line(scope: Scope) -> dict[str, str]:
    """The line for children of the organisation's file; empty words where there is none."""
    line = scope.content.organisation.line(CHILDREN_LINE)
    return {"name": line.name, "number": line.number} if line else {"name": "", "number": ""}


def nice_step_had_time(scope: Scope) -> bool:
    """Whether the small thing of conversation 1 was chosen on a day before this one.

    Who has more conversations in one go is not asked at once whether it happened.
    """
    chosen = scope.answer("nice_step")
    return chosen is not None and local_day(chosen.at) < local_day(scope.now)


GUARDS: Mapping[str, Callable[[Scope], bool]] = {
    "care_says_something": care_says_something,
    "has_child_helper": has_child_helper,
    "many_helpers": has_many_helpers,
    "may_take_task": may_take_task,
    "named_to_be_asked": was_named_to_be_asked,
    "not_much_longer": not_much_longer,
    "nice_step_had_time": nice_step_had_time,
    "all_talks_done": lambda scope: not talks_left(scope),
}

LISTS: Mapping[str, Callable[[Scope], Sequence[str]]] = {
    "respite_routes": respite_routes,
    "person_routes": person_routes,
    "near_routes": near_routes,
    "listening_routes": listening_routes,
    "task_routes": task_routes,
    "help_first": help_first,
    "other_side_names": other_side_names,
    "helpers_asked": helpers_asked,
}

VIEWS: Mapping[str, Callable[[Scope], Any]] = {
    "care": care_view,
    "care_before_now": care_before_now_view,
    "care_asking": asking_view,
    "children_line": children_line,
    "other_side_names": other_side_labels,
}
