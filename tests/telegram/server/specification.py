"""Which parameters each supported method has (Bot API 10.1), and of what kind.

Kinds: `integer`, `boolean`, `string`, `chat` (an id or a @name), `object` (JSON), `objects`,
`strings` and `integers` (JSON lists), `file` (an upload, a file id or a URL), `media` (JSON with a
file in it). A `!` in front means that the call is refused without it.
"""

from typing import NamedTuple


class Parameter(NamedTuple):
    """One parameter of a method."""

    kind: str
    required: bool


_EVERY_SEND = {
    "business_connection_id": "string",
    "chat_id": "!chat",
    "message_thread_id": "integer",
    "direct_messages_topic_id": "integer",
    "disable_notification": "boolean",
    "protect_content": "boolean",
    "allow_paid_broadcast": "boolean",
    "message_effect_id": "string",
    "suggested_post_parameters": "object",
    "reply_parameters": "object",
    "reply_markup": "object",
}
_CAPTION = {"caption": "string", "parse_mode": "string", "caption_entities": "objects"}
_ONE_MESSAGE = {
    "business_connection_id": "string",
    "chat_id": "chat",
    "message_id": "integer",
    "inline_message_id": "string",
    "reply_markup": "object",
}
_COMMAND_SCOPE = {"scope": "object", "language_code": "string"}

_METHODS: dict[str, dict[str, str]] = {
    "getMe": {},
    "logOut": {},
    "close": {},
    "getUpdates": {
        "offset": "integer",
        "limit": "integer",
        "timeout": "integer",
        "allowed_updates": "strings",
    },
    "setWebhook": {
        "url": "!string",
        "certificate": "file",
        "ip_address": "string",
        "max_connections": "integer",
        "allowed_updates": "strings",
        "drop_pending_updates": "boolean",
        "secret_token": "string",
    },
    "deleteWebhook": {"drop_pending_updates": "boolean"},
    "getWebhookInfo": {},
    "sendMessage": {
        **_EVERY_SEND,
        "text": "!string",
        "parse_mode": "string",
        "entities": "objects",
        "link_preview_options": "object",
    },
    "sendPhoto": {
        **_EVERY_SEND,
        **_CAPTION,
        "photo": "!file",
        "show_caption_above_media": "boolean",
        "has_spoiler": "boolean",
    },
    "sendDocument": {
        **_EVERY_SEND,
        **_CAPTION,
        "document": "!file",
        "thumbnail": "file",
        "disable_content_type_detection": "boolean",
    },
    "sendChatAction": {
        "business_connection_id": "string",
        "chat_id": "!chat",
        "message_thread_id": "integer",
        "action": "!string",
    },
    "editMessageText": {
        **_ONE_MESSAGE,
        "text": "string",
        "parse_mode": "string",
        "entities": "objects",
        "link_preview_options": "object",
        "rich_message": "object",
    },
    "editMessageCaption": {
        **_ONE_MESSAGE,
        **_CAPTION,
        "show_caption_above_media": "boolean",
    },
    "editMessageMedia": {**_ONE_MESSAGE, "media": "!media"},
    "editMessageReplyMarkup": dict(_ONE_MESSAGE),
    "deleteMessage": {"chat_id": "!chat", "message_id": "!integer"},
    "deleteMessages": {"chat_id": "!chat", "message_ids": "!integers"},
    "answerCallbackQuery": {
        "callback_query_id": "!string",
        "text": "string",
        "show_alert": "boolean",
        "url": "string",
        "cache_time": "integer",
    },
    "setMyCommands": {"commands": "!objects", **_COMMAND_SCOPE},
    "getMyCommands": dict(_COMMAND_SCOPE),
    "deleteMyCommands": dict(_COMMAND_SCOPE),
    "setMyName": {"name": "string", "language_code": "string"},
    "setMyDescription": {"description": "string", "language_code": "string"},
    "setMyShortDescription": {"short_description": "string", "language_code": "string"},
    "setChatMenuButton": {"chat_id": "integer", "menu_button": "object"},
    "leaveChat": {"chat_id": "!chat"},
    "getChat": {"chat_id": "!chat"},
    "getFile": {"file_id": "!string"},
}

METHODS: dict[str, dict[str, Parameter]] = {
    method: {
        name: Parameter(kind.lstrip("!"), kind.startswith("!")) for name, kind in kinds.items()
    }
    for method, kinds in _METHODS.items()
}
"""Method name to its parameters."""

BY_LOWER_NAME = {name.lower(): name for name in METHODS}
"""Telegram reads method names without regard to capitals."""

UPDATE_TYPES = frozenset(
    {
        "message",
        "edited_message",
        "channel_post",
        "edited_channel_post",
        "business_connection",
        "business_message",
        "edited_business_message",
        "deleted_business_messages",
        "guest_message",
        "message_reaction",
        "message_reaction_count",
        "inline_query",
        "chosen_inline_result",
        "callback_query",
        "shipping_query",
        "pre_checkout_query",
        "purchased_paid_media",
        "poll",
        "poll_answer",
        "my_chat_member",
        "chat_member",
        "chat_join_request",
        "chat_boost",
        "removed_chat_boost",
        "managed_bot",
    }
)
"""What `allowed_updates` may name."""

DEFAULT_UPDATES = UPDATE_TYPES - {"chat_member", "message_reaction", "message_reaction_count"}
"""What a bot receives that never said what it wants."""

CHAT_ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)
"""What `sendChatAction` may show."""

ENTITY_TYPES = frozenset(
    {
        "mention",
        "hashtag",
        "cashtag",
        "bot_command",
        "url",
        "email",
        "phone_number",
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "blockquote",
        "expandable_blockquote",
        "code",
        "pre",
        "text_link",
        "text_mention",
        "custom_emoji",
        "date_time",
    }
)
"""Kinds of a MessageEntity."""
