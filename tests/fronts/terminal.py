"""The terminal as a front end: its loop and the desk over a real database, without a process.

Lines go in and screens come out by pipes, as they do for another program. The loop runs in a thread
of its own; only the signals of a process are left out.
"""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.bootstrap import Kring
from bot.raw_input import Person
from bot.terminal.app import TerminalChat
from bot.terminal.front import unmarked
from bot.terminal.plain import PlainFront
from states.content import Content
from tests.bot.process import Shown, parse
from tests.fronts.front import SECONDS_A_TURN, Clock, Seen
from tests.fronts.joined import kring_in, place_of

_CLIENT = Person("terminal", "anna")


class TerminalFront:
    """One client at a terminal."""

    longest_label = 1_000

    def __init__(self, kring: Kring, clock: Clock) -> None:
        self._kring, self._clock = kring, clock
        source, typed = os.pipe()
        shown, target = os.pipe()
        self._typed = os.fdopen(typed, "wb", buffering=0)
        self._shown = os.fdopen(shown, "r", encoding="utf-8", newline="\n")
        self._ends = os.fdopen(source, "rb"), os.fdopen(target, "w", encoding="utf-8", newline="\n")
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        self._screen = self._read()
        self._clock.advance(SECONDS_A_TURN)

    def _run(self) -> None:
        front = PlainFront(*self._ends)
        try:
            TerminalChat(self._kring.desk, self._kring.conversation, _CLIENT, front)._talk()
        finally:
            for end in self._ends:
                end.close()

    def _read(self) -> Shown:
        lines: list[str] = []
        while (line := self._shown.readline()) != "> \n":
            assert line, f"the output ended after {lines}"
            lines.append(line.removesuffix("\n"))
        return parse(lines)

    @property
    def seen(self) -> Seen:
        options = tuple(map(unmarked, self._screen.options))
        return Seen("\n\n".join(self._screen.paragraphs), options)

    @property
    def place(self) -> str | None:
        return place_of(self._kring, _CLIENT.channel, _CLIENT.external_id)

    def say(self, line: str) -> None:
        one_line = ", ".join(line.split("\n"))  # a terminal sends no line break within a line
        self._typed.write(f"{one_line}\n".encode())
        self._screen = self._read()
        self._clock.advance(SECONDS_A_TURN)

    def wait(self, seconds: int) -> None:
        self._clock.advance(seconds)

    def end(self) -> None:
        self._typed.close()
        self._thread.join(10)
        assert not self._thread.is_alive()
        self._shown.close()


@contextmanager
def terminal(folder: Path, content: Content) -> Iterator[TerminalFront]:
    """Somebody who begins at a terminal."""
    clock = Clock()
    with kring_in(folder, clock, content) as kring:
        front = TerminalFront(kring, clock)
        try:
            yield front
        finally:
            front.end()
