"""Telegram's rate limits, approximately: they are not published.

About one message a second in a chat (short bursts pass) and thirty a second over all chats; what
goes beyond is refused with 429 (https://core.telegram.org/bots/faq#my-bot-is-hitting-limits).
"""

import math
from dataclasses import dataclass, field

from .errors import too_many_requests

_COUNTED = ("send", "edit")


@dataclass(slots=True)
class _Bucket:
    tokens: float
    filled: float


@dataclass(slots=True)
class RateLimits:
    """How many sends and edits per second pass."""

    per_chat: float = 1.0
    burst: float = 3.0
    overall: float = 30.0
    _chats: dict[object, _Bucket] = field(default_factory=dict)

    def check(self, method: str, params: dict[str, object], now: float) -> None:
        """Count a call.

        Raises:
            ApiError: 429, with the seconds to wait.
        """
        if not method.startswith(_COUNTED) or method == "sendChatAction":
            return
        self._take(params.get("chat_id"), self.per_chat, self.burst, now)
        self._take(None, self.overall, self.overall, now)

    def _take(self, key: object, rate: float, most: float, now: float) -> None:
        bucket = self._chats.setdefault(key, _Bucket(most, now))
        bucket.tokens = min(most, bucket.tokens + (now - bucket.filled) * rate)
        bucket.filled = now
        if bucket.tokens < 1:
            raise too_many_requests(max(1, math.ceil((1 - bucket.tokens) / rate)))
        bucket.tokens -= 1
