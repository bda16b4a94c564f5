"""Messages that are not for this hour: no work for a lane until they are taken up again."""

from sqlalchemy import text

from storage.inbox import Incoming
from storage.lanes import Claim
from storage.outbox import OutboxDraft
from storage.turns import TurnCommit

CLAIM = Claim("one", 30)


def test_what_was_put_off_waits_for_its_hour_and_then_comes_once(store):
    client = store.client("telegram", "12")
    draft = OutboxDraft("waiting", b"")
    [done] = store.commit([TurnCommit(client, b"{}", 0, (draft,))])
    [lane] = store.claim(CLAIM)
    store.put_off(lane, done.outbox_ids)
    assert store.submit_sent(lane, [], b"{}", 2).result() is None
    assert store.claim(CLAIM) == []
    assert store.take_up_later() == 1
    assert store.take_up_later() == 0
    [lane] = store.claim(CLAIM)
    assert [item.id for item in lane.unsent] == list(done.outbox_ids)


def test_who_writes_can_be_reached_again(store):
    client = store.client("telegram", "12")
    store.set_unreachable(client, is_unreachable=True)
    store.receive([Incoming("telegram", "12", "1:1", b"x")])
    with store._database.read() as connection:
        assert not connection.execute(text("SELECT unreachable FROM clients")).scalar()
