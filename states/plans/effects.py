"""What an option may do to a plan (`states.effects`)."""

from collections.abc import Callable, Mapping

from states.dossier import Entry
from states.plans.actions import (
    State,
    at_hand,
    begin,
    hold,
    idea_of,
    is_full,
    move_to,
    note_done,
    note_not,
    open_actions,
)
from states.plans.words import title_of
from states.scope import Scope


def begin_own_action(scope: Scope) -> None:
    """Begin what the client thought of (`plan_said`); where the plan is full it waits."""
    said = scope.answer("plan_said")
    what, is_room = scope.value("plan_said"), not is_full(scope)
    begin(
        scope,
        what.strip() if isinstance(what, str) else "",
        private=said is not None and said.private,
    )
    if is_room:
        scope.forget("plan_said")


def begin_card_action(scope: Scope) -> None:
    """Begin the idea of the card that was chosen last; where the plan is full it waits.

    What is open already is taken up as it is.
    """
    chosen = scope.value("plan_card")
    idea = scope.content.ideas.idea(chosen[-1]) if isinstance(chosen, list) and chosen else None
    same = [one for one in open_actions(scope) if idea is not None and idea_of(scope, one) == idea]
    is_room = not is_full(scope)
    if same:
        hold(scope, same[0])
    else:
        title = scope.content.texts.render(title_of(idea), scope.form) if idea is not None else ""
        begin(scope, title, idea)
    if is_room or same:
        scope.forget("plan_card")


def put_actions_away(scope: Scope) -> None:
    """Put away the open actions that the client picked for that."""
    picked = scope.value("plan_away")
    for one in open_actions(scope):
        if isinstance(picked, list) and one.id in picked:
            move_to(scope, one, "away")
    scope.forget("plan_away")


def take_up_action(scope: Scope) -> None:
    """Open the action at hand again, as long as there is room for it (R-23)."""
    entry = at_hand(scope)
    if entry is not None:
        move_to(scope, entry, "open")
        hold(scope, entry)


def end_action(scope: Scope) -> None:
    """The action at hand is done."""
    _move_at_hand(scope, "done")


def put_this_away(scope: Scope) -> None:
    """Put the action at hand away, because the client lets it go."""
    _move_at_hand(scope, "away")


def smaller_action(scope: Scope) -> None:
    """Go through the action at hand again, to make it smaller.

    How possible it felt was said of how it was; all else stays until other words take its place.
    """
    entry = at_hand(scope)
    if entry is not None:
        scope.on(entry).forget("plan_feels")
        hold(scope, entry)


def reopen_words(scope: Scope) -> None:
    """Let a draft be made of the words to ask with, also where the client typed them (R-22).

    They stay as they are: the draft is shown, and the client says which of the two it will be.
    """
    entry = at_hand(scope)
    if entry is not None and isinstance(words := scope.on(entry).value("plan_words"), str):
        scope.on(entry).write("plan_words", words)


def _move_at_hand(scope: Scope, state: State) -> None:
    entry = at_hand(scope)
    if entry is not None:
        move_to(scope, entry, state)


def _note(note: Callable[[Scope, Entry], None]) -> Callable[[Scope], None]:
    def effect(scope: Scope) -> None:
        """Count how often running the action at hand was not done (R-24)."""
        entry = at_hand(scope)
        if entry is not None:
            note(scope, entry)

    return effect


EFFECTS: Mapping[str, Callable[[Scope], None]] = {
    "begin_own_action": begin_own_action,
    "begin_card_action": begin_card_action,
    "put_actions_away": put_actions_away,
    "take_up_action": take_up_action,
    "end_action": end_action,
    "put_this_away": put_this_away,
    "smaller_action": smaller_action,
    "reopen_words": reopen_words,
    "note_not": _note(note_not),
    "note_done": _note(note_done),
}
