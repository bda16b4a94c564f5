"""HTTP to the Bot API over aiohttp, for our own hot calls and for python-telegram-bot.

PTB's own transport (httpx) costs several times as much a call, and stalls with many at once.
What goes wrong is told apart by one question: was the request surely not sent?
"""

from collections.abc import Mapping
from io import BytesIO
from typing import Any, Final
from urllib.request import getproxies, proxy_bypass

import aiohttp
import msgspec
from telegram._utils.defaultvalue import DEFAULT_NONE
from telegram._utils.types import ODVInput
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    TelegramError,
)
from telegram.request import BaseRequest, RequestData
from yarl import URL

from bot.telegram.failures import NotSent, TooMany, Uncertain

CONNECT_SECONDS = 5.0
ANSWER_SECONDS = 20.0
"""Silence after which a call is given up; what became of it is unknown then."""

UPLOAD_SECONDS = 60.0
"""How long a call with a file may take in all: a line may be slow, but not stand still."""

KEEP_ALIVE_SECONDS = 15.0
"""Shorter than servers keep a connection: one that closes under a request makes it uncertain."""

_JSON: Final = {"Content-Type": "application/json"}
_ERRORS: Final[dict[int, type[TelegramError]]] = {
    400: BadRequest,
    401: InvalidToken,
    403: Forbidden,
    404: InvalidToken,
    409: Conflict,
}


class Upload(msgspec.Struct, frozen=True):
    """A file that goes with a call: its name without folder, and its MIME type."""

    name: str
    data: bytes
    content_type: str

    def __repr__(self) -> str:
        """Say nothing of the content."""
        return f"Upload({self.content_type})"


class _Parameters(msgspec.Struct):
    retry_after: float | None = None
    migrate_to_chat_id: int | None = None


class _Answer(msgspec.Struct):
    ok: bool
    result: msgspec.Raw = msgspec.Raw(b"null")
    description: str = ""
    parameters: _Parameters | None = None


_decoder = msgspec.json.Decoder(_Answer)


class Transport(BaseRequest):
    """One pool of connections; `call` for JSON calls, the rest for PTB's `Bot`."""

    def __init__(self, api_url: str, token: str) -> None:
        """Prepare; `initialize` opens.

        Args:
            api_url: Base URL before the token, such as `https://api.telegram.org/bot`.
            token: The bot's token; it is in every URL, so no URL is ever shown.
        """
        self._base = f"{api_url}{token}/"
        self._urls: dict[str, URL] = {}
        self._session: aiohttp.ClientSession | None = None

    def __repr__(self) -> str:
        return "Transport()"

    @property
    def read_timeout(self) -> float:
        """Seconds of silence after which a call is given up."""
        return ANSWER_SECONDS

    async def initialize(self) -> None:
        """Open the pool, in the running loop."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=KEEP_ALIVE_SECONDS),
                cookie_jar=aiohttp.DummyCookieJar(),
                timeout=_USUAL,
                # Looked up once: aiohttp's own `trust_env` reads files at each request.
                proxy=_proxy(self._base),
            )

    async def shutdown(self) -> None:
        """Close the pool."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def call(
        self, method: str, parameters: dict[str, Any], *, seconds: float | None = None
    ) -> msgspec.Raw:
        """Call a method; the result as JSON, to be decoded by who knows its shape.

        Args:
            method: Such as `sendMessage`.
            parameters: As the Bot API names them.
            seconds: How long to wait for an answer, where that is not the usual time.

        Raises:
            NotSent: it surely had no effect.
            TooMany: neither; it says when to come back.
            Uncertain: it may have had one (no answer, an answer that is none, a 5xx).
            TelegramError: Telegram refused it; as PTB names it.
        """
        return _result_of(await self.call_plain(method, parameters, seconds=seconds))

    async def call_with_files(
        self, method: str, parameters: dict[str, Any], files: Mapping[str, Upload]
    ) -> msgspec.Raw:
        """The same with files, by the names of their parameters (or of what `attach://` names).

        Raises:
            TelegramError: as `call` does.
        """
        form = _form(parameters, files)  # of its own for each try: it can be read once only
        return _result_of(_good(*await self._post(self._url(method), form, {}, _UPLOAD)))

    async def call_plain(
        self, method: str, parameters: dict[str, Any], *, seconds: float | None = None
    ) -> bytes:
        """The same, but what Telegram answered is given as it came, and not read.

        Raises:
            TelegramError: as `call` does, where the status is not 200.
        """
        body = msgspec.json.encode(parameters)
        limit = _USUAL if seconds is None else _timeout(seconds)
        return _good(*await self._post(self._url(method), body, _JSON, limit))

    async def do_request(  # noqa: PLR0913, PLR0917 - PTB's interface
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = DEFAULT_NONE,
        write_timeout: ODVInput[float] = DEFAULT_NONE,  # noqa: ARG002
        connect_timeout: ODVInput[float] = DEFAULT_NONE,  # noqa: ARG002
        pool_timeout: ODVInput[float] = DEFAULT_NONE,  # noqa: ARG002
    ) -> tuple[int, bytes]:
        """A request of PTB's `Bot`, with files where it has some.

        Raises:
            NotSent: it surely had no effect.
            Uncertain: it may have had one.
        """
        limit = _timeout(read_timeout) if isinstance(read_timeout, (int, float)) else _USUAL
        if method == "GET" or request_data is None:
            return await self._post(URL(url, encoded=True), None, {}, limit)
        if not request_data.contains_files:
            return await self._post(URL(url, encoded=True), request_data.json_payload, _JSON, limit)
        form = aiohttp.FormData()
        for name, value in request_data.json_parameters.items():
            form.add_field(name, value)
        for name, (filename, content, kind) in request_data.multipart_data.items():
            form.add_field(name, content, filename=filename, content_type=kind)
        return await self._post(URL(url, encoded=True), form, {}, limit)

    def _url(self, method: str) -> URL:
        url = self._urls.get(method)
        if url is None:
            url = self._urls[method] = URL(self._base + method, encoded=True)
        return url

    async def _post(
        self,
        url: URL,
        body: bytes | aiohttp.FormData | None,
        headers: dict[str, str],
        limit: aiohttp.ClientTimeout,
    ) -> tuple[int, bytes]:
        if self._session is None:
            raise NotSent("the connection is closed")
        try:
            async with self._session.post(
                url, data=body, headers=headers, timeout=limit, allow_redirects=False
            ) as response:
                return response.status, await response.read()
        # Messages of aiohttp name the URL, and with it the token: nothing of them is passed on.
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError):
            raise NotSent("no connection") from None
        except (aiohttp.ClientError, TimeoutError, OSError):
            raise Uncertain("no answer") from None


