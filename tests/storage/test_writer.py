"""Many jobs, one commit; and each future gets what its own job gave."""

import threading
from concurrent.futures import wait

import pytest
from sqlalchemy import event

from storage.errors import StorageError
from storage.turns import TurnCommit
from storage.writer import BATCH, Job, Writer, _rounds, single


@pytest.fixture
def writer(store):
    made = Writer(store._database, threads=1)
    yield made
    made.close()


def commits(store):
    seen = []
    event.listen(store._database.engine, "commit", seen.append)
    return seen


def blocked(writer):
    """Keep the writer busy until the returned event is set, so that jobs pile up."""
    started, go_on = threading.Event(), threading.Event()
    writer.submit(single(b"", lambda _: (started.set(), go_on.wait(10))))
    started.wait(10)
    return go_on


def test_what_piles_up_goes_in_one_commit(store, writer):
    seen = commits(store)
    go_on = blocked(writer)
    futures = [writer.submit(single(b"", lambda _, n=n: n)) for n in range(50)]
    go_on.set()
    assert [future.result(10) for future in futures] == list(range(50))
    assert len(seen) == 2


def test_a_commit_holds_no_more_than_its_bound(store, writer):
    seen = commits(store)
    go_on = blocked(writer)
    wait([writer.submit(single(b"", lambda _: None)) for _ in range(BATCH)] + [
        writer.submit(single(b"", lambda _: None)) for _ in range(10) if go_on.set() is None
    ], 10)  # fmt: skip
    assert len(seen) == 3


def test_jobs_of_one_sort_go_together_but_never_two_of_one_client():
    one, other = object(), object()
    jobs = [Job(b"a", one), Job(b"a", one), Job(b"a", other), Job(b"b", one), Job(b"c", other)]
    assert _rounds(jobs) == [(one, [0, 3]), (other, [4]), (one, [1]), (other, [2])]


def test_a_single_job_does_not_wait_for_others(writer):
    assert writer.submit(single(b"", lambda _: "klaar")).result(5) == "klaar"


def test_the_jobs_of_a_client_keep_their_order(writer):
    go_on = blocked(writer)
    done = []
    jobs = [single(b"%d" % (n % 3), lambda _, n=n: done.append(n)) for n in range(30)]
    futures = [writer.submit(job) for job in jobs]
    go_on.set()
    wait(futures, 10)
    for client in range(3):
        mine = [n for n in done if n % 3 == client]
        assert mine == sorted(mine)


def test_a_job_that_fails_fails_alone(writer):
    go_on = blocked(writer)
    futures = [writer.submit(single(b"", lambda _, n=n: 1 / (n - 2))) for n in range(5)]
    go_on.set()
    with pytest.raises(ZeroDivisionError):
        futures[2].result(10)
    assert [futures[n].result(10) for n in (0, 1, 3, 4)] == [-0.5, -1.0, 1.0, 0.5]
    assert writer.submit(single(b"", lambda _: "verder")).result(10) == "verder"


def test_a_cancelled_job_is_not_run(writer):
    go_on = blocked(writer)
    done = []
    first = writer.submit(single(b"", lambda _: done.append(1)))
    second = writer.submit(single(b"", lambda _: done.append(2)))
    assert first.cancel()
    go_on.set()
    second.result(10)
    assert done == [2]


def test_closing_writes_what_is_queued(store, place):
    people = [store.client("terminal", str(n)) for n in range(20)]
    futures = [store.submit(TurnCommit(who, b"x", 0)) for who in people]
    store.close()
    assert all(future.result(0).is_committed for future in futures)
    again = place.open()
    assert all(again.load(who) for who in people)
    with pytest.raises(StorageError, match="storage_closed"):
        store.submit(TurnCommit(people[0], b"x", 1))


def test_a_store_that_is_only_used_at_once_starts_no_thread(store):
    before = threading.active_count()
    store.commit([TurnCommit(store.client("terminal", "jan"), b"x", 0)])
    assert threading.active_count() == before
