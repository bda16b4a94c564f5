"""Taking in updates: who they are from, whether they are new, and who is to handle them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from storage import clients, inbox, kept, lanes
from storage.errors import StorageError
from storage.inbox import Arrival, InboxItem
from storage.kept import Kept
from storage.lanes import Lane

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from storage.clients import ClientRef, Keyring
    from storage.inbox import Incoming
    from storage.lanes import Claim, LaneState


_MINUTE = 60
_TRIES = 3


@dataclass(frozen=True)
class Receipt:
    """What became of one update; `lane` is there when it was free and is now claimed."""

    arrival: Arrival
    lane: Lane | None = None

    @property
    def is_new(self) -> bool:
        """Whether the update was not received before and is stored now."""
        return self.arrival is Arrival.NEW


@dataclass(frozen=True)
class Arriving:
    """An update on its way in."""

    incoming: Incoming
    lookup: bytes
    update_key: bytes
    claim: Claim | None


def arriving(keyring: Keyring, incoming: Incoming, claim: Claim | None) -> Arriving:
    """Prepare an update, before its transaction begins."""
    index = keyring.index
    lookup = index.client(incoming.channel, incoming.external_id)
    return Arriving(incoming, lookup, index.update(incoming.channel, incoming.update_id), claim)


def receive(
    connection: Connection, keyring: Keyring, some: list[Arriving], now: float
) -> list[Receipt]:
    """Take in updates of different clients."""
    people, states = _met(connection, keyring, some, now)
    # Under the lock of the lane: the same update in another process is over, or waits for us.
    seen = inbox.seen(connection, [one.update_key for one in some])
    found = [_arrival(one, states[who.id], seen) for one, who in zip(some, people, strict=True)]
    fresh = [
        (one, who)
        for one, who, arrival in zip(some, people, found, strict=True)
        if arrival is Arrival.NEW
    ]
    taken = _store(connection, fresh, states, now)
    return [Receipt(arrival, taken.get(who.id)) for arrival, who in zip(found, people, strict=True)]


def _met(
    connection: Connection, keyring: Keyring, some: list[Arriving], now: float
) -> tuple[list[ClientRef], dict[bytes, LaneState]]:
    """The clients and their locked lanes; who was forgotten in between is met once more."""
    names = [(one.incoming.channel, one.incoming.external_id) for one in some]
    for _ in range(_TRIES):
        people = clients.meet(connection, keyring, names, now)
        states = lanes.lock(connection, [client.id for client in people])
        if len(states) == len(people):
            return people, states
    raise StorageError("client_gone")


def _arrival(one: Arriving, state: LaneState, seen: set[bytes]) -> Arrival:
    if one.update_key in seen:
        return Arrival.DUPLICATE
    if state.waiting >= inbox.LANE_BOUND:
        return Arrival.FULL
    return Arrival.NEW


def _store(
    connection: Connection,
    fresh: list[tuple[Arriving, ClientRef]],
    states: dict[bytes, LaneState],
    now: float,
) -> dict[bytes, Lane]:
    inbox.remember(connection, [one.update_key for one, _ in fresh], now)
    ids = inbox.add(connection, [(who, one.incoming.payload) for one, who in fresh])
    items = [
        (who, InboxItem(number, one.incoming.payload))
        for (one, who), number in zip(fresh, ids, strict=True)
    ]
    claimed = []
    for (one, who), item in zip(fresh, items, strict=True):
        state = states[who.id]
        state.waiting += 1
        state.active = int(now) // _MINUTE
        if one.claim and state.is_free(now):
            state.take(one.claim, now)
            claimed.append(item)
    taken = _lanes(connection, claimed, states, now)
    lanes.save(connection, [states[who.id] for _, who in fresh])
    return taken


def _lanes(
    connection: Connection,
    items: list[tuple[ClientRef, InboxItem]],
    states: dict[bytes, LaneState],
    now: float,
) -> dict[bytes, Lane]:
    """The lanes that were taken, with what waits in them."""
    # What just came in need not be read back.
    quick = [(who, item) for who, item in items if states[who.id].waiting == 1]
    found = kept.read(connection, [who.id for who, _ in quick]) if quick else {}
    taken = {
        who.id: Lane(
            who,
            states[who.id].owner,
            states[who.id].fence,
            (item,),
            kept=found.get(who.id, Kept()),
        )
        for who, item in quick
    }
    rest = [(who, states[who.id]) for who, _ in items if who.id not in taken]
    read = lanes.read(connection, rest, now) if rest else []
    return taken | {lane.client.id: lane for lane in read}
