"""Updates about the bot's own place in a chat: added, thrown out, blocked, unblocked."""

from .chats import Chat, User
from .state import State
from .updates import MESSAGE_LIFETIME, membership_queue


def tell_membership(state: State, chat: Chat, by: User, before: str, after: str) -> None:
    """Tell the bot that its status changed; needs the lock.

    Args:
        state: The world.
        chat: Where.
        by: Who did it.
        before: The status until now, as ChatMember names it.
        after: The status from now on.
    """
    content = {
        "chat": chat.as_json(),
        "from": by,
        "date": int(state.clock()),
        "old_chat_member": _member(state, before),
        "new_chat_member": _member(state, after),
    }
    queue = membership_queue(chat.chat_id)
    state.updates.add("my_chat_member", content, queue, MESSAGE_LIFETIME)
    state.notify()


def _member(state: State, status: str) -> dict[str, object]:
    found: dict[str, object] = {"user": state.bot, "status": status}
    return {**found, "until_date": 0} if status == "kicked" else found
