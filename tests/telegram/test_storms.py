"""Buttons that are tapped again and again at once, over two processes: one effect each.

Both processes get updates by webhook, from a splitter that hands what came in to both at the same
moment, in turns. What has to come of a storm is what comes of one tap in a conversation that is
talked through in this process.
"""

import asyncio
import os
import random
import select
import shutil
import signal
import threading
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass, field

import aiohttp
import pytest
from aiohttp import web
from sqlalchemy import text

from bot.bootstrap import ALL
from bot.conversation import Conversation
from bot.raw_input import Typed
from bot.settings import WEBHOOK_PATH
from bot.telegram.buttons import read_button
from bot.telegram.screens import label_of
from dialogues.loader import load_content
from dialogues.reader import Reader
from storage.keys import KeySource
from storage.store import Store
from storage.turns import TurnCommit
from tests.bot.conftest import cache_folder
from tests.conftest import IS_FULL
from tests.dialogues.scenario import FOLDER, read_scenario
from tests.postgres import postgres
from tests.talk import real_detector
from tests.telegram.crash_driver import LOG
from tests.telegram.crash_scripts import essence
from tests.telegram.crash_trial import Forks, free_port
from tests.telegram.server import TOKEN, Message, Phone, ServerThread

__all__ = ["cache_folder", "postgres"]

STORMS = 10_000 if IS_FULL else 300
"""Over both databases."""

AT_ONCE = 25
SEED = 20261122
FIRST_ID = 6_600_000_001
TICK = 0.008
"""Seconds for which the splitter gathers what it then hands out at once."""

PATIENCE = 30.0
BEGAN_AGO = 2_000
SECONDS_A_TURN = 5
SCENARIOS = (
    "persona_a_angry_man",
    "persona_b_afraid_outside",
    "persona_j_bereaved_older_man",
    "skip_everything",
)
KINDS = ("ordinary", "toggle", "done", "page", "old", "erase", "mixed", "mixed toggles")
_QUIET_WORDS = ("help", "menu", "private")
"""Options that may be there on any screen; an ordinary storm is on others."""


class Splitter:
    """Takes updates as a webhook, and brings them to all processes, many at the same moment."""

    def __init__(self, ports):
        self._addresses = [f"http://127.0.0.1:{port}{WEBHOOK_PATH}" for port in ports]
        self.port = free_port()
        self._waiting, self._under_way, self._count = [], 0, 0
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self.statuses = set()

    @property
    def is_quiet(self):
        return not self._waiting and not self._under_way

    def start(self):
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._start(), self._loop).result(10)

    def stop(self):
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    async def _start(self):
        self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0))
        self._server = web.Server(self._take)
        self._listener = await self._loop.create_server(self._server, "127.0.0.1", self.port)
        self._releasing = self._loop.create_task(self._release())

    async def _stop(self):
        self._releasing.cancel()
        await asyncio.gather(self._releasing, return_exceptions=True)
        self._listener.close()
        await self._server.shutdown(0.1)
        await self._session.close()

    async def _take(self, request):
        self._waiting.append((await request.read(), request.headers))
        return web.Response()

    async def _release(self):
        tasks = set()
        while True:
            await asyncio.sleep(TICK)
            some, self._waiting = self._waiting, []
            self._under_way += len(some)
            for body, headers in some:
                self._count += 1
                tasks.add(task := self._loop.create_task(self._bring(self._count, body, headers)))
                task.add_done_callback(tasks.discard)

    async def _bring(self, number, body, headers):
        kept = {name: headers[name] for name in headers if name.startswith(("X-", "Content-T"))}
        status = 0
        while status != 200:
            number += 1
            address = self._addresses[number % len(self._addresses)]
            async with self._session.post(address, data=body, headers=kept) as answer:
                status = answer.status
            self.statuses.add(status)
        self._under_way -= 1


