"""What a worker does with a share: each time it is looked at anew whether it is still there.

The row of the share is locked for it. So a withdrawal that was committed before is seen, and one
that comes now waits until this is over: what is served was still shared at that moment (R-30).

Before it the row of the client is held: news hangs on it, and an erasure goes from the client to
its shares. Two orders would wait for each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from sqlalchemy import bindparam, delete, select, update

from storage.portal import codes, news, views
from storage.quiet_hours import local_day
from storage.records import clients, pairings, shares

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from storage.portal.keys import PortalKeys

    Held: TypeAlias = Row[bytes, bytes, int, bytes]

_IS_SERVED = (
    shares.c.id == bindparam("key"),
    shares.c.worker == bindparam("whose"),
    shares.c.until >= bindparam("today"),
)
_HOLD_CLIENT = (
    select(clients.c.id)
    .join(shares, shares.c.client == clients.c.id)
    .where(*_IS_SERVED)
    .with_for_update(read=True, key_share=True, of=clients)
)
_HOLD = (
    select(shares.c.client, shares.c.pairing, shares.c.opened, shares.c.wrapped_key)
    .where(*_IS_SERVED)
    .with_for_update()
)
_NOTES_NOW = select(shares.c.notes).where(shares.c.id == bindparam("key"))
_OPEN = (
    update(shares)
    .where(shares.c.id == bindparam("key"))
    .values(opened=bindparam("now"), page=bindparam("sealed"))
)
_PAGE = update(shares).where(shares.c.id == bindparam("key")).values(page=bindparam("sealed"))
_NOTES = update(shares).where(shares.c.id == bindparam("key")).values(notes=bindparam("sealed"))
_END = delete(pairings).where(pairings.c.id == bindparam("key"))

Which: TypeAlias = tuple[bytes, bytes]
"""A worker and a share."""
Reply: TypeAlias = "tuple[bytes | None, bytes, bytes]"
"""Notes before it (empty: none, None: whichever), after it, and the news."""


def opened(
    connection: Connection, keys: PortalKeys, which: Which, what: tuple[bytes, bytes], now: float
) -> bool:
    """Note the first opening, with the page and the news of it."""
    share = _held(connection, which, now)
    if share is None:
        return False
    if share.opened:
        return True
    page, message = what
    values = {"key": which[1], "now": int(now), "sealed": _sealed(keys, which, share, "page", page)}
    connection.execute(_OPEN, values)
    news.put(connection, [news.sealed(keys, share.client, message)])
    return True


def save_page(
    connection: Connection, keys: PortalKeys, which: Which, page: bytes, now: float
) -> bool:
    """Replace the page."""
    share = _held(connection, which, now)
    if share is None:
        return False
    blob = _sealed(keys, which, share, "page", page)
    connection.execute(_PAGE, {"key": which[1], "sealed": blob})
    return True


def viewed(
    connection: Connection, keys: PortalKeys, which: Which, what: tuple[str, bytes], now: float
) -> bool:
    """Note in the log that this worker sees something, and tell the client; empty news is none."""
    share = _held(connection, which, now)
    if share is None:
        return False
    part, message = what
    worker, share_id = which
    views.append(connection, keys, views.View(share_id, worker, int(now), part))
    if message:
        news.put(connection, [news.sealed(keys, share.client, message)])
    return True


def replied(
    connection: Connection, keys: PortalKeys, which: Which, what: Reply, now: float
) -> bool:
    """Store what the portal remembers with the share, and tell the client.

    Where it is not any more what this follows on, another reply was just before it: it stays.
    """
    share = _held(connection, which, now)
    if share is None:
        return False
    before, notes, message = what
    if before is not None and _notes(connection, keys, which, share) != before:
        return True
    blob = _sealed(keys, which, share, "notes", notes)
    connection.execute(_NOTES, {"key": which[1], "sealed": blob})
    news.put(connection, [news.sealed(keys, share.client, message)])
    return True


def ended(
    connection: Connection, keys: PortalKeys, which: Which, message: bytes, now: float
) -> bool:
    """End the pairing of a share, and tell the client."""
    share = _held(connection, which, now)
    if share is None:
        return False
    codes.drop(connection, share.pairing)
    connection.execute(_END, {"key": share.pairing})
    news.put(connection, [news.sealed(keys, share.client, message)])
    return True


def _held(connection: Connection, which: Which, now: float) -> Held | None:
    """A share that is there and stays until this transaction ends."""
    worker, share = which
    values = {"key": share, "whose": worker, "today": local_day(now)}
    if connection.execute(_HOLD_CLIENT, values).one_or_none() is None:
        return None
    return connection.execute(_HOLD, values).one_or_none()


def _notes(connection: Connection, keys: PortalKeys, which: Which, share: Held) -> bytes:
    blob = connection.execute(_NOTES_NOW, {"key": which[1]}).scalar()
    return keys.share(which[1], share.wrapped_key).open("notes", blob) if blob else b""


def _sealed(keys: PortalKeys, which: Which, share: Held, column: str, content: bytes) -> bytes:
    return keys.share(which[1], share.wrapped_key).seal(column, content)
