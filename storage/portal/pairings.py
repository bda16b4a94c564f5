"""Pairings: a client and a worker who know of each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, false, select, text, true, update

from storage.quiet_hours import local_day
from storage.records import pairings

if TYPE_CHECKING:
    from sqlalchemy import Connection

# An offer to which nobody said yes or no.
OFFER_DAYS = 30

_MINE = (pairings.c.id == bindparam("key"), pairings.c.client == bindparam("owner"))
# A code that was taken makes its pairing again where the client had said no. The words are the
# same on both engines, SQLAlchemy's constructs for it are not.
_OFFER = text(
    "INSERT INTO pairings (id, client, worker, accepted, day)"
    " VALUES (:id, :client, :worker, :accepted, :day) ON CONFLICT DO NOTHING"
)
_ACCEPT = update(pairings).where(*_MINE).values(accepted=true())
_END = delete(pairings).where(*_MINE)
# Held, so that it does not go while something is hung on it.
_HOLD = select(pairings.c.worker).where(*_MINE).with_for_update(read=True, key_share=True)
_IS_THERE = select(pairings.c.id).where(pairings.c.id == bindparam("key"))
_OF_WORKER = select(pairings.c.id, pairings.c.client).where(pairings.c.worker == bindparam("whose"))
_DROP_OF_WORKER = (
    delete(pairings)
    .where(pairings.c.worker == bindparam("whose"))
    .returning(pairings.c.id, pairings.c.client)
)
_OLD_OFFERS = (
    select(pairings.c.id)
    .where(pairings.c.accepted == false(), pairings.c.day < bindparam("limit"))
    .with_for_update(skip_locked=True)
)
_FORGET = delete(pairings).where(pairings.c.id.in_(_OLD_OFFERS))


def offer(connection: Connection, pairing: bytes, client: bytes, worker: bytes, now: float) -> None:
    """Make a pairing that the client has still to accept; one that is there stays as it is."""
    values = {"id": pairing, "client": client, "worker": worker, "day": local_day(now)}
    connection.execute(_OFFER, {**values, "accepted": False})


def is_there(connection: Connection, pairing: bytes) -> bool:
    """Whether there is such a pairing."""
    return connection.execute(_IS_THERE, {"key": pairing}).one_or_none() is not None


def accept(connection: Connection, pairing: bytes, client: bytes) -> bool:
    """Note that the client accepted; False when the pairing is gone."""
    return connection.execute(_ACCEPT, {"key": pairing, "owner": client}).rowcount == 1


def end(connection: Connection, pairing: bytes, client: bytes) -> None:
    """End a pairing, with all that was shared by it."""
    connection.execute(_END, {"key": pairing, "owner": client})


def held(connection: Connection, pairing: bytes, client: bytes) -> bytes | None:
    """Return the worker of a pairing, which stays until this transaction ends; None: it is gone."""
    return connection.execute(_HOLD, {"key": pairing, "owner": client}).scalar()


def of_worker(connection: Connection, worker: bytes) -> list[tuple[bytes, bytes]]:
    """Return all pairings of a worker, each with its client."""
    return [(row.id, row.client) for row in connection.execute(_OF_WORKER, {"whose": worker})]


def drop_of_worker(connection: Connection, worker: bytes) -> list[tuple[bytes, bytes]]:
    """End all pairings of a worker, whose lanes are locked; return each with its client."""
    return [(row.id, row.client) for row in connection.execute(_DROP_OF_WORKER, {"whose": worker})]


def forget(connection: Connection, now: float) -> None:
    """Drop offers that are too old."""
    connection.execute(_FORGET, {"limit": local_day(now) - OFFER_DAYS})
