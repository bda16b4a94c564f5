"""How wide each ring is, so that most names are in place.

The rings share the radius in whole units. Every way to share it is judged by what it costs: names
that leave the circle, then names that are shortened, then how uneven the rings are. A ring's cost
does not hang on the other rings, so the best way is found ring by ring (dynamic programming).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from states.pictures.chart import RINGS
from states.pictures.circle_fill import Cost, Filling, Group, filled

EGO = 44
"""Radius of ego, in pixels."""

UNITS = 16
"""In how many equal parts the rest of the radius is shared by the rings."""

LEAST = 3
"""Units of the narrowest ring with somebody in it."""

LEAST_FREE = 2
"""Units of the narrowest other ring."""

_NONE: Cost = (0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Rings:
    """The radii of ego and of the outer side of each ring, with all cells that have somebody."""

    radii: tuple[float, ...]
    band: float
    fillings: tuple[Filling, ...]
    cost: Cost


@dataclass(frozen=True, slots=True)
class _Way:
    """The best way to share the radius so far: where each ring ends, and what is in them."""

    cost: Cost
    ends: tuple[int, ...]
    fillings: tuple[Filling, ...]


def best_rings(groups: Sequence[Group], radius: float, band: float) -> Rings:
    """The rings within a radius in which most names are in place; always the same for the same."""
    unit = (radius - EGO) / UNITS
    best = {0: _Way(_NONE, (0,), ())}
    by_ring = [[group for group in groups if group.ring == ring] for ring in RINGS]
    least = [LEAST if here else LEAST_FREE for here in by_ring]
    for number, here in enumerate(by_ring):
        longer: dict[int, _Way] = {}
        for start, way in best.items():
            for end in _ends(start, least[number:]):
                inner, outer = EGO + start * unit, EGO + end * unit
                cells = [filled(group, inner, outer, band) for group in here]
                uneven = (end - start - UNITS / len(RINGS)) ** 2
                cost = _sum(way.cost, (0, 0, 0, uneven), *(cell.cost for cell in cells))
                if end not in longer or cost < longer[end].cost:
                    longer[end] = _Way(cost, (*way.ends, end), (*way.fillings, *cells))
        best = longer
    found = best[UNITS]
    radii = tuple(EGO + end * unit for end in found.ends)
    return Rings(radii, band, found.fillings, found.cost)


def _ends(start: int, least: Sequence[int]) -> Iterator[int]:
    """Where a ring may end if it and each after it need so many units; the last ends outside."""
    later = sum(least[1:])
    yield from range(start + least[0] if later else UNITS, UNITS - later + 1)


def _sum(*costs: Cost) -> Cost:
    lost, short, shortened, looks = (sum(part) for part in zip(*costs, strict=True))
    return lost, short, shortened, looks
