"""What a turn asks the storage to do besides keeping the dossier, in the same transaction.

A turn that is taken again makes the same deeds, so doing one twice changes nothing.
"""

from hashlib import sha256

import msgspec


class Pair(msgspec.Struct, frozen=True):
    """The client accepts the worker who made a code."""

    pairing: str

    def __repr__(self) -> str:
        """Say nothing of the content."""
        return "Pair()"


class Unpair(msgspec.Struct, frozen=True):
    """The client declines an offer, or ends a pairing; all that was shared there goes."""

    pairing: str

    def __repr__(self) -> str:
        """Say nothing of the content."""
        return "Unpair()"


class Publish(msgspec.Struct, frozen=True):
    """A snapshot goes to a worker, to be read until and on the day `until` (since 1970)."""

    share: str
    pairing: str
    until: int
    payload: bytes

    def __repr__(self) -> str:
        """Say nothing of the content."""
        return "Publish()"


class Withdraw(msgspec.Struct, frozen=True):
    """The client takes a snapshot back."""

    share: str

    def __repr__(self) -> str:
        """Say nothing of the content."""
        return "Withdraw()"


Deed = Pair | Unpair | Publish | Withdraw


def share_id(pairing: str, number: int, sent: int) -> str:
    """The id of a share: 16 bytes in hex.

    Nobody can guess it, as the id of a pairing is secret; and the same turn makes the same one.

    Args:
        pairing: Through which it goes.
        number: How many shares went that way before.
        sent: The moment, epoch seconds.
    """
    return sha256(f"{pairing}/{number}/{sent}".encode()).digest()[:16].hex()
