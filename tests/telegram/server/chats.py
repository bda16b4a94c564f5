"""Chats and the messages in them, as Telegram's servers keep them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from .errors import (
    BLOCKED,
    CHAT_NOT_FOUND,
    DEACTIVATED,
    NOT_STARTED,
    ApiError,
    bad_request,
    forbidden,
)
from .formatted_text import Entity
from .keyboards import Rows

User = dict[str, object]


class Version(NamedTuple):
    """What a message said before an edit, and until when."""

    text: str
    entities: list[Entity]
    keyboard: Rows
    until: float


@dataclass(slots=True, eq=False)
class Message:
    """One message; a deleted one stays here, marked."""

    message_id: int
    chat: "Chat"
    sender: User
    from_bot: bool
    date: float
    text: str = ""
    entities: list[Entity] = field(default_factory=list)
    keyboard: Rows = field(default_factory=list)
    other_markup: dict[str, object] | None = None
    kind: str = "text"
    content: dict[str, object] = field(default_factory=dict)
    is_protected: bool = False
    is_silent: bool = False
    link_preview: dict[str, object] | None = None
    reply_to: "Message | None" = None
    edit_date: float | None = None
    history: list[Version] = field(default_factory=list)
    is_deleted: bool = False
    is_hidden: bool = False  # the person cleared the chat on their own side only

    @property
    def is_visible(self) -> bool:
        """Does the person still see it?"""
        return not (self.is_deleted or self.is_hidden)

    @property
    def buttons(self) -> list[str]:
        """The labels of the buttons under it, in order."""
        return [str(button["text"]) for row in self.keyboard for button in row]

    @property
    def rows(self) -> list[list[str]]:
        """The labels of the buttons, row by row."""
        return [[str(button["text"]) for button in row] for row in self.keyboard]

    def button(self, wanted: str) -> dict[str, object] | None:
        """The button with this label or this callback data."""
        for name in ("text", "callback_data"):
            for row in self.keyboard:
                for button in row:
                    if button.get(name) == wanted:
                        return button
        return None

    def as_json(self, *, with_reply: bool = True) -> dict[str, object]:
        """The message as the Bot API shows it."""
        shown: dict[str, object] = {
            "message_id": self.message_id,
            "from": self.sender,
            "chat": self.chat.as_json(),
            "date": int(self.date),
        }
        if self.edit_date is not None:
            shown["edit_date"] = int(self.edit_date)
        if self.reply_to is not None and with_reply:
            shown["reply_to_message"] = self.reply_to.as_json(with_reply=False)
        shown.update(self.content)
        self._add_text(shown)
        if self.link_preview is not None:
            shown["link_preview_options"] = self.link_preview
        if self.is_protected:
            shown["has_protected_content"] = True
        if self.keyboard:
            shown["reply_markup"] = {"inline_keyboard": self.keyboard}
        return shown

    def _add_text(self, shown: dict[str, object]) -> None:
        if not self.text:
            return
        is_text = self.kind == "text"
        shown["text" if is_text else "caption"] = self.text
        if self.entities:
            shown["entities" if is_text else "caption_entities"] = self.entities


class Chat:
    """A private chat (one per person) or a group."""

    def __init__(
        self, chat_id: int, kind: str, *, user: User | None = None, title: str = ""
    ) -> None:
        self.chat_id = chat_id
        self.kind = kind
        self.user = user or {}
        self.title = title
        self.messages: dict[int, Message] = {}
        self.events: list[tuple[str, Message]] = []
        self.actions: list[str] = []
        self.is_started = False
        self.is_blocked = False
        self.is_deactivated = False
        self.bot_is = "left"  # in a group: member, left or kicked
        self.migrated_to: int | None = None
        self.menu_button: dict[str, object] | None = None

    @property
    def is_private(self) -> bool:
        """Is it one person's own chat with the bot?"""
        return self.kind == "private"

    def as_json(self) -> dict[str, object]:
        """The chat as the Bot API shows it in messages."""
        if not self.is_private:
            return {"id": self.chat_id, "title": self.title, "type": self.kind}
        names = ("username", "first_name", "last_name")
        known = {name: self.user[name] for name in names if name in self.user}
        return {"id": self.chat_id, **known, "type": "private"}

    def check_reachable(self) -> None:
        """Refuse when the bot may not write here.

        Raises:
            ApiError: 403, or 400 for a group that has moved.
        """
        refusal = self._refusal()
        if refusal is not None:
            raise refusal

    def _refusal(self) -> ApiError | None:
        if self.is_private:
            if self.is_deactivated:
                return forbidden(DEACTIVATED)
            if self.is_blocked:
                return forbidden(BLOCKED)
            return None if self.is_started else forbidden(NOT_STARTED)
        if self.migrated_to is not None:
            text = "group chat was upgraded to a supergroup chat"
            return bad_request(text, migrate_to_chat_id=self.migrated_to)
        group = f"{self.kind} chat"
        if self.bot_is == "kicked":
            return forbidden(f"bot was kicked from the {group}")
        return None if self.bot_is == "member" else forbidden(f"bot is not a member of the {group}")


class Chats:
    """All chats, and the one row of message ids that a bot account has over all of them."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._all: dict[int, Chat] = {}
        self.next_message_id = 1

    def find(self, chat_id: int | str) -> Chat:
        """The chat with this id (a @name finds channels only, and there are none).

        Raises:
            ApiError: 400, chat not found.
        """
        chat = self._all.get(chat_id) if isinstance(chat_id, int) else None
        if chat is not None:
            return chat
        raise bad_request(CHAT_NOT_FOUND)

    def get(self, chat_id: int) -> Chat | None:
        """The chat with this id, when there is one."""
        return self._all.get(chat_id)

    def add(self, chat: Chat) -> Chat:
        """A chat that Telegram knows from now on."""
        self._all[chat.chat_id] = chat
        return chat

    def reachable(self, chat_id: int | str) -> Chat:
        """The chat, when the bot may write there."""
        chat = self.find(chat_id)
        chat.check_reachable()
        return chat

    def new_message(self, chat: Chat, sender: User, **content: object) -> Message:
        """Put a message into a chat."""
        message = Message(
            self.next_message_id,
            chat,
            sender,
            bool(sender["is_bot"]),
            self._now(),
            **content,  # type: ignore[arg-type]
        )
        self.next_message_id += 1
        chat.messages[message.message_id] = message
        chat.events.append(("new", message))
        return message
