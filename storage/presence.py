"""Speaking to clients who did not write at this moment: the same neutral line for many at once.

`tell` is for whoever has locked some lanes. `welcome_back` uses it for those who were writing when
the bot went away: they may sit and wait for an answer that they already had, or typed into the
void.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, false, select, update

from storage import lanes, outbox
from storage.clients import ClientRef
from storage.encryption import ClientKeys
from storage.errors import RecordDamaged
from storage.lanes import LaneState
from storage.records import clients
from storage.records import lanes as lanes_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection

    from storage.clients import Keyring
    from storage.outbox import OutboxDraft

_MINUTE = 60
HERE_MINUTES = 30
FORGET_MINUTES = 35
# The last sign of life may be as old as one long poll, and updates came in after it.
_SIGN_OF_LIFE_MINUTES = 1

_REACHABLE = select(clients.c.id, clients.c.wrapped_key).where(
    clients.c.id.in_(bindparam("keys", expanding=True)), clients.c.unreachable == false()
)
_WERE_HERE = (
    select(*lanes.STATE)
    .where(
        lanes_table.c.active > 0,  # as in the index
        lanes_table.c.active.between(bindparam("first"), bindparam("last")),
        lanes_table.c.waiting == 0,
    )
    .limit(bindparam("count"))
    .with_for_update(skip_locked=True)
)
# Without waiting for a lane: other writers lock several of them, in an order of their own.
_PAST = (
    select(lanes_table.c.client)
    .where(lanes_table.c.active > 0, lanes_table.c.active < bindparam("limit"))
    .with_for_update(skip_locked=True)
)
_FORGET = update(lanes_table).where(lanes_table.c.client.in_(_PAST)).values(active=0)


@dataclass(frozen=True)
class Told:
    """How many clients were looked at in one transaction, and how many of them get a line."""

    looked_at: int
    told: int

    @property
    def is_over(self) -> bool:
        """Whether to stop here: somebody gets a line, or nobody is left."""
        return self.told > 0 or self.looked_at == 0


def tell(
    connection: Connection, keyring: Keyring, states: Sequence[LaneState], draft: OutboxDraft
) -> set[bytes]:
    """Put the same line in the outbox of each client, and save the lanes.

    Args:
        connection: a transaction that holds the locks of these lanes.
        keyring: opens the keys, to seal the line for each client apart.
        states: the lanes; all of them are saved.
        draft: the line; it must be neutral (R-17).

    Returns:
        The ids of who gets it: not who cannot be reached, nor whose key is damaged.
    """
    by_client = {state.client: state for state in states}
    reached = list(_reachable(connection, keyring, list(by_client)))
    for client in reached:
        by_client[client.id].waiting += 1
    outbox.add(connection, [row for client in reached for row in outbox.sealed(client, [draft])])
    lanes.save(connection, states)
    return {client.id for client in reached}


def welcome_back(
    connection: Connection, keyring: Keyring, gap_from: float, draft: OutboxDraft, limit: int
) -> Told:
    """Tell those who wrote in the half hour before `gap_from` (epoch seconds), once.

    Who wrote later is passed over: that update came in after the gap, and is answered itself.
    """
    gap = _minute(gap_from)
    span = {"first": gap - HERE_MINUTES, "last": gap + _SIGN_OF_LIFE_MINUTES}
    rows = connection.execute(_WERE_HERE, {**span, "count": limit}).all()
    states = [LaneState(*row) for row in rows]
    for state in states:
        state.active = 0
    return Told(len(states), len(tell(connection, keyring, states, draft)))


def forget_activity(connection: Connection, now: float) -> None:
    """Zero the minutes of last activity that are too old to matter."""
    connection.execute(_FORGET, {"limit": _minute(now) - FORGET_MINUTES})


def _reachable(
    connection: Connection, keyring: Keyring, keys: Sequence[bytes]
) -> Iterator[ClientRef]:
    for row in connection.execute(_REACHABLE, {"keys": list(keys)}) if keys else ():
        try:
            opened = ClientKeys.unwrap(keyring.master, row.id, row.wrapped_key)
        except RecordDamaged:
            continue
        # To seal a line takes the id and the keys; the address stays closed.
        yield ClientRef(row.id, "", "", b"", opened)


def _minute(now: float) -> int:
    return int(now) // _MINUTE
