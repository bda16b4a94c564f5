"""Of whom a carer is asked what they do: all, or whom the carer chose of many (C2.6)."""

from states.pictures.chart import APART
from states.scope import Scope

MOST = 3
"""People of whom it is asked in one conversation (decisions, section 3)."""


def who_may_help(scope: Scope) -> list[str]:
    """Ids of those on this side who may be doing something, in the order of naming.

    Not who is cared for, and no animal, place, thing or somebody who is missed.
    """
    return [alter.id for alter in scope.dossier.alters if _may_help(scope.of(alter))]


def has_many_helpers(scope: Scope) -> bool:
    """Whether there are more than are asked about, so that the carer chooses of whom."""
    return len(who_may_help(scope)) > MOST


def helpers_asked(scope: Scope) -> list[str]:
    """Ids of those of whom it is asked what they do.

    Of many those who were picked. Somebody may become one too many while it is being asked; who
    was never asked to choose then goes on with the first of them.
    """
    there = who_may_help(scope)
    if len(there) <= MOST or scope.answer("care_helpers") is None:
        return there[:MOST]
    value = scope.value("care_helpers")
    picked = value if isinstance(value, list) else []
    return [alter for alter in picked if alter in there]


def _may_help(there: Scope) -> bool:
    return there.value("cared_for") is not True and there.value("kind") not in APART
