"""Steps on the list of alters: tap who fits, and who knows whom."""

from collections.abc import Sequence
from typing import ClassVar, Literal

from states.conditions import Condition, Scalar
from states.dossier import Alter, Value
from states.input import Say, Tap, Unreadable
from states.model import Slug
from states.scope import Scope
from states.screen import Role, ScreenOption, TextKey
from states.steps.step import Go, Outcome, Stay, picked_in
from states.steps.toggling import NAMES_PAGE, TogglingStep, alter_labels


class AltersStep(TogglingStep):
    """Common behaviour of the kinds in this module: six names at a time."""

    role: ClassVar[Role] = "alter"
    others_label: ClassVar[str] = "option_other_names"

    def page_size(self, count: int) -> int:  # noqa: ARG002 - six, whoever it is
        """Six names (decisions, section 1)."""
        return NAMES_PAGE

    def toggle_labels(self, scope: Scope, names: Sequence[str]) -> list[TextKey]:
        """The labels of the alters."""
        return alter_labels(scope, names)


class PickAltersStep(AltersStep):
    """A question on the whole list: one taps who fits (per list, not per person).

    With `value`, `variable` is an alter variable that each picked alter gets, and `rest` is what
    the others get when the client says that these are all; `rest_for` says which of them. With no
    `value`, `variable` is an ego variable that holds the picked alters, to go through them in an
    `each`.
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
    value: Scalar | None = None
    rest: Scalar | None = None
    rest_for: Condition | None = None
    among: Condition | None = None
    picked_next: Slug | None = None
    """Where it goes when somebody was picked, if not to `next`."""

    def ids(self, scope: Scope) -> tuple[str, ...]:
        """Ids of the alters on this list, in the order of naming."""
        among, alters = self.among, scope.dossier.alters
        if among is None:
            return tuple([alter.id for alter in alters])
        return tuple([alter.id for alter in alters if among.holds(scope.of(alter))])

    def has_any(self, scope: Scope) -> bool:
        """Whether somebody is on this list: the first one found is enough."""
        among, alters = self.among, scope.dossier.alters
        return bool(alters) and (among is None or any(among.holds(scope.of(a)) for a in alters))

    def before(self, scope: Scope) -> Value:
        """Those who were picked at an earlier answer."""
        if self.value is None:
            return scope.value(self.variable)
        alters = scope.dossier.alters
        return [a.id for a in alters if scope.of(a).value(self.variable) == self.value]

    def finish(self, scope: Scope, picked: list[str]) -> Outcome:
        """Write the picked ones, on ego or on each alter of the list."""
        if self.value is None:
            scope.write(self.variable, picked)
        else:
            self._write_alters(scope, picked)
        return Go("picked" if picked and self.picked_next else "default")

    def _write_alters(self, scope: Scope, picked: list[str]) -> None:
        known = self.ids(scope)
        for alter in [a for a in scope.dossier.alters if a.id in known]:
            self._write_one(scope.of(alter), alter, is_picked=alter.id in picked)

    def _write_one(self, there: Scope, alter: Alter, *, is_picked: bool) -> None:
        if is_picked:
            there.write(self.variable, self.value)
        elif self._gets_rest(there) and there.value(self.variable) in (None, self.value):
            there.write(self.variable, self.rest)
        elif alter.answers.get(self.variable) and there.value(self.variable) == self.value:
            there.forget(self.variable)

    def _gets_rest(self, there: Scope) -> bool:
        return self.rest is not None and (self.rest_for is None or self.rest_for.holds(there))

    def leave_out(self, scope: Scope, status: Literal["skipped", "dont_know", "none"]) -> None:
        """Nothing is noted per alter, but "none" takes back who was picked before on this list.

        Of those who are not on it nothing was asked, so nothing is taken back.
        """
        if self.value is None:
            super().leave_out(scope, status)
        elif status == "none":
            known = self.ids(scope)
            for alter in [one for one in scope.dossier.alters if one.id in known]:
                if scope.of(alter).value(self.variable) == self.value:
                    scope.of(alter).forget(self.variable)


class TiesStep(AltersStep):
    """Who knows whom, by group and never pair by pair (A37).

    - id: who_knows_whom
      kind: ties
      variable: groups
      opt_outs: [skip]
    """

    kind: Literal["ties"]

    def ids(self, scope: Scope) -> tuple[str, ...]:
        """All alters."""
        return tuple(alter.id for alter in scope.dossier.alters)

    def before(self, scope: Scope) -> Value:  # noqa: ARG002 - each group begins empty
        """Nobody: what was answered before are groups."""
        return None

    def is_open(self, scope: Scope) -> bool:
        """Closed below two alters."""
        return super().is_open(scope) and len(scope.dossier.alters) > 1

    def endings(self) -> tuple[ScreenOption, ...]:
        """Make a group of those who are on; or done."""
        group = ScreenOption("group", TextKey("_shared/option_group"), "done")
        return (group, *super().endings())

    def accept(self, scope: Scope, given: Tap | Say | Unreadable) -> Outcome:
        """Names for a group, the group itself, or done."""
        if isinstance(given, Tap) and given.option == "group":
            self._keep_group(scope, picked_in(scope))
            return Stay((TextKey("_shared/another_group"),))
        return super().accept(scope, given)

    def finish(self, scope: Scope, picked: list[str]) -> Outcome:
        """The last group, if one was begun."""
        self._keep_group(scope, picked)
        return Go()

    def _keep_group(self, scope: Scope, members: list[str]) -> None:
        scope.frame.work["picked"] = []
        if len(members) > 1:
            before = scope.value(self.variable)
            groups = list(before) if isinstance(before, list) else []
            scope.write(self.variable, list(dict.fromkeys([*groups, "+".join(members)])))
