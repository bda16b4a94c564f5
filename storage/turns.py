"""A turn in the database: the dossier, what is to be sent, and what is done, all or nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select, text, update

from storage import check_ins, deeds, inbox, lanes, outbox
from storage.encryption import Kind
from storage.errors import StorageError
from storage.kept import StoredDossier
from storage.records import dossiers

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from storage.check_ins import CheckInDraft, SealedCheckIns
    from storage.clients import ClientRef
    from storage.deeds import Deed, SealedDeed
    from storage.lanes import Lane, LaneState
    from storage.outbox import OutboxDraft
    from storage.portal.keys import PortalKeys

_LOAD = select(dossiers.c.version, dossiers.c.blob).where(dossiers.c.client == bindparam("key"))
_REPLACE = (
    update(dossiers)
    .where(dossiers.c.client == bindparam("key"), dossiers.c.version == bindparam("read"))
    .values(version=bindparam("new"), blob=bindparam("sealed"))
)
_FIRST = text(
    "INSERT INTO dossiers (client, version, blob) VALUES (:key, :new, :sealed)"
    " ON CONFLICT DO NOTHING"
)


@dataclass(frozen=True)
class TurnCommit:
    """All that one turn changes.

    Attributes:
        client: whose turn it is.
        dossier: the whole new dossier.
        read_version: the version that the turn was computed from; 0 when there was none.
        outbox: what is to be sent once this is committed.
        done: ids of the inbox items that this turn answers.
        lane: the claimed lane; None where one process serves this client alone (terminal).
        check_ins: all check-ins of the client from now on; None when the turn changed none.
        shown: ids of messages that need no sending any more, now that this turn follows on them.
        deeds: what it does for others than the client, in this order.
    """

    client: ClientRef
    dossier: bytes = field(repr=False)
    read_version: int
    outbox: tuple[OutboxDraft, ...] = ()
    done: tuple[int, ...] = ()
    lane: Lane | None = None
    check_ins: tuple[CheckInDraft, ...] | None = None
    shown: tuple[int, ...] = ()
    deeds: tuple[Deed, ...] = ()


class Outcome(StrEnum):
    """What became of a turn; where not committed, nothing of it was stored."""

    COMMITTED = "committed"
    VERSION_CONFLICT = "version_conflict"  # load again, and compute the turn again
    FENCE_LOST = "fence_lost"  # somebody else has the lane: leave it alone
    CLIENT_GONE = "client_gone"  # erased in the meantime
    FAILED = "failed"  # `CommitResult.error` says why


@dataclass(frozen=True)
class CommitResult:
    """What became of a turn, and what is next in its lane."""

    outcome: Outcome
    version: int = 0
    outbox_ids: tuple[int, ...] = ()
    has_more: bool = False
    error: StorageError | None = None

    @property
    def is_committed(self) -> bool:
        """Whether all of the turn is stored."""
        return self.outcome is Outcome.COMMITTED

    @property
    def code(self) -> str:
        """The outcome, or the code of the error."""
        return self.error.code if self.error else str(self.outcome)


@dataclass(frozen=True)
class SealedTurn:
    """A turn encrypted and ready: the transaction only has to write it."""

    turn: TurnCommit
    dossier: bytes = field(repr=False)
    outbox: list[dict[str, object]] = field(repr=False)
    check_ins: SealedCheckIns | None = field(default=None, repr=False)
    deeds: list[SealedDeed] = field(default_factory=list, repr=False)


def sealed(turn: TurnCommit, portal: PortalKeys, now: float) -> SealedTurn:
    """Encrypt a turn, before its transaction begins."""
    place = str(turn.read_version + 1)
    blob = turn.client.keys.seal(Kind.DOSSIER, place, turn.dossier)
    planned = turn.check_ins
    days = None if planned is None else check_ins.sealed(turn.client, planned, now)
    for_others = deeds.sealed(turn.client, turn.deeds, portal, now)
    return SealedTurn(turn, blob, outbox.sealed(turn.client, turn.outbox), days, for_others)


def load(connection: Connection, client: ClientRef) -> StoredDossier | None:
    """Return the dossier, None before the first turn.

    Raises:
        RecordDamaged: the row was changed or swapped.
    """
    row = connection.execute(_LOAD, {"key": client.id}).one_or_none()
    if row is None:
        return None
    return StoredDossier(row.version, client.keys.open(Kind.DOSSIER, str(row.version), row.blob))


def commit(connection: Connection, some: list[SealedTurn]) -> list[CommitResult]:
    """Write turns of different clients; a turn that is refused leaves nothing behind."""
    states = lanes.lock(connection, [ready.turn.client.id for ready in some])
    refused = {number: why for number, ready in enumerate(some) if (why := _refusal(ready, states))}
    good = [ready for number, ready in enumerate(some) if number not in refused]
    if good and not _write_dossiers(connection, good):
        if len(some) > 1:  # whose it is shows when each is tried alone
            raise StorageError("version_conflict")
        return [CommitResult(Outcome.VERSION_CONFLICT)]
    check_ins.replace(connection, [ready.check_ins for ready in good if ready.check_ins])
    for client, count in deeds.write(connection, [one for ready in good for one in ready.deeds]):
        states[client].waiting += count
    results = iter(_write_messages(connection, good, states))
    return [
        CommitResult(refused[number]) if number in refused else next(results)
        for number in range(len(some))
    ]


def _refusal(ready: SealedTurn, states: dict[bytes, LaneState]) -> Outcome | None:
    state, lane = states.get(ready.turn.client.id), ready.turn.lane
    if state is None:
        return Outcome.CLIENT_GONE
    if lane and not state.is_held(lane):
        return Outcome.FENCE_LOST
    return None


def _write_dossiers(connection: Connection, some: list[SealedTurn]) -> bool:
    """Write dossiers; False when one was not at the version that its turn had read."""
    rows = [
        {
            "key": ready.turn.client.id,
            "read": ready.turn.read_version,
            "new": ready.turn.read_version + 1,
            "sealed": ready.dossier,
        }
        for ready in some
    ]
    first = [row for row in rows if row["read"] == 0]
    later = [row for row in rows if row["read"] != 0]
    written = connection.execute(_FIRST, first).rowcount if first else 0
    written += connection.execute(_REPLACE, later).rowcount if later else 0
    return written == len(rows)


def _write_messages(
    connection: Connection, some: list[SealedTurn], states: dict[bytes, LaneState]
) -> list[CommitResult]:
    done = [number for ready in some for number in ready.turn.done]
    finished = inbox.finish(connection, done)
    if finished - Counter({ready.turn.client.id: len(ready.turn.done) for ready in some}):
        raise StorageError("not_of_this_client")
    shown = outbox.finish(connection, [number for ready in some for number in ready.turn.shown])
    ids = iter(outbox.add(connection, [row for ready in some for row in ready.outbox]))
    results = []
    for ready in some:
        turn, state = ready.turn, states[ready.turn.client.id]
        state.waiting += len(ready.outbox) - finished[turn.client.id] - shown[turn.client.id]
        mine = tuple(next(ids) for _ in ready.outbox)
        has_more = state.settle(turn.lane)
        results.append(CommitResult(Outcome.COMMITTED, turn.read_version + 1, mine, has_more))
    lanes.save(connection, [states[ready.turn.client.id] for ready in some])
    return results
