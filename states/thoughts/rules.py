"""Named rules on this for content (`states.rules`)."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from states import gatherings
from states.scope import Scope
from states.thoughts.cards import card_at_hand, cards_left, question_cards
from states.thoughts.kept import thought_at_hand, thought_cards, thoughts

GUARDS: Mapping[str, Callable[[Scope], bool]] = {
    "has_cards_left": lambda scope: bool(cards_left(scope)),
    "has_thoughts": lambda scope: bool(thoughts(scope)),
    **gatherings.GUARDS,
}
LISTS: Mapping[str, Callable[[Scope], Sequence[str]]] = {
    "cards_left": cards_left,
    "thoughts": thoughts,
    **gatherings.LISTS,
}
VIEWS: Mapping[str, Callable[[Scope], Any]] = {
    "question_cards": lambda scope: question_cards(scope.content),
    "card": card_at_hand,
    "thought_cards": thought_cards,
    "thought": thought_at_hand,
    "thoughts": lambda scope: list(thought_cards(scope).values()),
    **gatherings.VIEWS,
}
