"""What happens at the worker's side and concerns a client: opened, looked at, replied, ended.

It reaches the dossier as an input of its own, in any order and perhaps twice, and also where a
conversation sleeps behind a code word. It changes nothing but pairings and shares.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING, Literal, NamedTuple

import msgspec
from msgspec.structs import replace

from states.dossier import Asleep, Dossier, decode, encode
from states.sharing.records import MOST_LOOKS, REPLIES, Pairing, Reply, Share, Sharing, WorkerFacts

if TYPE_CHECKING:
    from states.walk import Walk

HEARD = "heard"
"""The dialogue that tells what came back; it may be missing."""

NewsKind = Literal["opened", "looked", "replied", "ended"]


class News(msgspec.Struct, frozen=True, omit_defaults=True):
    """One thing that happened. `at` is in epoch seconds, `day` (of a talk) since 1970.

    `share` is the share that it is about, `pairing` the pairing that ended.
    """

    kind: NewsKind
    share: str = ""
    pairing: str = ""
    at: int = 0
    reply: str = ""
    day: int = 0

    def __repr__(self) -> str:
        """Name the kind only."""
        return f"News({self.kind})"


class Heard(msgspec.Struct, frozen=True):
    """The dossier with some news in it; `tells` whether the client is to know that it is there."""

    dossier: Dossier
    tells: bool = False

    def __repr__(self) -> str:
        """Say nothing of the content."""
        return "Heard()"


def hear(dossier: Dossier, news: News) -> Heard:
    """Note some news in whichever conversation of the client it is about.

    What is not known there changes nothing: the dossier that comes out is the same object.
    """
    found = _heard(dossier, news)
    asleep = [_heard_asleep(one, news) for one in dossier.asleep]
    tells = found.tells or any(told for _, told in asleep)
    if all(new is old for (new, _), old in zip(asleep, dossier.asleep, strict=True)):
        return Heard(found.dossier, tells)
    told = found.dossier.copy()
    told.asleep = [one for one, _ in asleep]
    return Heard(told, tells)


def _heard_asleep(one: Asleep, news: News) -> tuple[Asleep, bool]:
    before = decode(one.kept)
    found = _heard(before, news)
    if found.dossier is before:
        return one, found.tells
    # Until it is opened its client knows that something waits, and hears no more of it.
    return replace(one, kept=encode(found.dossier)), found.tells and not unread(before)


def _heard(dossier: Dossier, news: News) -> Heard:
    """The same for one conversation."""
    if news.kind == "ended":
        return _ended(dossier, _pairing_of(dossier, news), news.at)
    share = next((one for one in dossier.shares if one.id == news.share), None)
    if share is None or not news.share:
        return Heard(dossier)
    changed = _NOTED[news.kind](share, news)
    if changed == share:
        return Heard(dossier)
    told = dossier.copy()
    told.shares = [changed if one is share else one for one in dossier.shares]
    return Heard(told, tells=news.kind == "replied")


def _pairing_of(dossier: Dossier, news: News) -> str:
    by_share = {one.id: one.pairing for one in dossier.shares}
    return news.pairing or by_share.get(news.share, "")


def _opened(share: Share, news: News) -> Share:
    """Opened for the first time, whichever of them is heard first."""
    return replace(share, opened=min(share.opened or news.at, news.at))


def _looked(share: Share, news: News) -> Share:
    """Looked at; once in a minute counts, and what is older than all that is kept was counted."""
    minute = news.at // 60
    is_full = len(share.looks) >= MOST_LOOKS
    if minute in share.looks or (is_full and minute < share.looks[0]):
        return share
    looks = tuple(sorted((*share.looks, minute)))[-MOST_LOOKS:]
    return replace(share, looks=looks, looked=share.looked + 1)


def _replied(share: Share, news: News) -> Share:
    known = {(one.at, one.code, one.day) for one in share.replies}
    if news.reply not in REPLIES or (news.at, news.reply, news.day) in known:
        return share
    reply = Reply(news.reply, news.at, news.day)  # type: ignore[arg-type]
    replies = sorted((*share.replies, reply), key=lambda one: (one.at, one.code, one.day))
    return replace(share, replies=tuple(replies))


_NOTED = {"opened": _opened, "looked": _looked, "replied": _replied}


def _ended(dossier: Dossier, pairing_id: str, at: int) -> Heard:
    """A pairing ended; an offer that was not accepted goes without a word."""
    pairing = next((one for one in dossier.pairings if one.id == pairing_id), None)
    if pairing is None or pairing.ended:
        return Heard(dossier)
    told = dossier.copy()
    rest = [one for one in dossier.pairings if one is not pairing]
    ended = [replace(pairing, ended=max(at, 1))] if pairing.accepted else []
    told.pairings = [*rest, *ended]
    told.shares = [
        replace(one, ended=True) if one.pairing == pairing_id else one for one in dossier.shares
    ]
    told.sharing = without_pairing(dossier, pairing_id)
    return Heard(told, tells=pairing.accepted)


def without_pairing(dossier: Dossier, pairing_id: str) -> Sharing | None:
    """What is being made ready, without a pairing that is gone."""
    sharing = dossier.sharing
    if sharing is None:
        return None
    if sharing.to == pairing_id:
        sharing = replace(sharing, to="", previewed="")
    return replace(sharing, offered="") if sharing.offered == pairing_id else sharing


# Before a turn


def refreshed(dossier: Dossier, roster: Mapping[str, WorkerFacts]) -> Dossier:
    """The dossier with what is known of the workers now; the same object where nothing changed.

    A worker who is not there any more has ended the pairing. A roster without anybody was not
    filled yet, or there is no portal: then nothing is known.
    """
    if not roster or not dossier.pairings:
        return dossier
    for pairing in dossier.pairings:
        if pairing.worker.id not in roster:
            dossier = _ended(dossier, pairing.id, dossier.session.last).dossier
    pairings = [_with_facts(one, roster) for one in dossier.pairings]
    if all(new is old for new, old in zip(pairings, dossier.pairings, strict=True)):
        return dossier
    told = dossier.copy()
    told.pairings = pairings
    return told


def _with_facts(pairing: Pairing, roster: Mapping[str, WorkerFacts]) -> Pairing:
    facts = roster.get(pairing.worker.id, pairing.worker)
    return pairing if facts == pairing.worker or pairing.ended else replace(pairing, worker=facts)


# For the client


class Item(NamedTuple):
    """One thing that the client was not told yet: a reply on a share, or the end of a pairing."""

    key: str
    share: Share | None = None
    reply: Reply | None = None
    pairing: Pairing | None = None

    def __repr__(self) -> str:
        """Say nothing of the content."""
        return "Item()"


def unread_items(dossier: Dossier) -> dict[str, Item]:
    """What the client was not told yet, by a key to go over them."""
    return {item.key: item for item in _unread(dossier)}


def unread(dossier: Dossier) -> bool:
    """Whether something came back that the client was not told."""
    return next(_unread(dossier), None) is not None


def _unread(dossier: Dossier) -> Iterator[Item]:
    for share in dossier.shares:
        for reply in share.replies:
            if not reply.told:
                yield Item(_reply_key(share, reply), share, reply)
    for pairing in dossier.pairings:
        if pairing.ended and not pairing.told:
            yield Item(f"ended:{pairing.id}", pairing=pairing)


def _reply_key(share: Share, reply: Reply) -> str:
    return f"reply:{share.id}:{reply.at}:{reply.code}:{reply.day}"


def mark_told(dossier: Dossier, keys: Collection[str]) -> None:
    """Note in this dossier that the client was told of these."""
    dossier.pairings = [
        replace(one, told=True) if f"ended:{one.id}" in keys else one for one in dossier.pairings
    ]
    dossier.shares = [
        replace(share, replies=tuple(_told(share, reply, keys) for reply in share.replies))
        if share.replies
        else share
        for share in dossier.shares
    ]


def _told(share: Share, reply: Reply, keys: Collection[str]) -> Reply:
    return replace(reply, told=True) if _reply_key(share, reply) in keys else reply


def open_news(walk: "Walk") -> bool:
    """Tell what came back, over the question that stands; False where there is nothing to tell."""
    is_busy = any(frame.is_check_in or frame.dialogue == HEARD for frame in walk.dossier.stack)
    if is_busy or HEARD not in walk.content.dialogues or not unread(walk.dossier):
        return False
    walk.open_check_in(HEARD)
    return True
