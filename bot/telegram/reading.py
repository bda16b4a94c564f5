"""From an update of the Bot API to what came in.

Only the fields that matter are read, straight from JSON: PTB's own objects cost some 300 µs an
update. An update that cannot be read is passed by, so that it can block nobody.
"""

import json
import re
from dataclasses import dataclass, field
from typing import Literal

import msgspec
from msgspec import Raw

from bot.raw_input import TEXT_BOUND, Opened, RawInput, Typed, Wordless
from bot.telegram.arrivals import Arrived
from bot.telegram.buttons import read_button
from bot.telegram.screens import ON

UPDATES = ["message", "edited_message", "callback_query", "my_chat_member"]
"""The kinds of updates that are asked for."""

LINK_BOUND = 64
_SHOWN_BOUND = 4_096
_NONE = Raw(b"")


class _Chat(msgspec.Struct):
    id: int
    type: str = "private"


class _Reply(msgspec.Struct):
    message_id: int = 0


class _Button(msgspec.Struct):
    text: str = ""
    callback_data: str | None = None


class _Keyboard(msgspec.Struct):
    inline_keyboard: list[list[_Button]] = []


class _Message(msgspec.Struct):
    message_id: int
    chat: _Chat
    date: int = 0
    text: str | None = None
    caption: str | None = None
    reply_to_message: _Reply | None = None
    voice: Raw = _NONE
    audio: Raw = _NONE
    video_note: Raw = _NONE
    video: Raw = _NONE
    photo: Raw = _NONE
    sticker: Raw = _NONE
    animation: Raw = _NONE
    location: Raw = _NONE
    venue: Raw = _NONE
    contact: Raw = _NONE
    document: Raw = _NONE
    dice: Raw = _NONE
    game: Raw = _NONE
    poll: Raw = _NONE
    story: Raw = _NONE
    live_photo: Raw = _NONE
    paid_media: Raw = _NONE
    checklist: Raw = _NONE
    rich_message: Raw = _NONE
    invoice: Raw = _NONE
    giveaway: Raw = _NONE
    forward_origin: Raw = _NONE


class _Shown(msgspec.Struct):
    """The message with the button; of an old one Telegram tells only the id."""

    message_id: int
    chat: _Chat
    date: int = 0
    text: str = ""
    reply_markup: _Keyboard | None = None


class _User(msgspec.Struct):
    id: int


class _Query(msgspec.Struct, rename={"sender": "from"}):
    id: str
    sender: _User
    message: _Shown | None = None
    data: str = ""


class _Member(msgspec.Struct):
    status: str


class _Membership(msgspec.Struct):
    chat: _Chat
    new_chat_member: _Member


class _Update(msgspec.Struct):
    update_id: int
    message: _Message | None = None
    edited_message: _Message | None = None
    callback_query: _Query | None = None
    my_chat_member: _Membership | None = None


class _Batch(msgspec.Struct):
    result: list[Raw]


_ENDINGS = frozenset({"done", "group"})
"""Options that end a screen of toggles."""

_KINDS = {
    "voice": "voice",
    "audio": "voice",
    "video_note": "video",
    "video": "video",
    "photo": "photo",
    "sticker": "sticker",
    "animation": "sticker",
    "location": "location",
    "venue": "location",
    "contact": "contact",
    "document": "document",
    "dice": "other",
    "game": "other",
    "poll": "other",
    "story": "other",
    "live_photo": "photo",
    "paid_media": "photo",
    "checklist": "other",
    "rich_message": "other",
    "invoice": "other",
    "giveaway": "other",
}
_HERE = frozenset({"member", "administrator", "creator", "restricted"})
Kind = Literal["input", "came", "went", "group", "nothing"]

_update = msgspec.json.Decoder(_Update)
_batch = msgspec.json.Decoder(_Batch)
_FIRST_NUMBER = re.compile(rb'\s*\{\s*"update_id"\s*:\s*([0-9]{1,18})\s*[,}]')


@dataclass(frozen=True, slots=True)
class Read:
    """One update. `kind` says what it is about; only an `input` has `arrived`.

    `came` and `went` tell whether messages reach the client; `group` is a chat with others in it.
    `name` is what it is called in the metrics.
    """

    update_id: int | None
    kind: Kind = "nothing"
    name: str = "other"
    chat: int = field(default=0, repr=False)
    arrived: Arrived | None = None
    query: str | None = field(default=None, repr=False)


def read_update(body: bytes | Raw) -> Read:
    """Read one update; it never raises. `update_id` is None where not even that can be read."""
    try:
        return _read(_update.decode(body))
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return _mended(bytes(body))


def read_batch(answer: bytes) -> list[Read] | None:
    """Read an answer to getUpdates; None where that cannot be read as a whole.

    Then ask for one update at a time, and give that to `read_odd_one`.
    """
    try:
        return [read_update(one) for one in _batch.decode(answer).result]
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return None


