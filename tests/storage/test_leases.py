"""One process has a job at a time, and a killed one is succeeded."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from storage.leases import Lease
from tests.storage.lane_steps import change


@pytest.fixture(autouse=True)
def no_lease_left(place):
    yield
    change(place.open(), "DELETE FROM leases")


def test_a_second_process_waits_until_the_first_gives_up(place):
    one, two = place.open(), place.open()
    lease = one.acquire_lease("poll", "one", 30)
    assert lease == Lease("poll", "one")
    assert two.acquire_lease("poll", "two", 30) is None
    assert two.acquire_lease("other job", "two", 30)
    one.release_lease(lease)
    assert two.acquire_lease("poll", "two", 30) == Lease("poll", "two")
    assert one.acquire_lease("poll", "one", 30) is None


def test_who_has_a_lease_may_ask_for_it_again(place):
    one, two = place.open(), place.open()
    one.acquire_lease("poll", "one", 30)
    place.clock.at += 20
    assert one.acquire_lease("poll", "one", 30) == Lease("poll", "one")
    place.clock.at += 20
    assert two.acquire_lease("poll", "two", 30) is None


def test_a_lease_runs_out_and_the_late_holder_finds_it_lost(place):
    one, two = place.open(), place.open()
    lease = one.acquire_lease("poll", "one", 30)
    place.clock.at += 29
    assert two.acquire_lease("poll", "two", 30) is None
    place.clock.at += 1
    assert two.acquire_lease("poll", "two", 30)
    assert not one.renew_lease(lease, 30, alive=True)
    assert one.last_seen("poll") == 0
    one.release_lease(lease)  # what is not held is not given up
    assert one.acquire_lease("poll", "one", 30) is None


def test_a_renewed_lease_stays_and_one_that_ran_out_unseen_goes_on(place):
    one, two = place.open(), place.open()
    lease = one.acquire_lease("poll", "one", 30)
    place.clock.at += 29
    assert one.renew_lease(lease, 30)
    place.clock.at += 29
    assert two.acquire_lease("poll", "two", 30) is None
    place.clock.at += 100
    assert one.renew_lease(lease, 30)
    assert two.acquire_lease("poll", "two", 30) is None


def test_a_lease_that_was_given_up_is_not_renewed(store):
    lease = store.acquire_lease("poll", "one", 30)
    store.release_lease(lease)
    assert not store.renew_lease(lease, 30)


def test_the_last_sign_of_life_is_kept_whoever_gave_it(place):
    one, two = place.open(), place.open()
    began = int(place.clock.at)
    assert one.last_seen("poll") == 0
    lease = one.acquire_lease("poll", "one", 30)
    assert one.last_seen("poll") == 0
    assert one.renew_lease(lease, 30, alive=True)
    place.clock.at += 7
    assert one.renew_lease(lease, 30)  # for a poll that failed
    assert two.last_seen("poll") == began
    two.note_alive("poll")
    assert one.last_seen("poll") == began + 7
    place.clock.at += 60
    assert two.acquire_lease("poll", "two", 30)
    assert two.last_seen("poll") == began + 7


def test_a_sign_of_life_gives_no_lease(place):
    one, two = place.open(), place.open()
    one.note_alive("webhook")
    assert one.last_seen("webhook") == int(place.clock.at)
    assert two.acquire_lease("webhook", "two", 30)
    one.note_alive("webhook")
    assert one.acquire_lease("webhook", "one", 30) is None


def test_of_many_that_want_a_lease_at_once_one_gets_it(place):
    stores = [place.open() for _ in range(4)]
    gate = threading.Barrier(4)

    def want(number):
        gate.wait()
        return [stores[number].acquire_lease(f"job {n}", str(number), 30) for n in range(10)]

    for _ in range(2):  # when there is no row yet, and when one ran out
        with ThreadPoolExecutor(4) as pool:
            taken = list(pool.map(want, range(4)))
        for job in zip(*taken, strict=True):
            assert len([lease for lease in job if lease]) == 1
        place.clock.at += 31
