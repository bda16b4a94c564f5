"""A link of a mail and a code of an app: both are looked at and used up in one transaction.

Else two at the same moment, in two processes, could use one code twice, try more often than a
ticket allows, or bring an app back that an invitation just took away.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from storage.portal import tickets, workers
from storage.records import workers as workers_table

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from storage.portal.keys import PortalKeys

_LOCK = select(workers_table.c.id).where(workers_table.c.id == bindparam("key")).with_for_update()


@dataclass(frozen=True)
class Tried:
    """What became of a try: whether the ticket still stood, and who comes in (None: nobody)."""

    is_there: bool
    worker: bytes | None = field(default=None, repr=False)


def tried(
    connection: Connection,
    keys: PortalKeys,
    ticket: tuple[str, str],
    use: Callable[[bytes], bytes | None],
    now: float,
) -> Tried:
    """Try to come in; the worker's row is locked first, as an invitation does."""
    found = tickets.look(connection, keys, *ticket, now)
    worker = found.worker if found else None
    if worker is None or connection.execute(_LOCK, {"key": worker}).one_or_none() is None:
        return Tried(is_there=False)
    if tickets.look(connection, keys, *ticket, now) is None:  # who held the lock used it up
        return Tried(is_there=False)
    secret = workers.totp(connection, keys, worker)
    after = None if secret is None else use(secret)
    if after is None:
        tickets.miss(connection, keys, *ticket)
        return Tried(is_there=True)
    tickets.spend(connection, keys, *ticket, now)
    workers.set_totp(connection, keys, worker, after)
    return Tried(is_there=True, worker=worker)
