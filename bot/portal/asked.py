"""One request, read and checked, as the pages get it."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

import msgspec
from starlette.requests import Request

from bot.portal.people import WorkerDetails

MAX_BODY = 65_536
"""Bytes; the longest form has some hundreds, a passkey some thousands."""
BODY_SECONDS = 20.0
"""Within which a body is here; a slow line needs some."""
_MOST_FIELDS = 100
_FORM = "application/x-www-form-urlencoded"
_JSON = "application/json"


class NotTaken(Exception):
    """A request that cannot be read. `status` says why: 400, 408, 413 or 415."""

    def __init__(self, status: int) -> None:
        super().__init__()
        self.status = status


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who is signed in."""

    worker: bytes = field(repr=False)
    token: str = field(repr=False)
    details: WorkerDetails


@dataclass(frozen=True, slots=True)
class Asked:
    """What a page is asked.

    Attributes:
        path: Without what is behind a question mark.
        parts: Of the path, by the names in the route.
        query: Behind the question mark.
        form: Fields of a form, the last of each name.
        sent: What a script sent.
        source: Name of where it comes from, for limits.
        secret: What the hidden field of forms is made of; empty where there are no forms.
        session: Token of the session cookie, also where it is no session any more.
        visitor: Who is signed in, on pages that need somebody.
    """

    path: str
    parts: Mapping[str, str] = field(repr=False)
    query: Mapping[str, str] = field(repr=False)
    form: Mapping[str, str] = field(repr=False)
    sent: Mapping[str, Any] = field(repr=False)
    source: str = field(repr=False)
    secret: str = field(repr=False)
    session: str = field(repr=False)
    visitor: Visitor | None = None

    @property
    def me(self) -> Visitor:
        """Who is signed in; only on pages that need somebody."""
        if self.visitor is None:
            raise LookupError
        return self.visitor


async def read_body(request: Request) -> bytes:
    """The whole body.

    Raises:
        NotTaken: it is larger than any form is, or comes so slowly that it keeps a place taken.
    """
    length = request.headers.get("content-length", "0")
    if not (length.isascii() and length.isdigit()) or int(length[:9]) > MAX_BODY:
        raise NotTaken(413)
    body = bytearray()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for part in request.stream():
                body += part
                if len(body) > MAX_BODY:
                    raise NotTaken(413)
    except TimeoutError:
        raise NotTaken(408) from None
    return bytes(body)


def read_form(content_type: str, body: bytes) -> dict[str, str]:
    """The fields of a form.

    Raises:
        NotTaken: this is no form, or not in UTF-8.
    """
    if content_type.partition(";")[0].strip().lower() != _FORM:
        raise NotTaken(415)
    try:
        fields = parse_qsl(
            body.decode("ascii"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=_MOST_FIELDS,
        )
    except ValueError:
        raise NotTaken(400) from None
    return dict(fields)


def read_sent(content_type: str, body: bytes) -> dict[str, Any]:
    """What a script sent: an object in JSON.

    Raises:
        NotTaken: this is something else.
    """
    if content_type.partition(";")[0].strip().lower() != _JSON:
        raise NotTaken(415)
    try:
        return msgspec.json.decode(body, type=dict[str, Any])
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        raise NotTaken(400) from None
