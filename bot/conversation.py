"""From what came in to the next screen, for one client: decode, read, engine, render.

It knows no front end and no database: what it is given and gives back are bytes and words, so it
needs no transaction, and a front end may call it from any thread.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Protocol

import msgspec

from bot.raw_input import Opened, RawInput, Resumed, Tapped, Typed, Wordless
from bot.rendering import (
    UNKNOWN_TURN,
    Manner,
    RenderedOption,
    RenderedScreen,
    paragraphs,
    render,
)
from bot.taking_along import files_given
from bot.wording import GO_ON, HELP, WAITING, help_key
from states.answering import SESSION_GAP
from states.check_ins import planned
from states.content import ASIDES, Content
from states.discreet import clears, is_discreet, must_wipe
from states.dossier import Dossier, decode, encode, new_dossier
from states.engine import current_screen, take_turn
from states.errors import DossierInvalid
from states.input import Command, Danger, Input, Say, Tap, Unreadable
from states.lock import DOOR_TAPS, is_locked, opens, visible
from states.screen import Screen, TextKey, Turn
from states.taps import stands
from storage.check_ins import CheckInDraft

_NOWHERE = Screen(turn=0, dialogue="", step="", kind="", body=(), options=(), text="words")
"""A screen on which nothing can be chosen: to read a line without knowing what it answers."""


class Reader(Protocol):
    """Turns a typed line into an input of the engine (`dialogues.reader`)."""

    def read(self, text: str, screen: Screen, form: str) -> Input:
        """The input that `text` is on this screen."""
        ...


LINKS = {"hulp": Command("help")}
"""What a link to the chat may ask for besides opening it; others say nothing here."""


@dataclass(frozen=True, slots=True)
class Worked:
    """What one input came to. With `erase` nothing may be kept, the dossier included.

    Attributes:
        dossier: All of the client after it.
        screen: What to show.
        erase: Whether everything of the client is to be erased.
        is_new: Whether the screen says something that the client has not seen at this turn.
        is_silent: Whether nothing happened, and nothing is to be shown (a tap that came twice).
        is_kept: False where nobody said anything yet, so that nothing needs to be stored of them.
        check_ins: All that is planned from now on; None where that did not change.
    """

    dossier: bytes = field(repr=False)
    screen: RenderedScreen
    erase: bool = False
    is_new: bool = True
    is_silent: bool = False
    is_kept: bool = True
    check_ins: tuple[CheckInDraft, ...] | None = None


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
        dossier = new_dossier() if stored is None else decode(stored)
        if not visible(dossier, now).turn:
            opened = self._opened(now)
            return render(self.content, opened.screen, form_of(opened.dossier))
        manner = Manner(discreet=is_discreet(visible(dossier, now)))
        return self._drawn(current_screen(self.content, dossier, now), dossier, now, manner)

    def take(self, stored: bytes | None, raw: RawInput) -> Worked:
        """What follows on one input.

        Raises:
            DossierInvalid: what is stored cannot be read.
        """
        now = self._now()
        dossier = new_dossier() if stored is None else decode(stored)
        # Somebody new, or a locked conversation: neither may show which of the two it is.
        seen = visible(dossier, now)
        is_first = not seen.turn
        if is_first and self._is_of_before(raw, dossier, now):
            raw = Opened()
        if is_first and _only_looks(raw):
            was_locked = is_locked(dossier, now)
            first = self._opened(now)
            manner = Manner(wipe=was_locked, clear=was_locked)
            shown = self._drawn(first.screen, first.dossier, now, manner)
            return Worked(encode(seen), shown, is_new=was_locked, is_kept=was_locked)
        if _only_looks(raw) and self._is_here(dossier, now):
            return Worked(encode(dossier), self.screen(stored), is_new=False)
        if isinstance(raw, Resumed) and raw.again and stored is not None:
            return Worked(stored, self.screen(stored), is_new=False, is_silent=True)
        given = self._read(raw, dossier, now)
        turn = take_turn(self.content, dossier, given, now, first_shown=_turn_of(raw))
        if turn.is_silent:
            manner = Manner(discreet=is_discreet(seen))
            shown = self._drawn(turn.screen, dossier, now, manner)
            kept = stored or encode(dossier)
            return Worked(kept, shown, is_new=False, is_silent=True)
        return self._worked(dossier, seen, turn)

    def _worked(self, dossier: Dossier, seen: Dossier, turn: Turn) -> Worked:
        last = turn.screen
        if turn.erase:  # nothing is left that the last screen could ask
            last = msgspec.structs.replace(last, turn=UNKNOWN_TURN)
        manner = Manner(
            in_place=turn.in_place,
            wipe=must_wipe(seen, turn.answered, turn),
            clear=clears(turn),
            discreet=is_discreet(turn.dossier),
        )
        form = form_of(turn.dossier)
        shown = render(self.content, last, form, manner)
        if turn.gives:
            files = files_given(self.content, turn.dossier, turn.gives, form, self._now())
            shown = msgspec.structs.replace(shown, files=files)
        return Worked(
            encode(turn.dossier),
            shown,
            erase=turn.erase,
            check_ins=self._changed_check_ins(dossier, turn.dossier),
        )

    def _changed_check_ins(
        self, before: Dossier, after: Dossier
    ) -> tuple[CheckInDraft, ...] | None:
        if (before.ego, before.asleep) == (after.ego, after.asleep):
            return None  # all that is planned stands there
        now_planned = planned(self.content, after)
        if now_planned == planned(self.content, before):
            return None
        return tuple(CheckInDraft(one.name.encode(), one.day) for one in now_planned)

    def _drawn(
        self, screen: Screen, dossier: Dossier, now: int, manner: Manner | None = None
    ) -> RenderedScreen:
        form = form_of(visible(dossier, now))
        return render(self.content, screen, form, manner or Manner())

    def read_alone(self, raw: RawInput) -> Input | None:
        """What a typed line says by itself; for when the question cannot be known."""
        if not isinstance(raw, Typed):
            return None
        return self._reading(raw.text, _NOWHERE, "je")

    def waiting(self, stored: bytes | None) -> RenderedScreen:
        """The line that comes by itself: that there is something, and not what (R-17).

        It comes to locked conversations too: who asked for it would else wait in vain, and it
        leads to the first screen.
        """
        try:
            dossier = visible(decode(stored), self._now()) if stored else new_dossier()
        except DossierInvalid:
            dossier = new_dossier()
        form = form_of(dossier)
        label = " ".join(self.text(GO_ON, form))
        return RenderedScreen(
            UNKNOWN_TURN, self.text(WAITING, form), [RenderedOption("here", label)], form
        )

    def text(self, key: str, form: str) -> list[str]:
        """One of the front end's own texts, in paragraphs; it needs no database."""
        text = help_key(self.content) if key == HELP else TextKey(key)
        return paragraphs(self.content, text, form)

    def _now(self) -> int:
        return int(self._clock())

    def _opened(self, now: int) -> Turn:
        return take_turn(self.content, new_dossier(), Command("start"), now)

    def _is_of_before(self, raw: RawInput, dossier: Dossier, now: int) -> bool:
        """Whether an input is no answer to the first screen, but to one that stood before it.

        So a button that was tapped twice, the first time to erase everything, makes no new
        client; and what answers the screen that a locked conversation left opens the first one.
        """
        if isinstance(raw, Tapped) and raw.option not in DOOR_TAPS:
            return current_screen(self.content, dossier, now).option(raw.option) is None
        if isinstance(raw, Typed) and raw.turn == dossier.turn > 0:
            return not opens(dossier, raw.text, now) and self._is_answer(raw.text)
        return isinstance(raw, Resumed)

    def _is_answer(self, line: str) -> bool:
        """Whether a line is no command and no cry for help."""
        return not _holds_anywhere(self._reading(line, _NOWHERE, "je"))

    def _is_here(self, dossier: Dossier, now: int) -> bool:
        """Whether opening means only to look again, as nothing is to be said of coming back."""
        seen = visible(dossier, now)
        screen = current_screen(self.content, dossier, now)
        is_aside = screen.dialogue in ASIDES.values()
        is_back = is_aside or now - seen.session.last > SESSION_GAP
        return seen.turn > 0 and not is_back

    def _read(self, raw: RawInput, dossier: Dossier, now: int) -> Input:
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

    def _said(self, typed: Typed, dossier: Dossier, now: int) -> Input:
        """A typed line: a code word, an answer to the question that stands, or one too late."""
        if opens(dossier, typed.text, now):
            return Say(typed.text)
        seen, turn = visible(dossier, now), typed.turn
        screen = current_screen(self.content, dossier, now)
        given = self._reading(typed.text, screen, form_of(seen))
        is_in_place = turn is None or not seen.turn or stands(seen, turn)
        if is_in_place or _holds_anywhere(given):
            return given
        return _too_late(given, turn or 0)

    def _danger_in(self, text: str) -> Danger | None:
        """Whether words that are no answer are a cry for help."""
        given = self._reading(text, _NOWHERE, "je") if text.strip() else None
        return given.danger if isinstance(given, Say) else None

    def _reading(self, text: str, screen: Screen, form: str) -> Input:
        if self._reader is None:
            self._reader = self._make_reader()
        return self._reader.read(text, screen, form)


def form_of(dossier: Dossier) -> str:
    """The form of address that the client chose; `je` before that."""
    chosen = dossier.ego.get("form")
    return "u" if chosen is not None and chosen.value == "u" else "je"


def _turn_of(raw: RawInput) -> int:
    """The turn that the client looked at, as far as it is known."""
    return raw.turn or 0 if isinstance(raw, (Typed, Tapped)) else 0


def _only_looks(raw: RawInput) -> bool:
    return isinstance(raw, Opened) and raw.link not in LINKS


def _holds_anywhere(given: Input) -> bool:
    """Commands and danger are what they are, whatever question was on the screen."""
    return isinstance(given, Command) or (isinstance(given, Say) and given.danger is not None)


def _too_late(given: Input, turn: int) -> Input:
    """What was meant for a question that does not stand any more."""
    if isinstance(given, Tap):
        return replace(given, turn=turn)
    return replace(given, late=True) if isinstance(given, Say) else given
