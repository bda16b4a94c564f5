"""Kring on Telegram is killed with -9: nothing is lost, nothing counts twice.

At points: before and after each commit and each call of three conversations. At random: under load,
polling and webhook, on SQLite and PostgreSQL. People go on with their phones all the while.
"""

import os
import random
import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from itertools import count, repeat

import pytest

from bot.bootstrap import ALL, TELEGRAM
from bot.conversation import Conversation
from dialogues.loader import load_content
from dialogues.reader import Reader
from tests.bot.conftest import cache_folder
from tests.conftest import IS_FULL
from tests.postgres import postgres
from tests.talk import real_detector
from tests.telegram.crash_scripts import SCENARIOS, make_script
from tests.telegram.crash_trial import STUCK_SECONDS, Forks, Programs, Trial

__all__ = ["cache_folder", "postgres"]

SEED = 20270116
POINT_KILLS = 16
"""For each conversation on each database; in full, all points."""

LOAD_KILLS = 250 if IS_FULL else 21
LOAD_UPDATES = 25_000 if IS_FULL else 500
"""For each of four combinations."""

PHONES = 60 if IS_FULL else 24
STARTED_KILLS = 100 if IS_FULL else 20
RECOVERY_SECONDS = 2.0
SETTLED_SECONDS = 0.05
MOST_POINTS = 14
"""About how many points an act passes."""


class Clock:
    """Stands still until it is moved."""

    def __init__(self):
        self.at = int(time.time())

    def __call__(self):
        return float(self.at)


@pytest.fixture(scope="module")
def scripts(cache_folder):
    return scripts_with(cache_folder, TELEGRAM)


@pytest.fixture(scope="module")
def portal_scripts(cache_folder):
    """The same where there is an address, and with it a portal."""
    return scripts_with(cache_folder, ALL)


def scripts_with(cache_folder, features):
    content = load_content(cache_folder=cache_folder, features=features)
    clock = Clock()
    conversation = Conversation(content, lambda: Reader(content, real_detector()), clock)
    return {name: make_script(conversation, clock, name) for name in SCENARIOS}


@pytest.fixture(scope="module")
def forks(cache_folder, tmp_path_factory):
    folder = tmp_path_factory.mktemp("driver")
    shutil.copytree(cache_folder, folder / "data" / "cache")
    forks = Forks(folder)
    yield forks
    forks.close()


@pytest.fixture
def programs():
    programs = Programs()
    yield programs
    programs.close()


@pytest.fixture
def make_trial(tmp_path, request):
    """Makes trials, each with a folder, a database and a server of its own."""
    trials = []

    def make(starts, database, **options):
        folder = tmp_path / str(len(trials))
        folder.mkdir()
        url = ""
        if database == "postgresql":
            cluster = request.getfixturevalue("postgres")
            url = cluster.url(cluster.database())
        trials.append(Trial(starts, folder, url, **options))
        return trials[-1]

    yield make
    for trial in trials:
        trial.close()


@dataclass
class Points:
    """Follows scripts, and kills at points of them."""

    trial: Trial
    chance: random.Random

    def some(self, script, kills):
        """So many kills, each at any point of any act."""
        while len(self.trial.kills) < kills:
            self._follow(script, self._lengths(kills))

    def _lengths(self, kills):
        while True:
            is_over = len(self.trial.kills) >= kills or self.chance.random() < 0.5
            yield 0 if is_over else self.chance.randint(1, MOST_POINTS)

    def every(self, script):
        """Each point of each act: the first one of all acts, then the second one, and so on."""
        for length in count(1):
            kills = len(self.trial.kills)
            self._follow(script, repeat(length), settles=True)
            if len(self.trial.kills) == kills:
                return

    def _follow(self, script, lengths, *, settles=False):
        """Somebody goes through a script, with a fuse of the next length at each act."""
        person = self.trial.newcomer(script)
        while not person.is_done:
            if settles:
                self._settle(person)
            self.trial.fuse.light(next(lengths))
            person.act()
            self._wait(lambda: self.trial.look(person))
            self._settle_down()
            self.trial.fuse.light(0)
            self._check(person)
        self._settle(person)

    def _wait(self, condition):
        until = time.monotonic() + STUCK_SECONDS
        while not condition():
            assert time.monotonic() < until, "it does not come to an end"
            if self.trial.is_dead:
                self.trial.again()
            time.sleep(0.003)

    def _settle_down(self):
        """Until no point was passed for a while: what comes after an answer belongs to it."""
        passed, since = -1, 0.0
        while time.monotonic() - since < SETTLED_SECONDS:
            if self.trial.is_dead:
                self.trial.again()
            if self.trial.fuse.passed != passed:
                passed, since = self.trial.fuse.passed, time.monotonic()
            time.sleep(0.003)

    def _settle(self, person):
        """Until nothing is left to be shown."""
        with closing(self.trial.store()) as store:
            client = store.find_client("telegram", str(person.phone.user_id))
            if client is not None:
                self._wait(lambda: not store.pending_outbox(client))

    def _check(self, person):
        with closing(self.trial.store()) as store:
            self.trial.check_told(store, person)


