"""Guards, lists and views on sharing, for content (`states.rules` has all of them)."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from states.days import date_of, local_day
from states.documents import text_values
from states.entries import told_entries
from states.parts import told_value
from states.scope import Scope
from states.sharing.account import share_values, worker_values
from states.sharing.news import unread, unread_items
from states.sharing.offers import being_made, offer, pairing
from states.sharing.preview import is_addressed, is_as_seen
from states.sharing.records import MYSELF, Pairing, Share
from states.sharing.sentences import all_sentences, own_sentences, sentence_view
from states.sharing.snapshot import circle_in, days_of, last_day, says_something, snapshot
from states.sides import CARE

NOBODY = {"name": "", "organisation": "", "role": "", "is_away": False, "away_until": None,
          "stand_in": ""}  # fmt: skip


def _live_pairings(scope: Scope) -> list[Pairing]:
    return [one for one in scope.dossier.pairings if one.is_live]


def _live_shares(scope: Scope) -> list[Share]:
    today = local_day(scope.now)
    return [one for one in scope.dossier.shares if one.is_live(today)]


# Lists


def pairings(scope: Scope) -> list[str]:
    """Workers to go over; one that the client ended today stays, so that the loop goes on."""
    today = local_day(scope.now)
    return [
        one.id
        for one in scope.dossier.pairings
        if one.is_live or (one.ended and one.told and local_day(one.ended) == today)
    ]


def pairings_to_choose(scope: Scope) -> list[str]:
    """Workers to choose from; nobody any more once that is chosen."""
    sharing = being_made(scope.dossier)
    return [] if sharing is not None and sharing.to else [one.id for one in _live_pairings(scope)]


def shares(scope: Scope) -> list[str]:
    """What can be taken back, the newest first; what was today stays, so that the loop goes on."""
    today = local_day(scope.now)
    return [
        one.id
        for one in reversed(scope.dossier.shares)
        if one.is_live(today) or (one.withdrawn and local_day(one.withdrawn) == today)
    ]


# Who it is about


def _worker(scope: Scope) -> Pairing | None:
    """Whom it goes to; where nothing is made ready for anybody, to whom something went last."""
    dossier, sharing = scope.dossier, being_made(scope.dossier)
    chosen = pairing(dossier, sharing.to) if sharing is not None and sharing.to else None
    last = pairing(dossier, dossier.shares[-1].pairing) if dossier.shares else None
    return chosen or last


def _worker_view(scope: Scope) -> dict[str, Any]:
    found = _worker(scope)
    return dict(NOBODY) if found is None else worker_values(found.worker, local_day(scope.now))


def _offer_view(scope: Scope) -> dict[str, Any]:
    found = offer(scope.dossier)
    return dict(NOBODY) if found is None else worker_values(found.worker, local_day(scope.now))


def _is_away(scope: Scope) -> bool:
    return bool(_worker_view(scope)["is_away"])


def _pairing_here(scope: Scope) -> Pairing | None:
    """The worker whom a loop is at, else the first one."""
    return pairing(scope.dossier, scope.frame.item or "") or next(iter(_live_pairings(scope)), None)


def _pairing_view(scope: Scope) -> dict[str, Any]:
    found = _pairing_here(scope)
    today = local_day(scope.now)
    if found is None:
        return {**NOBODY, "since": date_of(today), "is_live": False, "live_shares": 0}
    return _pairing_values(scope, found)


def _pairing_values(scope: Scope, one: Pairing) -> dict[str, Any]:
    today = local_day(scope.now)
    count = len([share for share in _live_shares(scope) if share.pairing == one.id])
    about = worker_values(one.worker, today)
    return {**about, "since": date_of(one.since), "is_live": one.is_live, "live_shares": count}


def _pairings_view(scope: Scope) -> list[dict[str, Any]]:
    return [_pairing_values(scope, one) for one in _live_pairings(scope)]


# What went


def _share_here(scope: Scope) -> Share | None:
    """What a loop is at, else what went last."""
    there = scope.dossier.shares
    here = next((one for one in there if one.id == scope.frame.item), None)
    return here or next(reversed(there), None)


def _share_view(scope: Scope) -> dict[str, Any]:
    today = local_day(scope.now)
    return share_values(_share_here(scope) or Share("", "", "", "", scope.now, today), today)


def _shares_view(scope: Scope) -> list[dict[str, Any]]:
    today = local_day(scope.now)
    return [share_values(one, today) for one in reversed(scope.dossier.shares)]


def _share_is_live(scope: Scope) -> bool:
    found = _share_here(scope)
    return found is not None and found.is_live(local_day(scope.now))


def _news_view(scope: Scope) -> dict[str, Any]:
    """What a loop over news is at, else the first of it."""
    there = unread_items(scope.dossier)
    item = there.get(scope.frame.item or "") or next(iter(there.values()), None)
    if item is not None and item.share is not None and item.reply is not None:
        reply = item.reply
        day = date_of(reply.day) if reply.day else None
        about = {"to": item.share.to, "organisation": item.share.organisation}
        return {"kind": reply.code, **about, "day": day, "on": date_of(local_day(reply.at))}
    ended = item.pairing if item is not None else None
    worker = ended.worker if ended is not None else None
    return {
        "kind": "ended" if ended is not None else "",
        "to": worker.name if worker is not None else "",
        "organisation": worker.organisation if worker is not None else "",
        "day": None,
        "on": date_of(local_day(ended.ended if ended is not None else scope.now)),
    }


# What is made ready


def snapshot_view(scope: Scope) -> dict[str, Any]:
    """The snapshot in its very words, pictures in words too (R-31, R-45)."""
    document = snapshot(scope).document
    around = {"subtitle": document.subtitle, "footer": document.footer}
    return {**text_values(document), **around}


def _until(scope: Scope) -> Any:  # noqa: ANN401 - a date
    """The last day of what is made ready; once it is sent, of that."""
    sent = scope.dossier.shares
    sharing = being_made(scope.dossier)
    is_past = sent and (sharing is None or not sharing.to)  # an offer may wait all the same
    return date_of(sent[-1].until if is_past else last_day(scope))


def _is_to(scope: Scope, to: str) -> bool:
    sharing = being_made(scope.dossier)
    return sharing is not None and sharing.to == to


def _thoughts_say_something(scope: Scope) -> bool:
    """Whether a thought that was kept may be in a summary; has_thoughts counts those of all."""
    there = told_entries(scope, "thought")
    return any(told_value(scope.on(entry), "thought_words") for entry in there)


def _somebody_unsafe(scope: Scope) -> bool:
    return any(scope.of(alter).value("feel") == "unsafe" for alter in scope.dossier.alters)


GUARDS: Mapping[str, Callable[[Scope], bool]] = {
    "has_pairings": lambda scope: bool(_live_pairings(scope)),
    "has_shares": lambda scope: bool(scope.dossier.shares),
    "has_live_shares": lambda scope: bool(_live_shares(scope)),
    "has_offer": lambda scope: offer(scope.dossier) is not None,
    "is_sharing": lambda scope: being_made(scope.dossier) is not None,
    "is_addressed": is_addressed,
    "worker_away": _is_away,
    "shares_to_self": lambda scope: _is_to(scope, MYSELF),
    "preview_stands": is_as_seen,
    "unsafe_somebody": _somebody_unsafe,
    "snapshot_says_something": lambda scope: says_something(snapshot(scope)),
    "snapshot_has_map": lambda scope: circle_in(snapshot(scope)) is not None,
    "thoughts_say_something": _thoughts_say_something,
    "unread_news": lambda scope: unread(scope.dossier),
    "has_own_sentences": lambda scope: bool(own_sentences(scope)),
    "share_is_live": _share_is_live,
    "pairing_is_live": lambda scope: getattr(_pairing_here(scope), "is_live", False),
}

LISTS: Mapping[str, Callable[[Scope], Sequence[str]]] = {
    "pairings": pairings,
    "pairings_to_choose": pairings_to_choose,
    "shares": shares,
    "own_sentences": own_sentences,
    "all_sentences": all_sentences,
    "unread_news": lambda scope: list(unread_items(scope.dossier)),
}

VIEWS: Mapping[str, Callable[[Scope], Any]] = {
    "offer": _offer_view,
    "worker": _worker_view,
    "pairing_item": _pairing_view,
    "pairings": _pairings_view,
    "share_item": _share_view,
    "shares": _shares_view,
    "snapshot": snapshot_view,
    # The same, where it is meant to be copied: a front end lets it be passed on.
    "snapshot_to_copy": snapshot_view,
    "snapshot_until": _until,
    "share_days": days_of,
    "sentence": sentence_view,
    "shares_as_carer": lambda scope: scope.dossier.side == CARE,
    "news_item": _news_view,
}
