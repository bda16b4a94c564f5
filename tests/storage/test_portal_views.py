"""The log of who looked: whatever is changed in it shows."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, select, update

from storage.portal import views
from storage.records import views as rows
from storage.records import views_head as head
from tests.storage.conftest import IS_FULL
from tests.storage.portal_steps import all_set

COUNT = 6


class Undo(Exception):
    """Ends a transaction in which the log was changed."""


@pytest.fixture
def written(store):
    """A store with some views."""
    _, worker, _, share = all_set(store)
    for _ in range(COUNT):
        assert store.portal().log_view(worker, share, "page", b"")
    return store


def all_of(connection):
    return [dict(row) for row in connection.execute(select(rows).order_by(rows.c.seq)).mappings()]


def write(connection, wanted, top):
    connection.execute(delete(rows))
    if wanted:
        connection.execute(insert(rows), wanted)
    connection.execute(update(head).values(**top))


def edited(found, _, draw):
    at = draw(st.integers(0, COUNT - 1))
    field, value = draw(
        st.one_of(
            st.tuples(st.just("at"), st.integers(-5, 2**40)),
            st.tuples(st.just("what"), st.text("page df", max_size=8)),
            st.tuples(
                st.sampled_from(["share", "worker", "mac"]), st.binary(min_size=0, max_size=32)
            ),
        )
    )
    found[at][field] = value


def deleted(found, _, draw):
    for _ in range(draw(st.integers(1, COUNT))):
        if found:
            found.pop(draw(st.integers(0, len(found) - 1)))


def swapped(found, _, draw):
    one, two = draw(st.lists(st.integers(0, COUNT - 1), min_size=2, max_size=2, unique=True))
    found[one]["seq"], found[two]["seq"] = found[two]["seq"], found[one]["seq"]


def inserted(found, top, draw):
    at = draw(st.integers(0, COUNT))
    row = dict(found[draw(st.integers(0, COUNT - 1))], seq=at + 1)
    if draw(st.booleans()):
        row["mac"] = draw(st.binary(min_size=32, max_size=32))
    for later in found[at:]:
        later["seq"] += 1
    found.insert(at, row)
    if draw(st.booleans()):
        top["seq"] += 1


def cut(found, top, draw):
    """The newest rows are gone, and the head is made to fit as well as one can without the key."""
    keep = draw(st.integers(0, COUNT - 1))
    del found[keep:]
    top.update(seq=keep, last=found[-1]["mac"] if found else bytes(32))


def top_edited(_, top, draw):
    field = draw(st.sampled_from(["seq", "last", "mac"]))
    top[field] = draw(st.integers(-1, 9) if field == "seq" else st.binary(max_size=32))


@settings(
    max_examples=1500 if IS_FULL else 60,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.data(), st.sampled_from([edited, deleted, swapped, inserted, cut, top_edited]))
def test_every_change_of_the_log_shows(written, data, change):
    with suppress(Undo), written._database.write() as connection:
        before = all_of(connection)
        (top,) = connection.execute(select(head)).mappings()
        found, new_top = [dict(row) for row in before], dict(top)
        change(found, new_top, data.draw)
        write(connection, sorted(found, key=lambda row: row["seq"]), new_top)
        report = views.verify(connection, written._keyring.portal)
        is_same = found == before and new_top == dict(top)
        assert report.is_whole == is_same
        assert (report.first_wrong is None) == is_same
        assert report.count == len(found)
        raise Undo


def test_a_log_as_it_was_written_is_whole(written):
    report = written.portal().verify_views()
    assert (report.count, report.is_whole, report.first_wrong) == (COUNT, True, None)
    assert len(report.fingerprint) == 64


def test_an_empty_log_is_whole(store):
    report = store.portal().verify_views()
    assert (report.count, report.is_whole, report.first_wrong) == (0, True, None)


def test_the_first_wrong_row_is_named(written):
    for change, wrong in (
        (update(rows).where(rows.c.seq == 3).values(at=1), 3),
        (delete(rows).where(rows.c.seq == 2), 2),
        (delete(rows).where(rows.c.seq == COUNT), COUNT),
        (delete(rows), 1),
        (delete(head), 1),
    ):
        with suppress(Undo), written._database.write() as connection:
            connection.execute(change)
            assert views.verify(connection, written._keyring.portal).first_wrong == wrong
            raise Undo


def test_a_log_that_was_cut_is_not_gone_on_with(written):
    """Else the next view would hide it."""
    with suppress(Undo), written._database.write() as connection:
        connection.execute(delete(rows).where(rows.c.seq == COUNT))
        last = all_of(connection)[-1]
        connection.execute(update(head).values(seq=last["seq"], last=last["mac"]))
        with pytest.raises(views.RecordDamaged):
            views.append(connection, written._keyring.portal, views.View(b"s", b"w", 1, "page"))
        raise Undo


def test_a_row_of_another_history_does_not_fit(written):
    """One that was genuine once, before the database was put back and went on."""
    keys = written._keyring.portal
    with suppress(Undo), written._database.write() as connection:
        (top,) = connection.execute(select(head)).mappings()
        histories = []
        for moment in (1, 2):
            connection.execute(delete(rows).where(rows.c.seq > COUNT))
            connection.execute(update(head).values(**top))
            for _ in range(3):
                views.append(connection, keys, views.View(b"s", b"w", moment, "page"))
            histories.append(all_of(connection))
        old, new = histories
        assert views.verify(connection, keys).is_whole
        new[COUNT + 1] = old[COUNT + 1]
        connection.execute(delete(rows))
        connection.execute(insert(rows), new)
        assert views.verify(connection, keys).first_wrong == COUNT + 2
        raise Undo


def test_a_gap_stays_seen_after_the_next_view(written):
    with written._database.write() as connection:
        connection.execute(delete(rows).where(rows.c.seq == COUNT))
    _, worker, _, share = all_set(written, "piet")
    assert written.portal().log_view(worker, share, "page", b"")
    report = written.portal().verify_views()
    assert (report.is_whole, report.first_wrong) == (False, COUNT)


def test_many_who_look_at_once_make_one_chain(place):
    portals = []
    for number in range(4):
        store = place.open()
        _, worker, _, share = all_set(store, str(number))
        portals.append((store.portal(), worker, share))

    def look(one):
        portal, worker, share = one
        return all(portal.log_view(worker, share, "page", b"") for _ in range(15))

    with ThreadPoolExecutor(4) as threads:
        assert all(threads.map(look, portals))
    report = portals[0][0].verify_views()
    assert (report.count, report.is_whole) == (60, True)


def test_a_log_of_thousands_is_followed_in_pieces(store):
    with store._database.write() as connection:
        for number in range(2500):
            views.append(connection, store._keyring.portal, views.View(b"s", b"w", number, "page"))
    report = store.portal().verify_views()
    assert (report.count, report.is_whole) == (2500, True)
