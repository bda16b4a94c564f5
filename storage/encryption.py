"""Envelopes: how one client's bytes are sealed, and how a changed or moved row is noticed.

Each client has one random data key. Each purpose has its own key derived from it, so that a part
of the program can be given one purpose only. The associated data name client, kind and place (the
version of a dossier, the seal of a message), so a blob opens only in the row it was made for.
Plaintexts are padded: a length must not tell how much somebody said.
"""

from __future__ import annotations

import secrets
from enum import StrEnum
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from storage.errors import RecordDamaged
from storage.keys import KEY_BYTES, NONCE_BYTES, MasterKeys, derive

STEP = 256
FORMAT = b"\x01"
_LENGTH_BYTES = 4


class Purpose(StrEnum):
    """What a derived key is for."""

    INTAKE = "intake"
    DOSSIER = "dossier"
    SHARE = "share"


class Kind(StrEnum):
    """What a sealed blob is; part of its associated data."""

    ADDRESS = "address"
    DOSSIER = "dossier"
    INBOX = "inbox"
    OUTBOX = "outbox"
    CHAT = "chat"
    CHECK_IN = "check_in"


_PURPOSES = {
    Kind.ADDRESS: Purpose.INTAKE,
    Kind.DOSSIER: Purpose.DOSSIER,
    Kind.INBOX: Purpose.INTAKE,
    Kind.OUTBOX: Purpose.DOSSIER,
    Kind.CHAT: Purpose.INTAKE,
    Kind.CHECK_IN: Purpose.DOSSIER,
}


class ClientKeys:
    """The keys of one client, in memory only."""

    def __init__(self, client: bytes, data_key: bytes) -> None:
        self._client = client
        self._data_key = data_key
        # One cache per client, so that forgetting the object forgets the keys.
        self._cipher = lru_cache(maxsize=None)(self._derived)

    def __repr__(self) -> str:
        return "ClientKeys()"

    def __reduce__(self) -> str:
        raise TypeError("keys stay in this process")

    @classmethod
    def unwrap(cls, master: MasterKeys, client: bytes, blob: bytes) -> ClientKeys:
        """Open the wrapped data key of a client."""
        return cls(client, master.unwrap(blob, _wrapping(client)))

    @classmethod
    def create(cls, master: MasterKeys, client: bytes) -> tuple[ClientKeys, bytes]:
        """Make the keys of a new client; the bytes are the wrapped data key, to be stored."""
        data_key = secrets.token_bytes(KEY_BYTES)
        return cls(client, data_key), master.wrap(data_key, _wrapping(client))

    def seal(self, kind: Kind, place: str, plaintext: bytes) -> bytes:
        """Encrypt `plaintext` for one row."""
        return seal(self._cipher(_PURPOSES[kind]), self._context(kind, place), plaintext)

    def open(self, kind: Kind, place: str, blob: bytes) -> bytes:
        """Decrypt what `seal` made for this row.

        Raises:
            RecordDamaged: the blob was changed, or belongs to another row.
        """
        return unseal(self._cipher(_PURPOSES[kind]), self._context(kind, place), blob)

    def _derived(self, purpose: Purpose) -> AESGCM:
        return AESGCM(derive(self._data_key, purpose))

    def _context(self, kind: Kind, place: str) -> bytes:
        return FORMAT + self._client + f"|{kind}|{place}".encode()


def seal(cipher: AESGCM, context: bytes, plaintext: bytes) -> bytes:
    """Pad and encrypt; it opens only with the same context."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return FORMAT + nonce + cipher.encrypt(nonce, _padded(plaintext), context)


def unseal(cipher: AESGCM, context: bytes, blob: bytes) -> bytes:
    """Return what was sealed.

    Raises:
        RecordDamaged: the blob was changed, or sealed with another key or context.
    """
    start = len(FORMAT) + NONCE_BYTES
    if blob[: len(FORMAT)] != FORMAT or len(blob) < start:
        raise RecordDamaged
    try:
        padded = cipher.decrypt(blob[len(FORMAT) : start], blob[start:], context)
    except InvalidTag:
        raise RecordDamaged from None
    length = int.from_bytes(padded[:_LENGTH_BYTES])
    return padded[_LENGTH_BYTES : _LENGTH_BYTES + length]


def _wrapping(client: bytes) -> bytes:
    return client + b"|data key"


def _padded(plaintext: bytes) -> bytes:
    framed = len(plaintext).to_bytes(_LENGTH_BYTES) + plaintext
    return framed + bytes(-len(framed) % STEP)
