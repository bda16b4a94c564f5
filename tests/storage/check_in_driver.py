"""A program that fires check-ins by a wild clock, until that is past the end or it is killed.

It reads when the clock began to run, so that several share one; it prints how many it told.
"""

import random
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from storage.keys import KeySource
from storage.outbox import OutboxDraft
from storage.store import Store

DAY = 86_400


class WildClock:
    """Runs through spans of days in some seconds, and now and then jumps; back as well."""

    def __init__(self, chance, seconds, spans):
        self.chance, self.seconds, self.spans = chance, seconds, spans
        self.at, self.began = 0.0, 0.0

    def __call__(self):
        return self.at

    def move(self):
        """Move the hands; False at the end of the last span."""
        place = (time.time() - self.began) / self.seconds * len(self.spans)
        if place >= len(self.spans):
            return False
        first, last = self.spans[int(place)]
        self.at = first + (last - first) * (place % 1)
        if self.chance.random() < 0.1:
            self.at += self.chance.uniform(-2 * DAY, DAY)
        return True


def main(url, folder, seed, limit, clock):
    clock.chance.seed(seed)
    keys = KeySource(path=folder / "master.keys")
    with Store.open(url, keys, now=clock, erased_log=folder / "erased.log", patience=20) as store:
        say("ready")
        clock.began = float(sys.stdin.readline())
        while clock.move():
            say(fire(store, clock, limit))
            time.sleep(clock.chance.uniform(0, 0.002))  # SQLite's lock goes to who asks most


def fire(store, clock, limit):
    """Fire all that is due by this clock; the line tells what it showed."""
    told = 0
    while more := store.fire_check_ins(OutboxDraft("waiting", b"%d" % clock.at), limit=limit):
        told += more
    return told


def say(word):
    sys.stdout.write(f"{word}\n")  # in one piece: a kill must not leave half a line
    sys.stdout.flush()


if __name__ == "__main__":
    url, folder, seed, limit, seconds, *moments = sys.argv[1:]
    spans = list(zip(map(int, moments[::2]), map(int, moments[1::2]), strict=True))
    clock = WildClock(random.Random(), float(seconds), spans)  # noqa: S311
    main(url, Path(folder), int(seed), int(limit), clock)
