"""What came in, in the engine's terms: read against the question that stands.

What "2" or "ja" means depends on that question; words that are no answer to any may still be a
command, a cry for help, or a code that does not work.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from bot.codes import code_in
from bot.raw_input import FromPortal, Opened, RawInput, Resumed, Tapped, Typed, Wordless
from states.content import Content
from states.dossier import Dossier
from states.engine import current_screen
from states.input import Command, Danger, Input, Say, Tap, Unreadable
from states.lock import opens, visible
from states.screen import Screen
from states.sharing.offers import FEATURE
from states.taps import stands

_NOWHERE = Screen(turn=0, dialogue="", step="", kind="", body=(), options=(), text="words")
"""A screen on which nothing can be chosen: to read a line without knowing what it answers."""


class Reader(Protocol):
    """Turns a typed line into an input of the engine (`dialogues.reader`)."""

    def read(self, text: str, screen: Screen, form: str) -> Input:
        """The input that `text` is on this screen."""
        ...


LINKS = {"hulp": Command("help")}
"""What a link to the chat may ask for besides opening it; others say nothing here."""


class Listener:
    """Reads what came in from any client."""

    def __init__(self, content: Content, reader: Callable[[], Reader]) -> None:
        """Read by checked content; `reader` makes the reader, at the first line that is typed."""
        self._content = content
        self.make_reader = reader
        self._reader: Reader | None = None

    def read(self, raw: RawInput, dossier: Dossier, now: int) -> Input:
        """The input that something is now."""
        match raw:
            case Opened(link=link):
                return LINKS.get(link, Command("start"))
            case Resumed():
                return Command("resume")
            case Wordless(kind=kind, text=text):
                return Unreadable(kind, self._danger_in(text))
            case Tapped(option=option, turn=turn, wanted=wanted):
                return Tap(option, turn, wanted)
            case Typed():
                return self._said(raw, dossier, now)
            case FromPortal():  # the conversation hears it, and the engine reads none
                return Command("start")

    def read_alone(self, raw: RawInput) -> Input | None:
        """What a typed line says by itself; for when the question cannot be known."""
        if not isinstance(raw, Typed):
            return None
        return self.reading(raw.text, _NOWHERE, "je")

    def is_answer(self, line: str) -> bool:
        """Whether a line is no command and no cry for help."""
        return not _holds_anywhere(self.reading(line, _NOWHERE, "je"))

    def is_lost_code(self, raw: RawInput, dossier: Dossier, now: int) -> bool:
        """Whether an input is a code that does not work, where no code is asked for.

        Then it is no answer either: nobody is called so.
        """
        if FEATURE not in self._content.capabilities or code_in(raw) is None:
            return False
        if not isinstance(raw, Typed):
            return True
        screen = current_screen(self._content, dossier, now)
        return screen.kind != "code" and not opens(dossier, raw.text, now)

    def _said(self, typed: Typed, dossier: Dossier, now: int) -> Input:
        """A typed line: a code word, an answer to the question that stands, or one too late."""
        if opens(dossier, typed.text, now):
            return Say(typed.text)
        seen, turn = visible(dossier, now), typed.turn
        screen = current_screen(self._content, dossier, now)
        given = self.reading(typed.text, screen, form_of(seen))
        is_in_place = turn is None or not seen.turn or stands(seen, turn)
        if is_in_place or _holds_anywhere(given):
            return given
        return _too_late(given, turn or 0)

    def _danger_in(self, text: str) -> Danger | None:
        """Whether words that are no answer are a cry for help."""
        given = self.reading(text, _NOWHERE, "je") if text.strip() else None
        return given.danger if isinstance(given, Say) else None

    def reading(self, text: str, screen: Screen, form: str) -> Input:
        """The input that a line is on a screen."""
        if self._reader is None:
            self._reader = self.make_reader()
        return self._reader.read(text, screen, form)


def form_of(dossier: Dossier) -> str:
    """The form of address that the client chose; `je` before that."""
    chosen = dossier.ego.get("form")
    return "u" if chosen is not None and chosen.value == "u" else "je"


def only_looks(raw: RawInput) -> bool:
    """Whether somebody only wants to see where they are."""
    return isinstance(raw, Opened) and raw.link not in LINKS


def _holds_anywhere(given: Input) -> bool:
    """Commands and danger are what they are, whatever question was on the screen."""
    return isinstance(given, Command) or (isinstance(given, Say) and given.danger is not None)


def _too_late(given: Input, turn: int) -> Input:
    """What was meant for a question that does not stand any more."""
    if isinstance(given, Tap):
        return replace(given, turn=turn)
    return replace(given, late=True) if isinstance(given, Say) else given
