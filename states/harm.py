"""Contacts that are not good for ego: what is never suggested, shown to others, or asked about.

One place decides it, so that no list forgets somebody (R-10, R-13).
"""

from states.dossier import Alter
from states.pictures.chart import NOT_GOOD
from states.scope import Scope

BLOCKING_WISH = ("less", "stop")


def is_not_good(there: Scope) -> bool:
    """Whether the client said that contact with the alter at hand is not good.

    Who was tapped on the list of those with whom it is not good counts, also where the question
    after it, how it feels, was left out.
    """
    if there.alter is None:
        return False
    feel = there.value("feel")
    if feel is not None:
        return feel in NOT_GOOD
    marked = there.value("not_good")
    return isinstance(marked, list) and there.alter.id in marked


def may_be_shown(scope: Scope, alter: Alter) -> bool:
    """Whether an alter may be in anything that is made for somebody else."""
    there = scope.of(alter)
    return not is_not_good(there) and there.value("do_not_contact") is not True


def is_blocked(scope: Scope, alter: Alter) -> bool:
    """Whether nothing may ever be suggested with this alter (R-10).

    That is so for a contact that is not good, that should not be contacted, with which the client
    wants less or nothing, or of which something is private.
    """
    there = scope.of(alter)
    return (
        not may_be_shown(scope, alter)
        or there.value("wish_with") in BLOCKING_WISH
        or any(answer.private for answer in alter.answers.values())
    )
