"""Workers: invited, changed, found, invited anew, removed."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from storage import lanes, records
from storage.errors import StorageError
from tests.storage.lane_steps import HERE, change, rows
from tests.storage.portal_steps import all_set, drain, offered, paired, shared, worker_of


@pytest.fixture
def portal(store):
    return store.portal()


def rows_of(store, worker):
    """How many rows of each table hang on a worker."""
    with store._database.read() as connection:
        counts = {
            table.name: connection.execute(
                select(func.count()).select_from(table).where(table.c.worker == worker)
            ).scalar_one()
            for table in records.metadata.sorted_tables
            if "worker" in table.columns
        }
    return {name: count for name, count in counts.items() if count}


def test_an_invitation_works_once_and_for_a_week(portal, place):
    worker, token = portal.invite(b"Fatima")
    _, late = portal.invite(b"Late")
    assert portal.look("invitation", token).worker == worker
    assert portal.spend("invitation", token).worker == worker
    assert portal.spend("invitation", token) is None
    place.clock.at += 7 * 86_400
    assert portal.look("invitation", late) is None


def test_a_worker_is_read_and_changed(store, portal):
    worker, other = worker_of(store, b"Fatima"), worker_of(store, b"Bram")
    assert portal.worker(b"niemand") is None
    portal.save_worker(worker, b"Fatima de Wit", "Fatima@Wijk.nl ")
    assert portal.worker(worker).details == b"Fatima de Wit"
    assert {(row.id, row.details) for row in portal.workers()} == {
        (worker, b"Fatima de Wit"), (other, b"Bram")
    }  # fmt: skip
    assert store.roster() == {worker: b"Fatima de Wit", other: b"Bram"}
    assert portal.find_by_email(" fatima@wijk.NL") == worker
    assert portal.find_by_email("bram@wijk.nl") is None
    portal.save_worker(worker, b"Fatima", None)
    assert portal.find_by_email("fatima@wijk.nl") is None


def test_two_workers_have_not_one_address(store, portal):
    one, two = worker_of(store), worker_of(store, b"Bram")
    portal.save_worker(one, b"Fatima", "team@wijk.nl")
    with pytest.raises(StorageError):
        portal.save_worker(two, b"anders", "TEAM@wijk.nl")
    assert portal.worker(two).details == b"Bram"
    portal.save_worker(one, b"Fatima", "team@wijk.nl")


def test_who_can_sign_in_is_active(store, portal):
    one, two, three = (worker_of(store) for _ in range(3))
    portal.add_passkey(one, b"laptop", b"")
    portal.set_totp(two, b"geheim")
    assert [portal.worker(each).is_active for each in (one, two, three)] == [True, True, False]
    assert {row.id for row in portal.workers() if row.is_active} == {one, two}
    assert (portal.totp(two), portal.totp(three), portal.totp(b"?")) == (b"geheim", None, None)
    portal.set_totp(two, None)
    assert portal.totp(two) is None


def test_a_secret_moved_to_another_worker_is_refused(store, portal):
    one, two = worker_of(store), worker_of(store)
    portal.set_totp(one, b"geheim")
    change(store, "UPDATE workers SET totp = (SELECT totp FROM workers WHERE id = :one)", one=one)
    assert portal.totp(one) == b"geheim"
    with pytest.raises(StorageError):
        portal.totp(two)


def test_inviting_anew_ends_all_that_was(store, portal):
    worker, token = portal.invite(b"Fatima")
    other = worker_of(store)
    for each in (worker, other):
        portal.add_passkey(each, b"laptop" + each, b"")
        portal.set_totp(each, b"geheim")
    here, there = portal.open_session(worker), portal.open_session(other)
    again = portal.reinvite(worker)
    assert portal.look("invitation", token) is None
    assert portal.look("invitation", again).worker == worker
    assert (portal.passkeys(worker), portal.totp(worker), portal.session(here)) == ([], None, None)
    assert portal.passkeys(other)
    assert portal.totp(other)
    assert portal.session(there)


def test_inviting_anew_who_is_not_there(portal):
    with pytest.raises(StorageError) as caught:
        portal.reinvite(b"niemand")
    assert caught.value.code == "worker_unknown"


def test_removing_a_worker_takes_all_and_tells_the_clients(store, portal):
    jan, worker, pairing, share = all_set(store)
    piet, other, _, others = all_set(store, "piet")
    second = offered(store, piet, worker)
    portal.add_passkey(worker, b"laptop", b"")
    token = portal.open_session(worker)
    portal.make_code(worker)
    portal.log_view(worker, share, "page", b"gezien")
    assert set(rows_of(store, worker)) >= {"codes", "passkeys", "pairings", "sessions", "shares"}
    assert portal.remove_worker(worker, lambda each: b"weg " + each) is True
    assert portal.remove_worker(worker, lambda _: 1 / 0) is False
    assert portal.worker(worker) is portal.session(token) is None
    assert (portal.live_codes(worker), portal.shares(worker)) == ([], [])
    assert rows_of(store, worker) == {"views": 1}
    assert set(store.roster()) == {other}
    assert portal.share(other, others)
    assert set(drain(store, HERE)) == {
        b"telegram:gezien", b"telegram:weg " + pairing, b"telegram:weg " + second
    }  # fmt: skip
    assert store.load(jan)
    with store._database.write() as connection:
        assert lanes.recount(connection) == 0


def test_removing_a_worker_without_clients(store, portal):
    worker = worker_of(store)
    assert portal.remove_worker(worker, lambda _: 1 / 0) is True
    assert rows(store, records.tickets) == 0


def test_a_worker_can_be_removed_while_clients_share(postgres_place):
    """And neither stops the other."""
    store, other = postgres_place.open(), postgres_place.open()
    with ThreadPoolExecutor(1) as thread:
        for number in range(20):
            worker = worker_of(store)
            people = [store.client("t", f"{number} {n}") for n in range(4)]
            pairings = [paired(store, client, worker) for client in people]
            share = shared(store, people[0], pairings[0])
            future = thread.submit(other.portal().remove_worker, worker, lambda _: b"weg")
            store.portal().log_view(worker, share, "page", b"")
            for client, pairing in zip(people, pairings, strict=True):
                shared(store, client, pairing)
            assert future.result(10) is True
            assert rows(store, records.shares) == 0
