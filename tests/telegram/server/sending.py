"""sendMessage, sendPhoto, sendDocument, sendChatAction and getFile."""

import hashlib
import zlib
from collections.abc import Callable

from .errors import (
    CAPTION_TOO_LONG,
    NO_PICTURE,
    PHOTO_SIZES,
    TEXT_BLANK,
    TEXT_EMPTY,
    TEXT_TOO_LONG,
    ApiError,
    bad_request,
)
from .formatted_text import FormattedText, utf16_length
from .keyboards import check_markup
from .options import Remark, check_preview, replied_to, shown_text
from .parameters import Upload
from .specification import CHAT_ACTIONS
from .state import State

Parameters = dict[str, object]

MOST_TEXT = 4096
MOST_CAPTION = 1024
_PHOTO_BYTES = 10 << 20
_PHOTO_SIDES = 10_000
_PHOTO_RATIO = 20
_PHOTO_SHOWN = 1280
_FILE_BYTES = 50 << 20
_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"BM")


def message_text(params: Parameters, remark: Remark) -> FormattedText:
    """The checked text of a message.

    Raises:
        ApiError: When it is empty, too long or cannot be read.
    """
    source = str(params.get("text", ""))
    if not source:
        raise bad_request(TEXT_EMPTY)
    shown = shown_text(source, str(params.get("parse_mode", "")), params.get("entities"), remark)  # type: ignore[arg-type]
    if not shown.text:
        raise bad_request(TEXT_BLANK)
    if utf16_length(shown.text) > MOST_TEXT:
        raise bad_request(TEXT_TOO_LONG)
    return shown


def send_message(state: State, params: Parameters, remark: Remark) -> object:
    """A text message."""
    shown = message_text(params, remark)
    preview = params.get("link_preview_options")
    check_preview(preview, remark)  # type: ignore[arg-type]
    return _send(state, params, remark, shown, link_preview=preview)


def _send(
    state: State, params: Parameters, remark: Remark, shown: FormattedText, **content: object
) -> object:
    _check_private_only(params, remark)
    markup = params.get("reply_markup")
    rows = check_markup(markup, remark) if markup is not None else []  # type: ignore[arg-type]
    chat = state.chats.reachable(params["chat_id"])  # type: ignore[arg-type]
    message = state.bot_message(
        chat,
        text=shown.text,
        entities=shown.entities,
        keyboard=rows or [],
        other_markup=markup if rows is None else None,
        is_protected=bool(params.get("protect_content")),
        is_silent=bool(params.get("disable_notification")),
        reply_to=replied_to(chat, params.get("reply_parameters"), remark),  # type: ignore[arg-type]
        **content,
    )
    return message.as_json()


def _check_private_only(params: Parameters, remark: Remark) -> None:
    for name in ("business_connection_id", "message_thread_id", "direct_messages_topic_id"):
        if name in params:
            remark(f"{name} makes no sense in the chats of the test server")


def send_photo(state: State, params: Parameters, remark: Remark) -> object:
    """A picture, uploaded or sent before."""
    return _send_media(state, params, remark, "photo")


def send_document(state: State, params: Parameters, remark: Remark) -> object:
    """A file, uploaded or sent before."""
    return _send_media(state, params, remark, "document")


def _send_media(state: State, params: Parameters, remark: Remark, kind: str) -> object:
    shown = caption_of(params, remark)
    content = MEDIA[kind](state, params[kind], remark)
    return _send(state, params, remark, shown, kind=kind, content=content)


