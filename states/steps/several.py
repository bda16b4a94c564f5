"""Steps on a list of codes: several, toggles, and cards to choose from."""

from collections.abc import Iterator, Sequence
from typing import Literal

from states.dossier import Value
from states.input import Say, Tap, Unreadable
from states.model import Slug
from states.scope import Scope
from states.screen import ScreenOption, TextKey
from states.steps.flow import items_of
from states.steps.option_step import take_option
from states.steps.step import (
    PAGE,
    Go,
    Option,
    Outcome,
    Refuse,
    Shown,
    Step,
    current_page,
    more_option,
    page_of,
    turn_page,
)
from states.steps.toggling import NAMES_PAGE, TogglingStep, alter_labels

LONG_LIST = 12
"""Codes above which three a page would be too many pages."""


class CodesStep(TogglingStep):
    """Common behaviour of the kinds that write a list of codes."""

    def ids(self, scope: Scope) -> tuple[str, ...]:
        """The codes that are there for this client, in the order of the codebook."""
        variable = scope.content.codebook.variables[self.variable]
        return items_of(scope, variable.list) if variable.list else variable.options

    def page_size(self, count: int) -> int:
        """Three; six of a long list, as toggles may (decisions, section 9)."""
        return NAMES_PAGE if count > LONG_LIST else super().page_size(count)

    def before(self, scope: Scope) -> Value:
        """What was answered before."""
        return scope.value(self.variable)

    def toggle_labels(self, scope: Scope, names: Sequence[str]) -> list[TextKey]:
        """The labels of the codes."""
        return [scope.value_label(self.variable, name) for name in names]

    def finish(self, scope: Scope, picked: list[str]) -> Outcome:
        """Write what is on; nothing on is an answer too."""
        scope.write(self.variable, picked, "answered" if picked else "none")
        return Go()


class SeveralStep(CodesStep):
    """A question with toggles that writes a list of codes.

    - id: obstacles
      kind: several
      variable: obstacles
      opt_outs: [skip, private]
    """

    kind: Literal["several"]


class TogglesStep(CodesStep):
    """Switches parts or alters on and off for a purpose, such as sharing; all off at first.

    - id: choose_people
      kind: toggles
      variable: shared_alters
      over: alters
    """

    kind: Literal["toggles"]
    over: Literal["codes", "alters"] = "codes"

    def ids(self, scope: Scope) -> tuple[str, ...]:
        """The codes of the variable, or the ids of all alters."""
        if self.over == "alters":
            return tuple(alter.id for alter in scope.dossier.alters)
        return super().ids(scope)

    def toggle_labels(self, scope: Scope, names: Sequence[str]) -> list[TextKey]:
        """The labels of the codes or of the alters."""
        if self.over == "alters":
            return alter_labels(scope, names)
        return super().toggle_labels(scope, names)


class CardsStep(Step):
    """Cards to choose from, three at a time, only after the client said yes to seeing some.

    `cards` names a rule that lists what fits this client; nothing fitting closes the step. What
    was chosen is added to a list of codes, or written as words where `variable` is a text.

    - id: routes
      kind: cards
      cards: routes
      variable: chosen_routes
      opt_outs: [{id: none, next: tried}]
    """

    kind: Literal["cards"]
    cards: Slug
    view: Slug = "cards"
    """The view that tells what stands on each card."""
    variable: Slug
    options: tuple[Option, ...] = ()

    def declared_options(self) -> tuple[Option, ...]:
        """Options besides the cards."""
        return self.options

    def written(self) -> Iterator[str]:
        """The variable and what the options set."""
        yield from super().written()
        yield self.variable

    def text_values(self) -> frozenset[str]:
        """The cards on this page, each with its title, what it is and what cannot be arranged."""
        return frozenset({"cards"})

    def ids(self, scope: Scope) -> tuple[str, ...]:
        """Ids of all cards that fit this client, best first."""
        return tuple(scope.content.lists[self.cards](scope))

    def is_open(self, scope: Scope) -> bool:
        """Closed where nothing fits."""
        return super().is_open(scope) and bool(self.ids(scope))

    def show(self, scope: Scope) -> Shown:
        """The cards of this page in the text, their titles as options."""
        page = page_of(self.ids(scope), current_page(scope), PAGE)
        known = scope.content.views[self.view](scope)
        options, others = (
            tuple(
                ScreenOption(name, TextKey("_shared/card_label", {"title": known[name]["title"]}))
                for name in names
            )
            for names in (page.shown, page.others)
        )
        own = tuple(
            ScreenOption(o.id, scope.label(o.id)) for o in self.options if o.is_there(scope)
        )
        more = (more_option(),) if others else ()
        body = self.body(scope, cards=[known[name] for name in page.shown])
        return Shown((body,), (*options, *more, *own), others)

    def accept(self, scope: Scope, given: Tap | Say | Unreadable) -> Outcome:
        """One card, the next three, or one of the further options."""
        if not isinstance(given, Tap):
            return Refuse()
        if given.option == "page":
            return turn_page(scope)
        own = next((o for o in self.options if o.id == given.option), None)
        if own is not None and own.is_there(scope):
            return take_option(scope, own, None)
        if given.option not in self.ids(scope):
            return Refuse()
        self._choose(scope, given.option)
        return Go()

    def _choose(self, scope: Scope, card: str) -> None:
        if scope.content.codebook.variables[self.variable].type == "text":
            scope.write(self.variable, self._words(scope, card))
            return
        value = scope.value(self.variable)
        chosen = [v for v in value if v != card] if isinstance(value, list) else []
        scope.write(self.variable, [*chosen, card])

    def _words(self, scope: Scope, card: str) -> str:
        """What stands on the card, as the client's words: they may be said otherwise later."""
        title = scope.content.views[self.view](scope)[card]["title"]
        if isinstance(title, TextKey):
            return scope.content.texts.render(title, scope.form)
        return str(title)
