"""Erasing a client for good.

In this order, so that a crash at any point leaves something that a second try completes:

1. the keyed id goes to `erased.log`, on disk. A crash now: the client is still there and was told
   nothing; the request still waits in the inbox and is done again. A line too many does no harm.
2. one transaction deletes the row with the wrapped key, and by cascade every row of the client.
   A crash now: `secure_delete` has zeroed the pages; old copies may stand in the WAL, which the
   next start truncates.
3. the WAL is truncated.

The line comes first because the other order could lose it: then a restored backup would bring the
client back.
"""

from __future__ import annotations

import errno
import os
import sqlite3
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete

from storage import lanes
from storage.errors import StorageUnavailable
from storage.keys import sync_folder
from storage.records import clients

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection

    from storage.database import Database

_DELETE = delete(clients).where(clients.c.id == bindparam("key"))


def log(path: Path, keyed_id: str) -> None:
    """Write down that a client was erased, and be sure that it is on disk."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _append(path, keyed_id)
        sync_folder(path.parent)
    except OSError as error:
        code = "disk_full" if error.errno == errno.ENOSPC else "unavailable"
        raise StorageUnavailable(code, "erased.log cannot be written") from None


def read_log(path: Path) -> set[str]:
    """Return the keyed ids of all erased clients; a restore erases these again."""
    return set(path.read_text("ascii").split()) if path.exists() else set()


def _append(path: Path, line: str) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        # The first newline closes a line that a crash cut short.
        os.write(handle, f"\n{line}\n".encode())
        os.fsync(handle)
    finally:
        os.close(handle)


def delete_client(connection: Connection, client: bytes) -> None:
    """Delete the client and, by cascade, all of its rows."""
    # A commit locks the lane and then hangs rows on the client: the same order, or they would
    # wait for each other.
    lanes.lock(connection, [client])
    connection.execute(_DELETE, {"key": client})


def truncate_wal(database: Database) -> bool:
    """Empty SQLite's WAL; False when that cannot be done now (a reader is in it, the disk is full).

    PostgreSQL has no such thing: there, old pages and its WAL keep sealed bytes until they are
    used again, and only the change of the master key makes those unreadable.
    """
    if not database.is_sqlite:
        return True
    connection = database.engine.raw_connection()
    try:
        cursor = connection.cursor()
        busy, _, _ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        cursor.close()
    except sqlite3.Error:
        return False
    finally:
        connection.close()
    return not busy
