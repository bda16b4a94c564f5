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

from storage import (
    check_ins,
    clients,
    erasure,
    inbox,
    kept,
    lanes,
    leases,
    outbox,
    presence,
    receiving,
    sending,
    turns,
)
from storage.database import Database
from storage.opening import open_keyring
from storage.portal import botname, codes, news, pairings, sessions, shares, tickets, workers
from storage.portal.store import PortalStore
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
    from storage.kept import StoredDossier
    from storage.keys import KeySource
    from storage.lanes import Claim, Lane
    from storage.leases import Lease
    from storage.outbox import OutboxDraft, OutboxItem
    from storage.portal.codes import CodeOffer
    from storage.portal.news import Wrap
    from storage.presence import Told
    from storage.receiving import Arriving, Receipt
    from storage.turns import TurnCommit

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

    def gather(self, later: Callable[[Callable[[], object]], object]) -> None:
        """Put what a loop queues in one round into one commit; `later` is its `call_soon`."""
        self._writer.gather(later)

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

    def lane_owners(self) -> list[str]:
        """Who holds lanes."""
        with self._database.read() as connection:
            return lanes.owners(connection)

    def free_lanes(self, dead: Sequence[str]) -> None:
        """Free the lanes of owners that are gone, so that their clients need not wait."""
        self._write(b"", lambda on: lanes.free(on, dead))

    def refresh(self, lane: Lane) -> Lane:
        """Return the lane with what waits in it now; for when a result says `has_more`."""
        return self._write(lane.client.lookup, lambda on: lanes.refresh(on, lane, self._now()))

    def renew(self, held: Sequence[Lane], lease_seconds: int) -> list[bool]:
        """Hold lanes for longer, all in one commit; False for each that is lost."""
        return self._write(b"", lambda on: lanes.renew(on, held, lease_seconds, self._now()))

    def bury(self, lane: Lane, item: int, code: str) -> bool:
        """Move a poison update to the dead letters; tell whether more waits in the lane."""
        return self._write(
            lane.client.lookup, lambda on: lanes.bury(on, lane, item, code, self._now())
        )

    def forget_newcomer(self, lane: Lane, item: int) -> bool:
        """Drop an update of somebody who said nothing yet, and with it all that is known of them.

        Returns whether more waits in the lane: then they stay.
        """
        return self._write(lane.client.lookup, lambda on: lanes.forget_newcomer(on, lane, item))

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
        return self._writer.run_all([self._turn(turn) for turn in batch])

    def submit(self, turn: TurnCommit) -> Future[CommitResult]:
        """Queue a turn for the writer thread; the future is done after the commit."""
        return self._writer.submit(self._turn(turn))

    # Messages going out

    def pending_outbox(self, client: ClientRef) -> list[OutboxItem]:
        """Return what is not yet known to be sent (pending or unsure), oldest first."""
        with self._database.read() as connection:
            items, _ = outbox.unsent(connection, [client])
        return items.get(client.id, [])

    def outbox_backlog(self) -> tuple[int, int]:
        """Return how many messages wait to be sent, and the id of the oldest; 0 where none."""
        with self._database.read() as connection:
            return outbox.backlog(connection)

    def mark_sent(self, client: ClientRef, ids: Sequence[int], lane: Lane | None = None) -> bool:
        """Drop messages that were sent; tell whether more waits in the lane, else free it."""
        return self._writer.run(_sent(client, ids, lane))

    def submit_sent(
        self, lane: Lane, ids: Sequence[int], chat: bytes, lease_seconds: int
    ) -> Future[Lane | None]:
        """Queue the same for the writer thread, with what to remember of the chat.

        The future holds the lane with what came in meanwhile, claimed for `lease_seconds` more;
        None where nothing did.
        """
        row = kept.sealed_chat(lane.client, chat)
        delivered = Delivered(lane.client, tuple(ids), lane, row, lease_seconds)
        return self._writer.submit(Job(lane.client.lookup, self._hand_on, delivered))

    def put_off(self, lane: Lane, ids: Sequence[int]) -> None:
        """Keep messages for another hour; `take_up_later` makes them work again."""
        delivered = Delivered(lane.client, tuple(ids), lane)
        self._write(lane.client.lookup, lambda on: sending.put_off(on, delivered))

    def take_up_later(self, *, limit: int = 100) -> int:
        """Make messages that were put off work again; how many. Call it until it returns 0."""
        return self._write(b"", lambda on: sending.take_up(on, limit))

    def mark_unsure(self, client: ClientRef, ids: Sequence[int], lane: Lane | None = None) -> bool:
        """Note that messages may have been sent: they are no longer work for a lane."""
        delivered = Delivered(client, tuple(ids), lane)
        return self._write(client.lookup, lambda on: sending.unsure(on, delivered))

    # Check-ins

    def fire_check_ins(self, draft: OutboxDraft, *, limit: int = 100) -> int:
        """Put a line in the outbox of clients with a check-in that is due; how many get one.

        For a sweep: call it until it returns 0, then claim lanes to send what waits. It does
        nothing from 20:30 until 09:00 in Amsterdam. Any number of processes may call it.

        Args:
            draft: the line, the same for all; it must be neutral (R-17).
            limit: at most how many clients in one transaction.
        """
        run = partial(self._fire, draft=draft, limit=limit)
        while not (done := self._write(b"", run)).is_over:
            pass  # only clients who cannot be reached: the next may be another
        return done.told

    def _fire(self, connection: Connection, draft: OutboxDraft, limit: int) -> Told:
        return check_ins.fire(connection, self._keyring, draft, limit, self._now())

    # Leases

    def acquire_lease(self, name: str, owner: str, seconds: int) -> Lease | None:
        """Take a job that one process does at a time; None while another has it.

        Args:
            name: of the job, at most 32 characters.
            owner: at most 64 characters, another for each start of a process.
            seconds: how long, unless it is renewed.
        """
        return self._write(b"", lambda on: leases.acquire(on, name, owner, seconds, self._now()))

    def lease_owner(self, name: str) -> str:
        """Return who has a job; empty where nobody has it."""
        with self._database.read() as connection:
            return leases.owner(connection, name)

    def renew_lease(self, lease: Lease, seconds: int, *, alive: bool = False) -> bool:
        """Keep the job for longer, with `alive` noting that it works; False: stop, it is lost."""
        return self._write(
            b"", lambda on: leases.renew(on, lease, seconds, self._now(), alive=alive)
        )

    def release_lease(self, lease: Lease) -> None:
        """Give the job up, so that another need not wait."""
        self._write(b"", lambda on: leases.release(on, lease))

    def note_alive(self, name: str) -> None:
        """Note that a job works, without having it; for replicas that do it together."""
        self._write(b"", lambda on: leases.note_alive(on, name, self._now()))

    def last_seen(self, name: str) -> int:
        """Return when a job was last known to work, in epoch seconds; 0: never."""
        with self._database.read() as connection:
            return leases.last_seen(connection, name)

    # Who was here just now

    def welcome_back_after(self, gap_from: float, draft: OutboxDraft, *, limit: int = 100) -> int:
        """Tell those who wrote just before the bot went away that it is back; how many get it.

        Call it until it returns 0, before the first `tidy`, which forgets who was here. Each
        client is told once, over all processes; nobody in whose lane something waits, who gets
        an answer anyway. It does not look at the hour: see `quiet_hours.is_quiet`.

        Args:
            gap_from: the last sign of life before the gap, in epoch seconds (`last_seen`).
            draft: the line, the same for all; it must be neutral (R-17).
            limit: at most how many clients in one transaction.
        """
        run = partial(self._welcome, gap_from=gap_from, draft=draft, limit=limit)
        while not (done := self._write(b"", run)).is_over:
            pass  # only clients who cannot be reached: the next may be another
        return done.told

    def _welcome(
        self, connection: Connection, gap_from: float, draft: OutboxDraft, limit: int
    ) -> Told:
        return presence.welcome_back(connection, self._keyring, gap_from, draft, limit)

    # Workers

    def portal(self) -> PortalStore:
        """Return the store of the portal on the same database, which stays this one's to close."""
        return PortalStore(self._database, self._writer, self._keyring.portal, self._now)

    def portal_line(self) -> str:
        """Return the line for the keys of a portal that runs apart: a secret (`PortalStore`)."""
        return self._keyring.portal.line

    def note_bot_name(self, name: str) -> None:
        """Note the name of the bot, for the links that the portal makes."""
        self._write(b"", lambda on: botname.note(on, name))

    def roster(self) -> dict[bytes, bytes]:
        """Return the details of all workers by their id."""
        with self._database.read() as connection:
            return workers.roster(connection, self._keyring.portal)

    def reserve_code(self, client: ClientRef, code: str) -> CodeOffer | None:
        """Take a code for this client, and make the pairing that it may accept.

        The client who has it gets the same again. None where there is no such code, or it is
        past, or another client has it: these look the same.
        """
        run = partial(codes.reserve, keyring=self._keyring, client=client, code=code)
        return self._write(client.lookup, lambda on: run(on, now=self._now()))

    def forward_news(self, wrap: Wrap, limit: int = 100) -> int:
        """Put news of the portal in the inboxes of clients, as inputs; how many were taken.

        For a sweep: call it until it returns 0, then claim lanes. Any number of processes may.

        Args:
            wrap: makes of a channel and news the input that the front end there understands.
            limit: at most how many clients in one transaction.
        """
        with self._database.read() as connection:  # no lock and no commit where there is nothing
            if not news.is_waiting(connection):
                return 0
        return self._write(b"", lambda on: news.forward(on, self._keyring, wrap, limit))

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
        """Forget what is past and finish erasures; for a sweep. False: not all is wiped yet."""
        self._write(b"", self._sweep)
        return self._empty_wal()

    def _empty_wal(self) -> bool:
        if not self._is_wal_clean:
            self._is_wal_clean = erasure.truncate_wal(self._database)
        return self._is_wal_clean

    def _write(self, order: bytes, run: Callable[[Connection], T]) -> T:
        return self._writer.run(single(order, run))

    def _turn(self, turn: TurnCommit) -> Job[CommitResult]:
        ready = turns.sealed(turn, self._keyring.portal, self._now())
        if turn.deeds:  # one may take back what was shared: `tidy` wipes it
            self._is_wal_clean = False
        return Job(turn.client.lookup, turns.commit, ready, _failed)

    def _arrival(self, incoming: Incoming, claim: Claim | None) -> Job[Receipt]:
        one = receiving.arriving(self._keyring, incoming, claim)
        return Job(one.lookup, self._receive, one)

    def _receive(self, connection: Connection, some: list[Arriving]) -> list[Receipt]:
        return receiving.receive(connection, self._keyring, some, self._now())

    def _hand_on(self, connection: Connection, some: list[Delivered]) -> list[Lane | None]:
        return sending.handed_on(connection, some, self._now())

    def _sweep(self, connection: Connection) -> None:
        inbox.forget(connection, self._now())
        lanes.recount(connection)
        presence.forget_activity(connection, self._now())
        for part in (tickets, sessions, codes, pairings, shares):
            part.forget(connection, self._now())


def _failed(error: StorageError) -> CommitResult:
    return CommitResult(Outcome.FAILED, error=error)


def _sent(client: ClientRef, ids: Sequence[int], lane: Lane | None) -> Job[bool]:
    return Job(client.lookup, sending.sent, Delivered(client, tuple(ids), lane))