def test_a_kill_at_any_point_loses_and_doubles_nothing(make_trial, forks, scripts, record_property):
    trials = [
        (make_trial(forks, database), script)
        for script in scripts.values()
        for database in ("sqlite", "postgresql")
    ]

    def run(number):
        trial, script = trials[number]
        trial.start()
        points = Points(trial, random.Random(SEED + number))  # noqa: S311
        points.every(script) if IS_FULL else points.some(script, POINT_KILLS)
        return trial.check()

    with ThreadPoolExecutor(len(trials)) as pool:
        repeats = list(pool.map(run, range(len(trials))))
    tell(record_property, "points", [trial for trial, _ in trials], sum(repeats))


@dataclass
class Load:
    """People in a closed loop, on a Kring that is killed at random moments."""

    trial: Trial
    scripts: list
    chance: random.Random
    phones: int
    longest_start: float = 0.25

    def run(self, kills, updates):
        """So many kills and updates at least; then all come to the end of their script."""
        self.trial.start()
        kill_at = time.monotonic() + self.longest_start + 1.0
        talking = []
        while (is_open := len(self.trial.kills) < kills or self.trial.updates < updates) or talking:
            while is_open and len(talking) < self.phones:
                talking.append(self.trial.newcomer(self.chance.choice(self.scripts)))
                self._act(talking[-1])
            if is_open and time.monotonic() >= kill_at and len(self.trial.kills) < kills:
                self.trial.again()
                kill_at = time.monotonic() + self._span()
            for person in talking:
                if self.trial.look(person) and not person.is_done:
                    self._act(person)
            talking = [person for person in talking if not person.is_done]
            time.sleep(0.003)
        self._drain()

    def _act(self, person):
        is_twice = person.at > 0 and person.can_tap_twice() and self.chance.random() < 0.05
        person.act(times=2 if is_twice else 1)

    def _span(self):
        """How long it lives: hardly at all, shortly, or until all old lanes are taken up."""
        kind = self.chance.random()
        if kind < 0.5:
            return self.chance.uniform(0, self.longest_start)
        return self.longest_start + self.chance.uniform(0, 0.5 if kind < 0.95 else 3.0)

    def _drain(self):
        """Until nothing is left to be done."""
        until = time.monotonic() + STUCK_SECONDS
        with closing(self.trial.store()) as store:
            while self.trial.left_over(store) and time.monotonic() < until:
                time.sleep(0.05)


@pytest.mark.parametrize("where", ["sqlite", "postgresql"])
@pytest.mark.parametrize("way", ["polling", "webhook"])
def test_kills_at_random_moments_lose_and_double_nothing(
    make_trial, forks, request, record_property, *, where, way
):
    trial = make_trial(forks, where, is_webhook=way == "webhook")
    scripts = request.getfixturevalue("portal_scripts" if trial.is_webhook else "scripts")
    chance = random.Random(f"{SEED} {where} {way}")  # noqa: S311
    Load(trial, list(scripts.values()), chance, PHONES).run(LOAD_KILLS, LOAD_UPDATES)
    tell(record_property, f"{where}, {way}", [trial], trial.check())


def test_kills_of_the_started_program_lose_and_double_nothing(
    programs, make_trial, cache_folder, scripts, record_property
):
    trial = make_trial(programs, "sqlite")
    shutil.copytree(cache_folder, trial.folder / "data" / "cache")
    chance = random.Random(SEED)  # noqa: S311
    load = Load(trial, list(scripts.values()), chance, phones=10, longest_start=1.2)
    load.run(STARTED_KILLS, 0)
    tell(record_property, "started", [trial], trial.check())


@pytest.mark.skipif(not IS_FULL, reason="a measurement: KRING_TEST_FULL=1")
def test_who_was_waiting_at_a_kill_is_answered_within_two_seconds(
    make_trial, forks, scripts, record_property
):
    if os.getloadavg()[0] > os.cpu_count():
        pytest.skip("the machine is not quiet")
    trial = make_trial(forks, "sqlite")
    trial.start()
    Points(trial, random.Random(SEED)).some(scripts["circle"], 30)  # noqa: S311
    tell(record_property, "recovery", [trial], trial.check())
    assert max(trial.recoveries) <= RECOVERY_SECONDS


def tell(record_property, name, trials, repeats):
    """Figures for the report of the test run."""
    firsts = sorted(one for trial in trials for one in trial.recoveries)
    people = [person for trial in trials for person in trial.people]
    figures = {
        "kills": sum(len(trial.kills) for trial in trials),
        "updates": sum(trial.updates for trial in trials),
        "repeated questions": repeats,
        "last words lost": sum(trial.farewells_lost for trial in trials),
        "people with old buttons": sum(person.old_questions() > 0 for person in people),
        "answers above old buttons": sum(person.answers_above for person in people),
        "first answer after a start, median": round(firsts[len(firsts) // 2], 2),
        "at most": round(firsts[-1], 2),
        "slowest answer": round(max(max(trial.slowest) for trial in trials), 2),
    }
    told = ", ".join(f"{name} {number}" for name, number in figures.items())
    record_property("crashes", f"{name}: {told}")
