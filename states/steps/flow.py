"""Steps at which nobody rests: a loop over items, and the call of another dialogue."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import model_validator

from states.codebook import Codebook
from states.model import Declared, Slug
from states.scope import Scope
from states.steps.step import Step

if TYPE_CHECKING:
    from states.steps.any_step import AnyStep


ALTER_LISTS = frozenset({"chosen_people", "helpers_asked"})
"""Named lists whose items are alters."""

ENTRY_LISTS: Mapping[str, str] = {
    "open_actions": "action",
    "away_actions": "action",
    "due_actions": "action",
    "thoughts": "thought",
    "gatherings": "gathering",
}
"""Named lists whose items are entries, with the kind of these."""


class Over(Declared):
    """What a loop goes over: what was picked before, a codebook list, or what a rule names."""

    variable: Slug | None = None
    list: Slug | None = None
    rule: Slug | None = None

    @model_validator(mode="after")
    def _exactly_one(self) -> "Over":
        if len(self.model_fields_set) != 1:
            raise ValueError("`over` has exactly one of variable, list, rule")
        return self

    def items(self, scope: Scope) -> tuple[str, ...]:
        """Ids of the items, in order, as they are now; what is gone is left out."""
        if self.list is not None:
            return items_of(scope, self.list)
        if self.rule is not None:
            return tuple(scope.content.lists[self.rule](scope))
        value = scope.value(self.variable or "")
        picked = tuple(value) if isinstance(value, list) else ()
        if self.over_alters(scope.content.codebook):
            return tuple(name for name in picked if scope.dossier.alter(name) is not None)
        if self.over_entries(scope.content.codebook):
            return tuple(name for name in picked if scope.dossier.entry(name) is not None)
        return picked

    def over_alters(self, codebook: Codebook) -> bool:
        """Whether the items are alters."""
        if self.rule in ALTER_LISTS:
            return True
        variable = codebook.variables.get(self.variable or "")
        return variable is not None and variable.type == "alters"

    def over_entries(self, codebook: Codebook) -> str | None:
        """The kind of the entries that are the items; None where they are none."""
        variable = codebook.variables.get(self.variable or "")
        return variable.of if variable is not None else ENTRY_LISTS.get(self.rule or "")


def items_of(scope: Scope, name: str) -> tuple[str, ...]:
    """Ids of the entries of a codebook list that are there for this client."""
    entries = scope.content.codebook.lists[name]
    return tuple(e.id for e in entries if e.when is None or e.when.holds(scope))


class FlowStep(Step):
    """Base of the kinds that show nothing."""

    rests: ClassVar[bool] = False
    asks: ClassVar[bool] = False


class CallStep(FlowStep):
    """Goes through another dialogue and comes back; an `optional` one may be missing.

    - id: nobody
      kind: call
      dialogue: nobody
    """

    kind: Literal["call"]
    dialogue: Slug
    optional: bool = False

    def is_open(self, scope: Scope) -> bool:
        """Closed where the dialogue is not there."""
        return super().is_open(scope) and self.dialogue in scope.content.dialogues


class EachStep(FlowStep):
    """The name interpreter: its `steps` once for each item; `empty` is where none leads.

    - id: per_person
      kind: each
      over: {variable: chosen}
      steps:
        - {id: together, kind: text, variable: together, sensitivity: L0, opt_outs: [skip]}
    """

    kind: Literal["each"]
    over: Over
    steps: "tuple[AnyStep, ...]"
    empty: Slug | None = None

    def mentioned(self) -> Iterator[str]:
        """The variable that it goes over."""
        if self.over.variable is not None:
            yield self.over.variable
