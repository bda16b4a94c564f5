"""getUpdates: short and long polling, one poller at a time."""

import asyncio

from .errors import OTHER_POLL, WEBHOOK_ACTIVE, WEBHOOK_SET, ApiError, conflict
from .options import Remark
from .state import State
from .updates import MOST_AT_ONCE
from .webhook import Webhook, allowed_updates

MOST_SECONDS = 50
"""Long polls end after this (tdlib/telegram-bot-api, `Client.h`)."""


class Polling:
    """Who waits for updates at this moment."""

    def __init__(self, state: State, webhook: Webhook) -> None:
        self._state = state
        self._webhook = webhook
        self._waiting: asyncio.Future[None] | None = None

    async def get_updates(self, params: dict[str, object], remark: Remark) -> object:
        """Give what waits, or wait for it.

        Raises:
            ApiError: 409, with a webhook or when somebody else starts to ask.
        """
        if self._webhook.url:
            raise conflict(WEBHOOK_ACTIVE)
        self.end(conflict(OTHER_POLL))
        offset = _number(params, "offset", 0, None, remark)
        limit = _number(params, "limit", 100, (1, MOST_AT_ONCE), remark)
        timeout = _number(params, "timeout", 0, (0, MOST_SECONDS), remark)
        with self._state.lock:
            wanted = allowed_updates(params.get("allowed_updates"))  # type: ignore[arg-type]
            if wanted is not None:
                self._state.updates.allowed = wanted
            found = self._state.updates.take(offset, limit)
            if found or not timeout:
                return found
            waiting = self._waiting = asyncio.get_running_loop().create_future()
        return await self._wait(waiting, timeout, offset, limit)

    async def _wait(
        self, waiting: asyncio.Future[None], seconds: float, offset: int, limit: int
    ) -> object:
        try:
            async with asyncio.timeout(seconds):
                await waiting
        except TimeoutError:
            return []
        finally:
            if self._waiting is waiting:
                self._waiting = None
        with self._state.lock:
            return self._state.updates.take(max(offset, 0), limit)

    def wake(self) -> None:
        """Something arrived."""
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)

    @property
    def is_waiting(self) -> bool:
        """Does a long poll hang?"""
        return self._waiting is not None

    def end(self, error: ApiError) -> None:
        """Send the one who waits away."""
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(error)
        self._waiting = None

    def end_for_webhook(self) -> None:
        """A webhook takes over."""
        self.end(conflict(WEBHOOK_SET))


def _number(
    params: dict[str, object],
    name: str,
    usual: int,
    between: tuple[int, int] | None,
    remark: Remark,
) -> int:
    """A number, brought within its limits as Telegram does."""
    number = int(params.get(name, usual))  # type: ignore[call-overload]
    if between is None or between[0] <= number <= between[1]:
        return number
    if name != "timeout":  # a longer timeout is common and harmless
        remark(f"{name} {number} is not between {between[0]} and {between[1]}")
    return min(max(number, between[0]), between[1])
