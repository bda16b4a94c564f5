"""What an option may do about sharing. Nothing goes anywhere but by `send_share` (R-30)."""

from collections.abc import Callable, Mapping

from msgspec.structs import replace

from states.choosing import chosen_parts
from states.content import OPTIONAL_ASIDES
from states.days import local_day
from states.dossier import MARK, Dossier
from states.input import Offered
from states.scope import Scope
from states.sharing.deeds import Pair, Publish, Unpair, Withdraw, share_id
from states.sharing.news import mark_told, unread_items, without_pairing
from states.sharing.offers import being_made, drop_offers, offer, pairing
from states.sharing.preview import is_as_seen
from states.sharing.records import MOST_SHARES, MYSELF, Pairing, Share, Sharing
from states.sharing.snapshot import last_day, snapshot_bytes
from states.sides import forget_on, other

CHOICES = ("parts", "parts_people", "parts_names")
"""Answers on what is shown, which belong to what is made ready now; so does all of `share_*`."""


def begin_sharing(scope: Scope) -> None:
    """Begin anew with nothing chosen (R-30); an offer that waits is still there."""
    _forget_choices(scope.dossier)
    _tidy(scope)
    scope.dossier.sharing = _begun(scope, offer(scope.dossier))


def _begun(scope: Scope, waiting: Pairing | None) -> Sharing:
    offered = waiting.id if waiting is not None else ""
    return Sharing(scope.now, offered=offered, side=scope.dossier.side)


def stop_sharing(scope: Scope) -> None:
    """Forget what was made ready; an offer that waits is still there."""
    waiting = offer(scope.dossier)
    _forget_choices(scope.dossier)
    scope.dossier.sharing = _begun(scope, waiting) if waiting is not None else None
    _close_the_way_back(scope.dossier)


def _close_the_way_back(dossier: Dossier) -> None:
    """What was chosen is gone, so nobody goes back into it and finds it empty."""
    aside = next((f for f in dossier.stack if f.dialogue == OPTIONAL_ASIDES["share"]), None)
    mark = aside.work.get(MARK) if aside is not None else None
    if isinstance(mark, int):
        del dossier.history[mark:]


def _forget_choices(dossier: Dossier) -> None:
    """Nothing chosen on this side; nor on the other one where something was being made ready."""
    for name in filter(_is_choice, list(dossier.ego)):
        del dossier.ego[name]
    hidden = dossier.other_side
    if hidden is not None and dossier.sharing is not None and being_made(dossier) is None:
        for name in filter(_is_choice, list(hidden.ego)):
            forget_on(dossier, other(dossier.side), "", name)


def _is_choice(name: str) -> bool:
    return name in CHOICES or name.startswith("share_")


def accept_offer(scope: Scope) -> None:
    """Be paired with the worker whose code it was, and share with them."""
    dossier, waiting = scope.dossier, offer(scope.dossier)
    if waiting is None or dossier.sharing is None:
        return
    accepted = replace(waiting, accepted=True, since=local_day(scope.now))
    dossier.pairings = [accepted if one is waiting else one for one in dossier.pairings]
    dossier.sharing = replace(dossier.sharing, to=waiting.id, offered="", previewed="")
    scope.do(Pair(waiting.id))


def decline_offer(scope: Scope) -> None:
    """Do not be paired; the worker never hears of it."""
    drop_offers(scope)
    if scope.dossier.sharing is not None:
        scope.dossier.sharing = replace(scope.dossier.sharing, offered="")


def choose_pairing(scope: Scope) -> None:
    """Share with the worker whom a loop over pairings is at."""
    found = pairing(scope.dossier, scope.frame.item or "")
    if found is not None and found.is_live:
        address(scope, found.id)


def choose_pairing_of(scope: Scope, offered: Offered) -> None:
    """Share with the worker of a code that was accepted before; a new one is asked about first."""
    found = pairing(scope.dossier, offered.pairing)
    if found is not None and found.is_live:
        address(scope, found.id)


def to_myself(scope: Scope) -> None:
    """Make it for oneself, to show it to whom one wants."""
    address(scope, MYSELF)


def address(scope: Scope, to: str) -> None:
    """Make it for this pairing, or for oneself; what was seen was seen for somebody else."""
    sharing = being_made(scope.dossier) or _begun(scope, offer(scope.dossier))
    scope.dossier.sharing = replace(sharing, to=to, previewed="")


def send_share(scope: Scope) -> None:
    """Send what the client saw, once: after it nothing is left to be sent (R-30, R-31)."""
    dossier, sharing = scope.dossier, being_made(scope.dossier)
    to = pairing(dossier, sharing.to) if sharing is not None else None
    if to is None or not is_as_seen(scope):
        return
    number = len([one for one in dossier.shares if one.pairing == to.id])
    name, until = share_id(to.id, number, scope.now), last_day(scope)
    scope.do(Publish(name, to.id, until, snapshot_bytes(scope)))
    facts = to.worker
    parts = tuple(chosen_parts(scope))
    sent = Share(name, to.id, facts.name, facts.organisation, scope.now, until, parts)
    dossier.shares = _shortened([*dossier.shares, sent], local_day(scope.now))
    stop_sharing(scope)


def _shortened(shares: list[Share], today: int) -> list[Share]:
    """At most so many: the oldest that cannot be read any more go first."""
    over = len(shares) - MOST_SHARES
    past = [one for one in shares if not one.is_live(today)][: max(0, over)]
    return [one for one in shares if all(one is not gone for gone in past)]


def withdraw_share(scope: Scope) -> None:
    """Take back what a loop over shares is at; from now on it cannot be opened."""
    today = local_day(scope.now)
    for index, share in enumerate(scope.dossier.shares):
        if share.id == scope.frame.item and share.is_live(today):
            scope.dossier.shares[index] = replace(share, withdrawn=scope.now)
            scope.do(Withdraw(share.id))


def end_pairing(scope: Scope) -> None:
    """End the pairing that a loop over pairings is at; all that was shared there goes with it."""
    dossier = scope.dossier
    found = pairing(dossier, scope.frame.item or "")
    if found is None or not found.is_live:
        return
    ended = replace(found, ended=scope.now, told=True)
    dossier.pairings = [ended if one is found else one for one in dossier.pairings]
    dossier.shares = [
        replace(one, ended=True) if one.pairing == found.id else one for one in dossier.shares
    ]
    dossier.sharing = without_pairing(dossier, found.id)
    scope.do(Unpair(found.id))


def note_told(scope: Scope) -> None:
    """Remember that the client read what a loop over news is at; outside of it, all of it."""
    there = unread_items(scope.dossier)
    item = scope.frame.item
    told = {item} if item in there else set(there)
    mark_told(scope.dossier, told)


def _tidy(scope: Scope) -> None:
    """Drop pairings that ended before today, as the client knows."""
    today = local_day(scope.now)

    def is_past(one: Pairing) -> bool:
        return bool(one.ended) and one.told and local_day(one.ended) < today

    scope.dossier.pairings = [one for one in scope.dossier.pairings if not is_past(one)]


EFFECTS: Mapping[str, Callable[[Scope], None]] = {
    "begin_sharing": begin_sharing,
    "stop_sharing": stop_sharing,
    "accept_offer": accept_offer,
    "decline_offer": decline_offer,
    "choose_pairing": choose_pairing,
    "to_myself": to_myself,
    "send_share": send_share,
    "withdraw_share": withdraw_share,
    "end_pairing": end_pairing,
    "note_told": note_told,
}
