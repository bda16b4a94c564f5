"""Opening a database: the right tables, the right keys, and both made when it is empty.

All of it is one transaction under one lock (SQLite's write lock, an advisory lock of PostgreSQL),
so of two processes that start together one makes the keys and the other finds them. A wrong key
stops before anything is written.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from sqlalchemy import Connection, exists, insert, select, text

from storage import schema
from storage.clients import Keyring
from storage.errors import MasterKeyError, RecordDamaged, StorageError
from storage.index import Index
from storage.keys import KEY_BYTES, KeySource, MasterKeys
from storage.records import clients, meta

if TYPE_CHECKING:
    from storage.database import Database

FORMAT = 1
_INDEX_KEY = b"index key"
_LOCK = text("SELECT pg_advisory_xact_lock(:key)")
_LOCK_KEY = 0x6B72696E67  # "kring"; any number that others do not use
_META = select(meta.c.format, meta.c.master_key, meta.c.index_key).where(meta.c.id == 1)


def open_keyring(database: Database, source: KeySource) -> Keyring:
    """Bring the tables up to date and return the keys to them.

    Raises:
        MasterKeyError: the keys are missing, or are not those of this database.
        StorageError: the database was made by a newer version.
    """
    with database.read() as connection:
        ready = _existing(connection, source)
        is_current = schema.revision(connection) == schema.HEAD
    if ready and is_current:
        return ready
    with database.write() as connection:
        if not database.is_sqlite:
            connection.execute(_LOCK, {"key": _LOCK_KEY})
        return _prepared(connection, source)


def _prepared(connection: Connection, source: KeySource) -> Keyring:
    ready = _existing(connection, source)  # before the tables change: keys may be wrong
    if schema.revision(connection) != schema.HEAD:
        schema.migrate(connection)
    return ready or _new(connection, source)


def _existing(connection: Connection, source: KeySource) -> Keyring | None:
    """Return the keys of a database that is in use, None for an empty one."""
    if schema.revision(connection) is None:
        return None
    row = connection.execute(_META).one_or_none()
    if row is None:
        return None
    if row.format != FORMAT:
        raise StorageError("format_unknown", "the database was made by a newer version of Kring")
    master = source.read()
    if master is None:
        raise MasterKeyError("master_key_missing", "MASTER_KEYS or MASTER_KEYS_FILE is missing")
    return Keyring(master, Index(_index_key(master, row.master_key, row.index_key)))


def _index_key(master: MasterKeys, fingerprint: bytes, blob: bytes) -> bytes:
    if fingerprint not in master:
        raise MasterKeyError(
            "master_key_wrong", "MASTER_KEYS or MASTER_KEYS_FILE belongs to another database"
        )
    return master.unwrap(blob, _INDEX_KEY)


def _new(connection: Connection, source: KeySource) -> Keyring:
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
    return Keyring(master, Index(index_key))
