"""Check-ins: on a day that the client chose Kring says that something waits, and once more later.

What a check-in opens stays in the dossier; here is only when. A row is asked about at stage 0,
reminded of at stage 1, and gone after that: one reminder, then silence (R-26).

The lock of a lane also covers the check-ins of its client: turns, firing and erasure all take it
first. Firing takes lanes that are free to take and waits for none, so it stands in nobody's way,
and processes beside each other find clients of their own.
"""

from __future__ import annotations

import secrets
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from sqlalchemy import bindparam, delete, insert, select, update

from storage import lanes, presence
from storage.encryption import Kind
from storage.errors import RecordDamaged
from storage.lanes import LaneState
from storage.presence import Told
from storage.quiet_hours import local_day, may_begin
from storage.records import check_ins
from storage.records import lanes as lanes_table

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy import Connection, Row

    from storage.clients import ClientRef, Keyring
    from storage.outbox import OutboxDraft

REMINDER_DAYS = 3
# Looking at all unreachable clients in each sweep would be slow; who is back waits this long.
PUT_OFF_DAYS = 7
_SEAL_BYTES = 16
# Rows looked at for each client that is taken: what others hold at this moment is passed over.
_SPAN = 8

CheckInRow: TypeAlias = "dict[str, bytes | int]"

_KEYS = check_ins.c.client.in_(bindparam("keys", expanding=True))
_IS_DUE = check_ins.c.day <= bindparam("today")
_OF_CLIENTS = select(
    check_ins.c.id, check_ins.c.client, check_ins.c.seal, check_ins.c.payload
).where(_KEYS)
_DROP = delete(check_ins).where(check_ins.c.id.in_(bindparam("numbers", expanding=True)))
_LONGEST_DUE = (
    select(check_ins.c.client)
    .where(_IS_DUE)
    .order_by(check_ins.c.day)
    .limit(bindparam("span"))
    .subquery()
)
_TAKE = (
    select(*lanes.STATE)
    .where(lanes_table.c.client.in_(select(_LONGEST_DUE.c.client)))
    .limit(bindparam("count"))
    .with_for_update(of=lanes_table, skip_locked=True)
)
_DUE = select(check_ins.c.client).where(_KEYS, _IS_DUE).distinct()
_SILENCE = delete(check_ins).where(_KEYS, _IS_DUE, check_ins.c.stage > 0)
_REMIND = update(check_ins).where(_KEYS, _IS_DUE).values(stage=1, day=bindparam("next"))
_PUT_OFF = update(check_ins).where(_KEYS, _IS_DUE).values(day=bindparam("next"))


@dataclass(frozen=True)
class CheckInDraft:
    """A check-in that a client chose.

    Attributes:
        name: what it opens; opaque here.
        day: the local date, as days since 1970-01-01.
    """

    name: bytes = field(repr=False)
    day: int

    @property
    def content(self) -> bytes:
        """What is sealed. The day that was chosen is in it: the one in the row moves on."""
        return b"%d|%b" % (self.day, self.name)


@dataclass(frozen=True)
class SealedCheckIns:
    """All check-ins of a client by their content, each with the row to make if it has none."""

    client: ClientRef
    rows: dict[bytes, CheckInRow | None] = field(repr=False)


def sealed(client: ClientRef, drafts: Sequence[CheckInDraft], now: float) -> SealedCheckIns:
    """Encrypt the check-ins of a client, before the transaction begins.

    One of a day that is past gets no new row. It had one, and where that is gone the client was
    asked and reminded: a next turn must not begin anew.
    """
    today = local_day(now)
    rows = {each.content: _row(client, each) if each.day >= today else None for each in drafts}
    return SealedCheckIns(client, rows)


def add(connection: Connection, rows: Sequence[CheckInRow]) -> None:
    """Store new check-ins."""
    if rows:
        connection.execute(insert(check_ins), rows)


def replace(connection: Connection, some: Sequence[SealedCheckIns]) -> None:
    """Make these the check-ins of their clients, whose lanes are locked.

    A check-in that is there already stays as it is, with its stage: nobody is asked again for
    having talked in between.
    """
    if not some:
        return
    wanted = {each.client.id: each for each in some}
    there: dict[bytes, set[bytes]] = defaultdict(set)
    gone = []
    for row in connection.execute(_OF_CLIENTS, {"keys": list(wanted)}).all():
        content = _content(wanted[row.client].client, row)
        if content in wanted[row.client].rows:
            there[row.client].add(content)
        else:
            gone.append(row.id)
    if gone:
        connection.execute(_DROP, {"numbers": gone})
    add(connection, [row for each in some for row in _missing(each, there[each.client.id])])


def fire(
    connection: Connection, keyring: Keyring, draft: OutboxDraft, limit: int, now: float
) -> Told:
    """Put a line in the outbox of clients with a check-in that is due, and move their rows on.

    Several due check-ins of a client give one line. None is put out in the quiet hours. Who
    cannot be reached gets none; that is looked at again after `PUT_OFF_DAYS`.
    """
    if not may_begin(now):
        return Told(0, 0)
    today = local_day(now)
    taken = connection.execute(_TAKE, {"today": today, "span": limit * _SPAN, "count": limit}).all()
    states = [LaneState(*row) for row in taken]
    # Only now, under the locks, is it certain who is due: another process may just have fired.
    due = _due(connection, [state.client for state in states], today)
    told = presence.tell(
        connection, keyring, [state for state in states if state.client in due], draft
    )
    _move_on(connection, told, today)
    _put_off(connection, due - told, today)
    return Told(len(states), len(told))


def _due(connection: Connection, keys: Sequence[bytes], today: int) -> set[bytes]:
    if not keys:
        return set()
    return set(connection.execute(_DUE, {"keys": list(keys), "today": today}).scalars())


def _move_on(connection: Connection, keys: Collection[bytes], today: int) -> None:
    if keys:
        due = {"keys": list(keys), "today": today}
        connection.execute(_SILENCE, due)
        connection.execute(_REMIND, {**due, "next": today + REMINDER_DAYS})


def _put_off(connection: Connection, keys: Collection[bytes], today: int) -> None:
    if keys:
        later = {"keys": list(keys), "today": today, "next": today + PUT_OFF_DAYS}
        connection.execute(_PUT_OFF, later)


def _row(client: ClientRef, draft: CheckInDraft) -> CheckInRow:
    seal = secrets.token_bytes(_SEAL_BYTES)
    payload = client.keys.seal(Kind.CHECK_IN, seal.hex(), draft.content)
    return {"client": client.id, "day": draft.day, "stage": 0, "seal": seal, "payload": payload}


def _missing(one: SealedCheckIns, there: set[bytes]) -> list[CheckInRow]:
    return [row for content, row in one.rows.items() if row and content not in there]


def _content(client: ClientRef, row: Row[int, bytes, bytes, bytes]) -> bytes | None:
    """What a row holds; None when that cannot be read, so that it is replaced."""
    try:
        return client.keys.open(Kind.CHECK_IN, row.seal.hex(), row.payload)
    except RecordDamaged:
        return None
