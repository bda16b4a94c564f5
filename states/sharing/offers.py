"""An offer: a worker's code that a client typed or scanned, until it is accepted or declined.

The worker hears nothing of it before the first snapshot, whatever the client does (decisions, 6).
"""

from msgspec.structs import replace

from states.content import OPTIONAL_ASIDES, Content
from states.days import local_day
from states.dossier import Dossier, decode
from states.input import Offered
from states.scope import Scope
from states.sharing.deeds import Unpair
from states.sharing.records import MOST_PAIRINGS, Pairing, Sharing

FEATURE = "sharing"
"""What a program has to be able to do, so that something can be shared."""


def can_share(content: Content) -> bool:
    """Whether there is anything to share with: the dialogue, and the program's part."""
    return FEATURE in content.capabilities and OPTIONAL_ASIDES["share"] in content.dialogues


def remember_offer(scope: Scope, offered: Offered) -> bool:
    """Keep an offer, in the place of one that was not answered.

    Who ended a pairing and uses its code once more is asked anew.

    Returns:
        False where there are as many workers as there may be; then it is declined.
    """
    dossier = scope.dossier
    known = pairing(dossier, offered.pairing)
    if known is not None and known.ended:
        dossier.pairings = [one for one in dossier.pairings if one is not known]
        known = None
    if known is None and _count_live(dossier) >= MOST_PAIRINGS:
        scope.do(Unpair(offered.pairing))
        return False
    drop_offers(scope, but=offered.pairing)
    if known is None:
        today = local_day(scope.now)
        dossier.pairings.append(Pairing(offered.pairing, offered.worker, today))
    sharing = dossier.sharing or Sharing(scope.now, side=dossier.side)
    if known is None or not known.accepted:
        dossier.sharing = replace(sharing, offered=offered.pairing)
    return True


def _count_live(dossier: Dossier) -> int:
    return len([one for one in dossier.pairings if one.is_live])


def pairing(dossier: Dossier, name: str) -> Pairing | None:
    """The pairing with this id, or None when it is gone."""
    return next((one for one in dossier.pairings if one.id == name), None)


def is_of_another(dossier: Dossier, name: str) -> bool:
    """Whether a pairing was accepted in another conversation of this client.

    There it stays, and nothing that is said here ends it: it would be gone without a word.
    """
    others = (decode(one.kept) for one in dossier.asleep)
    return any(one.accepted and one.id == name for other in others for one in other.pairings)


def being_made(dossier: Dossier) -> Sharing | None:
    """What is being made ready on the side where the client stands; nothing of the other side.

    Words that were decided on there would else be said here, or left out (`states.sides`).
    """
    sharing = dossier.sharing
    return sharing if sharing is not None and sharing.side == dossier.side else None


def offer(dossier: Dossier) -> Pairing | None:
    """The offer that waits for an answer."""
    sharing = dossier.sharing
    found = pairing(dossier, sharing.offered) if sharing is not None and sharing.offered else None
    return found if found is not None and not found.accepted else None


def drop_offers(scope: Scope, *, but: str = "") -> None:
    """Decline what was offered and not accepted."""
    kept = []
    for one in scope.dossier.pairings:
        if one.accepted or one.id == but:
            kept.append(one)
        elif not is_of_another(scope.dossier, one.id):
            scope.do(Unpair(one.id))
    scope.dossier.pairings = kept
