"""How wide each ring is, so that most names are in place.

The rings share the radius in whole units. Every way to share it is judged by what it costs: names
that leave the circle, then names that are shortened, then how uneven the rings are. A ring's cost
does not hang on the other rings, so the best way is found ring by ring (dynamic programming).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat
from math import ceil, inf

from states.pictures.chart import RINGS
from states.pictures.circle_fill import Cost, Filling, Group, fillings, settled

EGO = 44
"""Radius of ego, in pixels."""

UNITS = 16
"""In how many equal parts the rest of the radius is shared by the rings."""

FINE_UNITS = 24
"""The same where names are in need of room."""

COARSE_UNITS = 12
"""The same for numbers, which have room nearly everywhere."""

LEAST = 58
"""Pixels of the narrowest ring with somebody in it."""

LEAST_FREE = 38
"""Pixels of the narrowest other ring."""

_NONE: Cost = (0, 0, 0)
_ANY = (inf, inf)


@dataclass(frozen=True, slots=True)
class Rings:
    """The radii of ego and of the outer side of each ring, with all cells that have somebody."""

    radii: tuple[float, ...]
    band: float
    fillings: tuple[Filling, ...]
    cost: Cost

    @property
    def costs_names(self) -> bool:
        """Whether not all names are there, and whole."""
        return self.cost[:2] > (0, 0)


@dataclass(frozen=True, slots=True)
class _Way:
    """The best way to share the radius so far: where each ring ends, and what is in them."""

    cost: Cost
    ends: tuple[int, ...]
    fillings: tuple[Filling, ...]


def best_rings(
    groups: Sequence[Group],
    radius: float,
    band: float,
    units: int = UNITS,
    before: Rings | None = None,
) -> Rings:
    """The rings within a radius in which most names are in place; always the same for the same.

    Args:
        groups: Who is in each cell.
        radius: Of the whole circle.
        band: Height of the band along the horizontal axis.
        units: How finely the radius is shared.
        before: What was found before; it is given back where no rings keep more names.
    """
    unit = (radius - EGO) / units
    best = {0: _Way(_NONE, (0,), ())}
    by_ring = [[group for group in groups if group.ring == ring] for ring in RINGS]
    least = [ceil((LEAST if here else LEAST_FREE) / unit) for here in by_ring]
    below = before.cost[:2] if before else _ANY
    for number, here in enumerate(by_ring):
        longer: dict[int, _Way] = {}
        for start, way in best.items():
            ends = _ends(start, least[number:], units)
            outers = [EGO + end * unit for end in ends]
            cells = _cells(here, EGO + start * unit, outers, band)
            for end, there in zip(ends, cells, strict=True):
                uneven = ((end - start) * UNITS / units - UNITS / len(RINGS)) ** 2
                cost = _sum(way.cost, (0, 0, uneven), *(cell.cost for cell in there))
                is_less = end not in longer or cost < longer[end].cost
                if is_less and cost[:2] < below:
                    longer[end] = _Way(cost, (*way.ends, end), (*way.fillings, *there))
        best = longer
    if before is not None and not best:
        return before
    found = best[units]
    radii = tuple(EGO + end * unit for end in found.ends)
    return Rings(radii, band, tuple(map(settled, found.fillings)), found.cost)


def _cells(
    groups: Sequence[Group], inner: float, outers: Sequence[float], band: float
) -> Iterator[tuple[Filling, ...]]:
    """The cells of a ring between one radius and each of others."""
    if not groups:
        return repeat((), len(outers))
    return zip(*(fillings(group, inner, outers, band) for group in groups), strict=True)


def _ends(start: int, least: Sequence[int], units: int) -> range:
    """Where a ring may end if it and each after it need so many units; the last ends outside."""
    later = sum(least[1:])
    return range(start + least[0] if later else units, units - later + 1)


def _sum(*costs: Cost) -> Cost:
    lost, shortened, looks = (sum(part) for part in zip(*costs, strict=True))
    return lost, shortened, looks
