"""A program that answers updates until it is killed; it prints what it promised.

`got` means: the sender was told "received". `did` means: the turn is committed.
"""

import sys
import threading
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from storage.inbox import Incoming
from storage.keys import KeySource
from storage.lanes import Claim
from storage.outbox import OutboxDraft
from storage.store import Store
from storage.turns import TurnCommit

# A lease of nothing: the next process need not wait. There is one owner at a time here.
CLAIM = Claim("driver", 0)
CLIENTS = 4


def handle(store, lane, say):
    """Answer all that waits in a lane; the dossier is the list of answered numbers."""
    while True:
        for item in lane.items:
            stored = store.load(lane.client)
            content = (stored.content if stored else b"") + item.payload + b" "
            version = stored.version if stored else 0
            draft = (OutboxDraft("question", item.payload),)
            turn = TurnCommit(lane.client, content, version, draft, (item.id,), lane)
            result = store.submit(turn).result()
            assert result.is_committed, result.code
            say(f"did {lane.client.external_id} {item.payload.decode()}")
        lane = store.refresh(lane)
        ids = [item.id for item in lane.unsent]
        if not store.mark_sent(lane.client, ids, lane):
            return


def main(url, folder, firsts):
    lock = threading.Lock()

    def say(line):
        with lock:
            sys.stdout.write(line + "\n")
            sys.stdout.flush()

    def work(who, number):
        while True:
            incoming = Incoming("telegram", str(who), f"{who}-{number}", str(number).encode())
            receipt = store.submit_incoming(incoming, CLAIM).result()
            say(f"got {who} {number}")
            if receipt.lane:
                handle(store, receipt.lane, say)
            number += 1

    keys = KeySource(path=folder / "master.keys")
    store = Store.open(url, keys, erased_log=folder / "erased.log")
    for lane in store.claim(CLAIM):
        handle(store, lane, say)
    for who, first in enumerate(firsts):
        threading.Thread(target=work, args=(who, first)).start()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), list(map(int, sys.argv[3:])))
