"""What a worker has of a share, and that nobody else has anything of it."""

import pytest
from sqlalchemy import func, select, update

from storage import records
from storage.deeds import Unpair, Withdraw
from storage.errors import StorageError
from tests.storage.lane_steps import HERE, change, rows
from tests.storage.portal_steps import (
    SNAPSHOT,
    all_set,
    do,
    drain,
    paired,
    shared,
    worker_of,
)

DAY = 86_400


@pytest.fixture
def portal(store):
    return store.portal()


def everything(portal, worker, share):
    """All that a worker can try with a share."""
    return [
        portal.share(worker, share) is not None,
        share in [each.id for each in portal.shares(worker)],
        portal.open_share(worker, share, b"pagina", b"nieuws"),
        portal.save_page(worker, share, b"pagina"),
        portal.log_view(worker, share, "page", b"nieuws"),
        portal.note_reply(worker, share, b"antwoord", b"nieuws"),
        portal.end_pairing(worker, share, b"nieuws"),
    ]


def test_what_is_shared_is_there_for_its_worker(store, portal):
    _, worker, pairing, share = all_set(store)
    found = portal.share(worker, share)
    assert (found.id, found.pairing, found.payload) == (share, pairing, SNAPSHOT)
    assert (found.opened, found.page, found.notes) == (0, None, None)
    assert portal.shares(worker) == [found]
    assert everything(portal, worker, share) == [True] * 7


def not_there(store, place, how):
    """A worker and a share that this worker cannot have."""
    client, worker, pairing, share = all_set(store)
    if how == "unknown":
        return worker, b"?" * 16
    if how == "of another":
        return all_set(store, "piet")[1], share
    if how == "withdrawn":
        do(store, client, Withdraw(share))
    elif how == "ended by the client":
        do(store, client, Unpair(pairing))
    elif how == "ended by the worker":
        store.portal().end_pairing(worker, share, b"weg")
        drain(store, HERE)
    elif how == "erased":
        store.erase(client)
    else:
        place.clock.at += 91 * DAY
    return worker, share


@pytest.mark.parametrize(
    "how",
    [
        "unknown", "of another", "withdrawn", "ended by the client", "ended by the worker",
        "erased", "past",
    ],
)  # fmt: skip
def test_what_is_not_there_or_not_yours_gives_nothing_and_does_nothing(store, portal, place, how):
    worker, share = not_there(store, place, how)
    before = [rows(store, table) for table in (records.shares, records.pairings)]
    assert everything(portal, worker, share) == [False] * 7
    assert [rows(store, table) for table in (records.shares, records.pairings)] == before
    assert rows(store, records.views) == rows(store, records.portal_news) == 0


def test_a_share_is_served_through_its_last_day(store, portal, place):
    place.clock.at = 1_782_900_000.0  # 2026-07-01 12:00 in Amsterdam, summer time
    client, worker = store.client("telegram", "jan"), worker_of(store)
    share = shared(store, client, paired(store, client, worker), days=0)
    place.clock.at += 12 * 3600 - 1
    store.tidy()
    assert portal.log_view(worker, share, "page", b"")
    assert portal.shares(worker) == [portal.share(worker, share)]
    place.clock.at += 1
    assert portal.shares(worker) == []
    assert portal.share(worker, share) is None
    assert portal.log_view(worker, share, "page", b"") is False
    assert rows(store, records.shares) == 1
    store.tidy()
    assert rows(store, records.shares) == 0


def test_the_newest_stands_first_and_without_its_page(store, portal, place):
    client, worker, pairing, first = all_set(store)
    place.clock.at += 60
    second = shared(store, client, pairing, b"later")
    portal.open_share(worker, second, b"pagina", b"")
    assert [each.id for each in portal.shares(worker)] == [second, first]
    assert [each.page for each in portal.shares(worker)] == [None, None]
    assert portal.share(worker, second).page == b"pagina"


def test_only_the_first_opening_counts(store, portal, place):
    _, worker, _, share = all_set(store)
    assert portal.open_share(worker, share, b"een", b"geopend")
    opened = int(place.clock.at)
    place.clock.at += 60
    assert portal.open_share(worker, share, b"twee", b"nog eens")
    found = portal.share(worker, share)
    assert (found.opened, found.page) == (opened, b"een")
    assert drain(store, HERE) == [b"telegram:geopend"]
    assert portal.save_page(worker, share, b"drie")
    assert portal.share(worker, share).page == b"drie"


def test_a_reply_is_kept_and_told(store, portal):
    _, worker, _, share = all_set(store)
    assert portal.note_reply(worker, share, b"gelezen", b"een")
    assert portal.note_reply(worker, share, b"gelezen, bellen", b"twee")
    assert portal.share(worker, share).notes == b"gelezen, bellen"
    assert drain(store, HERE) == [b"telegram:een", b"telegram:twee"]


def test_each_view_is_logged_and_told(store, portal, place):
    _, worker, _, share = all_set(store)
    for what in ("page", "pdf"):
        assert portal.log_view(worker, share, what, what.encode())
    with store._database.read() as connection:
        found = connection.execute(select(records.views).order_by(records.views.c.seq)).all()
    assert [(row.seq, row.share, row.worker, row.at, row.what) for row in found] == [
        (n, share, worker, int(place.clock.at), what) for n, what in ((1, "page"), (2, "pdf"))
    ]
    assert drain(store, HERE) == [b"telegram:page", b"telegram:pdf"]


def test_when_the_view_cannot_be_logged_nothing_is_told(store, portal):
    _, worker, _, share = all_set(store)
    change(store, "DELETE FROM views_head")
    with pytest.raises(StorageError) as caught:
        portal.log_view(worker, share, "page", b"nieuws")
    assert caught.value.code == "record_damaged"
    assert rows(store, records.portal_news) == 0


def test_ending_a_pairing_takes_all_its_shares_and_tells_once(store, portal):
    client, worker, pairing, share = all_set(store)
    shared(store, client, pairing)
    other = shared(store, client, paired(store, client, worker))
    assert portal.end_pairing(worker, share, b"klaar")
    assert [each.id for each in portal.shares(worker)] == [other]
    assert drain(store, HERE) == [b"telegram:klaar"]


@pytest.mark.parametrize("column", ["payload", "page", "notes", "wrapped_key"])
def test_what_was_moved_between_shares_is_refused(store, portal, column):
    client, worker, pairing, first = all_set(store)
    second = shared(store, client, pairing)
    for share in (first, second):
        portal.open_share(worker, share, b"pagina", b"")
        portal.note_reply(worker, share, b"antwoord", b"")
    table = records.shares
    taken = select(table.c[column]).where(table.c.id == second).scalar_subquery()
    with store._database.write() as connection:
        connection.execute(update(table).where(table.c.id == first).values({column: taken}))
    with pytest.raises(StorageError) as caught:
        portal.share(worker, first)
    assert caught.value.code == "record_damaged"
    assert portal.share(worker, second).page == b"pagina"
    if column != "page":  # a list has no pages
        assert [each.id for each in portal.shares(worker)] == [second]


def test_lengths_say_little(store, portal):
    client, worker, pairing, _ = all_set(store)
    for length in (1, 100, 200):
        shared(store, client, pairing, b"x" * length)
    with store._database.read() as connection:
        lengths = connection.execute(select(func.length(records.shares.c.payload))).scalars()
        assert len(set(lengths)) == 1
    assert portal.shares(worker)
