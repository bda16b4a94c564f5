"""`export` and `erase`: what an operator does because a client asks for it."""

import sys
import time

from bot.bootstrap import TELEGRAM, open_content, open_store
from bot.export import as_json, as_text
from bot.guard import tell
from bot.raw_input import Person
from bot.settings import Settings
from bot.terminal.app import person_called
from states.dossier import decode, new_dossier
from states.lock import visible

_UNKNOWN = "There is no such client."
_QUESTION = "Erase everything of this client? There is no way back. [y/N] "


def export_client(settings: Settings, name: str, chat: str, is_for_programs: bool) -> int:
    """Write everything about one client to standard output."""
    person = _person(name, chat)
    content = open_content(settings, TELEGRAM)
    with open_store(settings) as store:
        client = store.find_client(person.channel, person.external_id)
        if client is None:
            tell(_UNKNOWN)
            return 1
        stored = store.load(client)
    # What a code word locks stays out: who holds the keyboard here may be somebody else.
    dossier = visible(decode(stored.content), int(time.time())) if stored else new_dossier()
    written = as_json(content, dossier) if is_for_programs else as_text(content, dossier)
    sys.stdout.buffer.write(f"{written}\n".encode(errors="replace"))
    sys.stdout.buffer.flush()
    return 0


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
