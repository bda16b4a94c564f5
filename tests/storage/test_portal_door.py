"""Signing in: each token works once and in time, each passkey for its own worker."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from storage import records
from storage.errors import StorageError
from storage.portal import tickets
from tests.storage.lane_steps import change, rows
from tests.storage.portal_steps import worker_of

MINUTE = 60


@pytest.fixture
def portal(store):
    return store.portal()


@pytest.fixture
def worker(store):
    return worker_of(store)


def missed(portal, kind, token):
    """A try that was wrong, as `second_step` notes it."""
    portal._write(lambda on: tickets.miss(on, portal._keys, kind, token))


def test_a_ticket_is_looked_at_often_and_spent_once(portal, worker):
    token = portal.issue("mail", b"inhoud", 900, worker)
    assert len(token) >= 43
    for _ in range(3):
        ticket = portal.look("mail", token)
        assert (ticket.worker, ticket.payload) == (worker, b"inhoud")
    assert portal.spend("mail", token).payload == b"inhoud"
    assert portal.look("mail", token) is portal.spend("mail", token) is None


def test_a_ticket_opens_nothing_of_another_kind(portal):
    token = portal.issue("mail", b"", 900)
    assert portal.look("ceremony", token) is portal.spend("ceremony", token) is None
    missed(portal, "ceremony", token)
    assert portal.spend("mail", token).worker is None


def test_a_ticket_is_past_at_the_second_it_expires(portal, place):
    token = portal.issue("mail", b"", 900)
    place.clock.at += 899.9
    assert portal.look("mail", token)
    place.clock.at += 0.1
    assert portal.look("mail", token) is portal.spend("mail", token) is None


@pytest.mark.parametrize("token", ["", "x", "é", "a" * 5000, "\0"])
def test_a_token_that_is_none_opens_nothing(portal, token):
    portal.issue("mail", b"", 900)
    assert portal.look("mail", token) is portal.spend("mail", token) is None
    assert portal.session(token) is None
    missed(portal, "mail", token)
    portal.close_session(token)


def test_a_ticket_is_gone_after_its_tries(portal):
    token = portal.issue("mail", b"", 900, tries=3)
    for _ in range(2):
        missed(portal, "mail", token)
    assert portal.look("mail", token)
    missed(portal, "mail", token)
    assert portal.spend("mail", token) is None


def test_of_many_who_spend_a_ticket_at_once_one_gets_it(place):
    portals = [place.open().portal() for _ in range(4)]
    for _ in range(10):
        token = portals[0].issue("mail", b"", 900)
        with ThreadPoolExecutor(4) as threads:
            spent = list(threads.map(lambda each: each.spend("mail", token), portals))  # noqa: B023
        assert [ticket is None for ticket in spent].count(False) == 1


def test_a_passkey_is_found_by_its_id_and_belongs_to_its_worker(store, portal, worker):
    other = worker_of(store)
    portal.add_passkey(worker, b"laptop", b"een")
    portal.add_passkey(worker, b"telefoon", b"twee")
    portal.add_passkey(other, b"sleutel", b"drie")
    assert sorted(portal.passkeys(worker)) == [(b"laptop", b"een"), (b"telefoon", b"twee")]
    assert portal.passkey(b"sleutel") == (other, b"drie")
    assert portal.passkey(b"lap") is None
    portal.save_passkey(b"laptop", b"een, geteld")
    assert portal.passkey(b"laptop") == (worker, b"een, geteld")
    assert portal.remove_passkey(other, b"laptop") is False
    assert portal.remove_passkey(worker, b"laptop") is True
    assert portal.passkey(b"laptop") is None
    portal.save_passkey(b"laptop", b"weg")
    assert portal.passkeys(worker) == [(b"telefoon", b"twee")]


def test_a_passkey_is_stored_once_and_only_for_who_exists(store, portal, worker):
    portal.add_passkey(worker, b"laptop", b"een")
    for whose in (worker, worker_of(store)):
        with pytest.raises(StorageError):
            portal.add_passkey(whose, b"laptop", b"twee")
    with pytest.raises(StorageError):
        portal.add_passkey(b"niemand", b"ander", b"x")
    assert portal.passkey(b"laptop") == (worker, b"een")


def test_a_passkey_moved_to_another_worker_is_refused(store, portal, worker):
    portal.add_passkey(worker, b"laptop", b"een")
    change(store, "UPDATE passkeys SET worker = :other", other=worker_of(store))
    with pytest.raises(StorageError) as caught:
        portal.passkey(b"laptop")
    assert caught.value.code == "record_damaged"


def test_a_session_is_over_after_half_an_hour_of_nothing(portal, place, worker):
    token = portal.open_session(worker)
    began = int(place.clock.at)
    for _ in range(5):
        place.clock.at += 29 * MINUTE
        session = portal.session(token)
        assert (session.worker, session.began) == (worker, began)
    place.clock.at += 30 * MINUTE
    assert portal.session(token) is None


def test_a_session_is_over_after_eight_hours_whatever_is_done(portal, place, worker):
    token = portal.open_session(worker)
    for _ in range(8 * 4 - 1):
        place.clock.at += 15 * MINUTE
        assert portal.session(token)
    place.clock.at += 15 * MINUTE
    assert portal.session(token) is None


def test_a_page_that_asks_by_itself_keeps_nobody_signed_in(portal, place, worker):
    token = portal.open_session(worker)
    place.clock.at += 29 * MINUTE
    assert portal.session(token, quiet=True)
    place.clock.at += 1 * MINUTE
    assert portal.session(token) is None


def test_use_of_a_session_is_written_once_a_minute(store, portal, place, worker):
    token = portal.open_session(worker)
    seen = set()
    for _ in range(24):
        place.clock.at += 5
        portal.session(token)
        with store._database.read() as connection:
            seen.add(connection.execute(records.sessions.select()).one().seen)
    assert len(seen) == 3


def test_signing_out_here_and_everywhere(store, portal, worker):
    other = worker_of(store)
    here, there, another = map(portal.open_session, (worker, worker, other))
    portal.close_session(here)
    assert portal.session(here) is None
    assert portal.session(there)
    portal.close_sessions(worker)
    assert portal.session(there) is None
    assert portal.session(another).worker == other


def test_nobody_who_is_not_there_is_signed_in(portal):
    with pytest.raises(StorageError):
        portal.open_session(b"niemand")


def test_what_is_past_is_swept_up(store, portal, place, worker):
    portal.issue("mail", b"", 900)
    portal.open_session(worker)
    portal.make_code(worker)
    place.clock.at += 14 * MINUTE
    store.tidy()
    tables = (records.tickets, records.sessions, records.codes)
    assert [rows(store, table) for table in tables] == [2, 1, 1]
    place.clock.at += 2 * 86_400
    store.tidy()
    # The invitation of the worker is there for a week.
    assert [rows(store, table) for table in tables] == [1, 0, 0]
