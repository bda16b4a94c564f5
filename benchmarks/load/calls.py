"""What a bot sends with a call: only the fields that the server needs, from any encoding.

Clients send JSON, a form or multipart; which one shows in the first byte of the body.
"""

import re
from urllib.parse import unquote_to_bytes

import msgspec

NO_MARKUP = msgspec.Raw(b"")


class Call(msgspec.Struct, gc=False):
    """The fields of one call; `method` only where it stands in the answer to a webhook."""

    chat_id: int = 0
    message_id: int = 0
    callback_query_id: int = 0
    text: str = ""
    caption: str = ""
    reply_markup: msgspec.Raw = NO_MARKUP
    offset: int = 0
    limit: int = 100
    timeout: float = 0
    url: str = ""
    secret_token: str = ""
    max_connections: int = 40
    method: str = ""


class _Button(msgspec.Struct, gc=False):
    text: str
    callback_data: str = ""


class _Markup(msgspec.Struct, gc=False):
    inline_keyboard: list[list[_Button]] = []


_decode_call = msgspec.json.Decoder(Call, strict=False).decode
_decode_markup = msgspec.json.Decoder(_Markup).decode
_NUMBERS = frozenset(
    {"chat_id", "message_id", "callback_query_id", "offset", "limit", "max_connections"}
)
_FIELDS = frozenset(Call.__struct_fields__)
_PART = re.compile(rb'name="(\w+)"(?:\r\n[^\r]+)*\r\n\r\n(.*?)\r\n--', re.DOTALL)


def read_call(body: bytes) -> Call:
    """The call in a body, or in the query of a GET."""
    first = body[:1]
    if first == b"{":
        return _decode_call(body)
    if first == b"-":
        return _from_fields(_PART.findall(body))
    return _from_fields(_form_fields(body))


def read_buttons(markup: bytes) -> list[list[tuple[str, str]]]:
    """The rows of an inline keyboard as (label, callback data); empty for another keyboard."""
    if b"inline_keyboard" not in markup:
        return []
    rows = _decode_markup(markup).inline_keyboard
    return [[(button.text, button.callback_data) for button in row] for row in rows if row]


def _form_fields(body: bytes) -> list[tuple[bytes, bytes]]:
    pairs = [part.partition(b"=") for part in body.split(b"&")]
    return [(name, unquote_to_bytes(value.replace(b"+", b" "))) for name, _, value in pairs]


def _from_fields(fields: list[tuple[bytes, bytes]]) -> Call:
    call = Call()
    for raw, value in fields:
        name = raw.decode()
        if name in _NUMBERS:
            setattr(call, name, int(value))
        elif name == "timeout":
            call.timeout = float(value)
        elif name == "reply_markup":
            call.reply_markup = msgspec.Raw(value)
        elif name in _FIELDS:
            setattr(call, name, value.decode())
    return call
