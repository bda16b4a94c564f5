"""Parts of the places in an ecogram, whatever their shape: ego, and the spot of one alter.

In every shape a name stands on the far side of its mark as seen from ego, and all lines come
from ego, so no line can cross the name of somebody else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot
from typing import Literal

from states.pictures.ecogram_labels import Label, Letter, Line
from states.pictures.ecogram_lines import Point
from states.pictures.geometry import Box

WIDTH = 1080
MIDDLE = WIDTH / 2

EDGE = 32
"""From the edge of the picture to the legend."""

MARGIN = 40
"""From the edge of the picture to the names."""

NEAR_MARK = 10
"""Between a mark and its name."""

Side = Literal["above", "below", "left", "right"]


@dataclass(frozen=True, slots=True)
class Ego:
    """Where ego is drawn: a circle, or a bar with round ends; `words` are the middles of *ik*."""

    box: Box
    words: tuple[Point, ...]

    @property
    def radius(self) -> float:
        """Of its corners."""
        return self.box.width / 2


@dataclass(frozen=True, slots=True)
class Spot:
    """Where one alter stands: the middle of the mark, its size, the words, and its line's ends."""

    mark: Point
    mark_size: float
    lines: tuple[Line, ...]
    letters: tuple[Letter, ...]
    ends: tuple[Point, Point]
    is_short: bool


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Ego, the alters in the order given, and where it ends below."""

    ego: Ego
    spots: tuple[Spot, ...]
    bottom: float


def round_ego(middle: float, radius: float) -> Ego:
    """Ego as a circle, with its middle that low."""
    box = Box(MIDDLE - radius, middle - radius, radius * 2, radius * 2)
    return Ego(box, ((MIDDLE, middle),))


def spot_at(
    at: Point,
    mark: float,
    label: Label,
    side: Side,
    start: Point,
) -> Spot:
    """The spot of one alter.

    Args:
        at: The middle of the mark.
        mark: How wide the mark is.
        label: The name and the letters.
        side: Where the label stands, as seen from the mark.
        start: Where the line starts, at the edge of ego.
    """
    x, y = at
    reach = mark / 2 + NEAR_MARK
    if side in ("above", "below"):
        top = y - reach - label.height if side == "above" else y + reach
        lines, letters = label.placed(x, top, "middle")
    else:
        edge, anchor = (x - reach, "end") if side == "left" else (x + reach, "start")
        lines, letters = label.placed(edge, y - label.height / 2, anchor)
    ends = (start, toward(at, mark / 2, start))
    return Spot(at, mark, lines, letters, ends, label.is_short)


def lowest(spots: Sequence[Spot]) -> float:
    """How low the lowest of their parts ends."""
    marks = [spot.mark[1] + spot.mark_size / 2 for spot in spots]
    lines = [line.box.bottom for spot in spots for line in spot.lines]
    return max(marks + lines + [one.box.bottom for spot in spots for one in spot.letters])


def toward(middle: Point, radius: float, point: Point) -> Point:
    """Where the straight line from a middle to a point leaves the circle round that middle."""
    across, down = point[0] - middle[0], point[1] - middle[1]
    length = hypot(across, down)
    return middle[0] + across / length * radius, middle[1] + down / length * radius
