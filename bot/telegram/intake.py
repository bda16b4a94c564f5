"""Updates on their way in: stored before Telegram is told that they were received.

The same for polling and webhook. What is not from a client alone (groups, notes that somebody
blocked the bot) is done at once, and can be done twice without harm.
"""

import asyncio
import time
from collections.abc import Callable, Coroutine, Sequence
from typing import Any

from bot.logs import log_exception, log_warning
from bot.metrics import Metrics
from bot.telegram.api import Api
from bot.telegram.arrivals import encode_arrived
from bot.telegram.bridge import Bridge
from bot.telegram.lanes import CHANNEL, Lanes
from bot.telegram.reading import Read
from bot.wording import GROUP, NOT_STORED_YET, TOO_FAST
from storage.errors import StorageError
from storage.inbox import Arrival, Incoming
from storage.lanes import Claim
from storage.receiving import Receipt
from storage.store import Store

QUIET_SECONDS = 60.0
"""So long a chat hears the same notice only once."""

_MOST_NOTICES = 1_000


class Intake:
    """Takes updates in, and hands lanes that are free to be worked off."""

    def __init__(  # noqa: PLR0913, PLR0917 - the parts are joined in one place, `app.py`
        self,
        store: Store,
        bridge: Bridge,
        lanes: Lanes,
        api: Api,
        metrics: Metrics,
        claim: Claim,
        bot: int,
        text: Callable[[str], str],
    ) -> None:
        """Make the intake.

        Args:
            store: Where updates are stored.
            bridge: To wait for the writer.
            lanes: Works off what came in.
            api: For what is not stored: leaving groups, notices.
            metrics: Counts.
            claim: Under which lanes are claimed.
            bot: The bot's id: numbers of updates are those of one bot.
            text: Gives a notice by its key, as HTML.
        """
        self._store = store
        self._bridge = bridge
        self._lanes = lanes
        self._api = api
        self._metrics = metrics
        self._claim = claim
        self._bot = bot
        self._text = text
        self._notices: dict[tuple[int, str], float] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def take(self, reads: Sequence[Read], *, answers_taps: bool = True) -> bool:
        """Take updates in; True once all are safe, so that Telegram may be told "received".

        Args:
            reads: The updates, in their order.
            answers_taps: Whether to let phones know that a tap was seen; not where the answer to
                the webhook does it.
        """
        inputs = [read for read in reads if read.kind == "input"]
        futures = [
            self._bridge.wait(self._store.submit_incoming(self._incoming(read), self._claim))
            for read in inputs
        ]
        others = [self._other(read) for read in reads if read.kind not in ("input", "nothing")]
        # One after another, which costs no task: they are all on their way already.
        safe = [
            self._received(read, await _outcome(future), answers_taps=answers_taps)
            for read, future in zip(inputs, futures, strict=True)
        ]
        safe += [await other for other in others]
        return all(safe)

    def _incoming(self, read: Read) -> Incoming:
        payload = encode_arrived(read.arrived) if read.arrived is not None else b""
        return Incoming(CHANNEL, str(read.chat), f"{self._bot}:{read.update_id}", payload)

    def _received(
        self, read: Read, receipt: Receipt | BaseException, *, answers_taps: bool
    ) -> bool:
        if isinstance(receipt, BaseException):
            return self._failed(read, receipt)
        if receipt.arrival is Arrival.DUPLICATE:
            self._metrics.duplicate()
        else:
            self._metrics.update(read.name)
        if receipt.arrival is Arrival.FULL:
            # More than anybody can mean; a kind word, and no harm to others behind it in line.
            log_warning("lane_full")
            self._tell(read.chat, TOO_FAST)
        if read.query is not None and answers_taps:
            self._start(self._api.answer_tap(read.query))
        if receipt.lane is not None:
            self._lanes.take(receipt.lane)
        return True

    def _failed(self, read: Read, error: BaseException) -> bool:
        """It could not be stored: Telegram will bring it again, and the client hears so."""
        if not isinstance(error, StorageError):
            log_exception("update_not_taken", error)
            # An error of ours would come again with the same update, and block all others.
            return True
        log_exception("update_not_stored", error)
        self._tell(read.chat, NOT_STORED_YET)
        return False

    async def _other(self, read: Read) -> bool:
        if read.kind == "group":
            self._leave(read.chat)
            return True
        try:
            await asyncio.to_thread(self._note_reach, read)
        except StorageError as error:
            log_exception("update_not_stored", error)
            return False
        self._metrics.update(read.name)
        return True

    def _note_reach(self, read: Read) -> None:
        """Somebody blocked the bot, or came back."""
        client = self._store.find_client(CHANNEL, str(read.chat))
        if client is not None:
            self._store.set_unreachable(client, is_unreachable=read.kind == "went")

    def _leave(self, chat: int) -> None:
        if self._is_first(chat, GROUP):
            self._start(self._api.leave(chat, self._text(GROUP)))

    def _tell(self, chat: int, key: str) -> None:
        if self._is_first(chat, key):
            self._start(self._api.tell(chat, self._text(key)))

    def _is_first(self, chat: int, key: str) -> bool:
        """Whether this chat did not hear this notice just now."""
        now = time.monotonic()
        if now - self._notices.get((chat, key), -QUIET_SECONDS) < QUIET_SECONDS:
            return False
        if len(self._notices) >= _MOST_NOTICES:
            self._notices.clear()
        self._notices[chat, key] = now
        return True

    def _start(self, doing: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(doing)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


async def _outcome(future: "asyncio.Future[Receipt]") -> Receipt | BaseException:
    try:
        return await future
    except Exception as error:  # noqa: BLE001 - who asked looks what it is
        return error
