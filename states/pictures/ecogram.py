"""The ecogram: *ik* in the middle, a line to everyone, and what comes in and what goes out.

Conventions, which differ between sources, so there is always a legend:

- a star with ego in the middle, with volunteers, groups, animals and places as marks of their own;
  a thick line for a strong tie, dashes for a thinner one, a zigzag for a tie that is hard, an
  arrow for the way that something goes: the ecomap (Hartman, *Diagrammatic assessment of family
  relationships*, 1978). Here the line says the ring that the client chose and nothing else, and
  the zigzag is in the client's own version only (R-13);
- the letters P, G, A and E for what comes in: Dutch practice (`ecogram_labels`).

What comes in and what goes out are two facts with a head each; no balance is drawn (R-20).
Nobody round ego is a full picture too (R-04).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from states.pictures.chart import Person
from states.pictures.ecogram_columns import IN_WINGS, bar, wings
from states.pictures.ecogram_labels import Letter, Line
from states.pictures.ecogram_legend import Legend, legend_of
from states.pictures.ecogram_lines import Tie, tie
from states.pictures.ecogram_places import EDGE, WIDTH, Arrangement, Ego, Spot, round_ego
from states.pictures.ecogram_star import IN_STAR, star
from states.pictures.geometry import Box
from states.pictures.typeface import Typeface, Words

_TOP = 92.0  # under the title
_ROUND = 28.0  # between the star and the frame of the legend, and under that
_HIGHEST = 1280  # Telegram makes what is higher smaller
_INSIDE = 16.0  # between that frame and its words


@dataclass(frozen=True, slots=True)
class EcogramAlter:
    """One alter as it is drawn: mark, name, letters and line."""

    id: str
    label: str = field(repr=False)
    kind: str
    ring: str
    not_good: bool
    is_short: bool
    """Whether the name is shortened, so that the whole of it is worth a tooltip."""
    mark: tuple[float, float]
    mark_size: float
    lines: tuple[Line, ...]
    letters: tuple[Letter, ...]
    tie: Tie


@dataclass(frozen=True, slots=True)
class EcogramLayout:
    """Where everything of an ecogram stands; pixels, y grows downwards."""

    width: float
    height: float
    ego: Ego
    alters: tuple[EcogramAlter, ...]
    legend: Legend
    frame: Box
    """Round the legend; without height where there is none."""

    @property
    def breaks(self) -> tuple[float, ...]:
        """Heights at which paper may part the picture: above the legend."""
        return (self.frame.top - _INSIDE / 2,) if self.frame.height else ()


def lay_out_ecogram(people: Sequence[Person], words: Words, face: Typeface) -> EcogramLayout:
    """Where everything of the ecogram stands; the same people always give the same picture."""
    legend = legend_of(people, words, face)
    inside = legend.height + 2 * _INSIDE if legend.groups else 0.0
    under = _ROUND + inside + (_ROUND if legend.groups else 0.0)
    arrangement = _arranged(people, _HIGHEST - _TOP - under, face)
    top = arrangement.bottom + _ROUND
    return EcogramLayout(
        width=WIDTH,
        height=round(arrangement.bottom + under),
        ego=arrangement.ego,
        alters=tuple(map(_drawn, people, arrangement.spots)),
        legend=legend.moved(top + _INSIDE),
        frame=Box(EDGE, top, WIDTH - 2 * EDGE, inside),
    )


def _arranged(people: Sequence[Person], room: float, face: Typeface) -> Arrangement:
    if not people:
        return Arrangement(round_ego(_TOP + 290, 110), (), _TOP + 650)
    if len(people) <= IN_STAR:
        return star(people, _TOP, face)
    return (wings if len(people) <= IN_WINGS else bar)(people, _TOP, room, face)


def _drawn(person: Person, spot: Spot) -> EcogramAlter:
    return EcogramAlter(
        id=person.id,
        label=person.label,
        kind=person.kind,
        ring=person.ring,
        not_good=person.not_good,
        is_short=spot.is_short,
        mark=spot.mark,
        mark_size=spot.mark_size,
        lines=spot.lines,
        letters=spot.letters,
        tie=tie(
            *spot.ends,
            comes_in=person.comes_in,
            goes_out=person.means_to,
            zigzag=person.not_good,
        ),
    )
