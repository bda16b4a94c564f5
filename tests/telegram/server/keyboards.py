"""Is this `reply_markup` one that Telegram takes?

Rules: Bot API 10.1 (InlineKeyboardMarkup, ReplyKeyboardMarkup, ReplyKeyboardRemove, ForceReply).
Stricter than Telegram, which silently drops buttons without a text and what goes beyond 100
buttons or 8 in a row: here the call is refused, since nobody wants buttons to vanish.
"""

import re
from collections.abc import Callable

from .errors import ApiError, bad_request

MOST_BUTTONS = 100
MOST_IN_A_ROW = 8
MOST_DATA_BYTES = 64
_STYLES = {"danger", "success", "primary"}
_WEB_URL = re.compile(r"https?://[^\s/:]+\.[^\s/]+(?:/\S*)?\Z")
_HTTPS_URL = re.compile(r"https://[^\s/:]+\.[^\s/]+(?:/\S*)?\Z")
_ACTIONS = {
    "url": str,
    "callback_data": str,
    "web_app": dict,
    "login_url": dict,
    "switch_inline_query": str,
    "switch_inline_query_current_chat": str,
    "switch_inline_query_chosen_chat": dict,
    "copy_text": dict,
    "callback_game": dict,
    "pay": bool,
}
_LOOKS = {"text": str, "icon_custom_emoji_id": str, "style": str}
_INLINE_FIELDS = {**_LOOKS, **_ACTIONS}
_REPLY_FIELDS = {
    **_LOOKS,
    "request_users": dict,
    "request_chat": dict,
    "request_managed_bot": dict,
    "request_contact": bool,
    "request_location": bool,
    "request_poll": dict,
    "web_app": dict,
}
_MARKUPS = {
    "inline_keyboard": {"inline_keyboard": list},
    "keyboard": {
        "keyboard": list,
        "is_persistent": bool,
        "resize_keyboard": bool,
        "one_time_keyboard": bool,
        "input_field_placeholder": str,
        "selective": bool,
    },
    "remove_keyboard": {"remove_keyboard": bool, "selective": bool},
    "force_reply": {"force_reply": bool, "input_field_placeholder": str, "selective": bool},
}

Rows = list[list[dict[str, object]]]


def check_markup(
    markup: dict[str, object], remark: Callable[[str], None], *, inline_only: bool = False
) -> Rows | None:
    """Check what was given as `reply_markup`.

    Args:
        markup: The object.
        remark: Takes what Telegram would overlook, such as unknown fields.
        inline_only: For edits, which take no other markup.

    Returns:
        The rows of an inline keyboard (possibly none), or None when it is another markup.

    Raises:
        ApiError: When Telegram (or one of our stricter rules) refuses it.
    """
    kind = next((kind for kind in _MARKUPS if kind in markup), None)
    if kind is None:
        raise bad_request("object expected as reply markup" if markup else "reply markup is empty")
    if inline_only and kind != "inline_keyboard":
        raise bad_request("inline keyboard expected")
    check_fields(markup, _MARKUPS[kind], "reply_markup", remark)
    if kind in {"remove_keyboard", "force_reply"} and markup[kind] is not True:
        raise bad_request(f"{kind} must be true")
    placeholder = markup.get("input_field_placeholder")
    if placeholder is not None and not 1 <= len(str(placeholder)) <= 64:
        raise bad_request("input_field_placeholder must have 1-64 characters")
    if kind == "inline_keyboard":
        return _rows(markup[kind], _check_inline, remark)
    if kind == "keyboard":
        _rows(markup[kind], _check_reply, remark)
    return None


def check_fields(
    thing: dict[str, object],
    fields: dict[str, type],
    name: str,
    remark: Callable[[str], None],
) -> None:
    """Refuse fields of a wrong type; remark on those that do not exist."""
    for field, value in thing.items():
        expected = fields.get(field)
        if expected is None:
            remark(f"{name} has an unknown field {field!r}")
        elif type(value) is not expected:
            raise bad_request(f'field "{field}" of {name} must be of type {expected.__name__}')


def _rows(
    rows: object, check: Callable[[object, Callable[[str], None]], None], remark: Callable
) -> Rows:
    if not isinstance(rows, list):
        raise bad_request("field of reply markup must be an Array")
    count = 0
    for row in rows:
        if not isinstance(row, list):
            raise bad_request("keyboard row must be an Array")
        if not row:
            remark("a keyboard has an empty row")
        if len(row) > MOST_IN_A_ROW:
            raise bad_request(f"more than {MOST_IN_A_ROW} buttons in a row")
        count += len(row)
        for button in row:
            check(button, remark)
    if count > MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    return rows


def _check_inline(button: object, remark: Callable[[str], None]) -> None:
    button = _button(button, _INLINE_FIELDS, remark)
    actions = [action for action in _ACTIONS if action in button]
    if actions == ["callback_data"] and not button["callback_data"]:
        actions = []  # Telegram takes an empty value for no value
    if not actions:
        raise _unreadable("Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise _unreadable(f"a button must do one thing, this one has {actions}")
    if actions == ["callback_data"]:
        size = len(str(button["callback_data"]).encode())
        if size > MOST_DATA_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
    elif actions == ["url"]:
        _check_url(str(button["url"]))
    elif actions == ["web_app"]:
        check_web_app(button["web_app"], remark)
    elif actions == ["copy_text"]:
        _check_copied(button["copy_text"], remark)


def _check_reply(button: object, remark: Callable[[str], None]) -> None:
    if isinstance(button, str):  # the short form that Telegram takes
        button = {"text": button}
    button = _button(button, _REPLY_FIELDS, remark)
    if sum(1 for field in button if field not in _LOOKS) > 1:
        raise _unreadable("a button must do one thing")


def _button(
    button: object, fields: dict[str, type], remark: Callable[[str], None]
) -> dict[str, object]:
    if not isinstance(button, dict):
        raise _unreadable("expected an Object")
    check_fields(button, fields, "button", remark)
    text = button.get("text")
    if not isinstance(text, str):
        raise _unreadable('Can\'t find field "text"')
    if not text.strip():
        raise _unreadable("the text of a button must be non-empty")
    if "style" in button and button["style"] not in _STYLES:
        raise _unreadable(f"invalid button style {button['style']!r}")
    return button


def _check_url(url: str) -> None:
    if not (_WEB_URL.match(url) or url.startswith("tg://")):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")


def check_web_app(app: object, remark: Callable[[str], None]) -> None:
    """Refuse a Mini App that is not on HTTPS."""
    if not isinstance(app, dict):
        raise _unreadable("expected an Object as web_app")
    check_fields(app, {"url": str}, "web_app", remark)
    url = app.get("url", "")
    if not _HTTPS_URL.match(str(url)):
        raise bad_request(
            f"inline keyboard button Web App URL '{url}' is invalid: Only HTTPS links are allowed"
        )


def _check_copied(copied: object, remark: Callable[[str], None]) -> None:
    if not isinstance(copied, dict):
        raise _unreadable("expected an Object as copy_text")
    check_fields(copied, {"text": str}, "copy_text", remark)
    if not 1 <= len(str(copied.get("text", ""))) <= 256:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")


def _unreadable(text: str) -> ApiError:
    return bad_request(f"can't parse inline keyboard button: {text}")
