"""Kring on Telegram in this process: the real app, a real database, and the strict test server.

Everything but Telegram itself is real: polling, aiohttp, SQLite. App and server run in one loop in
a thread; the test holds the phones. One clock is for all of them: it stands still until the test
moves it, and only when nothing is under way.
"""

import asyncio
import sqlite3
import threading
from collections.abc import Coroutine, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import pytest

from bot.settings import Settings
from bot.telegram import upkeep
from bot.telegram.app import TelegramApp
from bot.telegram.lanes import CHANNEL
from states.content import Content
from states.dossier import Dossier
from tests.bot.script import told
from tests.fronts.front import Clock
from tests.fronts.joined import dossier_of, kring_in, place_of, usual_content
from tests.telegram.server import BotApiServer, Message, Phone
from tests.telegram.server import Clock as ServerClock
from tests.telegram.server.independent import check_calls
from tests.telegram.server.parameters import Upload

if TYPE_CHECKING:
    from concurrent.futures import Future

    from bot.bootstrap import Kring

_LOOK = 0.0005
_PATIENCE = 15.0
NEVER = 1e9
_ALIVE_SECONDS = upkeep.ALIVE_SECONDS


class House:
    """A running app and the server that it talks to; phones are made by `phone`."""

    def __init__(
        self,
        folder: Path,
        content: Content | None = None,
        *,
        send_rate: float = 0,
        alive_seconds: float = NEVER,
    ) -> None:
        """Make a house; `alive_seconds` is how often Kring notes that it lives.

        Usually it does not: a clock that jumps would look as if Kring had been away.
        """
        self.clock = Clock()
        self.server = BotApiServer(clock=ServerClock(self.clock))
        self._folder = folder
        self._content = content or usual_content()
        self._send_rate = send_rate
        self._alive_seconds = alive_seconds
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="house", daemon=True)
        self._open = ExitStack()
        self._stop: asyncio.Event | None = None
        self._running: Future[None] | None = None
        self._people = 0
        self.kring: Kring
        self.app: TelegramApp

    # Running

    def __enter__(self) -> Self:
        self._thread.start()
        self.run(self.server.start())
        self.kring = self._open.enter_context(kring_in(self._folder, self.clock, self._content))
        self.start_app()
        return self

    def __exit__(self, *_error: object) -> None:
        try:
            self.stop_app()
            self.run(self.server.stop())
            self.run(_end_others())
        finally:
            upkeep.ALIVE_SECONDS = _ALIVE_SECONDS
            self._open.close()
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(10)
            self._loop.close()

    def run(self, doing: Coroutine[Any, Any, Any]) -> Any:
        """Run something in the loop of the app."""
        return asyncio.run_coroutine_threadsafe(doing, self._loop).result(30)

    def start_app(self) -> None:
        """Start Kring on what is stored."""
        self._running = asyncio.run_coroutine_threadsafe(self._serve(), self._loop)
        self.settle()

    def stop_app(self) -> None:
        """Stop Kring, as a signal does; the server and what is stored stay."""
        if self._running is not None and self._stop is not None:
            self._loop.call_soon_threadsafe(self._stop.set)
            self._running.result(10)
        self._running = None

    async def _serve(self) -> None:
        settings = Settings(
            _env_file=None,
            telegram_bot_token=self.server.token,
            telegram_api_url=self.server.base_url,
            telegram_send_rate=self._send_rate,
            listen="127.0.0.1:0",
        )
        self._stop = asyncio.Event()
        upkeep.ALIVE_SECONDS = self._alive_seconds
        self.app = TelegramApp(self.kring, settings, self._loop, self.clock)
        await self.app.run(self._stop)

    # Time

    def settle(self) -> None:
        """Wait until nothing is under way."""
        self.run(self._settled())

    async def _settled(self) -> None:
        async with asyncio.timeout(_PATIENCE):
            while not self._is_quiet():
                self._tell_failure()
                await asyncio.sleep(_LOOK)

    def _is_quiet(self) -> bool:
        if not self.server.polling.is_waiting or self.server.pending:
            return False
        return not (self.app._lanes.busy or self.app._intake._tasks)

    def _tell_failure(self) -> None:
        if self._running is not None and self._running.done():
            self._running.result()

    def wait(self, seconds: float) -> None:
        """Let time pass, and let Kring do what is due then."""
        self.settle()
        self.clock.advance(seconds)
        self.do_what_is_due()

    def do_what_is_due(self) -> None:
        """What the app looks after now and then, at once."""
        while self.kring.store.fire_check_ins(upkeep.LINE):
            continue
        self.run(self.app._upkeep.forward_news())
        self.run(self.app._upkeep._claim_some())
        self.settle()

    # People

    def phone(self, first_name: str = "Anna") -> Phone:
        """The phone of somebody new."""
        self._people += 1
        return self.server.phone(1_000 + self._people, first_name)

    def dossier(self, phone: Phone) -> Dossier | None:
        """What is stored of somebody; None where nothing is."""
        return dossier_of(self.kring, CHANNEL, str(phone.user_id))

    def place(self, phone: Phone) -> str | None:
        """Where somebody is, as `dialogue/step`, by what is stored."""
        return place_of(self.kring, CHANNEL, str(phone.user_id))

    def told(self, phone: Phone) -> object:
        """What somebody told, without the moments at which it was; None where nothing is kept."""
        dossier = self.dossier(phone)
        return None if dossier is None else told(dossier)

    def rows(self) -> dict[str, int]:
        """How many rows there are in each table that has something of a client."""
        with sqlite3.connect(self._folder / "kring.db") as connection:
            names = ("clients", "lanes", "dossiers", "inbox", "outbox", "chats", "check_ins")
            return {n: connection.execute(f"SELECT count(*) FROM {n}").fetchone()[0] for n in names}  # noqa: S608

    def calls_to(self, phone: Phone, method: str | None = None) -> list[Any]:
        """The calls about one chat, of one method or of all."""
        return [
            call
            for call in self.server.calls
            if call.params.get("chat_id") == phone.user_id and method in (None, call.method)
        ]

    def upload(self, message: Message) -> Upload:
        """The file in a message, as it came."""
        shown: Any = message.content[message.kind]
        file = shown[-1] if message.kind == "photo" else shown
        return self.server.state.files[str(file["file_id"])]

    def assert_clean(self) -> None:
        """Fail where a call was not as it should be, by the server or by aiogram."""
        problems = [*self.server.violations, *check_calls(self.server.calls)]
        self.server.violations.clear()
        self.server.record.calls.clear()
        assert not problems, "\n".join(problems)


async def _end_others() -> None:
    """Let go of polls that the server still holds open."""
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


@contextmanager
def open_house(folder: Path, content: Content | None = None, **options: Any) -> Iterator[House]:
    """A house for some tests; at its end all that was asked of Telegram has to be right."""
    with House(folder, content, **options) as house:
        yield house
        house.settle()
        house.assert_clean()


def house_for_module(**options: Any) -> Any:
    """A fixture: one house for all tests of a module, each with a phone of its own."""

    @pytest.fixture(scope="module")
    def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
        with open_house(tmp_path_factory.mktemp("house"), **options) as opened:
            yield opened

    return house
