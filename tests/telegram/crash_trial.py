"""A test server, a database, and a Kring beside them that is killed and started again."""

import json
import os
import re
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

from sqlalchemy import text

import bot
from states.dossier import decode
from storage import lanes
from storage.keys import KeySource
from storage.store import Store
from tests.telegram.crash_driver import ENDED, LOG
from tests.telegram.crash_fuse import Fuse
from tests.telegram.crash_people import ID_CANARY, Ledger, Person
from tests.telegram.crash_scripts import CANARY, essence, shared
from tests.telegram.server import TOKEN, ServerThread
from tests.telegram.server.updates import FIRST_UPDATE_ID

ROOT = Path(bot.__file__).parents[1]
STUCK_SECONDS = 60.0
"""After this nothing comes any more, on whatever machine."""

FAREWELL_SECONDS = 8.0
"""The last words of an erasure go by no outbox, so a kill may take them."""

_FAILURES = {
    "lane_failed",
    "turn_failed",
    "turn_not_kept",
    "update_not_taken",
    "outbox_unreadable",
    "dossier_unreadable",
    "not_delivered",
    "unexpected",
    "sending_uncertain",
    "library_message",
}
"""Lines of the log that a kill is no reason for."""

_LEFT_OVER = """
    SELECT (SELECT count(*) FROM inbox) + (SELECT count(*) FROM outbox)
         + (SELECT count(*) FROM dead_letters)
"""


