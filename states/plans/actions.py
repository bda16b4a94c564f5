"""The steps of a plan: at most three are open at a time, whatever is done (R-23, S2-20).

An action is an entry of the dossier. It is open, done, or put away; what was put away is kept and
can be taken up again. Only an open one has a day on which Kring asks about it (R-26).
"""

from typing import Literal

from msgspec.structs import replace

from states.days import local_day
from states.dossier import CHECK_IN, Entry
from states.plans.ideas import Idea
from states.scope import Scope

ACTION = "action"
State = Literal["open", "done", "away"]

MOST_OPEN = 3
"""Open actions of one client, on each side (R-23)."""

MOST_NOTS = 3
"""After so many times of not having done it, running, it is offered to let it go (R-24)."""


# Which there are


def actions_in(scope: Scope, state: State) -> list[Entry]:
    """The actions in one state, the oldest first."""
    return [one for one in scope.dossier.of_kind(ACTION) if state_of(scope, one) == state]


def open_actions(scope: Scope) -> list[Entry]:
    """What the client plans to do, the oldest first."""
    return actions_in(scope, "open")


def state_of(scope: Scope, entry: Entry) -> State:
    """Where an action is; one that says nothing of it is put away."""
    state = scope.on(entry).value("plan_state")
    return state if state in ("open", "done") else "away"  # type: ignore[return-value]


def is_full(scope: Scope) -> bool:
    """Whether no further action can be open."""
    return len(open_actions(scope)) >= MOST_OPEN


def idea_of(scope: Scope, entry: Entry) -> Idea | None:
    """The idea that an action came from; None for what the client thought of."""
    ids = scope.on(entry).value("plan_idea")
    return scope.content.ideas.idea(ids[-1]) if isinstance(ids, list) and ids else None


# Which one is at hand


def at_hand(scope: Scope) -> Entry | None:
    """The action that is talked about: that of the loop, else the one that was held last."""
    if scope.entry is not None and scope.entry.kind == ACTION:
        return scope.dossier.entry(scope.entry.id)
    found = (scope.dossier.entry(name) for name in reversed(_held(scope)))
    return next((one for one in found if one is not None and one.kind == ACTION), None)


def _held(scope: Scope) -> list[str]:
    ids = scope.value("plan_current")
    return ids if isinstance(ids, list) else []


def hold(scope: Scope, entry: Entry | None) -> None:
    """Have this action at hand from now on, and no other; None for none."""
    scope.forget("plan_current")
    if entry is not None:
        scope.write("plan_current", [entry.id])


def due_actions(scope: Scope) -> list[str]:
    """Ids of the actions that a follow-up is about.

    Those whose day it is; where the client came by themselves, all open ones, and none that was
    begun at this visit, unless there are no others. The one at hand stays among them when it is
    done or put away half-way: a loop over this list goes on behind it.
    """
    here = scope.frame.item
    open_ids = [one.id for one in open_actions(scope)]
    due = set(_asked_about(scope, open_ids, here))
    return [one.id for one in scope.dossier.of_kind(ACTION) if one.id == here or one.id in due]


def _asked_about(scope: Scope, open_ids: list[str], here: str | None) -> list[str]:
    about = scope.frame.work.get(CHECK_IN)
    if isinstance(about, list):
        return [name for name in open_ids if name in about]
    former = [name for name in open_ids if not _is_new(scope, name)]
    is_about_new = not former if here is None else _is_new(scope, here)
    return open_ids if is_about_new else former


def _is_new(scope: Scope, entry_id: str) -> bool:
    """Whether an action was begun at this visit."""
    entry = scope.dossier.entry(entry_id)
    what = None if entry is None else entry.answers.get("plan_what")
    return what is not None and what.at >= scope.dossier.session.began


# What becomes of them


def begin(scope: Scope, what: str, idea: Idea | None = None, *, private: bool = False) -> None:
    """A new open action, which is at hand from now on.

    Where the plan is full nothing begins and none is at hand; so it is where there is nothing to
    begin with.

    Args:
        scope: The client.
        what: What is to be done: own words, or the title of an idea.
        idea: The idea that it comes from, if any.
        private: Whether the words were said for the client alone (R-13).
    """
    if is_full(scope) or not what:
        hold(scope, None)
        return
    entry = scope.dossier.add_entry(ACTION, scope.day)
    there = scope.on(entry)
    there.write("plan_state", "open")
    there.write("plan_what", what, own=idea is None)
    if private:
        answers = scope.dossier.edit_entry(entry.id).answers
        answers["plan_what"] = replace(answers["plan_what"], private=True)
    if idea is not None:
        there.write("plan_idea", [idea.id])
        if idea.by == "worker":
            there.write("plan_by", "worker")
    hold(scope, entry)


def move_to(scope: Scope, entry: Entry, state: State) -> None:
    """Put an action in another state; a fourth is never opened.

    Kring does not come back to what is not open.
    """
    there = scope.on(entry)
    if state == "open" and state_of(scope, entry) != "open" and is_full(scope):
        return
    there.write("plan_state", state)
    if state != "open":
        there.forget("plan_day")


# How often it was not done


def note_not(scope: Scope, entry: Entry) -> None:
    """It was not done this time; who answers twice on one day says it once."""
    there = scope.on(entry)
    last = there.answer("plan_nots")
    if last is None or local_day(last.at) != local_day(scope.now):
        there.write("plan_nots", nots(scope, entry) + 1)


def note_done(scope: Scope, entry: Entry) -> None:
    """It was done, or in part: what was not done before counts no more."""
    scope.on(entry).forget("plan_nots")


def nots(scope: Scope, entry: Entry) -> int:
    """How many times running it was not done."""
    value = scope.on(entry).value("plan_nots")
    return value if type(value) is int else 0