def read_odd_one(answer: bytes) -> Read | None:
    """Mend an answer with one update in it, or read at least its number, to pass it by.

    None where the answer may have been cut short on its way: that is not to be passed by.
    """
    inside = answer[answer.find(b"[") + 1 : answer.rfind(b"]")]
    is_whole = answer.rstrip().endswith(b"]}") and inside.rstrip().endswith(b"}")
    read = _mended(inside)
    return read if is_whole and read.update_id is not None else None


def _mended(body: bytes) -> Read:
    """Read what is not strictly JSON in UTF-8, such as half a surrogate; else only its number."""
    found = _FIRST_NUMBER.match(body)
    number = int(found[1]) if found else None
    try:
        loose = json.loads(body.decode("utf-8", errors="replace"))
        clean = json.dumps(loose, ensure_ascii=False).encode("utf-8", errors="replace")
        return _read(_update.decode(clean))
    except (ValueError, TypeError, RecursionError):
        return Read(number)


def _read(update: _Update) -> Read:
    number = update.update_id
    if number < 0:  # none of Telegram's; as an offset it would make it forget what waits
        return Read(None)
    if update.callback_query is not None:
        return _tap(number, update.callback_query)
    if update.message is not None:
        return _message(number, update.message)
    if update.edited_message is not None:
        return _edit(number, update.edited_message)
    if update.my_chat_member is not None:
        return _membership(number, update.my_chat_member)
    return Read(number)


def _tap(number: int, query: _Query) -> Read:
    shown = query.message
    if shown is not None and shown.chat.type != "private":
        return Read(number, "group", "callback_query", shown.chat.id, query=query.id)
    raw = read_button(query.data)
    if shown is None:  # a button of a message that was sent by way of another bot, or long ago
        return Read(number, "input", "callback_query", query.sender.id, Arrived(raw), query.id)
    arrived = Arrived(
        raw,
        shown.message_id,
        shown.date,
        shown.text[:_SHOWN_BOUND],
        _label(shown.reply_markup, query.data),
    )
    return Read(number, "input", "callback_query", shown.chat.id, arrived, query.id)


def _label(keyboard: _Keyboard | None, data: str) -> str:
    """What was chosen, in the words that stood there: after *done* those that were on."""
    rows = keyboard.inline_keyboard if keyboard is not None else []
    buttons = [button for row in rows for button in row]
    label = next((one.text for one in buttons if one.callback_data == data), "")
    if label and data.rpartition(":")[2] in _ENDINGS:
        return ", ".join(one.text for one in buttons if one.text.startswith(ON)) or label
    return label


def _message(number: int, message: _Message) -> Read:
    if message.chat.type != "private":
        return Read(number, "group", "message", message.chat.id)
    raw = _raw(message)
    if raw is None:
        return Read(number, "nothing", "message", message.chat.id)
    reply = message.reply_to_message
    arrived = Arrived(
        raw, message.message_id, message.date, reply_to=reply.message_id if reply else 0
    )
    return Read(number, "input", "message", message.chat.id, arrived)


def _raw(message: _Message) -> RawInput | None:
    """What a message says; None where it is no message of the client but a note of Telegram."""
    words = message.text if message.text is not None else message.caption
    if message.forward_origin != _NONE:  # somebody else's words
        return Wordless("forwarded", (words or "")[:TEXT_BOUND])
    if words is not None and words.strip():
        return _typed(words)
    for name, kind in _KINDS.items():
        if getattr(message, name) != _NONE:
            return Wordless(kind)
    return Wordless("other") if words is not None else None


def _typed(words: str) -> RawInput:
    command, _, rest = words.strip().partition(" ")
    if not command.startswith("/"):
        return Typed(words[:TEXT_BOUND])
    name = command.partition("@")[0].lower()
    if name == "/start":
        return Opened(rest.strip()[:LINK_BOUND])
    return Typed(f"{name} {rest}".strip()[:TEXT_BOUND])


def _edit(number: int, message: _Message) -> Read:
    if message.chat.type != "private":
        return Read(number, "nothing", "edited_message")
    words = message.text or message.caption or ""
    arrived = Arrived(Wordless("edited", words[:TEXT_BOUND]), message.message_id, message.date)
    return Read(number, "input", "edited_message", message.chat.id, arrived)


def _membership(number: int, change: _Membership) -> Read:
    status = change.new_chat_member.status
    if change.chat.type != "private":
        kind: Kind = "group" if status in _HERE else "nothing"
        return Read(number, kind, "my_chat_member", change.chat.id)
    return Read(number, "came" if status in _HERE else "went", "my_chat_member", change.chat.id)
