"""A locked conversation and a new client look the same, whatever comes in."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.conversation import Conversation, form_of
from bot.raw_input import Opened, RawInput, Tapped, Typed, Wordless
from bot.rendering import encode_screen, render
from dialogues.reader import Reader
from states.account import account
from states.answering import SESSION_GAP
from states.discreet import must_wipe
from states.dossier import Dossier, decode, encode, new_dossier
from states.engine import current_screen, take_turn
from states.input import Input, Tap, Unreadable
from states.lock import visible
from states.screen import Screen
from tests.conftest import IS_FULL
from tests.states.test_code_word import (
    SET,
    TO_NAMES,
    WAYS,
    locked_by,
    talk_to,
)
from tests.talk import real_content, real_detector


@dataclass
class Client:
    """What somebody does who looks at a chat; `seen` is what the chat shows."""

    stored: bytes = field(default_factory=lambda: encode(new_dossier()))
    turns: int = 0

    def standing(self, now: int) -> Screen:
        return current_screen(real_content(), decode(self.stored), now)

    def read(self, line: str, now: int) -> Input:
        form = form_of(visible(decode(self.stored), now))
        return Reader(real_content(), real_detector()).read(line, self.standing(now), form)

    def give(self, given: Input, now: int) -> tuple[object, ...]:
        """All that can be seen of a turn, and all that later turns can show."""
        before, dossier = self.standing(now), visible(decode(self.stored), now)
        turn = take_turn(real_content(), decode(self.stored), given, now)
        self.stored = encode(new_dossier() if turn.erase else turn.dossier)
        self.turns += 1
        # The first turn clears the screen of what was locked: of somebody new there is nothing.
        wipe = self.turns > 1 and must_wipe(dossier, before, turn)
        shown = encode_screen(render(real_content(), turn.screen, form_of(turn.dossier)))
        flags = (turn.erase, turn.is_silent, turn.in_place, wipe)
        return shown, flags, told_of(turn.dossier), encode(alone(turn.dossier))


def alone(dossier: Dossier) -> Dossier:
    """Without what sleeps."""
    copy = dossier.copy()
    copy.asleep = []
    return copy


def _one_by_one(doing: list[tuple[str, Any]]) -> Iterator[tuple[str, str | int]]:
    for sort, what in doing:
        if sort == "many":
            yield from (("say", line) for line in what)
        else:
            yield sort, what


def told_of(dossier: Dossier) -> str:
    return json.dumps(account(real_content(), dossier))


LINES = (
    *("ja", "nee", "1", "2", "beginnen", "begrepen", "je", "u", "alleen", "iemand kan meelezen"),
    *("de mensen om mij heen", "Anna, Piet", "niemand", "overslaan", "klaar", "gezien", "verder"),
    *("gele", "paraplu", "Truus", "/start", "/menu", "/terug", "/hulp", "/stop", "/kaart"),
    *("/alles", "/wissen", "/verberg", "/waarom", "/later", "verberg", "alles wissen", "meer"),
    *("minder laten zien", "een geheim woord", "rode laars", "geheim woord weghalen"),
    *("ik wil dood", "het hoeft niet meer", "rot op", "", "?", "06 1234 5678", "ik ben 12"),
)
MANY = (
    ("hallo", "beginnen", "begrepen", "je", "iemand kan meelezen", "verder", "ja"),
    ("/verberg", "verder", "minder laten zien"),
    ("/verberg", "verder", "minder laten zien", "een geheim woord", "ja", *["rode laars"] * 3),
)
"""Ways that are too long to be found by chance; the last one ends locked or at a question."""

inputs = st.one_of(
    st.tuples(st.just("many"), st.sampled_from(MANY)),
    st.tuples(st.just("tap"), st.integers(0, 11)),
    st.tuples(st.just("tap"), st.integers(0, 2)),
    st.tuples(st.just("say"), st.sampled_from(LINES)),
    st.tuples(st.just("say"), st.text(max_size=30)),
    st.tuples(
        st.just("old"),
        st.sampled_from(("resume", "help", "delete", "go_on", "a1", "skip", "done", "menu", "yes")),
    ),
    st.tuples(st.just("photo"), st.just("")),
    st.tuples(st.just("wait"), st.sampled_from((60, SESSION_GAP + 1, 86_400, 400 * 86_400))),
)


@settings(max_examples=2_000 if IS_FULL else 60)
@given(way=st.sampled_from(WAYS), wait=st.integers(0, 10_000), doing=st.lists(inputs, max_size=40))
def test_a_locked_client_and_a_new_one_cannot_be_told_apart(
    way: str, wait: int, doing: list[tuple[str, Any]]
) -> None:
    talk = locked_by(way)
    now, old = talk.now + wait, talk.screen.turn
    locked, new = Client(talk.stored), Client()
    for sort, what in _one_by_one(doing):
        now += int(what) if sort == "wait" else 7
        standing = new.standing(now)
        assert locked.standing(now) == standing
        if sort == "wait":
            continue
        if sort == "say":
            given = [client.read(str(what), now) for client in (locked, new)]
            assert given[0] == given[1]
        elif sort == "tap":
            options = standing.options
            given = [Tap(options[int(what) % len(options)].id, standing.turn)] * 2
        elif sort == "old":
            given = [Tap(str(what), old)] * 2
        else:
            given = [Unreadable("photo")] * 2
        assert locked.give(given[0], now) == new.give(given[1], now)


# The same through all that a front end asks


class Chat:
    """One client of `Conversation`, as a front end has it."""

    def __init__(self, stored: bytes | None, now: int) -> None:
        self.stored, self.now, self.turns = stored, now, 0
        self.conversation = Conversation(
            real_content(), lambda: Reader(real_content(), real_detector()), lambda: self.now
        )
        self.screen = self.conversation.screen(stored)

    def give(self, raw: RawInput, now: int) -> tuple[object, ...]:
        """What the chat shows then, and how."""
        self.now = now
        worked = self.conversation.take(self.stored, raw)
        self.turns += 1
        if worked.is_kept:
            self.stored = None if worked.erase else worked.dossier
        screen = msgspec.structs.replace(worked.screen, wipe=False, clear=False)
        # What was locked is taken off the screen; of somebody new there is nothing.
        manner = (worked.screen.wipe, worked.screen.clear) if self.turns > 1 else ()
        if not worked.is_silent:
            self.screen = screen
        return encode_screen(screen), manner, worked.erase, worked.is_silent


@settings(max_examples=1_000 if IS_FULL else 40)
@given(way=st.sampled_from(WAYS), wait=st.integers(0, 10_000), doing=st.lists(inputs, max_size=25))
def test_no_front_end_can_tell_them_apart(
    way: str, wait: int, doing: list[tuple[str, Any]]
) -> None:
    talk = locked_by(way)
    now, old = talk.now + wait, talk.screen.turn
    locked, new = Chat(talk.stored, now), Chat(None, now)
    for sort, what in _one_by_one([("old", "resume"), *doing]):
        now += int(what) if sort == "wait" else 7
        shown, options = new.screen, new.screen.options
        raw: RawInput
        match sort:
            case "wait":
                raw = Opened()
            case "say":
                raw = Typed(str(what), shown.turn)
            case "tap":
                raw = Tapped(options[int(what) % len(options)].id, shown.turn)
            case "old":
                raw = Tapped(str(what), old)
            case _:
                raw = Wordless("photo")
        assert locked.give(raw, now) == new.give(raw, now)


def test_a_code_word_that_the_first_screen_takes_for_a_button_opens_too() -> None:
    line = "vertel meer"
    talk = talk_to(*TO_NAMES, *SET[:5], line, line, "verder")
    chat = Chat(talk.stored, talk.now + SESSION_GAP + 1)
    for _ in range(2):
        chat.give(Opened(), chat.now + 7)
    chat.give(Typed(line, chat.screen.turn), chat.now + 7)
    assert chat.screen.form == "u"
    assert "Welkom terug" in chat.screen.paragraphs[0]


@pytest.mark.parametrize("option", ["help", "all_numbers"])
def test_a_button_for_the_numbers_gives_them_to_whom_nothing_is_known_of(option: str) -> None:
    chat = Chat(None, 1_772_445_600)
    chat.give(Tapped(option, 1_772_440_000), chat.now + 7)
    assert "0800-2000" in "".join(chat.screen.paragraphs)
