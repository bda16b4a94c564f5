"""What a front end has to be able to do, for the suite that plays scenarios over it."""

from dataclasses import dataclass
from typing import Protocol

from tests.talk import MONDAY_MORNING, SECONDS_A_TURN

_CUT_AT_MOST = 8
"""Signs that a mark, a space or a joined emoji may cost where a label is cut."""


@dataclass(frozen=True)
class Seen:
    """What somebody sees now: the words, and what there is to choose."""

    text: str
    labels: tuple[str, ...]

    @property
    def words(self) -> str:
        """The words without the way they are broken into lines and messages."""
        return " ".join(self.text.split())

    def __str__(self) -> str:
        return self.text + "\n\n" + "\n".join(self.labels)


class Clock:
    """The one clock of a front end and all behind it: it moves only when a test says so."""

    def __init__(self, at: float = MONDAY_MORNING) -> None:
        self.at = float(at)

    def __call__(self) -> float:
        return self.at

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        self.at += seconds


class Front(Protocol):
    """One client's conversation over a front end."""

    longest_label: int
    """Signs of a label that fit; what is longer ends in dots."""

    @property
    def seen(self) -> Seen:
        """What the client sees now."""
        ...

    @property
    def place(self) -> str | None:
        """Where the client is, as `dialogue/step`; None where that cannot be known."""
        ...

    def say(self, line: str) -> None:
        """One line: typed, or tapped where it is the label of a button."""
        ...

    def wait(self, seconds: int) -> None:
        """Let time pass."""
        ...

    def end(self) -> None:
        """Leave, and look back on whether all went well."""
        ...


def is_label(shown: str, label: str, longest: int) -> bool:
    """Whether a label is shown whole, or its beginning where only so many signs fit."""
    if shown == label:
        return True
    beginning = shown.removesuffix("…")
    fills = longest - _CUT_AT_MOST <= len(shown) <= longest
    return beginning != shown and label.startswith(beginning) and fills


__all__ = ["SECONDS_A_TURN", "Clock", "Front", "Seen", "is_label"]
