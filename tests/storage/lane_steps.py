"""What tests of lanes and turns do again and again: an update, its receipt, its answer."""

from sqlalchemy import func, select, text

from storage.inbox import Incoming
from storage.lanes import Claim
from storage.turns import TurnCommit

HERE, THERE = Claim("here", 30), Claim("there", 30)


def update(number, who="jan", payload=b"hoi"):
    return Incoming("telegram", who, str(number), payload)


def receive(store, *numbers, who="jan", claim=None):
    return store.receive([update(number, who, b"%d" % number) for number in numbers], claim)


def answer(store, lane, *, outbox=(), done=None, dossier=b"dossier"):
    stored = store.load(lane.client)
    done = tuple(item.id for item in lane.items) if done is None else done
    version = stored.version if stored else 0
    turn = TurnCommit(lane.client, dossier, version, tuple(outbox), done, lane)
    return store.commit([turn])[0]


def rows(store, table):
    with store._database.read() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


def change(store, statement, **values):
    with store._database.write() as connection:
        connection.execute(text(statement), values)


# Clients
