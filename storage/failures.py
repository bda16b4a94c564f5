"""What the database says went wrong, in Kring's own codes.

Messages of drivers can hold values (PostgreSQL names the key that was double), so nothing of them
is passed on.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from storage.errors import StorageError, StorageUnavailable

if TYPE_CHECKING:
    from collections.abc import Iterator

# Primary result codes, https://sqlite.org/rescode.html
_SQLITE = {
    5: "database_locked",  # BUSY
    6: "database_locked",  # LOCKED
    8: "unavailable",  # READONLY
    10: "unavailable",  # IOERR
    13: "disk_full",  # FULL
    14: "unavailable",  # CANTOPEN
}
# https://www.postgresql.org/docs/15/errcodes-appendix.html
_POSTGRESQL = {
    "53100": "disk_full",
    "55P03": "database_locked",  # lock_not_available
    "40001": "deadlock",  # serialization_failure: the same cure
    "40P01": "deadlock",
    "25006": "unavailable",  # read_only_sql_transaction
}
_POSTGRESQL_CLASSES = {"08", "53", "57", "58"}  # connection, resources, operator, system


@contextmanager
def translated() -> Iterator[None]:
    """Turn any error of the database inside the block into a `StorageError`."""
    try:
        yield
    except PoolTimeout:
        raise StorageUnavailable("unavailable", "no database connection is free") from None
    except DBAPIError as error:
        raise _translate(error) from None
    except SQLAlchemyError as error:
        raise StorageError("storage_failed", type(error).__name__) from None


def _translate(error: DBAPIError) -> StorageError:
    code = _sqlite_code(error.orig) or _postgresql_code(error)
    if code:
        return StorageUnavailable(code, f"the database cannot be used now ({code})")
    return StorageError("storage_failed", type(error.orig).__name__)


def _sqlite_code(cause: BaseException | None) -> str | None:
    extended = getattr(cause, "sqlite_errorcode", None)
    return None if extended is None else _SQLITE.get(extended & 0xFF)


def _postgresql_code(error: DBAPIError) -> str | None:
    state = getattr(error.orig, "sqlstate", None)
    if state is None:  # no answer from the server: not reached, or gone
        # psycopg has no sqlstate when it could not connect; sqlite3 errors have no such field.
        lost = hasattr(error.orig, "sqlstate") and type(error.orig).__name__ == "OperationalError"
        return "unavailable" if lost or error.connection_invalidated else None
    if state in _POSTGRESQL:
        return _POSTGRESQL[state]
    return "unavailable" if state[:2] in _POSTGRESQL_CLASSES else None
