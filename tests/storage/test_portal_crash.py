"""A kill between the portal and the inbox of a client loses no news and doubles none."""

import random
import subprocess
import sys
import time
from pathlib import Path

from storage import lanes
from tests.storage.conftest import IS_FULL
from tests.storage.lane_steps import HERE
from tests.storage.portal_steps import all_set, drain

KILLS = 200 if IS_FULL else 3
DRIVER = Path(__file__).with_name("news_driver.py")
SEED = 20270115


def run_and_kill(place, run, worker, share, seconds):
    """Let the driver work for some time after its first promise, then kill it; what it did."""
    command = [sys.executable, DRIVER, place.url, place.folder, run, worker.hex(), share.hex()]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        line = process.stdout.readline()
        time.sleep(seconds)
        process.kill()
        return int([line, *process.stdout][-1].split()[1])


def test_news_is_neither_lost_nor_doubled_by_a_kill(place):
    chance = random.Random(SEED)  # noqa: S311
    store = place.open()
    _, worker, _, share = all_set(store)
    views = 0
    for run in map(str, range(KILLS)):
        last = run_and_kill(place, run, worker, share, chance.uniform(0, 0.3))
        with store._database.write() as connection:
            assert lanes.recount(connection) == 0
        told = [payload.decode().split(":")[-1].split() for payload in drain(store, HERE)]
        assert told == [[run, str(number)] for number in range(1, len(told) + 1)]
        assert len(told) >= last > 0
        views += len(told)
    report = store.portal().verify_views()
    assert (report.count, report.is_whole) == (views, True)
