"""Bot tests talk with the real content, a real SQLite file and, where it matters, a process."""

import fcntl
import os
import shutil
import sys
from pathlib import Path

import pytest

import bot
from bot.bootstrap import _reader
from bot.conversation import Conversation
from bot.desk import Desk
from bot.trouble import Trouble
from bot.turns import Turns
from dialogues.loader import load_content
from storage.keys import KeySource
from storage.store import Store
from tests.bot.process import Chat, run_command
from tests.bot.script import make_script

ROOT = Path(bot.__file__).parents[1]
IS_FULL = os.environ.get("KRING_TEST_FULL") == "1"


@pytest.fixture(scope="session")
def cache_folder(tmp_path_factory):
    """One cache of the content for all workers: the first one fills it."""
    shared = tmp_path_factory.getbasetemp().parent / "content-cache"
    with (tmp_path_factory.getbasetemp().parent / "content-cache.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        load_content(cache_folder=shared)
    return shared


@pytest.fixture(scope="session")
def content(cache_folder):
    return load_content(cache_folder=cache_folder)


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self):
        self.at = 1_800_000_000

    def __call__(self):
        return float(self.at)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def conversation(content, clock):
    return Conversation(content, lambda: _reader(content), clock)


class Place:
    """A working directory with a database, for processes and for a desk in this one."""

    def __init__(self, folder, cache):
        self.folder = folder
        self.data = folder / "data"
        self.data.mkdir(mode=0o700)
        shutil.copytree(cache, self.data / "cache")
        self.chats = []

    @property
    def database(self):
        return self.data / "kring.db"

    def environment(self, **settings):
        kept = {k: v for k, v in os.environ.items() if k in ("PATH", "HOME", "LANG", "TMPDIR")}
        return {**kept, "PYTHONPATH": str(ROOT), **settings}

    def command(self, *words, typed="", **settings):
        return run_command(words, self.folder, self.environment(**settings), typed)

    def chat(self, *words, **settings):
        chat = Chat(
            [sys.executable, "-m", "bot", *words], self.folder, self.environment(**settings)
        )
        self.chats.append(chat)
        return chat

    def store(self, **options):
        keys = KeySource(path=self.data / "master.keys")
        return Store.open(f"sqlite:///{self.database}", keys, **options)

    def close(self):
        for chat in self.chats:
            chat.kill()


@pytest.fixture
def place(tmp_path, cache_folder):
    made = Place(tmp_path, cache_folder)
    yield made
    made.close()


@pytest.fixture
def store(place, clock):
    with place.store(now=clock, patience=0.1) as opened:
        yield opened


@pytest.fixture
def desk(store, conversation):
    return desk_on(store, conversation)


def desk_on(store, conversation):
    trouble = Trouble(conversation)
    return Desk(store, Turns(store, conversation, trouble), trouble)


@pytest.fixture(scope="session")
def script(content):
    """A conversation of forty lines with names and free text."""
    clock = Clock()
    return make_script(Conversation(content, lambda: _reader(content), clock), clock, 40)
