"""What a turn does for others than its client: accepting a worker, sharing, taking back.

Deeds are written in the transaction of their turn, so a share is there exactly when the dossier
says so. A turn without deeds, as nearly all are, costs no statement.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from storage import inbox
from storage.portal import pairings, shares

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from storage.clients import ClientRef
    from storage.portal.keys import PortalKeys


@dataclass(frozen=True)
class Pair:
    """The client accepts the code of a worker.

    Attributes:
        pairing: its id, 16 bytes.
        otherwise: the input for this client where the pairing is gone (the worker is).
    """

    pairing: bytes = field(repr=False)
    otherwise: bytes = field(default=b"", repr=False)


@dataclass(frozen=True)
class Unpair:
    """The client declines or ends a pairing; all shares of it go."""

    pairing: bytes = field(repr=False)


@dataclass(frozen=True)
class Publish:
    """The client shares a snapshot.

    Attributes:
        share: its id, 16 bytes.
        pairing: with whom.
        until: the last local day on which it is served, as days since 1970-01-01.
        payload: the snapshot; opaque here.
        otherwise: the input for this client where the pairing is gone.
    """

    share: bytes = field(repr=False)
    pairing: bytes = field(repr=False)
    until: int
    payload: bytes = field(repr=False)
    otherwise: bytes = field(default=b"", repr=False)


@dataclass(frozen=True)
class Withdraw:
    """The client takes a share back."""

    share: bytes = field(repr=False)


Deed: TypeAlias = "Pair | Unpair | Publish | Withdraw"


@dataclass(frozen=True)
class SealedDeed:
    """A deed that is encrypted and ready; `share` and `otherwise` are rows to make."""

    client: bytes = field(repr=False)
    deed: Deed
    share: dict[str, object] | None = field(default=None, repr=False)
    otherwise: dict[str, bytes] | None = field(default=None, repr=False)


def sealed(
    client: ClientRef, deeds: Sequence[Deed], keys: PortalKeys, now: float
) -> list[SealedDeed]:
    """Encrypt deeds, before the transaction begins."""
    return [_ready(client, deed, keys, now) for deed in deeds]


def write(connection: Connection, some: Sequence[SealedDeed]) -> list[tuple[bytes, int]]:
    """Do the deeds of some turns, in their order; the lanes of their clients are locked.

    Returns:
        Clients with how many inputs more wait for each, because a pairing was gone.
    """
    missed = [each.otherwise for each in some if not _done(connection, each)]
    rows = [row for row in missed if row is not None]
    inbox.put(connection, rows)
    return list(Counter(row["client"] for row in rows).items())


def _ready(client: ClientRef, deed: Deed, keys: PortalKeys, now: float) -> SealedDeed:
    otherwise = None
    if isinstance(deed, (Pair, Publish)) and deed.otherwise:
        otherwise = inbox.sealed(client, deed.otherwise)
    if not isinstance(deed, Publish):
        return SealedDeed(client.id, deed, None, otherwise)
    row = shares.sealed(keys, deed.share, deed.payload)
    when = {"client": client.id, "sent": int(now), "until": deed.until}
    return SealedDeed(client.id, deed, {**row, **when, "pairing": deed.pairing}, otherwise)


def _done(connection: Connection, ready: SealedDeed) -> bool:
    deed, client = ready.deed, ready.client
    match deed:
        case Pair():
            return pairings.accept(connection, deed.pairing, client)
        case Unpair():
            pairings.end(connection, deed.pairing, client)
        case Publish():
            return _published(connection, ready, deed)
        case Withdraw():
            shares.withdraw(connection, deed.share, client)
    return True


def _published(connection: Connection, ready: SealedDeed, deed: Publish) -> bool:
    worker = pairings.held(connection, deed.pairing, ready.client)
    if worker is None or ready.share is None:
        return False
    shares.add(connection, {**ready.share, "worker": worker})
    return True
