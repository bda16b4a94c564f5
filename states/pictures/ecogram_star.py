"""A few alters as a star, at places chosen by hand; names are above or below, away from ego."""

from collections.abc import Sequence

from states.pictures.chart import Person
from states.pictures.ecogram_labels import SMALLEST, labels_of
from states.pictures.ecogram_places import (
    MIDDLE,
    NEAR_MARK,
    Arrangement,
    lowest,
    round_ego,
    spot_at,
    toward,
)
from states.pictures.typeface import Typeface

IN_STAR = 8
"""At most so many alters."""

_PLACES: tuple[tuple[tuple[int, int], ...], ...] = (
    (),
    ((0, -250),),
    ((300, 0), (-300, 0)),
    ((0, -250), (270, 160), (-270, 160)),
    ((290, -170), (290, 170), (-290, 170), (-290, -170)),
    ((0, -260), (325, -70), (220, 225), (-220, 225), (-325, -70)),
    ((0, -270), (325, -150), (325, 150), (0, 270), (-325, 150), (-325, -150)),
    ((0, -270), (325, -160), (345, 65), (175, 260), (-175, 260), (-345, 65), (-325, -160)),
    (
        (0, -250), (320, -190), (345, 5), (320, 235),
        (0, 265), (-320, 235), (-345, 5), (-320, -190),
    ),
)  # fmt: skip
"""Places of the marks by the number of alters, from ego, clockwise."""

_ROOM = 290  # for names: less than there is between two marks beside each other
_RADIUS, _MARK = 96, 52


def star(people: Sequence[Person], top: float, face: Typeface) -> Arrangement:
    """Give up to `IN_STAR` alters a place, from `top` down."""
    sizes = (38, 34, 32, 30, SMALLEST) if len(people) <= 4 else (34, 32, 30, SMALLEST)
    labels = labels_of(people, _ROOM, sizes, 2, face)
    places = _PLACES[len(people)]
    reach = _MARK / 2 + NEAR_MARK
    above = [
        reach + label.height - down
        for (_, down), label in zip(places, labels, strict=True)
        if down < 0
    ]
    middle = top + max([_RADIUS + 100, *above])
    spots = []
    for (across, down), label in zip(places, labels, strict=True):
        at = (MIDDLE + across, middle + down)
        start = toward((MIDDLE, middle), _RADIUS, at)
        spots.append(spot_at(at, _MARK, label, "above" if down < 0 else "below", start))
    return Arrangement(
        round_ego(middle, _RADIUS), tuple(spots), max(middle + _RADIUS + 40, lowest(spots))
    )
