"""Kring asks on the day that was chosen, once, reminds once, and never at night."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import groupby
from pathlib import Path

import pytest
from sqlalchemy import select

from storage import check_ins, lanes, records
from storage.check_ins import PUT_OFF_DAYS, REMINDER_DAYS, CheckInDraft
from storage.outbox import OutboxDraft
from storage.quiet_hours import is_quiet, local_day, may_begin
from storage.turns import Outcome, TurnCommit
from tests.storage import check_in_driver
from tests.storage.check_in_driver import DAY
from tests.storage.lane_steps import HERE, THERE, answer, change, receive, rows

LINE = OutboxDraft("waiting", b"Er staat iets voor je klaar.")
DRIVER = Path(check_in_driver.__file__)
SEED = 20270328
HOUR = 3600


def epoch(*moment):
    return datetime(*moment, tzinfo=UTC).timestamp()


# Quiet hours


def last_sunday(year, month):
    day = datetime(year, month, 31, 1, tzinfo=UTC)  # March and October both have 31 days
    return day - timedelta(days=(day.weekday() + 1) % 7)


def summer(year):
    """When summer time begins and ends in the European Union: directive 2000/84/EC."""
    return last_sunday(year, 3), last_sunday(year, 10)


def wall_clock(moment):
    begin, end = summer(moment.year)
    return moment + timedelta(hours=2 if begin <= moment < end else 1)


@pytest.mark.parametrize("year", range(2026, 2041))
def test_nights_and_days_are_those_of_amsterdam_through_every_change_of_the_clock(year):
    for change_of_clock in summer(year):
        moment = change_of_clock - timedelta(days=2)
        while moment < change_of_clock + timedelta(days=2):
            for second in (0, 59.999):
                now, local = moment.timestamp() + second, wall_clock(moment)
                minute = local.hour * 60 + local.minute
                assert is_quiet(now) == (not 9 * 60 <= minute < 21 * 60)
                assert may_begin(now) == (9 * 60 <= minute < 20 * 60 + 30)
                assert local_day(now) == (local.date() - datetime(1970, 1, 1).date()).days  # noqa: DTZ001
            moment += timedelta(minutes=1)


def test_every_day_has_one_morning_and_one_evening():
    """The same from the other side: each hour of fifteen years."""
    begin, end = int(epoch(2026, 1, 1)), int(epoch(2041, 1, 1))
    quiet = [is_quiet(now) for now in range(begin, end, HOUR)]
    days = (end - begin) // DAY
    assert len(list(groupby(quiet))) == 2 * days + 1
    # Each spring night is an hour shorter, each autumn night an hour longer.
    assert sum(quiet) == 12 * days


# What a turn keeps


def plan(store, client, *drafts, version=None):
    """Commit a turn after which these are the client's check-ins."""
    stored = store.load(client)
    read = (stored.version if stored else 0) if version is None else version
    return store.commit([TurnCommit(client, b"x", read, check_ins=tuple(drafts))])[0]


def planned(store):
    """The day and stage of each check-in, oldest first."""
    table = records.check_ins
    with store._database.read() as connection:
        found = connection.execute(select(table.c.day, table.c.stage).order_by(table.c.id))
        return [tuple(row) for row in found]


def told(store, client):
    return len(store.pending_outbox(client))


@pytest.fixture
def today(place):
    """The clock of these tests begins at nine in the morning."""
    assert may_begin(place.clock.at)
    assert is_quiet(place.clock.at - 1)
    return local_day(place.clock.at)


@pytest.fixture
def jan(store):
    return store.client("telegram", "jan")


def test_a_turn_replaces_the_check_ins_of_its_client_and_of_nobody_else(store, jan, today):
    piet = store.client("telegram", "piet")
    plan(store, piet, CheckInDraft(b"plan", today + 1))
    plan(store, jan, CheckInDraft(b"plan", today + 7), CheckInDraft(b"rust", today + 30))
    assert planned(store) == [(today + 1, 0), (today + 7, 0), (today + 30, 0)]
    plan(store, jan, CheckInDraft(b"rust", today + 30), CheckInDraft(b"plan", today + 8))
    assert planned(store) == [(today + 1, 0), (today + 30, 0), (today + 8, 0)]
    plan(store, jan)
    assert planned(store) == [(today + 1, 0)]


def test_a_turn_that_says_nothing_of_check_ins_leaves_them(store, jan, today):
    plan(store, jan, CheckInDraft(b"plan", today + 7))
    store.commit([TurnCommit(jan, b"y", 1)])
    assert planned(store) == [(today + 7, 0)]


def test_the_same_check_in_twice_is_one(store, jan, today):
    plan(store, jan, CheckInDraft(b"plan", today), CheckInDraft(b"plan", today))
    assert planned(store) == [(today, 0)]


