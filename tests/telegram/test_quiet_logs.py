"""Kring as a process, through all that can go wrong: it says what the operator needs, and nobody.

At LOG_LEVEL=DEBUG, in its log, on its pages and in its metrics there is no word that somebody
typed, no id of a chat, no token and no secret. What is wrong is told by the name of the variable.
"""

import json
import os
import select
import shutil
import signal
import socket
import sqlite3
import time
import urllib.error
import urllib.request
from collections import Counter
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

import pytest

from bot.bootstrap import TELEGRAM
from bot.conversation import Conversation
from bot.settings import WEBHOOK_PATH
from dialogues.loader import load_content
from dialogues.reader import Reader
from tests.bot.conftest import cache_folder
from tests.conftest import IS_FULL
from tests.talk import real_detector
from tests.telegram.crash_driver import ENDED, LOG
from tests.telegram.crash_people import FIRST_ID, ID_CANARY, Person
from tests.telegram.crash_scripts import CANARY, make_script
from tests.telegram.crash_trial import Forks, free_port
from tests.telegram.server import (
    TOKEN,
    ServerThread,
    flood,
    garbled,
    proxy_page,
    reset,
    server_error,
    slow,
    truncated,
    unauthorized,
)

__all__ = ["cache_folder"]

SECRET = "een-geheim-van-kanarie"  # noqa: S105 - of nobody
WRONG_TOKEN = "987654:geheimkanarie"  # noqa: S105
STOP_SECONDS = 5.0
TAKE_OVER_SECONDS = 2.0
TAKE_OVERS = 20 if IS_FULL else 3
PATIENCE = 20.0


class Clock:
    """Stands still until it is moved."""

    def __init__(self):
        self.at = int(time.time())

    def __call__(self):
        return float(self.at)


@pytest.fixture(scope="module")
def script(cache_folder):
    content = load_content(cache_folder=cache_folder, features=TELEGRAM)
    clock = Clock()
    conversation = Conversation(content, lambda: Reader(content, real_detector()), clock)
    return make_script(conversation, clock, "circle")


@pytest.fixture(scope="module")
def forks(cache_folder, tmp_path_factory):
    folder = tmp_path_factory.mktemp("driver")
    shutil.copytree(cache_folder, folder / "data" / "cache")
    with closing(Forks(folder)) as forks:
        yield forks


class Program:
    """A process of Kring."""

    def __init__(self, forks, folder, environment):
        self.folder = folder
        folder.mkdir()
        self._handle = os.pidfd_open(forks.start(folder, environment, None))

    @property
    def log(self):
        log = self.folder / LOG
        return log.read_text("utf-8") if log.exists() else ""

    @property
    def events(self):
        """What the log tells, and how often."""
        lines = (json.loads(line) for line in self.log.splitlines() if line.startswith("{"))
        return Counter(line["event"] for line in lines)

    def wait_for(self, event):
        until(lambda: event in self.log, f"{event} in {self.log!r}")

    def signal(self, number):
        signal.pidfd_send_signal(self._handle, number)

    def is_over(self, seconds=0.0):
        return bool(select.select([self._handle], [], [], seconds)[0])

    def end(self, seconds=PATIENCE):
        """Wait for its own end; the exit code."""
        assert self.is_over(seconds), self.log
        return int((self.folder / ENDED).read_text("utf-8").removeprefix("code "))

    def stop(self):
        """Stop it as an operator does; it has to obey in time."""
        self.signal(signal.SIGTERM)
        assert self.end(STOP_SECONDS) == 0

    def kill(self):
        self.signal(signal.SIGKILL)
        assert self.is_over(PATIENCE)

    def close(self):
        if not self.is_over():
            self.kill()
        os.close(self._handle)


class Place:
    """A test server and a database, for any number of processes."""

    def __init__(self, forks, folder):
        self.folder, self._forks = folder, forks
        self.data = folder / "data"
        self.data.mkdir(mode=0o700)
        self._thread = ServerThread(retry_pause=0.05)
        self.server = self._thread.start()
        self.programs, self.pages = [], []

    @property
    def database(self):
        return self.data / "kring.db"

    def start(self, **settings):
        environment = {
            "PATH": os.environ["PATH"],
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": self.server.base_url,
            "TELEGRAM_SEND_RATE": "0",
            "DATABASE_URL": f"sqlite:///{self.database}",
            "MASTER_KEYS_FILE": str(self.data / "master.keys"),
            "LISTEN": "127.0.0.1:0",
            "LOG_LEVEL": "DEBUG",
            **settings,
        }
        name = f"process {len(self.programs)}"
        self.programs.append(Program(self._forks, self.folder / name, environment))
        return self.programs[-1]

    def ask(self, port, path, body=None, headers=None):
        """A page; its status and what stands there."""
        request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", body, headers or {})
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
                found = answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                found = error.code, error.read().decode()
        self.pages.append(found[1])
        return found

    def is_ready(self, port):
        try:
            return self.ask(port, "/readyz")[0] == 200
        except OSError:
            return False

    def assert_quiet(self, *more):
        """No person and no secret anywhere that operators look."""
        secrets = (CANARY, ID_CANARY, TOKEN.partition(":")[2], SECRET, WRONG_TOKEN, *more)
        for shown in (*(program.log for program in self.programs), *self.pages):
            for secret in secrets:
                assert secret.casefold() not in shown.casefold(), (secret, shown[:5_000])
            assert "Traceback" not in shown, shown

    def close(self):
        for program in self.programs:
            program.close()
        self._thread.stop()


