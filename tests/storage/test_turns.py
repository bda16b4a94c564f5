"""A turn is committed whole or not at all, and one bad turn stops no other."""

import pytest
from sqlalchemy import text

from storage import records
from storage.errors import RecordDamaged
from storage.inbox import Arrival
from storage.outbox import OutboxDraft
from storage.turns import Outcome, TurnCommit
from tests.storage.lane_steps import HERE, THERE, change, receive, rows, update


def test_the_first_turn_is_version_one_and_each_next_one_more(store):
    client = store.client("terminal", "jan")
    assert store.load(client) is None
    for version in range(3):
        (result,) = store.commit([TurnCommit(client, b"%d" % version, version)])
        assert (result.outcome, result.version) == (Outcome.COMMITTED, version + 1)
    stored = store.load(client)
    assert (stored.version, stored.content) == (3, b"2")


@pytest.mark.parametrize("read_version", [0, 2, 7])
def test_a_turn_on_an_old_dossier_changes_nothing_at_all(store, read_version):
    (receipt,) = receive(store, 1, claim=HERE)
    client = receipt.lane.client
    store.commit([TurnCommit(client, b"eerst", 0)])
    draft = OutboxDraft("question", b"?")
    done = (receipt.lane.items[0].id,)
    turn = TurnCommit(client, b"later", read_version, (draft,), done, receipt.lane)
    (result,) = store.commit([turn])
    assert result.outcome is Outcome.VERSION_CONFLICT
    assert store.load(client).content == b"eerst"
    assert len(store.refresh(receipt.lane).items) == 1
    assert store.pending_outbox(client) == []


def test_two_turns_on_the_same_dossier_give_one_winner(place):
    stores = [place.open() for _ in range(4)]
    client = stores[0].client("terminal", "jan")
    for version in range(10):
        turns = [TurnCommit(client, b"%d" % n, version) for n in range(4)]
        futures = [store.submit(turn) for store, turn in zip(stores, turns, strict=True)]
        outcomes = [future.result().outcome for future in futures]
        assert sorted(outcomes) == ["committed"] + ["version_conflict"] * 3


def test_one_bad_turn_does_not_take_others_with_it(store):
    people = [store.client("terminal", str(n)) for n in range(5)]
    bad = OutboxDraft(object(), b"?")  # no driver can store this
    turns = [TurnCommit(who, b"goed", 0, (bad,) if n == 2 else ()) for n, who in enumerate(people)]
    results = store.commit(turns)
    assert [result.outcome for result in results] == [
        "committed", "committed", "failed", "committed", "committed"
    ]  # fmt: skip
    assert results[2].code == "storage_failed"
    assert [store.load(who) is not None for who in people] == [True, True, False, True, True]


def test_messages_are_stored_with_their_turn_and_kept_in_order(store):
    client = store.client("terminal", "jan")
    drafts = tuple(OutboxDraft("question", b"%d" % n) for n in range(5))
    (result,) = store.commit([TurnCommit(client, b"x", 0, drafts)])
    items = store.pending_outbox(client)
    assert [item.payload for item in items] == [b"0", b"1", b"2", b"3", b"4"]
    assert tuple(item.id for item in items) == result.outbox_ids
    store.mark_sent(client, result.outbox_ids[:2])
    store.mark_unsure(client, result.outbox_ids[2:3])
    left = [(item.payload, item.state) for item in store.pending_outbox(client)]
    assert left == [(b"2", "unsure"), (b"3", "pending"), (b"4", "pending")]


def test_an_id_of_a_message_never_comes_back(store):
    client = store.client("terminal", "jan")
    draft = (OutboxDraft("question", b"?"),)
    (first,) = store.commit([TurnCommit(client, b"x", 0, draft)])
    store.mark_sent(client, first.outbox_ids)
    (second,) = store.commit([TurnCommit(client, b"x", 1, draft)])
    assert second.outbox_ids[0] > first.outbox_ids[0]


def test_a_turn_can_only_finish_updates_of_its_own_client(store):
    (piet,) = receive(store, 1, who="piet", claim=HERE)
    jan = store.client("telegram", "jan")
    store.commit([TurnCommit(jan, b"x", 0, (), (piet.lane.items[0].id,))])
    assert len(store.refresh(piet.lane).items) == 1


def test_a_turn_of_an_erased_client_is_refused(store):
    client = store.client("terminal", "jan")
    store.erase(client)
    (result,) = store.commit([TurnCommit(client, b"x", 0, (OutboxDraft("question", b"?"),))])
    assert result.outcome is Outcome.CLIENT_GONE
    assert rows(store, records.dossiers) == rows(store, records.outbox) == 0


# Damage


def test_a_poison_update_goes_to_the_dead_letters_and_the_next_is_handled(store):
    first, _ = receive(store, 1, 2, claim=HERE)
    assert store.bury(first.lane, first.lane.items[0].id, "engine_error")
    lane = store.refresh(first.lane)
    assert [item.payload for item in lane.items] == [b"2"]
    assert rows(store, records.dead_letters) == 1
    assert receive(store, 1)[0].arrival is Arrival.DUPLICATE


def test_an_update_that_cannot_be_read_blocks_nobody(store):
    receive(store, 1, 2)
    change(store, "UPDATE inbox SET payload = :blob WHERE id = 1", blob=b"x")
    (lane,) = store.claim(HERE)
    assert [item.payload for item in lane.items] == [b"2"]
    assert rows(store, records.dead_letters) == 1


