"""What all parts of the `PortalStore` have: a database, a writer, the keys, a clock."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from storage.writer import single

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from storage.database import Database
    from storage.portal.keys import PortalKeys
    from storage.writer import Writer

T = TypeVar("T")


class PortalBase:
    """One transaction for each method; all of them block."""

    def __init__(
        self, database: Database, writer: Writer, keys: PortalKeys, now: Callable[[], float]
    ) -> None:
        """Use `PortalStore.open` or `Store.portal`."""
        self._database = database
        self._writer = writer
        self._keys = keys
        self._now = now

    def _write(self, run: Callable[[Connection], T]) -> T:
        return self._writer.run(single(b"", run))

    def _read(self, run: Callable[[Connection], T]) -> T:
        with self._database.read() as connection:
            return run(connection)
