"""`run` and `chat`: the front ends."""

import sys

from bot.bootstrap import TELEGRAM, TERMINAL, running
from bot.guard import tell
from bot.settings import Settings
from bot.terminal.app import TerminalChat, choose_front, person_called
from states.errors import BotError


def run_front_end(settings: Settings, name: str) -> int:
    """Telegram where a token is set, else the terminal."""
    if settings.telegram_bot_token is not None:
        return run_telegram(settings)
    return run_terminal(settings, name)


def run_telegram(settings: Settings) -> int:
    """Serve Telegram until the process is told to stop."""
    from bot.telegram.app import run  # noqa: PLC0415 - the terminal needs none of it

    with running(settings, TELEGRAM) as kring:
        tell("Kring is on Telegram. Ctrl-C stops it.")
        run(kring, settings)
    return 0


def run_terminal(settings: Settings, name: str) -> int:
    """Chat until the input ends; whatever breaks, the numbers to call are shown."""
    is_talking = False
    try:
        with running(settings, TERMINAL) as kring:
            front = choose_front()
            is_talking = True
            TerminalChat(kring.desk, kring.conversation, person_called(name), front).run()
    except Exception as error:
        if is_talking or _is_storage_down(error):
            _show_emergency_text()
        raise
    return 0


def _is_storage_down(error: Exception) -> bool:
    from storage.errors import StorageUnavailable  # noqa: PLC0415

    return isinstance(error, BotError) and isinstance(error, StorageUnavailable)


def _show_emergency_text() -> None:
    from bot.emergency_text import EMERGENCY_TEXT  # noqa: PLC0415

    sys.stdout.write(f"{EMERGENCY_TEXT}\n")
    sys.stdout.flush()
