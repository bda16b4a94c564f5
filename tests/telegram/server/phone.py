"""A person with a phone: writes, taps, edits, blocks, and sees what the bot sent."""

from collections.abc import Callable

from .chats import Chat, Message
from .content import KINDS, command_entities
from .formatted_text import utf16_length
from .membership import tell_membership
from .state import Query, State
from .updates import MESSAGE_LIFETIME, TAP_LIFETIME, message_queue, tap_queue
from .waiting import wait_blocking, wait_in_loop

Predicate = Callable[[Message], bool]
_MOST_TYPED = 4096


class Phone:
    """One person's private chat with the bot, seen from their side."""

    def __init__(self, state: State, chat: Chat) -> None:
        self._state = state
        self._seen = 0
        self.chat = chat

    @property
    def user_id(self) -> int:
        """Who it is; also the id of the chat."""
        return self.chat.chat_id

    # -- what is on the screen ---------------------------------------------------------------

    @property
    def messages(self) -> list[Message]:
        """Everything visible now, oldest first, of both sides."""
        with self._state.lock:
            return [message for message in self.chat.messages.values() if message.is_visible]

    @property
    def from_bot(self) -> list[Message]:
        """What is visible of the bot."""
        return [message for message in self.messages if message.from_bot]

    @property
    def last(self) -> Message:
        """The newest visible message of the bot.

        Raises:
            LookupError: When there is none.
        """
        with self._state.lock:
            for message in reversed(self.chat.messages.values()):
                if message.from_bot and message.is_visible:
                    return message
        raise LookupError("the bot has nothing on the screen")

    # -- what the person does ----------------------------------------------------------------

    def start(self, payload: str = "") -> int:
        """Press START (which also unblocks).

        Returns:
            The id of the message.
        """
        with self._state.lock:
            if self.chat.is_blocked:
                self.unblock()
            return self.say(f"/start {payload}".rstrip())

    def say(self, text: str, reply_to: int | None = None) -> int:
        """Type something.

        Raises:
            ValueError: When it is empty or longer than a phone would send at once.
        """
        if not text or utf16_length(text) > _MOST_TYPED:
            raise ValueError("a message has 1-4096 characters")
        return self._send(reply_to, text=text, entities=command_entities(text))

    def send(self, kind: str, caption: str = "", reply_to: int | None = None) -> int:
        """Send something else than text: one of `content.KINDS`."""
        return self._send(reply_to, kind=kind, content=KINDS[kind], text=caption)

    def _send(self, reply_to: int | None, **content: object) -> int:
        with self._state.lock:
            self._check_able()
            self.chat.is_started = True
            if reply_to is not None:
                content["reply_to"] = self.chat.messages[reply_to]
            message = self._state.chats.new_message(self.chat, self.chat.user, **content)
            self._tell("message", message)
            return message.message_id

    def _check_able(self) -> None:
        if self.chat.is_blocked or self.chat.is_deactivated:
            raise RuntimeError("somebody who blocked the bot or is gone cannot write to it")

    def _tell(self, kind: str, message: Message) -> None:
        queue = message_queue(self.user_id)
        self._state.updates.add(kind, message.as_json(), queue, MESSAGE_LIFETIME)
        self._state.notify()

    def edit(self, message_id: int, text: str) -> None:
        """Change something that was typed before."""
        with self._state.lock:
            self._check_able()
            message = self.chat.messages[message_id]
            if message.from_bot or message.is_deleted:
                raise ValueError("people edit only their own messages")
            message.text, message.entities = text, command_entities(text)
            message.edit_date = self._state.clock()
            self._tell("edited_message", message)

    def delete(self, message_id: int) -> None:
        """Delete a message for both sides; the bot hears nothing of it."""
        with self._state.lock:
            self.chat.messages[message_id].is_deleted = True
            self._state.notify()

    def clear_chat(self, *, for_both: bool = True) -> None:
        """Clear the history; the bot hears nothing of it."""
        with self._state.lock:
            for message in self.chat.messages.values():
                if for_both:
                    message.is_deleted = True
                else:
                    message.is_hidden = True
            self._state.notify()

    def tap(
        self,
        button: str,
        message_id: int | None = None,
        times: int = 1,
        *,
        force: bool = False,
    ) -> list[str]:
        """Tap a button, named by its label or its callback data.

        Args:
            button: Label or callback data.
            message_id: Under which message; otherwise the newest visible one that has it.
            times: The same tap so often, each with its own update and query.
            force: Also under a deleted message, on a button that was there before an edit, or
                (with a `message_id`) with any callback data at all.

        Returns:
            The ids of the queries, to be looked up with `server.query`.

        Raises:
            LookupError: When there is no such button.
        """
        with self._state.lock:
            message, data = self._find_button(button, message_id, force=force)
            return [self._tap(message, data) for _ in range(times)]

    def _find_button(
        self, wanted: str, message_id: int | None, *, force: bool
    ) -> tuple[Message, str]:
        among = (
            [self.chat.messages[message_id]]
            if message_id is not None
            else self.chat.messages.values()
        )
        for message in reversed(list(among)):
            if not (message.is_visible or force):
                continue
            found = message.button(wanted)
            if found is None and force:
                found = _button_before(message, wanted)
            if found is not None:
                return message, _data(found)
        if force and message_id is not None:
            return self.chat.messages[message_id], wanted
        there = {label for message in self.messages for label in message.buttons}
        raise LookupError(f"no button {wanted!r}; there are {sorted(there)}")

    def _tap(self, message: Message, data: str) -> str:
        number = len(self._state.queries) + 1
        query_id = str((self.user_id << 32) + number)
        now = self._state.clock()
        self._state.queries[query_id] = Query(query_id, now, self.user_id, data)
        place = {"chat": self.chat.as_json(), "message_id": message.message_id, "date": 0}
        content = {
            "id": query_id,
            "from": self.chat.user,
            "message": place if message.is_deleted else message.as_json(),
            "chat_instance": str(self.user_id * 7919),
            "data": data,
        }
        queue = tap_queue(self.user_id)
        self._state.updates.add("callback_query", content, queue, TAP_LIFETIME)
        return query_id

    # -- coming and going --------------------------------------------------------------------

    def block(self) -> None:
        """Block the bot."""
        self._membership("member", "kicked")

    def unblock(self) -> None:
        """Let the bot write again."""
        self._membership("kicked", "member")

    def deactivate(self) -> None:
        """Delete the account; the bot finds out when it writes."""
        with self._state.lock:
            self.chat.is_deactivated = True

    def _membership(self, before: str, after: str) -> None:
        with self._state.lock:
            self.chat.is_blocked = after == "kicked"
            tell_membership(self._state, self.chat, self.chat.user, before, after)

    # -- waiting -----------------------------------------------------------------------------

    async def wait(self, predicate: Predicate | None = None, timeout: float = 5.0) -> Message:  # noqa: ASYNC109
        """The next new or edited message of the bot that no earlier wait has given.

        Args:
            predicate: Skip messages for which this is not true.
            timeout: In seconds.

        Raises:
            TimeoutError: When nothing came.
        """
        try:
            return await wait_in_loop(self._state, lambda: self._next(predicate), timeout)
        except TimeoutError as error:
            raise TimeoutError(f"{error}; {self._screen()}") from None

    def wait_for(self, predicate: Predicate | None = None, timeout: float = 5.0) -> Message:
        """The same, blocking; for tests that run beside a `ServerThread`."""
        try:
            return wait_blocking(self._state, lambda: self._next(predicate), timeout)
        except TimeoutError as error:
            raise TimeoutError(f"{error}; {self._screen()}") from None

    async def until(self, condition: Callable[[], bool], timeout: float = 5.0) -> None:  # noqa: ASYNC109
        """Wait until something is true, looked at after every change in any chat."""
        await wait_in_loop(self._state, lambda: condition() or None, timeout)

    def until_blocking(self, condition: Callable[[], bool], timeout: float = 5.0) -> None:
        """The same, blocking."""
        wait_blocking(self._state, lambda: condition() or None, timeout)

    def _screen(self) -> str:
        shown = [f"{one.text or one.kind!r} {one.rows}" for one in self.messages[-5:]]
        return "on the screen: " + " | ".join(shown)

    def _next(self, predicate: Predicate | None) -> Message | None:
        events = self.chat.events
        while self._seen < len(events):
            kind, message = events[self._seen]
            self._seen += 1
            if kind != "delete" and message.from_bot and (not predicate or predicate(message)):
                return message
        return None


def _data(button: dict[str, object]) -> str:
    if "callback_data" not in button:
        raise LookupError(f"the button {button['text']!r} sends nothing to the bot")
    return str(button["callback_data"])


def _button_before(message: Message, wanted: str) -> dict[str, object] | None:
    for version in reversed(message.history):
        for row in version.keyboard:
            for button in row:
                if wanted in (button.get("text"), button.get("callback_data")):
                    return button
    return None
