"""The parts of a diagram with their places, as a template draws them. Sizes are in pixels."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class State:
    """One state of the machine, as the diagram is told of it.

    `depth` is 1 inside a loop, else 0. `labels` says how its options are called, by trigger.
    """

    id: str
    kind: str = ""
    sensitivity: str = ""
    chapter: str = ""
    depth: int = 0
    href: str = ""
    labels: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Word:
    """A line of words: `x` is its left side, `y` its baseline; `whole` is what was shortened."""

    text: str
    x: float
    y: float
    width: float
    size: float
    whole: str = ""


@dataclass(frozen=True)
class Box:
    """One state."""

    state: State
    x: float
    y: float
    width: float
    height: float
    name: Word
    kind: Word | None

    @property
    def bottom(self) -> float:
        """The lower side."""
        return self.y + self.height

    @property
    def right(self) -> float:
        """The right side."""
        return self.x + self.width


@dataclass(frozen=True)
class Line:
    """The way from one state to another, by one or more triggers.

    Attributes:
        source: Id of the state that it leaves.
        target: Id of the state that it leads to.
        triggers: By what.
        side: `down`, `ahead` or `back`.
        path: As SVG has it.
        points: Corners of the way, for who wants to know what it crosses.
        words: What stands beside it, in lines.
        colour: Number of its colour.
    """

    source: str
    target: str
    triggers: tuple[str, ...]
    side: str
    path: str
    points: tuple[tuple[float, float], ...]
    words: tuple[Word, ...]
    colour: int = 0


@dataclass(frozen=True)
class Band:
    """A chapter."""

    id: str
    x: float
    y: float
    width: float
    height: float
    title: Word


@dataclass(frozen=True)
class Loop:
    """The frame around a loop and what is in it."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Diagram:
    """Everything, with its size."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    bands: tuple[Band, ...]
    loops: tuple[Loop, ...]
