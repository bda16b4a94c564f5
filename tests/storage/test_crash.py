"""A process that dies at any moment loses nothing that it promised, and repeats nothing."""

import random
import subprocess
import sys
import time
from pathlib import Path

import crash_driver
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.inbox import Incoming
from storage.lanes import Claim
from storage.turns import Outcome, TurnCommit
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


@settings(
    max_examples=2000 if IS_FULL else 40, deadline=None, database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(STEPS)
def test_in_any_order_of_events_each_update_is_answered_once_and_in_order(sqlite_place, steps):
    """Two owners; leases run out between any two steps; updates come again and again."""
    sqlite_place.close()
    store, clock = sqlite_place.open(), sqlite_place.clock
    run = str(time.perf_counter_ns())  # new clients in each example
    arrived = [[], [], []]
    holds = [{}, {}]  # owner → client name → (lane, lease ends)

    def take(owner, lane):
        name = int(lane.client.external_id.partition(" ")[0])
        held = holds[1 - owner].get(name)
        assert held is None or held[1] <= clock.at
        holds[owner][name] = (lane, int(clock.at) + 20)

    def answer(owner, name):
        lane, _ = holds[owner].pop(name)
        rival = holds[1 - owner].get(name)
        lost = rival is not None and rival[0].fence > lane.fence
        for item in lane.items:
            stored = store.load(lane.client)
            content = (stored.content if stored else b"") + item.payload + b" "
            version = stored.version if stored else 0
            turn = TurnCommit(lane.client, content, version, (), (item.id,), lane)
            (result,) = store.commit([turn])
            if lost:
                assert result.outcome is Outcome.FENCE_LOST
                return
            if result.outcome is Outcome.FENCE_LOST:  # answered and freed by the other since
                return
            assert result.is_committed

    for step in steps:
        if step[0] == "receive":
            _, owner, name, number = step
            update = Incoming("t", f"{name} {run}", f"{run} {name} {number}", b"%d" % number)
            (receipt,) = store.receive([update], Claim(str(owner), 20))
            assert receipt.is_new == (number not in arrived[name])
            if receipt.is_new:
                arrived[name].append(number)
            if receipt.lane:
                take(owner, receipt.lane)
        elif step[0] == "claim":
            for lane in store.claim(Claim(str(step[1]), 20), limit=step[2]):
                take(step[1], lane)
        elif step[0] == "answer" and step[2] in holds[step[1]]:
            answer(step[1], step[2])
        elif step[0] == "wait":
            clock.at += step[1]
    clock.at += 100
    for lane in store.claim(Claim("last", 20)):
        take(0, lane)
        answer(0, int(lane.client.external_id.partition(" ")[0]))
    for name, numbers in enumerate(arrived):
        client = store.find_client("t", f"{name} {run}")
        stored = store.load(client) if client else None
        told = list(map(int, stored.content.split())) if stored else []
        assert told == numbers
