"""Codes: nine letters that a worker makes and a client types; each pairs two people once.

No vowels, so that they spell no words. A worker sees a code and until when it works, whatever
became of it.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, insert, or_, select, update

from storage import lanes
from storage.clients import ID_BYTES
from storage.portal import pairings
from storage.records import codes, workers

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from storage.clients import ClientRef, Keyring
    from storage.portal.keys import PortalKeys

LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
CODE_SECONDS = 15 * 60
_GROUPS, _GROUP = 3, 3
_KEEP_SECONDS = 86_400

_FIND = (
    select(codes.c.worker, codes.c.pairing, codes.c.expires, codes.c.taken_by, workers.c.details)
    .join(workers, workers.c.id == codes.c.worker)
    .where(codes.c.code_hash == bindparam("key"))
)
_HOLD_WORKER = (
    select(workers.c.id)
    .where(workers.c.id == bindparam("key"))
    .with_for_update(read=True, key_share=True)
)
# Of two clients who type it at the same moment one gets it.
_TAKE = (
    update(codes)
    .where(
        codes.c.code_hash == bindparam("key"),
        or_(codes.c.taken_by.is_(None), codes.c.taken_by == bindparam("taker")),
    )
    .values(taken_by=bindparam("taker"))
)
_LIVE = (
    select(codes.c.code_hash, codes.c.code, codes.c.expires)
    .where(codes.c.worker == bindparam("owner"), codes.c.expires > bindparam("now"))
    .order_by(codes.c.expires, codes.c.code_hash)
)
_DROP = delete(codes).where(codes.c.pairing == bindparam("pairing_id"))
_FORGET = delete(codes).where(codes.c.expires <= bindparam("limit"))


@dataclass(frozen=True)
class CodeOffer:
    """Whose code a client typed."""

    pairing: bytes = field(repr=False)
    worker: bytes = field(repr=False)
    details: bytes = field(repr=False)


def new_code() -> str:
    """Return a code that nobody guesses."""
    groups = ("".join(secrets.choice(LETTERS) for _ in range(_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)


def make(connection: Connection, keys: PortalKeys, worker: bytes, code: str, now: float) -> None:
    """Store a code."""
    place = _hash(keys, code)
    row = {
        "code_hash": place,
        "worker": worker,
        "pairing": secrets.token_bytes(ID_BYTES),
        "expires": int(now) + CODE_SECONDS,
        "code": keys.seal("codes", place + worker, code.encode()),
    }
    connection.execute(insert(codes), row)


def live(
    connection: Connection, keys: PortalKeys, worker: bytes, now: float
) -> list[tuple[str, int]]:
    """Return the codes of a worker that are not past, and until when they are not."""
    rows = connection.execute(_LIVE, {"owner": worker, "now": int(now)})
    return [
        (keys.open("codes", row.code_hash + worker, row.code).decode(), row.expires) for row in rows
    ]


def reserve(
    connection: Connection, keyring: Keyring, client: ClientRef, code: str, now: float
) -> CodeOffer | None:
    """Take a code for a client, and make the pairing that is offered.

    Who took it gets it again, so that a turn may be done again: until it is past also after
    saying no, then as long as the pairing is there.

    Returns:
        None where there is no such code, or it is past, or another has it.
    """
    # The lane first, as everywhere; without one the client was erased.
    if not lanes.lock(connection, [client.id]):
        return None
    place = _hash(keyring.portal, code)
    row = connection.execute(_FIND, {"key": place}).one_or_none()
    if row is None:
        return None
    taker = keyring.index.taker(client.id)
    is_mine = row.taken_by == taker and pairings.is_there(connection, row.pairing)
    if row.expires <= int(now) and not is_mine:
        return None
    # Then the worker: its removal takes codes and pairings after it.
    if connection.execute(_HOLD_WORKER, {"key": row.worker}).one_or_none() is None:
        return None
    if connection.execute(_TAKE, {"key": place, "taker": taker}).rowcount != 1:
        return None
    pairings.offer(connection, row.pairing, client.id, row.worker, now)
    details = keyring.portal.open("workers", row.worker, row.details)
    return CodeOffer(row.pairing, row.worker, details)


def drop(connection: Connection, pairing: bytes) -> None:
    """Drop the code by which a pairing came, so that it does not come again."""
    connection.execute(_DROP, {"pairing_id": pairing})


def forget(connection: Connection, now: float) -> None:
    """Drop what is past for a day."""
    connection.execute(_FORGET, {"limit": int(now) - _KEEP_SECONDS})


def _hash(keys: PortalKeys, code: str) -> bytes:
    letters = "".join(filter(str.isalnum, code.upper()))
    return keys.hash("code", letters.encode())
