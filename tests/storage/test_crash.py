"""A process that dies at any moment loses nothing that it promised, and repeats nothing."""

import random
import subprocess
import sys
import time
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage import lanes
from storage.inbox import Incoming
from storage.lanes import Claim
from storage.turns import Outcome, TurnCommit
from tests.storage import crash_driver
from tests.storage.conftest import IS_FULL

KILLS = 500 if IS_FULL else 3
DRIVER = Path(crash_driver.__file__)
SEED = 20270115


def run_and_kill(place, firsts, seconds):
    """Let the driver work for some time after its first promise, then kill it; return its words."""
    command = [sys.executable, DRIVER, place.url, place.folder, *map(str, firsts)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        line = process.stdout.readline()
        time.sleep(seconds)
        process.kill()
        return [line, *process.stdout]


def test_what_was_promised_before_a_kill_is_there_after_it(place):
    chance = random.Random(SEED)  # noqa: S311
    got = [0] * crash_driver.CLIENTS
    did = [0] * crash_driver.CLIENTS
    for _ in range(KILLS):
        firsts = [max(1, last - 2) for last in got]  # the sender repeats a few to be sure
        for line in run_and_kill(place, firsts, chance.uniform(0, 0.3)):
            word, who, number = line.split()
            promised = {"got": got, "did": did}[word]
            promised[int(who)] = max(promised[int(who)], int(number))
    assert min(got) > 0
    store = place.open()
    for who, last in enumerate(did):  # before anything is repaired
        numbers = store.load(store.client("telegram", str(who))).content.split()
        assert int(numbers[-1]) >= last
    place.clock.at = time.time() + 1
    with store._database.write() as connection:
        assert lanes.recount(connection) == 0
    for lane in store.claim(crash_driver.CLAIM):
        crash_driver.handle(store, lane, lambda _: None)
    for who, last in enumerate(got):
        numbers = list(map(int, store.load(store.client("telegram", str(who))).content.split()))
        assert numbers == list(range(1, len(numbers) + 1))
        assert len(numbers) >= last


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("receive"), st.integers(0, 1), st.integers(0, 2), st.integers(1, 12)),
        st.tuples(st.just("claim"), st.integers(0, 1), st.integers(1, 3)),
        st.tuples(st.just("answer"), st.integers(0, 1), st.integers(0, 2)),
        st.tuples(st.just("wait"), st.integers(1, 40)),
    ),
    max_size=30,
)


class Owners:
    """Two owners on one store, and what they must have seen."""

    def __init__(self, store, clock):
        self.store, self.clock = store, clock
        self.run = str(time.perf_counter_ns())  # new clients in each example
        self.arrived = [[], [], []]
        self.holds = [{}, {}]  # of each owner: client → (lane, when the lease ends)

    def receive(self, owner, client, number):
        name = f"{client} {self.run}"
        update = Incoming("t", name, f"{name} {number}", b"%d" % number)
        (receipt,) = self.store.receive([update], Claim(str(owner), 20))
        assert receipt.is_new == (number not in self.arrived[client])
        if receipt.is_new:
            self.arrived[client].append(number)
        if receipt.lane:
            self._take(owner, receipt.lane)

    def claim(self, owner, limit):
        for lane in self.store.claim(Claim(str(owner), 20), limit=limit):
            self._take(owner, lane)

    def answer(self, owner, client):
        if client not in self.holds[owner]:
            return
        lane, _ = self.holds[owner].pop(client)
        rival = self.holds[1 - owner].get(client)
        is_lost = rival is not None and rival[0].fence > lane.fence
        for item in lane.items:
            result = self._commit(lane, item)
            # Lost for sure when another holds it; or answered and freed by the other since.
            assert result.is_committed or result.outcome is Outcome.FENCE_LOST
            assert not (is_lost and result.is_committed)

    def wait(self, seconds):
        self.clock.at += seconds

    def finish(self):
        self.wait(100)
        with self.store._database.write() as connection:
            assert lanes.recount(connection) == 0
        self.claim(0, 10)
        for client in list(self.holds[0]):
            self.answer(0, client)

    def told(self, client):
        found = self.store.find_client("t", f"{client} {self.run}")
        stored = self.store.load(found) if found else None
        return list(map(int, stored.content.split())) if stored else []

    def _take(self, owner, lane):
        client = int(lane.client.external_id.partition(" ")[0])
        held = self.holds[1 - owner].get(client)
        assert held is None or held[1] <= self.clock.at
        self.holds[owner][client] = (lane, int(self.clock.at) + 20)

    def _commit(self, lane, item):
        stored = self.store.load(lane.client)
        content = (stored.content if stored else b"") + item.payload + b" "
        version = stored.version if stored else 0
        turn = TurnCommit(lane.client, content, version, (), (item.id,), lane)
        return self.store.commit([turn])[0]


@settings(
    max_examples=2000 if IS_FULL else 40,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(STEPS)
def test_in_any_order_of_events_each_update_is_answered_once_and_in_order(sqlite_place, steps):
    """Two owners; leases run out between any two steps; updates come again and again."""
    sqlite_place.close()
    owners = Owners(sqlite_place.open(), sqlite_place.clock)
    for name, *values in steps:
        getattr(owners, name)(*values)
    owners.finish()
    for client, numbers in enumerate(owners.arrived):
        assert owners.told(client) == numbers
