"""Telegram's webhook: where updates are brought in, one to a request.

Only who knows the secret gets as far as the body. What stands in a body is never looked at here,
and is in no log, at no level: it is what clients say. Telegram takes any 2xx for "received", so
`intake` answers 200 after the update is committed; on everything else it brings the update again.

This is a bare ASGI application, because each update of each client comes through it: Starlette's
request and response objects would cost more than all that is done here.
"""

import hmac
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.logs import log_exception, log_warning

if TYPE_CHECKING:
    from pydantic import SecretStr
    from starlette.types import Receive, Scope, Send

    from bot.metrics import Metrics

MAX_BODY = 1_000_000
"""Bytes; an update of Telegram is some KB."""
SECRET_HEADER = b"x-telegram-bot-api-secret-token"
_QUIET = 60.0
"""Seconds between two lines of the log about requests with a wrong secret."""


@dataclass(frozen=True, slots=True)
class WebhookAnswer:
    """What Telegram gets back.

    Attributes:
        status: 200 once the update is kept; 503 to get it again later.
        body: a call in JSON that Telegram carries out (`{"method": …}`), or nothing.
        retry_after: seconds until Telegram brings the update again, 3,600 at most.
    """

    status: int = 200
    body: bytes = field(default=b"", repr=False)
    retry_after: int | None = None


Intake = Callable[[bytes], Awaitable[WebhookAnswer]]
"""Takes the raw body of one update, and answers when it is kept."""

_TRY_AGAIN = WebhookAnswer(500)
_NO_SECRET, _WRONG_SECRET = WebhookAnswer(401), WebhookAnswer(403)
_TOO_LARGE = WebhookAnswer(413)


class Webhook:
    """The ASGI application behind `WEBHOOK_PATH`.

    Args:
        secret: what Telegram was told at setWebhook; it sends it with each update.
        intake: what is done with a body.
        clock: seconds that never go back.
    """

    def __init__(
        self,
        secret: "SecretStr",
        intake: Intake,
        metrics: "Metrics",
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._secret = secret.get_secret_value().encode("ascii")
        self._intake = intake
        self._metrics = metrics
        self._clock = clock
        self._refused = 0
        self._told_at = -_QUIET

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Answer one request."""
        answer = self._objection(scope)
        if answer is None:
            body = await _read(receive)
            answer = _TOO_LARGE if body is None else await self._take_in(body)
        await _respond(send, answer)

    async def _take_in(self, body: bytes) -> WebhookAnswer:
        try:
            return await self._intake(body)
        except Exception as error:  # noqa: BLE001 - whatever it is, Telegram is to bring it again
            log_exception("webhook_failed", error)
            return _TRY_AGAIN

    def _objection(self, scope: "Scope") -> WebhookAnswer | None:
        """What is wrong with a request before its body is read."""
        headers = dict(scope["headers"])
        given = headers.get(SECRET_HEADER)
        if given is None or not hmac.compare_digest(given, self._secret):
            self._note_refusal()
            return _NO_SECRET if given is None else _WRONG_SECRET
        length = headers.get(b"content-length", b"0")
        is_small = length.isdigit() and int(length[:9]) <= MAX_BODY
        return None if is_small else _TOO_LARGE

    def _note_refusal(self) -> None:
        """Count it; tell the operator now and then, as anybody can send such requests."""
        self._metrics.webhook_refused()
        self._refused += 1
        now = self._clock()
        if now - self._told_at >= _QUIET:
            log_warning(
                "webhook_refused", variable="TELEGRAM_WEBHOOK_SECRET", requests=self._refused
            )
            self._told_at, self._refused = now, 0


async def _read(receive: "Receive") -> bytes | None:
    """The whole body; None where it is larger than can be, or the caller went away."""
    body = bytearray()
    while len(body) <= MAX_BODY:
        message = await receive()
        if message["type"] != "http.request":
            return None
        body += message["body"]
        if not message["more_body"]:
            return bytes(body) if len(body) <= MAX_BODY else None
    return None


async def _respond(send: "Send", answer: WebhookAnswer) -> None:
    headers = [(b"content-length", str(len(answer.body)).encode("ascii"))]
    if answer.body:
        headers.append((b"content-type", b"application/json"))
    if answer.retry_after is not None:
        headers.append((b"retry-after", str(answer.retry_after).encode("ascii")))
    if answer is _TOO_LARGE:  # what is still on its way is not waited for
        headers.append((b"connection", b"close"))
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": answer.body})
