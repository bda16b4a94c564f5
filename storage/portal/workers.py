"""Workers: who they are, sealed; found by a random id or by a keyed hash of their address."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, exists, insert, or_, select, update

from storage import lanes
from storage.clients import ID_BYTES, month
from storage.errors import StorageError
from storage.portal import news, pairings, passkeys, sessions, tickets
from storage.records import passkeys as passkeys_table
from storage.records import workers

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection, Row

    from storage.portal.keys import PortalKeys

INVITATION = "invitation"
_INVITATION_SECONDS = 7 * 86_400

_KEY = workers.c.id == bindparam("key")
_ROW = select(
    workers.c.id,
    workers.c.details,
    or_(
        workers.c.totp.is_not(None),
        exists().where(passkeys_table.c.worker == workers.c.id),
    ).label("is_active"),
)
_FIND = _ROW.where(_KEY)
_DETAILS = select(workers.c.id, workers.c.details)
_LOCK = select(workers.c.id).where(_KEY).with_for_update()
_SAVE = (
    update(workers)
    .where(_KEY)
    .values(details=bindparam("sealed"), email_lookup=bindparam("lookup"))
)
_BY_EMAIL = select(workers.c.id).where(workers.c.email_lookup == bindparam("lookup"))
_TOTP = select(workers.c.totp).where(_KEY)
_SET_TOTP = update(workers).where(_KEY).values(totp=bindparam("sealed"))
_REMOVE = delete(workers).where(_KEY)


@dataclass(frozen=True)
class WorkerRow:
    """A worker; active is who can sign in, with a passkey or an app."""

    id: bytes
    details: bytes = field(repr=False)
    is_active: bool


def sealed(
    keys: PortalKeys, worker: bytes, details: bytes, email: str | None
) -> dict[str, bytes | None]:
    """Return what to store of a worker, made before the transaction begins."""
    lookup = None if email is None else _email(keys, email)
    return {"key": worker, "sealed": keys.seal("workers", worker, details), "lookup": lookup}


def invite(
    connection: Connection, keys: PortalKeys, details: bytes, now: float
) -> tuple[bytes, str]:
    """Make a worker and an invitation."""
    worker = secrets.token_bytes(ID_BYTES)
    blob = keys.seal("workers", worker, details)
    row = {"id": worker, "details": blob, "created_month": month(now)}
    connection.execute(insert(workers), row)
    return worker, _invitation(connection, keys, worker, now)


def reinvite(connection: Connection, keys: PortalKeys, worker: bytes, now: float) -> str:
    """Make a new invitation, with which a worker begins anew."""
    if connection.execute(_LOCK, {"key": worker}).one_or_none() is None:
        raise StorageError("worker_unknown")
    tickets.drop(connection, worker)
    passkeys.drop(connection, worker)
    sessions.end_all(connection, worker)
    set_totp(connection, keys, worker, None)
    return _invitation(connection, keys, worker, now)


def all_of(connection: Connection, keys: PortalKeys) -> list[WorkerRow]:
    """Return all workers."""
    return [_row(keys, row) for row in connection.execute(_ROW.order_by(workers.c.id))]


def find(connection: Connection, keys: PortalKeys, worker: bytes) -> WorkerRow | None:
    """Return one worker."""
    row = connection.execute(_FIND, {"key": worker}).one_or_none()
    return None if row is None else _row(keys, row)


def roster(connection: Connection, keys: PortalKeys) -> dict[bytes, bytes]:
    """Return the details of all workers by their id."""
    rows = connection.execute(_DETAILS)
    return {row.id: keys.open("workers", row.id, row.details) for row in rows}


def save(connection: Connection, row: dict[str, bytes | None]) -> None:
    """Replace what is known of a worker."""
    connection.execute(_SAVE, row)


def by_email(connection: Connection, keys: PortalKeys, email: str) -> bytes | None:
    """Return the worker with this address."""
    return connection.execute(_BY_EMAIL, {"lookup": _email(keys, email)}).scalar()


def totp(connection: Connection, keys: PortalKeys, worker: bytes) -> bytes | None:
    """Return the secret of the app of a worker."""
    blob = connection.execute(_TOTP, {"key": worker}).scalar()
    return None if blob is None else keys.open("totp", worker, blob)


def set_totp(connection: Connection, keys: PortalKeys, worker: bytes, secret: bytes | None) -> None:
    """Store or take away the secret of the app of a worker."""
    blob = None if secret is None else keys.seal("totp", worker, secret)
    connection.execute(_SET_TOTP, {"key": worker, "sealed": blob})


def remove(
    connection: Connection, keys: PortalKeys, worker: bytes, news_for: Callable[[bytes], bytes]
) -> bool:
    """Remove a worker, and tell each client that was paired.

    Lanes first, as everywhere: turns hang rows on pairings and workers under theirs. A client who
    takes a code at this very moment is told by the roster instead.
    """
    clients = sorted(client for _, client in pairings.of_worker(connection, worker))
    lanes.lock(connection, clients)
    if connection.execute(_LOCK, {"key": worker}).one_or_none() is None:
        return False
    gone = pairings.drop_of_worker(connection, worker)
    rows = [news.sealed(keys, client, news_for(pairing)) for pairing, client in gone]
    news.put(connection, rows)
    connection.execute(_REMOVE, {"key": worker})
    return True


def _invitation(connection: Connection, keys: PortalKeys, worker: bytes, now: float) -> str:
    ready = tickets.sealed(keys, INVITATION, b"", worker)
    tickets.issue(connection, ready, int(now) + _INVITATION_SECONDS, 1)
    return ready.token


def _row(keys: PortalKeys, row: Row[bytes, bytes, bool]) -> WorkerRow:
    return WorkerRow(row.id, keys.open("workers", row.id, row.details), bool(row.is_active))


def _email(keys: PortalKeys, email: str) -> bytes:
    return keys.hash("email", email.strip().casefold().encode())
