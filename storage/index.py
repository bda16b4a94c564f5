"""Keyed hashes: how a client or an update is found again without its id standing anywhere.

The index key is random, made once per database and kept wrapped in `meta`, so that changing the
master key loses nobody.
"""

from __future__ import annotations

import hmac


class Index:
    """The keyed hashes of one database."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def __repr__(self) -> str:
        return "Index()"

    def client(self, channel: str, external_id: str) -> bytes:
        """Under what a client is looked up."""
        return self._hash("client", channel, external_id)

    def update(self, channel: str, update_id: str) -> bytes:
        """Under what an update is remembered; half the length is enough for that."""
        return self._hash("update", channel, update_id)[:16]

    def erased(self, client: bytes) -> str:
        """What is written down about an erased client, so that a restore erases it again.

        It comes from the random id and not from the external id: somebody who starts anew after
        an erasure is a new client, whom an old line must not erase.
        """
        return self._hash("erased", client.hex(), "").hex()

    def taker(self, client: bytes) -> bytes:
        """Who took a code of a worker; it is not under the portal key, nor undone by an erasure."""
        return self._hash("taker", client.hex())

    def _hash(self, *parts: str) -> bytes:
        framed = b"".join(len(raw).to_bytes(4) + raw for raw in map(str.encode, parts))
        return hmac.digest(self._key, framed, "sha256")