def _photo(state: State, sent: object, remark: Remark) -> dict[str, object]:
    file_id, upload = _stored(state, sent, "photo", _FILE_BYTES)
    if (size := len(upload.data)) > _PHOTO_BYTES:
        raise bad_request(
            f"file of size {size} bytes is too big for a photo; "
            f"the maximum size is {_PHOTO_BYTES} bytes"
        )
    if not _is_image(upload.data):
        raise bad_request(NO_PICTURE)
    width, height = _size_of(upload.data)
    if width + height > _PHOTO_SIDES or max(width, height) > _PHOTO_RATIO * min(width, height):
        raise bad_request(PHOTO_SIZES)
    if (longest := max(width, height)) > _PHOTO_SHOWN:
        remark(f"a photo of {longest} pixels is made smaller: who sees little cannot read it")
        width, height = width * _PHOTO_SHOWN // longest, height * _PHOTO_SHOWN // longest
    return {"photo": [{**_file(file_id, upload), "width": width, "height": height}]}


def _document(state: State, sent: object, remark: Remark) -> dict[str, object]:
    file_id, upload = _stored(state, sent, "document", _FILE_BYTES)
    if not upload.name or any(sign in upload.name for sign in '%/\\"'):
        remark(f"the name {upload.name!r} would be shown like this")
    kind = upload.content_type
    return {"document": {**_file(file_id, upload), "file_name": upload.name, "mime_type": kind}}


MEDIA: dict[str, Callable[[State, object, Remark], dict[str, object]]] = {
    "photo": _photo,
    "document": _document,
}
"""What is in a message with a file, by its kind."""


def caption_of(params: Parameters, remark: Remark) -> FormattedText:
    """The checked words under a photo or a file.

    Raises:
        ApiError: When they are too long or cannot be read.
    """
    entities = params.get("caption_entities")
    mode = str(params.get("parse_mode", ""))
    shown = shown_text(str(params.get("caption", "")), mode, entities, remark)  # type: ignore[arg-type]
    if utf16_length(shown.text) > MOST_CAPTION:
        raise bad_request(CAPTION_TOO_LONG)
    return shown


def _stored(state: State, sent: object, kind: str, most: int) -> tuple[str, Upload]:
    if isinstance(sent, Upload):
        if not sent.data:
            raise bad_request("file must be non-empty")
        if len(sent.data) > most:
            raise ApiError(413, "Request Entity Too Large")
        file_id = f"{kind}-{hashlib.sha256(sent.data).hexdigest()[:32]}"
        state.files[file_id] = sent
        return file_id, sent
    known = state.files.get(str(sent))
    if known is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    return str(sent), known


def _file(file_id: str, upload: Upload) -> dict[str, object]:
    return {
        "file_id": file_id,
        "file_unique_id": file_id[-16:],
        "file_size": len(upload.data),
    }


def _is_image(data: bytes) -> bool:
    """Whether it looks like a picture; of a PNG also whether it is whole."""
    if not data.startswith(_IMAGES[0]):
        return data.startswith(_IMAGES)
    place = len(_IMAGES[0])
    while place + 12 <= len(data):
        end = place + 12 + int.from_bytes(data[place : place + 4])
        kind, checksum = data[place + 4 : place + 8], data[end - 4 : end]
        if zlib.crc32(data[place + 4 : end - 4]).to_bytes(4) != checksum:
            return False
        if kind == b"IEND":
            return end == len(data)
        place = end
    return False


def _size_of(data: bytes) -> tuple[int, int]:
    """Width and height of a PNG; other pictures get a size that could be theirs."""
    if data.startswith(_IMAGES[0]) and len(data) >= 24:
        return int.from_bytes(data[16:20]), int.from_bytes(data[20:24])
    return 640, 480


def send_chat_action(state: State, params: Parameters, _remark: Remark) -> bool:
    """Shows "is typing"."""
    if params["action"] not in CHAT_ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = state.chats.reachable(params["chat_id"])  # type: ignore[arg-type]
    chat.actions.append(str(params["action"]))
    return True


def get_file(state: State, params: Parameters, _remark: Remark) -> object:
    """Where a file can be fetched."""
    file_id = str(params["file_id"])
    upload = state.files.get(file_id)
    if upload is None:
        raise bad_request("invalid file_id")
    return {**_file(file_id, upload), "file_path": f"files/{file_id}"}
