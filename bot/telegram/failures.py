"""What an API call that failed means for the message in it.

Telegram gives no idempotency key, so what matters is whether a call may have had its effect:
only what surely had none may simply be sent again (platform notes, A4 and C).
"""

from telegram.error import BadRequest, Forbidden, NetworkError, TelegramError, TimedOut


class NotSent(TimedOut):
    """The request surely did not reach Telegram: it may be sent again."""


class TooMany(TelegramError):
    """Too many calls for now; this one had no effect. PTB's own error warns at each use."""

    def __init__(self, seconds: float) -> None:
        super().__init__("too many requests")
        self.seconds = seconds


class Uncertain(NetworkError):
    """The request may or may not have had its effect."""


_SAME = "message is not modified"
_NO_MESSAGE = (
    "message to edit not found",
    "message can't be edited",
    "message_id_invalid",
    "message to be edited not found",
)
_GONE = ("message to delete not found", "message can't be deleted", "message identifier")
_OLD_QUERY = ("query is too old", "query id is invalid", "query_id_invalid")
_NOBODY = ("chat not found", "user not found", "peer_id_invalid")


def is_unmodified(error: TelegramError) -> bool:
    """The message already says this: a success (C7)."""
    return isinstance(error, BadRequest) and _SAME in error.message.lower()


def is_missing(error: TelegramError) -> bool:
    """The message to edit is gone, or cannot be edited: send a new one (C8)."""
    return isinstance(error, BadRequest) and _has(error, _NO_MESSAGE)


def is_gone(error: TelegramError) -> bool:
    """The message to delete is not there any more, or has to stay."""
    return isinstance(error, BadRequest) and _has(error, _GONE)


def is_old_query(error: TelegramError) -> bool:
    """The tap was too long ago to be answered with a sign; its effect counts all the same (C6)."""
    return isinstance(error, BadRequest) and _has(error, _OLD_QUERY)


def is_unreachable(error: TelegramError) -> bool:
    """Blocked, deactivated, or never there: nothing arrives until they come back (C11)."""
    return isinstance(error, Forbidden) or (isinstance(error, BadRequest) and _has(error, _NOBODY))


def _has(error: TelegramError, parts: tuple[str, ...]) -> bool:
    message = error.message.lower()
    return any(part in message for part in parts)
