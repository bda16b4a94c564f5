"""What the terminal's loop asks of the two ways to show a screen."""

from typing import Protocol

from bot.rendering import RenderedOption, RenderedScreen

_ON, _OFF = "[x] ", "[ ] "

LINE_BYTES = 64_000
"""Bytes of one line that are read; the rest of a longer one is passed by."""


class Front(Protocol):
    """Shows screens and reads lines."""

    def welcome(self, hint: list[str]) -> None:
        """Say at the start what can be typed."""
        ...

    def show(self, screen: RenderedScreen) -> None:
        """Show one screen."""
        ...

    def ask(self) -> str | None:
        """Wait for a line; None at the end of the input."""
        ...

    def goodbye(self, words: list[str]) -> None:
        """Say at the end that all is kept."""
        ...


def marked(option: RenderedOption) -> str:
    """The label, with what says in signs whether a toggle is on."""
    if option.checked is None:
        return option.label
    return (_ON if option.checked else _OFF) + option.label


def unmarked(line: str) -> str:
    """What was typed, without the signs of a toggle that was typed over from the screen."""
    return line[len(_ON) :] if line.startswith((_ON, _OFF)) else line