def test_a_refused_turn_changes_no_check_in(store, place, today):
    (receipt,) = receive(store, 1, claim=HERE)
    jan = receipt.lane.client
    plan(store, jan, CheckInDraft(b"plan", today + 7))
    assert plan(store, jan, version=5).outcome is Outcome.VERSION_CONFLICT
    place.clock.at += 31
    assert store.claim(THERE)
    late = TurnCommit(jan, b"x", 1, lane=receipt.lane, check_ins=())
    assert store.commit([late])[0].outcome is Outcome.FENCE_LOST
    assert planned(store) == [(today + 7, 0)]


def test_what_was_asked_is_reminded_of_though_the_client_talked_since(store, jan, today):
    old, new = CheckInDraft(b"plan", today), CheckInDraft(b"rust", today + 30)
    plan(store, jan, old)
    assert store.fire_check_ins(LINE) == 1
    plan(store, jan, old, new)
    assert planned(store) == [(today + REMINDER_DAYS, 1), (today + 30, 0)]
    assert store.fire_check_ins(LINE) == 0


def test_after_ask_and_reminder_a_turn_does_not_begin_anew(store, place, jan, today):
    old, new = CheckInDraft(b"plan", today), CheckInDraft(b"rust", today + 30)
    plan(store, jan, old)
    for _ in range(2):
        assert store.fire_check_ins(LINE) == 1
        place.clock.at += REMINDER_DAYS * DAY
    plan(store, jan, old, new)
    assert planned(store) == [(today + 30, 0)]
    assert store.fire_check_ins(LINE) == 0


def test_what_was_opened_in_between_is_not_reminded_of(store, place, jan, today):
    plan(store, jan, CheckInDraft(b"plan", today))
    assert store.fire_check_ins(LINE) == 1
    plan(store, jan)
    place.clock.at += REMINDER_DAYS * DAY
    assert store.fire_check_ins(LINE) == 0


def test_the_same_thing_on_another_day_is_asked_anew(store, jan, today):
    plan(store, jan, CheckInDraft(b"plan", today))
    store.fire_check_ins(LINE)
    plan(store, jan, CheckInDraft(b"plan", today + 7))
    assert planned(store) == [(today + 7, 0)]


def test_turns_of_many_clients_in_one_batch_keep_their_own_check_ins(store, today):
    people = [store.client("telegram", f"client {n}") for n in range(6)]
    for version, shift in enumerate((1, 2)):
        turns = [
            TurnCommit(who, b"x", version, check_ins=(
                CheckInDraft(b"same", today), CheckInDraft(b"moves", today + n + shift)
            ) if n % 2 else None)
            for n, who in enumerate(people)
        ]  # fmt: skip
        assert all(result.is_committed for result in store.commit(turns))
    wanted = [(today, 0)] * 3 + [(today + n + 2, 0) for n in (1, 3, 5)]
    assert sorted(planned(store)) == sorted(wanted)


def test_a_check_in_that_was_swapped_or_damaged_is_replaced(store, jan, today):
    draft = CheckInDraft(b"plan", today + 7)
    plan(store, jan, draft)
    change(store, "UPDATE check_ins SET payload = :blob", blob=b"x")
    plan(store, jan, draft)
    plan(store, jan, draft)
    assert planned(store) == [(today + 7, 0)]
    assert plan(store, jan).is_committed
    assert planned(store) == []


def test_what_a_check_in_opens_stands_nowhere_readable(store, jan, today):
    draft = CheckInDraft(b"Grietje Kwikstaart", today)
    plan(store, jan, draft)
    with store._database.read() as connection:
        row = connection.execute(select(records.check_ins)).one()
    assert b"Kwikstaart" not in b"".join(each for each in row if isinstance(each, bytes))
    sealed = check_ins.sealed(jan, (draft,), 0)
    assert not [each for each in map(repr, (draft, sealed)) if "Kwikstaart" in each]


def test_an_erasure_takes_the_check_ins(store, jan, today):
    plan(store, jan, CheckInDraft(b"plan", today))
    store.erase(jan)
    assert rows(store, records.check_ins) == 0
    assert store.fire_check_ins(LINE) == 0


# Firing


def test_a_check_in_is_asked_once_reminded_of_once_and_then_gone(store, place, jan, today):
    plan(store, jan, CheckInDraft(b"plan", today + 2))
    lines = []
    for _ in range(9):
        lines.append(store.fire_check_ins(LINE))
        assert store.fire_check_ins(LINE) == 0
        place.clock.at += DAY
    assert lines == [0, 0, 1, 0, 0, 1, 0, 0, 0]
    assert planned(store) == []


def test_the_line_is_work_for_a_lane(store, jan, today):
    plan(store, jan, CheckInDraft(b"plan", today))
    store.fire_check_ins(LINE)
    (lane,) = store.claim(HERE)
    assert lane.client == jan
    assert [(item.kind, item.payload) for item in lane.unsent] == [("waiting", LINE.payload)]
    assert store.mark_sent(jan, [lane.unsent[0].id], lane) is False
    assert store.claim(HERE) == []


