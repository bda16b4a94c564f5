"""Steps that are answered by one option: say, gate and choice.

A choice with more than three options shows them three at a time (R-34). A two-step choice is an
option with `next`, both steps writing the same variable.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Literal

from states.dossier import Value
from states.effects import EFFECTS, ERASE
from states.input import Say, Tap, Unreadable
from states.model import Slug
from states.pictures.charting import CHARTS
from states.scope import Scope
from states.screen import ScreenOption, TextKey
from states.sharing.preview import VIEWS as VIEWS_OF_SNAPSHOT
from states.sharing.snapshot import circle_in, snapshot
from states.steps.step import (
    PAGE,
    Erase,
    Go,
    Option,
    Order,
    Outcome,
    Refuse,
    Shown,
    Step,
    current_page,
    more_option,
    page_of,
    turn_page,
)

KEEP = "former"
"""The option that leaves an earlier answer as it is."""


def take_option(scope: Scope, option: Option, variable: str | None) -> Outcome:
    """Do all that an option says; the edge is its own where it has a `next`."""
    if variable is not None and not option.leads_on:
        scope.write(variable, option.id if option.value is None else option.value)
    for name, value in option.sets.items():
        scope.write(name, value)
    for name in option.forget:
        scope.forget(name)
    if option.effect == ERASE:
        return Erase()
    if option.effect is not None:
        EFFECTS[option.effect](scope)
    if option.command is not None:
        return Order(option.command, edge_of(option) if option.next is not None else None)
    return Go(edge_of(option), gives=option.gives)


def edge_of(option: Option) -> str:
    """The trigger of an option: its own edge, or the step's."""
    return f"opt_{option.id}" if option.next is not None else "default"


class OptionStep(Step):
    """Common behaviour of the kinds in this module."""

    options: tuple[Option, ...]
    variable: Slug | None = None

    def declared_options(self) -> tuple[Option, ...]:
        """The options of the file."""
        return self.options

    def written(self) -> Iterator[str]:
        """The variable and what the options set."""
        yield from super().written()
        if self.variable is not None:
            yield self.variable

    def in_order(self, scope: Scope) -> Iterable[Option]:  # noqa: ARG002 - a kind may look
        """The options as they are shown, those of the first page first."""
        return self.options

    def show(self, scope: Scope) -> Shown:
        """Three options at a time, with the way to the others."""
        all_there = [option for option in self.in_order(scope) if option.is_there(scope)]
        there = tuple(option.id for option in all_there if not option.pinned)
        page = page_of(there, current_page(scope), PAGE)
        options = tuple(ScreenOption(name, scope.label(name)) for name in page.shown)
        others = tuple(ScreenOption(name, scope.label(name)) for name in page.others)
        if others:
            options += (more_option(),)
        options += tuple(
            ScreenOption(o.id, scope.label(o.id), "navigation") for o in all_there if o.pinned
        )
        former = self._former(scope)
        if former is not None:
            options += (ScreenOption(KEEP, TextKey("_shared/option_keep"), "navigation"),)
        return Shown((self.body(scope),), options, others, former=former)

    def accept(self, scope: Scope, given: Tap | Say | Unreadable) -> Outcome:
        """One option, the next page, or the earlier answer as it is."""
        if not isinstance(given, Tap):
            return Refuse()
        if given.option == "page":
            return turn_page(scope)
        if given.option == KEEP:
            return self._keep(scope)
        option = next((o for o in self.options if o.id == given.option), None)
        if option is None or not option.is_there(scope):
            return Refuse()
        return take_option(scope, option, self.variable)

    def _former(self, scope: Scope) -> TextKey | None:
        if self.variable is None or not scope.has_answer(self.variable):
            return None
        option = self._option_for(scope.value(self.variable))
        return scope.label(option.id) if option is not None else None

    def _keep(self, scope: Scope) -> Outcome:
        option = self._option_for(scope.value(self.variable)) if self.variable else None
        return Refuse() if option is None else Go(edge_of(option))

    def _option_for(self, value: Value) -> Option | None:
        return next((o for o in self.options if value in (o.id, o.value)), None)


class SayStep(OptionStep):
    """Something to read, with one or two ways on.

    - id: welcome
      kind: say
      options: [{id: go_on}]
    """

    kind: Literal["say"]


class GateStep(OptionStep):
    """Asks leave before a part: what comes, that it may be left, may we begin (R-43).

    - id: gate_people
      kind: gate
      sensitivity: L1
      fallback: not_now
      options: [{id: yes}, {id: few}, {id: not_now, next: closing}]
    """

    kind: Literal["gate"]


class ChoiceStep(OptionStep):
    """A question with options that are tapped or typed.

    With `order`, a named list, the options that it gives come first, in its order.

    - id: alone_lonely
      kind: choice
      variable: feeling
      sensitivity: L2
      opt_outs: [skip, private]
      options: [{id: good}, {id: miss_close}, {id: miss_more}]
    """

    kind: Literal["choice"]
    order: Slug | None = None

    def in_order(self, scope: Scope) -> Iterable[Option]:
        """The options that the list names first; the others keep the order of the file."""
        if self.order is None:
            return self.options
        first = list(scope.content.lists[self.order](scope))
        place = {name: number for number, name in enumerate(first)}
        return sorted(self.options, key=lambda option: place.get(option.id, len(first)))


class MapStep(OptionStep):
    """A picture with the words beside it; `view` is one of `states.pictures.charting.CHARTS`.

    Where the front end draws none it is passed by: the next step says the same in words (R-45).

    - id: circle
      kind: map
      view: circle
      needs: pictures
      options: [{id: seen}]
    """

    kind: Literal["map"]
    view: Slug

    def show(self, scope: Scope) -> Shown:
        """The words, and what the picture shows."""
        return replace(super().show(scope), picture=CHARTS[self.view](scope))


class PreviewStep(OptionStep):
    """Shows literally what comes out, before anything is done with it (R-31).

    - id: exact_preview
      kind: preview
      shows: [summary]
      options: [{id: good}, {id: change, next: choose_parts}]
    """

    kind: Literal["preview"]

    def shows_snapshot(self) -> bool:
        """Whether it shows what is shared, so that it may be sent after it."""
        return not VIEWS_OF_SNAPSHOT.isdisjoint(self.shows)

    def show(self, scope: Scope) -> Shown:
        """The words; where there is a circle in what is shared, that too."""
        shown = super().show(scope)
        if not self.shows_snapshot() or "pictures" not in scope.content.capabilities:
            return shown
        return replace(shown, picture=circle_in(snapshot(scope)))
