"""A worker with a portal, for tests of front ends: what is done there, without its pages.

Pages are tested in `tests/portal`; here the store does what a page would have it do.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import msgspec

from bot.deeds import to_write
from states.days import local_day
from states.dossier import decode, encode
from states.sharing.deeds import Pair, Publish, share_id
from states.sharing.news import News
from states.sharing.records import Pairing, Share, WorkerFacts
from storage.clients import ClientRef
from storage.portal.shares import StoredShare
from storage.store import Store
from storage.turns import TurnCommit

SNAPSHOT = b'{"format":1}'


@dataclass
class Worker:
    """Somebody who makes codes and reads what clients share."""

    store: Store
    clock: Callable[[], float]
    name: str = "Sanne"
    facts: dict[str, Any] = field(default_factory=dict)
    id: bytes = field(init=False)

    def __post_init__(self) -> None:
        self.id, _ = self.store.portal().invite(self.details)

    @property
    def details(self) -> bytes:
        """What is kept of this worker."""
        said = {"name": self.name, "organisation": "Wijkteam Noord", **self.facts}
        return msgspec.json.encode(said)

    def is_away(self, **facts: Any) -> None:
        """Change what is known of this worker."""
        self.facts |= facts
        self.store.portal().save_worker(self.id, self.details, None)

    def code(self) -> str:
        """Make a code for one client."""
        return self.store.portal().make_code(self.id)

    @property
    def shares(self) -> list[StoredShare]:
        """What was shared with this worker."""
        return self.store.portal().shares(self.id)

    def news(self, kind: Any, share: bytes, **facts: Any) -> bytes:
        """What the bot hears of it."""
        return msgspec.json.encode(News(kind, share=share.hex(), at=int(self.clock()), **facts))

    def open(self, share: bytes) -> bool:
        """Look at a share for the first time."""
        return self.store.portal().open_share(self.id, share, b"page", self.news("opened", share))

    def look(self, share: bytes) -> bool:
        """Look at a share once more."""
        return self.store.portal().log_view(self.id, share, "page", self.news("looked", share))

    def reply(self, share: bytes, code: str = "read", day: int = 0) -> bool:
        """Reply to a share."""
        news = self.news("replied", share, reply=code, day=day)
        return self.store.portal().note_reply(self.id, share, b"notes", news)

    def end(self, share: bytes) -> bool:
        """End the pairing that a share came by."""
        return self.store.portal().end_pairing(self.id, share, self.news("ended", share))

    def leave(self) -> bool:
        """Be removed by the operator."""

        def news(pairing: bytes) -> bytes:
            ended = News("ended", pairing=pairing.hex(), at=int(self.clock()))
            return msgspec.json.encode(ended)

        return self.store.portal().remove_worker(self.id, news)


def give_share(store: Store, client: ClientRef, worker: Worker, at: float) -> bytes:
    """Let a client have shared with a worker, as if by the dialogue; the id of the share."""
    offer = store.reserve_code(client, worker.code())
    stored = store.load(client)
    assert offer is not None
    assert stored is not None
    dossier, now = decode(stored.content), int(at)
    pairing = offer.pairing.hex()
    share = share_id(pairing, 0, now)
    facts = WorkerFacts(worker.id.hex(), worker.name, "Wijkteam Noord")
    today = local_day(now)
    dossier.pairings = [*dossier.pairings, Pairing(pairing, facts, today, accepted=True)]
    sent = Share(share, pairing, worker.name, facts.organisation, now, today + 90)
    dossier.shares = [*dossier.shares, sent]
    deeds = (Pair(pairing), Publish(share, pairing, today + 90, SNAPSHOT))
    turn = TurnCommit(client, encode(dossier), stored.version, deeds=to_write(client, deeds, now))
    [result] = store.commit([turn])
    assert result.is_committed
    return bytes.fromhex(share)