def _good(status: int, payload: bytes) -> bytes:
    """What was answered, where that is no refusal.

    Raises:
        TelegramError: as `Transport.call` does.
    """
    if status == 200:
        return payload
    try:
        answer = _decoder.decode(payload)
    except msgspec.MsgspecError:
        raise error_of(status, None) from None
    raise error_of(status, answer)


def _result_of(payload: bytes) -> msgspec.Raw:
    try:
        answer = _decoder.decode(payload)
    except msgspec.MsgspecError:
        raise Uncertain("an answer that is none") from None
    if not answer.ok:
        raise error_of(200, answer)
    return answer.result


def _form(parameters: dict[str, Any], files: Mapping[str, Upload]) -> aiohttp.FormData:
    # Telegram shows a file by its name as it stands here, and does not undo percent signs.
    form = aiohttp.FormData(quote_fields=False)
    for name, value in parameters.items():
        text = value if isinstance(value, str) else msgspec.json.encode(value).decode()
        form.add_field(name, text)
    for name, file in files.items():
        # Out of a buffer it goes piece by piece, so that a large one holds nobody up.
        content = BytesIO(file.data)
        form.add_field(name, content, filename=file.name, content_type=file.content_type)
    return form


def error_of(status: int, answer: _Answer | None) -> TelegramError:
    """The error for an answer that is not "ok"."""
    message = answer.description if answer is not None else ""
    parameters = answer.parameters if answer is not None else None
    if parameters is not None and parameters.migrate_to_chat_id is not None:
        return ChatMigrated(parameters.migrate_to_chat_id)
    if status == 429:
        wait = parameters.retry_after if parameters is not None else None
        return TooMany(wait or 1.0)
    if answer is None or answer.ok or status >= 500:
        return Uncertain(f"status {status}")
    return _ERRORS.get(status, BadRequest)(message or f"status {status}")


def _proxy(url: str) -> str | None:
    """The proxy that the environment names for this address, if any."""
    host = URL(url, encoded=True).host or ""
    return None if proxy_bypass(host) else getproxies().get(URL(url, encoded=True).scheme)


def _timeout(silence: float, total: float | None = None) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(total=total, sock_connect=CONNECT_SECONDS, sock_read=silence)


_USUAL: Final = _timeout(ANSWER_SECONDS)
_UPLOAD: Final = _timeout(ANSWER_SECONDS, UPLOAD_SECONDS)
