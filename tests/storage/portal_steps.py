"""What tests of the portal do again and again: a worker, a pairing, a share."""

from itertools import count

from storage.deeds import Pair, Publish
from storage.quiet_hours import local_day
from storage.turns import TurnCommit

SNAPSHOT = b'{"called":"Jan","document":"mensen om mij heen"}'
_NUMBERS = count(1)


def number():
    """An id that was not there before."""
    return next(_NUMBERS).to_bytes(16)


def worker_of(store, details=b'{"name":"Fatima"}'):
    return store.portal().invite(details)[0]


def offered(store, client, worker):
    """The pairing of a code that this client took."""
    return store.reserve_code(client, store.portal().make_code(worker)).pairing


def do(store, client, *deeds, lane=None, done=()):
    """A turn that does something for others."""
    stored = store.load(client)
    version = stored.version if stored else 0
    turn = TurnCommit(client, b"dossier", version, (), done, lane, deeds=deeds)
    (result,) = store.commit([turn])
    return result


def paired(store, client, worker):
    pairing = offered(store, client, worker)
    assert do(store, client, Pair(pairing)).is_committed
    return pairing


def shared(store, client, pairing, payload=SNAPSHOT, *, days=90):
    share = number()
    until = local_day(store._now()) + days
    assert do(store, client, Publish(share, pairing, until, payload)).is_committed
    return share


def all_set(store, who="jan"):
    """A client, a worker, and a share between them."""
    client, worker = store.client("telegram", who), worker_of(store)
    pairing = paired(store, client, worker)
    return client, worker, pairing, shared(store, client, pairing)


def plain(channel, payload):
    """How a front end wraps news."""
    return channel.encode() + b":" + payload


def drain(store, claim):
    """Answer all that waits, and return it."""
    found = []
    while True:
        moved = store.forward_news(plain)
        lanes = store.claim(claim)
        for lane in lanes:
            found += [item.payload for item in lane.items]
            done = tuple(item.id for item in lane.items)
            assert do(store, lane.client, lane=lane, done=done).is_committed
        if not moved and not lanes:
            return found
