"""Logs for the operator: one line of JSON each on stderr, and never a person in it.

What is logged are names of events, codes, types and counts. Messages of exceptions and of
libraries are left out, because they may hold what somebody said. structlog is loaded with the
first line, so that a command without trouble does not wait for it; what serves many loads it
before.
"""

import logging
import sys
import traceback
from collections.abc import Mapping
from typing import TYPE_CHECKING

from states.errors import BotError

if TYPE_CHECKING:
    from structlog.typing import FilteringBoundLogger

_level = logging.INFO


def set_up_logs(level: str) -> None:
    """Set the level, and let libraries say that there is something but not what."""
    global _level  # noqa: PLW0603 - one process has one level, as in logging itself
    _level = logging.getLevelNamesMapping()[level]
    logging.basicConfig(handlers=[_WithoutMessages()], level=logging.WARNING, force=True)
    logging.raiseExceptions = False  # its own complaints would show what could not be written
    logging.captureWarnings(capture=True)


def load_logs() -> None:
    """Load what writes lines, which takes 0.1 s: in the loop, beside threads at work, it took 2."""
    _logger()


def log_warning(event: str, **facts: str | int | list[str]) -> None:
    """Note what the operator should know."""
    _log(logging.WARNING, event, facts)


def log_exception(event: str, error: BaseException) -> None:
    """Note an exception by its type and code; at DEBUG also the lines of code it came through."""
    facts: dict[str, object] = {"type": type(error).__name__}
    if isinstance(error, BotError):
        facts["code"] = error.code
    frames = traceback.extract_tb(error.__traceback__)
    if frames and not isinstance(error, BotError):
        facts["where"] = _place(frames[-1])
    if _level <= logging.DEBUG:
        facts["through"] = [_place(frame) for frame in frames]
    _log(logging.ERROR, event, facts)


def _place(frame: traceback.FrameSummary) -> str:
    return f"{frame.filename}:{frame.lineno}"


def _log(level: int, event: str, facts: Mapping[str, object]) -> None:
    if level >= _level:
        _logger().log(level, event, **facts)


def _logger() -> "FilteringBoundLogger":
    import structlog  # noqa: PLC0415 - a command without trouble needs none of it

    # Made anew for each line, as lines are rare: standard error may have been turned elsewhere.
    made: FilteringBoundLogger = structlog.wrap_logger(
        structlog.PrintLogger(sys.stderr),
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.DEBUG),
    )
    return made


class _WithoutMessages(logging.Handler):
    """Passes on that a library logged something: its name and level, not the message."""

    def emit(self, record: logging.LogRecord) -> None:
        """Note the name of the library."""
        _log(record.levelno, "library_message", {"library": record.name, "line": record.lineno})
