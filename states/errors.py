"""The root of all errors that Kring raises on purpose.

No error in this project carries an answer, a name or an identifier of a person: only codes,
step ids, variable names and file names.
"""


class BotError(Exception):
    """Root of Kring's own errors; `code` is a stable string that tests and logs may rely on."""

    def __init__(self, code: str, message: str = "") -> None:
        super().__init__(message or code)
        self.code = code


class EngineError(BotError):
    """The engine was used wrongly: a programming error, never something a client did."""


class SnapshotInvalid(BotError):
    """Stored bytes are not a snapshot that this version can read."""


class DossierInvalid(BotError):
    """Stored bytes are not a dossier that this version can read."""
