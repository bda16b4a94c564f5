"""The circle: who is how close, and where from (network circle after Lensink).

Four rings tell how close, from the inside out, and four quadrants where from; ego is in the
middle. Everyone is told in the same way, whoever they are (R-08), nobody is counted (R-07), and a
circle without alters is a whole picture (R-04). Up to `MOST_NAMED` alters have their names in
place, whole wherever the circle can be arranged so: in one line or more, in wider rings, without
the mark of plain people, with less room round them, in a larger circle. Then a name is shortened,
and last stands as a number, with a list below; more alters are numbers, or a range of numbers.
The layout hangs on nothing but its arguments, so it is the same each time.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter

from states.pictures.chart import QUADRANTS, RINGS, Person
from states.pictures.circle_fill import BAND_SIDES, Filling, Group, with_numbers
from states.pictures.circle_legend import laid_keys
from states.pictures.circle_lists import SIDE, Numbered, laid_list, laid_margin, moved
from states.pictures.circle_parts import LINE, SIZE, WIDTH, CircleLayout, Key, Label, Line, Listing
from states.pictures.circle_rings import COARSE_UNITS, FINE_UNITS, Rings, best_rings
from states.pictures.circle_shapes import broken, written
from states.pictures.circle_spread import spread
from states.pictures.typeface import Typeface, Words

MOST_NAMED = 24
"""With more alters than this all stand as numbers in the circle: so many names tell nothing."""

MOST_MARKED = 12
"""With more names than this plain people have no mark, as that takes room from names."""

ON_A_PHONE = 16
"""Up to so many alters more is done to stay within `HIGHEST`."""

HIGHEST = 1280
"""Telegram shows a picture that is higher in a smaller size."""

RADIUS = 516
RADII = (RADIUS, 504, 492, 480, 468, 456, 444, 432, 420)
"""The circle makes room for what stands under it: by steps, as much is worked out for each."""

LARGEST = 531
"""Radius where names need all room there is."""

ABOVE = 84
"""Height of the title above the circle."""

GAP = 18
FOOT = 20

SIDES = {"family": (-1, -1), "peers": (1, -1), "professionals": (-1, 1), "community": (1, 1)}
"""On which side of the middle each quadrant is: across, and down."""

_ENDS = {"west": (-1, 1), "east": (1, 1)}
_BAND, _LOW_BAND, _HIGH_BAND = 76, 48, 146
"""Heights of the band: with one row, with one row of low labels, and with two rows."""


def lay_out_circle(people: Sequence[Person], words: Words, face: Typeface) -> CircleLayout:
    """Where everything of the circle stands; pixels.

    Args:
        people: Who is in it, in the order of naming; their labels can be drawn.
        words: Words of the picture.
        face: The letters.
    """
    if not people:
        return _nobody(words)
    plan = _planned(people, words, face)
    rings, radius = plan.rings, plan.rings.radii[-1]
    middle = (WIDTH / 2, ABOVE + radius)
    shown = [_Shown(filling, middle) for filling in _renumbered(rings.fillings)]
    keys_top = middle[1] + radius + GAP
    listing = laid_list(_numbered(shown), words, face, is_bare=plan.is_bare)
    margin, listing, height = _placed(plan.margin, listing, keys_top + plan.keys_height)
    return CircleLayout(
        width=WIDTH,
        height=height,
        title=_title(words),
        middle=middle,
        radii=rings.radii,
        band=rings.band,
        titles=tuple(_titles(words, face, middle[1], radius)),
        labels=tuple(label for cell in shown for label in cell.labels()),
        keys=tuple(
            replace(key, y=key.y + keys_top, line=replace(key.line, y=key.line.y + keys_top))
            for key in plan.keys
        ),
        margin=margin,
        list=listing,
    )


def _nobody(words: Words) -> CircleLayout:
    """Ego in soft rings: nothing in it waits for somebody (R-04)."""
    middle = (WIDTH / 2, ABOVE + 350.0)
    return CircleLayout(
        width=WIDTH,
        height=890,
        title=_title(words),
        middle=middle,
        radii=(110, 165, 220, 275, 330),
        sentence=Line(middle[0], middle[1] + 400, words("circle_nobody"), 34, anchor="middle"),
    )


def _title(words: Words) -> Line:
    return Line(WIDTH / 2, 60, words("circle_title"), 44, True, "middle")


@dataclass(frozen=True)
class _Plan:
    """The rings, with what stands under them."""

    rings: Rings
    keys: list[Key]
    keys_height: float
    margin: Listing | None
    is_bare: bool


def _planned(people: Sequence[Person], words: Words, face: Typeface) -> _Plan:
    """Everyone has a mark; but where that takes room from names, plain people have none."""
    count = len(people)
    if not MOST_MARKED < count <= MOST_NAMED:
        plan = _plan(people, words, face, is_bare=False)
        if count > MOST_NAMED or not plan.rings.costs_names:
            return plan
    return _plan(people, words, face, is_bare=True)


def _plan(people: Sequence[Person], words: Words, face: Typeface, *, is_bare: bool) -> _Plan:
    keys, keys_height = laid_keys(people, words, face, is_bare=is_bare)
    margin = laid_margin(people, words, face, is_bare=is_bare)
    below = GAP + keys_height + (margin.box.height + GAP if margin else 0) + FOOT
    radius: float = RADIUS
    if len(people) <= MOST_NAMED:
        room = (HIGHEST - ABOVE - below) / 2
        radius = next((size for size in RADII if size <= room), RADII[-1])
    groups = list(_groups(people, face, is_bare=is_bare))
    rings = _rings(groups, radius, needs_room=is_bare)
    return _Plan(rings, keys, keys_height, margin, is_bare)


def _groups(people: Sequence[Person], face: Typeface, *, is_bare: bool) -> Iterator[Group]:
    """Alters by cell, each with the number that its first would have.

    Those whose quadrant is not known come first: the list has no heading for them but their ring.
    """
    is_named = len(people) <= MOST_NAMED
    first = 1
    for ring in RINGS:
        here = [person for person in people if person.ring == ring]
        loose = [person for person in here if person.quadrant is None]
        half = (len(loose) + 1) // 2
        cells = [("west", loose[:half]), ("east", loose[half:])]
        cells += [(side, [p for p in here if p.quadrant == side]) for side in QUADRANTS]
        for side, there in cells:
            if there:
                yield Group(ring, side, tuple(there), face, first, is_named, is_bare)
                first += len(there)


def _rings(groups: Sequence[Group], radius: float, *, needs_room: bool) -> Rings:
    """The best rings; in a larger circle or with another band only where that keeps more names.

    A larger circle makes the picture higher than what a phone shows at once.
    """
    has_band = any(group.side in BAND_SIDES for group in groups)
    first = _BAND if has_band else 0
    if not all(group.is_named for group in groups):
        best = best_rings(groups, radius, first, COARSE_UNITS)
        return best_rings(groups, radius, _HIGH_BAND, COARSE_UNITS, best) if has_band else best
    best = best_rings(groups, radius, first)
    if not needs_room:
        return best
    if best.costs_names and sum(len(group.people) for group in groups) <= ON_A_PHONE:
        best = best_rings(groups, radius, first, FINE_UNITS, best)
    if best.costs_names:
        best = best_rings(groups, LARGEST, first, FINE_UNITS, best)
    if has_band and best.costs_names:
        there = [filling for filling in best.fillings if filling.group.side in BAND_SIDES]
        is_full = any(filling.costs_names for filling in there)
        best = best_rings(groups, LARGEST, _HIGH_BAND if is_full else _LOW_BAND, FINE_UNITS, best)
    return best


def _renumbered(fillings: Sequence[Filling]) -> Iterator[Filling]:
    """The same, with numbers that run on over the cells that show numbers."""
    first = 1
    for filling in fillings:
        group = replace(filling.group, first=first)
        if filling.shown == "names":
            yield replace(filling, group=group)
        else:
            yield with_numbers(group, filling.cell)
        first += len(filling.numbered)


@dataclass(frozen=True)
class _Shown:
    """A cell at its place in the picture."""

    filling: Filling
    middle: tuple[float, float]

    def labels(self) -> list[Label]:
        """Its labels; numbers run as one reads."""
        filling = self.filling
        people = filling.group.people
        spots = spread(filling.cell, filling.shelves)
        corners = [(*self._corner(x, up, s.width, s.height), n, s) for n, s, x, up in spots]
        if filling.shown == "range":
            return [written(shape, x, y, people) for x, y, _, shape in corners]
        named = sorted(
            ((n, s, x, y) for x, y, n, s in corners if not s.is_number), key=itemgetter(0)
        )
        places = sorted(((y, x, s) for x, y, _, s in corners if s.is_number), key=itemgetter(0, 1))
        numbers = enumerate(zip(filling.numbered, places, strict=True), filling.group.first)
        return [written(shape, x, y, [people[n]]) for n, shape, x, y in named] + [
            written(replace(shape, words=(str(number),)), x, y, [person])
            for number, (person, (y, x, shape)) in numbers
        ]

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
        for place, person in enumerate(cell.filling.numbered)
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
            pieces = broken(text, 2, SIZE, face, bold=True) or pieces
        x = SIDE if across < 0 else WIDTH - SIDE
        for number, piece in enumerate(pieces):
            up = radius - 26 - number * LINE
            low = radius - 8 - (len(pieces) - 1 - number) * LINE
            line_y = y - up if down < 0 else y + low
            yield Line(x, line_y, piece, SIZE, True, "start" if across < 0 else "end")
