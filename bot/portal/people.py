"""A worker, as the portal keeps them; the storage never looks inside."""

import re
import unicodedata
from datetime import date, timedelta

import msgspec

from states.errors import BotError

LONGEST_NAME = 80
LONGEST_EMAIL = 254
_LONGEST_AWAY = timedelta(days=366)
_EMAIL = re.compile(r"[^\s@<>,;:\"()\[\]\\]+@[^\s@<>,;:\"()\[\]\\]+\.[^\s@<>,;:\"()\[\]\\.]+")
_EPOCH = date(1970, 1, 1)


class WorkerDetailsInvalid(BotError):
    """What is kept of a worker cannot be read; the message says nothing of it."""

    def __init__(self) -> None:
        super().__init__("worker_invalid", "what is kept of a worker cannot be read")


class WorkerDetails(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who a worker is; the fields that a client sees have the names of `WorkerFacts`.

    Attributes:
        name: As clients and the worker see it.
        organisation: Set by who invites, and not by the worker.
        role: In own words.
        away_until: Last day away, as days since 1970-01-01; 0 for none.
        stand_in: Name of who is there meanwhile.
        email: For the link to sign in and for neutral notices; empty for none.
    """

    name: str
    organisation: str = ""
    role: str = ""
    away_until: int = 0
    stand_in: str = ""
    email: str = ""

    def __repr__(self) -> str:
        """Say nothing of the worker."""
        return "WorkerDetails()"

    @property
    def away(self) -> date | None:
        """The last day away."""
        return _EPOCH + timedelta(days=self.away_until) if self.away_until else None


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(WorkerDetails)


def encode_worker(details: WorkerDetails) -> bytes:
    """The details as they are kept."""
    return _encoder.encode(details)


def decode_worker(data: bytes) -> WorkerDetails:
    """The details again.

    Raises:
        WorkerDetailsInvalid: this is something else.
    """
    try:
        return _decoder.decode(data)
    except msgspec.MsgspecError:
        raise WorkerDetailsInvalid from None


def one_line(text: str, longest: int = LONGEST_NAME) -> str:
    """A name as it can stand in a line: without controls and doubled spaces, not too long."""
    kept = "".join(sign if _may_stand(sign) else " " for sign in text)
    return " ".join(kept.split())[:longest].strip()


def _may_stand(sign: str) -> bool:
    return unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def as_email(text: str) -> str | None:
    """An address in small letters; None where this is none, or a letter would read another."""
    found = text.strip().lower()
    is_one = len(found) <= LONGEST_EMAIL and found.isascii() and _EMAIL.fullmatch(found)
    return found if is_one and "=?" not in found else None


def away_day(text: str, today: date) -> int | None:
    """The last day away, typed as 2026-12-31: 0 for none, None where it cannot be."""
    if not text.strip():
        return 0
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        return None
    return (day - _EPOCH).days if today <= day <= today + _LONGEST_AWAY else None
