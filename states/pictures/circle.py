"""The circle: who is how close, and where from (network circle after Lensink).

Four rings tell how close, from the inside out, and four quadrants where from; ego is in the
middle. Everyone is told in the same way, whoever they are (R-08), nobody is counted (R-07), and a
circle without alters is a whole picture (R-04). Names stand in place up to `MOST_NAMED` alters
wherever they fit; in a fuller cell stand numbers, or a range of numbers, with a list below. The
layout hangs on nothing but its arguments, so it is the same each time.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from states.pictures.chart import QUADRANTS, RINGS, Person
from states.pictures.circle_fill import BAND_SIDES, Cost, Filling, Group, with_numbers
from states.pictures.circle_legend import laid_keys
from states.pictures.circle_lists import SIDE, Numbered, laid_list, laid_margin, moved
from states.pictures.circle_parts import LINE, SIZE, WIDTH, CircleLayout, Label, Line, Listing
from states.pictures.circle_rings import Rings, best_rings
from states.pictures.circle_shapes import split_in_two, written
from states.pictures.circle_spread import spread
from states.pictures.typeface import Typeface, Words

MOST_NAMED = 24
"""With more alters than this all stand as numbers in the circle: so many names tell nothing."""

HIGHEST = 1280
"""Telegram shows a picture that is higher in a smaller size."""

RADIUS = 516
RADII = (RADIUS, 504, 492, 480, 468, 456, 444, 432, 420)
"""The circle makes room for what stands under it: by steps, as much is worked out for each."""

ABOVE = 84
"""Height of the title above the circle."""

GAP = 18
FOOT = 20

SIDES = {"family": (-1, -1), "peers": (1, -1), "professionals": (-1, 1), "community": (1, 1)}
"""On which side of the middle each quadrant is: across, and down."""

_ENDS = {"west": (-1, 1), "east": (1, 1)}
_ONE_ROW, _TWO_ROWS = 76, 146


def lay_out_circle(people: Sequence[Person], words: Words, face: Typeface) -> CircleLayout:
    """Where everything of the circle stands; pixels.

    Args:
        people: Who is in it, in the order of naming; their labels can be drawn.
        words: Words of the picture.
        face: The letters.
    """
    groups = list(_groups(people, face))
    keys, keys_height = laid_keys(people, words, face)
    margin = laid_margin(people, words, face)
    below = GAP + keys_height + (margin.box.height + GAP if margin else 0) + FOOT
    radius: float = RADIUS
    if len(people) <= MOST_NAMED:
        room = (HIGHEST - ABOVE - below) / 2
        radius = next((size for size in RADII if size <= room), RADII[-1])
    rings = _rings(groups, radius)
    radius = rings.radii[-1]
    middle = (WIDTH / 2, ABOVE + radius)
    shown = [_Shown(filling, middle) for filling in _renumbered(rings.fillings)]
    keys_top = middle[1] + radius + GAP
    margin, listing, height = _placed(
        margin, laid_list(_numbered(shown), words, face), keys_top + keys_height
    )
    return CircleLayout(
        width=WIDTH,
        height=height,
        title=Line(WIDTH / 2, 60, words("circle_title"), 44, True, "middle"),
        middle=middle,
        radii=rings.radii,
        band=rings.band,
        titles=tuple(_titles(words, face, middle[1], radius)),
        labels=tuple(label for cell in shown for label in cell.labels()),
        keys=tuple(
            replace(key, y=key.y + keys_top, line=replace(key.line, y=key.line.y + keys_top))
            for key in keys
        ),
        margin=margin,
        list=listing,
    )


def _groups(people: Sequence[Person], face: Typeface) -> Iterator[Group]:
    """Alters by cell, each with the number that its first would have."""
    is_named = len(people) <= MOST_NAMED
    first = 1
    for ring in RINGS:
        here = [person for person in people if person.ring == ring]
        loose = [person for person in here if person.quadrant is None]
        half = (len(loose) + 1) // 2
        cells = [(side, [p for p in here if p.quadrant == side]) for side in QUADRANTS]
        cells += [("west", loose[:half]), ("east", loose[half:])]
        for side, there in cells:
            if there:
                yield Group(ring, side, tuple(there), face, first, is_named)
                first += len(there)


def _rings(groups: Sequence[Group], radius: float) -> Rings:
    """The best rings; with a higher band or a larger circle only where that keeps more names.

    A larger circle makes the picture higher than what a phone shows at once.
    """
    has_band = any(group.side in BAND_SIDES for group in groups)
    best = best_rings(groups, radius, _ONE_ROW if has_band else 0)
    if any(_costs_names(f.cost) for f in best.fillings if f.group.side in BAND_SIDES):
        best = _better(best, best_rings(groups, radius, _TWO_ROWS))
    if radius < RADIUS and _costs_names(best.cost):
        best = _better(best, best_rings(groups, RADIUS, best.band))
    return best


def _better(one: Rings, other: Rings) -> Rings:
    return other if other.cost[:2] < one.cost[:2] else one


def _costs_names(cost: Cost) -> bool:
    return cost[:2] > (0, 0)


def _renumbered(fillings: Sequence[Filling]) -> Iterator[Filling]:
    """The same, with numbers that run on over the cells that show numbers."""
    first = 1
    for filling in fillings:
        if filling.shown == "names":
            yield filling
            continue
        group = filling.group
        is_right = group.first == first
        yield filling if is_right else with_numbers(replace(group, first=first), filling.cell)
        first += len(group.people)


@dataclass(frozen=True)
class _Shown:
    """A cell at its place in the picture."""

    filling: Filling
    middle: tuple[float, float]

    def labels(self) -> list[Label]:
        """Its labels; numbers run as one reads."""
        filling = self.filling
        people, numbers = filling.group.people, filling.group.numbered
        spots = spread(filling.cell, filling.shelves)
        corners = [(*self._corner(x, up, s.width, s.height), n, s) for n, s, x, up in spots]
        if filling.shown == "range":
            return [written(shape, x, y, people) for x, y, _, shape in corners]
        if filling.shown == "names":
            corners.sort(key=lambda corner: corner[2])
            return [written(shape, x, y, [people[n]]) for x, y, n, shape in corners]
        corners.sort(key=lambda corner: (corner[1], corner[0]))
        return [written(numbers[n], x, y, [people[n]]) for n, (x, y, _, _) in enumerate(corners)]

    def _corner(self, x: float, up: float, width: float, height: float) -> tuple[float, float]:
        """Left and top, in the picture, of a box in the quarter."""
        across, down = {**SIDES, **_ENDS}[self.filling.group.side]
        left = self.middle[0] + (x if across > 0 else -x - width)
        top = self.middle[1] + (up if down > 0 else -up - height)
        return left, top


def _numbered(shown: Sequence[_Shown]) -> list[Numbered]:
    return [
        Numbered(cell.filling.group.first + place, person)
        for cell in shown
        if cell.filling.shown != "names"
        for place, person in enumerate(cell.filling.group.people)
    ]


def _placed(
    margin: Listing | None, listing: Listing | None, top: float
) -> tuple[Listing | None, Listing | None, int]:
    """The lists under each other, and the height of the picture."""
    if margin is not None:
        margin = moved(margin, top + GAP)
        top = margin.box.bottom
    if listing is not None:
        listing = moved(listing, top + GAP)
        top = listing.box.bottom
    return margin, listing, round(top + FOOT)


def _titles(words: Words, face: Typeface, y: float, radius: float) -> Iterator[Line]:
    """The quadrants' names in the corners round the circle."""
    for quadrant, (across, down) in SIDES.items():
        text = words(f"codebook/quadrant__{quadrant}")
        pieces: Sequence[str] = (text,)
        if face.width(text, SIZE, bold=True) > 215:
            pieces = split_in_two(text, SIZE, face) or pieces
        x = SIDE if across < 0 else WIDTH - SIDE
        for number, piece in enumerate(pieces):
            up = radius - 26 - number * LINE
            low = radius - 8 - (len(pieces) - 1 - number) * LINE
            line_y = y - up if down < 0 else y + low
            yield Line(x, line_y, piece, SIZE, True, "start" if across < 0 else "end")
