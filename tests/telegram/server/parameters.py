"""From an HTTP request to the parameters of a call, each checked for its kind.

Telegram takes them from the query string, a form, a multipart body or JSON. Stricter than
Telegram: values of a wrong kind are refused instead of read as well as possible, and unknown
names and nulls are remarked on.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qsl

from aiohttp import web

from .errors import NOT_UTF8, bad_request
from .specification import Parameter

_WHOLE = re.compile(r"-?[0-9]{1,19}\Z")


@dataclass(slots=True, frozen=True)
class Upload:
    """A file that came with the call."""

    name: str
    data: bytes
    content_type: str


async def read_parameters(request: web.BaseRequest) -> dict[str, object]:
    """All parameters as they were sent.

    Raises:
        ApiError: When the body cannot be read.
    """
    query = request.raw_path.partition("?")[2]
    found: dict[str, object] = dict(_pairs(query)) if query else {}
    if request.method != "POST" or not request.can_read_body:
        return found
    kind = request.content_type
    if kind == "multipart/form-data":
        return {**found, **await _multipart(request)}
    body = await request.read()
    if not body:
        return found
    if kind == "application/json":
        return {**found, **_from_json(body)}
    if kind == "application/x-www-form-urlencoded":
        return {**found, **dict(_pairs(_decoded(body)))}
    raise bad_request(f"unsupported content type {kind}")


def _decoded(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError:
        raise bad_request(NOT_UTF8) from None


def _pairs(text: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict")
    except UnicodeDecodeError:
        raise bad_request(NOT_UTF8) from None


def _from_json(body: bytes) -> dict[str, object]:
    try:
        found = json.loads(_decoded(body), parse_constant=_no_constant)
    except ValueError:
        raise bad_request("can't parse JSON object") from None
    if not isinstance(found, dict):
        raise bad_request("JSON object expected as request")
    return found


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


async def _multipart(request: web.BaseRequest) -> dict[str, object]:
    try:
        form = await request.post()
    except UnicodeDecodeError:
        raise bad_request(NOT_UTF8) from None
    found: dict[str, object] = {}
    for name, value in form.items():
        if isinstance(value, web.FileField):
            data = value.file.read()
            value.file.close()
            found[name] = Upload(value.filename, data, value.content_type)
        else:
            found[name] = value if isinstance(value, str) else bytes(value).decode()
    return found


def checked(
    sent: dict[str, object], expected: dict[str, Parameter], remark: Callable[[str], None]
) -> dict[str, object]:
    """The parameters with the kinds they should have.

    Args:
        sent: As read from the request.
        expected: From the specification.
        remark: Takes what Telegram would overlook.

    Raises:
        ApiError: When one is missing or of a wrong kind.
    """
    found: dict[str, object] = {}
    for name, value in sent.items():
        parameter = expected.get(name)
        if parameter is None:
            if not isinstance(value, Upload):  # may be what an attach:// points to
                remark(f"unknown parameter {name!r}")
                found[name] = value  # nobody reads it, but it belongs to the record
        elif value is None:
            remark(f"parameter {name!r} is null")
        else:
            found[name] = _READERS[parameter.kind](name, value, sent)
    for name, parameter in expected.items():
        if parameter.required and name not in found:
            raise bad_request(_MISSING.get(name, f"{name} isn't specified"))
    return found


_MISSING = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
    "message_ids": "message identifiers are not specified",
    "media": "media isn't specified",
    "photo": "there is no photo in the request",
    "document": "there is no document in the request",
}


def _integer(name: str, value: object, _sent: dict[str, object]) -> int:
    if type(value) is int and abs(value) < 1 << 63:
        return value
    if isinstance(value, str) and _WHOLE.match(value):
        return int(value)
    raise bad_request(f"parameter {name} must be of type Integer")


def _boolean(name: str, value: object, _sent: dict[str, object]) -> bool:
    if value is True or value == "true":
        return True
    if value is False or value == "false":
        return False
    raise bad_request(f"parameter {name} must be of type Boolean")


def _string(name: str, value: object, _sent: dict[str, object]) -> str:
    if not isinstance(value, str):
        raise bad_request(f"parameter {name} must be of type String")
    check_unicode(value)
    return value


def check_unicode(text: str) -> None:
    """Refuse halves of surrogate pairs, which no UTF-8 text can hold."""
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            raise bad_request(NOT_UTF8) from None


def _chat(name: str, value: object, sent: dict[str, object]) -> int | str:
    if isinstance(value, str) and not _WHOLE.match(value):
        if not value:
            raise bad_request("chat_id is empty")
        return _string(name, value, sent)
    return _integer(name, value, sent)


def _json(name: str, value: object, expected: type) -> object:
    if isinstance(value, str):
        try:
            value = json.loads(value, parse_constant=_no_constant)
        except ValueError:
            raise bad_request(f"can't parse {name} JSON object") from None
    if not isinstance(value, expected):
        wanted = "object" if expected is dict else "array"
        raise bad_request(f"{wanted} expected as {name}")
    check_unicode(json.dumps(value, ensure_ascii=False))
    return value


def _object(name: str, value: object, _sent: dict[str, object]) -> object:
    return _json(name, value, dict)


def _list_of(kind: type) -> Callable[[str, object, dict[str, object]], object]:
    def read(name: str, value: object, _sent: dict[str, object]) -> object:
        found = _json(name, value, list)
        if any(type(one) is not kind for one in found):  # type: ignore[attr-defined]
            raise bad_request(f"{name} must be a list of {kind.__name__}")
        return found

    return read


def _file(name: str, value: object, sent: dict[str, object]) -> str | Upload:
    if isinstance(value, Upload):
        return value
    text = _string(name, value, sent)
    if text.startswith("attach://"):
        attached = sent.get(text.removeprefix("attach://"))
        if not isinstance(attached, Upload):
            raise bad_request("there is no file in the request")
        return attached
    return text


def _media(name: str, value: object, sent: dict[str, object]) -> dict[str, object]:
    found: dict[str, object] = _json(name, value, dict)  # type: ignore[assignment]
    if "media" not in found:
        raise bad_request("media not found")
    return {**found, "media": _file("media", found["media"], sent)}


_READERS: dict[str, Callable[[str, object, dict[str, object]], object]] = {
    "integer": _integer,
    "boolean": _boolean,
    "string": _string,
    "chat": _chat,
    "object": _object,
    "objects": _list_of(dict),
    "strings": _list_of(str),
    "integers": _list_of(int),
    "file": _file,
    "media": _media,
}
