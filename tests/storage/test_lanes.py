"""Updates come in once, wait in their lane, and are held by one owner."""

import threading
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import select

from storage import inbox as inbox_module
from storage import lanes, records
from storage.inbox import Arrival, Incoming
from storage.lanes import Claim
from storage.outbox import Delivery, OutboxDraft
from storage.turns import Outcome, TurnCommit
from tests.storage.lane_steps import HERE, THERE, answer, receive, rows


def test_a_client_is_made_once_and_found_again(store, place):
    client = store.client("terminal", "jan")
    assert store.client("terminal", "jan") == client
    assert place.open().find_client("terminal", "jan") == client
    assert store.find_client("terminal", "piet") is None
    assert store.find_client("telegram", "jan") is None
    assert rows(store, records.clients) == 1


def test_channel_and_id_cannot_be_shifted_into_each_other(store):
    assert store.client("ab", "c").id != store.client("a", "bc").id


def test_two_who_meet_a_new_client_at_once_make_one(place):
    stores = [place.open() for _ in range(4)]
    gate = threading.Barrier(4)

    def meet(store):
        gate.wait()
        return store.client("terminal", "jan").id

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(meet, stores))) == 1


def test_only_months_are_kept_of_when_a_client_came(store, place):
    store.client("terminal", "jan")
    place.clock.at += 40 * 86_400
    store.client("terminal", "jan")
    with store._database.read() as connection:
        row = connection.execute(select(records.clients)).one()
    assert (row.created_month, row.last_used_month) == ("2027-01", "2027-02")


def test_at_rest_no_column_tells_a_finer_time_than_a_month(store, place):
    (receipt,) = receive(store, 1, claim=HERE)
    result = answer(store, receipt.lane, outbox=[OutboxDraft("question", b"?")])
    store.mark_sent(receipt.lane.client, result.outbox_ids, receipt.lane)
    now = int(place.clock.at)
    with store._database.read() as connection:
        for table in records.metadata.sorted_tables:
            if "client" in table.columns or table is records.clients:
                for row in connection.execute(select(table)):
                    numbers = [each for each in row if isinstance(each, int)]
                    assert not [each for each in numbers if abs(each - now) < 86_400 * 40]
    assert rows(store, records.inbox) == rows(store, records.outbox) == 0


def test_an_unreachable_client_is_noted(store):
    client = store.client("terminal", "jan")
    store.set_unreachable(client, is_unreachable=True)
    with store._database.read() as connection:
        assert connection.execute(select(records.clients.c.unreachable)).scalar_one() is True


def test_a_client_shows_no_external_id(store):
    assert "jan-1234" not in repr(store.client("telegram", "jan-1234"))


# Updates


def test_an_update_that_comes_twice_is_stored_once(store):
    assert [each.arrival for each in receive(store, 1, 1, 2)] == ["new", "duplicate", "new"]
    assert [each.arrival for each in receive(store, 2, 1, 3)] == ["duplicate", "duplicate", "new"]
    (lane,) = store.claim(HERE)
    assert [item.payload for item in lane.items] == [b"1", b"2", b"3"]


def test_the_same_number_in_another_channel_is_another_update(store):
    receive(store, 1)
    (receipt,) = store.receive([Incoming("signal", "jan", "1", b"x")])
    assert receipt.is_new


def test_an_answered_update_that_comes_again_has_no_effect(store):
    (receipt,) = receive(store, 1, claim=HERE)
    answer(store, receipt.lane)
    assert receive(store, 1)[0].arrival is Arrival.DUPLICATE
    assert store.claim(HERE) == []


def test_redelivery_to_several_replicas_at_once_takes_effect_once(place):
    stores = [place.open() for _ in range(4)]
    numbers = range(10)
    with ThreadPoolExecutor(4) as pool:
        receipts = list(pool.map(lambda store: receive(store, *numbers), stores))
    fresh = [each for some in receipts for each in some if each.is_new]
    assert len(fresh) == len(numbers)
    assert rows(stores[0], records.inbox) == len(numbers)


