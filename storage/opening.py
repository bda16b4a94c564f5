"""Opening a database: the right tables, the right keys, and both made when it is empty.

All of it is one transaction under one lock (SQLite's write lock, an advisory lock of PostgreSQL),
so of two processes that start together one makes the keys and the other finds them. A wrong key
stops before anything is written.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from sqlalchemy import Connection, bindparam, exists, insert, select, text, update

from storage import schema
from storage.clients import Keyring
from storage.errors import MasterKeyError, RecordDamaged, StorageError
from storage.index import Index
from storage.keys import KEY_BYTES, KeySource, MasterKeys
from storage.portal import views
from storage.portal.keys import PortalKeys
from storage.records import clients, meta, workers

if TYPE_CHECKING:
    from storage.database import Database

FORMAT = 1
_INDEX_KEY = b"index key"
_PORTAL_KEY = b"portal key"
_LOCK = text("SELECT pg_advisory_xact_lock(:key)")
_LOCK_KEY = 0x6B72696E67  # "kring"; any number that others do not use
_META = select(meta.c.format, meta.c.master_key, meta.c.index_key).where(meta.c.id == 1)
_PORTAL = select(meta.c.format, meta.c.portal_key, meta.c.portal_key_id).where(meta.c.id == 1)
_SET_PORTAL = (
    update(meta)
    .where(meta.c.id == 1)
    .values(portal_key=bindparam("wrapped"), portal_key_id=bindparam("fingerprint"))
)


def open_keyring(database: Database, source: KeySource) -> Keyring:
    """Bring the tables up to date and return the keys to them.

    Raises:
        MasterKeyError: the keys are missing, or are not those of this database.
        StorageError: the database was made by a newer version.
    """
    with database.read() as connection:
        found = _existing(connection, source)
        is_current = schema.revision(connection) == schema.HEAD
        portal = _portal(connection, found[0]) if found and is_current else None
    if found and portal:
        return Keyring(*found, portal)
    with database.write() as connection:
        if not database.is_sqlite:
            connection.execute(_LOCK, {"key": _LOCK_KEY})
        return _prepared(connection, source)


def open_portal_keys(database: Database, source: KeySource) -> PortalKeys:
    """Return the keys of the portal; with the master keys the tables are brought up to date too.

    Raises:
        MasterKeyError: the keys are missing, or are not those of this database.
        StorageError: the tables are of another version; only the bot brings them up to date.
    """
    key = source.read_portal()
    if key is None:
        return open_keyring(database, source).portal
    with database.read() as connection:
        if schema.revision(connection) != schema.HEAD:
            raise StorageError(
                "schema_unknown",
                "the bot did not prepare this database yet, or is of another version of Kring",
            )
        row = connection.execute(_PORTAL).one_or_none()
    if row is not None and row.format != FORMAT:
        raise _newer()
    keys = PortalKeys(key)
    if row is None or row.portal_key_id != keys.key_id:
        raise _other_keys()
    return keys


def _prepared(connection: Connection, source: KeySource) -> Keyring:
    found = _existing(connection, source)  # before the tables change: keys may be wrong
    if schema.revision(connection) != schema.HEAD:
        schema.migrate(connection)
    master, index = found or _new(connection, source)
    return Keyring(master, index, _portal(connection, master) or _new_portal(connection, master))


def _existing(connection: Connection, source: KeySource) -> tuple[MasterKeys, Index] | None:
    """Return the keys of a database that is in use, None for an empty one."""
    if schema.revision(connection) is None:
        return None
    row = connection.execute(_META).one_or_none()
    if row is None:
        return None
    if row.format != FORMAT:
        raise _newer()
    master = source.read()
    if master is None:
        raise MasterKeyError("master_key_missing", "MASTER_KEYS or MASTER_KEYS_FILE is missing")
    return master, Index(_index_key(master, row.master_key, row.index_key))


def _index_key(master: MasterKeys, fingerprint: bytes, blob: bytes) -> bytes:
    if fingerprint not in master:
        raise _other_keys()
    return master.unwrap(blob, _INDEX_KEY)


def _new(connection: Connection, source: KeySource) -> tuple[MasterKeys, Index]:
    if connection.execute(select(exists().select_from(clients))).scalar():
        raise RecordDamaged("the keys of this database are gone from its table meta")
    master = source.read() or source.create()
    index_key = secrets.token_bytes(KEY_BYTES)
    values = {
        "id": 1,
        "format": FORMAT,
        "master_key": master.newest_id,
        "index_key": master.wrap(index_key, _INDEX_KEY),
    }
    connection.execute(insert(meta), values)
    return master, Index(index_key)


def _portal(connection: Connection, master: MasterKeys) -> PortalKeys | None:
    """Return the keys of the portal, None where it has none yet (0.3 and before)."""
    row = connection.execute(_PORTAL).one_or_none()
    if row is None or row.portal_key is None:
        return None
    return PortalKeys(master.unwrap(row.portal_key, _PORTAL_KEY))


def _new_portal(connection: Connection, master: MasterKeys) -> PortalKeys:
    if connection.execute(select(exists().select_from(workers))).scalar():
        raise RecordDamaged("the key of the portal is gone from the table meta")
    keys, key = PortalKeys.create()
    values = {"wrapped": master.wrap(key, _PORTAL_KEY), "fingerprint": keys.key_id}
    connection.execute(_SET_PORTAL, values)
    views.begin(connection, keys)
    return keys


def _newer() -> StorageError:
    return StorageError("format_unknown", "the database was made by a newer version of Kring")


def _other_keys() -> MasterKeyError:
    return MasterKeyError(
        "master_key_wrong", "MASTER_KEYS or MASTER_KEYS_FILE belongs to another database"
    )
