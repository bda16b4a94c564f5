"""Checks of the smaller objects that calls carry: previews, replies, commands, menu buttons."""

import re
from collections.abc import Callable

from .chats import Chat, Message
from .errors import REPLY_NOT_FOUND, bad_request
from .formatted_text import FormattedText, cleaned, parse_html, utf16_length
from .keyboards import check_fields, check_web_app
from .specification import ENTITY_TYPES

Remark = Callable[[str], None]

_PREVIEW = {
    "is_disabled": bool,
    "url": str,
    "prefer_small_media": bool,
    "prefer_large_media": bool,
    "show_above_text": bool,
}
_REPLY = {
    "message_id": int,
    "chat_id": int,
    "allow_sending_without_reply": bool,
    "quote": str,
    "quote_parse_mode": str,
    "quote_entities": list,
    "quote_position": int,
    "checklist_task_id": int,
    "poll_option_id": str,
}
_ENTITY = {
    "type": str,
    "offset": int,
    "length": int,
    "url": str,
    "user": dict,
    "language": str,
    "custom_emoji_id": str,
    "unix_time": int,
    "date_time_format": str,
}
_COMMAND = {"command": str, "description": str}
_COMMAND_NAME = re.compile(r"[a-z0-9_]{1,32}\Z")
_LANGUAGE = re.compile(r"[a-z]{2}\Z")
_SCOPES = {
    "default": {"type": str},
    "all_private_chats": {"type": str},
    "all_group_chats": {"type": str},
    "all_chat_administrators": {"type": str},
    "chat": {"type": str, "chat_id": int},
    "chat_administrators": {"type": str, "chat_id": int},
    "chat_member": {"type": str, "chat_id": int, "user_id": int},
}
_MENUS = {
    "default": {"type": str},
    "commands": {"type": str},
    "web_app": {"type": str, "text": str, "web_app": dict},
}


def shown_text(
    source: str, parse_mode: str, entities: list[dict[str, object]] | None, remark: Remark
) -> FormattedText:
    """The text as the person will see it.

    Raises:
        ApiError: When the markup cannot be read.
    """
    if parse_mode and entities is not None:
        remark("both parse_mode and entities were given")
    mode = parse_mode.lower()
    if mode == "html":
        shown = parse_html(source)
        for text in shown.remarks:
            remark(text)
        return shown
    if mode in {"markdown", "markdownv2"}:
        remark(f"the test server cannot read {parse_mode}")
        raise bad_request(f"can't parse entities: the test server cannot read {parse_mode}")
    if mode:
        raise bad_request("unsupported parse_mode")
    for entity in entities or []:
        _check_entity(entity, source, remark)
    shown = FormattedText(cleaned(source).strip())
    shown.entities = list(entities or [])
    return shown


def _check_entity(entity: dict[str, object], text: str, remark: Remark) -> None:
    check_fields(entity, _ENTITY, "MessageEntity", remark)
    if entity.get("type") not in ENTITY_TYPES:
        raise bad_request(f"can't parse MessageEntity: unsupported type {entity.get('type')!r}")
    begin, length = entity.get("offset"), entity.get("length")
    if not isinstance(begin, int) or not isinstance(length, int):
        raise bad_request("can't parse MessageEntity: offset and length are needed")
    if begin < 0 or length < 1 or begin + length > utf16_length(text):
        remark(f"an entity outside the text: {begin}+{length}")


def check_preview(options: dict[str, object] | None, remark: Remark) -> None:
    """Refuse link preview options of a wrong shape."""
    if options is not None:
        check_fields(options, _PREVIEW, "link_preview_options", remark)


def replied_to(chat: Chat, parameters: dict[str, object] | None, remark: Remark) -> Message | None:
    """The message that is replied to.

    Raises:
        ApiError: When it is not there and the bot insists on it.
    """
    if parameters is None:
        return None
    check_fields(parameters, _REPLY, "reply_parameters", remark)
    if "message_id" not in parameters:
        raise bad_request("can't parse reply parameters: message_id is needed")
    message = chat.messages.get(parameters["message_id"])  # type: ignore[arg-type]
    if message is not None and not message.is_deleted:
        return message
    if parameters.get("allow_sending_without_reply"):
        return None
    raise bad_request(REPLY_NOT_FOUND)


def check_commands(commands: list[dict[str, object]], remark: Remark) -> None:
    """Refuse a list of commands that Telegram would not take."""
    if not commands:
        remark("an empty list of commands; deleteMyCommands says that better")
    if len(commands) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    names = [command.get("command") for command in commands]
    if len(set(map(str, names))) < len(names):
        remark("a command stands twice in the list")
    for command in commands:
        check_fields(command, _COMMAND, "BotCommand", remark)
        if not _COMMAND_NAME.match(str(command.get("command", "")).removeprefix("/")):
            raise bad_request("BOT_COMMAND_INVALID")
        if str(command["command"]).startswith("/"):
            remark("a command is set with a slash in front")
        if not 1 <= utf16_length(str(command.get("description", "")).strip()) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")


def scope_key(scope: dict[str, object] | None, language: str, remark: Remark) -> str:
    """Where a list of commands belongs, as one text."""
    check_language(language)
    scope = scope if scope is not None else {"type": "default"}
    fields = _SCOPES.get(str(scope.get("type")))
    if fields is None:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    check_fields(scope, fields, "BotCommandScope", remark)
    if missing := fields.keys() - scope.keys():
        raise bad_request(f"can't parse BotCommandScope: {sorted(missing)} needed")
    place = ":".join(str(scope[name]) for name in fields)
    return f"{place}/{language}"


def check_language(language: str) -> None:
    """Refuse what is no two-letter ISO 639-1 code."""
    if language and not _LANGUAGE.match(language):
        raise bad_request("invalid language code specified")


def check_menu(menu: dict[str, object], remark: Remark) -> None:
    """Refuse a menu button of a wrong shape."""
    fields = _MENUS.get(str(menu.get("type")))
    if fields is None:
        raise bad_request("can't parse menu button: unsupported type specified")
    check_fields(menu, fields, "menu_button", remark)
    if menu["type"] == "web_app":
        if not menu.get("text"):
            raise bad_request("can't parse menu button: text must be non-empty")
        check_web_app(menu.get("web_app"), remark)
