"""How people answer: from the message that stands to what they do next.

A walker keeps on for ever, taps about four times in five, and never stops at an unknown screen.
"""

import random
from dataclasses import dataclass, field
from typing import Protocol

Button = tuple[str, str]
"""Label and callback data."""


@dataclass(slots=True)
class Message:
    """The newest message that can be answered."""

    text: str
    rows: list[list[Button]] = field(default_factory=list)

    @property
    def buttons(self) -> list[Button]:
        """All buttons in reading order."""
        return [button for row in self.rows for button in row]


@dataclass(slots=True)
class Action:
    """One thing that a person does: a tap on callback data, or a typed line."""

    said: str
    is_tap: bool


class Walker(Protocol):
    """One person's way of answering."""

    needs_buttons: bool
    """Whether only a message with buttons is an answer."""

    warm_turns: int
    """After so many turns the mix of taps and lines is what it stays."""

    def next(self, message: Message) -> Action:
        """What the person does with this message."""

    def goes_on(self, before: Message, after: Message) -> bool:
        """Whether `after`, shown by a restarted bot, goes on from `before`."""


class EchoWalker:
    """Types a line, whatever is answered."""

    needs_buttons = False
    warm_turns = 1

    def __init__(self, person: int) -> None:
        self._person, self._line = person, 0

    def next(self, message: Message) -> Action:  # noqa: ARG002 - an echo asks nothing
        """The next line."""
        self._line += 1
        return Action(
            f"regel {self._line} van {self._person}, " + "met nog wat woorden " * 9, False
        )

    def goes_on(self, before: Message, after: Message) -> bool:
        """An echo has nothing to lose."""
        return bool(before and after)


NAMES = ("Anouk", "Roel", "oma Jo", "Peter", "Hatice", "de fietsenmaker", "Youssef", "hond Bobby")


class GuidedWalker:
    """Answers the dialogue of the peers: callback data is `<step>:<option>`."""

    needs_buttons = True
    warm_turns = 2

    def __init__(self, person: int) -> None:
        self._random = random.Random(person)
        self._step, self._ticked = -1, set[str]()

    def next(self, message: Message) -> Action:
        """Two ticks and *done*; a name where only *skip* is offered; else any option."""
        options = {_option(data): data for _, data in message.buttons}
        if _step(message) != self._step:
            self._step, self._ticked = _step(message), set()
        content = sorted(options.keys() - {"skip", "done"})
        if not content:
            return Action(self._random.choice(NAMES), False)
        chosen = self._random.choice([o for o in content if o not in self._ticked] or ["done"])
        if "done" in options:
            chosen = chosen if len(self._ticked) < 2 else "done"
            self._ticked.add(chosen)
        return Action(options[chosen], True)

    def goes_on(self, before: Message, after: Message) -> bool:
        """The same step, or the one behind it; the first question is any but the welcome."""
        was, now = _step(before), _step(after)
        return now in (was, was + 1) or (now > 0 and was == 0) or (now == 1 and was > 1)


def _split(data: str) -> list[str]:
    # A framework may put a mark of its own in front, and have no colon in names of buttons.
    return data.rpartition("\x1d")[2].replace("_", ":").split(":")


def _step(message: Message) -> int:
    return int(_split(message.buttons[0][1])[0])


def _option(data: str) -> str:
    return _split(data)[-1]