@pytest.fixture
def place(forks, tmp_path):
    with closing(Place(forks, tmp_path)) as place:
        yield place
        place.assert_quiet()


def until(condition, what, seconds=PATIENCE):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"no {what} within {seconds} seconds"
        time.sleep(0.005)


def play(person, acts):
    """Let somebody do so many things, each when the answer to the last one is there."""
    last = max(person.at, 0) + acts
    while max(person.at, 0) < last:
        person.act()
        until(person.look, f"answer to act {person.at}")
        assert not person.wrong


def test_a_conversation_with_faults_names_nobody(place, script):
    port = free_port()
    program = place.start(LISTEN=f"127.0.0.1:{port}")
    person = Person(place.server, 1, script)
    for number, fault in enumerate(
        (flood(1), server_error(), reset(effect=False), garbled(), truncated(), proxy_page())
    ):
        place.server.faults.add(fault, method="editMessageText", skip=2 * number)
        place.server.faults.add(fault, method="getUpdates", skip=6 * number)
    for fault in (flood(1), garbled(), reset(effect=True)):
        place.server.faults.add(fault, method="sendMessage", skip=9)
    play(person, 24)
    assert place.ask(port, "/healthz") == (200, "ok")
    assert place.is_ready(port)
    status, metrics = place.ask(port, "/metrics")
    assert status == 200
    assert 'kring_turns_total{outcome="committed"}' in metrics
    assert place.ask(port, f"/{CANARY}")[0] == 404
    place.pages.pop()
    place.server.faults.clear()
    place.server.faults.add(unauthorized(), count=None)  # the token is taken back
    person.phone.say(f"dag {CANARY}")
    assert program.end() == 1
    assert "TELEGRAM_BOT_TOKEN" in program.log
    assert program.events["poll_failed"] >= 3
    assert not {"lane_failed", "turn_failed", "update_not_taken"} & program.events.keys()


def test_a_damaged_dossier_is_told_without_whose_it_is(place, script):
    program = place.start()
    person = Person(place.server, 2, script)
    play(person, 6)
    with closing(sqlite3.connect(place.database)) as database:
        database.execute("UPDATE dossiers SET blob = zeroblob(length(blob))")
        database.commit()
    seen = len(person.phone.chat.events)
    person.phone.say(f"{CANARY} is mijn zus")
    until(lambda: len(person.phone.chat.events) > seen + 1, "answer")
    program.wait_for("dossier_unreadable")
    program.stop()


@contextmanager
def locked(database):
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield


@contextmanager
def full_disk(folder):
    filling = folder / "filling"
    with filling.open("wb", buffering=0) as file:
        for size in (65_536, 512):
            try:
                while True:
                    file.write(bytes(size))
            except OSError:
                continue
    yield
    filling.unlink()


@pytest.fixture
def small_disk(place):
    """The database is on a real disk of two megabytes."""
    if os.system(f"mount -t tmpfs -o size=2m none '{place.data}' 2>/dev/null"):  # noqa: S605
        pytest.skip("may not mount a small disk here")
    yield place.data
    for program in place.programs:
        program.close()
    place.programs_were, place.programs = place.programs, []
    os.system(f"umount -l '{place.data}'")  # noqa: S605


def _hears_so_and_goes_on(place, program, person, trouble):
    with trouble:
        person.act()
        program.wait_for("update_not_stored")
        until(lambda: len(person.phone.from_bot) > person.at, "word that it was not stored")
    until(person.look, "answer after it")
    place.assert_quiet()


def test_a_full_disk_is_told_and_nothing_is_lost(place, script, small_disk):
    program = place.start()
    person = Person(place.server, 3, script)
    play(person, 4)
    _hears_so_and_goes_on(place, program, person, full_disk(small_disk))
    assert "disk_full" in program.log
    play(person, 2)
    program.stop()
    place.assert_quiet()


@pytest.mark.skipif(not IS_FULL, reason="takes longer than the patience with a lock; in full")
def test_a_locked_database_is_told_and_nothing_is_lost(place, script):
    program = place.start()
    person = Person(place.server, 4, script)
    play(person, 4)
    _hears_so_and_goes_on(place, program, person, locked(place.database))
    assert "database_locked" in program.log
    program.stop()


