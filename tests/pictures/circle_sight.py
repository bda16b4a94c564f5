"""Looks at a circle as a reader does: where things stand, measured here and not by the layout."""

import itertools
import math
from functools import cache

from bot.pictures.fonts import KringTypeface
from dialogues.loader import build, parse
from dialogues.source import FOLDER, NATIONAL_EXAMPLE
from states.content import Texts
from states.pictures.chart import Person
from states.pictures.circle import lay_out_circle
from states.pictures.circle_parts import CircleLayout, Label, Line
from states.pictures.geometry import Box
from states.screen import TextKey

FACE = KringTypeface()

RINGS_OUTWARDS = ("very_close", "friend", "acquaintance", "service")
CORNERS = {
    ("left", "top"): "family",
    ("right", "top"): "peers",
    ("left", "bottom"): "professionals",
    ("right", "bottom"): "community",
}


@cache
def texts() -> Texts:
    return build(parse(FOLDER, NATIONAL_EXAMPLE), None, frozenset()).texts


@cache
def words(name: str) -> str:
    key = name if "/" in name else f"pictures/{name}"
    return FACE.drawable(texts().render(TextKey(key), "je"))


def drawn(people) -> CircleLayout:
    shown = [Person(p.id, FACE.drawable(p.label), p.kind, p.ring, p.quadrant) for p in people]
    return lay_out_circle(shown, words, FACE)


def ring_seen(layout: CircleLayout, box: Box) -> str | None:
    """The ring that the whole box is in."""
    x, y = layout.middle
    across = (box.left - x, box.right - x)
    down = (box.top - y, box.bottom - y)
    farthest = max(math.hypot(a, d) for a in across for d in down)
    near_x = 0 if across[0] < 0 < across[1] else min(map(abs, across))
    near_y = 0 if down[0] < 0 < down[1] else min(map(abs, down))
    nearest = math.hypot(near_x, near_y)
    for ring, (inner, outer) in zip(RINGS_OUTWARDS, itertools.pairwise(layout.radii), strict=True):
        if inner <= nearest and farthest <= outer:
            return ring
    return None


def quadrant_seen(layout: CircleLayout, box: Box) -> str | None:
    """The quadrant that the whole box is in; `band` in the band; None on a line."""
    x, y = layout.middle
    half = layout.band / 2
    if half and y - half <= box.top and box.bottom <= y + half:
        return "band"
    side = "right" if box.left >= x else "left" if box.right <= x else None
    level = "bottom" if box.top >= y + half else "top" if box.bottom <= y - half else None
    return CORNERS.get((side, level))


def box_of(line: Line) -> Box:
    """Where the letters of a line stand."""
    width = FACE.width(line.text, line.size, bold=line.bold)
    left = line.x - {"start": 0, "middle": width / 2, "end": width}[line.anchor]
    return Box(left, line.y - 0.8 * line.size, width, 1.05 * line.size)


def all_labels(layout: CircleLayout) -> list[Label]:
    lists = [part.labels for part in (layout.margin, layout.list) if part]
    return [*layout.labels, *itertools.chain(*lists)]


def all_lines(layout: CircleLayout) -> list[Line]:
    headings = [part.headings for part in (layout.margin, layout.list) if part]
    labels = [label.lines for label in all_labels(layout)]
    keys = [key.line for key in layout.keys]
    return [layout.title, *layout.titles, *keys, *itertools.chain(*headings, *labels)]


def all_boxes(layout: CircleLayout) -> list[Box]:
    """Boxes of all that may not overlap: labels, ego, titles, headings, and the legend."""
    x, y = layout.middle
    side = layout.radii[0] * math.sqrt(2)
    headings = [part.headings for part in (layout.margin, layout.list) if part]
    lines = [layout.title, *layout.titles, *itertools.chain(*headings)]
    return [
        *(label.box for label in all_labels(layout)),
        Box(x - side / 2, y - side / 2, side, side),
        *(box_of(line) for line in lines),
        *(box_of(key.line) for key in layout.keys),
    ]


def numbers_of(label: Label) -> set[int]:
    """The numbers that a label in the circle says."""
    text = "".join(line.text for line in label.lines)
    first, _, last = text.partition("–")
    return set(range(int(first), int(last or first) + 1))
