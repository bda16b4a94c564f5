"""The terminal for programs: plain UTF-8, fixed, without colours.

A screen is its paragraphs, an empty line, then one line per option, `N. label`. A line with `> `
and nothing else means that a line of input is waited for.
"""

import sys
from typing import BinaryIO, TextIO

from bot.rendering import RenderedScreen
from bot.terminal.front import LINE_BYTES, marked


class PlainFront:
    """Writes screens and reads lines, as other programs count on."""

    def __init__(self, source: BinaryIO, target: TextIO) -> None:
        self._source = source
        self._target = target

    @classmethod
    def on_standard_streams(cls) -> "PlainFront":
        """Standard input and output, in UTF-8 whatever the locale says."""
        if hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(encoding="utf-8", errors="replace", newline="\n")
        return cls(sys.stdin.buffer, sys.stdout)

    def welcome(self, hint: list[str]) -> None:
        """Programs know what can be typed."""

    def show(self, screen: RenderedScreen) -> None:
        """Write one screen."""
        lines = ["\n\n".join(screen.paragraphs), ""]
        lines += [f"{n}. {marked(option)}" for n, option in enumerate(screen.options, 1)]
        self._write("\n".join(lines) + "\n")

    def ask(self) -> str | None:
        """Write that a line is waited for, and read it."""
        self._write("> \n")
        return read_line(self._source)

    def goodbye(self, words: list[str]) -> None:
        """Programs see the end of the output."""

    def _write(self, text: str) -> None:
        self._target.write(text)
        self._target.flush()


def read_line(source: BinaryIO) -> str | None:
    """One line in UTF-8; what is none is replaced, and what is too long is passed by."""
    line = source.readline(LINE_BYTES)
    if not line:
        return None
    rest = line
    while rest and not rest.endswith(b"\n"):
        rest = source.readline(LINE_BYTES)
    return line.decode("utf-8", errors="replace").strip("\r\n")
