"""Who was writing when the bot went away is told, once, that it is back."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from storage import lanes, records
from storage.outbox import OutboxDraft
from tests.storage.lane_steps import HERE, answer, change, receive, rows

LINE = OutboxDraft("waiting", b"Ik ben er weer.")
MINUTE = 60


def write(store, *people):
    """Have people write, and be answered."""
    for who in people:
        (receipt,) = receive(store, rows(store, records.seen_updates), who=who, claim=HERE)
        answer(store, receipt.lane)


def told(store, who):
    return [item.payload for item in store.pending_outbox(store.find_client("telegram", who))]


def active(store):
    with store._database.read() as connection:
        return sorted(connection.execute(select(records.lanes.c.active)).scalars())


@pytest.fixture
def gone(store, place):
    """The moment at which the bot went away, with one client who had just written."""
    write(store, "jan")
    place.clock.at += 5 * MINUTE
    return place.clock.at


def test_who_was_here_just_now_is_told_once(store, place, gone):
    place.clock.at += 3 * MINUTE
    assert store.welcome_back_after(gone, LINE) == 1
    assert store.welcome_back_after(gone, LINE) == 0
    assert told(store, "jan") == [LINE.payload]
    assert active(store) == [0]
    (lane,) = store.claim(HERE)
    assert [item.payload for item in lane.unsent] == [LINE.payload]


def test_who_left_before_or_came_after_is_not_told(store, place):
    write(store, "before")
    place.clock.at += 20 * MINUTE
    write(store, "long ago")
    place.clock.at += 20 * MINUTE
    write(store, "jan")
    gone = place.clock.at + 11 * MINUTE
    place.clock.at += 20 * MINUTE
    write(store, "after")
    assert store.welcome_back_after(gone, LINE) == 1
    assert [told(store, who) for who in ("before", "long ago", "after")] == [[], [], []]
    assert told(store, "jan") == [LINE.payload]


def test_an_update_right_after_the_last_sign_of_life_counts_as_before_the_gap(store, place):
    last_sign = place.clock.at + 30
    place.clock.at += 80
    write(store, "jan")
    place.clock.at += 10 * MINUTE
    assert store.welcome_back_after(last_sign, LINE) == 1


def test_who_has_something_waiting_is_answered_and_not_told(store, gone):
    receive(store, 99)
    assert store.welcome_back_after(gone, LINE) == 0
    (lane,) = store.claim(HERE)
    answer(store, lane, outbox=[OutboxDraft("question", b"?")])
    assert store.welcome_back_after(gone, LINE) == 0
    assert told(store, "jan") == [b"?"]


def test_who_cannot_be_reached_is_not_told(store, gone):
    store.set_unreachable(store.find_client("telegram", "jan"), is_unreachable=True)
    assert store.welcome_back_after(gone, LINE) == 0
    assert rows(store, records.outbox) == 0


def test_a_client_whose_key_is_damaged_keeps_nobody_from_being_told(store, gone):
    change(store, "UPDATE clients SET wrapped_key = :blob", blob=b"x" * 68)
    write(store, "piet")
    assert store.welcome_back_after(gone, LINE, limit=1) == 1
    assert store.welcome_back_after(gone, LINE, limit=1) == 0
    assert told(store, "piet") == [LINE.payload]
    assert rows(store, records.outbox) == 1


def test_a_bot_that_never_ran_tells_nobody(store):
    write(store, "jan")
    assert store.welcome_back_after(store.last_seen("never"), LINE) == 0


def test_several_processes_tell_each_client_once(place):
    stores = [place.open() for _ in range(4)]
    people = [f"client {n}" for n in range(30)]
    write(stores[0], *people)

    def tell(store):
        counts = []
        while count := store.welcome_back_after(place.clock.at, LINE, limit=4):
            counts.append(count)
        return counts

    with ThreadPoolExecutor(4) as pool:
        counts = [each for some in pool.map(tell, stores) for each in some]
    counts += tell(stores[0])  # what a locked lane was passed over for, if any
    assert sum(counts) == len(people)
    assert max(counts) <= 4
    assert all(told(stores[0], who) == [LINE.payload] for who in people)
    with stores[0]._database.write() as connection:
        assert lanes.recount(connection) == 0


def test_the_sweep_forgets_the_minute_after_half_an_hour(store, place):
    write(store, "jan")
    place.clock.at += 35 * MINUTE
    store.tidy()
    assert active(store) != [0]
    place.clock.at += MINUTE
    write(store, "piet")
    store.tidy()
    assert active(store) == [0, int(place.clock.at) // MINUTE]


def test_the_sweep_waits_for_no_lane(postgres_place):
    """It would hold the lanes that it has, and so could wait for who waits for it."""
    store = postgres_place.open(patience=0.2)
    write(store, "jan", "piet")
    postgres_place.clock.at += 3600
    with store._database.write() as connection:
        lanes.lock(connection, [store.find_client("telegram", "jan").id])
        store.tidy()
    assert active(store)[0] == 0
    assert active(store)[1] > 0
