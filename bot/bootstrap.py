"""The one place where the parts are joined.

Content before the database: with broken content nothing is started and nothing is written.
"""

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot.logs import log_warning
from bot.settings import Settings, unread_variables

if TYPE_CHECKING:
    from bot.conversation import Conversation
    from bot.desk import Desk
    from bot.listening import Reader
    from bot.roster import Roster
    from bot.turns import Turns
    from states.content import Content
    from storage.keys import KeySource
    from storage.portal.store import PortalStore
    from storage.store import Store

TERMINAL: frozenset[str] = frozenset()
TELEGRAM: frozenset[str] = frozenset({"telegram", "check_ins", "pictures"})
"""What each way to talk can do besides dialogues, for content that `needs` it.

The terminal reminds nobody: it is not there when the day comes. It draws no pictures and hands
over no files: there the same is said in words.
"""

SHARING = "sharing"
"""What both can do where there is a portal for workers; without it nothing of it is said."""

ALL = TELEGRAM | {SHARING}
"""All that content may need: what checks and the preview look at."""

_GARBAGE = (700, 10, 10)
"""Python's own thresholds; `__main__` has others while it loads."""


@dataclass(frozen=True, slots=True)
class Kring:
    """Everything joined, while it runs."""

    desk: "Desk"
    conversation: "Conversation"
    turns: "Turns"
    store: "Store"
    roster: "Roster | None" = None
    """The workers; None where nobody can share."""


def features_of(settings: Settings, front_end: frozenset[str]) -> frozenset[str]:
    """What a way to talk (`TERMINAL` or `TELEGRAM`) can do with these settings."""
    return front_end | {SHARING} if settings.has_portal else front_end


@contextmanager
def running(settings: Settings, features: frozenset[str]) -> Iterator[Kring]:
    """Open everything, and close it at the end.

    Args:
        settings: What the operator set.
        features: `TERMINAL` or `TELEGRAM`.

    Raises:
        DialogueInvalid: content is not right; nothing was started.
        StorageError: the database cannot be used, or not with these keys.
    """
    if unknown := unread_variables():
        log_warning("unknown_variables", names=unknown)
    conversation = open_conversation(settings, features_of(settings, features))
    warn_of_stale_lines(conversation.content)
    with open_store(settings) as store:
        kring = join(store, conversation)
        gc.freeze()
        gc.set_threshold(*_GARBAGE)
        yield kring


def join(store: "Store", conversation: "Conversation") -> Kring:
    """The parts over an open store; with workers where the content can be shared."""
    from bot.desk import Desk  # noqa: PLC0415 - commands that need none of it start faster
    from bot.offers import Offers  # noqa: PLC0415
    from bot.roster import Roster  # noqa: PLC0415
    from bot.trouble import Trouble  # noqa: PLC0415
    from bot.turns import Turns  # noqa: PLC0415

    trouble = Trouble(conversation)
    roster = Roster(store.roster) if SHARING in conversation.content.capabilities else None
    offers = None
    if roster is not None:
        conversation.roster = roster
        offers = Offers(store, conversation.now)
    turns = Turns(store, conversation, trouble, offers)
    return Kring(Desk(store, turns, trouble, roster), conversation, turns, store, roster)


def open_conversation(settings: Settings, features: frozenset[str]) -> "Conversation":
    """Content, and how to talk about it."""
    from bot.conversation import Conversation  # noqa: PLC0415

    content = open_content(settings, features)
    return Conversation(content, lambda: _reader(content), time.time)


def open_content(settings: Settings, features: frozenset[str]) -> "Content":
    """All content, checked; from the cache where nothing changed."""
    from dialogues.loader import load_content  # noqa: PLC0415
    from dialogues.source import FOLDER  # noqa: PLC0415

    organisation = organisation_file(settings)
    _make_data_folder(settings.data_folder)
    cache = settings.data_folder / "cache"
    return load_content(FOLDER, organisation, cache_folder=cache, features=features)


def organisation_file(settings: Settings) -> Path:
    """The organisation's own file, or the national example."""
    from dialogues.source import NATIONAL_EXAMPLE  # noqa: PLC0415

    return settings.organisation_file or NATIONAL_EXAMPLE


def open_store(settings: Settings) -> "Store":
    """The database, with its tables and keys."""
    from storage.store import Store  # noqa: PLC0415

    return Store.open(settings.database_url.get_secret_value(), _key_source(settings))


def open_portal_store(settings: Settings) -> "PortalStore":
    """The database as far as the portal goes, with the portal key or the master keys."""
    from storage.portal.store import PortalStore  # noqa: PLC0415

    return PortalStore.open(settings.database_url.get_secret_value(), _key_source(settings))


def _key_source(settings: Settings) -> "KeySource":
    from storage.keys import KeySource  # noqa: PLC0415

    keys = settings.master_keys
    return KeySource(keys.get_secret_value() if keys else None, settings.master_keys_file)


def warn_of_stale_lines(content: "Content") -> None:
    """Tell the operator of help lines that nobody checked lately; clients see them all the same."""
    stale = content.organisation.stale_lines(datetime.now(UTC).date())
    if stale:
        log_warning("help_lines_unchecked", lines=[line.id for line in stale])


def _reader(content: "Content") -> "Reader":
    from dialogues.danger.detector import DangerDetector  # noqa: PLC0415 - at the first line
    from dialogues.reader import Reader  # noqa: PLC0415

    return Reader(content, DangerDetector.load())


def _make_data_folder(folder: Path) -> None:
    """Make it before anything else does: what stands in it is nobody else's."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return  # the database says so, with the variable's name
