"""sendMessage, sendPhoto, sendDocument, sendChatAction and getFile."""

import hashlib

from .errors import CAPTION_TOO_LONG, TEXT_BLANK, TEXT_EMPTY, TEXT_TOO_LONG, ApiError, bad_request
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
    shown = _caption(params, remark)
    file_id, upload = _stored(state, params["photo"], "photo", _PHOTO_BYTES)
    if not upload.data.startswith(_IMAGES):
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = _size_of(upload.data)
    photo = {**_file(file_id, upload), "width": width, "height": height}
    return _send(state, params, remark, shown, kind="photo", content={"photo": [photo]})


def send_document(state: State, params: Parameters, remark: Remark) -> object:
    """A file, uploaded or sent before."""
    shown = _caption(params, remark)
    file_id, upload = _stored(state, params["document"], "document", _FILE_BYTES)
    document = {
        **_file(file_id, upload),
        "file_name": upload.name,
        "mime_type": upload.content_type,
    }
    return _send(state, params, remark, shown, kind="document", content={"document": document})


def _caption(params: Parameters, remark: Remark) -> FormattedText:
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
