"""Updates that came in and are not yet answered: committed before anybody is told "received"."""

from __future__ import annotations

import secrets
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import String, bindparam, delete, insert, select

from storage.clients import month
from storage.encryption import Kind
from storage.errors import RecordDamaged
from storage.records import dead_letters, inbox, seen_updates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from storage.clients import ClientRef

# More than a person can type before being answered; a flood stops here and not at a full disk.
LANE_BOUND = 100
# Telegram redelivers for a day; a restored backup may lie some days behind.
SEEN_DAYS = 7
_DAY = 86_400
_SEAL_BYTES = 16

_ADD = insert(inbox).returning(inbox.c.id, sort_by_parameter_order=True)
_WAITING = (
    select(inbox.c.client, inbox.c.id, inbox.c.seal, inbox.c.payload)
    .where(inbox.c.client.in_(bindparam("keys", expanding=True)))
    .order_by(inbox.c.id)
)
_DONE = (
    delete(inbox).where(inbox.c.id.in_(bindparam("keys", expanding=True))).returning(inbox.c.client)
)
_SEEN = select(seen_updates.c.update_key).where(
    seen_updates.c.update_key.in_(bindparam("keys", expanding=True))
)
_FORGET = delete(seen_updates).where(seen_updates.c.day < bindparam("limit"))
_BURY = insert(dead_letters).from_select(
    ["client", "seal", "payload", "code", "month"],
    select(
        inbox.c.client,
        inbox.c.seal,
        inbox.c.payload,
        bindparam("code", type_=String),
        bindparam("month", type_=String),
    ).where(inbox.c.id == bindparam("key"), inbox.c.client == bindparam("owner")),
)


@dataclass(frozen=True)
class Incoming:
    """One update as it came in; `payload` is opaque here."""

    channel: str
    external_id: str = field(repr=False)
    update_id: str = field(repr=False)
    payload: bytes = field(repr=False)


class Arrival(StrEnum):
    """What became of an update."""

    NEW = "new"
    DUPLICATE = "duplicate"  # already received: say so to the sender, do nothing
    FULL = "full"  # this client has too much waiting: not received, may be sent again


@dataclass(frozen=True)
class InboxItem:
    """One update that waits for its turn."""

    id: int
    payload: bytes = field(repr=False)


def seen(connection: Connection, update_keys: Sequence[bytes]) -> set[bytes]:
    """Return which of these updates came in before."""
    return set(connection.execute(_SEEN, {"keys": list(update_keys)}).scalars())


def remember(connection: Connection, update_keys: Sequence[bytes], now: float) -> None:
    """Note that updates came in."""
    if update_keys:
        day = int(now) // _DAY
        rows = [{"update_key": key, "day": day} for key in update_keys]
        connection.execute(insert(seen_updates), rows)


def forget(connection: Connection, now: float) -> None:
    """Drop the notes that are too old to matter."""
    connection.execute(_FORGET, {"limit": int(now) // _DAY - SEEN_DAYS})


def add(connection: Connection, arrived: Sequence[tuple[ClientRef, bytes]]) -> list[int]:
    """Put each update at the end of its client's lane; return their ids."""
    return put(connection, [sealed(client, payload) for client, payload in arrived])


def put(connection: Connection, rows: Sequence[dict[str, bytes]]) -> list[int]:
    """Store rows that are sealed already, in their order; return their ids."""
    return list(connection.execute(_ADD, rows).scalars()) if rows else []


def sealed(client: ClientRef, payload: bytes) -> dict[str, bytes]:
    """Return the row for an update."""
    seal = secrets.token_bytes(_SEAL_BYTES)
    blob = client.keys.seal(Kind.INBOX, seal.hex(), payload)
    return {"client": client.id, "seal": seal, "payload": blob}


def waiting(
    connection: Connection, clients: Sequence[ClientRef]
) -> tuple[dict[bytes, list[InboxItem]], dict[bytes, list[int]]]:
    """Return what waits for each client, oldest first, and the ids of rows that cannot be read."""
    known = {client.id: client for client in clients}
    items: dict[bytes, list[InboxItem]] = defaultdict(list)
    damaged: dict[bytes, list[int]] = defaultdict(list)
    for row in connection.execute(_WAITING, {"keys": list(known)}):
        keys = known[row.client].keys
        try:
            payload = keys.open(Kind.INBOX, row.seal.hex(), row.payload)
        except RecordDamaged:
            damaged[row.client].append(row.id)
        else:
            items[row.client].append(InboxItem(row.id, payload))
    return items, damaged


def waiting_ids(connection: Connection, client: bytes) -> list[int]:
    """Return the ids of what waits for a client whose keys are damaged."""
    return [row.id for row in connection.execute(_WAITING, {"keys": [client]})]


def finish(connection: Connection, ids: Sequence[int]) -> Counter[bytes]:
    """Drop updates whose turn is committed; return how many each client had.

    The row goes, so that nothing tells when it was there.
    """
    if not ids:
        return Counter()
    return Counter(connection.execute(_DONE, {"keys": list(ids)}).scalars())


def bury(connection: Connection, client: bytes, ids: Sequence[int], code: str, now: float) -> int:
    """Move updates that cannot be handled to the dead letters; return how many there were."""
    for key in ids:
        values = {"key": key, "owner": client, "code": code, "month": month(now)}
        connection.execute(_BURY, values)
    return finish(connection, ids)[client]
