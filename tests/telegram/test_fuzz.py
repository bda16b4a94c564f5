"""Whatever comes as an update: nothing breaks, nobody is blocked, everybody still gets answers.

The updates are those of `odd_updates`, by both ways in. The seeds are fixed.
"""

import asyncio
import io
import json
import os
import re
import resource
import socket
import sqlite3
from collections import Counter
from contextlib import closing
from itertools import islice

import aiohttp
import pytest

import bot.logs
import bot.telegram.polling
from bot.settings import WEBHOOK_PATH, Settings
from bot.telegram.app import TelegramApp
from bot.telegram.lanes import LEASE
from bot.telegram.polling import Poller
from bot.web.health import Health
from tests.conftest import IS_FULL
from tests.fronts.house import House
from tests.telegram.odd_updates import BODY_BOUND, FIRST_USER, USERS, OddUpdates

UPDATES = 100_000 if IS_FULL else 5_000
SECRET = "een-geheim_van_Kring"  # noqa: S105 - of nobody
HEADERS = {"X-Telegram-Bot-Api-Secret-Token": SECRET, "Content-Type": "application/json"}
AT_ONCE = 24
POLLED_AT_ONCE = 250
POSTED_AT_ONCE = 1_000
HALF_A_SURROGATE = re.compile("[\ud800-\udfff]")
LEASES = 150
"""More than the inputs that can be waiting in a lane."""

EXPLAINED = {
    "client_unreachable",  # a chat that nobody knows
    "not_said",
    "message_refused",  # a chat whose number no chat can have
    "lane_full",  # too many updates of one person
    "chat_not_tidied",  # buttons under messages that Kring never wrote
    "updates_unreadable",  # half a surrogate in an answer to getUpdates
}
"""Lines of the log that such updates are a reason for."""


class OpenHouse(House):
    """A house whose app is called by a webhook, or polls."""

    def __init__(self, folder, *, is_webhook):
        super().__init__(folder)
        self.is_webhook = is_webhook
        self.port = free_port()
        self.loop_errors = []

    async def _serve(self):
        self._loop.set_exception_handler(lambda _loop, found: self.loop_errors.append(found))
        self._stop = asyncio.Event()
        self.app = TelegramApp(self.kring, self._settings(), self._loop)
        self.app._upkeep._clock = self.clock
        self.app._lanes.showing.deliverer._clock = self.clock
        await self.app.run(self._stop)

    def _settings(self):
        return Settings(
            _env_file=None,
            telegram_bot_token=self.server.token,
            telegram_api_url=self.server.base_url,
            telegram_send_rate=0,
            telegram_webhook=self.is_webhook,
            telegram_webhook_secret=SECRET,
            public_url=f"http://127.0.0.1:{self.port}",
            listen=f"127.0.0.1:{self.port}",
        )

    def _is_quiet(self):
        if not self.is_webhook:
            return super()._is_quiet()
        if not self.server.webhook.url or self.server.pending:
            return False
        return not (self.app._lanes.busy or self.app._intake._tasks)

    async def post_all(self, bodies):
        """Bring them as Telegram does; how often each status came for what was not too large."""
        address = f"http://127.0.0.1:{self.port}{WEBHOOK_PATH}"
        found, waiting = Counter(), iter(bodies)
        async with aiohttp.ClientSession(headers=HEADERS) as session:

            async def post_some():
                for body in waiting:
                    if len(body) > BODY_BOUND:
                        assert await _status(session, address, body) in (413, 0)
                        found["too large"] += 1
                    else:
                        found[await _status(session, address, body)] += 1

            await asyncio.gather(*(post_some() for _ in range(AT_ONCE)))
        return found

    def empty_lanes(self):
        """Lanes of people out of reach rest until their lease is over; then the sweep has them."""
        for _ in range(LEASES):
            if not self.left_over():
                return
            self.wait(LEASE + 1)

    def left_over(self):
        """What the database holds that waits, or was set aside."""
        with closing(sqlite3.connect(self._folder / "kring.db")) as database:
            questions = {
                **{name: f"SELECT count(*) FROM {name}" for name in ("inbox", "dead_letters")},  # noqa: S608
                "outbox": "SELECT count(*) FROM outbox",
                "waiting": "SELECT coalesce(sum(waiting), 0) FROM lanes",
                "claimed": "SELECT count(*) FROM lanes WHERE claimed_by != ''",
            }
            counts = {
                name: database.execute(question).fetchone()[0]
                for name, question in questions.items()
            }
        return {name: found for name, found in counts.items() if found}


