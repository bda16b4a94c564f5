"""A group that the bot was put into."""

from .chats import Chat, Message
from .content import command_entities
from .membership import tell_membership
from .phone import Phone
from .state import State
from .updates import MESSAGE_LIFETIME, message_queue


class Group:
    """A group, seen from the side of the people in it."""

    def __init__(self, state: State, chat: Chat) -> None:
        self._state = state
        self.chat = chat

    @property
    def has_bot(self) -> bool:
        """Is the bot a member?"""
        return self.chat.bot_is == "member"

    @property
    def messages(self) -> list[Message]:
        """Everything visible in the group."""
        with self._state.lock:
            return [message for message in self.chat.messages.values() if message.is_visible]

    def add_bot(self, by: Phone) -> None:
        """Somebody puts the bot into the group; it also sees the message that says so."""
        with self._state.lock:
            self._membership(by, "member")
            self._write(by, kind="service", content={"new_chat_members": [self._state.bot]})

    def kick_bot(self, by: Phone) -> None:
        """Somebody throws the bot out."""
        with self._state.lock:
            self._membership(by, "kicked")

    def _membership(self, by: Phone, status: str) -> None:
        before, self.chat.bot_is = self.chat.bot_is, status
        tell_membership(self._state, self.chat, by.chat.user, before, status)

    def say(self, by: Phone, text: str) -> int:
        """Somebody writes in the group; the bot hears it while it is a member."""
        with self._state.lock:
            return self._write(by, text=text, entities=command_entities(text))

    def _write(self, by: Phone, **content: object) -> int:
        message = self._state.chats.new_message(self.chat, by.chat.user, **content)
        if self.has_bot:
            queue = message_queue(self.chat.chat_id)
            self._state.updates.add("message", message.as_json(), queue, MESSAGE_LIFETIME)
        self._state.notify()
        return message.message_id

    def migrate_to(self, chat_id: int) -> None:
        """The group becomes a supergroup with another id."""
        with self._state.lock:
            self.chat.migrated_to = chat_id
            moved = Chat(chat_id, "supergroup", title=self.chat.title)
            moved.bot_is = self.chat.bot_is
            self._state.chats.add(moved)
