"""What was shared: each under a key of its own, for one worker, until a day.

All of it is read with the worker's id beside the share's: of somebody else's there is nothing.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, null, select, text

from storage.errors import RecordDamaged
from storage.quiet_hours import local_day
from storage.records import shares

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from storage.portal.keys import PortalKeys

_HEAD = (
    shares.c.id,
    shares.c.pairing,
    shares.c.sent,
    shares.c.until,
    shares.c.opened,
    shares.c.wrapped_key,
    shares.c.payload,
)
_IS_SERVED = (shares.c.worker == bindparam("whose"), shares.c.until >= bindparam("today"))
_OF = (
    select(*_HEAD, null().label("page"), shares.c.notes)
    .where(*_IS_SERVED)
    .order_by(shares.c.sent.desc(), shares.c.id)
)
_FIND = select(*_HEAD, shares.c.page, shares.c.notes).where(
    shares.c.id == bindparam("key"), *_IS_SERVED
)
# A turn that is done again makes the same id. The words are the same on both engines, SQLAlchemy's
# constructs for it are not.
_ADD = text(
    "INSERT INTO shares (id, pairing, client, worker, sent, until, opened, wrapped_key, payload)"
    " VALUES (:id, :pairing, :client, :worker, :sent, :until, 0, :wrapped_key, :payload)"
    " ON CONFLICT DO NOTHING"
)
_WITHDRAW = delete(shares).where(
    shares.c.id == bindparam("key"), shares.c.client == bindparam("owner")
)
_PAST = (
    select(shares.c.id)
    .where(shares.c.until < bindparam("today"))
    .with_for_update(skip_locked=True)  # others lock several of them, in an order of their own
)
_FORGET = delete(shares).where(shares.c.id.in_(_PAST))


@dataclass(frozen=True)
class StoredShare:
    """A share as a worker may have it.

    Attributes:
        id: random, 16 bytes.
        pairing: by which it came.
        sent: when, in epoch seconds.
        until: the last local day on which it is served, as days since 1970-01-01.
        opened: when, in epoch seconds; 0 before that.
        payload: the snapshot, byte for byte as the client saw it.
        page: what the portal made of it; None before it was opened, and in a list.
        notes: what the portal remembers with it, such as replies.
    """

    id: bytes
    pairing: bytes = field(repr=False)
    sent: int
    until: int
    opened: int
    payload: bytes = field(repr=False)
    page: bytes | None = field(default=None, repr=False)
    notes: bytes | None = field(default=None, repr=False)


def sealed(keys: PortalKeys, share: bytes, payload: bytes) -> dict[str, bytes]:
    """Encrypt a snapshot under a new key, before the transaction begins."""
    key, wrapped = keys.new_share(share)
    return {"id": share, "wrapped_key": wrapped, "payload": key.seal("payload", payload)}


def add(connection: Connection, row: dict[str, object]) -> None:
    """Store a share."""
    connection.execute(_ADD, row)


def withdraw(connection: Connection, share: bytes, client: bytes) -> None:
    """Drop a share of this client."""
    connection.execute(_WITHDRAW, {"key": share, "owner": client})


def of(connection: Connection, keys: PortalKeys, worker: bytes, now: float) -> list[StoredShare]:
    """Return what is shared with a worker, newest first, without the pages.

    One that cannot be read is left out, so that it is not in the way of the others.
    """
    found = []
    for row in connection.execute(_OF, {"whose": worker, "today": local_day(now)}):
        with suppress(RecordDamaged):
            found.append(_opened(keys, row))
    return found


def find(
    connection: Connection, keys: PortalKeys, worker: bytes, share: bytes, now: float
) -> StoredShare | None:
    """Return a share of this worker."""
    values = {"key": share, "whose": worker, "today": local_day(now)}
    row = connection.execute(_FIND, values).one_or_none()
    return None if row is None else _opened(keys, row)


def forget(connection: Connection, now: float) -> None:
    """Drop what is past its last day."""
    connection.execute(_FORGET, {"today": local_day(now)})


def _opened(
    keys: PortalKeys,
    row: Row[bytes, bytes, int, int, int, bytes, bytes, bytes | None, bytes | None],
) -> StoredShare:
    key = keys.share(row.id, row.wrapped_key)
    return StoredShare(
        row.id,
        row.pairing,
        row.sent,
        row.until,
        row.opened,
        key.open("payload", row.payload),
        None if row.page is None else key.open("page", row.page),
        None if row.notes is None else key.open("notes", row.notes),
    )
