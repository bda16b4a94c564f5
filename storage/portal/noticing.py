"""To whom a letter may go that something is there: once, and at most once an hour.

The mark is committed before anything is sent. So of two processes one sends, a restart sends
nothing again, and what went wrong on its way is not tried once more: the share waits in the portal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, exists, select, update

from storage.quiet_hours import local_day
from storage.records import shares, workers

if TYPE_CHECKING:
    from sqlalchemy import Connection

_EACH_SECONDS = 3_600

_IS_DUE = (
    workers.c.noticed <= bindparam("limit"),
    exists().where(
        shares.c.worker == workers.c.id,
        shares.c.opened == 0,
        shares.c.sent > workers.c.noticed,
        shares.c.until >= bindparam("today"),
    ),
)
_DUE = select(workers.c.id).where(*_IS_DUE).order_by(workers.c.id)
_CLAIM = (
    update(workers)
    .where(workers.c.id == bindparam("key"), *_IS_DUE)
    .values(noticed=bindparam("now"))
)


def due(connection: Connection, now: float) -> list[bytes]:
    """Return the workers for whom something is there of which no letter went out."""
    return list(connection.execute(_DUE, _times(now)).scalars())


def claim(connection: Connection, worker: bytes, now: float) -> bool:
    """Mark that a letter goes out now; False where it is not due, or not any more."""
    values = {"key": worker, "now": int(now), **_times(now)}
    return connection.execute(_CLAIM, values).rowcount == 1


def _times(now: float) -> dict[str, int]:
    return {"limit": int(now) - _EACH_SECONDS, "today": local_day(now)}
