"""One lane per client: whoever claims it handles that client's messages, alone and in order.

Lanes are claimed, never single messages: two owners of two messages of one client would overtake
each other. A claim ends by itself (lease); `fence` counts the claims, and each commit names the
fence it was claimed with, so an owner who slept through its lease cannot write any more.

Whoever changes what waits in a lane locks the lane row first and keeps `waiting` right; a lane is
freed in the transaction that leaves it without work, be that the commit of a turn or the note that
its messages are sent. So nothing falls between, and looking for work costs no count of rows.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, func, select, update

from storage import clients, inbox, kept, outbox
from storage.errors import RecordDamaged
from storage.kept import Kept
from storage.records import clients as clients_table
from storage.records import inbox as inbox_table
from storage.records import lanes
from storage.records import outbox as outbox_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection

    from storage.clients import ClientRef, Keyring
    from storage.inbox import InboxItem
    from storage.outbox import OutboxItem

STATE = (
    lanes.c.client,
    lanes.c.claimed_by,
    lanes.c.claimed_until,
    lanes.c.fence,
    lanes.c.waiting,
    lanes.c.active,
)
_LOCK = (
    select(*STATE)
    .where(lanes.c.client.in_(bindparam("keys", expanding=True)))
    .order_by(lanes.c.client)
    .with_for_update()
)
_LOCK_AHEAD = (
    select(lanes.c.client)
    .join(clients_table, clients_table.c.id == lanes.c.client)
    .where(clients_table.c.lookup.in_(bindparam("keys", expanding=True)))
    .order_by(lanes.c.client)  # as in `_LOCK`: two orders would wait for each other
    .with_for_update(of=lanes)
)
_SAVE = (
    update(lanes)
    .where(lanes.c.client == bindparam("key"))
    .values(
        claimed_by=bindparam("owner"),
        claimed_until=bindparam("until"),
        fence=bindparam("claims"),
        waiting=bindparam("work"),
        active=bindparam("minute"),
    )
)
_OWNERS = (
    select(lanes.c.claimed_by).where(lanes.c.waiting > 0, lanes.c.claimed_until > 0).distinct()
)
_FREE = (
    update(lanes)
    .where(lanes.c.claimed_by.in_(bindparam("owners", expanding=True)))
    .values(claimed_by="", claimed_until=0)
)
_OLDEST = (
    select(func.min(inbox_table.c.id)).where(inbox_table.c.client == lanes.c.client)
).scalar_subquery()
_CLAIMABLE = (
    select(*STATE)
    .where(lanes.c.waiting > 0, lanes.c.claimed_until <= bindparam("now"))
    .order_by(func.coalesce(_OLDEST, 0))
    .limit(bindparam("count"))
    .with_for_update(skip_locked=True)
)
_ROWS = (
    select(func.count()).where(inbox_table.c.client == lanes.c.client).scalar_subquery()
    + select(func.count())
    .where(outbox_table.c.client == lanes.c.client, outbox_table.c.state == outbox.Delivery.PENDING)
    .scalar_subquery()
)
_MISCOUNTED = select(lanes.c.client).where(lanes.c.waiting != _ROWS)
_COUNT = select(_ROWS).where(lanes.c.client == bindparam("key"))
_FORGET = delete(clients_table).where(clients_table.c.id == bindparam("key"))


@dataclass(frozen=True)
class Claim:
    """Who wants lanes, for how long, and of which channel only (empty: of any)."""

    owner: str
    lease_seconds: int = 30
    channel: str = ""


@dataclass(frozen=True)
class Lane:
    """A claimed lane with what waits in it, and what is kept of its client."""

    client: ClientRef
    owner: str
    fence: int
    items: tuple[InboxItem, ...] = ()
    unsent: tuple[OutboxItem, ...] = ()
    kept: Kept = field(default_factory=Kept)


@dataclass
class LaneState:
    """A locked lane row; changes count once they are saved."""

    client: bytes = field(repr=False)
    owner: str
    until: int
    fence: int
    waiting: int
    active: int = 0

    def is_free(self, now: float) -> bool:
        """Whether nobody holds the lane."""
        return self.until <= int(now)

    def is_held(self, lane: Lane) -> bool:
        """Whether this claim still stands."""
        return self.fence == lane.fence and self.until > 0

    def take(self, claim: Claim, now: float) -> None:
        """Claim the lane."""
        self.owner, self.until = claim.owner, int(now) + claim.lease_seconds
        self.fence += 1

    def settle(self, lane: Lane | None) -> bool:
        """Free the lane when nothing waits in it; tell its owner whether something does."""
        if lane is None or not self.is_held(lane):
            return False
        if self.waiting <= 0:
            self.owner, self.until = "", 0
        return self.waiting > 0


def lock(connection: Connection, keys: Iterable[bytes]) -> dict[bytes, LaneState]:
    """Lock lane rows until the end of the transaction; who is gone has none."""
    rows = connection.execute(_LOCK, {"keys": sorted(set(keys))})
    return {row[0]: LaneState(*row) for row in rows}


def lock_ahead(connection: Connection, lookups: list[bytes]) -> None:
    """Lock all lanes of a batch in the order of `lock`, for writers beside each other."""
    connection.execute(_LOCK_AHEAD, {"keys": sorted(set(lookups))}).all()


def save(connection: Connection, states: Iterable[LaneState]) -> None:
    """Write back changed lane rows."""
    values = [
        {
            "key": state.client,
            "owner": state.owner,
            "until": state.until,
            "claims": state.fence,
            "work": max(state.waiting, 0),
            "minute": state.active,
        }
        for state in states
    ]
    if values:
        connection.execute(_SAVE, values)


def claim(
    connection: Connection, keyring: Keyring, wanted: Claim, limit: int, now: float
) -> list[Lane]:
    """Claim free lanes in which something waits, the longest waiting first."""
    rows = connection.execute(_CLAIMABLE, {"now": int(now), "count": limit}).all()
    states = [LaneState(*row) for row in rows]
    taken = []
    for state in states:
        client = _owner_of(connection, keyring, state, now)
        if client is not None and wanted.channel in ("", client.channel):
            state.take(wanted, now)
            taken.append((client, state))
    found = read(connection, taken, now) if taken else []
    ready = [lane for lane, (_, state) in zip(found, taken, strict=True) if state.settle(lane)]
    save(connection, states)
    return ready


def owners(connection: Connection) -> list[str]:
    """Who holds lanes."""
    return list(connection.execute(_OWNERS).scalars())


def free(connection: Connection, dead: Sequence[str]) -> None:
    """Free the lanes of owners that are gone; should one live after all, it cannot commit."""
    connection.execute(_FREE, {"owners": list(dead)})


def renew(
    connection: Connection, held: Sequence[Lane], lease_seconds: int, now: float
) -> list[bool]:
    """Hold lanes for longer; False for each that is not held any more."""
    states = lock(connection, [lane.client.id for lane in held])
    kept_on = [
        (state := states.get(lane.client.id)) is not None and state.is_held(lane) for lane in held
    ]
    mine = [states[lane.client.id] for lane, is_mine in zip(held, kept_on, strict=True) if is_mine]
    for state in mine:
        state.until = int(now) + lease_seconds
    save(connection, mine)
    return kept_on


def refresh(connection: Connection, lane: Lane, now: float) -> Lane:
    """Return the lane with what waits in it now; empty when it is not held any more."""
    state = lock(connection, [lane.client.id]).get(lane.client.id)
    if state is None or not state.is_held(lane):
        return Lane(lane.client, lane.owner, lane.fence)
    [found] = read(connection, [(lane.client, state)], now)
    save(connection, [state])
    return found


def read(
    connection: Connection,
    locked: Sequence[tuple[ClientRef, LaneState]],
    now: float,
    *,
    is_fresh: bool = True,
) -> list[Lane]:
    """Read locked lanes; rows that cannot be read are set aside, so that they block nobody.

    Args:
        connection: a transaction that holds their locks.
        locked: the lanes, none of them twice.
        now: epoch seconds.
        is_fresh: whether to read what is kept of the clients too.
    """
    clients_of = [client for client, _ in locked]
    items, damaged = inbox.waiting(connection, clients_of)
    for client, ids in damaged.items():
        inbox.bury(connection, client, ids, "record_damaged", now)
    unsent, damaged = outbox.unsent(connection, clients_of)
    for client, ids in damaged.items():
        outbox.doubt(connection, client, ids)
    found = kept.read(connection, [client.id for client in clients_of]) if is_fresh else {}
    lanes_read = []
    for who, state in locked:
        mine = tuple(items.get(who.id, ()))
        pending = tuple(
            item for item in unsent.get(who.id, ()) if item.state is outbox.Delivery.PENDING
        )
        state.waiting = len(mine) + len(pending)
        lane = Lane(who, state.owner, state.fence, mine, pending, found.get(who.id, Kept()))
        lanes_read.append(lane)
    return lanes_read


def bury(connection: Connection, lane: Lane, item: int, code: str, now: float) -> bool:
    """Move a poison update to the dead letters; tell whether more waits in the lane."""
    state = lock(connection, [lane.client.id]).get(lane.client.id)
    if state is None or not state.is_held(lane):
        return False
    state.waiting -= inbox.bury(connection, lane.client.id, [item], code, now)
    has_more = state.settle(lane)
    save(connection, [state])
    return has_more


def forget_newcomer(connection: Connection, lane: Lane, item: int) -> bool:
    """Drop an update of somebody who said nothing yet; the client too, if nothing else is kept.

    Nothing was told, so nothing has to be noted as erased.
    """
    key = lane.client.id
    state = lock(connection, [key]).get(key)
    if state is None or not state.is_held(lane):
        return False
    state.waiting -= inbox.finish(connection, [item])[key]
    if state.waiting <= 0 and kept.read(connection, [key])[key].version is None:
        connection.execute(_FORGET, {"key": key})
        return False
    has_more = state.settle(lane)
    save(connection, [state])
    return has_more


def recount(connection: Connection) -> int:
    """Put `waiting` right where it is wrong; how many there were, which should be none.

    A lane whose count is too low would never be looked at again, so a sweep makes sure.
    """
    found = connection.execute(_MISCOUNTED).scalars().all()
    wrong = []
    for key, state in lock(connection, found).items() if found else ():
        # Only now, under the lock, is the count certain.
        real = connection.execute(_COUNT, {"key": key}).scalar_one()
        if real != state.waiting:
            state.waiting = real
            wrong.append(state)
    save(connection, wrong)
    return len(wrong)


def _owner_of(
    connection: Connection, keyring: Keyring, state: LaneState, now: float
) -> ClientRef | None:
    """The client of a lane; None where there is none that can be worked for."""
    try:
        return clients.by_id(connection, keyring, state.client)
    except RecordDamaged:  # else it would come back in each sweep
        _set_aside(connection, state, now)
        return None


def _set_aside(connection: Connection, state: LaneState, now: float) -> None:
    ids: Sequence[int] = inbox.waiting_ids(connection, state.client)
    inbox.bury(connection, state.client, ids, "record_damaged", now)
    outbox.doubt_all(connection, state.client)
    state.waiting = 0
