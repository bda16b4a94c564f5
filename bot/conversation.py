"""From what came in to the next screen, for one client: decode, read, engine, render.

It knows no front end and no database: what it is given and gives back are bytes and words, so it
needs no transaction, and a front end may call it from any thread.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Protocol

from bot.raw_input import Opened, RawInput, Tapped, Typed, Wordless
from bot.rendering import UNKNOWN_TURN, RenderedScreen, paragraphs, render
from bot.wording import HELP, help_key
from states.answering import SESSION_GAP
from states.content import ASIDES, Content
from states.dossier import Dossier, decode, encode, new_dossier
from states.engine import current_screen, take_turn
from states.input import Command, Input, Say, Tap, Unreadable
from states.screen import Screen, TextKey, Turn

_NOWHERE = Screen(turn=0, dialogue="", step="", kind="", body=(), options=(), text="words")
"""A screen on which nothing can be chosen: to read a line without knowing what it answers."""


class Reader(Protocol):
    """Turns a typed line into an input of the engine (`dialogues.reader`)."""

    def read(self, text: str, screen: Screen, form: str) -> Input:
        """The input that `text` is on this screen."""
        ...


@dataclass(frozen=True, slots=True)
class Worked:
    """What one input came to. With `erase` nothing may be kept, the dossier included."""

    dossier: bytes = field(repr=False)
    screen: RenderedScreen
    erase: bool = False
    is_new: bool = True
    """Whether the screen says something that the client has not seen at this turn."""


class Conversation:
    """The conversation of any client, one input at a time."""

    def __init__(
        self, content: Content, reader: Callable[[], Reader], clock: Callable[[], float]
    ) -> None:
        """Work with checked content.

        Args:
            content: Loaded content.
            reader: Makes the reader, at the first line that is typed: it takes time.
            clock: Epoch seconds.
        """
        self.content = content
        self._make_reader = reader
        self._reader: Reader | None = None
        self._clock = clock

    def screen(self, stored: bytes | None) -> RenderedScreen:
        """The question that stands; the first one where nothing is stored.

        Raises:
            DossierInvalid: what is stored cannot be read.
        """
        now = self._now()
        if stored is None:
            opened = self._opened(now)
            return render(self.content, opened.screen, form_of(opened.dossier))
        dossier = decode(stored)
        return render(self.content, current_screen(self.content, dossier, now), form_of(dossier))

    def take(self, stored: bytes | None, raw: RawInput) -> Worked:
        """What follows on one input.

        Raises:
            DossierInvalid: what is stored cannot be read.
        """
        now = self._now()
        dossier = self._answered_dossier(raw) if stored is None else decode(stored)
        before = current_screen(self.content, dossier, now)
        if isinstance(raw, Opened) and not _is_back(dossier, before, now):
            shown = render(self.content, before, form_of(dossier))
            return Worked(encode(dossier), shown, is_new=False)
        given = self._read(raw, dossier, before)
        turn = take_turn(self.content, dossier, given, now)
        wipe = turn.erase or given == Command("hide") or _is_private(dossier, before)
        # After an erasure nothing is left that the last screen could ask.
        last = replace(turn.screen, turn=UNKNOWN_TURN) if turn.erase else turn.screen
        screen = render(self.content, last, form_of(turn.dossier), wipe=wipe)
        return Worked(encode(turn.dossier), screen, erase=turn.erase)

    def read_alone(self, raw: RawInput) -> Input | None:
        """What a typed line says by itself; for when the question cannot be known."""
        if not isinstance(raw, Typed):
            return None
        return self._reading(raw.text, _NOWHERE, "je")

    def text(self, key: str, form: str) -> list[str]:
        """One of the front end's own texts, in paragraphs; it needs no database."""
        text = help_key(self.content) if key == HELP else TextKey(key)
        return paragraphs(self.content, text, form)

    def _now(self) -> int:
        return int(self._clock())

    def _opened(self, now: int) -> Turn:
        return take_turn(self.content, new_dossier(), Command("start"), now)

    def _answered_dossier(self, raw: RawInput) -> Dossier:
        """What stood in memory only when somebody new answered the first screen.

        Nothing is kept of who reads that screen and leaves.
        """
        if isinstance(raw, Typed) and raw.turn is not None and raw.turn > 0:
            return self._opened(raw.turn).dossier
        return new_dossier()

    def _read(self, raw: RawInput, dossier: Dossier, screen: Screen) -> Input:
        match raw:
            case Opened():
                return Command("start")
            case Wordless(kind=kind):
                return Unreadable(kind)
            case Tapped(option=option, turn=turn):
                return Tap(option, turn)
            case Typed(text=text, turn=turn):
                given = self._reading(text, screen, form_of(dossier))
                if turn is None or turn == dossier.turn or _holds_anywhere(given):
                    return given
                return _out_of_place(given, turn)

    def _reading(self, text: str, screen: Screen, form: str) -> Input:
        if self._reader is None:
            self._reader = self._make_reader()
        return self._reader.read(text, screen, form)


def form_of(dossier: Dossier) -> str:
    """The form of address that the client chose; `je` before that."""
    chosen = dossier.ego.get("form")
    return "u" if chosen is not None and chosen.value == "u" else "je"


def _is_back(dossier: Dossier, screen: Screen, now: int) -> bool:
    """Whether opening means to come back: after a pause that was asked for, or after a while."""
    is_paused = screen.dialogue == ASIDES["stop"]
    return dossier.turn > 0 and (is_paused or now - dossier.session.last > SESSION_GAP)


def _is_private(dossier: Dossier, answered: Screen) -> bool:
    """Whether question and answer may not stay on the screen (decisions, section 5)."""
    company = dossier.ego.get("company")
    is_watched = company is not None and company.value == "watched"
    return answered.sensitivity == "L3" or (is_watched and answered.sensitivity == "L2")


def _holds_anywhere(given: Input) -> bool:
    """Commands and danger are what they are, whatever question was on the screen."""
    return isinstance(given, Command) or (isinstance(given, Say) and given.danger is not None)


def _out_of_place(given: Input, turn: int) -> Input:
    """An answer to a question that does not stand any more, as the engine knows it: an old tap."""
    return replace(given, turn=turn) if isinstance(given, Tap) else Tap("", turn)
