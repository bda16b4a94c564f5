"""Everything the server remembers, behind one lock."""

import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from .chats import Chat, Chats, Message, User
from .parameters import Upload
from .updates import Updates

BOT_ID = 123456789
TOKEN = f"{BOT_ID}:AAH-test-server-token-for-Kring_0123456"
MOST_VIOLATIONS = 1_000

Files = dict[str, Upload]


class Clock:
    """The time of the server: real time plus what a test let pass."""

    def __init__(self, base: Callable[[], float] = time.time) -> None:
        self._base = base
        self._ahead = 0.0

    def __call__(self) -> float:
        return self._base() + self._ahead

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        self._ahead += seconds


@dataclass(slots=True)
class Query:
    """A tap that the bot may answer."""

    query_id: str
    date: float
    user_id: int
    data: str
    answers: list[dict[str, object]] = field(default_factory=list)


class State:
    """The world behind the Bot API: chats, updates, taps, files and the bot's own settings."""

    def __init__(self, token: str, clock: Clock) -> None:
        self.token = token
        self.clock = clock
        self.lock = threading.RLock()
        self.changed = threading.Condition(self.lock)
        self.on_change: list[Callable[[], None]] = []
        self.chats = Chats(clock)
        self.updates = Updates(clock)
        self.queries: dict[str, Query] = {}
        self.files: Files = {}
        self.commands: dict[str, list[dict[str, object]]] = {}
        self.texts: dict[tuple[str, str], str] = {}
        self.violations: list[str] = []
        self.totals: Counter[str] = Counter()
        self.tap_answer_seconds = 150.0
        self.bot: User = {
            "id": int(token.partition(":")[0]),
            "is_bot": True,
            "first_name": "Kring",
            "username": "kring_test_bot",
        }

    def violation(self, text: str) -> None:
        """Note something that Telegram would accept or overlook, but that no bot should do."""
        if len(self.violations) < MOST_VIOLATIONS:
            self.violations.append(text)

    def notify(self) -> None:
        """Something in a chat changed: wake everybody who waits for that. Needs the lock."""
        self.changed.notify_all()
        if self.on_change:
            waiting, self.on_change = self.on_change, []
            for call in waiting:
                call()

    def bot_message(self, chat: Chat, **content: object) -> Message:
        """A message from the bot; the caller has checked everything."""
        message = self.chats.new_message(chat, self.bot, **content)
        self.totals["messages"] += 1
        self.notify()
        return message