def test_a_flood_is_stopped_and_may_be_sent_again_later(store, monkeypatch):
    monkeypatch.setattr(inbox_module, "LANE_BOUND", 3)
    arrivals = [each.arrival for each in receive(store, 1, 2, 3, 4)]
    assert arrivals == ["new", "new", "new", "full"]
    assert receive(store, 1, who="piet")[0].arrival is Arrival.DUPLICATE  # ids are per channel
    assert receive(store, 5, who="piet")[0].is_new
    (lane, _) = store.claim(HERE)
    answer(store, lane)
    assert receive(store, 4)[0].is_new


def test_old_update_ids_are_forgotten_after_some_days(store, place):
    receive(store, 1)
    place.clock.at += 6 * 86_400
    store.tidy()
    assert receive(store, 1)[0].arrival is Arrival.DUPLICATE
    place.clock.at += 3 * 86_400
    store.tidy()
    assert rows(store, records.seen_updates) == 0


# Lanes


def test_receiving_can_claim_in_the_same_commit(store):
    first, second = receive(store, 1, 2, claim=HERE)
    assert [item.payload for item in first.lane.items] == [b"1"]
    assert second.is_new
    assert second.lane is None
    assert [item.payload for item in store.refresh(first.lane).items] == [b"1", b"2"]


def test_receiving_claims_with_all_that_already_waited(store):
    receive(store, 1)
    (receipt,) = receive(store, 2, claim=HERE)
    assert [item.payload for item in receipt.lane.items] == [b"1", b"2"]


def test_a_claimed_lane_is_not_given_to_another(store, place):
    receive(store, 1)
    assert len(store.claim(HERE)) == 1
    other = place.open()
    assert other.claim(THERE) == []
    assert receive(other, 2, claim=THERE)[0].lane is None


def test_lanes_are_claimed_longest_waiting_first_and_no_more_than_asked(store):
    for number, who in enumerate("cab"):
        receive(store, number, who=who)
    assert [lane.client.external_id for lane in store.claim(HERE, limit=2)] == ["c", "a"]
    assert [lane.client.external_id for lane in store.claim(HERE, limit=2)] == ["b"]


def test_a_claimed_lane_knows_where_to_answer(store):
    receive(store, 1, who="123456")
    (lane,) = store.claim(HERE)
    assert (lane.client.channel, lane.client.external_id) == ("telegram", "123456")
    assert lane.client == store.find_client("telegram", "123456")


def test_the_commit_that_leaves_nothing_frees_the_lane(store):
    (receipt,) = receive(store, 1, claim=HERE)
    assert not answer(store, receipt.lane).has_more
    assert receive(store, 2, claim=THERE)[0].lane.owner == "there"


def test_the_lane_is_kept_while_updates_or_messages_wait(store):
    first, _ = receive(store, 1, 2, claim=HERE)
    assert answer(store, first.lane).has_more
    lane = store.refresh(first.lane)
    assert [item.payload for item in lane.items] == [b"2"]
    result = answer(store, lane, outbox=[OutboxDraft("question", b"?")])
    assert result.has_more
    assert store.claim(THERE) == []
    assert store.mark_sent(lane.client, result.outbox_ids, lane) is False
    assert receive(store, 3, claim=THERE)[0].lane


def test_after_a_crash_the_lane_comes_back_with_what_was_not_sent(store, place):
    (receipt,) = receive(store, 1, claim=HERE)
    answer(store, receipt.lane, outbox=[OutboxDraft("question", b"?")])
    assert store.claim(THERE) == []
    place.clock.at += 31
    (lane,) = store.claim(THERE)
    assert [(item.kind, item.payload) for item in lane.unsent] == [("question", b"?")]


def test_what_is_unsure_is_no_work_for_a_lane(store):
    (receipt,) = receive(store, 1, claim=HERE)
    result = answer(store, receipt.lane, outbox=[OutboxDraft("share_notice", b"?")])
    assert store.mark_unsure(receipt.lane.client, result.outbox_ids, receipt.lane) is False
    assert store.claim(THERE) == []
    (item,) = store.pending_outbox(receipt.lane.client)
    assert item.state is Delivery.UNSURE


