"""The connection to SQLite or PostgreSQL, set so that what is committed stays and stays private.

Both speak the same statements; all that differs stands in this module, `failures.py` and
`opening.py`.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from storage.errors import StorageError
from storage.failures import translated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import URL

from contextlib import contextmanager

READING = "kring_reading"
# Kept open; who finds none free waits for one, which is cheaper than making more and closing them.
_CONNECTIONS = 8
_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",  # NORMAL can lose what was committed at a power cut
    "PRAGMA secure_delete=ON",  # what is deleted is overwritten with zeros
    "PRAGMA foreign_keys=ON",
    "PRAGMA temp_store=MEMORY",  # no temporary files with pieces of tables
)


class Database:
    """One database: short write transactions, and reads that never wait for a writer."""

    def __init__(self, url: str, *, patience: float = 5.0) -> None:
        """Prepare the connection.

        Args:
            url: SQLAlchemy URL without driver.
            patience: for how many seconds to wait for somebody else's lock.
        """
        parsed = _parse(url)
        self.is_sqlite = parsed.get_backend_name() == "sqlite"
        self.path = Path(parsed.database or "") if self.is_sqlite else None
        self.engine = (_sqlite if self.is_sqlite else _postgresql)(parsed, patience)
        self._reader = self.engine.execution_options(**{READING: True})

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction that may write; on SQLite it holds the write lock from the start."""
        with translated(), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One transaction that only reads."""
        with translated(), self._reader.connect() as connection:
            yield connection

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url)
        backend = parsed.get_backend_name()
    except (ArgumentError, ValueError):
        # The value may hold a password, so the error does not.
        raise StorageError("database_url_invalid", "DATABASE_URL is not a URL") from None
    if backend == "sqlite" and parsed.database not in {None, "", ":memory:"}:
        return parsed.set(drivername="sqlite")
    if backend in {"postgresql", "postgres"}:
        return parsed.set(drivername="postgresql+psycopg")
    raise StorageError("database_url_invalid", "DATABASE_URL: sqlite:///FILE or postgresql://")


def _sqlite(url: URL, patience: float) -> Engine:
    _make_private_file(Path(url.database or ""))
    engine = create_engine(
        url, hide_parameters=True, **_pool(patience), connect_args={"timeout": patience}
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _pool(patience: float) -> dict[str, Any]:
    return {"pool_size": _CONNECTIONS, "max_overflow": 0, "pool_timeout": patience}


def _make_private_file(path: Path) -> None:
    """Create the file before SQLite does, which would ask the umask; WAL files get its mode."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        return


def _prepare_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401  # sqlite3's own
    # Python's sqlite3 begins transactions by itself, and too late; `_begin_sqlite` does it.
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(pragma)


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that reads and then writes fails at once beside another writer, whatever the
    # timeout: so a writer takes the lock first.
    is_reading = connection.get_execution_options().get(READING)
    connection.exec_driver_sql("BEGIN" if is_reading else "BEGIN IMMEDIATE")


def _postgresql(url: URL, patience: float) -> Engine:
    milliseconds = int(patience * 1000)
    return create_engine(
        url,
        hide_parameters=True,
        **_pool(patience),
        connect_args={
            "connect_timeout": max(2, int(patience)),
            "options": f"-c lock_timeout={milliseconds} -c timezone=UTC",
        },
    )