async def _status(session, address, body):
    try:
        async with session.post(address, data=io.BytesIO(body)) as answer:
            await answer.read()
            return answer.status
    except aiohttp.ClientConnectionError:
        return 0


def free_port():
    with closing(socket.create_server(("127.0.0.1", 0))) as found:
        return found.getsockname()[1]


def megabytes():
    """The most that this process ever held, and what it holds now."""
    with open("/proc/self/statm", encoding="ascii") as status:  # noqa: PTH123
        now = int(status.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, now >> 20


@pytest.fixture
def events(monkeypatch):
    """What was logged, and how often."""
    found = Counter()
    monkeypatch.setattr(
        bot.logs, "_log", lambda _level, event, facts: found.update([_named(event, facts)])
    )
    return found


def _named(event, facts):
    where = "".join(str(facts.get("where", "")).rpartition("/")[1:])
    return " ".join(filter(None, (event, facts.get("type"), facts.get("code"), where)))


@pytest.mark.parametrize("is_webhook", [True, False], ids=["webhook", "polling"])
def test_odd_updates_break_nothing(tmp_path, events, monkeypatch, record_property, is_webhook):
    monkeypatch.setattr(bot.telegram.polling, "PAUSES", (0.001,))
    with OpenHouse(tmp_path, is_webhook=is_webhook) as house:
        people = [house.server.phone(FIRST_USER + number) for number in range(USERS)]
        house.server.record.keep = False
        for phone in people:
            phone.start()
        house.settle()
        row = OddUpdates(1 if is_webhook else 2, int(house.clock()))
        before = megabytes()
        bring = bring_by_webhook if is_webhook else bring_by_polling
        bring(house, row, UPDATES // 2)
        house.empty_lanes()
        record_property("megabytes", (before, megabytes()))
        unexplained = {name for name in events if name.split()[0] not in EXPLAINED}
        assert not unexplained, events
        assert not house.loop_errors, house.loop_errors
        assert not house.left_over()
        assert not house.app._intake._tasks
        assert not house.app._lanes._tasks
        newcomers = [house.phone() for _ in range(3)]
        for phone in [*people[::12], *newcomers]:
            assert_gets_answers(house, phone)
        assert not house.left_over()
        house.server.assert_clean()
        assert inputs_of(house) > UPDATES // 8  # most are no input; the fuzz got past the door


def inputs_of(house):
    """How many of the updates came as far as a conversation."""
    metrics = house.app.metrics.export().decode()
    counts = re.findall(r"^kring_turns_total\{\S+ ([0-9.]+)", metrics, re.MULTILINE)
    return sum(map(float, counts))


def bring_by_webhook(house, row, number):
    statuses = Counter()
    for start in range(0, number, POSTED_AT_ONCE):
        bodies = [one.body for one in islice(row, min(POSTED_AT_ONCE, number - start))]
        statuses += house.run(house.post_all(bodies))
        house.settle()
    assert set(statuses) <= {200, "too large"}, statuses
    assert statuses[200] > number * 0.99


def bring_by_polling(house, row, number):
    values = pollable(row)
    for start in range(0, number, POLLED_AT_ONCE):
        for value in islice(values, min(POLLED_AT_ONCE, number - start)):
            house.server.push(value)
        house.settle()


def pollable(row):
    """Values for the test server; few with half a surrogate, as then each is asked for alone."""
    for one in row:
        if one.value is None:
            continue
        is_half = HALF_A_SURROGATE.search(json.dumps(one.value, ensure_ascii=False))
        if not is_half or row.dice.random() < 0.02:
            yield one.value


def assert_gets_answers(house, phone):
    """Somebody who opens the chat sees a question, and a tap on a button of it counts."""
    seen = len(phone.chat.events)
    phone.start()
    house.settle()
    assert len(phone.chat.events) > seen + 1, phone._screen()
    question = phone.last
    assert question.buttons, phone._screen()
    seen = len(phone.chat.events)
    phone.tap(question.buttons[0], question.message_id)
    house.settle()
    assert len(phone.chat.events) > seen, phone._screen()


# What no JSON library of Python reads whole comes from the server as bytes

ODD = {
    "half a surrogate": rb'"\ud800"',
    "half a surrogate before a quote": rb'"\ud83d\""',
    "bytes that are no text": b'"\xed\xa0\x80\xff"',
    "NUL": b'"\x00"',
    "no number": b"NaN",
    "a long number": b"1" * 5_000,
    "too large a fraction": b"1e999",
    "deep lists": b"[" * 5_000 + b"]" * 5_000,
    "deep objects": b'{"a":' * 5_000 + b"1" + b"}" * 5_000,
    "brackets in a text": rb'"]}],[{\\"',
}


class Taker:
    """Stands for the intake, and for a Telegram that has some updates: offsets confirm them."""

    def __init__(self, updates, first=(), always=None):
        self._updates = updates
        self._first, self._always = list(first), always
        self.taken, self.offsets = [], []
        self.is_over = asyncio.Event()

    async def updates(self, offset, _seconds, _kinds, limit):
        self.offsets.append(offset)
        waiting = [body for number, body in self._updates if number >= offset]
        if not waiting or len(self.offsets) > 20:
            self.is_over.set()
            await asyncio.sleep(60)
        if self._first:
            return self._first.pop()
        if self._always is not None:
            return self._always
        return b'{"ok":true,"result":[' + b",".join(waiting[:limit]) + b"]}"

    async def take(self, reads):
        self.taken += reads
        return True

    @property
    def said(self):
        """The numbers of what was taken as something that a client said."""
        return {read.update_id for read in self.taken if read.kind == "input"}


async def polled(*updates, **answers):
    """Let a poller have these updates, until it has them all.

    Args:
        updates: Numbers and bytes.
        answers: What is answered at `first` (some), or `always`.
    """
    taker = Taker(updates, **answers)
    poller = Poller(taker, taker, Health("polling"), lambda: 0)
    polling = asyncio.ensure_future(poller.run())
    over = asyncio.ensure_future(taker.is_over.wait())
    await asyncio.wait({polling, over}, timeout=5, return_when=asyncio.FIRST_COMPLETED)
    assert not polling.done(), polling.exception()
    polling.cancel()
    await asyncio.gather(polling, return_exceptions=True)
    over.cancel()
    assert taker.is_over.is_set(), "the poller waits for something"
    return taker


def _hello(number, text=b'"hoi"'):
    chat = b'{"id": 7, "type": "private"}'
    parts = (b'{"update_id":%d,' % number, b'"message":{"message_id":1,"chat":', chat)
    return b"".join((*parts, b',"text":', text, b',"tag":', text, b"}}"))


@pytest.fixture
def pauses(monkeypatch):
    """Pauses of the poller, which take no time here."""
    found = []

    async def pause(_poller):
        found.append(1)

    monkeypatch.setattr(Poller, "_pause", pause)
    return found


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
def test_an_update_that_is_no_json_blocks_no_other_one(events, pauses, odd):
    updates = [(5, _hello(5)), (6, _hello(6, odd)), (7, _hello(7)), (8, _hello(8))]
    taker = asyncio.run(polled(*updates))
    assert {5, 7, 8} <= taker.said
    assert taker.offsets[-1] == 9
    assert len(taker.offsets) < 12  # around that one they are asked for one at a time
    assert len(pauses) < 5
    assert set(events) <= {"updates_unreadable"}


@pytest.mark.usefixtures("pauses")
def test_words_with_half_a_surrogate_are_heard(events):
    taker = asyncio.run(polled((6, _hello(6, ODD["half a surrogate"]))))
    assert taker.said == {6}
    assert set(events) <= {"updates_unreadable"}


@pytest.mark.parametrize("bare", [b'{"message":null}', b'{"update_id":null}', b"null", b"5"])
def test_an_update_without_a_number_is_not_asked_for_at_full_speed(events, pauses, bare):
    taker = asyncio.run(polled((6, bare)))
    assert len(pauses) >= len(taker.offsets) - 2
    assert set(events) <= {"updates_unreadable"}


def test_a_number_below_zero_makes_telegram_forget_nothing(pauses):
    taker = asyncio.run(polled((0, _hello(-5))))
    assert set(taker.offsets) == {0}
    assert pauses


WHOLE = b'{"ok":true,"result":[' + _hello(6) + b"]}"


@pytest.mark.usefixtures("pauses")
@pytest.mark.parametrize("cut", [*range(20, len(WHOLE), 7), len(WHOLE) - 1, len(WHOLE) - 2])
def test_an_answer_that_is_cut_off_confirms_nothing(cut):
    for times in (1, 3):
        taker = asyncio.run(polled((6, _hello(6)), first=[WHOLE[:cut]] * times))
        assert taker.said == {6}


@pytest.mark.parametrize("page", [b"", b"<html>", b"{}", b"[]", b'{"ok":true}', WHOLE[:60]])
def test_an_answer_that_is_none_is_not_asked_for_at_full_speed(pauses, page):
    taker = asyncio.run(polled((6, _hello(6)), always=page))
    assert len(pauses) >= len(taker.offsets) - 2
