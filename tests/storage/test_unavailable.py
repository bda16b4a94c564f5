"""Full, locked, read-only, gone: said with a code, nothing half-written, and tried again."""

import os
import signal
import threading
import time
from contextlib import contextmanager

import pytest
from sqlalchemy import text

from storage.errors import StorageUnavailable
from storage.inbox import Incoming
from storage.keys import KeySource
from storage.outbox import OutboxDraft
from storage.store import Store
from storage.turns import Outcome, TurnCommit
from storage.writer import Writer, single
from tests.postgres import Cluster

DRAFT = (OutboxDraft("question", b"wie is er belangrijk voor je?" * 20),)


@contextmanager
def locked(place):
    """Hold what a writer needs, from another connection."""
    other = place.open()
    with other._database.write() as connection:
        if not place.is_sqlite:
            connection.execute(text("LOCK TABLE lanes, clients IN ACCESS EXCLUSIVE MODE"))
        yield


def test_a_locked_database_is_named_and_works_again_afterwards(place):
    store = place.open(patience=0.1)
    client = store.client("terminal", "jan")
    turn = TurnCommit(client, b"x", 0, DRAFT)
    with locked(place):
        started = time.monotonic()
        results = store.commit([turn] * 30)
        assert time.monotonic() - started < 2  # not thirty times the patience
        assert {result.code for result in results} == {"database_locked"}
        assert store.submit(turn).result(10).code == "database_locked"
        with pytest.raises(StorageUnavailable) as caught:
            store.receive([Incoming("terminal", "jan", "1", b"hoi")])
        assert caught.value.code == "database_locked"
    assert store.commit([turn])[0].is_committed
    assert store.receive([Incoming("terminal", "jan", "1", b"hoi")])[0].is_new


def test_a_reader_does_not_wait_for_a_writer(sqlite_place):
    store = sqlite_place.open(patience=0.1)
    client = store.client("terminal", "jan")
    store.commit([TurnCommit(client, b"x", 0)])
    with locked(sqlite_place):
        assert store.load(client).content == b"x"
        assert store.client("terminal", "jan") == client


def test_a_full_sqlite_database_stores_nothing_of_a_turn(sqlite_place):
    store = sqlite_place.open()
    client = store.client("terminal", "jan")
    store.commit([TurnCommit(client, b"eerst", 0)])
    _limit(store, "page_count")
    (result,) = store.commit([TurnCommit(client, b"x" * 100_000, 1, DRAFT)])
    assert (result.outcome, result.code) == (Outcome.FAILED, "disk_full")
    assert store.load(client).content == b"eerst"
    assert store.pending_outbox(client) == []
    _limit(store, "1000000")
    assert store.commit([TurnCommit(client, b"x" * 100_000, 1, DRAFT)])[0].is_committed


def _limit(store, pages):
    """Bound the file, on the one connection that the pool holds."""
    with store._database.read() as connection:
        if pages == "page_count":
            pages = connection.execute(text("PRAGMA page_count")).scalar_one()
        connection.execute(text(f"PRAGMA max_page_count = {pages}"))


@pytest.fixture
def small_disk(tmp_path):
    """A real disk of one megabyte."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if os.system(f"mount -t tmpfs -o size=1m none {folder} 2>/dev/null"):  # noqa: S605
        pytest.skip("may not mount a small disk here")
    yield folder
    os.system(f"umount -l {folder}")  # noqa: S605


def test_on_a_real_full_disk_a_turn_is_refused_and_earlier_ones_stay(small_disk):

    url, keys = f"sqlite:///{small_disk}/kring.db", KeySource(path=small_disk / "keys")
    with Store.open(url, keys) as store:
        client, version = store.client("terminal", "jan"), 0
        for _ in range(200):
            (result,) = store.commit([TurnCommit(client, os.urandom(20_000), version, DRAFT)])
            if not result.is_committed:
                break
            version = result.version
        assert result.code == "disk_full"
        assert store.load(client).version == version
        assert len(store.pending_outbox(client)) == version
    with Store.open(url, keys) as store:
        assert store.load(client).version == version


def test_a_read_only_sqlite_file_is_named(sqlite_place):
    store = sqlite_place.open()
    client = store.client("terminal", "jan")
    with store._database.read() as connection:
        connection.execute(text("PRAGMA query_only = ON"))
    assert store.commit([TurnCommit(client, b"x", 0)])[0].code == "unavailable"


def test_a_postgresql_that_only_reads_is_named(postgres, tmp_path):
    name = postgres.database()
    keys, log = KeySource(path=tmp_path / "keys"), tmp_path / "erased.log"
    with Store.open(postgres.url(name), keys, erased_log=log) as store:
        client = store.client("terminal", "jan")
    postgres.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    with Store.open(postgres.url(name), keys, erased_log=log) as store:
        assert store.client("terminal", "jan") == client
        assert store.commit([TurnCommit(client, b"x", 0)])[0].code == "unavailable"


@pytest.mark.parametrize(
    ("state", "code"),
    [
        ("53100", "disk_full"),
        ("40P01", "deadlock"),
        ("08006", "unavailable"),
        ("57P01", "unavailable"),
    ],
)  # fmt: skip
def test_errors_of_postgresql_get_their_code(postgres_place, state, code):
    store = postgres_place.open()
    raising = f"DO $$ BEGIN RAISE EXCEPTION 'geheim' USING ERRCODE = '{state}'; END $$"
    with pytest.raises(StorageUnavailable) as caught, store._database.write() as connection:
        connection.execute(text(raising))
    assert caught.value.code == code
    assert "geheim" not in str(caught.value)


def test_a_postgresql_that_crashes_is_named_and_comes_back():
    cluster = Cluster.start()
    if cluster is None:
        pytest.skip("PostgreSQL not found")

    folder = cluster.folder / "kring"
    keys, log = KeySource(path=folder / "keys"), folder / "erased.log"
    try:
        with Store.open(cluster.url(cluster.database()), keys, erased_log=log) as store:
            client = store.client("terminal", "jan")
            store.commit([TurnCommit(client, b"eerst", 0)])
            cluster.stop(how=signal.SIGINT)
            turn = TurnCommit(client, b"later", 1, DRAFT)
            assert [store.commit([turn])[0].code for _ in range(2)] == ["unavailable"] * 2
            with pytest.raises(StorageUnavailable):
                store.load(client)
            cluster.run()
            assert store.load(client).content == b"eerst"
            assert store.commit([turn])[0].is_committed
    finally:
        cluster.remove()


def test_two_replicas_that_wait_for_each_other_both_get_through(postgres_place):
    """Jobs that lock two clients in opposite order: PostgreSQL breaks one batch, we try again."""

    store = postgres_place.open()
    one, two = store.client("terminal", "a"), store.client("terminal", "b")
    gate = threading.Barrier(2, timeout=5)

    def job(order, client, *, first):
        def run(connection):
            connection.execute(
                text("SELECT 1 FROM lanes WHERE client = :c FOR UPDATE"), {"c": client.id}
            )
            if first and not gate.broken and gate.n_waiting < 2 and run.fresh:
                run.fresh = False
                gate.wait()

        run.fresh = True
        return single(order, run)

    batches = [
        [job(b"1", one, first=True), job(b"2", two, first=False)],
        [job(b"1", two, first=True), job(b"2", one, first=False)],
    ]
    results = []

    def work(batch):
        results.extend(Writer(store._database, threads=1).run_all(batch))

    threads = [threading.Thread(target=work, args=(batch,)) for batch in batches]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert len(results) == 4
