"""A program in which a worker looks and a bot forwards, until it is killed.

`did N` means: the portal was told that view N is logged.
"""

import sys
import threading
from itertools import count
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from storage.keys import KeySource
from storage.store import Store

url, folder, run = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
worker, share = map(bytes.fromhex, sys.argv[4:6])
keys = KeySource(path=folder / "master.keys")
store = Store.open(url, keys, now=lambda: 1_800_000_000.0, erased_log=folder / "erased.log")


def forward():
    while True:
        store.forward_news(lambda _, payload: payload)


threading.Thread(target=forward, daemon=True).start()
for number in count(1):
    assert store.portal().log_view(worker, share, "page", f"{run} {number}".encode())
    sys.stdout.write(f"did {number}\n")
    sys.stdout.flush()
