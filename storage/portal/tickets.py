"""What works once: an invitation, a ceremony of a passkey, a link in a mail."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, insert, select, text, update

from storage.records import tickets

if TYPE_CHECKING:
    from sqlalchemy import Connection, Select
    from sqlalchemy.sql.dml import ReturningDelete

    from storage.portal.keys import PortalKeys

_WORKS = (
    tickets.c.token_hash == bindparam("key"),
    tickets.c.kind == bindparam("sort"),
    tickets.c.expires > bindparam("now"),
    tickets.c.tries_left > 0,
)
_LOOK = select(tickets.c.worker, tickets.c.payload).where(*_WORKS)
# Who of two deletes the row has it; the other finds none.
_SPEND = delete(tickets).where(*_WORKS).returning(tickets.c.worker, tickets.c.payload)
_MISS = (
    update(tickets)
    .where(tickets.c.token_hash == bindparam("key"))
    .values(tries_left=tickets.c.tries_left - 1)
)
_USED_UP = delete(tickets).where(tickets.c.token_hash == bindparam("key"), tickets.c.tries_left < 1)
# The words are the same on both engines, SQLAlchemy's constructs for it are not.
_USE = text(
    "INSERT INTO tickets (token_hash, kind, payload, expires, tries_left)"
    " VALUES (:token_hash, :kind, :payload, :expires, 0) ON CONFLICT DO NOTHING"
)
_DROP = delete(tickets).where(tickets.c.worker == bindparam("owner"))
_FORGET = delete(tickets).where(tickets.c.expires <= bindparam("now"))


@dataclass(frozen=True)
class Ticket:
    """What a token was made for."""

    worker: bytes | None
    payload: bytes = field(repr=False)


@dataclass(frozen=True)
class NewTicket:
    """A ticket to be stored, and its token, which stands nowhere else."""

    token: str = field(repr=False)
    row: dict[str, object] = field(repr=False)


def sealed(keys: PortalKeys, kind: str, payload: bytes, worker: bytes | None) -> NewTicket:
    """Make a token and its row, before the transaction begins."""
    token = keys.new_token()
    place = _hash(keys, kind, token)
    blob = keys.seal("tickets", _place(place, worker), payload)
    return NewTicket(token, {"token_hash": place, "kind": kind, "worker": worker, "payload": blob})


def issue(connection: Connection, ready: NewTicket, expires: int, tries: int) -> None:
    """Store a ticket that works until `expires` (epoch seconds)."""
    connection.execute(insert(tickets), {**ready.row, "expires": expires, "tries_left": tries})


def use(connection: Connection, keys: PortalKeys, kind: str, value: bytes, expires: int) -> bool:
    """Note that a value is used, which is no ticket itself; False where it was noted before."""
    row = {"token_hash": keys.hash(f"used {kind}", value), "kind": kind, "payload": b""}
    return connection.execute(_USE, {**row, "expires": expires}).rowcount == 1


def look(
    connection: Connection, keys: PortalKeys, kind: str, token: str, now: float
) -> Ticket | None:
    """Return what a token is for, None where it does not work."""
    return _found(connection, keys, _LOOK, (kind, token), now)


def spend(
    connection: Connection, keys: PortalKeys, kind: str, token: str, now: float
) -> Ticket | None:
    """Return what a token is for, and let it work no more."""
    return _found(connection, keys, _SPEND, (kind, token), now)


def miss(connection: Connection, keys: PortalKeys, kind: str, token: str) -> None:
    """Take one of the tries of a token."""
    values = {"key": _hash(keys, kind, token)}
    connection.execute(_MISS, values)
    connection.execute(_USED_UP, values)


def drop(connection: Connection, worker: bytes) -> None:
    """Drop all tickets of a worker."""
    connection.execute(_DROP, {"owner": worker})


def forget(connection: Connection, now: float) -> None:
    """Drop what is past."""
    connection.execute(_FORGET, {"now": int(now)})


def _found(
    connection: Connection,
    keys: PortalKeys,
    statement: Select[bytes | None, bytes] | ReturningDelete[bytes | None, bytes],
    what: tuple[str, str],
    now: float,
) -> Ticket | None:
    kind, token = what
    place = _hash(keys, kind, token)
    row = connection.execute(statement, {"key": place, "sort": kind, "now": int(now)}).one_or_none()
    if row is None:
        return None
    return Ticket(row.worker, keys.open("tickets", _place(place, row.worker), row.payload))


def _hash(keys: PortalKeys, kind: str, token: str) -> bytes:
    return keys.hash(f"ticket {kind}", token.encode())


def _place(token_hash: bytes, worker: bytes | None) -> bytes:
    return token_hash + (worker or b"")
