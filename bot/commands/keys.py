"""`keys`: what an operator does with keys."""

import os
from pathlib import Path

from bot.bootstrap import open_store
from bot.guard import tell
from bot.settings import Settings
from states.errors import BotError

_WRITTEN = (
    "The portal key is in {name}. Who has it can read what is shared with workers, and no more."
    " Give it to the computer of the portal as MASTER_KEYS_FILE, and delete it here."
)


class KeyFileRefused(BotError):
    """The file for a key cannot be written; the message says why."""

    def __init__(self, reason: str) -> None:
        super().__init__("key_file_refused", reason)


def export_portal_key(settings: Settings, name: str) -> int:
    """Write the key for a portal on another computer to a new file that only its owner may read.

    Raises:
        KeyFileRefused: the file is there already, or cannot be made.
    """
    path = Path(name)
    with open_store(settings) as store:
        line = store.portal_line()
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise KeyFileRefused("the file is there already: choose another name") from None
    except OSError as error:
        raise KeyFileRefused(f"the file: {os.strerror(error.errno or 0)}") from None
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(f"{line.strip()}\n")
    tell(_WRITTEN.format(name=path))
    return 0
