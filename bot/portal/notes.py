"""What the portal remembers with a share: the fixed replies that were given (E8).

Each can be given once, so that nobody is nudged.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import get_args

import msgspec

from states.sharing.records import ReplyCode

_EPOCH = date(1970, 1, 1)
CODES: tuple[str, ...] = get_args(ReplyCode)


class GivenReply(msgspec.Struct, frozen=True, omit_defaults=True):
    """A reply: its code, when (epoch seconds), and the day of a talk since 1970."""

    code: str
    at: int
    day: int = 0

    def __repr__(self) -> str:
        """Say nothing of the content."""
        return "GivenReply()"

    @property
    def on(self) -> date | None:
        """The day of the talk."""
        return _EPOCH + timedelta(days=self.day) if self.day else None


class _Notes(msgspec.Struct, frozen=True, omit_defaults=True):
    replies: tuple[GivenReply, ...] = ()


_decoder = msgspec.json.Decoder(_Notes)


def replies_of(notes: bytes | None) -> tuple[GivenReply, ...]:
    """The replies that were given, the newest last."""
    try:
        return _decoder.decode(notes).replies if notes else ()
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return ()


def with_reply(notes: bytes | None, reply: GivenReply) -> bytes:
    """The notes with one more reply."""
    return msgspec.json.encode(_Notes((*replies_of(notes), reply)))


def left_of(given: Sequence[GivenReply]) -> list[str]:
    """The replies that can still be given."""
    done = {one.code for one in given}
    return [code for code in CODES if code not in done]


def talk_day(text: str, first: date, last: date) -> int | None:
    """The day of a talk as days since 1970; None where it cannot be."""
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        return None
    return (day - _EPOCH).days if first <= day <= last else None
