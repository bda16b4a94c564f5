"""Which entries a summary tells of: steps that are open, gatherings, and thoughts that were kept.

What was done or put away is the client's own past; it is in *everything*, and in no summary.
"""

from states.dossier import Entry
from states.plans.actions import open_actions
from states.scope import Scope

PARTS_WITH_ENTRIES = {"plan": ("action", "gathering"), "thoughts": ("thought",)}
"""The kinds that a part of a summary tells of, in reading order."""


def told_entries(scope: Scope, kind: str) -> list[Entry]:
    """The entries of a kind that a summary may tell of, the oldest first."""
    return open_actions(scope) if kind == "action" else scope.dossier.of_kind(kind)
