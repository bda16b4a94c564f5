"""Around every command: what went wrong is told to the operator, in English, without people."""

import sys
from collections.abc import Callable
from typing import Concatenate, ParamSpec

from bot.logs import log_exception, set_up_logs
from bot.settings import Settings, read_settings
from states.errors import BotError

P = ParamSpec("P")


def guarded(
    command: Callable[Concatenate[Settings, P], int], *args: P.args, **kwargs: P.kwargs
) -> None:
    """Read the settings, run a command with them, and leave with its exit code."""
    sys.exit(_code_of(command, *args, **kwargs))


def _code_of(
    command: Callable[Concatenate[Settings, P], int], *args: P.args, **kwargs: P.kwargs
) -> int:
    set_up_logs("INFO")
    try:
        settings = read_settings()
        set_up_logs(settings.log_level)
        return command(settings, *args, **kwargs)
    except KeyboardInterrupt:
        return 0
    except BotError as error:
        # Messages of Kring's own errors name files, variables and codes, never people.
        tell(f"Kring did not start or had to stop ({error.code}):\n{error}")
    except Exception as error:  # noqa: BLE001 - a traceback could show what somebody said
        log_exception("unexpected", error)
        tell("Kring had to stop: an error in the program. The line above says where.")
    return 1


def tell(message: str) -> None:
    """Say something to the operator."""
    sys.stderr.write(f"{message}\n")
