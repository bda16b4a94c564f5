"""What steps with toggles share: several may be on, each tap switches one, *done* ends it."""

from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from states.dossier import Value
from states.input import Say, Tap, Unreadable
from states.model import Slug
from states.scope import Scope
from states.screen import Role, ScreenOption, TextKey
from states.steps.step import (
    PAGE,
    Outcome,
    Paged,
    Refuse,
    Shown,
    Stay,
    Step,
    as_list,
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

    def page_size(self, count: int) -> int:  # noqa: ARG002 - kinds look
        """How many toggles are on one screen, of so many."""
        return PAGE

    @abstractmethod
    def before(self, scope: Scope) -> Value:
        """What is on before anything is tapped: a list of ids, or None."""

    @abstractmethod
    def toggle_labels(self, scope: Scope, names: Sequence[str]) -> list[TextKey]:
        """How these toggles are called."""

    @abstractmethod
    def finish(self, scope: Scope, picked: list[str]) -> Outcome:
        """What *done* does with those that are on."""

    def is_open(self, scope: Scope) -> bool:
        """Closed where there is nothing to switch."""
        return super().is_open(scope) and self.has_any(scope)

    def has_any(self, scope: Scope) -> bool:
        """Whether there is something to switch."""
        return bool(self.ids(scope))

    def show(self, scope: Scope) -> Shown:
        """One page of toggles."""
        page = self._page(scope, self.ids(scope))
        picked = self._picked(scope)
        toggles = self._toggles(scope, page.shown, picked)
        others = self._toggles(scope, page.others, picked) if page.others else ()
        more = (more_option(self.others_label),) if others else ()
        options = (*toggles, *more, *self.endings())
        return Shown((self.body(scope),), options, others, several=True)

    def _page(self, scope: Scope, ids: tuple[str, ...]) -> Paged:
        return page_of(ids, current_page(scope), self.page_size(len(ids)))

    def _picked(self, scope: Scope) -> list[str]:
        """The toggles that are on: what was on before counts until one is tapped."""
        if "picked" in scope.frame.work:
            return picked_in(scope)
        return as_list(self.before(scope))

    def _toggles(
        self, scope: Scope, names: tuple[str, ...], picked: list[str]
    ) -> tuple[ScreenOption, ...]:
        labels = self.toggle_labels(scope, names)
        return tuple(
            ScreenOption(name, label, self.role, name in picked)
            for name, label in zip(names, labels, strict=True)
        )

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
            return self.finish(scope, [name for name in self._picked(scope) if name in there])
        return self._tapped(scope, given)

    def _tapped(self, scope: Scope, tap: Tap) -> Outcome:
        """Give one the state that is wanted, or else the other one than it has."""
        name = tap.option
        there = self.ids(scope)
        if name not in there:
            return Refuse("reask_several")
        picked = self._picked(scope)
        unseen = self._unseen(scope, (name,), there) if tap.turn is None else ()
        is_wanted = name not in picked if tap.wanted is None else tap.wanted
        if is_wanted or unseen:
            return self._switch_on(scope, (name,), unseen)
        return self._keep(scope, [p for p in picked if p != name])

    def _typed(self, scope: Scope, said: Say) -> Outcome:
        there = self.ids(scope)
        chosen = tuple(name for name in said.picked if name in there)
        if not chosen:
            return Refuse("reask_which" if said.ambiguous else "reask_several")
        outcome = self._switch_on(scope, chosen, self._unseen(scope, chosen, there))
        unplaced = (TextKey("_shared/unplaced"),) if said.unplaced else ()
        return Stay((*outcome.notes, *unplaced))

    def _unseen(
        self, scope: Scope, names: tuple[str, ...], there: tuple[str, ...]
    ) -> tuple[str, ...]:
        """Those that were typed from another page: they are only ever switched on."""
        shown = self._page(scope, there).shown
        return tuple(name for name in names if name not in shown)

    def _switch_on(self, scope: Scope, names: tuple[str, ...], unseen: tuple[str, ...]) -> Stay:
        """Several at once are only ever switched on; what one does not see is told."""
        kept = self._keep(scope, list(dict.fromkeys([*self._picked(scope), *names])))
        labels = self.toggle_labels(scope, unseen) if unseen else []
        note = (TextKey("_shared/switched_on", {"names": labels}),) if labels else ()
        return Stay((*kept.notes, *note))

    def _keep(self, scope: Scope, picked: list[str]) -> Stay:
        scope.frame.work["picked"] = list(picked[: self.most])
        is_over = self.most is not None and len(picked) > self.most
        return Stay((TextKey("_shared/most", {"most": self.most}),) if is_over else ())


def alter_labels(scope: Scope, names: Sequence[str]) -> list[TextKey]:
    """The labels of alters; with a number where another one is called the same."""
    called = {alter.id: alter.label for alter in scope.dossier.alters}
    folded = {name: label.casefold() for name, label in called.items()}
    if len(set(folded.values())) == len(folded):  # as nearly always: all have their own name
        return [TextKey("_shared/alter_label", {"name": called.get(name, "")}) for name in names]
    return [_alter_label(name, called.get(name, ""), folded) for name in names]


def _alter_label(name: str, label: str, folded: Mapping[str, str]) -> TextKey:
    same = [other for other, its_label in folded.items() if its_label == label.casefold()]
    if len(same) < 2:
        return TextKey("_shared/alter_label", {"name": label})
    number = same.index(name) + 1
    return TextKey("_shared/alter_label_numbered", {"name": label, "number": number})
