"""The portal key, and what is derived from it.

It is random, made once per database and kept wrapped under the master key. A portal that runs
apart is given this key and no other: with it one opens workers, shares and news, and neither a
dossier nor an address of a client.
"""

from __future__ import annotations

import base64
import hmac
import secrets

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from storage.encryption import seal, unseal
from storage.keys import KEY_BYTES, KEY_ID_BYTES, derive

_TOKEN_BYTES = 32


class PortalKeys:
    """Hashes, seals and the chain of one portal key, in memory only."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self.key_id = derive(key, "portal key id", KEY_ID_BYTES)
        self._hashes = derive(key, "portal hashes")
        self._views = derive(key, "portal views")
        self._cipher = AESGCM(derive(key, "portal records"))
        self._wrapping = AESGCM(derive(key, "portal share keys"))

    def __repr__(self) -> str:
        return "PortalKeys()"

    def __reduce__(self) -> str:
        raise TypeError("keys stay in this process")

    @classmethod
    def create(cls) -> tuple[PortalKeys, bytes]:
        """Make the keys of a new database; the bytes are the portal key, to be wrapped."""
        key = secrets.token_bytes(KEY_BYTES)
        return cls(key), key

    @property
    def line(self) -> str:
        """The line that a portal gets in its MASTER_KEYS or MASTER_KEYS_FILE."""
        return f"portal {base64.b64encode(self._key).decode()}"

    def new_token(self) -> str:
        """Return a token that nobody guesses; only its hash is ever stored."""
        return secrets.token_urlsafe(_TOKEN_BYTES)

    def hash(self, kind: str, value: bytes) -> bytes:
        """Under what something is found again; of another kind it has another hash."""
        return hmac.digest(self._hashes, f"{kind}|".encode() + value, "sha256")

    def chained(self, content: bytes) -> bytes:
        """The mac of something in the log of who looked."""
        return hmac.digest(self._views, content, "sha256")

    def seal(self, table: str, place: bytes, plaintext: bytes) -> bytes:
        """Encrypt for one row of a table; `place` is what stays of that row."""
        return seal(self._cipher, _context(table, place), plaintext)

    def open(self, table: str, place: bytes, blob: bytes) -> bytes:
        """Decrypt what `seal` made for this row.

        Raises:
            RecordDamaged: the blob was changed, or belongs to another row.
        """
        return unseal(self._cipher, _context(table, place), blob)

    def new_share(self, share: bytes) -> tuple[ShareKey, bytes]:
        """Make the key of a share; the bytes are that key wrapped, to be stored with it."""
        key = secrets.token_bytes(KEY_BYTES)
        return ShareKey(share, key), seal(self._wrapping, _context("share key", share), key)

    def share(self, share: bytes, wrapped: bytes) -> ShareKey:
        """Open the key of a share.

        Raises:
            RecordDamaged: it was changed, or belongs to another share.
        """
        return ShareKey(share, unseal(self._wrapping, _context("share key", share), wrapped))


class ShareKey:
    """The key of one share."""

    def __init__(self, share: bytes, key: bytes) -> None:
        self._share = share
        self._cipher = AESGCM(key)

    def __repr__(self) -> str:
        return "ShareKey()"

    def seal(self, column: str, plaintext: bytes) -> bytes:
        """Encrypt for a column of this share."""
        return seal(self._cipher, _context(column, self._share), plaintext)

    def open(self, column: str, blob: bytes) -> bytes:
        """Decrypt what `seal` made for it.

        Raises:
            RecordDamaged: the blob was changed, or belongs elsewhere.
        """
        return unseal(self._cipher, _context(column, self._share), blob)


def _context(table: str, place: bytes) -> bytes:
    return f"portal|{table}|".encode() + place
