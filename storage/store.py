"""The store: all that the rest of Kring asks of the database.

Each method is one transaction. Methods block; the `submit…` ones queue their work for the writer
thread, which puts many turns in one commit, and return a future. A terminal needs only `open`,
`client`, `load`, `commit`, `erase` and `close`.
"""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from storage import clients, erasure, inbox, lanes, outbox, receiving, sending, turns
from storage.database import Database
from storage.opening import open_keyring
from storage.sending import Delivered
from storage.turns import CommitResult, Outcome
from storage.writer import Job, Writer, single

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import Future
    from types import TracebackType
    from typing import Self

    from sqlalchemy import Connection

    from storage.clients import ClientRef, Keyring
    from storage.errors import StorageError
    from storage.inbox import Incoming
    from storage.keys import KeySource
    from storage.lanes import Claim, Lane
    from storage.outbox import OutboxItem
    from storage.receiving import Arriving, Receipt
    from storage.turns import StoredDossier, TurnCommit

T = TypeVar("T")
# SQLite writes one transaction at a time; PostgreSQL gains up to about here.
_POSTGRESQL_WRITERS = 4


class Store:
    """An open database."""

    def __init__(
        self, database: Database, keyring: Keyring, now: Callable[[], float], erased_log: Path
    ) -> None:
        """Use `Store.open`."""
        self._database = database
        self._keyring = keyring
        self._now = now
        self._erased_log = erased_log
        threads = 1 if database.is_sqlite else _POSTGRESQL_WRITERS
        prepare = None if database.is_sqlite else lanes.lock_ahead
        self._writer = Writer(database, threads=threads, prepare=prepare)
        self._is_wal_clean = False

    @classmethod
    def open(
        cls,
        url: str,
        keys: KeySource,
        *,
        now: Callable[[], float] = time.time,
        patience: float = 5.0,
        erased_log: Path | None = None,
    ) -> Store:
        """Open a database; an empty one gets its tables, and its key file when none is there.

        Args:
            url: SQLAlchemy URL without driver, `sqlite:///FILE` or `postgresql://…`.
            keys: where the master keys are.
            now: the clock, epoch seconds.
            patience: for how many seconds to wait for somebody else's lock.
            erased_log: by default beside the SQLite file, for PostgreSQL in `data/`.

        Raises:
            MasterKeyError: the keys are missing, or are not those of this database.
            StorageUnavailable: the database cannot be used now.
        """
        database = Database(url, patience=patience)
        folder = database.path.parent if database.path else Path("data")
        try:
            keyring = open_keyring(database, keys)
            store = cls(database, keyring, now, erased_log or folder / "erased.log")
            store._empty_wal()  # what an erasure before a crash left there
        except BaseException:
            database.close()
            raise
        return store

    def close(self) -> None:
        """Write what is queued, and close."""
        self._writer.close()
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _error: object, _trace: TracebackType | None
    ) -> None:
        self.close()

    # Clients

    def client(self, channel: str, external_id: str) -> ClientRef:
        """Return the client, made with its own keys when it is new; this counts as use."""
        with self._database.read() as connection:
            found = clients.find(connection, self._keyring, channel, external_id)
        if found and found[1] == clients.month(self._now()):
            return found[0]
        lookup = self._keyring.index.client(channel, external_id)
        return self._write(
            lookup,
            lambda on: clients.meet(on, self._keyring, [(channel, external_id)], self._now())[0],
        )

    def find_client(self, channel: str, external_id: str) -> ClientRef | None:
        """Return the client, None when it is not known."""
        with self._database.read() as connection:
            found = clients.find(connection, self._keyring, channel, external_id)
        return found[0] if found else None

    def set_unreachable(self, client: ClientRef, *, is_unreachable: bool) -> None:
        """Note whether messages can reach the client."""
        run = partial(clients.set_unreachable, client=client.id, is_unreachable=is_unreachable)
        self._write(client.lookup, run)

    # Updates coming in

    def receive(self, incoming: Sequence[Incoming], claim: Claim | None = None) -> list[Receipt]:
        """Store updates, in one commit; only after it may their sender be told "received".

        With `claim`, each lane that is free is claimed in the same commit.
        """
        return self._writer.run_all([self._arrival(one, claim) for one in incoming])

    def submit_incoming(self, incoming: Incoming, claim: Claim | None = None) -> Future[Receipt]:
        """Queue an update for the writer thread."""
        return self._writer.submit(self._arrival(incoming, claim))

    # Lanes

    def claim(self, claim: Claim, *, limit: int = 32) -> list[Lane]:
        """Claim free lanes in which something waits, to be read or to be sent."""
        return self._write(
            b"", lambda on: lanes.claim(on, self._keyring, claim, limit, self._now())
        )

    def refresh(self, lane: Lane) -> Lane:
        """Return the lane with what waits in it now; for when a result says `has_more`."""
        return self._write(lane.client.lookup, lambda on: lanes.refresh(on, lane, self._now()))

    def renew(self, lane: Lane, lease_seconds: int) -> bool:
        """Hold the lane for longer; False when it is lost."""
        return self._write(
            lane.client.lookup, lambda on: lanes.renew(on, lane, lease_seconds, self._now())
        )

    def bury(self, lane: Lane, item: int, code: str) -> bool:
        """Move a poison update to the dead letters; tell whether more waits in the lane."""
        return self._write(
            lane.client.lookup, lambda on: lanes.bury(on, lane, item, code, self._now())
        )

    # Turns

    def load(self, client: ClientRef) -> StoredDossier | None:
        """Return the dossier, None before the first turn.

        Raises:
            RecordDamaged: the row was changed or swapped.
        """
        with self._database.read() as connection:
            return turns.load(connection, client)

    def commit(self, batch: Sequence[TurnCommit]) -> list[CommitResult]:
        """Store turns in one commit, now and in this thread; each gets its own result."""
        return self._writer.run_all([_turn(turn) for turn in batch])

    def submit(self, turn: TurnCommit) -> Future[CommitResult]:
        """Queue a turn for the writer thread; the future is done after the commit."""
        return self._writer.submit(_turn(turn))

    # Messages going out

    def pending_outbox(self, client: ClientRef) -> list[OutboxItem]:
        """Return what is not yet known to be sent (pending or unsure), oldest first."""
        with self._database.read() as connection:
            items, _ = outbox.unsent(connection, client)
        return items

    def mark_sent(self, client: ClientRef, ids: Sequence[int], lane: Lane | None = None) -> bool:
        """Drop messages that were sent; tell whether more waits in the lane, else free it."""
        return self._writer.run(_sent(client, ids, lane))

    def mark_unsure(self, client: ClientRef, ids: Sequence[int], lane: Lane | None = None) -> bool:
        """Note that messages may have been sent: they are no longer work for a lane."""
        delivered = Delivered(client, tuple(ids), lane)
        return self._write(client.lookup, lambda on: sending.unsure(on, delivered))

    # Erasure and upkeep

    def erase(self, client: ClientRef) -> bool:
        """Erase all of a client; False when the WAL could not yet be emptied (`tidy` will)."""
        return self._erase(client.lookup, client.id)

    def erase_person(self, channel: str, external_id: str) -> bool | None:
        """The same for somebody whose key may be damaged; None when there is no such client."""
        with self._database.read() as connection:
            found = clients.id_of(connection, self._keyring, channel, external_id)
        return None if found is None else self._erase(*found)

    def _erase(self, lookup: bytes, client: bytes) -> bool:
        erasure.log(self._erased_log, self._keyring.index.erased(client))
        self._write(lookup, lambda on: erasure.delete_client(on, client))
        self._is_wal_clean = False
        return self._empty_wal()

    def tidy(self) -> bool:
        """Forget old update ids and finish erasures; for a sweep. False: not all is wiped yet."""
        self._write(b"", self._sweep)
        return self._empty_wal()

    def _empty_wal(self) -> bool:
        if not self._is_wal_clean:
            self._is_wal_clean = erasure.truncate_wal(self._database)
        return self._is_wal_clean

    def _write(self, order: bytes, run: Callable[[Connection], T]) -> T:
        return self._writer.run(single(order, run))

    def _arrival(self, incoming: Incoming, claim: Claim | None) -> Job[Receipt]:
        one = receiving.arriving(self._keyring, incoming, claim)
        return Job(one.lookup, self._receive, one)

    def _receive(self, connection: Connection, some: list[Arriving]) -> list[Receipt]:
        return receiving.receive(connection, self._keyring, some, self._now())

    def _sweep(self, connection: Connection) -> None:
        inbox.forget(connection, self._now())
        lanes.recount(connection)


def _turn(turn: TurnCommit) -> Job[CommitResult]:
    return Job(turn.client.lookup, turns.commit, turns.sealed(turn), _failed)


def _failed(error: StorageError) -> CommitResult:
    return CommitResult(Outcome.FAILED, error=error)


def _sent(client: ClientRef, ids: Sequence[int], lane: Lane | None) -> Job[bool]:
    return Job(client.lookup, sending.sent, Delivered(client, tuple(ids), lane))
