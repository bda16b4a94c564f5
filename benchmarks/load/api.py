"""The methods of the Bot API, and the updates that people cause."""

import asyncio
import time
from collections import deque
from typing import TYPE_CHECKING

from msgspec.json import encode

from benchmarks.load.calls import Call, read_buttons, read_call
from benchmarks.load.updates import UpdateQueue
from benchmarks.load.walkers import Action, Message
from benchmarks.load.webhook import Webhook
from benchmarks.load.wire import Respond

if TYPE_CHECKING:
    from benchmarks.load.crowd import Crowd

_TRUE = b'{"ok":true,"result":true}'
_TAPS_PER_CHAT = 10**10
"""The id of a tap holds the chat, so that nothing has to be looked up."""
_BOT = b'{"id":4242,"is_bot":true,"first_name":"Kring","username":"kring_bench_bot"}'
_SENDING = frozenset({"sendMessage", "sendPhoto", "sendDocument"})
_EDITING = frozenset({
    "editMessageText", "editMessageCaption", "editMessageMedia", "editMessageReplyMarkup",
})  # fmt: skip


class Api:
    """The server's state: what waits for the bot, and the last question in each chat."""

    def __init__(self, *, connections: int | None) -> None:
        self.crowd: Crowd
        self._updates = UpdateQueue(asyncio.get_running_loop())
        self._webhook: Webhook | None = None
        self._connections = connections
        self._next_message = 0
        self._questions: dict[int, tuple[int, str, bytes]] = {}
        """By chat: message id, text and the whole message as JSON."""

    def handle(self, method: str, body: bytes, respond: Respond) -> None:
        """One call of the bot."""
        self.crowd.window.calls[method] += 1
        self._serve(method, body, respond)

    def _serve(self, method: str, body: bytes, respond: Respond) -> None:
        if method == "answerCallbackQuery":
            respond(_TRUE)
            self.crowd.tap_answered(read_call(body).callback_query_id // _TAPS_PER_CHAT)
        elif method in _SENDING:
            self._next_message += 1
            self._message(method, self._next_message, read_call(body), respond)
        elif method in _EDITING:
            call = read_call(body)
            self._message(method, call.message_id, call, respond)
        elif method == "getUpdates":
            call = read_call(body)
            self._updates.poll(call.offset, call.limit, call.timeout, respond)
        else:
            self._other(method, body, respond)

    def deliver(self, chat: int, action: Action) -> None:
        """Make what a person does available to the bot."""
        number = self._updates.next_id()
        update = self._tap(number, chat, action) if action.is_tap else self._line(chat, action)
        update = b'{"update_id":%d,%b}' % (number, update)
        if self._webhook:
            self._webhook.put(chat, update)
        else:
            self._updates.put(number, update)

    def _message(self, method: str, number: int, call: Call, respond: Respond) -> None:
        chat, text, markup = call.chat_id, call.text or call.caption, bytes(call.reply_markup)
        if method == "editMessageReplyMarkup":
            standing = self._questions.get(chat)
            text = standing[1] if standing and standing[0] == number else ""
        message = _message_json(number, chat, text, markup)
        rows = read_buttons(markup) if markup else []
        if rows:
            self._questions[chat] = (number, text, message)
        # The person's next action may be ready before the bot reads this answer, as in life.
        respond(b'{"ok":true,"result":%b}' % message)
        person = self.crowd.people.get(chat)
        if person and (rows or (method in _SENDING and not person.walker.needs_buttons)):
            self.crowd.answered(chat, Message(text, rows))

    def _other(self, method: str, body: bytes, respond: Respond) -> None:
        if method == "getMe":
            respond(b'{"ok":true,"result":%b}' % _BOT)
            return
        if method == "getWebhookInfo":
            url = encode(self._webhook.url if self._webhook else "")
            result = b'{"url":%b,"has_custom_certificate":false,"pending_update_count":0}' % url
            respond(b'{"ok":true,"result":%b}' % result)
            return
        if method in ("setWebhook", "deleteWebhook"):
            self._switch(read_call(body) if body else Call())
        respond(_TRUE)

    def _switch(self, call: Call) -> None:
        left = self._webhook.close() if self._webhook else {}
        self._webhook = None
        if call.url:
            connections = self._connections or call.max_connections
            self._webhook = Webhook(call.url, call.secret_token, connections, self._in_answer)
            left[0] = deque(self._updates.take_all())  # one lane for what waited keeps its order
            for person, updates in left.items():
                for update in updates:
                    self._webhook.put(person, update)

    def _in_answer(self, body: bytes) -> None:
        """A call in the answer to a webhook: done, but no call of its own."""
        self._serve(read_call(body).method, body, lambda _: None)

    def _line(self, chat: int, action: Action) -> bytes:
        self._next_message += 1
        entities = b""
        if action.said.startswith("/"):
            length = len(action.said.split()[0])
            entities = b',"entities":[{"type":"bot_command","offset":0,"length":%d}]' % length
        return b'"message":{"message_id":%d,"from":%b,"chat":%b,"date":%d,"text":%b%b}' % (
            self._next_message, _person(chat), _chat(chat), time.time(), encode(action.said),
            entities,
        )  # fmt: skip

    def _tap(self, number: int, chat: int, action: Action) -> bytes:
        return (
            b'"callback_query":{"id":"%d","from":%b,"chat_instance":"%d","message":%b,"data":%b}'
            % (
                chat * _TAPS_PER_CHAT + number,
                _person(chat),
                chat,
                self._questions[chat][2],
                encode(action.said),
            )
        )


def _person(chat: int) -> bytes:
    return b'{"id":%d,"is_bot":false,"first_name":"Sam","language_code":"nl"}' % chat


def _chat(chat: int) -> bytes:
    return b'{"id":%d,"first_name":"Sam","type":"private"}' % chat


def _message_json(number: int, chat: int, text: str, markup: bytes) -> bytes:
    extra = b',"reply_markup":%b' % markup if b"inline_keyboard" in markup else b""
    return b'{"message_id":%d,"from":%b,"chat":%b,"date":%d,"text":%b%b}' % (
        number, _BOT, _chat(chat), time.time(), encode(text), extra,
    )  # fmt: skip
