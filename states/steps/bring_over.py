"""A step that names people on this side who stand on the other one, each by a tap."""

from collections.abc import Sequence
from typing import Literal

from states.caring.own_circle import bring_over, other_side_labels, other_side_names
from states.dossier import Value
from states.scope import Scope
from states.screen import TextKey
from states.steps.alters import AltersStep
from states.steps.step import Go, Outcome, as_list


class BringOverStep(AltersStep):
    """Lets the client choose who of the own circle is named here too; nobody comes by itself.

    A name and its kind come over, and no answer. Closed where there is nobody to choose.

    - id: bring_over
      kind: bring_over
      variable: brought_over
      opt_outs: [none, skip]
    """

    kind: Literal["bring_over"]

    def ids(self, scope: Scope) -> tuple[str, ...]:
        """Ids of the other side."""
        return tuple(other_side_names(scope))

    def before(self, scope: Scope) -> Value:  # noqa: ARG002 - all off at first
        """Nobody: who came over is on the list here."""
        return None

    def toggle_labels(self, scope: Scope, names: Sequence[str]) -> list[TextKey]:
        """What they are called there."""
        called = other_side_labels(scope)
        return [TextKey("_shared/alter_label", {"name": called[name]["title"]}) for name in names]

    def finish(self, scope: Scope, picked: list[str]) -> Outcome:
        """Name here those who are on, and remember whom that was."""
        labels = bring_over(scope, picked, self.id)
        scope.write(self.variable, [*as_list(scope.value(self.variable)), *picked])
        return Go("default", (TextKey("_shared/noted", {"names": labels}),) if labels else ())