class Pair:
    """Two processes of Kring on one database, the server that they talk to, and the splitter."""

    def __init__(self, forks, folder, url):
        self.folder, self._forks = folder, forks
        self.url = url or f"sqlite:///{folder}/data/kring.db"
        data = folder / "data"
        data.mkdir(mode=0o700)
        self.keys = KeySource(path=data / "master.keys")
        self.store = Store.open(self.url, self.keys, erased_log=data / "erased.log")
        self.ports = [free_port(), free_port()]
        self.splitter = Splitter(self.ports)
        self._thread = ServerThread()
        self._processes = []

    @property
    def server(self):
        return self._thread.server

    def start(self):
        self._thread.start()
        self.splitter.start()
        for number, port in enumerate(self.ports):
            folder = self.folder / str(number)
            folder.mkdir()
            environment = {
                "PATH": os.environ["PATH"],
                "TELEGRAM_BOT_TOKEN": TOKEN,
                "TELEGRAM_API_URL": self.server.base_url,
                "TELEGRAM_SEND_RATE": "0",
                "TELEGRAM_WEBHOOK": "1",
                "TELEGRAM_WEBHOOK_SECRET": "secret",
                "PUBLIC_URL": f"http://127.0.0.1:{self.splitter.port}",
                "LISTEN": f"127.0.0.1:{port}",
                "DATABASE_URL": self.url,
                "MASTER_KEYS_FILE": str(self.folder / "data" / "master.keys"),
            }
            process = self._forks.start(folder, environment, None)
            self._processes.append(os.pidfd_open(process))
        self._wait(lambda: self.server.webhook.url and all(map(_is_open, self.ports)), "start")

    def stop(self):
        for process in self._processes:
            signal.pidfd_send_signal(process, signal.SIGTERM)
        for process in self._processes:
            assert select.select([process], [], [], 10)[0]
            os.close(process)
        self.splitter.stop()
        self._thread.stop()
        self.store.close()

    def settle(self):
        """Wait until nothing is under way anywhere."""
        self._wait(self._is_quiet, "quiet")

    def _is_quiet(self):
        if self.server.pending or not self.splitter.is_quiet:
            return False
        return not self.count("lanes WHERE waiting > 0 OR claimed_by != ''")

    def count(self, what):
        with self.store._database.read() as connection:
            return connection.execute(text(f"SELECT count(*) FROM {what}")).scalar()  # noqa: S608

    def _wait(self, condition, what):
        until = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < until, f"no {what} within {PATIENCE} seconds; {self.log()}"
            time.sleep(0.005)

    def log(self):
        logs = [self.folder / str(number) / LOG for number in range(len(self.ports))]
        return "".join(log.read_text("utf-8")[-2_000:] for log in logs if log.exists())

    def stored(self, phone):
        client = self.store.find_client("telegram", str(phone.user_id))
        found = self.store.load(client) if client is not None else None
        return found.content if found is not None else None


def _is_open(port):
    try:
        asyncio.run(_connect(port))
    except OSError:
        return False
    return True


async def _connect(port):
    _, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.close()


@dataclass
class Storm:
    """Somebody at a question, and what they tap how often."""

    kind: str
    phone: Phone
    question: Message
    data: list[str]
    times: int
    before: bytes
    calls: int = 0
    asked: list[list[str]] = field(default_factory=list)

    def blow(self):
        row = [one for one in self.data for _ in range(self.times)]
        random.Random(self.phone.user_id).shuffle(row)  # noqa: S311
        for one in row:
            self.phone.tap(one, self.question.message_id, force=True)


class Weather:
    """Makes storms, and knows what has to come of them."""

    def __init__(self, conversation, states, seed):
        self.conversation, self._states = conversation, states
        self.dice = random.Random(seed)  # noqa: S311
        self._people = 0

    def storms(self, pair, number):
        """So many people who have a question before them."""
        kinds = self.dice.choices(KINDS, weights=(5, 4, 2, 2, 3, 2, 3, 2), k=number)
        people = [self._somebody(pair, kind) for kind in kinds]
        pair.settle()
        made = [self._storm(kind, phone) for kind, phone in zip(kinds, people, strict=True)]
        pair.settle()
        for storm in made:
            storm.before = pair.stored(storm.phone)
        return made

    def _somebody(self, pair, kind):
        """Somebody who is somewhere in their conversation, and opens the chat."""
        state = self.dice.choice(self._states[kind])
        self._people += 1
        phone = pair.server.phone(FIRST_ID + self._people)
        client = pair.store.client("telegram", str(phone.user_id))
        assert pair.store.commit([TurnCommit(client, state, 0)])[0].is_committed
        phone.start()
        return phone

    def _storm(self, kind, phone):
        question = phone.last
        data = [button["callback_data"] for row in question.keyboard for button in row]
        chosen = self._chosen(kind, data)
        if kind == "old":
            fresh = self._chosen("ordinary", data)
            phone.tap(fresh[0], question.message_id)
            chosen = [self.dice.choice([one for one in data if one not in fresh] or data)]
        return Storm(kind, phone, question, chosen, self._times(), b"")

    def _times(self):
        return self.dice.choice((*(2, 2, 2, 2, 3, 3, 3, 4, 4, 6, 8), self.dice.randint(10, 50)))

    def _chosen(self, kind, data):
        by_id = {one.split(":")[1]: one for one in data}
        toggles = [one for one in data if one.count(":") == 2]
        plain = [one for one in data if one not in toggles]
        fitting = [one for one in plain if one.split(":")[1] not in _QUIET_WORDS]
        match kind:
            case "toggle":
                return [self.dice.choice(toggles)]
            case "mixed toggles":
                return self.dice.sample([*toggles, by_id["done"]], 2)
            case "done" | "page":
                return [by_id[kind]]
            case "erase":
                return [data[0]]
            case "mixed":
                return self.dice.sample(plain, 2)
        return [self.dice.choice(fitting or plain)]

    def outcomes(self, storm):
        """What may come of it: one tap of each button, in any order. Each as its last `Worked`."""
        orders = [storm.data, storm.data[::-1]] if len(storm.data) > 1 else [storm.data]
        found = []
        for order in orders:
            stored, last = storm.before, None
            for data in order:
                last = self.conversation.take(stored, read_button(data))
                stored = None if last.erase else last.dossier
            found.append((last, stored))
        return found


