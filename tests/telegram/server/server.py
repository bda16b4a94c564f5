"""The server: ties chats, updates, webhook, faults and HTTP together."""

import asyncio
import contextlib
from typing import Self

from aiohttp import web

from .chats import Chat
from .dispatch import Dispatch
from .faults import FaultPlan
from .groups import Group
from .limits import RateLimits
from .phone import Phone
from .polling import Polling
from .record import Call, Record
from .state import TOKEN, Clock, Query, State
from .updates import MESSAGE_LIFETIME, Entry
from .webhook import Webhook

_UPLOAD_BYTES = 60 << 20
_ENVELOPE = {"message", "edited_message", "callback_query", "my_chat_member"}


class BotApiServer:
    """A Bot API server on loopback, and the hands of a test in it.

    Everything that is no coroutine may be called from any thread.

    Args:
        token: The one token that is accepted.
        clock: The time; `advance` moves it.
        keep_calls: Keep all calls; otherwise only count them.
        retry_pause: The first pause of the webhook after the retry at once, in seconds.
        answer_patience: How long the webhook waits for an answer, in seconds.
        limits: Rate limits, off by default.
    """

    def __init__(
        self,
        *,
        token: str = TOKEN,
        clock: Clock | None = None,
        keep_calls: bool = True,
        retry_pause: float = 2.0,
        answer_patience: float = 60.0,
        limits: RateLimits | None = None,
    ) -> None:
        self.clock = clock or Clock()
        self.state = State(token, self.clock)
        self.record = Record(keep=keep_calls)
        self.faults = FaultPlan()
        self.webhook = Webhook(
            self.state, self._answered, pause=retry_pause, patience=answer_patience
        )
        self.polling = Polling(self.state, self.webhook)
        self._dispatch = Dispatch(
            state=self.state,
            webhook=self.webhook,
            polling=self.polling,
            record=self.record,
            faults=self.faults,
            limits=limits,
        )
        self._phones: dict[int, Phone] = {}
        self.state.updates.on_arrival = self._arrived
        self.port = 0
        self._loop: asyncio.AbstractEventLoop | None = None
        self._is_waking = False
        self._web: web.Server | None = None
        self._listener: asyncio.Server | None = None

    # -- running -----------------------------------------------------------------------------

    async def start(self) -> None:
        """Listen on loopback, on the same port as before when there was one."""
        self._loop = asyncio.get_running_loop()
        self._is_waking = False
        self._web = web.Server(self._dispatch.handle, request_factory=_request, access_log=None)
        self._listener = await self._loop.create_server(
            self._web, "127.0.0.1", self.port, reuse_address=True
        )
        self.port = self._listener.sockets[0].getsockname()[1]
        self.webhook.resume()

    async def stop(self) -> None:
        """Stop listening; everything is remembered, so it can start again."""
        self._loop = None
        if self._listener is None or self._web is None:
            return
        self._listener.close()
        await self.webhook.close()
        await self._web.shutdown(0.1)
        await self._listener.wait_closed()
        self._listener = self._web = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self.stop()

    @property
    def url(self) -> str:
        """Where the server listens; a bot asks `{url}/bot{token}/{method}`."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def base_url(self) -> str:
        """What python-telegram-bot takes as `base_url`."""
        return f"{self.url}/bot"

    @property
    def token(self) -> str:
        """The token of the bot."""
        return self.state.token

    # -- for tests ---------------------------------------------------------------------------

    @property
    def calls(self) -> list[Call]:
        """All calls so far (empty when only counts are kept)."""
        return self.record.calls

    def calls_of(self, method: str) -> list[Call]:
        """The calls of one method."""
        return [call for call in self.calls if call.method == method]

    @property
    def violations(self) -> list[str]:
        """What Telegram would overlook but a bot should not do."""
        return self.state.violations

    def assert_clean(self) -> None:
        """Fail when there were violations."""
        assert not self.violations, "\n".join(self.violations)

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        self.clock.advance(seconds)

    def phone(self, user_id: int, first_name: str = "Anna", **names: str) -> Phone:
        """The phone of a person; the same one when asked again.

        Args:
            user_id: Also the id of the private chat.
            first_name: What the person is called.
            names: `last_name`, `username`, `language_code` (nl when absent).
        """
        with self.state.lock:
            if user_id not in self._phones:
                user = {"id": user_id, "is_bot": False, "first_name": first_name}
                user |= {"language_code": "nl", **names}
                chat = self.state.chats.add(Chat(user_id, "private", user=user))
                self._phones[user_id] = Phone(self.state, chat)
            return self._phones[user_id]

    def group(self, chat_id: int, title: str = "Groep", *, kind: str = "supergroup") -> Group:
        """A group of people."""
        with self.state.lock:
            chat = self.state.chats.get(chat_id)
            if chat is None:
                chat = self.state.chats.add(Chat(chat_id, kind, title=title))
            return Group(self.state, chat)

    def push(
        self,
        update: dict[str, object] | bytes,
        *,
        queue: int | None = None,
        lifetime: float = MESSAGE_LIFETIME,
    ) -> None:
        """Hand out an update exactly as given; bytes go through a webhook only."""
        if isinstance(update, bytes) and not self.webhook.url:
            raise ValueError("getUpdates cannot carry bytes; set a webhook first")
        with self.state.lock:
            self.state.updates.push(update, _queue_of(update) if queue is None else queue, lifetime)

    def push_again(self, update_id: int) -> None:
        """Hand out an update that was handed out before once more."""
        with self.state.lock:
            self.state.updates.push_again(update_id)

    def jump(self, update_id: int) -> None:
        """Number updates from here on."""
        with self.state.lock:
            self.state.updates.jump(update_id)

    @property
    def pending(self) -> int:
        """How many updates wait (also those that have expired but were not looked at)."""
        return len(self.state.updates)

    def query(self, query_id: str) -> Query:
        """What became of a tap."""
        return self.state.queries[query_id]

    # -- updates -----------------------------------------------------------------------------

    def _answered(self, method: str, params: dict[str, object]) -> None:
        self._dispatch.from_webhook(method, params)

    def _arrived(self, entry: Entry) -> None:
        loop = self._loop
        if loop is None:
            return
        with contextlib.suppress(RuntimeError):  # it is just closing; the update waits
            if self.webhook.url:
                loop.call_soon_threadsafe(self.webhook.accept, entry)
            elif self.polling.is_waiting and not self._is_waking:
                self._is_waking = True
                loop.call_soon_threadsafe(self._wake)

    def _wake(self) -> None:
        self._is_waking = False
        self.polling.wake()


def _queue_of(update: dict[str, object] | bytes) -> int:
    """The queue of a raw update: that of its chat when it looks like one, else one of its own."""
    if isinstance(update, dict):
        for kind in _ENVELOPE & update.keys():
            content = update[kind]
            chat = content.get("chat") if isinstance(content, dict) else None
            if isinstance(chat, dict) and type(chat.get("id")) is int:
                return chat["id"]
    return 0


def _request(*parts: object) -> web.BaseRequest:
    message, payload, protocol, writer, task = parts
    loop = asyncio.get_running_loop()
    return web.BaseRequest(  # type: ignore[call-arg]
        message, payload, protocol, writer, task, loop, client_max_size=_UPLOAD_BYTES
    )