# What an operator does wrong


def test_a_wrong_token_ends_the_start_and_names_the_variable(place):
    program = place.start(TELEGRAM_BOT_TOKEN=WRONG_TOKEN)
    assert program.end() == 1
    assert "TELEGRAM_BOT_TOKEN" in program.log


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("TELEGRAM_BOT_TOKEN", SECRET),
        ("TELEGRAM_API_URL", f"ftp://{SECRET}"),
        ("TELEGRAM_WEBHOOK_SECRET", f"{SECRET} !"),
        ("LISTEN", SECRET),
    ],
)
def test_a_setting_that_cannot_be_is_named_and_not_shown(place, variable, value):
    settings = {"TELEGRAM_WEBHOOK": "1", "PUBLIC_URL": "https://kring.example"}
    program = place.start(**{**settings, "TELEGRAM_WEBHOOK_SECRET": SECRET, variable: value})
    assert program.end() == 1
    assert variable in program.log


def test_a_telegram_that_is_not_there_is_told_and_waited_for(place):
    url = f"http://127.0.0.1:{free_port()}/bot"
    program = place.start(TELEGRAM_API_URL=url)
    program.wait_for("telegram_not_reached")
    assert "TELEGRAM_API_URL" in program.log
    program.stop()


def test_an_address_that_is_taken_ends_the_start_and_names_the_variable(place):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        program = place.start(LISTEN=address)
        assert program.end() == 1
    assert "LISTEN" in program.log
    place.assert_quiet(address)


def test_a_webhook_with_a_wrong_secret_is_refused_and_not_repeated(place):
    port = free_port()
    program = place.start(
        TELEGRAM_WEBHOOK="1",
        TELEGRAM_WEBHOOK_SECRET=SECRET,
        PUBLIC_URL=f"http://127.0.0.1:{port}",
        LISTEN=f"127.0.0.1:{port}",
    )
    until(lambda: place.server.webhook.url and place.is_ready(port), "webhook")
    header = "X-Telegram-Bot-Api-Secret-Token"
    body = json.dumps({"update_id": 1, "message": {"text": CANARY, "chat": {"id": FIRST_ID}}})
    for headers, status in (({}, 401), ({header: f"x{SECRET}"}, 403), ({header: SECRET}, 200)):
        assert place.ask(port, WEBHOOK_PATH, body.encode(), headers)[0] == status
    program.wait_for("webhook_refused")
    assert "TELEGRAM_WEBHOOK_SECRET" in program.log
    assert place.ask(port, "/metrics")[1].count("kring_webhook_refused_total 2.0") == 1
    program.stop()


# Stopping, and who takes over


def test_a_stop_in_the_middle_is_quick_and_loses_nothing(place, script):
    program = place.start()
    person = Person(place.server, 5, script)
    play(person, 8)
    sent = place.server.faults.add(slow(1.0), method="sendMessage")
    person.act()
    until(lambda: sent.used, "answer on its way")
    program.stop()
    again = place.start()
    until(person.look, "answer")
    play(person, 3)
    again.stop()
    assert not {"lane_failed", "turn_failed", "not_delivered"} & program.events.keys()


def test_a_second_process_stands_by_and_takes_over(place, script):
    """After a kill within 2 seconds; the best of some tries, as others use this computer too."""
    ports = [free_port(), free_port()]
    leader = place.start(LISTEN=f"127.0.0.1:{ports[0]}")
    until(lambda: place.is_ready(ports[0]), "leader")
    person = Person(place.server, 6, script)
    play(person, 4)
    took = {signal.SIGKILL: [], signal.SIGTERM: []}
    for number in range(TAKE_OVERS):
        standby = place.start(LISTEN=f"127.0.0.1:{ports[1]}")
        standby.wait_for("standing_by")
        until(partial(place.is_ready, ports[1]), "standby that is ready")
        assert json.loads(place.pages[-1])["standby"]
        how = signal.SIGTERM if number % 3 == 1 else signal.SIGKILL
        person.act()
        until(person.look, "answer")
        leader.signal(how)
        assert leader.is_over(STOP_SECONDS)
        began = time.monotonic()
        person.act()
        until(person.look, "answer of the other process")
        took[how].append(time.monotonic() - began)
        leader, ports = standby, ports[::-1]
    assert all(min(seconds) < TAKE_OVER_SECONDS for seconds in took.values()), took
    leader.stop()
    assert not any(program.events["another_poller"] for program in place.programs)
    place.server.assert_clean()


def test_a_process_in_debug_says_nothing_where_nothing_is_wrong(place, script):
    program = place.start()
    person = Person(place.server, 7, script)
    play(person, 10)
    program.stop()
    assert program.events.keys() <= {"help_lines_unchecked"}, program.log
    assert not Path(program.folder, "data").exists()
