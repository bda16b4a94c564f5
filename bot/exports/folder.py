"""Writing files into a folder that is the operator's alone."""

import os
from collections.abc import Mapping
from pathlib import Path

from states.errors import BotError

_HINT = "name another folder with --to"


class FolderInvalid(BotError):
    """The files cannot be written there; the message says what to do, and names no path."""


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files by their paths into a new or empty folder: 0700 it, 0600 they.

    Raises:
        FolderInvalid: `export_folder_taken`, nothing was written; `export_not_written`, some may
            have been.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if any(folder.iterdir()):
            message = f"There is something in that folder already: empty it, or {_HINT}."
            raise FolderInvalid("export_folder_taken", message)
        folder.chmod(0o700)
        for path, data in files.items():
            _write(folder, path, data)
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else type(error).__name__
        message = f"The files could not be written ({reason}). Remove what is there, or {_HINT}."
        raise FolderInvalid("export_not_written", message) from None


def _write(folder: Path, path: str, data: bytes) -> None:
    file = folder / path
    file.parent.mkdir(mode=0o700, exist_ok=True, parents=True)
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as opened:
        opened.write(data)
