"""What a laid out circle is made of: lines of words, marks and labels; pixels from top left."""

from dataclasses import dataclass, field
from typing import Literal

from states.pictures.geometry import Box

WIDTH = 1080

SIZE = 28
"""Font size of names: on a phone of 360 points wide, 28 of 1080 is as small as words may be."""

LINE = 34
"""Height of one line of names, with room for the marks of Arabic and of accents."""

BASELINE = 26
"""From the top of a line to what its letters stand on."""

MARK = 22
"""Height and width of the mark of a kind."""

Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of words; `y` is what the letters stand on."""

    x: float
    y: float
    text: str = field(repr=False)
    size: int = SIZE
    bold: bool = False
    anchor: Anchor = "start"


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark of a kind round its middle."""

    kind: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Label:
    """One alter, or a number that stands for one, or a range of numbers, at its place.

    Attributes:
        ids: Ids of the alters it stands for.
        ring: Their ring.
        quadrant: Their quadrant; None where it is not known.
        box: All of it, with its padding.
        lines: Its words.
        mark: The mark of its kind; none beside a number in the circle.
        full: The whole name, where the lines have less of it.
        is_missed: Whether this is somebody who is missed, so it has an outline of its own.
        is_number: Whether a list under the picture says who this is.
    """

    ids: tuple[str, ...]
    ring: str
    quadrant: str | None
    box: Box
    lines: tuple[Line, ...]
    mark: Mark | None = None
    full: str | None = field(default=None, repr=False)
    is_missed: bool = False
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Key:
    """One entry of the legend: a ring, the band (`RINGS` or `band`), or the mark of a kind."""

    name: str
    x: float
    y: float
    line: Line
    is_kind: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """Labels that stand outside the circle, with their headings, in `box`."""

    box: Box
    headings: tuple[Line, ...] = ()
    labels: tuple[Label, ...] = ()


_ABOVE = 6.0


@dataclass(frozen=True, slots=True)
class CircleLayout:
    """Where everything of a circle stands.

    Attributes:
        width: Of the whole picture.
        height: Of the whole picture.
        title: Its title.
        middle: Middle of the circle, x and y.
        radii: Of ego and of the outer side of each ring, from the inside.
        band: Height of the band along the horizontal axis, for alters whose quadrant is not
            known; 0 where there are none.
        titles: Lines of the titles of the quadrants.
        labels: Everything that stands in the circle.
        keys: The legend.
        margin: Alters without a ring; None where there are none.
        list: Who the numbers are; None where there are none.
        sentence: What is said under the circle of nobody; None in every other one.
    """

    width: int
    height: int
    title: Line
    middle: tuple[float, float]
    radii: tuple[float, ...]
    band: float = 0
    titles: tuple[Line, ...] = ()
    labels: tuple[Label, ...] = ()
    keys: tuple[Key, ...] = ()
    margin: Listing | None = None
    list: Listing | None = None
    sentence: Line | None = None

    @property
    def breaks(self) -> tuple[float, ...]:
        """Heights at which paper may part the picture: above what stands under the circle."""
        under = (self.margin, self.list)
        return tuple(part.box.top - _ABOVE for part in under if part is not None)
