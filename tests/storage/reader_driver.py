"""A portal that looks at shares until each is gone; for tests with several processes.

For each share it says `at N` when it is served, and then `gone N LAST TIMES`: when the last look
that was served began (the clock of the computer), and how many were.
"""

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from storage.keys import KeySource
from storage.portal.store import PortalStore

AFTERWARDS = 3


def say(*words):
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


url, worker, pause = sys.argv[1], bytes.fromhex(sys.argv[3]), float(sys.argv[4])
keys = KeySource(path=Path(sys.argv[2]))
with PortalStore.open(url, keys, now=lambda: 1_800_000_000.0) as portal:
    for number, share in enumerate(map(bytes.fromhex, sys.stdin.readline().split())):
        last, times, misses = 0, 0, 0
        while misses < AFTERWARDS:
            time.sleep(pause)
            began = time.monotonic_ns()
            if portal.log_view(worker, share, "page", b"gezien"):
                last, times = began, times + 1
                if times == 1:
                    say("at", number)
            else:
                misses += 1
        say("gone", number, last, times)
