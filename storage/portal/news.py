"""What happened in the portal, on its way to the client it is about.

The portal has no key of a client, so news is sealed under its own. The bot takes it over: into the
inbox of the client, under the client's key, where it is an input as any other. That is one
transaction, so nothing is lost or doubled.
"""

from __future__ import annotations

import secrets
from collections import defaultdict
from typing import TYPE_CHECKING, TypeAlias

from sqlalchemy import bindparam, delete, func, insert, select

from storage import clients, inbox, lanes
from storage.errors import RecordDamaged
from storage.lanes import LaneState
from storage.records import lanes as lanes_table
from storage.records import portal_news

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import Connection

    from storage.clients import Keyring
    from storage.portal.keys import PortalKeys

NewsRow: TypeAlias = "dict[str, bytes]"
Wrap: TypeAlias = "Callable[[str, bytes], bytes]"
"""Makes of a channel and news the input that a front end of that channel understands."""

NEWS_BOUND = inbox.LANE_BOUND // 2
"""News fills half a lane at most: what clients say themselves always finds room."""
_SEAL_BYTES = 16
# Clients looked at for each that is taken: whose lane others hold at this moment is passed over.
_SPAN = 8

_ANY = select(portal_news.c.id).limit(1)
_LONGEST_WAITING = (
    select(portal_news.c.client)
    .group_by(portal_news.c.client)
    .order_by(func.min(portal_news.c.id))
    .limit(bindparam("span"))
    .subquery()
)
_TAKE = (
    select(*lanes.STATE)
    .where(
        lanes_table.c.client.in_(select(_LONGEST_WAITING.c.client)),
        lanes_table.c.waiting < NEWS_BOUND,
    )
    .limit(bindparam("count"))
    .with_for_update(of=lanes_table, skip_locked=True)
)
_OF_CLIENTS = (
    select(portal_news.c.id, portal_news.c.client, portal_news.c.seal, portal_news.c.payload)
    .where(portal_news.c.client.in_(bindparam("keys", expanding=True)))
    .order_by(portal_news.c.id)
)
_DROP = delete(portal_news).where(portal_news.c.id.in_(bindparam("numbers", expanding=True)))


def sealed(keys: PortalKeys, client: bytes, payload: bytes) -> NewsRow:
    """Return the row for some news."""
    seal = secrets.token_bytes(_SEAL_BYTES)
    blob = keys.seal("portal_news", seal + client, payload)
    return {"client": client, "seal": seal, "payload": blob}


def put(connection: Connection, rows: Sequence[NewsRow]) -> None:
    """Store news."""
    if rows:
        connection.execute(insert(portal_news), list(rows))


def is_waiting(connection: Connection) -> bool:
    """Whether there is any news."""
    return connection.execute(_ANY).one_or_none() is not None


def forward(connection: Connection, keyring: Keyring, wrap: Wrap, limit: int) -> int:
    """Move news into the inboxes of some clients; how many pieces were taken.

    Lanes that are busy at this moment are passed over, as are those in which too much waits. What
    cannot be read is dropped: nobody could ever read it.
    """
    rows = connection.execute(_TAKE, {"span": limit * _SPAN, "count": limit}).all()
    states = {row[0]: LaneState(*row) for row in rows}
    if not states:
        return 0
    # Only now, under the locks, is it certain what there is: another may just have moved it.
    taken, arrived = [], []
    for client, pieces in _waiting(connection, keyring, states).items():
        ref = _client(connection, keyring, client)
        for number, payload in pieces:
            taken.append(number)
            if ref and payload is not None:
                arrived.append((ref, wrap(ref.channel, payload)))
    inbox.add(connection, arrived)
    for ref, _ in arrived:
        states[ref.id].waiting += 1
    if taken:
        connection.execute(_DROP, {"numbers": taken})
        lanes.save(connection, states.values())
    return len(taken)


def _waiting(
    connection: Connection, keyring: Keyring, states: dict[bytes, LaneState]
) -> dict[bytes, list[tuple[int, bytes | None]]]:
    """The oldest news of each client, as far as there is room for it; None: cannot be read."""
    found: dict[bytes, list[tuple[int, bytes | None]]] = defaultdict(list)
    for row in connection.execute(_OF_CLIENTS, {"keys": list(states)}):
        mine = found[row.client]
        if len(mine) + states[row.client].waiting < NEWS_BOUND:
            try:
                payload = keyring.portal.open("portal_news", row.seal + row.client, row.payload)
            except RecordDamaged:
                mine.append((row.id, None))
            else:
                mine.append((row.id, payload))
    return found


def _client(connection: Connection, keyring: Keyring, client: bytes) -> clients.ClientRef | None:
    try:
        return clients.by_id(connection, keyring, client)
    except RecordDamaged:
        return None
