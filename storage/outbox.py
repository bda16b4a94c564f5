"""Messages that a turn decided on and that still have to be sent.

A row goes when its message is sent. `unsure` is for messages that may or may not have arrived: a
kind that must never be sent twice is marked unsure before the sending starts, any other kind when
the sending broke off.
"""

from __future__ import annotations

import secrets
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, func, insert, select, update

from storage.encryption import Kind
from storage.errors import RecordDamaged
from storage.records import outbox

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from storage.clients import ClientRef

_SEAL_BYTES = 16

_ADD = insert(outbox).returning(outbox.c.id, sort_by_parameter_order=True)
_OPEN = (
    select(
        outbox.c.client,
        outbox.c.id,
        outbox.c.kind,
        outbox.c.state,
        outbox.c.seal,
        outbox.c.payload,
    )
    .where(outbox.c.client.in_(bindparam("keys", expanding=True)))
    .order_by(outbox.c.id)
)
_SENT = (
    delete(outbox)
    .where(outbox.c.id.in_(bindparam("keys", expanding=True)))
    .returning(outbox.c.client, outbox.c.state)
)
_UNSURE = (
    update(outbox)
    .where(
        outbox.c.id.in_(bindparam("keys", expanding=True)),
        outbox.c.client == bindparam("owner"),
        outbox.c.state == "pending",
    )
    .values(state="unsure")
)
_BACKLOG = select(func.count(), func.min(outbox.c.id)).where(outbox.c.state == "pending")
_PUT_OFF = _UNSURE.values(state="later")
_OFF = select(outbox.c.client).where(outbox.c.state == "later").distinct().limit(bindparam("count"))
_TAKE_UP = (
    update(outbox)
    .where(outbox.c.client.in_(bindparam("owners", expanding=True)), outbox.c.state == "later")
    .values(state="pending")
    .returning(outbox.c.client)
)
_ALL_UNSURE = update(outbox).where(outbox.c.client == bindparam("key")).values(state="unsure")


class Delivery(StrEnum):
    """How far the sending of a message is."""

    PENDING = "pending"
    UNSURE = "unsure"
    LATER = "later"  # not at this hour; `take_up` makes it pending again


@dataclass(frozen=True)
class OutboxDraft:
    """A message to be sent after the commit; `kind` decides what to do when that is uncertain."""

    kind: str
    payload: bytes = field(repr=False)


@dataclass(frozen=True)
class OutboxItem:
    """A message that is not yet known to be sent."""

    id: int
    kind: str
    state: Delivery
    payload: bytes = field(repr=False)


def sealed(client: ClientRef, drafts: Sequence[OutboxDraft]) -> list[dict[str, object]]:
    """Return the rows for some messages, made before the transaction begins."""
    return [_row(client, draft) for draft in drafts]


def add(connection: Connection, rows: Sequence[dict[str, object]]) -> list[int]:
    """Store the rows in their order; return their ids."""
    return list(connection.execute(_ADD, rows).scalars()) if rows else []


def unsent(
    connection: Connection, clients: Sequence[ClientRef]
) -> tuple[dict[bytes, list[OutboxItem]], dict[bytes, list[int]]]:
    """Return what is pending or unsure for each client, and the ids of rows that cannot be read.

    Oldest first.
    """
    known = {client.id: client for client in clients}
    items: dict[bytes, list[OutboxItem]] = defaultdict(list)
    damaged: dict[bytes, list[int]] = defaultdict(list)
    for row in connection.execute(_OPEN, {"keys": list(known)}):
        keys = known[row.client].keys
        try:
            payload = keys.open(Kind.OUTBOX, _place(row.kind, row.seal), row.payload)
        except RecordDamaged:
            damaged[row.client].append(row.id)
        else:
            item = OutboxItem(row.id, row.kind, Delivery(row.state), payload)
            items[row.client].append(item)
    return items, damaged


def backlog(connection: Connection) -> tuple[int, int]:
    """Return how many messages wait to be sent, and the id of the oldest; 0 where none."""
    count, oldest = connection.execute(_BACKLOG).one()
    return count, oldest or 0


def finish(connection: Connection, ids: Sequence[int]) -> Counter[bytes]:
    """Drop messages that were sent; return how many pending ones each client had."""
    if not ids:
        return Counter()
    rows = connection.execute(_SENT, {"keys": list(ids)})
    return Counter(row.client for row in rows if row.state == Delivery.PENDING)


def doubt(connection: Connection, client: bytes, ids: Sequence[int]) -> int:
    """Note that messages may have been sent; return how many were pending."""
    if not ids:
        return 0
    return connection.execute(_UNSURE, {"keys": list(ids), "owner": client}).rowcount


def put_off(connection: Connection, client: bytes, ids: Sequence[int]) -> int:
    """Keep messages for another hour; return how many were pending."""
    values = {"keys": list(ids), "owner": client}
    return connection.execute(_PUT_OFF, values).rowcount


def put_off_ones(connection: Connection, limit: int) -> list[bytes]:
    """Return some clients of whom messages were put off."""
    return list(connection.execute(_OFF, {"count": limit}).scalars())


def take_up(connection: Connection, clients: Sequence[bytes]) -> Counter[bytes]:
    """Make what was put off of these clients pending again; return how many each has."""
    if not clients:
        return Counter()
    return Counter(connection.execute(_TAKE_UP, {"owners": list(clients)}).scalars())


def doubt_all(connection: Connection, client: bytes) -> None:
    """Set aside all messages of a client whose keys are damaged."""
    connection.execute(_ALL_UNSURE, {"key": client})


def _row(client: ClientRef, draft: OutboxDraft) -> dict[str, object]:
    seal = secrets.token_bytes(_SEAL_BYTES)
    payload = client.keys.seal(Kind.OUTBOX, _place(draft.kind, seal), draft.payload)
    return {
        "client": client.id,
        "kind": draft.kind,
        "state": Delivery.PENDING,
        "seal": seal,
        "payload": payload,
    }


def _place(kind: str, seal: bytes) -> str:
    # The kind decides whether a message may be sent twice, so it may not be swapped either.
    return f"{seal.hex()}|{kind}"
