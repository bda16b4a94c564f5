"""What was taken back is served to nobody any more, however many look at that moment."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from storage import turns
from storage.deeds import Publish, Withdraw
from storage.errors import StorageUnavailable
from storage.portal import serving
from storage.turns import TurnCommit
from tests.storage.conftest import IS_FULL
from tests.storage.portal_steps import all_set, do, number, paired, worker_of

WITHDRAWALS = 1000 if IS_FULL else 60
# SQLite serves one writer at a time, and who waits for another process only tries again now and
# then: with readers that never pause a withdrawal would take a second.
ON_SQLITE, PAUSE = 10, 0.02
READERS = 2
DRIVER = Path(__file__).with_name("reader_driver.py")
SEED = 20270115


@pytest.fixture
def readers(place, tmp_path):
    """Starts portals that run apart, with their own key."""
    started = []

    def start(store, worker, shares):
        keys = tmp_path / "portal.keys"
        keys.write_text(store.portal_line())
        pause = str(PAUSE if place.is_sqlite else 0)
        command = [sys.executable, DRIVER, place.url, keys, worker.hex(), pause]
        for _ in range(READERS):
            process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
            )
            started.append(process)
            process.stdin.write(" ".join(share.hex() for share in shares) + "\n")
            process.stdin.flush()
        return started

    yield start
    for process in started:
        process.kill()
        process.communicate()


def heard(process, word, at):
    """Wait for a word of a reader about a share; what more it says."""
    said = process.stdout.readline().split()
    assert said[:2] == [word, str(at)]
    return list(map(int, said[2:]))


def test_no_look_is_served_that_began_after_a_withdrawal(place, readers):
    chance = random.Random(SEED)  # noqa: S311
    store = place.open()
    client, worker = store.client("telegram", "jan"), worker_of(store)
    pairing = paired(store, client, worker)
    shares = [number() for _ in range(ON_SQLITE if place.is_sqlite else WITHDRAWALS)]
    do(store, client, *(Publish(share, pairing, 99_999, b"x") for share in shares))
    started = readers(store, worker, shares)
    late, looks = [], 0
    for at, share in enumerate(shares):
        for process in started:
            heard(process, "at", at)  # each of them is looking now
        time.sleep(chance.uniform(0, 0.004) + 2 * PAUSE * place.is_sqlite)
        assert do(store, client, Withdraw(share)).is_committed
        committed = time.monotonic_ns()
        for process in started:
            last, times = heard(process, "gone", at)
            looks += times
            late += [at] if last > committed else []
    assert late == []
    report = store.portal().verify_views()
    assert (report.count, report.is_whole) == (looks, True)
    assert looks > len(shares) * READERS


def test_a_withdrawal_waits_for_a_look_that_is_being_logged(place):
    """So nothing is served later than it: the look was, when it is over."""
    store, portal = place.open(patience=0.2), place.open()
    client, worker, _, share = all_set(store)
    keys, now = portal._keyring.portal, place.clock()
    with portal._database.write() as connection:
        assert serving.viewed(connection, keys, (worker, share), ("page", b"x"), now)
        assert do(store, client, Withdraw(share)).code == "database_locked"
    assert do(store, client, Withdraw(share)).is_committed
    assert portal.portal().log_view(worker, share, "page", b"x") is False


def test_a_look_waits_for_a_withdrawal_that_is_being_committed(place):
    store, portal = place.open(patience=0.2), place.open()
    client, worker, _, share = all_set(store)
    ready = turns.sealed(
        TurnCommit(client, b"x", store.load(client).version, deeds=(Withdraw(share),)),
        portal._keyring.portal,
        0,
    )
    with portal._database.write() as connection:
        assert turns.commit(connection, [ready])[0].is_committed
        with pytest.raises(StorageUnavailable):
            store.portal().log_view(worker, share, "page", b"x")
    assert store.portal().log_view(worker, share, "page", b"x") is False
