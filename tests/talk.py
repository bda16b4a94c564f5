"""Talking through Kring in a test: the real content, reader and engine, with dossiers as bytes.

Every turn encodes and decodes the dossier, as the storage does between two turns.
"""

from dataclasses import dataclass, field, replace
from functools import cache

from dialogues.danger.detector import DangerDetector
from dialogues.loader import load_content
from dialogues.reader import Reader
from states.content import Content
from states.dossier import Dossier, decode, encode, new_dossier
from states.engine import take_turn
from states.input import Command, Input, Tap
from states.screen import Event, Screen, TextKey, Turn

MONDAY_MORNING = 1_772_445_600
"""2026-03-02 10:00 UTC, when every scenario begins."""

SECONDS_A_TURN = 15


@cache
def real_content() -> Content:
    """The shipped content, loaded once for all tests."""
    return load_content()


def content_with(*features: str) -> Content:
    """The shipped content as a program shows it that can do these things besides."""
    content = real_content()
    return replace(content, capabilities=content.capabilities | set(features))


@cache
def real_detector() -> DangerDetector:
    """The danger detector, loaded once for all tests."""
    return DangerDetector.load()


@dataclass
class Talk:
    """One client's conversation. `screen` is what the client sees."""

    content: Content = field(default_factory=real_content)
    now: int = MONDAY_MORNING
    stored: bytes = field(default_factory=lambda: encode(new_dossier()))
    events: list[Event] = field(default_factory=list)
    typed: int = 0
    """Answers in own words, such as names: no labels, numbers or commands."""
    turn: Turn = field(init=False)

    def __post_init__(self) -> None:
        self.reader = Reader(self.content, real_detector())
        self.give(Command("start"))

    @property
    def screen(self) -> Screen:
        """The screen of now."""
        return self.turn.screen

    @property
    def dossier(self) -> Dossier:
        """The dossier as it would be stored."""
        return decode(self.stored) if self.turn.erase else self.turn.dossier

    @property
    def place(self) -> str:
        """Where the client is, as `dialogue/step`."""
        return f"{self.screen.dialogue}/{self.screen.step}"

    @property
    def form(self) -> str:
        """The form of address."""
        chosen = self.dossier.ego.get("form")
        return "u" if chosen is not None and chosen.value == "u" else "je"

    def give(self, given: Input) -> None:
        """One input of the engine; an erasure leaves nothing of the client."""
        self.turn = take_turn(self.content, decode(self.stored), given, self.now)
        self.events += self.turn.events
        self.stored = encode(new_dossier() if self.turn.erase else self.turn.dossier)
        self.now += SECONDS_A_TURN

    def say(self, line: str) -> None:
        """One line as typed in the terminal, or sent in a chat."""
        given = self.reader.read(line, self.screen, self.form)
        if self.screen.text != "no" and not isinstance(given, (Tap, Command)):
            self.typed += 1
        self.give(given)

    def tap(self, option: str) -> None:
        """A tap on a button of the present screen."""
        assert self.screen.option(option) is not None, f"{option} is not on {self.place}"
        self.give(Tap(option, self.screen.turn))

    def wait(self, seconds: int) -> None:
        """Let time pass."""
        self.now += seconds

    def render(self, key: TextKey) -> str:
        """A text in the client's form of address."""
        return self.content.texts.render(key, self.form)

    def notes(self) -> str:
        """What is said before the question."""
        return "\n".join(map(self.render, self.screen.notes))

    def text(self) -> str:
        """All paragraphs of the screen."""
        former = (self.screen.former,) if self.screen.former else ()
        return "\n\n".join(map(self.render, (*self.screen.notes, *self.screen.body, *former)))

    def labels(self) -> list[str]:
        """The labels of all options, as shown."""
        return [self.render(option.label) for option in self.screen.options]

    def shown(self) -> str:
        """Everything on the screen."""
        return self.text() + "\n\n" + "\n".join(self.labels())
