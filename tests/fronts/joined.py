"""Kring joined by hand, as `bot.bootstrap` does it, with a clock of the test's own."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from bot.bootstrap import TELEGRAM, Kring, join
from bot.conversation import Conversation
from dialogues.reader import Reader
from states.content import Content
from states.dossier import Dossier, decode
from storage.keys import KeySource
from storage.store import Store
from tests.fronts.front import Clock
from tests.talk import content_with, real_detector


@cache
def content_of(*features: str) -> Content:
    """The shipped content for a program with these features."""
    return content_with(*features)


def usual_content() -> Content:
    """The content as Kring starts with it."""
    return content_of(*sorted(TELEGRAM))


@contextmanager
def kring_in(folder: Path, clock: Clock, content: Content) -> Iterator[Kring]:
    """All parts over a SQLite file in `folder`."""
    reader = Reader(content, real_detector())
    keys = KeySource(path=folder / "master.keys")
    with Store.open(f"sqlite:///{folder / 'kring.db'}", keys, now=clock) as store:
        yield join(store, Conversation(content, lambda: reader, clock))


def dossier_of(kring: Kring, channel: str, external_id: str) -> Dossier | None:
    """What is stored of a client; None where nothing is."""
    client = kring.store.find_client(channel, external_id)
    stored = kring.store.load(client) if client else None
    return decode(stored.content) if stored else None


def place_of(kring: Kring, channel: str, external_id: str) -> str | None:
    """Where a client is, as `dialogue/step`, by what is stored of them."""
    dossier = dossier_of(kring, channel, external_id)
    if dossier is None or not dossier.stack:
        return None
    top = dossier.stack[-1]
    return f"{top.dialogue}/{top.step}"
