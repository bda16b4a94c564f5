"""Kring is killed with -9 while somebody shares: a share is there once or not yet, never twice.

At points of the whole way: before and after each commit, each call of the Bot API, and each time
that news of the portal is taken over. The worker replies meanwhile, and what they can read is
compared with what the client knows of.
"""

import random
import time

import pytest

from bot.bootstrap import ALL
from bot.conversation import Conversation
from dialogues.loader import load_content
from dialogues.reader import Reader
from tests.conftest import IS_FULL
from tests.fronts.sharing import Worker
from tests.talk import real_detector
from tests.telegram.crash_scripts import (
    CODE,
    LINE,
    ORGANISATION,
    REPLY,
    WORKER,
    make_sharing_script,
)
from tests.telegram.test_crashes import (
    MOST_POINTS,
    SEED,
    Clock,
    Points,
    cache_folder,
    forks,
    make_trial,
    postgres,
    tell,
)

__all__ = ["cache_folder", "forks", "make_trial", "postgres"]

WEIGHTY = (CODE, "Ja, dit klopt", "Ja, stuur het", REPLY, LINE, "Ja")
"""What is done where a crash could share twice, or lose something."""


@pytest.fixture(scope="module")
def script(cache_folder):
    content = load_content(cache_folder=cache_folder, features=ALL)
    clock = Clock()
    return make_sharing_script(
        Conversation(content, lambda: Reader(content, real_detector()), clock), clock
    )


class WeightyPoints(Points):
    """Kills after what matters."""

    def weighty(self, script, points):
        """Follow the script once for each of these points, and kill there after what matters."""
        for length in points:
            lengths = [length if act.words in WEIGHTY else 0 for act in script.acts]
            self._follow(script, iter(lengths))


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_a_kill_at_any_point_shares_once_and_tells_of_each_reply(
    make_trial, forks, script, record_property, database
):
    trial = make_trial(forks, database, has_portal=True)
    with trial.store() as store:
        trial.worker = Worker(store, time.time, WORKER, {"organisation": ORGANISATION})
        trial.start()
        points = WeightyPoints(trial, random.Random(f"{SEED} {database}"))  # noqa: S311
        if IS_FULL:
            points.every(script)
        else:  # half of the points on each: what is open between two of them shows on one
            points.weighty(script, range(1 + (database == "sqlite"), MOST_POINTS, 2))
        repeats = trial.check()
        assert not trial.worker.shares, "all was taken back"
    tell(record_property, f"sharing, {database}", [trial], repeats)