def test_a_client_whose_key_is_damaged_blocks_nobody(store):
    receive(store, 1)
    draft = (OutboxDraft("question", b"?"),)
    store.commit([TurnCommit(store.client("telegram", "jan"), b"x", 0, draft)])
    change(store, "UPDATE clients SET wrapped_key = :blob", blob=b"x" * 68)
    receive(store, 2, who="piet")
    assert [lane.client.external_id for lane in store.claim(HERE)] == ["piet"]
    assert store.claim(THERE) == []
    assert rows(store, records.dead_letters) == 1
    with pytest.raises(RecordDamaged):
        store.find_client("telegram", "jan")


def test_a_client_whose_key_is_damaged_can_still_be_erased(store):
    store.commit([TurnCommit(store.client("telegram", "jan"), b"x", 0)])
    change(store, "UPDATE clients SET wrapped_key = :blob", blob=b"x" * 68)
    assert store.erase_person("telegram", "piet") is None
    assert store.erase_person("telegram", "jan") is not None
    assert rows(store, records.clients) == 0
    assert rows(store, records.dossiers) == 0


def swap(store, table, key, column):
    """Give each row the value of its neighbour."""
    with store._database.write() as connection:
        rows = connection.execute(text(f"SELECT {key}, {column} FROM {table}")).all()  # noqa: S608
        for (row, _), (_, value) in zip(rows, rows[1:] + rows[:1], strict=True):
            statement = f"UPDATE {table} SET {column} = :value WHERE {key} = :row"  # noqa: S608
            connection.execute(text(statement), {"value": value, "row": row})


def test_swapped_rows_are_noticed(store):
    draft = (OutboxDraft("question", b"?"), OutboxDraft("question", b"!"))
    jan, piet = (store.client("telegram", who) for who in ("jan", "piet"))
    for who in (jan, piet):
        store.commit([TurnCommit(who, b"dossier van een", 0, draft)])
    swap(store, "dossiers", "client", "blob")
    for who in (jan, piet):
        with pytest.raises(RecordDamaged):
            store.load(who)
    swap(store, "outbox", "id", "payload")
    assert store.pending_outbox(jan) == store.pending_outbox(piet) == []
    swap(store, "clients", "id", "wrapped_key")
    for name in ("jan", "piet"):
        with pytest.raises(RecordDamaged):
            store.find_client("telegram", name)


def test_an_older_version_put_back_under_a_newer_number_is_noticed(store):
    client = store.client("terminal", "jan")
    store.commit([TurnCommit(client, b"oud", 0)])
    change(store, "UPDATE dossiers SET version = 2")
    with pytest.raises(RecordDamaged):
        store.load(client)


def test_a_message_whose_kind_was_changed_is_noticed(store):
    client = store.client("terminal", "jan")
    store.commit([TurnCommit(client, b"x", 0, (OutboxDraft("share_notice", b"?"),))])
    change(store, "UPDATE outbox SET kind = 'question'")
    assert store.pending_outbox(client) == []


def test_a_lane_that_was_miscounted_is_found_by_the_sweep(store):
    receive(store, 1)
    change(store, "UPDATE lanes SET waiting = 0")
    assert store.claim(HERE) == []
    store.tidy()
    assert len(store.claim(HERE)) == 1


def test_a_lane_that_is_counted_too_high_is_set_right_by_a_claim(store):
    client = store.client("telegram", "jan")
    change(store, "UPDATE lanes SET waiting = 5")
    assert store.claim(HERE) == []
    assert receive(store, 1, claim=HERE)[0].lane.client == client


def test_an_update_id_used_by_two_clients_takes_effect_once(store):
    updates = [update(1), update(1, "piet")]
    assert sorted(each.arrival for each in store.receive(updates)) == ["duplicate", "new"]


def test_turns_of_many_clients_in_one_batch_each_get_their_own_result(store):
    receipts = store.receive([update(n, f"client {n}") for n in range(10)], HERE)
    taken = {each.lane.client.external_id: each.lane for each in receipts}
    turns = []
    for n in range(10):
        lane = taken[f"client {n}"]
        assert [item.payload for item in lane.items] == [b"hoi"]
        drafts = tuple(OutboxDraft("question", b"%d %d" % (n, k)) for k in range(n % 4))
        turns.append(TurnCommit(lane.client, b"%d" % n, 0, drafts, (lane.items[0].id,), lane))
    for n, result in enumerate(store.commit(turns)):
        lane = taken[f"client {n}"]
        items = store.pending_outbox(lane.client)
        assert [item.payload for item in items] == [b"%d %d" % (n, k) for k in range(n % 4)]
        assert tuple(item.id for item in items) == result.outbox_ids
        assert result.has_more == bool(n % 4)
        assert store.load(lane.client).content == b"%d" % n


def test_a_conflict_in_a_batch_hits_only_its_own_turn(store):
    people = [store.client("terminal", str(n)) for n in range(5)]
    store.commit([TurnCommit(people[2], b"eerder", 0)])
    results = store.commit([TurnCommit(who, b"nu", 0) for who in people])
    assert [result.code for result in results] == [
        "committed", "committed", "version_conflict", "committed", "committed"
    ]  # fmt: skip
    assert store.load(people[2]).content == b"eerder"


def test_two_turns_of_one_client_in_one_batch_are_tried_in_their_order(store):
    client = store.client("terminal", "jan")
    results = store.commit([TurnCommit(client, b"%d" % n, n) for n in range(3)])
    assert [result.version for result in results] == [1, 2, 3]
    results = store.commit([TurnCommit(client, b"x", 3), TurnCommit(client, b"y", 3)])
    assert [result.code for result in results] == ["committed", "version_conflict"]
    assert store.load(client).content == b"x"
