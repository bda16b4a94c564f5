"""Who a message is from: a random id, found by a keyed hash, with its own keys."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, false, insert, select, text, update

from storage.encryption import ClientKeys, Kind
from storage.errors import StorageError
from storage.records import clients, lanes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Row

    from storage.index import Index
    from storage.keys import MasterKeys
    from storage.portal.keys import PortalKeys

ID_BYTES = 16
_ADDRESS_PLACE = "1"
_FREE_LANE = {"claimed_by": "", "claimed_until": 0, "fence": 0, "waiting": 0}

_FIND = select(
    clients.c.lookup,
    clients.c.id,
    clients.c.wrapped_key,
    clients.c.last_used_month,
    clients.c.unreachable,
).where(clients.c.lookup.in_(bindparam("keys", expanding=True)))
_BY_ID = select(clients.c.lookup, clients.c.address, clients.c.wrapped_key).where(
    clients.c.id == bindparam("key")
)
_USED = (
    update(clients)
    .where(clients.c.id == bindparam("key"))
    .values(last_used_month=bindparam("month"), unreachable=false())
)
_UNREACHABLE = (
    update(clients).where(clients.c.id == bindparam("key")).values(unreachable=bindparam("flag"))
)
# Two replicas may meet a new client at the same moment. The words are the same on both engines,
# SQLAlchemy's constructs for it are not.
_ADD = text(
    "INSERT INTO clients (id, lookup, address, wrapped_key, created_month, last_used_month,"
    " unreachable) VALUES (:id, :lookup, :address, :wrapped_key, :month, :month, :unreachable)"
    " ON CONFLICT DO NOTHING"
)


@dataclass(frozen=True)
class Keyring:
    """What is needed to find and read any client."""

    master: MasterKeys
    index: Index
    portal: PortalKeys


@dataclass(frozen=True)
class ClientRef:
    """A client, with the keys to its rows; lives in memory for a turn, no longer."""

    id: bytes
    channel: str
    external_id: str = field(repr=False)
    lookup: bytes = field(repr=False)
    keys: ClientKeys = field(repr=False, compare=False)


def month(now: float) -> str:
    """Return the month: nothing finer is kept about when a client used Kring."""
    return time.strftime("%Y-%m", time.gmtime(now))


def find(
    connection: Connection, keyring: Keyring, channel: str, external_id: str
) -> tuple[ClientRef, str] | None:
    """Return the client and the month of its last use, None when it is not known."""
    found = _known(connection, keyring, [(channel, external_id)])[0]
    return None if found is None else found[:2]


def id_of(
    connection: Connection, keyring: Keyring, channel: str, external_id: str
) -> tuple[bytes, bytes] | None:
    """Return lookup and id of a client without opening its key, which may be damaged."""
    lookup = keyring.index.client(channel, external_id)
    row = connection.execute(_FIND, {"keys": [lookup]}).one_or_none()
    return None if row is None else (row.lookup, row.id)


def meet(
    connection: Connection, keyring: Keyring, people: Sequence[tuple[str, str]], now: float
) -> list[ClientRef]:
    """Return the clients, made when they are new, and note the month of their use.

    Who writes can be reached again.
    """
    known = _known(connection, keyring, people)
    new = [person for person, found in zip(people, known, strict=True) if found is None]
    if new:
        _add(connection, keyring, new, now)
        known = _known(connection, keyring, people)
    this_month = month(now)
    met: list[ClientRef] = []
    for found in known:
        if found is None:  # erased between two statements
            raise StorageError("client_gone")
        client, last_used, is_unreachable = found
        if last_used != this_month or is_unreachable:
            connection.execute(_USED, {"key": client.id, "month": this_month})
        met.append(client)
    return met


def by_id(connection: Connection, keyring: Keyring, client: bytes) -> ClientRef | None:
    """Return the client with this id, as a sweep needs it.

    Raises:
        RecordDamaged: its row was changed.
    """
    row = connection.execute(_BY_ID, {"key": client}).one_or_none()
    return None if row is None else _opened(keyring, client, row)


def set_unreachable(connection: Connection, client: bytes, *, is_unreachable: bool) -> None:
    """Note whether messages can reach the client (it may have blocked the bot)."""
    connection.execute(_UNREACHABLE, {"key": client, "flag": is_unreachable})


def _opened(keyring: Keyring, client: bytes, row: Row[bytes, bytes, bytes]) -> ClientRef:
    keys = ClientKeys.unwrap(keyring.master, client, row.wrapped_key)
    address = keys.open(Kind.ADDRESS, _ADDRESS_PLACE, row.address).decode()
    channel, _, external_id = address.partition("\0")
    return ClientRef(client, channel, external_id, row.lookup, keys)


def _known(
    connection: Connection, keyring: Keyring, people: Sequence[tuple[str, str]]
) -> list[tuple[ClientRef, str, bool] | None]:
    lookups = [keyring.index.client(*person) for person in people]
    rows = {row.lookup: row for row in connection.execute(_FIND, {"keys": lookups})}
    known: list[tuple[ClientRef, str, bool] | None] = []
    for (channel, external_id), lookup in zip(people, lookups, strict=True):
        row = rows.get(lookup)
        if row is None:
            known.append(None)
            continue
        keys = ClientKeys.unwrap(keyring.master, row.id, row.wrapped_key)
        client = ClientRef(row.id, channel, external_id, lookup, keys)
        known.append((client, row.last_used_month, row.unreachable))
    return known


def _add(
    connection: Connection, keyring: Keyring, people: Sequence[tuple[str, str]], now: float
) -> None:
    for channel, external_id in people:
        row = _row(keyring, channel, external_id, now)
        if connection.execute(_ADD, row).rowcount:
            connection.execute(insert(lanes), {**_FREE_LANE, "client": row["id"]})


def _row(keyring: Keyring, channel: str, external_id: str, now: float) -> dict[str, object]:
    client = secrets.token_bytes(ID_BYTES)
    keys, wrapped_key = ClientKeys.create(keyring.master, client)
    address = f"{channel}\0{external_id}".encode()
    return {
        "id": client,
        "lookup": keyring.index.client(channel, external_id),
        "address": keys.seal(Kind.ADDRESS, _ADDRESS_PLACE, address),
        "wrapped_key": wrapped_key,
        "month": month(now),
        "unreachable": False,
    }