class Forks:
    """The driver that starts Kring by forking."""

    def __init__(self, folder):
        self._lock = threading.Lock()
        environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "DATABASE_URL": f"sqlite:///{folder}/data/kring.db",  # tells where the cache is
        }
        self._driver = subprocess.Popen(
            [sys.executable, "-m", "tests.telegram.crash_driver", str(folder)],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._driver.stdout.readline() == "ready\n"

    def start(self, folder, environment, fuse):
        order = {"folder": str(folder), "environment": environment, "fuse": fuse}
        with self._lock:
            self._driver.stdin.write(json.dumps(order) + "\n")
            self._driver.stdin.flush()
            return int(self._driver.stdout.readline())

    def close(self):
        self._driver.stdin.close()
        self._driver.wait(10)
        self._driver.stdout.close()


class Programs:
    """Starts Kring as operators do."""

    def __init__(self):
        self._started = []

    def start(self, folder, environment, fuse):  # noqa: ARG002 - as the other one
        environment = {**environment, "PYTHONPATH": str(ROOT)}
        with Path(folder, LOG).open("ab") as log:
            command = [sys.executable, "-m", "bot", "run"]
            program = subprocess.Popen(
                command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=log,
                stderr=log,
            )  # fmt: skip
        self._started.append(program)
        return program.pid

    def close(self):
        for program in self._started:
            program.wait(10)


class Trial:
    """One database and all who talk with Kring on it; `kill` and `start` as often as wanted."""

    def __init__(self, starts, folder, url="", *, is_webhook=False, has_portal=False):
        self._starts, self.folder = starts, folder
        self._url = url or f"sqlite:///{folder}/data/kring.db"
        self._thread = ServerThread(keep_calls=False, retry_pause=0.05)
        server = self.server = self._thread.server
        self.ledger = Ledger()
        server.record.add = self.ledger.add
        self._thread.start()
        self.is_webhook = is_webhook
        self.has_portal, self.worker = has_portal, None
        self._listen = f"127.0.0.1:{free_port() if is_webhook else 0}"
        self.fuse = Fuse(folder / "fuse")
        self.people, self.kills, self.recoveries, self.slowest = [], [], [], []
        self.farewells_lost = 0
        self._handle, self.started_at, self._has_answered = None, 0.0, True
        self.store().close()  # tables and keys

    def store(self):
        data = self.folder / "data"
        data.mkdir(mode=0o700, exist_ok=True)
        keys = KeySource(path=data / "master.keys")
        return Store.open(self._url, keys, erased_log=data / "erased.log")

    def newcomer(self, script):
        """Somebody who was not here before; with the worker of the trial, where there is one."""
        person = Person(self.server, len(self.people), script, self.worker)
        self.people.append(person)
        return person

    @property
    def updates(self):
        return self.server.state.updates.next_id - FIRST_UPDATE_ID

    # The process

    def start(self):
        environment = {
            "PATH": os.environ["PATH"],
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": self.server.base_url,
            "TELEGRAM_SEND_RATE": "0",
            "DATABASE_URL": self._url,
            "LISTEN": self._listen,
            "LOG_LEVEL": "DEBUG",
        }
        if self.is_webhook or self.has_portal:
            environment["PUBLIC_URL"] = f"http://{self._listen}"
        if self.is_webhook:
            environment |= {"TELEGRAM_WEBHOOK": "1", "TELEGRAM_WEBHOOK_SECRET": "secret"}
        self._has_answered = False
        self.started_at = time.monotonic()
        process = self._starts.start(self.folder, environment, str(self.folder / "fuse"))
        self._handle = os.pidfd_open(process)

    @property
    def is_dead(self):
        return bool(select.select([self._handle], [], [], 0)[0])

    def check_alive(self):
        """It ends by kills only."""
        ended = self.folder / ENDED
        assert not ended.exists(), ended.read_text("utf-8")

    def kill(self):
        """Kill it, or note that it killed itself."""
        if not self.is_dead:
            signal.pidfd_send_signal(self._handle, signal.SIGKILL)
            select.select([self._handle], [], [], 10)
        os.close(self._handle)
        self._handle = None
        self.kills.append(time.monotonic())
        self.check_alive()

    def again(self):
        self.kill()
        self.start()

    def close(self):
        if self._handle is not None:
            self.kill()
            self.kills.pop()
        self._thread.stop()

    # The people

    def look(self, person):
        """Whether somebody has their answer; notes how long it took since the last start."""
        since = max(person.acted_at, self.started_at)
        if person.look():
            self._note_answer(person, time.monotonic() - since)
            return True
        assert not person.wrong, person.wrong
        waited = time.monotonic() - since
        if person.waits_for_farewell and waited > FAREWELL_SECONDS:
            self.farewells_lost += 1
            person.at += 1
            return True
        assert waited < STUCK_SECONDS, self._story_of(person)
        return False

    def _note_answer(self, person, seconds):
        self.slowest.append(seconds)
        if self.kills and not self._has_answered and person.acted_at < self.started_at:
            self._has_answered = True
            self.recoveries.append(seconds)

    def _story_of(self, person):
        """What went wrong with somebody who got no answer."""
        self.check_alive()
        with closing(self.store()) as store:
            kept = self._kept(store, person)
        before, after = person.script.told[person.at - 1], person.script.told[person.at]
        known = "counted" if kept == after else "lost" if kept == before else "unknown"
        return f"{person.place}: no answer to what is {known}\n{person.seen()}"

    # What must be true at the end

    def check(self):
        """Nothing lost, nothing twice, nothing left over, nobody in the logs."""
        self.kill()
        self.kills.pop()
        with closing(self.store()) as store:
            for person in self.people:
                assert person.is_done, "somebody is not done"
                self.check_told(store, person)
            assert not self.left_over(store), "rows are left over"
            with store._database.write() as connection:
                assert not lanes.recount(connection), "lanes with a wrong count"
        again, unexplained = self.ledger.repeats(self.kills)
        assert not unexplained, f"{unexplained} questions came again without a kill"
        self.server.assert_clean()
        self.check_log()
        return again

    @staticmethod
    def left_over(store):
        """How many rows there are of what is to be done, or could not be done."""
        with store._database.read() as connection:
            return connection.execute(text(_LEFT_OVER)).scalar()

    def check_told(self, store, person):
        """What is kept of somebody is what an unbroken conversation would have kept."""
        wanted = person.script.told[person.at - 1]
        kept = self._kept(store, person)
        assert kept == wanted, f"{person.script.name} after act {person.at - 1}"
        if person.worker is not None:
            self._check_shared(store, person)

    def _check_shared(self, store, person):
        """What the client knows of shares is what their worker can read, and nothing is twice."""
        stored = self._stored(store, person)
        if stored is None:
            return
        wanted = person.script.shared[person.at - 1]
        dossier = decode(stored)
        mine = {one.id for one in dossier.shares if not one.withdrawn}
        there = [one.id.hex() for one in person.worker.shares]
        assert shared(stored) == wanted, f"sharing after act {person.at - 1}"
        assert [one for one in there if one in mine] == list(mine), "a share is not there"
        assert len(dossier.shares) <= 1, "shared twice"
        assert len(there) == len(set(there))
        if dossier.shares:
            person.share = bytes.fromhex(dossier.shares[0].id)

    @classmethod
    def _kept(cls, store, person):
        stored = cls._stored(store, person)
        return essence(stored) if stored is not None else None

    @staticmethod
    def _stored(store, person):
        client = store.find_client("telegram", str(person.phone.user_id))
        stored = store.load(client) if client is not None else None
        return stored.content if stored is not None else None

    def check_log(self):
        """Nobody is in it, and nothing that a kill is no reason for."""
        log = (self.folder / LOG).read_text("utf-8")
        for secret in (CANARY, ID_CANARY, TOKEN.partition(":")[2]):
            assert secret.casefold() not in log.casefold(), f"in the log: {secret}"
        events = Counter(re.findall(r'"event": "(\w+)"', log))
        assert not _FAILURES & events.keys(), events


def free_port():
    with closing(socket.create_server(("127.0.0.1", 0))) as found:
        return found.getsockname()[1]