def test_a_lane_that_is_held_at_that_moment_is_told_that_more_waits(store, today):
    (receipt,) = receive(store, 1, claim=HERE)
    plan(store, receipt.lane.client, CheckInDraft(b"plan", today))
    assert store.fire_check_ins(LINE) == 1
    assert answer(store, receipt.lane).has_more
    assert len(store.refresh(receipt.lane).unsent) == 1


def test_several_check_ins_of_one_client_give_one_line(store, place, jan, today):
    plan(store, jan, *(CheckInDraft(b"%d" % n, today + n) for n in range(4)))
    place.clock.at += 2 * DAY
    assert store.fire_check_ins(LINE) == 1
    assert told(store, jan) == 1
    assert sorted(planned(store)) == [(today + 3, 0)] + [(today + 2 + REMINDER_DAYS, 1)] * 3
    place.clock.at += 30 * DAY
    assert store.fire_check_ins(LINE) == 1  # reminders, and what is asked for the first time
    assert planned(store) == [(today + 32 + REMINDER_DAYS, 1)]


def test_nothing_is_fired_at_night_nor_so_late_that_it_is_sent_at_night(store, place, jan, today):
    plan(store, jan, CheckInDraft(b"plan", today + 1))
    morning = place.clock.at
    for hours in (11.5, 12, 20, 23.99):  # from 20:30 on
        place.clock.at = morning + hours * HOUR
        assert store.fire_check_ins(LINE) == 0
    place.clock.at = morning + 24 * HOUR
    assert store.fire_check_ins(LINE) == 1
    assert told(store, jan) == 1


def test_who_cannot_be_reached_is_looked_at_again_after_a_week(store, place, jan, today):
    plan(store, jan, CheckInDraft(b"plan", today))
    store.set_unreachable(jan, is_unreachable=True)
    assert store.fire_check_ins(LINE) == 0
    assert planned(store) == [(today + PUT_OFF_DAYS, 0)]
    store.set_unreachable(jan, is_unreachable=False)
    place.clock.at += PUT_OFF_DAYS * DAY
    assert store.fire_check_ins(LINE) == 1
    assert told(store, jan) == 1


def test_who_cannot_be_told_keeps_nobody_from_being_told(store, today):
    people = [store.client("telegram", f"client {n}") for n in range(12)]
    for who in people:
        plan(store, who, CheckInDraft(b"plan", today))
    for who in people[:6]:
        store.set_unreachable(who, is_unreachable=True)
    key = people[6].id
    change(store, "UPDATE clients SET wrapped_key = :blob WHERE id = :key", blob=b"x" * 68, key=key)
    counts = []
    while count := store.fire_check_ins(LINE, limit=2):
        counts.append(count)
    assert sum(counts) == 5
    assert max(counts) <= 2
    assert [told(store, who) for who in people] == [0] * 7 + [1] * 5


def test_firing_waits_for_no_lane_and_comes_back_for_it(postgres_place):
    store = postgres_place.open(patience=0.2)
    today = local_day(postgres_place.clock.at)
    jan, piet = (store.client("telegram", who) for who in ("jan", "piet"))
    for who in (jan, piet):
        plan(store, who, CheckInDraft(b"plan", today))
    with store._database.write() as connection:
        lanes.lock(connection, [jan.id])
        assert store.fire_check_ins(LINE) == 1
        assert store.fire_check_ins(LINE) == 0
        assert (told(store, jan), told(store, piet)) == (0, 1)
    assert store.fire_check_ins(LINE) == 1
    assert (told(store, jan), told(store, piet)) == (1, 1)


def test_turns_and_firing_beside_each_other_never_wait_in_a_circle(place, today):
    """Turns come in batches of several clients; nobody may be refused for a deadlock."""
    stores = [place.open() for _ in range(4)]
    people = [stores[0].client("telegram", f"client {n}") for n in range(12)]
    is_over = threading.Event()

    def talk(number):
        some = people[number::2]
        for version in range(15):
            drafts = (CheckInDraft(b"plan", today), CheckInDraft(b"%d" % version, today))
            turns = [TurnCommit(who, b"x", version, check_ins=drafts) for who in some]
            futures = [stores[number].submit(turn) for turn in turns]
            assert [future.result().code for future in futures] == ["committed"] * len(some)

    def fire(number):
        count = 0
        while not is_over.is_set():
            count += stores[number].fire_check_ins(LINE, limit=5)
        return count

    with ThreadPoolExecutor(4) as pool:
        firing = [pool.submit(fire, number) for number in (2, 3)]
        try:
            list(pool.map(talk, (0, 1)))
        finally:
            is_over.set()
        count = sum(each.result() for each in firing)
    while more := stores[0].fire_check_ins(LINE):
        count += more
    assert sum(told(stores[0], who) for who in people) == count > 0
    assert [stage for _, stage in planned(stores[0])] == [1] * 2 * len(people)


# Many, by several processes that are killed
