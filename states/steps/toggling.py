"""What steps with toggles share: several may be on, each tap switches one, *done* ends it."""

from abc import abstractmethod
from collections.abc import Iterator
from typing import ClassVar

from states.dossier import Value
from states.input import Say, Tap, Unreadable
from states.model import Slug
from states.scope import Scope
from states.screen import Role, ScreenOption, TextKey
from states.steps.step import (
    PAGE,
    Outcome,
    Refuse,
    Shown,
    Stay,
    Step,
    current_page,
    more_option,
    page_of,
    picked_in,
    turn_page,
)

DONE = "done"
NAMES_PAGE = 6
"""Names on one screen (decisions, section 1)."""


class TogglingStep(Step):
    """A page of toggles at a time, with the way to the others, and *done*.

    `most` is the highest number that may be on. A kind says which ids there are, which are on
    before anything is tapped, and what *done* does.
    """

    variable: Slug
    most: int | None = None

    role: ClassVar[Role] = "toggle"
    others_label: ClassVar[str] = "option_other_choices"

    def written(self) -> Iterator[str]:
        """The variable and what the opt-outs set."""
        yield from super().written()
        yield self.variable

    @abstractmethod
    def ids(self, scope: Scope) -> tuple[str, ...]:
        """What can be switched by this client now."""

    def page_size(self, scope: Scope) -> int:  # noqa: ARG002 - kinds look
        """How many toggles are on one screen."""
        return PAGE

    @abstractmethod
    def before(self, scope: Scope) -> Value:
        """What is on before anything is tapped: a list of ids, or None."""

    @abstractmethod
    def toggle_label(self, scope: Scope, name: str) -> TextKey:
        """How a toggle is called."""

    @abstractmethod
    def finish(self, scope: Scope, picked: list[str]) -> Outcome:
        """What *done* does with those that are on."""

    def is_open(self, scope: Scope) -> bool:
        """Closed where there is nothing to switch."""
        return super().is_open(scope) and bool(self.ids(scope))

    def show(self, scope: Scope) -> Shown:
        """One page of toggles."""
        page = page_of(self.ids(scope), current_page(scope), self.page_size(scope))
        picked = picked_in(scope, self.before(scope))
        options, others = (
            tuple(
                ScreenOption(name, self.toggle_label(scope, name), self.role, name in picked)
                for name in names
            )
            for names in (page.shown, page.others)
        )
        more = (more_option(self.others_label),) if others else ()
        options = (*options, *more, *self.endings())
        return Shown((self.body(scope),), options, others, several=True)

    def endings(self) -> tuple[ScreenOption, ...]:
        """The options that end the screen."""
        return (ScreenOption(DONE, TextKey("_shared/option_done"), "done"),)

    def accept(self, scope: Scope, given: Tap | Say | Unreadable) -> Outcome:
        """A toggle, several typed at once, the next page, or done."""
        if isinstance(given, Say):
            return self._typed(scope, given)
        if not isinstance(given, Tap):
            return Refuse("reask_several")
        if given.option == "page":
            return turn_page(scope)
        if given.option == DONE:
            there = self.ids(scope)
            picked = picked_in(scope, self.before(scope))
            return self.finish(scope, [name for name in picked if name in there])
        return self._tapped(scope, given)

    def _tapped(self, scope: Scope, tap: Tap) -> Outcome:
        """Give one the state that is wanted, or else the other one than it has."""
        name = tap.option
        if name not in self.ids(scope):
            return Refuse("reask_several")
        picked = picked_in(scope, self.before(scope))
        unseen = self._unseen(scope, (name,)) if tap.turn is None else ()
        is_wanted = name not in picked if tap.wanted is None else tap.wanted
        if is_wanted or unseen:
            return self._switch_on(scope, (name,), unseen)
        return self._keep(scope, [p for p in picked if p != name])

    def _typed(self, scope: Scope, said: Say) -> Outcome:
        chosen = tuple(name for name in said.picked if name in self.ids(scope))
        if not chosen:
            return Refuse("reask_which" if said.ambiguous else "reask_several")
        outcome = self._switch_on(scope, chosen, self._unseen(scope, chosen))
        unplaced = (TextKey("_shared/unplaced"),) if said.unplaced else ()
        return Stay((*outcome.notes, *unplaced))

    def _unseen(self, scope: Scope, names: tuple[str, ...]) -> tuple[str, ...]:
        """Those that were typed from another page: they are only ever switched on."""
        page = page_of(self.ids(scope), current_page(scope), self.page_size(scope))
        return tuple(name for name in names if name not in page.shown)

    def _switch_on(self, scope: Scope, names: tuple[str, ...], unseen: tuple[str, ...]) -> Stay:
        """Several at once are only ever switched on; what one does not see is told."""
        picked = picked_in(scope, self.before(scope))
        kept = self._keep(scope, list(dict.fromkeys([*picked, *names])))
        labels = [self.toggle_label(scope, name) for name in unseen]
        note = (TextKey("_shared/switched_on", {"names": labels}),) if labels else ()
        return Stay((*kept.notes, *note))

    def _keep(self, scope: Scope, picked: list[str]) -> Stay:
        scope.frame.work["picked"] = list(picked[: self.most])
        is_over = self.most is not None and len(picked) > self.most
        return Stay((TextKey("_shared/most", {"most": self.most}),) if is_over else ())


def alter_label(scope: Scope, name: str) -> TextKey:
    """The label of an alter; with a number where another one is called the same."""
    alter = scope.dossier.alter(name)
    label = alter.label if alter is not None else ""
    same = [a.id for a in scope.dossier.alters if a.label.casefold() == label.casefold()]
    if len(same) < 2:
        return TextKey("_shared/alter_label", {"name": label})
    number = same.index(name) + 1
    return TextKey("_shared/alter_label_numbered", {"name": label, "number": number})
