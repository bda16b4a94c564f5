"""Methods about the bot itself (names, commands, menu button) and getChat and leaveChat."""

from .errors import bad_request
from .formatted_text import utf16_length
from .membership import tell_membership
from .options import Remark, check_commands, check_language, check_menu, scope_key
from .sending import Parameters
from .state import State

_LONGEST = {"name": 64, "description": 512, "short_description": 120}


def get_me(state: State, _params: Parameters, _remark: Remark) -> object:
    """Who the bot is."""
    return {
        **state.bot,
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def set_commands(state: State, params: Parameters, remark: Remark) -> bool:
    """The list behind the menu button."""
    key = _scope(params, remark)
    commands: list[dict[str, object]] = params["commands"]  # type: ignore[assignment]
    check_commands(commands, remark)
    state.commands[key] = commands
    return True


def get_commands(state: State, params: Parameters, remark: Remark) -> object:
    """The list for one scope and language, without falling back on others."""
    return state.commands.get(_scope(params, remark), [])


def delete_commands(state: State, params: Parameters, remark: Remark) -> bool:
    """No list for this scope and language."""
    state.commands.pop(_scope(params, remark), None)
    return True


def _scope(params: Parameters, remark: Remark) -> str:
    return scope_key(params.get("scope"), str(params.get("language_code", "")), remark)  # type: ignore[arg-type]


def set_text(state: State, params: Parameters, _remark: Remark) -> bool:
    """Name, description or short description, whichever the call carries."""
    language = str(params.get("language_code", ""))
    check_language(language)
    for field, longest in _LONGEST.items():
        text = str(params.get(field, ""))
        if utf16_length(text) > longest:
            raise bad_request(f"bot {field.replace('_', ' ')} is too long")
        if field in params:
            state.texts[field, language] = text
    return True


def set_menu(state: State, params: Parameters, remark: Remark) -> bool:
    """The button next to the writing line."""
    menu = params.get("menu_button", {"type": "default"})
    check_menu(menu, remark)  # type: ignore[arg-type]
    if "chat_id" in params:
        state.chats.find(params["chat_id"]).menu_button = menu  # type: ignore[arg-type, assignment]
    return True


def leave_chat(state: State, params: Parameters, _remark: Remark) -> bool:
    """Out of a group."""
    chat = state.chats.find(params["chat_id"])  # type: ignore[arg-type]
    if chat.is_private:
        raise bad_request("chat member status can't be changed in private chats")
    chat.check_reachable()
    chat.bot_is = "left"
    tell_membership(state, chat, state.bot, "member", "left")
    return True


def get_chat(state: State, params: Parameters, _remark: Remark) -> object:
    """What Telegram tells about a chat."""
    chat = state.chats.find(params["chat_id"])  # type: ignore[arg-type]
    if not chat.is_private:
        chat.check_reachable()
    return {
        **chat.as_json(),
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": _GIFTS,
    }


_GIFTS = {
    "unlimited_gifts": False,
    "limited_gifts": False,
    "unique_gifts": False,
    "premium_subscription": False,
    "gifts_from_channels": False,
}


def leave_server(_state: State, _params: Parameters, remark: Remark) -> bool:
    """logOut and close belong to people who move between servers of their own."""
    remark("a bot that runs should not log out or close")
    return True
