"""A group that the bot was put into."""

from .chats import Chat, Message
from .content import command_entities
from .phone import Phone, member
from .state import State
from .updates import MESSAGE_LIFETIME, membership_queue, message_queue


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
        """Somebody puts the bot into the group."""
        self._membership(by, "member")

    def kick_bot(self, by: Phone) -> None:
        """Somebody throws the bot out."""
        self._membership(by, "kicked")

    def _membership(self, by: Phone, status: str) -> None:
        with self._state.lock:
            before, self.chat.bot_is = self.chat.bot_is, status
            content = {
                "chat": self.chat.as_json(),
                "from": by.chat.user,
                "date": int(self._state.clock()),
                "old_chat_member": member(self._state, before),
                "new_chat_member": member(self._state, status),
            }
            queue = membership_queue(self.chat.chat_id)
            self._state.updates.add("my_chat_member", content, queue, MESSAGE_LIFETIME)

    def say(self, by: Phone, text: str) -> int:
        """Somebody writes in the group; the bot hears it while it is a member."""
        with self._state.lock:
            entities = command_entities(text)
            message = self._state.chats.new_message(
                self.chat, by.chat.user, text=text, entities=entities
            )
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
