"""The master keys: read from the settings or from a file, which is made at the very first start.

A master key only ever wraps other keys. Its key id (derived, so it tells nothing about the key)
stands in front of all that it wrapped; that is what makes rotation possible: the newest key wraps,
any of them unwraps.
"""

from __future__ import annotations

import base64
import binascii
import os
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from storage.errors import MasterKeyError, RecordDamaged

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

KEY_BYTES = 32
KEY_ID_BYTES = 8
NONCE_BYTES = 12
_TAG_BYTES = 16
_WRAPPED_BYTES = KEY_ID_BYTES + NONCE_BYTES + KEY_BYTES + _TAG_BYTES
_VARIABLES = "MASTER_KEYS or MASTER_KEYS_FILE"
PORTAL_WORD = "portal"


def derive(key: bytes, purpose: str, length: int = KEY_BYTES) -> bytes:
    """Derive a key (or a key id) for one purpose; knowing it tells nothing about `key`."""
    info = b"kring/1/" + purpose.encode()
    return HKDF(algorithm=SHA256(), length=length, salt=None, info=info).derive(key)


class MasterKeys:
    """The operator's keys, newest first."""

    def __init__(self, keys: Sequence[bytes]) -> None:
        if not keys or any(len(key) != KEY_BYTES for key in keys):
            raise MasterKeyError("master_key_invalid", f"{_VARIABLES}: not 32 bytes in base64")
        self._ciphers = {derive(key, "key id", KEY_ID_BYTES): AESGCM(key) for key in keys}

    def __repr__(self) -> str:
        return f"MasterKeys({len(self._ciphers)})"

    def __contains__(self, key_id: object) -> bool:
        return key_id in self._ciphers

    @property
    def newest_id(self) -> bytes:
        """The fingerprint of the key that wraps from now on."""
        return next(iter(self._ciphers))

    def wrap(self, key: bytes, context: bytes) -> bytes:
        """Return key id, nonce and encrypted `key`, bound to `context`."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        encrypted = self._ciphers[self.newest_id].encrypt(nonce, key, context)
        return self.newest_id + nonce + encrypted

    def unwrap(self, blob: bytes, context: bytes) -> bytes:
        """Return the key inside `blob`.

        Raises:
            RecordDamaged: the blob was changed or moved, or its master key is not here.
        """
        cipher = self._ciphers.get(blob[:KEY_ID_BYTES])
        if cipher is None or len(blob) != _WRAPPED_BYTES:
            raise RecordDamaged("a key is wrapped under a master key that is not here")
        end = KEY_ID_BYTES + NONCE_BYTES
        try:
            return cipher.decrypt(blob[KEY_ID_BYTES:end], blob[end:], context)
        except InvalidTag:
            raise RecordDamaged from None


@dataclass(frozen=True)
class KeySource:
    """Where the master keys come from; `text` (MASTER_KEYS) goes before `path`."""

    text: str | None = field(default=None, repr=False)
    path: Path | None = None

    def read(self) -> MasterKeys | None:
        """Return the keys, or None when there are none yet."""
        found = self._words()
        if found is None:
            return None
        words, variable = found
        if PORTAL_WORD in words:
            raise MasterKeyError(
                "master_key_of_portal", f"{variable} holds the key of the portal, not of the bot"
            )
        return MasterKeys(_decoded(words, variable))

    def read_portal(self) -> bytes | None:
        """Return the key on a line `portal …`, None when there is no such line."""
        words, variable = self._words() or ((), "")
        if PORTAL_WORD not in words:
            return None
        keys = _decoded([word for word in words if word != PORTAL_WORD], variable)
        if len(words) != 2 or len(keys) != 1 or len(keys[0]) != KEY_BYTES:
            raise MasterKeyError(
                "master_key_invalid", f"{variable}: besides the line of the portal nothing fits"
            )
        return keys[0]

    def _words(self) -> tuple[Sequence[str], str] | None:
        """All words, with the name of the variable they come from."""
        if self.text and self.text.strip():
            return self.text.replace(",", "\n").split(), "MASTER_KEYS"
        if self.path is None or not self.path.exists():
            return None
        try:
            text = self.path.read_text("ascii")
        except (OSError, UnicodeDecodeError):
            raise MasterKeyError("master_key_unreadable", _names("MASTER_KEYS_FILE")) from None
        return text.replace(",", "\n").split(), "MASTER_KEYS_FILE"

    def create(self) -> MasterKeys:
        """Make the key file; only for an empty database and under the lock of `opening`."""
        if self.path is None:
            raise MasterKeyError("master_key_missing", f"no {_VARIABLES}")
        key = secrets.token_bytes(KEY_BYTES)
        try:
            _write_new(self.path, base64.b64encode(key) + b"\n")
        except OSError:
            raise MasterKeyError("master_key_unwritable", _names("MASTER_KEYS_FILE")) from None
        return MasterKeys([key])


def _names(variable: str) -> str:
    return f"{variable}: the file cannot be read or written"


def _decoded(words: Sequence[str], variable: str) -> list[bytes]:
    try:
        return [base64.b64decode(word, validate=True) for word in words]
    except (binascii.Error, ValueError):
        raise MasterKeyError("master_key_invalid", f"{variable}: not base64") from None


def _write_new(path: Path, content: bytes) -> None:
    """Write a private file that must not exist, and be sure that it is on disk.

    It appears under its name only when it is whole: a half key file would lock everybody out.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _name(draft, path)
    finally:
        draft.unlink(missing_ok=True)
    sync_folder(path.parent)


def _name(draft: Path, path: Path) -> None:
    try:
        os.link(draft, path)  # fails when the file is there already, as O_EXCL would
    except FileExistsError:
        raise
    except OSError:  # some shared folders know no links; the lock of `opening` must do
        if path.exists():
            raise
        draft.rename(path)


def sync_folder(folder: Path) -> None:
    """Make sure that new names in a folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
