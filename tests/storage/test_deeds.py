"""What a turn does for others is there exactly when its dossier is."""

import pytest
from sqlalchemy import event, select

from storage import lanes, records
from storage.deeds import Pair, Publish, Unpair, Withdraw
from storage.quiet_hours import local_day
from storage.turns import Outcome, TurnCommit
from tests.storage.lane_steps import HERE, receive, rows
from tests.storage.portal_steps import (
    SNAPSHOT,
    all_set,
    do,
    number,
    offered,
    paired,
    shared,
    worker_of,
)


@pytest.fixture
def client(store):
    return store.client("telegram", "jan")


@pytest.fixture
def worker(store):
    return worker_of(store)


def accepted(store):
    with store._database.read() as connection:
        return list(connection.execute(select(records.pairings.c.accepted)).scalars())


def test_accepting_sharing_and_taking_back(store, client, worker):
    pairing = offered(store, client, worker)
    assert accepted(store) == [False]
    share, until = number(), local_day(store._now()) + 90
    do(store, client, Pair(pairing), Publish(share, pairing, until, SNAPSHOT))
    assert accepted(store) == [True]
    (found,) = store.portal().shares(worker)
    assert (found.id, found.pairing, found.payload) == (share, pairing, SNAPSHOT)
    assert (found.sent, found.until, found.opened) == (int(store._now()), until, 0)
    do(store, client, Withdraw(share))
    assert store.portal().shares(worker) == []
    assert accepted(store) == [True]


def test_ending_a_pairing_takes_all_its_shares_and_no_others(store, client, worker):
    first, second = paired(store, client, worker), paired(store, client, worker)
    for pairing in (first, first, second):
        shared(store, client, pairing)
    do(store, client, Unpair(first))
    assert [each.pairing for each in store.portal().shares(worker)] == [second]
    assert rows(store, records.pairings) == 1


def test_deeds_are_done_in_their_order(store, client, worker):
    pairing, share = paired(store, client, worker), number()
    until = local_day(store._now())
    publish = Publish(share, pairing, until, b"eerst")
    do(store, client, publish, Withdraw(share), Publish(share, pairing, until, b"later"))
    assert store.portal().share(worker, share).payload == b"later"


def test_the_same_share_again_changes_nothing(store, client, worker):
    pairing, share = paired(store, client, worker), number()
    for payload in (b"eerst", b"later"):
        do(store, client, Publish(share, pairing, local_day(store._now()), payload))
    assert store.portal().share(worker, share).payload == b"eerst"


def test_a_refused_turn_leaves_no_deed(store, client, worker):
    pairing = paired(store, client, worker)
    share = shared(store, client, pairing)
    deeds = (Withdraw(share), Publish(number(), pairing, 99_999, b"x"), Unpair(pairing))
    (result,) = store.commit([TurnCommit(client, b"oud", 0, deeds=deeds)])
    assert result.outcome is Outcome.VERSION_CONFLICT
    assert [each.id for each in store.portal().shares(worker)] == [share]


def test_who_lost_the_lane_does_no_deed(store, place, worker):
    lane = receive(store, 1, claim=HERE)[0].lane
    share = shared(store, lane.client, paired(store, lane.client, worker))
    place.clock.at += 100
    (_,) = store.claim(HERE)
    result = do(store, lane.client, Withdraw(share), lane=lane)
    assert result.outcome is Outcome.FENCE_LOST
    assert store.portal().share(worker, share)


@pytest.mark.parametrize("how", ["removed", "ended", "never"])
def test_where_the_pairing_is_gone_the_client_is_told_instead(store, worker, how):
    lane = receive(store, 1, claim=HERE)[0].lane
    pairing = number() if how == "never" else paired(store, lane.client, worker)
    if how == "removed":
        store.portal().remove_worker(worker, lambda _: b"")
        store.forward_news(lambda *_: b"")
    if how == "ended":
        share = shared(store, lane.client, pairing)
        store.portal().end_pairing(worker, share, b"")
        store.forward_news(lambda *_: b"")
    before = len(store.refresh(lane).items)
    deeds = (
        Pair(pairing, b"koppeling weg"),
        Publish(number(), pairing, 99_999, SNAPSHOT, b"niet gedeeld"),
    )
    done = (lane.items[0].id,)
    result = do(store, lane.client, *deeds, lane=lane, done=done)
    assert result.is_committed
    assert result.has_more
    items = store.refresh(lane).items
    assert [item.payload for item in items][-2:] == [b"koppeling weg", b"niet gedeeld"]
    assert len(items) == before + 1
    assert rows(store, records.shares) == rows(store, records.pairings) == 0
    with store._database.write() as connection:
        assert lanes.recount(connection) == 0


def test_nobody_touches_what_is_of_another_client(store, client, worker):
    pairing = paired(store, client, worker)
    share = shared(store, client, pairing)
    other = store.client("telegram", "piet")
    mine = offered(store, client, worker)
    publish = Publish(number(), pairing, 99_999, b"x")
    do(store, other, Withdraw(share), Unpair(pairing), publish, Pair(mine))
    assert [each.id for each in store.portal().shares(worker)] == [share]
    assert sorted(accepted(store)) == [False, True]


def test_many_clients_share_in_one_commit(store, worker):
    people = [store.client("telegram", str(n)) for n in range(5)]
    pairings = [offered(store, client, worker) for client in people]
    until = local_day(store._now())
    turns = [
        TurnCommit(client, b"x", 0, deeds=(Pair(pairing), Publish(number(), pairing, until, b"x")))
        for client, pairing in zip(people, pairings, strict=True)
    ]
    assert all(result.is_committed for result in store.commit(turns))
    assert {each.pairing for each in store.portal().shares(worker)} == set(pairings)


def test_a_turn_without_deeds_says_nothing_of_them_to_the_database(store, client):
    said = []

    def note(_connection, _cursor, statement, *_rest):
        said.append(statement)

    event.listen(store._database.engine, "before_cursor_execute", note)
    store.commit([TurnCommit(client, b"x", 0)])
    turn = len(said)
    store.commit([TurnCommit(client, b"x", 1, deeds=(Withdraw(number()),))])
    assert len(said) == 2 * turn + 1
    assert not [each for each in said[:turn] if "shares" in each or "pairings" in each]


def test_erasing_a_client_takes_all_that_was_shared(store):
    jan, worker, _, share = all_set(store)
    _, other_worker, _, other = all_set(store, "piet")
    store.portal().log_view(worker, share, "page", b"gezien")
    store.erase(jan)
    assert store.portal().shares(worker) == []
    assert store.portal().log_view(worker, share, "page", b"") is False
    assert rows(store, records.portal_news) == 0
    assert rows(store, records.pairings) == rows(store, records.shares) == 1
    assert rows(store, records.views) == 1
    assert store.portal().share(other_worker, other)


def test_a_share_that_was_taken_back_stands_in_no_file_once_it_is_tidy(sqlite_place):
    store = sqlite_place.open()
    client, _, _, share = all_set(store)
    with store._database.read() as connection:
        (blob,) = connection.execute(select(records.shares.c.payload)).scalars()
    do(store, client, Withdraw(share))
    assert store.tidy()
    pieces = [blob[at : at + 16] for at in range(0, len(blob) - 15, 16)]
    for content in sqlite_place.files().values():
        assert not [piece for piece in pieces if piece in content]
