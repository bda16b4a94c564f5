"""What is kept of a client: the dossier, and what a front end has to remember of the chat."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select, text

from storage.encryption import Kind
from storage.records import chats, clients, dossiers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from storage.clients import ClientRef

_CHAT_PLACE = "1"
_READ = (
    select(clients.c.id, dossiers.c.version, dossiers.c.blob, chats.c.blob.label("chat"))
    .outerjoin(dossiers, dossiers.c.client == clients.c.id)
    .outerjoin(chats, chats.c.client == clients.c.id)
    .where(clients.c.id.in_(bindparam("keys", expanding=True)))
)
_REMEMBER = text(
    "INSERT INTO chats (client, blob) VALUES (:key, :sealed)"
    " ON CONFLICT (client) DO UPDATE SET blob = excluded.blob"
)


@dataclass(frozen=True)
class StoredDossier:
    """What a client told, as bytes that only the engine understands."""

    version: int
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Kept:
    """What is kept of one client, sealed until it is asked for."""

    version: int | None = None
    blob: bytes | None = field(default=None, repr=False)
    chat_blob: bytes | None = field(default=None, repr=False)

    def dossier(self, client: ClientRef) -> StoredDossier | None:
        """Return the dossier, None before the first turn.

        Raises:
            RecordDamaged: the row was changed or swapped.
        """
        if self.version is None or self.blob is None:
            return None
        return StoredDossier(
            self.version, client.keys.open(Kind.DOSSIER, str(self.version), self.blob)
        )

    def chat(self, client: ClientRef) -> bytes | None:
        """Return what the front end remembered, None when that is nothing yet.

        Raises:
            RecordDamaged: the row was changed or swapped.
        """
        if self.chat_blob is None:
            return None
        return client.keys.open(Kind.CHAT, _CHAT_PLACE, self.chat_blob)


def read(connection: Connection, keys: Sequence[bytes]) -> dict[bytes, Kept]:
    """Return what is kept of each of these clients."""
    rows = connection.execute(_READ, {"keys": list(keys)})
    return {row[0]: Kept(row[1], row[2], row[3]) for row in rows}


def sealed_chat(client: ClientRef, chat: bytes) -> dict[str, bytes]:
    """Return the row for what a front end remembers, made before the transaction begins."""
    return {"key": client.id, "sealed": client.keys.seal(Kind.CHAT, _CHAT_PLACE, chat)}


def remember(connection: Connection, rows: Sequence[dict[str, bytes]]) -> None:
    """Store what front ends remember of some chats."""
    if rows:
        connection.execute(_REMEMBER, list(rows))
