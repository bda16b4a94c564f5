"""Sessions of workers: over after half an hour of nothing, and after a working day anyway."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, insert, or_, select, update

from storage.records import sessions

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from storage.portal.keys import PortalKeys

IDLE_SECONDS = 30 * 60
LONGEST_SECONDS = 8 * 3600
# A page may ask every few seconds; to write each time would cost a commit to disk.
_NOTE_SECONDS = 60

_KEY = sessions.c.token_hash == bindparam("key")
_IS_OVER = or_(sessions.c.seen <= bindparam("idle"), sessions.c.began <= bindparam("longest"))
_FIND = select(sessions.c.worker, sessions.c.began, sessions.c.seen).where(_KEY, ~_IS_OVER)
_SEEN = update(sessions).where(_KEY, ~_IS_OVER).values(seen=bindparam("now"))
_END = delete(sessions).where(_KEY)
_END_ALL = delete(sessions).where(sessions.c.worker == bindparam("owner"))
_FORGET = delete(sessions).where(_IS_OVER)


@dataclass(frozen=True)
class Session:
    """Who is signed in, and since when (epoch seconds)."""

    worker: bytes
    began: int


@dataclass(frozen=True)
class Found:
    """A session, and whether it is time to note that it is used."""

    session: Session
    is_stale: bool


def begin(connection: Connection, keys: PortalKeys, worker: bytes, token: str, now: float) -> None:
    """Store a session."""
    values = {"worker": worker, "began": int(now), "seen": int(now)}
    connection.execute(insert(sessions), {**values, "token_hash": _hash(keys, token)})


def find(connection: Connection, keys: PortalKeys, token: str, now: float) -> Found | None:
    """Return a session that is not over."""
    row = connection.execute(_FIND, {"key": _hash(keys, token), **_limits(now)}).one_or_none()
    if row is None:
        return None
    return Found(Session(row.worker, row.began), now - row.seen >= _NOTE_SECONDS)


def note_seen(connection: Connection, keys: PortalKeys, token: str, now: float) -> None:
    """Note that a session is used; one that is over meanwhile stays over."""
    values = {"key": _hash(keys, token), "now": int(now), **_limits(now)}
    connection.execute(_SEEN, values)


def end(connection: Connection, keys: PortalKeys, token: str) -> None:
    """End a session."""
    connection.execute(_END, {"key": _hash(keys, token)})


def end_all(connection: Connection, worker: bytes) -> None:
    """End all sessions of a worker."""
    connection.execute(_END_ALL, {"owner": worker})


def forget(connection: Connection, now: float) -> None:
    """Drop what is over."""
    connection.execute(_FORGET, _limits(now))


def _limits(now: float) -> dict[str, int]:
    return {"idle": int(now) - IDLE_SECONDS, "longest": int(now) - LONGEST_SECONDS}


def _hash(keys: PortalKeys, token: str) -> bytes:
    return keys.hash("session", token.encode())
