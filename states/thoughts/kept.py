"""What the client thought on a question and wants to keep; all else is gone at once (R-13).

A kept thought is an entry `thought` with its question and the client's words. It comes into a
summary only where the client switches that on, and never where it was said in private.
"""

from states.dossier import Entry
from states.graphemes import shorten
from states.scope import Scope
from states.screen import TextKey
from states.steps.step import as_list
from states.thoughts.cards import may_come_up, question

TITLE = 30
"""Characters of a thought on a button."""


def thoughts(scope: Scope) -> list[str]:
    """Ids of the kept thoughts, the latest first.

    Those on a question for oneself alone are left out while somebody looks along.
    """
    kept = scope.dossier.of_kind("thought")
    return [entry.id for entry in reversed(kept) if _may_be_read(scope, entry)]


def thought_cards(scope: Scope) -> dict[str, dict[str, object]]:
    """Every kept thought by its id: its question and words; the title is how the words begin."""
    kept = [scope.dossier.entry(name) for name in thoughts(scope)]
    return {entry.id: _card(scope, entry) for entry in kept if entry is not None}


def thought_at_hand(scope: Scope) -> dict[str, object]:
    """Question and words of the thought that is talked about; both empty where none is."""
    if scope.entry is None or scope.entry.kind != "thought":
        return {"title": "", "question": "", "words": ""}
    return _card(scope, scope.entry)


def _card(scope: Scope, entry: Entry) -> dict[str, object]:
    words = str(scope.on(entry).value("thought_words") or "")
    start = shorten(" ".join(words.split()), TITLE)
    return {"title": start, "question": _question(scope, entry), "words": words}


def _question(scope: Scope, entry: Entry) -> TextKey | str:
    """The question that it answers; empty where that card is no longer in the deck."""
    asked = as_list(scope.on(entry).value("thought_question"))
    known = scope.content.questions.card(asked[-1]) if asked else None
    return question(known.id) if known is not None else ""


def _may_be_read(scope: Scope, entry: Entry) -> bool:
    asked = as_list(scope.on(entry).value("thought_question"))
    cards = map(scope.content.questions.card, asked)
    return all(card is None or may_come_up(scope, card) for card in cards)


def keep(scope: Scope) -> None:
    """Keep the words on the card at hand, as they were said and as private; nothing without."""
    said = scope.answer("thought_said")
    if said is None or not isinstance(said.value, str):
        return
    entry = scope.dossier.add_entry("thought", scope.day)
    scope.on(entry).write("thought_question", as_list(scope.value("thought_card")))
    scope.dossier.edit_entry(entry.id).answers["thought_words"] = said
    let_go(scope)


def let_go(scope: Scope) -> None:
    """Drop the words: nothing of them is left."""
    scope.forget("thought_said")


def throw_away(scope: Scope) -> None:
    """Throw away the thought at hand."""
    if scope.entry is not None and scope.entry.kind == "thought":
        scope.dossier.remove_entry(scope.entry.id)
        scope.forget("thought_current")
