"""From what came in to the next screen, for one client: decode, read, engine, render.

It knows no front end and no database: what it is given and gives back are bytes and words, so it
needs no transaction, and a front end may call it from any thread.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

import msgspec

from bot.listening import Listener, Reader, form_of, only_looks
from bot.raw_input import FromPortal, Opened, RawInput, Resumed, Tapped, Typed
from bot.rendering import (
    UNKNOWN_TURN,
    Manner,
    RenderedOption,
    RenderedScreen,
    paragraphs,
    render,
)
from bot.taking_along import files_given
from bot.wording import CODE_UNKNOWN, GO_ON, HELP, WAITING, help_key
from bot.worked import Worked
from states.answering import SESSION_GAP
from states.check_ins import planned
from states.content import ASIDES, Content
from states.discreet import clears, is_discreet, must_wipe
from states.dossier import Dossier, decode, encode, new_dossier
from states.engine import current_screen, take_turn
from states.errors import DossierInvalid
from states.input import Command, Input, Offered
from states.lock import DOOR_TAPS, is_locked, opens, visible
from states.screen import Screen, TextKey, Turn
from states.sharing.news import News, hear, refreshed, unread
from states.sharing.records import WorkerFacts
from storage.check_ins import CheckInDraft

__all__ = ["Conversation", "form_of"]

Roster = Callable[[], Mapping[str, WorkerFacts]]
"""Gives all workers by id; none where they are not known now."""


class Conversation:
    """The conversation of any client, one input at a time."""

    def __init__(
        self,
        content: Content,
        reader: Callable[[], Reader],
        clock: Callable[[], float],
        roster: Roster = dict,
    ) -> None:
        """Work with checked content.

        Args:
            content: Loaded content.
            reader: Makes the reader, at the first line that is typed: it takes time.
            clock: Epoch seconds.
            roster: The workers of now, from whom a dossier takes over what changed.
        """
        self.content = content
        self.roster = roster
        self._listener = Listener(content, reader)
        self._clock = clock

    def screen(self, stored: bytes | None) -> RenderedScreen:
        """The question that stands; the first one where nothing is stored.

        Raises:
            DossierInvalid: what is stored cannot be read.
        """
        now = self.now()
        dossier = new_dossier() if stored is None else decode(stored)
        if not visible(dossier, now).turn:
            opened = self._opened(now)
            return render(self.content, opened.screen, form_of(opened.dossier))
        manner = Manner(discreet=is_discreet(visible(dossier, now)))
        return self._drawn(current_screen(self.content, dossier, now), dossier, now, manner)

    def take(self, stored: bytes | None, raw: RawInput, *, offer: Offered | None = None) -> Worked:
        """What follows on one input.

        Args:
            stored: All of the client before it; None where nothing is stored.
            raw: What came in.
            offer: Whose code it is, where it is one that works.

        Raises:
            DossierInvalid: what is stored cannot be read.
        """
        dossier = new_dossier() if stored is None else decode(stored)
        if isinstance(raw, FromPortal):
            return self._heard(dossier, raw.news)
        dossier = self._up_to_date(dossier)
        if offer is not None:
            return self._taken(stored, dossier, raw, offer)
        if self._listener.is_lost_code(raw, dossier, self.now()):
            return self._told(self._not_found(stored, dossier), CODE_UNKNOWN)
        return self._came(stored, dossier, raw)

    def _not_found(self, stored: bytes | None, dossier: Dossier) -> Worked:
        """A code that does not work is no answer, and leaves nothing: not the danger screen either.

        Who comes after a pause sees what they would see on opening the chat.
        """
        now = self.now()
        seen = visible(dossier, now)
        is_away = is_locked(dossier, now) or now - seen.session.last > SESSION_GAP
        if is_away or not seen.turn:
            return self._came(stored, dossier, Opened())
        kept = encode(dossier)
        return Worked(kept, self.screen(kept), is_new=False)

    def _told(self, worked: Worked, key: str) -> Worked:
        """The same with something said before the question; the chat is cleared all the same."""
        shown = worked.screen
        told = shown.after(self.text(key, shown.form))
        told = msgspec.structs.replace(told, wipe=shown.wipe, clear=shown.clear)
        return replace(worked, screen=told, is_new=True)

    def _came(self, stored: bytes | None, dossier: Dossier, raw: RawInput) -> Worked:
        """What the client typed, tapped or opened, where it is no code."""
        now = self.now()
        # Somebody new, or a locked conversation: neither may show which of the two it is.
        seen = visible(dossier, now)
        is_first = not seen.turn
        if is_first and self._is_of_before(raw, dossier, now):
            raw = Opened()
        if is_first and only_looks(raw):
            was_locked = is_locked(dossier, now)
            first = self._opened(now)
            manner = Manner(wipe=was_locked, clear=was_locked)
            shown = self._drawn(first.screen, first.dossier, now, manner)
            return Worked(encode(seen), shown, is_new=was_locked, is_kept=was_locked)
        if only_looks(raw) and self._is_here(dossier, now):
            return Worked(encode(dossier), self.screen(stored), is_new=False)
        if isinstance(raw, Resumed) and raw.again and stored is not None:
            return Worked(stored, self.screen(stored), is_new=False, is_silent=True)
        return self._taken(stored, dossier, raw, self._listener.read(raw, dossier, now))

    def _taken(self, stored: bytes | None, dossier: Dossier, raw: RawInput, given: Input) -> Worked:
        """What follows on an input in the engine's terms."""
        now = self.now()
        seen = visible(dossier, now)
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
            files = files_given(self.content, turn.dossier, turn.gives, form, self.now())
            shown = msgspec.structs.replace(shown, files=files)
        return Worked(
            encode(turn.dossier),
            shown,
            erase=turn.erase,
            check_ins=self._changed_check_ins(dossier, turn.dossier),
            deeds=turn.deeds,
        )

    def _up_to_date(self, dossier: Dossier) -> Dossier:
        """The dossier with what is known of the workers now; the same one where that is no news.

        Who is not known may have come since the workers were read. That somebody went is news of
        its own (`FromPortal`), and comes once.
        """
        if not dossier.pairings:
            return dossier
        known = {one.worker.id: one.worker for one in dossier.pairings}
        return refreshed(dossier, {**known, **self.roster()})

    def _heard(self, dossier: Dossier, news: News) -> Worked:
        """News changes the dossier and nothing on the screen; it is no sign of the client.

        Where something waits that was not read yet, the client knows so, and hears no more of it.
        """
        was_waiting = unread(dossier)
        heard = hear(dossier, news)
        kept = encode(heard.dossier)
        return Worked(
            kept,
            self.screen(kept),
            is_new=False,
            is_silent=True,
            tells=heard.tells and not was_waiting,
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
        return self._listener.read_alone(raw)

    def waiting(self, stored: bytes | None) -> RenderedScreen:
        """The line that comes by itself: that there is something, and not what (R-17).

        It comes to locked conversations too: who asked for it would else wait in vain, and it
        leads to the first screen.
        """
        try:
            dossier = visible(decode(stored), self.now()) if stored else new_dossier()
        except DossierInvalid:
            dossier = new_dossier()
        form = form_of(dossier)
        label = " ".join(self.text(GO_ON, form))
        return RenderedScreen(
            UNKNOWN_TURN, self.text(WAITING, form), [RenderedOption("here", label)], form
        )

    def notice(self, stored: bytes) -> RenderedScreen:
        """The same line for who is here: nothing to tap, as the question stands below it."""
        return msgspec.structs.replace(self.waiting(stored), options=[])

    def text(self, key: str, form: str) -> list[str]:
        """One of the front end's own texts, in paragraphs; it needs no database."""
        text = help_key(self.content) if key == HELP else TextKey(key)
        return paragraphs(self.content, text, form)

    def now(self) -> int:
        """Epoch seconds."""
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
            return not opens(dossier, raw.text, now) and self._listener.is_answer(raw.text)
        return isinstance(raw, Resumed)

    def _is_here(self, dossier: Dossier, now: int) -> bool:
        """Whether opening means only to look again, as nothing is to be said of coming back."""
        seen = visible(dossier, now)
        screen = current_screen(self.content, dossier, now)
        is_aside = screen.dialogue in ASIDES.values()
        is_back = is_aside or now - seen.session.last > SESSION_GAP
        return seen.turn > 0 and not is_back and not unread(seen)


def _turn_of(raw: RawInput) -> int:
    """The turn that the client looked at, as far as it is known."""
    return raw.turn or 0 if isinstance(raw, (Typed, Tapped)) else 0
