"""Which question card comes next, and what is said on the one that lies there.

A card that came up in this visit does not come again in it: what was skipped is not asked twice
(R-33). In a later visit the deck goes round. The same dossier gives the same card, always.
"""

from collections.abc import Mapping

from states.content import Content
from states.scope import Scope
from states.screen import TextKey
from states.steps.step import as_list
from states.thoughts.deck import Card, going_round

TEXTS = "question_cards"
"""The first part of the keys of the questions; `dialogues/_shared/questions/` holds them."""


def question(card: str) -> TextKey:
    """The question of a card, as a text."""
    return TextKey(f"{TEXTS}/{card}")


def question_cards(content: Content) -> Mapping[str, dict[str, TextKey]]:
    """Every card by its id; its title is the question itself."""
    return {card.id: {"title": question(card.id)} for card in content.questions.cards}


def cards_left(scope: Scope) -> list[str]:
    """The cards of the chosen theme that did not come up in this visit, the next one first."""
    theme = scope.value("thought_theme")
    cards = scope.content.questions.of_theme(theme) if isinstance(theme, str) else ()
    drawn = drawn_now(scope)
    there = [card.id for card in cards if card.id not in drawn and may_come_up(scope, card)]
    return going_round(there, as_list(scope.value("thought_seen")))


def drawn_now(scope: Scope) -> list[str]:
    """The cards that came up in this visit; those of a former one count no more."""
    answer = scope.answer("thought_round")
    is_of_now = answer is not None and answer.at >= scope.dossier.session.began
    return as_list(scope.value("thought_round")) if is_of_now else []


def may_come_up(scope: Scope, card: Card) -> bool:
    """Whether a card may be shown while somebody is there as is now (decisions, section 4)."""
    return not (card.only_alone and scope.value("company") in ("helped", "watched"))


def card_at_hand(scope: Scope) -> TextKey | str:
    """The question that was drawn; empty where none is."""
    drawn = as_list(scope.value("thought_card"))
    known = scope.content.questions.card(drawn[-1]) if drawn else None
    return question(known.id) if known is not None else ""


def draw(scope: Scope) -> None:
    """Take the next card, or none where all were there; words on the former one are gone."""
    scope.forget("thought_said")
    left = cards_left(scope)
    if not left:
        scope.forget("thought_card")
        return
    card = left[0]
    before = [name for name in as_list(scope.value("thought_seen")) if name != card]
    scope.write("thought_round", [*drawn_now(scope), card])
    scope.write("thought_seen", [*before, card])
    scope.write("thought_card", [card])
