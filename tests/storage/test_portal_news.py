"""What happened in the portal comes into the lane of its client once, in order, or stays."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from storage import inbox, lanes, records
from storage.inbox import LANE_BOUND
from storage.outbox import OutboxDraft
from storage.portal.news import NEWS_BOUND
from storage.turns import TurnCommit
from tests.storage.lane_steps import HERE, change, receive, rows
from tests.storage.portal_steps import all_set, drain, plain


def happen(store, worker, share, *names):
    for name in names:
        assert store.portal().log_view(worker, share, "page", name.encode())


def test_news_becomes_an_input_of_the_client_under_its_own_key(store):
    _, worker, _, share = all_set(store)
    happen(store, worker, share, "een", "twee")
    assert store.claim(HERE) == []
    assert store.forward_news(plain) == 2
    assert store.forward_news(plain) == 0
    assert rows(store, records.portal_news) == 0
    (lane,) = store.claim(HERE)
    assert lane.client.external_id == "jan"
    assert [item.payload for item in lane.items] == [b"telegram:een", b"telegram:twee"]


def test_a_look_that_is_no_news_is_logged_and_told_to_nobody(store):
    _, worker, _, share = all_set(store)
    happen(store, worker, share, "")
    assert store.portal().verify_views().count == 1
    assert rows(store, records.portal_news) == 0
    assert store.forward_news(plain) == 0


def test_where_there_is_no_news_nothing_is_written(store, monkeypatch):
    _, worker, _, share = all_set(store)
    with monkeypatch.context() as patch:
        patch.setattr(store, "_write", None)
        assert store.forward_news(plain) == 0
    happen(store, worker, share, "een")
    assert store.forward_news(plain) == 1


def test_news_for_many_clients_goes_in_one_transaction(store):
    people = [all_set(store, f"client {n}") for n in range(7)]
    for name in ("een", "twee"):
        for _, worker, _, share in people:
            happen(store, worker, share, name)
    assert store.forward_news(plain, 5) == 10
    assert store.forward_news(plain, 5) == 4
    for lane in store.claim(HERE):
        assert [item.payload for item in lane.items] == [b"telegram:een", b"telegram:twee"]
    with store._database.write() as connection:
        assert lanes.recount(connection) == 0


def test_news_waits_behind_what_is_being_answered(store):
    client, worker, _, share = all_set(store)
    lane = receive(store, 1, who="jan", claim=HERE)[0].lane
    happen(store, worker, share, "nieuws")
    assert store.forward_news(plain) == 1
    assert store.claim(HERE) == []
    done = (lane.items[0].id,)
    version = store.load(client).version
    (result,) = store.commit([TurnCommit(client, b"x", version, (), done, lane)])
    assert result.has_more
    assert [item.payload for item in store.refresh(lane).items] == [b"telegram:nieuws"]


def test_a_lane_that_is_full_takes_no_more_and_stops_nobody(store):
    client, worker, _, share = all_set(store)
    _, other_worker, _, other = all_set(store, "piet")
    receive(store, *range(NEWS_BOUND - 2), who="jan")
    happen(store, worker, share, *"abcde")
    happen(store, other_worker, other, "z")
    assert store.forward_news(plain) == 3
    assert store.forward_news(plain) == 0
    assert store.find_client("telegram", "jan") == client
    (lane,) = [lane for lane in store.claim(HERE) if lane.client == client]
    assert [item.payload for item in lane.items][-2:] == [b"telegram:a", b"telegram:b"]
    done = tuple(item.id for item in lane.items)
    version = store.load(client).version
    store.commit([TurnCommit(client, b"x", version, (), done, lane)])
    assert store.forward_news(plain) == 3


def test_a_worker_who_looks_without_end_leaves_room_for_what_the_client_says(store):
    """Else the client could not even take the share back."""
    _, worker, _, share = all_set(store)
    happen(store, worker, share, *map(str, range(LANE_BOUND + 10)))
    assert store.forward_news(plain) == NEWS_BOUND
    (receipt,) = receive(store, 1, who="jan")
    assert receipt.arrival == "new"


def test_a_lane_that_another_holds_at_this_moment_is_passed_over(postgres_place):
    store = postgres_place.open(patience=0.5)
    client, worker, _, share = all_set(store)
    _, other_worker, _, other = all_set(store, "piet")
    happen(store, worker, share, "een")
    happen(store, other_worker, other, "twee")
    with postgres_place.open()._database.write() as connection:
        lanes.lock(connection, [client.id])
        assert store.forward_news(plain) == 1
        assert store.forward_news(plain) == 0
    assert store.forward_news(plain) == 1


def test_processes_beside_each_other_forward_all_and_double_nothing(place):
    stores = [place.open() for _ in range(3)]
    people = [all_set(stores[0], f"client {n}") for n in range(12)]
    for name in "abc":
        for _, worker, _, share in people:
            happen(stores[0], worker, share, name)

    def forward(store):
        return sum(store.forward_news(plain, 3) for _ in range(12))

    with ThreadPoolExecutor(3) as threads:
        assert sum(threads.map(forward, stores)) == 36
    for lane in stores[0].claim(HERE):
        assert [item.payload for item in lane.items] == [b"telegram:%c" % c for c in b"abc"]


def test_what_fails_half_way_leaves_all_where_it_was(store, monkeypatch):
    _, worker, _, share = all_set(store)
    happen(store, worker, share, "een", "twee")
    with pytest.raises(ZeroDivisionError):
        store.forward_news(lambda *_: 1 / 0)
    with monkeypatch.context() as patch:
        patch.setattr(lanes, "save", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            store.forward_news(plain)
    assert rows(store, records.portal_news) == 2
    assert rows(store, inbox.inbox) == 0
    assert drain(store, HERE) == [b"telegram:een", b"telegram:twee"]


def test_what_cannot_be_read_is_dropped_and_in_nobodys_way(store):
    client, worker, _, share = all_set(store)
    _, other_worker, _, other = all_set(store, "piet")
    happen(store, worker, share, "een", "twee")
    happen(store, other_worker, other, "drie")
    oldest = "UPDATE portal_news SET seal = :x WHERE id = (SELECT min(id) FROM portal_news)"
    change(store, oldest, x=bytes(16))
    change(store, "UPDATE clients SET address = :x WHERE id = :id", x=b"x", id=client.id)
    assert store.forward_news(plain) == 3
    assert drain(store, HERE) == [b"telegram:drie"]
    with store._database.write() as connection:
        assert lanes.recount(connection) == 0


def test_news_moved_to_another_client_is_dropped(store):
    jan, worker, _, share = all_set(store)
    piet = store.client("telegram", "piet")
    happen(store, worker, share, "een")
    change(store, "UPDATE portal_news SET client = :piet", piet=piet.id)
    assert store.forward_news(plain) == 1
    assert store.claim(HERE) == []
    assert store.load(jan)


def test_news_leaves_what_waits_to_be_sent_as_it_is(store):
    client, worker, _, share = all_set(store)
    version = store.load(client).version
    draft = OutboxDraft("question", b"?")
    store.commit([TurnCommit(client, b"x", version, (draft,))])
    happen(store, worker, share, "een")
    store.forward_news(plain)
    (lane,) = store.claim(HERE)
    assert (len(lane.items), len(lane.unsent)) == (1, 1)


def test_an_erasure_waits_for_news_that_is_being_put(postgres_place):
    """And neither breaks the other."""
    store, other = postgres_place.open(), postgres_place.open()
    with ThreadPoolExecutor(2) as threads:
        for number in range(20):
            client, worker, _, share = all_set(store, str(number))
            looked = threads.submit(
                lambda w=worker, s=share: [
                    other.portal().log_view(w, s, "page", b"x") for _ in range(5)
                ]
            )
            moved = threads.submit(lambda: [other.forward_news(plain) for _ in range(5)])
            store.erase(client)
            assert looked.result(10)[-1] in {True, False}
            moved.result(10)
            assert rows(store, records.portal_news) == rows(store, inbox.inbox) == 0
