"""A code pairs two people once, in time; and a worker never learns what became of it."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from storage import records
from storage.deeds import Pair, Unpair
from storage.errors import StorageError
from tests.storage.lane_steps import rows
from tests.storage.portal_steps import do, offered, paired, shared, worker_of

QUARTER = 15 * 60


@pytest.fixture
def portal(store):
    return store.portal()


@pytest.fixture
def worker(store):
    return worker_of(store)


@pytest.fixture
def jan(store):
    return store.client("telegram", "jan")


@pytest.fixture
def piet(store):
    return store.client("telegram", "piet")


def test_codes_are_nine_letters_that_spell_nothing(portal, worker):
    codes = [portal.make_code(worker) for _ in range(20)]
    assert len(set(codes)) == 20
    assert all(re.fullmatch(r"[B-DF-HJ-NP-TV-XZ]{3}(-[B-DF-HJ-NP-TV-XZ]{3}){2}", c) for c in codes)


@pytest.mark.parametrize("spelled", [str, str.lower, lambda code: f" {code} ".replace("-", " ")])
def test_a_client_takes_a_code_however_it_is_typed(store, portal, worker, jan, spelled):
    offer = store.reserve_code(jan, spelled(portal.make_code(worker)))
    assert (offer.worker, offer.details) == (worker, b'{"name":"Fatima"}')
    with store._database.read() as connection:
        row = connection.execute(select(records.pairings)).one()
    assert (row.id, row.client, row.worker, row.accepted) == (offer.pairing, jan.id, worker, False)


def test_who_took_it_gets_the_same_again_and_nobody_else_anything(store, portal, worker, jan, piet):
    code = portal.make_code(worker)
    first = store.reserve_code(jan, code)
    assert store.reserve_code(piet, code) is None
    assert store.reserve_code(jan, code) == first
    assert rows(store, records.pairings) == 1


def test_a_turn_that_is_done_again_later_gets_the_same(store, place, worker, jan, piet):
    code = store.portal().make_code(worker)
    first = store.reserve_code(jan, code)
    place.clock.at += QUARTER
    assert store.reserve_code(jan, code) == first
    assert store.reserve_code(piet, code) is None


def test_a_code_is_past_at_the_second_it_expires(store, portal, place, worker, jan):
    code = portal.make_code(worker)
    place.clock.at += QUARTER - 0.1
    assert portal.live_codes(worker) == [(code, int(place.clock.at) + 1)]
    place.clock.at += 0.1
    assert portal.live_codes(worker) == []
    assert store.reserve_code(jan, code) is None
    assert rows(store, records.pairings) == 0


@pytest.mark.parametrize("code", ["", "BKT-WLM-RZN", "x" * 5000, "é", "\0"])
def test_a_code_that_nobody_made_gives_nothing(store, portal, worker, jan, code):
    portal.make_code(worker)
    assert store.reserve_code(jan, code) is None


def test_after_no_it_may_be_yes_until_it_is_past(store, portal, place, worker, jan):
    code = portal.make_code(worker)
    first = store.reserve_code(jan, code)
    do(store, jan, Unpair(first.pairing))
    assert rows(store, records.pairings) == 0
    assert store.reserve_code(jan, code) == first
    do(store, jan, Unpair(first.pairing))
    place.clock.at += QUARTER
    assert store.reserve_code(jan, code) is None


def test_what_the_worker_ended_does_not_come_back_by_the_same_code(store, portal, worker, jan):
    code = portal.make_code(worker)
    pairing = store.reserve_code(jan, code).pairing
    do(store, jan, Pair(pairing))
    share = shared(store, jan, pairing)
    assert portal.end_pairing(worker, share, b"")
    assert store.reserve_code(jan, code) is None


def test_an_accepted_pairing_stays_accepted_when_its_code_is_typed_again(store, worker, jan):
    code = store.portal().make_code(worker)
    do(store, jan, Pair(store.reserve_code(jan, code).pairing))
    store.reserve_code(jan, code)
    with store._database.read() as connection:
        assert connection.execute(select(records.pairings.c.accepted)).scalar_one() is True


def test_of_many_who_type_a_code_at_once_one_gets_it(place):
    stores = [place.open() for _ in range(4)]
    worker = worker_of(stores[0])
    people = [stores[0].client("telegram", str(n)) for n in range(4)]
    for _ in range(10):
        code = stores[0].portal().make_code(worker)
        with ThreadPoolExecutor(4) as threads:
            take = [
                threads.submit(store.reserve_code, client, code)
                for store, client in zip(stores, people, strict=True)
            ]
        assert [future.result() is None for future in take].count(False) == 1


def test_an_erased_client_takes_no_code(store, portal, worker, jan, piet):
    code = portal.make_code(worker)
    store.erase(jan)
    assert store.reserve_code(jan, code) is None
    assert store.reserve_code(piet, code)


def test_a_worker_sees_the_same_of_a_code_whatever_became_of_it(store, portal, worker, jan, piet):
    codes = [portal.make_code(worker) for _ in range(6)]
    before = portal.live_codes(worker)
    assert sorted(code for code, _ in before) == sorted(codes)
    _, taken, accepted, declined, ended, erased = codes
    store.reserve_code(jan, taken)
    do(store, jan, Pair(store.reserve_code(jan, accepted).pairing))
    do(store, jan, Unpair(store.reserve_code(jan, declined).pairing))
    both = store.reserve_code(jan, ended).pairing
    do(store, jan, Pair(both))
    do(store, jan, Unpair(both))
    do(store, piet, Pair(store.reserve_code(piet, erased).pairing))
    store.erase(piet)
    assert portal.live_codes(worker) == before
    assert portal.shares(worker) == []


def test_codes_are_shown_to_their_own_worker_only(store, portal, worker):
    portal.make_code(worker)
    assert portal.live_codes(worker_of(store)) == []


def test_nobody_makes_a_code_for_who_is_not_there(portal):
    with pytest.raises(StorageError):
        portal.make_code(b"niemand")


def test_an_offer_without_an_answer_goes_after_a_month(store, place, worker, jan, piet):
    accepted = paired(store, jan, worker)
    offered(store, piet, worker)
    place.clock.at += 30 * 86_400
    store.tidy()
    assert rows(store, records.pairings) == 2
    place.clock.at += 86_400
    store.tidy()
    with store._database.read() as connection:
        assert connection.execute(select(records.pairings.c.id)).scalars().all() == [accepted]
