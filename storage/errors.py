"""What can go wrong in storage. No message holds an answer, an external id or key material."""

from __future__ import annotations

from states.errors import BotError


class StorageError(BotError):
    """Root of the errors of storage; the operator is the one to act."""


class MasterKeyError(StorageError):
    """The master keys are absent, unreadable or not those of this database."""


class RecordDamaged(StorageError):
    """A stored blob was changed, moved to another row, or its key is gone."""

    def __init__(self, message: str = "a stored record was changed or moved") -> None:
        super().__init__("record_damaged", message)


class StorageUnavailable(StorageError):
    """The database cannot take a write (or a read) now: nothing was half-written, try again.

    Codes: `disk_full`, `database_locked`, `deadlock`, `unavailable`.
    """