def test_after_the_lease_another_takes_over_and_the_old_owner_is_refused(store, place):
    (receipt,) = receive(store, 1, claim=HERE)
    place.clock.at += 31
    (lane,) = place.open().claim(THERE)
    assert lane.fence > receipt.lane.fence
    refused = answer(store, receipt.lane, outbox=[OutboxDraft("question", b"?")])
    assert refused.outcome is Outcome.FENCE_LOST
    assert store.load(lane.client) is None
    assert rows(store, records.outbox) == 0
    assert store.renew([receipt.lane], 30) == [False]
    assert not store.bury(receipt.lane, receipt.lane.items[0].id, "poison")
    assert answer(store, lane).is_committed


def test_a_renewed_lane_stays(store, place):
    (receipt,) = receive(store, 1, claim=HERE)
    place.clock.at += 29
    assert store.renew([receipt.lane], 30) == [True]
    place.clock.at += 29
    assert store.claim(THERE) == []


def test_a_freed_lane_cannot_be_renewed(store):
    (receipt,) = receive(store, 1, claim=HERE)
    answer(store, receipt.lane)
    assert store.renew([receipt.lane], 30) == [False]


def test_two_owners_never_hold_the_same_lane(place):
    stores = [place.open() for _ in range(3)]
    for number in range(60):
        receive(stores[0], number, who=f"client {number % 40}")
    gate = threading.Barrier(3)

    def claim_all(store):
        gate.wait()
        taken = []
        while found := store.claim(Claim(f"owner {id(store)}", 60), limit=3):
            taken += [lane.client.id for lane in found]
        return taken

    with ThreadPoolExecutor(3) as pool:
        taken = [client for some in pool.map(claim_all, stores) for client in some]
    assert len(taken) == len(set(taken))
    leftover = stores[0].claim(HERE, limit=100)  # what a locked row was skipped for, if any
    assert len(taken) + len(leftover) == 40


class Replica:
    """Receives, claims, answers and sweeps, beside others that do the same."""

    def __init__(self, store, plan, lock):
        self.store, self.plan, self.lock = store, plan, lock
        self.claim = Claim(f"owner {id(self)}", 600)
        self.answered = []

    def work(self):
        while receipt := self.receive():
            if receipt.lane:
                self.handle(receipt.lane)
        while found := self.store.claim(self.claim):
            for lane in found:
                self.handle(lane)

    def receive(self):
        with self.lock:  # a client's own messages arrive one after the other
            if not self.plan:
                return None
            return self.store.submit_incoming(self.plan.pop(0), self.claim).result()

    def handle(self, lane):
        has_more = True
        while has_more:
            for item in lane.items:
                has_more = self.answer(lane, item)
            lane = self.store.refresh(lane) if has_more else lane

    def answer(self, lane, item):
        stored = self.store.load(lane.client)
        story = (stored.content if stored else b"") + item.payload + b" "
        version = stored.version if stored else 0
        turn = TurnCommit(lane.client, story, version, (), (item.id,), lane)
        result = self.store.submit(turn).result()
        assert result.is_committed, result
        self.answered.append(item.id)
        return result.has_more


def test_several_owners_answer_everything_once_and_in_order(place):
    clients, each = 5, 12
    plan = [
        Incoming("telegram", f"client {n}", f"{n} {k}", b"%d" % k)
        for k in range(each)
        for n in range(clients)
    ]
    lock = threading.Lock()
    replicas = [Replica(place.open(), plan, lock) for _ in range(3)]
    with ThreadPoolExecutor(len(replicas)) as pool:
        list(pool.map(Replica.work, replicas))
    answered = [number for replica in replicas for number in replica.answered]
    assert len(answered) == len(set(answered)) == clients * each
    store = replicas[0].store
    with store._database.write() as connection:
        assert lanes.recount(connection) == 0
    wanted = b"".join(b"%d " % k for k in range(each))
    for n in range(clients):
        assert store.load(store.client("telegram", f"client {n}")).content == wanted


# Turns
