"""Passkeys of workers: found by a keyed hash of their credential id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, insert, select, update

from storage.records import passkeys

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from storage.portal.keys import PortalKeys

_LENGTH_BYTES = 4

_KEY = passkeys.c.credential == bindparam("key")
_OF = select(passkeys.c.credential, passkeys.c.sealed).where(
    passkeys.c.worker == bindparam("owner")
)
_FIND = select(passkeys.c.worker, passkeys.c.sealed).where(_KEY)
_SAVE = update(passkeys).where(_KEY).values(sealed=bindparam("blob"))
_REMOVE = delete(passkeys).where(_KEY, passkeys.c.worker == bindparam("owner"))
_DROP = delete(passkeys).where(passkeys.c.worker == bindparam("owner"))


def add(
    connection: Connection, keys: PortalKeys, worker: bytes, credential_id: bytes, data: bytes
) -> None:
    """Store a passkey."""
    place = _hash(keys, credential_id)
    blob = _sealed(keys, place, worker, (credential_id, data))
    connection.execute(insert(passkeys), {"credential": place, "worker": worker, "sealed": blob})


def of(connection: Connection, keys: PortalKeys, worker: bytes) -> list[tuple[bytes, bytes]]:
    """Return credential id and data of each passkey of a worker."""
    rows = connection.execute(_OF, {"owner": worker})
    return [_opened(keys, row.credential, worker, row.sealed) for row in rows]


def find(
    connection: Connection, keys: PortalKeys, credential_id: bytes
) -> tuple[bytes, bytes] | None:
    """Return the worker and the data of a passkey."""
    place = _hash(keys, credential_id)
    row = connection.execute(_FIND, {"key": place}).one_or_none()
    if row is None:
        return None
    return row.worker, _opened(keys, place, row.worker, row.sealed)[1]


def save(connection: Connection, keys: PortalKeys, credential_id: bytes, data: bytes) -> None:
    """Replace the data of a passkey."""
    place = _hash(keys, credential_id)
    row = connection.execute(_FIND, {"key": place}).one_or_none()
    if row is not None:
        blob = _sealed(keys, place, row.worker, (credential_id, data))
        connection.execute(_SAVE, {"key": place, "blob": blob})


def remove(connection: Connection, keys: PortalKeys, worker: bytes, credential_id: bytes) -> bool:
    """Forget a passkey of this worker."""
    values = {"key": _hash(keys, credential_id), "owner": worker}
    return connection.execute(_REMOVE, values).rowcount == 1


def drop(connection: Connection, worker: bytes) -> None:
    """Forget all passkeys of a worker."""
    connection.execute(_DROP, {"owner": worker})


def _hash(keys: PortalKeys, credential_id: bytes) -> bytes:
    return keys.hash("passkey", credential_id)


def _sealed(keys: PortalKeys, place: bytes, worker: bytes, parts: tuple[bytes, bytes]) -> bytes:
    credential_id, data = parts
    framed = len(credential_id).to_bytes(_LENGTH_BYTES) + credential_id + data
    return keys.seal("passkeys", place + worker, framed)


def _opened(keys: PortalKeys, place: bytes, worker: bytes, blob: bytes) -> tuple[bytes, bytes]:
    framed = keys.open("passkeys", place + worker, blob)
    end = _LENGTH_BYTES + int.from_bytes(framed[:_LENGTH_BYTES])
    return framed[_LENGTH_BYTES:end], framed[end:]
