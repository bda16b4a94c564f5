"""The place to come back to: what fits this person now comes first, and everything is there.

It says in words how far somebody is, and never how many people there are (R-07). Nothing is
derived from that number (R-05): what comes first follows from what was begun and what was said.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from states.days import local_day
from states.dossier import LEFT
from states.plans.actions import open_actions
from states.scope import Scope
from states.screen import TextKey
from states.sides import CARE, sides_there

AWHILE = 14
"""Days after which the circle may have changed: then coming back to it is offered first."""

_OPENING = frozenset({"form", "company", "consent", "discreet"})
"""What everybody is asked before it begins."""

MOST_PROGRESS = 2
"""Lines on how far somebody is."""


def home_order(scope: Scope) -> Sequence[str]:
    """Options of the home screen that fit now, the most fitting first."""
    return [name for name, fits in _FITTING if fits(scope)]


def progress(scope: Scope) -> Sequence[TextKey]:
    """How far somebody is, in words; at most two lines, the most telling first."""
    found = [name for name, holds in _PROGRESS.items() if holds(scope)]
    return [TextKey(f"_shared/progress_{name}") for name in found[:MOST_PROGRESS]]


def has_plan(scope: Scope) -> bool:
    """Whether a step of the client's own choice is open."""
    return bool(open_actions(scope))


def _has_circle(scope: Scope) -> bool:
    return bool(scope.dossier.alters)


def said_nobody(scope: Scope) -> bool:
    """Whether "nobody" was the answer: a full one, after which people are not asked for (R-02)."""
    return scope.value("nobody") is True and not _has_circle(scope)


def _is_new(scope: Scope) -> bool:
    """Whether nothing was told yet that somebody would call an answer."""
    if scope.dossier.alters or is_carer(scope):
        return False
    declared = scope.content.codebook.variables
    return all(name in _OPENING or declared[name].internal for name in scope.dossier.ego)


def _is_some_time_ago(scope: Scope) -> bool:
    """Whether the circle was looked at last, as far as answers tell, some time ago."""
    days = list(_days_of_circle(scope))
    return bool(days) and local_day(scope.now) - max(days) >= AWHILE


def _days_of_circle(scope: Scope) -> Iterator[int]:
    for alter in scope.dossier.alters:
        yield alter.day
        yield from (local_day(answer.at) for answer in alter.answers.values() if answer.at)


def _wants(code: str) -> Callable[[Scope], bool]:
    return lambda scope: scope.value("next_choice") == code


def _talks_done(scope: Scope) -> list[str]:
    value = scope.value("carer_done")
    return list(value) if isinstance(value, list) else []


def is_carer(scope: Scope) -> bool:
    """Whether something was told as a carer."""
    as_carer = [there for side, there in sides_there(scope.dossier) if side == CARE]
    return bool(_talks_done(scope)) or any(there.ego or there.alters for there in as_carer)


def _has_talks_left(scope: Scope) -> bool:
    all_talks = scope.content.codebook.lists["carer_talks"]
    return is_carer(scope) and len(_talks_done(scope)) < len(all_talks)


def _has_unanswered_request(scope: Scope) -> bool:
    return scope.has_answer("request") and scope.value("request_answered") != "yes"


_FITTING: Sequence[tuple[str, Callable[[Scope], bool]]] = (
    ("where_i_was", lambda _scope: True),
    ("code_waits", lambda _scope: True),
    ("now_alone", lambda _scope: True),
    ("people", lambda scope: not (_has_circle(scope) or is_carer(scope) or said_nobody(scope))),
    ("my_plan", has_plan),
    ("again", lambda scope: _has_circle(scope) and _is_some_time_ago(scope)),
    ("carer", _has_talks_left),
    ("help", _wants("talk")),
    ("small_step", lambda scope: _wants("small_step")(scope) and not has_plan(scope)),
    ("my_request", _has_unanswered_request),
    ("my_talk", lambda scope: scope.has_answer("talk_page")),
    ("my_circle", _has_circle),
    ("help", lambda scope: not _has_circle(scope)),
    ("small_step", lambda scope: not has_plan(scope) and not _is_new(scope)),
    ("questions", said_nobody),
)
"""Options with what makes them fit, in order; one that is not there is passed over."""


_PROGRESS: Mapping[str, Callable[[Scope], bool]] = {
    "plan": has_plan,
    "talk": lambda scope: scope.has_answer("talk_page"),
    "carer": _has_talks_left,
    "request": _has_unanswered_request,
    "circle": _has_circle,
    "told": lambda scope: not (_has_circle(scope) or _is_new(scope)),
}

GUARDS: Mapping[str, Callable[[Scope], bool]] = {
    "left_a_question": lambda scope: LEFT in scope.frame.work,
}
LISTS: Mapping[str, Callable[[Scope], Sequence[str]]] = {
    # an option may fit for two reasons: the first one gives its place
    "home_order": lambda scope: list(dict.fromkeys(home_order(scope))),
}
VIEWS: Mapping[str, Callable[[Scope], Sequence[TextKey]]] = {"progress": progress}
