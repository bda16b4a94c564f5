"""Named rules on a plan, for content (`states.rules`)."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from states.plans.actions import (
    MOST_NOTS,
    actions_in,
    at_hand,
    due_actions,
    is_full,
    nots,
    open_actions,
)
from states.plans.suggesting import fitting_ideas, may_be_asked, may_join, worker_ideas
from states.plans.words import (
    action_cards,
    action_view,
    asking_view,
    form_cards,
    idea_at_hand,
    idea_cards,
    latest_idea,
    plan_view,
    says_something,
    smaller_cards,
    smaller_forms,
)
from states.scope import Scope


def _fits_idea(scope: Scope) -> bool:
    """Whether the alter at hand may be proposed with the action at hand (R-10, R-47)."""
    return scope.alter is not None and may_join(scope, scope.alter, idea_at_hand(scope))


def _may_be_asked(scope: Scope) -> bool:
    return scope.alter is not None and may_be_asked(scope, scope.alter)


def _idea_forms(scope: Scope) -> list[str]:
    """The forms of the idea at hand.

    None by which one does something for others, where the client never wants that asked (R-19).
    """
    idea = idea_at_hand(scope)
    forms = () if idea is None else idea.forms
    never = scope.value("reciprocity") == "never"
    return [form.id for form in forms if not (never and "role" in form.tags)]


def _worker_does_it(scope: Scope) -> bool:
    """Whether the action at hand is something to ask a worker for: then who does it is clear."""
    idea = idea_at_hand(scope)
    return idea is not None and idea.by == "worker"


def _words_are_own(scope: Scope) -> bool:
    """Whether the client typed words instead of a draft to ask with: a kind no may be missing."""
    entry = at_hand(scope)
    answer = None if entry is None else scope.on(entry).answer("plan_words")
    return answer is not None and answer.own


def _not_three_times(scope: Scope) -> bool:
    """Whether the action at hand was not done three times running: to let it go is offered."""
    entry = at_hand(scope)
    return entry is not None and nots(scope, entry) >= MOST_NOTS


GUARDS: Mapping[str, Callable[[Scope], bool]] = {
    "has_open_actions": lambda scope: bool(open_actions(scope)),
    "plan_is_full": is_full,
    "has_away_actions": lambda scope: bool(actions_in(scope, "away")),
    "fits_idea": _fits_idea,
    "may_be_asked": _may_be_asked,
    "idea_has_forms": lambda scope: bool(_idea_forms(scope)),
    "plan_says_something": says_something,
    "not_three_times": _not_three_times,
    "worker_does_it": _worker_does_it,
    "words_are_own": _words_are_own,
}

LISTS: Mapping[str, Callable[[Scope], Sequence[str]]] = {
    "ideas": lambda scope: [idea.id for idea in fitting_ideas(scope)],
    "worker_ideas": lambda scope: [idea.id for idea in worker_ideas(scope)],
    "open_actions": lambda scope: [one.id for one in open_actions(scope)],
    "away_actions": lambda scope: [one.id for one in actions_in(scope, "away")],
    "due_actions": due_actions,
    "idea_forms": _idea_forms,
    "smaller_forms": smaller_forms,
}

VIEWS: Mapping[str, Callable[[Scope], Any]] = {
    "idea_cards": idea_cards,
    "latest_idea": latest_idea,
    "form_cards": form_cards,
    "smaller_cards": smaller_cards,
    "action_cards": action_cards,
    "action": action_view,
    "plan": plan_view,
    "asking": asking_view,
}
