"""Contacts that are not good for ego: what is never suggested, shown to others, or asked about.

One place decides it, so that no list forgets somebody (R-10, R-13).
"""

from collections.abc import Callable

from states.dossier import Alter
from states.pictures.chart import NOT_GOOD
from states.scope import Scope
from states.sides import other, seen_from

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
    """Whether an alter may be in anything that is made for somebody else.

    It looks at the side on which the client stands, and not at the other one, as `is_blocked`
    does. Who reads what was made as a client would else see from a gap what was told as a carer,
    and the reverse: of the same name there, that contact is not good. Nothing is suggested by
    showing somebody; the client chose this person here, by name, and saw it before it went.
    """
    there = scope.of(alter)
    return not is_not_good(there) and there.value("do_not_contact") is not True


def may_be_closer(scope: Scope, alter: Alter) -> bool:
    """Whether more contact with an alter may be offered, for the client's own eyes (R-10).

    Not where contact is not good, said as a client or as a carer. Who wants less of it may want
    more later: that is for the client to say.
    """
    return may_be_shown(scope, alter) and not _is_so_elsewhere(scope, alter, _is_out_of_sight)


def _is_out_of_sight(scope: Scope, alter: Alter) -> bool:
    return not may_be_shown(scope, alter)


def may_be_in_plan(scope: Scope, alter: Alter) -> bool:
    """Whether an alter may be named in a step that somebody else reads.

    Nobody with whom the client wants less or nothing by now: who reads it might encourage it
    (R-10). It looks at this side, as `may_be_shown` does; and that something else was said in
    private of that person changes nothing, as it would show (R-13).
    """
    return may_be_shown(scope, alter) and not _wants_less(scope.of(alter))


def _wants_less(there: Scope) -> bool:
    return there.value("wish_with") in BLOCKING_WISH


def is_blocked(scope: Scope, alter: Alter) -> bool:
    """Whether nothing may ever be suggested with this alter (R-10).

    That is so for a contact that is not good, that should not be contacted, with which the client
    wants less or nothing, or of which something is private. Who is so for somebody as a client is
    so for the same person as a carer, and the reverse: the name tells it.
    """
    return _is_blocked_here(scope, alter) or _is_so_elsewhere(scope, alter, _is_blocked_here)


def _is_so_elsewhere(scope: Scope, alter: Alter, holds: Callable[[Scope, Alter], bool]) -> bool:
    """Whether it holds for somebody on the other side who is called the same."""
    dossier = scope.dossier
    label, hidden = alter.label.casefold(), dossier.other_side
    if hidden is None or all(one.label.casefold() != label for one in hidden.alters):
        return False
    there = seen_from(scope, other(dossier.side))
    same = (one for one in there.dossier.alters if one.label.casefold() == label)
    return any(holds(there, one) for one in same)


def _is_blocked_here(scope: Scope, alter: Alter) -> bool:
    there = scope.of(alter)
    return (
        not may_be_shown(scope, alter)
        or _wants_less(there)
        or any(answer.private for answer in alter.answers.values())
    )
