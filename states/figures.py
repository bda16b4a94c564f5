"""Figures about the circle, for who asks for them (R-07): counts in words, never a score.

Support coverage after House (1981) by kind of support; rings after Kahn and Antonucci (1980).
What comes in and what goes out are two lists (R-20). There is no ratio and no comparison (R-06),
and below three alters there are no counts at all: there names say it all.
"""

from typing import Any

from states.pictures.chart import QUADRANTS, RINGS, UNSURE
from states.pictures.charting import circle_chart, ecogram_chart
from states.scope import Scope
from states.screen import TextKey

LEAST = 3
"""Alters from which on there are figures."""


def figures_view(scope: Scope) -> dict[str, Any]:
    """Counts by ring, by quadrant and by kind of support; only what is there.

    `all` is how many this is about, `no_ring` and `no_quadrant` how many have none.
    """
    people = circle_chart(scope).people
    if len(people) < LEAST:
        return {"is_few": True, "all": len(people), "rings": [], "quadrants": [], "gets": [],
                "means_to": 0, "supports": 0, "no_ring": 0, "no_quadrant": 0}  # fmt: skip
    between = ecogram_chart(scope).people
    rings = [(f"codebook/ring__{ring}", [p for p in people if p.ring == ring]) for ring in RINGS]
    quadrants = [
        (f"codebook/quadrant__{name}", [p for p in people if p.quadrant == name])
        for name in QUADRANTS
    ]
    codes = scope.content.codebook.codes("gets")
    gets = [(f"codebook/gets__{code}", [p for p in between if code in p.gets]) for code in codes]
    return {
        "is_few": False,
        "all": len(people),
        "rings": _counted(rings),
        "quadrants": _counted(quadrants),
        "gets": _counted(gets),
        "supports": len([p for p in between if p.supports]),
        "means_to": len([p for p in between if p.means_to]),
        "no_ring": len([p for p in people if p.ring not in RINGS]),
        "no_ring_title": TextKey(f"codebook/ring__{UNSURE}"),
        "no_quadrant": len([p for p in people if p.quadrant is None]),
    }


def _counted(groups: list[tuple[str, list[Any]]]) -> list[dict[str, Any]]:
    return [{"title": TextKey(key), "count": len(found)} for key, found in groups if found]
