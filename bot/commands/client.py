"""`export` and `erase`: what an operator does because a client asks for it."""

import re
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import typer

from bot.bootstrap import ALL, open_content, open_store
from bot.conversation import form_of
from bot.export import as_text
from bot.exports.everything import as_json, encoded
from bot.guard import tell
from bot.raw_input import Person
from bot.settings import Settings
from bot.terminal.app import person_called
from states.content import Content
from states.dossier import Dossier, decode, new_dossier
from states.errors import BotError
from states.exports.tables import EGO
from states.lock import visible

_CODE = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,39}")
"""What a client may be called in the tables: no number of theirs, and nothing to calculate."""
_UNKNOWN = "There is no such client."
_WRITTEN = "{count} files written. They are not encrypted: give them, and delete your copy."
_NOT_MADE = "{name} could not be made, and is not there."
_QUESTION = "Erase everything of this client? There is no way back. [y/N] "


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is written of a client: one text to standard output, or all files to a folder.

    Attributes:
        is_for_programs: JSON to standard output, instead of the text to read.
        folder: Where all files go; None for standard output.
        with_names: Whether the tables have names and own words; the JSON has them always.
        ego_id: What the client is called in the tables.
    """

    is_for_programs: bool = False
    folder: Path | None = None
    with_names: bool = False
    ego_id: str = EGO

    @classmethod
    def of(cls, folder: str, code: str, *, is_for_programs: bool, with_names: bool) -> "Wanted":
        """What the options of the command line ask for.

        Raises:
            typer.BadParameter: options that do not go together, or a code that is none.
        """
        if not folder and (with_names or code):
            raise typer.BadParameter("--names and --code are for the files of --to FOLDER")
        if folder and is_for_programs:
            raise typer.BadParameter("--to FOLDER writes the JSON too: leave --json out")
        if code and not _CODE.fullmatch(code):
            raise typer.BadParameter(
                "--code is up to 40 of A-Z a-z 0-9 _ - and begins with a letter"
            )
        place = Path(folder) if folder else None
        return cls(is_for_programs, place, with_names, code or EGO)


def export_client(settings: Settings, name: str, chat: str, wanted: Wanted) -> int:
    """Write everything about one client to standard output or to a folder.

    Raises:
        FolderInvalid: the folder has something in it, or cannot be written.
    """
    person = _person(name, chat)
    content = open_content(settings, ALL)
    with open_store(settings) as store:
        client = store.find_client(person.channel, person.external_id)
        if client is None:
            tell(_UNKNOWN)
            return 1
        stored = store.load(client)
    now = int(time.time())
    # What a code word locks stays out: who holds the keyboard here may be somebody else.
    dossier = visible(decode(stored.content), now) if stored else new_dossier()
    if wanted.folder is None:
        _show(content, dossier, wanted, now)
        return 0
    return _write(content, dossier, wanted, wanted.folder, now)


def _show(content: Content, dossier: Dossier, wanted: Wanted, now: int) -> None:
    if wanted.is_for_programs:
        written = encoded(as_json(content, dossier))
    else:
        written = f"{as_text(content, dossier, now)}\n".encode(errors="replace")
    sys.stdout.buffer.write(written)
    sys.stdout.buffer.flush()


def _write(content: Content, dossier: Dossier, wanted: Wanted, folder: Path, now: int) -> int:
    """Write all that can be made; the exit code is 1 where something cannot."""
    from bot.exports.archive import MINE, files  # noqa: PLC0415 - only `--to` needs it
    from bot.exports.folder import write_files  # noqa: PLC0415
    from bot.taking_along import Workshop, called, files_given  # noqa: PLC0415

    found = files(*(content, dossier), with_names=wanted.with_names, now=now, ego_id=wanted.ego_id)
    workshop, form = Workshop(content), form_of(dossier)
    lost = []
    for file in files_given(content, dossier, ("everything", "circle"), form, now):
        try:
            made = workshop.file(file, form)
            found[f"{MINE}/{called(file, made)[0]}"] = made.data
        except BotError:  # nothing of what is in it may be told
            lost.append(f"{MINE}/{file.name}")
    write_files(folder, found)
    tell(_WRITTEN.format(count=len(found)))
    for name in lost:
        tell(_NOT_MADE.format(name=name))
    return 1 if lost else 0


def erase_client(settings: Settings, name: str, chat: str) -> int:
    """Erase everything of one client; a person is asked whether they are sure."""
    person = _person(name, chat)
    with open_store(settings) as store:
        if sys.stdin.isatty() and input(_QUESTION).strip().lower() not in {"y", "yes"}:
            return 1
        # A client whose row is damaged must be erasable too, so no key is opened here.
        erased = store.erase_person(person.channel, person.external_id)
        if erased is None:
            tell(_UNKNOWN)
            return 1
        is_wiped = erased or store.tidy()
    tell("Erased." if is_wiped else "Erased; the last traces go when no other process reads.")
    return 0


def _person(name: str, chat: str) -> Person:
    """A client of Telegram where a chat is given, else of the terminal."""
    return Person("telegram", chat.strip()) if chat else person_called(name)