def asked_in(pair, storm):
    """The questions that came into the chat since the storm began: sent, or drawn in a place."""
    calls = [one for one in pair.server.calls[storm.calls :] if one.had_effect]
    mine = [one for one in calls if one.params.get("chat_id") == storm.phone.user_id]
    return [
        (one.method, one.params["text"])
        for one in mine
        if one.params.get("text") and one.params.get("reply_markup", {}).get("inline_keyboard")
    ]


def judge(pair, weather, storm):
    """One effect, one new question, and the buttons as they have to be."""
    outcomes = weather.outcomes(storm)
    stored = pair.stored(storm.phone)
    asked = asked_in(pair, storm)
    where = f"{storm.kind} {storm.data} x {storm.times}: {asked}"
    wanted = [essence(found) if found is not None else None for _, found in outcomes]
    told = essence(stored) if stored is not None else None
    assert told in wanted, where
    last = outcomes[wanted.index(told)][0]
    if storm.kind.startswith("mixed"):
        assert 1 <= len(asked) <= 1 + len(storm.data), where  # an old button is answered once
        return
    assert len(asked) == 1, f"{where}\n{pair.log()}"
    labels = list(map(label_of, last.screen.options))
    assert storm.phone.last.buttons == labels, where


@pytest.fixture(scope="module")
def conversation(cache_folder):
    content = load_content(cache_folder=cache_folder, features=ALL)
    reader = Reader(content, real_detector())
    return Conversation(content, lambda: reader, time.time)


@pytest.fixture(scope="module")
def states(conversation):
    """Places in conversations that began a while ago, by the storms that are possible there."""
    found = {kind: [] for kind in KINDS}
    clock = time.time() - BEGAN_AGO
    talk = Conversation(conversation.content, conversation._listener.make_reader, lambda: clock)
    for name in SCENARIOS:
        stored = None
        for turn in read_scenario(FOLDER / f"{name}.yaml").turns:
            if "says" not in turn:
                break
            clock += SECONDS_A_TURN
            worked = talk.take(stored, Typed(turn["says"]))
            stored = None if worked.erase else worked.dossier
            if stored is not None:
                _sort_in(found, stored, worked.screen)
                asked = talk.take(stored, Typed("/wissen"))
                found["erase"].append(asked.dossier)
    return found


def _sort_in(found, stored, screen):
    names = {option.id for option in screen.options}
    if sum(option.role not in ("opt_out", "navigation") for option in screen.options) > 1:
        found["ordinary"].append(stored)
        found["mixed"].append(stored)
        found["old"].append(stored)
    if any(option.checked is not None for option in screen.options) and "done" in names:
        found["toggle"].append(stored)
        found["mixed toggles"].append(stored)
        found["done"].append(stored)
        if "page" in names:
            found["page"].append(stored)


@pytest.fixture(scope="module")
def forks(cache_folder, tmp_path_factory):
    folder = tmp_path_factory.mktemp("driver")
    shutil.copytree(cache_folder, folder / "data" / "cache")
    with closing(Forks(folder)) as forks:
        yield forks


@pytest.fixture
def weather(conversation, states, database):
    return Weather(conversation, states, f"{SEED} {database}")


@contextmanager
def running(pair):
    pair.start()
    try:
        yield pair
    finally:
        pair.stop()


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_a_storm_of_taps_has_one_effect(request, tmp_path, weather, database, record_property):
    url = ""
    if database == "postgresql":
        cluster = request.getfixturevalue("postgres")
        url = cluster.url(cluster.database())
    taps = 0
    with running(Pair(request.getfixturevalue("forks"), tmp_path, url)) as pair:
        for _ in range(STORMS // 2 // AT_ONCE):
            storms = weather.storms(pair, AT_ONCE)
            for storm in storms:
                storm.calls = len(pair.server.calls)
                storm.blow()
                taps += storm.times * len(storm.data)
            pair.settle()
            for storm in storms:
                judge(pair, weather, storm)
            pair.server.record.clear()
        assert pair.count("inbox") == pair.count("outbox") == pair.count("dead_letters") == 0
        record_property("taps", taps)
        assert pair.splitter.statuses == {200}
        pair.server.assert_clean()
    assert '"error"' not in pair.log(), pair.log()
