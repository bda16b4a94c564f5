"""editMessageText, -Caption, -Media and -ReplyMarkup, deleteMessage(s), answerCallbackQuery."""

from .chats import Chat, Message, Version
from .errors import (
    CANNOT_DELETE,
    CANNOT_EDIT,
    DELETE_NOT_FOUND,
    EDIT_NOT_FOUND,
    NO_CAPTION_THERE,
    NO_MEDIA_THERE,
    NO_TEXT_THERE,
    NOT_MODIFIED,
    QUERY_TOO_OLD,
    bad_request,
)
from .formatted_text import utf16_length
from .keyboards import Rows, check_markup
from .options import Remark, check_preview
from .sending import MEDIA, Parameters, caption_of, message_text
from .state import State

DELETE_SECONDS = 48 * 3600
MOST_DELETED = 100
MOST_ANSWER = 200
_OF_MEDIA = {
    *("type", "media", "caption", "parse_mode", "caption_entities", "has_spoiler", "thumbnail"),
    *("show_caption_above_media", "disable_content_type_detection"),
}


def edit_text(state: State, params: Parameters, remark: Remark) -> object:
    """Another text, and the keyboard that comes along (none means: away with it)."""
    if "rich_message" in params:
        remark("the test server knows no rich messages")
    shown = message_text(params, remark)
    preview = params.get("link_preview_options")
    check_preview(preview, remark)  # type: ignore[arg-type]
    rows = _rows(params, remark)
    message = _editable(state, params)
    if message.kind != "text":
        raise bad_request(NO_TEXT_THERE)
    if (shown.text, shown.entities, rows) == (message.text, message.entities, message.keyboard):
        raise bad_request(NOT_MODIFIED)
    _remember(state, message)
    message.text, message.entities, message.keyboard = shown.text, shown.entities, rows
    message.link_preview = preview  # type: ignore[assignment]
    state.notify()
    return message.as_json()


def edit_caption(state: State, params: Parameters, remark: Remark) -> object:
    """Other words under a photo or a file, and the keyboard that comes along."""
    shown = caption_of(params, remark)
    rows = _rows(params, remark)
    message = _editable(state, params)
    if message.kind not in MEDIA:
        raise bad_request(NO_CAPTION_THERE)
    if (shown.text, shown.entities, rows) == (message.text, message.entities, message.keyboard):
        raise bad_request(NOT_MODIFIED)
    _remember(state, message)
    message.text, message.entities, message.keyboard = shown.text, shown.entities, rows
    state.notify()
    return message.as_json()


def edit_media(state: State, params: Parameters, remark: Remark) -> object:
    """Another photo or file, with its own words, in the place of one; there is no age limit.

    Stricter than Telegram: a text never becomes a photo.
    """
    media: Parameters = params["media"]  # type: ignore[assignment]
    kind = str(media.get("type"))
    if kind not in MEDIA:
        raise bad_request("failed to parse InputMedia: media type is invalid")
    for name in media.keys() - _OF_MEDIA:
        remark(f"unknown field {name!r} of media")
    shown = caption_of(media, remark)
    content = MEDIA[kind](state, media["media"], remark)
    rows = _rows(params, remark)
    message = _editable(state, params)
    if message.kind not in MEDIA:
        raise bad_request(NO_MEDIA_THERE)
    now = (message.content, message.text, message.entities, message.keyboard)
    if (content, shown.text, shown.entities, rows) == now:
        raise bad_request(NOT_MODIFIED)
    _remember(state, message)
    message.kind, message.content = kind, content
    message.text, message.entities, message.keyboard = shown.text, shown.entities, rows
    state.notify()
    return message.as_json()


def edit_markup(state: State, params: Parameters, remark: Remark) -> object:
    """Another keyboard under the same text."""
    rows = _rows(params, remark)
    message = _editable(state, params)
    if rows == message.keyboard:
        raise bad_request(NOT_MODIFIED)
    _remember(state, message)
    message.keyboard = rows
    state.notify()
    return message.as_json()


def _rows(params: Parameters, remark: Remark) -> Rows:
    markup = params.get("reply_markup")
    if markup is None:
        return []
    return check_markup(markup, remark, inline_only=True) or []  # type: ignore[arg-type]


def _editable(state: State, params: Parameters) -> Message:
    if "inline_message_id" in params:
        raise bad_request("MESSAGE_ID_INVALID")
    if "chat_id" not in params:
        raise bad_request("chat_id is empty")
    if "message_id" not in params:
        raise bad_request("message identifier is not specified")
    chat = state.chats.reachable(params["chat_id"])  # type: ignore[arg-type]
    message = _there(chat, params["message_id"])
    if message is None:
        raise bad_request(EDIT_NOT_FOUND)
    if not message.from_bot or message.other_markup is not None:
        raise bad_request(CANNOT_EDIT)
    return message


def _there(chat: Chat, message_id: object) -> Message | None:
    message = chat.messages.get(message_id)  # type: ignore[call-overload]
    return None if message is None or message.is_deleted else message


def _remember(state: State, message: Message) -> None:
    now = state.clock()
    message.history.append(Version(message.text, message.entities, message.keyboard, now))
    message.edit_date = now
    message.chat.events.append(("edit", message))


def delete_message(state: State, params: Parameters, _remark: Remark) -> bool:
    """One message away, for both sides."""
    chat = state.chats.find(params["chat_id"])  # type: ignore[arg-type]
    message = _there(chat, params["message_id"])
    if message is None:
        raise bad_request(DELETE_NOT_FOUND)
    _check_deletable(state, message)
    _delete(state, [message])
    return True


def delete_messages(state: State, params: Parameters, remark: Remark) -> bool:
    """Several messages away; those that are gone already are skipped."""
    ids: list[int] = params["message_ids"]  # type: ignore[assignment]
    if not ids:
        raise bad_request("message identifiers are not specified")
    if len(ids) > MOST_DELETED:
        raise bad_request("too many message identifiers specified")
    if min(ids) < 1:
        raise bad_request("invalid message identifier specified")
    if len(set(ids)) < len(ids):
        remark("deleteMessages with the same id twice")
    chat = state.chats.find(params["chat_id"])  # type: ignore[arg-type]
    found = [message for one in ids if (message := _there(chat, one)) is not None]
    for message in found:
        _check_deletable(state, message)
    _delete(state, found)
    return True


def _check_deletable(state: State, message: Message) -> None:
    if state.clock() - message.date > DELETE_SECONDS:
        raise bad_request(CANNOT_DELETE)
    if not message.chat.is_private and not message.from_bot:
        raise bad_request("message can't be deleted")  # the bot is no administrator here


def _delete(state: State, messages: list[Message]) -> None:
    for message in messages:
        message.is_deleted = True
        message.chat.events.append(("delete", message))
    if messages:
        state.notify()


def answer_query(state: State, params: Parameters, _remark: Remark) -> bool:
    """Stops the waiting sign on a button that was tapped."""
    text = str(params.get("text", ""))
    if utf16_length(text) > MOST_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    if "url" in params:
        raise bad_request("URL_INVALID")
    query = state.queries.get(str(params["callback_query_id"]))
    if query is None or state.clock() - query.date > state.tap_answer_seconds:
        raise bad_request(QUERY_TOO_OLD)
    query.answers.append({"text": text, "show_alert": bool(params.get("show_alert"))})
    state.notify()
    return True
