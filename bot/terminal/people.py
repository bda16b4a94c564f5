"""The terminal for people: numbered options, quiet colours, and a way to keep a screen private.

All words go to rich as `Text`, so nothing in a name is ever taken for markup.
"""

import sys
from contextlib import suppress

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from bot.rendering import RenderedOption, RenderedScreen
from bot.terminal.front import marked
from bot.terminal.plain import read_line

_STYLES = {"opt_out": "dim", "navigation": "dim", "done": "bold"}
_WIPE_SCROLLBACK = "\x1b[3J"
_WIDEST = 80


class PeopleFront:
    """Shows screens with rich."""

    def __init__(self, console: Console | None = None) -> None:
        """Use the terminal, at most as wide as reads well."""
        self._console = console or Console(highlight=False, emoji=False, markup=False)
        self._console.width = min(self._console.width, _WIDEST)
        _keep_no_history()

    def welcome(self, hint: list[str]) -> None:
        """Say what can be typed."""
        for part in hint:
            self._console.print(Text(part, style="dim"))

    def show(self, screen: RenderedScreen) -> None:
        """Show one screen; first take off what is not for other eyes."""
        if screen.wipe:
            self._wipe()
        self._console.print()
        for part in screen.paragraphs:
            self._console.print(Text(part))
            self._console.print()
        for number, option in enumerate(screen.options, 1):
            self._console.print(Padding(_line(number, option), (0, 0, 0, 1), expand=False))

    def ask(self) -> str | None:
        """Wait for a line."""
        if not sys.stdin.isatty():
            self._console.print("> ", end="")
            return read_line(sys.stdin.buffer)
        try:
            return input("> ")
        except EOFError:
            return None
        except UnicodeDecodeError:
            return "\N{REPLACEMENT CHARACTER}"

    def goodbye(self, words: list[str]) -> None:
        """Say that all is kept."""
        self._console.print()
        for part in words:
            self._console.print(Text(part, style="dim"))

    def _wipe(self) -> None:
        if self._console.is_terminal:
            self._console.clear()
            self._console.file.write(_WIPE_SCROLLBACK)


def _line(number: int, option: RenderedOption) -> Text:
    shown = Text.assemble((f"{number:>2}", "bold cyan"), "  ")
    shown.append(marked(option), style=_STYLES.get(option.role, ""))
    return shown


def _keep_no_history() -> None:
    """Let lines be edited, but let nobody see former answers with the arrow keys."""
    with suppress(ImportError):
        import readline  # noqa: PLC0415 - not there on every system

        readline.set_auto_history(False)
