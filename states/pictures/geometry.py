"""Shapes that pictures are laid out with, in pixels; y grows downwards, as on a screen."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle with its sides along the axes; `left` and `top` are its first corner."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Where it ends to the right."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Where it ends below."""
        return self.top + self.height

    @property
    def middle(self) -> tuple[float, float]:
        """Its middle, as x and y."""
        return self.left + self.width / 2, self.top + self.height / 2

    def overlaps(self, other: "Box", apart: float = 0.0) -> bool:
        """Whether they share more than an edge, or stand less than `apart` from each other."""
        return (
            self.left < other.right + apart
            and other.left < self.right + apart
            and self.top < other.bottom + apart
            and other.top < self.bottom + apart
        )

    def holds(self, other: "Box") -> bool:
        """Whether the other one is wholly in it."""
        return (
            self.left <= other.left
            and other.right <= self.right
            and self.top <= other.top
            and other.bottom <= self.bottom
        )

    def moved(self, across: float, down: float) -> "Box":
        """The same box somewhere else."""
        return Box(self.left + across, self.top + down, self.width, self.height)


def any_overlap(boxes: Iterable[Box]) -> bool:
    """Whether two of the boxes overlap."""
    return any(one.overlaps(other) for one, other in combinations(boxes, 2))
