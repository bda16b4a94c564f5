"""Steps on the list of alters: tap who fits, and who knows whom."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from states.conditions import Condition, Scalar
from states.dossier import Alter
from states.input import Say, Tap, Unreadable
from states.model import Slug
from states.scope import Scope
from states.screen import ScreenOption, TextKey
from states.steps.several import DONE, done_option, toggle
from states.steps.step import (
    Go,
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

NAMES_PAGE = 6
"""Names on one screen (decisions, section 1)."""


def names_shown(scope: Scope, ids: tuple[str, ...], picked: list[str]) -> Shown:
    """One page of names as toggles, with the way to the others; no text yet."""
    page = page_of(ids, current_page(scope), NAMES_PAGE)
    options, others = (
        tuple(
            ScreenOption(
                alter.id,
                TextKey("_shared/alter_label", {"name": alter.label}),
                "alter",
                alter.id in picked,
            )
            for alter in map(scope.dossier.alter, names)
            if alter is not None
        )
        for names in (page.shown, page.others)
    )
    if others:
        options = (*options, more_option("option_other_names"))
    return Shown((), options, others, several=True)


class PickAltersStep(Step):
    """A question on the whole list: one taps who fits (per list, not per person).

    With `value`, `variable` is an alter variable that each picked alter gets, and `rest` is what
    the others get when the client says that these are all. With no `value`, `variable` is an ego
    variable that holds the picked alters, to go through them in an `each`.
    `among` says who is on the list.

    - id: ring_friend
      kind: pick_alters
      among: {not: {one_of: {ring: [very_close, service]}}}
      variable: ring
      value: friend
      rest: acquaintance
      opt_outs: [none, skip]
    """

    kind: Literal["pick_alters"]
    variable: Slug
    value: Scalar | None = None
    rest: Scalar | None = None
    among: Condition | None = None
    most: int | None = None
    picked_next: Slug | None = None
    """Where it goes when somebody was picked, if not to `next`."""

    def written(self) -> Iterator[str]:
        """The variable and what the opt-outs set."""
        yield from super().written()
        yield self.variable

    def candidates(self, scope: Scope) -> tuple[str, ...]:
        """Ids of the alters on this list, in the order of naming."""
        among, alters = self.among, scope.dossier.alters
        return tuple(a.id for a in alters if among is None or among.holds(scope.of(a)))

    def is_open(self, scope: Scope) -> bool:
        """Closed where nobody is on the list."""
        return super().is_open(scope) and bool(self.candidates(scope))

    def _picked(self, scope: Scope) -> list[str]:
        return picked_in(scope, self._before(scope))

    def _before(self, scope: Scope) -> list[str]:
        if self.value is None:
            value = scope.value(self.variable)
            return list(value) if isinstance(value, list) else []
        alters = scope.dossier.alters
        return [a.id for a in alters if scope.of(a).value(self.variable) == self.value]

    def show(self, scope: Scope) -> Shown:
        """Six names at a time, each on or off."""
        names = names_shown(scope, self.candidates(scope), self._picked(scope))
        return replace(names, body=(self.body(scope),), options=(*names.options, done_option()))

    def accept(self, scope: Scope, given: Tap | Say | Unreadable) -> Outcome:
        """A name tapped or typed, several typed at once, the next page, or done."""
        if isinstance(given, Say):
            return self._typed(scope, given)
        if not isinstance(given, Tap):
            return Refuse("reask_several")
        if given.option == "page":
            return turn_page(scope)
        if given.option == DONE:
            return self._finish(scope)
        return self._typed(scope, Say("", picked=(given.option,)))

    def _typed(self, scope: Scope, said: Say) -> Outcome:
        known = self.candidates(scope)
        chosen = tuple(name for name in said.picked if name in known)
        if not chosen:
            return Refuse("reask_several")
        toggle(scope, self._picked(scope), chosen)
        notes = (TextKey("_shared/unplaced"),) if said.unplaced else ()
        if self.most is not None and len(self._picked(scope)) > self.most:
            scope.frame.work["picked"] = self._picked(scope)[: self.most]
            notes = (TextKey("_shared/most", {"most": self.most}),)
        return Stay(notes)

    def _finish(self, scope: Scope) -> Outcome:
        known = self.candidates(scope)
        picked = [name for name in self._picked(scope) if name in known]
        if self.value is None:
            scope.write(self.variable, picked)
        else:
            self._write_alters(scope, known, picked)
        return Go("picked" if picked and self.picked_next else "default")

    def _write_alters(self, scope: Scope, known: tuple[str, ...], picked: list[str]) -> None:
        for alter in [a for a in scope.dossier.alters if a.id in known]:
            self._write_one(scope.of(alter), alter, is_picked=alter.id in picked)

    def _write_one(self, there: Scope, alter: Alter, *, is_picked: bool) -> None:
        if is_picked:
            there.write(self.variable, self.value)
        elif self.rest is not None and there.value(self.variable) in (None, self.value):
            there.write(self.variable, self.rest)
        elif alter.answers.get(self.variable) and there.value(self.variable) == self.value:
            there.forget(self.variable)

    def leave_out(self, scope: Scope, status: Literal["skipped", "dont_know", "none"]) -> None:
        """Nothing is noted per alter, but "none" takes back who was picked before."""
        if self.value is None:
            super().leave_out(scope, status)
        elif status == "none":
            for alter in scope.dossier.alters:
                if scope.of(alter).value(self.variable) == self.value:
                    scope.of(alter).forget(self.variable)


class TiesStep(Step):
    """Who knows whom, by group and never pair by pair (A37).

    - id: who_knows_whom
      kind: ties
      variable: groups
      opt_outs: [skip]
    """

    kind: Literal["ties"]
    variable: Slug

    def written(self) -> Iterator[str]:
        """The variable."""
        yield from super().written()
        yield self.variable

    def is_open(self, scope: Scope) -> bool:
        """Closed below two alters."""
        return super().is_open(scope) and len(scope.dossier.alters) > 1

    def show(self, scope: Scope) -> Shown:
        """Names to tap, to make one group of, and the way out."""
        ids = tuple(alter.id for alter in scope.dossier.alters)
        names = names_shown(scope, ids, picked_in(scope))
        group = ScreenOption("group", TextKey("_shared/option_group"), "done")
        options = (*names.options, group, done_option())
        return replace(names, body=(self.body(scope),), options=options)

    def accept(self, scope: Scope, given: Tap | Say | Unreadable) -> Outcome:
        """Names for a group, the group itself, or done."""
        if isinstance(given, Tap) and given.option == "page":
            return turn_page(scope)
        if isinstance(given, Tap) and given.option in ("group", DONE):
            return self._group(scope, is_last=given.option == DONE)
        picked = (given.option,) if isinstance(given, Tap) else getattr(given, "picked", ())
        known = tuple(name for name in picked if scope.dossier.alter(name) is not None)
        if not known:
            return Refuse("reask_several")
        toggle(scope, picked_in(scope), known)
        return Stay()

    def _group(self, scope: Scope, *, is_last: bool) -> Outcome:
        members = picked_in(scope)
        scope.frame.work["picked"] = []
        if len(members) > 1:
            before = scope.value(self.variable)
            groups = list(before) if isinstance(before, list) else []
            scope.write(self.variable, list(dict.fromkeys([*groups, "+".join(members)])))
        return Go() if is_last else Stay((TextKey("_shared/another_group"),))
