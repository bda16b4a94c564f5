"""The deck of question cards: questions to think about for oneself, one at a time.

The questions themselves are texts (`questions/<card>`); here stand only their themes and order.
Themes are those of QueZ, happiness-oriented work and "a good life first" (S0-27, S2-04, S3-05);
the wording is our own (R-50).
"""

from collections.abc import Sequence
from typing import Literal, Self

from pydantic import Field, model_validator

from states.model import Declared, Sensitivity, Slug


class Card(Declared):
    """One question of a theme.

    `sources` are the points it comes from, such as `S2-04`. A card that is `only_alone` is left
    out while somebody helps at the same table (decisions, section 4).
    """

    id: Slug
    theme: Slug
    sources: tuple[str, ...] = Field(min_length=1)
    sensitivity: Sensitivity = "L1"
    only_alone: bool = False


class QuestionDeck(Declared):
    """All cards with their themes; a theme gives its cards in the order of the file."""

    format: Literal[1]
    version: int = Field(ge=1)
    themes: tuple[Slug, ...] = ()
    cards: tuple[Card, ...] = ()

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        ids = [card.id for card in self.cards]
        if len(set(ids)) < len(ids) or len(set(self.themes)) < len(self.themes):
            raise ValueError("an id of a card or a theme is there twice")
        used = {card.theme for card in self.cards}
        if unknown := used ^ set(self.themes):
            raise ValueError(f"themes without cards, or cards without theme: {sorted(unknown)}")
        return self

    def card(self, card_id: str) -> Card | None:
        """The card with this id, or None where there is none such (any more)."""
        return next((card for card in self.cards if card.id == card_id), None)

    def of_theme(self, theme: str) -> tuple[Card, ...]:
        """The cards of a theme, in the order of the file."""
        return tuple(card for card in self.cards if card.theme == theme)


def going_round(cards: Sequence[str], seen: Sequence[str]) -> list[str]:
    """The cards in the order in which they come up: what was never seen first, then again.

    `seen` holds what came up, the latest one last, so that the card seen longest ago is the first
    to come round again. Nothing is left to chance: who comes back finds the same (engine: pure).
    """
    place = {card: index for index, card in enumerate(seen)}
    return sorted(cards, key=lambda card: place.get(card, -1))
