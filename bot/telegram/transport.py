"""HTTP to the Bot API over aiohttp, for our own hot calls and for python-telegram-bot.

PTB's own transport (httpx) costs several times as much a call, and stalls with many at once.
What goes wrong is told apart by one question: was the request surely not sent?
"""

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
                timeout=_timeout(ANSWER_SECONDS),
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
        payload = await self.call_plain(method, parameters, seconds=seconds)
        try:
            answer = _decoder.decode(payload)
        except msgspec.MsgspecError:
            raise Uncertain("an answer that is none") from None
        if not answer.ok:
            raise error_of(200, answer)
        return answer.result

    async def call_plain(
        self, method: str, parameters: dict[str, Any], *, seconds: float | None = None
    ) -> bytes:
        """The same, but what Telegram answered is given as it came, and not read.

        Raises:
            TelegramError: as `call` does, where the status is not 200.
        """
        body = msgspec.json.encode(parameters)
        status, payload = await self._post(self._url(method), body, _JSON, seconds)
        if status == 200:
            return payload
        try:
            answer = _decoder.decode(payload)
        except msgspec.MsgspecError:
            raise error_of(status, None) from None
        raise error_of(status, answer)

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
        seconds = read_timeout if isinstance(read_timeout, (int, float)) else None
        if method == "GET" or request_data is None:
            return await self._post(URL(url, encoded=True), None, {}, seconds)
        if not request_data.contains_files:
            return await self._post(
                URL(url, encoded=True), request_data.json_payload, _JSON, seconds
            )
        form = aiohttp.FormData()
        for name, value in request_data.json_parameters.items():
            form.add_field(name, value)
        for name, (filename, content, kind) in request_data.multipart_data.items():
            form.add_field(name, content, filename=filename, content_type=kind)
        return await self._post(URL(url, encoded=True), form, {}, seconds)

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
        seconds: float | None,
    ) -> tuple[int, bytes]:
        if self._session is None:
            raise NotSent("the connection is closed")
        timeout = aiohttp.helpers.sentinel if seconds is None else _timeout(seconds)
        try:
            async with self._session.post(
                url, data=body, headers=headers, timeout=timeout, allow_redirects=False
            ) as response:
                return response.status, await response.read()
        # Messages of aiohttp name the URL, and with it the token: nothing of them is passed on.
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError):
            raise NotSent("no connection") from None
        except (aiohttp.ClientError, TimeoutError, OSError):
            raise Uncertain("no answer") from None


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


def _timeout(seconds: float) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(total=None, sock_connect=CONNECT_SECONDS, sock_read=seconds)
