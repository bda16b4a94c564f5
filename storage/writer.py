"""The writer: many small jobs, one transaction.

A commit to disk costs more than all statements of a turn, and a statement for twenty turns little
more than one for a single turn. So what is queued goes in together: at most `BATCH` jobs, and never
waiting for more. When a batch fails it is tried again job by job, so that one bad turn does not
take others with it.
"""

from __future__ import annotations

import threading
from collections import Counter
from concurrent.futures import Future
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar

from storage.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import Connection

    from storage.database import Database

T = TypeVar("T")
BATCH = 128
# Trying again job by job would only wait for the same lock or server, job after job.
_HOPELESS = {"database_locked", "unavailable"}


@dataclass(frozen=True)
class Job(Generic[T]):
    """Some statements that belong together.

    Attributes:
        order: the client, as its keyed hash. Jobs of one client keep their order, and all writers
            go through clients in this order, so that no two of them wait for each other.
        work: does it, for many subjects of different clients at once.
        subject: what to do it for.
        failed: turns an error of storage into a result; without it the error is raised.
    """

    order: bytes
    work: Callable[[Connection, list[Any]], list[T]]
    subject: Any = None
    failed: Callable[[StorageError], T] | None = None

    def fail(self, future: Future[T], error: Exception) -> None:
        """Give the failure to who waits."""
        if self.failed and isinstance(error, StorageError):
            future.set_result(self.failed(error))
        else:
            future.set_exception(error)


_Pair: TypeAlias = tuple[Job[T], Future[T]]


def single(order: bytes, run: Callable[[Connection], T]) -> Job[T]:
    """Return a job that is not done together with others of its sort."""
    return Job(order, lambda connection, _: [run(connection)])


class Writer:
    """Runs jobs: at once in the calling thread, or queued for its own threads."""

    def __init__(
        self,
        database: Database,
        *,
        threads: int,
        prepare: Callable[[Connection, list[bytes]], None] | None = None,
    ) -> None:
        """Make a writer; its threads start with the first job that is queued.

        Args:
            database: where to.
            threads: how many transactions may run at once.
            prepare: called with all `order`s of a batch before its first job.
        """
        self._database = database
        self._prepare = prepare
        self._queue: SimpleQueue[list[_Pair[Any]] | None] = SimpleQueue()
        self._held: list[_Pair[Any]] = []
        self._later: Callable[[Callable[[], object]], object] | None = None
        self._lock = threading.Lock()
        self._wanted = threads
        self._threads: list[threading.Thread] = []
        self._is_closed = False
        # SQLite has one writer at a time; waiting here is cheaper than asking it again and again.
        self._turnstile: AbstractContextManager[object] = (
            threading.Lock() if database.is_sqlite else nullcontext()
        )

    def run(self, job: Job[T]) -> T:
        """Run one job now, in this thread."""
        return self.run_all([job])[0]

    def run_all(self, jobs: Sequence[Job[T]]) -> list[T]:
        """Run jobs now, in this thread and in one transaction."""
        pairs: list[_Pair[T]] = [(job, Future()) for job in jobs]
        self._commit(pairs)
        return [future.result() for _, future in pairs]

    def submit(self, job: Job[T]) -> Future[T]:
        """Queue a job; its future is done after the commit."""
        future: Future[T] = Future()
        with self._lock:
            if self._is_closed:
                raise StorageError("storage_closed")
            if not self._threads:
                self._start()
            self._held.append((job, future))
            if self._later is None:
                self._release()
            elif len(self._held) == 1:
                self._later(self.release)
        return future

    def gather(self, later: Callable[[Callable[[], object]], object]) -> None:
        """Hand over what is queued only when its sender has nothing else to do.

        What a loop queues in one round then goes in one commit, without waiting for anything: until
        the round is over the loop has the processor anyway.

        Args:
            later: calls what it is given at the end of the round, such as `call_soon` of a loop.
        """
        self._later = later

    def release(self) -> None:
        """Hand over what was held."""
        with self._lock:
            self._release()

    def _release(self) -> None:
        if self._held:
            self._queue.put(self._held)
            self._held = []

    def close(self) -> None:
        """Write what is queued, and stop."""
        with self._lock:
            self._is_closed = True
            self._release()
            for _ in self._threads:
                self._queue.put(None)
        for thread in self._threads:
            thread.join()

    def _start(self) -> None:
        for number in range(self._wanted):
            thread = threading.Thread(target=self._drain, name=f"writer-{number}", daemon=True)
            self._threads.append(thread)
            thread.start()

    def _drain(self) -> None:
        is_open = True
        while is_open:
            batch, is_open = self._next_batch()
            wanted = [pair for pair in batch if pair[1].set_running_or_notify_cancel()]
            for start in range(0, len(wanted), BATCH):
                self._commit(wanted[start : start + BATCH])

    def _next_batch(self) -> tuple[list[_Pair[Any]], bool]:
        batch: list[_Pair[Any]] = []
        some = self._queue.get()
        while some is not None:
            batch += some
            if len(batch) >= BATCH:
                return batch, True
            try:
                some = self._queue.get_nowait()
            except Empty:
                return batch, True
        return batch, False

    def _commit(self, pairs: list[_Pair[T]]) -> None:
        pairs = sorted(pairs, key=lambda pair: pair[0].order)
        try:
            results = self._together([job for job, _ in pairs])
        except Exception as error:  # noqa: BLE001  # whatever it is, it goes to who waits
            self._failed(pairs, error)
            return
        for (_, future), result in zip(pairs, results, strict=True):
            future.set_result(result)

    def _failed(self, pairs: list[_Pair[T]], error: Exception) -> None:
        if len(pairs) > 1 and getattr(error, "code", "") not in _HOPELESS:
            for pair in pairs:
                self._commit([pair])
            return
        for job, future in pairs:
            job.fail(future, error)

    def _together(self, jobs: list[Job[T]]) -> list[T]:
        if not jobs:
            return []
        results: dict[int, T] = {}
        with self._turnstile, self._database.write() as connection:
            if self._prepare and len(jobs) > 1:
                self._prepare(connection, [job.order for job in jobs])
            for work, numbers in _rounds(jobs):
                done = work(connection, [jobs[number].subject for number in numbers])
                results.update(zip(numbers, done, strict=True))
        return [results[number] for number in range(len(jobs))]


def _rounds(
    jobs: list[Job[T]],
) -> list[tuple[Callable[[Connection, list[Any]], list[T]], list[int]]]:
    """Put jobs of the same sort together, never two of one client: these come one after another."""
    seen: Counter[bytes] = Counter()
    rounds: list[dict[Callable[[Connection, list[Any]], list[T]], list[int]]] = []
    for number, job in enumerate(jobs):
        turn = seen[job.order]
        seen[job.order] += 1
        if turn == len(rounds):
            rounds.append({})
        rounds[turn].setdefault(job.work, []).append(number)
    return [group for each in rounds for group in each.items()]
