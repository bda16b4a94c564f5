"""What only one process does at a time, such as polling, and when it was last known to work.

A lease ends by itself, so that a process that was killed is succeeded. There is no fence: a holder
that was paused past its lease does not know that it has a successor until it renews, and may poll
once more beside it. That does no harm here: Telegram answers one of two pollers with 409, and an
update that came in twice is stored once. Do not use a lease for work that must not be done twice.

The processes compare their own clocks: those should differ by less than the lease lasts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select, text, update

from storage.records import leases

if TYPE_CHECKING:
    from sqlalchemy import Connection

# The words are the same on both engines, SQLAlchemy's constructs for it are not.
_ACQUIRE = text(
    "INSERT INTO leases (name, owner, until, seen) VALUES (:name, :owner, :until, 0)"
    " ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, until = excluded.until"
    " WHERE leases.until <= :now OR leases.owner = excluded.owner"
)
_SEEN = text(
    "INSERT INTO leases (name, owner, until, seen) VALUES (:name, '', 0, :now)"
    " ON CONFLICT (name) DO UPDATE SET seen = excluded.seen"
)
_MINE = (leases.c.name == bindparam("key"), leases.c.owner == bindparam("holder"))
_RENEW = update(leases).where(*_MINE).values(until=bindparam("end"))
_RENEW_ALIVE = update(leases).where(*_MINE).values(until=bindparam("end"), seen=bindparam("now"))
_RELEASE = update(leases).where(*_MINE).values(owner="", until=0)
_OWNER = select(leases.c.owner).where(leases.c.name == bindparam("key"))
_LAST_SEEN = select(leases.c.seen).where(leases.c.name == bindparam("key"))


@dataclass(frozen=True)
class Lease:
    """A job that this owner has, until it ends or is not renewed in time."""

    name: str
    owner: str


def owner(connection: Connection, name: str) -> str:
    """Return who has the job; empty where nobody has it."""
    return connection.execute(_OWNER, {"key": name}).scalar() or ""


def acquire(
    connection: Connection, name: str, owner: str, seconds: int, now: float
) -> Lease | None:
    """Take a job that is free; None when another has it. Who has it already keeps it."""
    values = {"name": name, "owner": owner, "until": int(now) + seconds, "now": int(now)}
    return Lease(name, owner) if connection.execute(_ACQUIRE, values).rowcount else None


def renew(connection: Connection, lease: Lease, seconds: int, now: float, *, alive: bool) -> bool:
    """Keep the job for longer, and with `alive` note that it works; False when it is lost."""
    values = {"key": lease.name, "holder": lease.owner, "end": int(now) + seconds}
    if alive:
        return connection.execute(_RENEW_ALIVE, {**values, "now": int(now)}).rowcount == 1
    return connection.execute(_RENEW, values).rowcount == 1


def release(connection: Connection, lease: Lease) -> None:
    """Give the job up; nothing happens when it is lost already."""
    connection.execute(_RELEASE, {"key": lease.name, "holder": lease.owner})


def note_alive(connection: Connection, name: str, now: float) -> None:
    """Note that a job works, whoever does it."""
    connection.execute(_SEEN, {"name": name, "now": int(now)})


def last_seen(connection: Connection, name: str) -> int:
    """Return when the job was last known to work, in epoch seconds; 0: never."""
    return connection.execute(_LAST_SEEN, {"key": name}).scalar() or 0
