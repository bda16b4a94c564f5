"""Looks at any picture as a reader does: at its SVG, measured here and not by the layout."""

import re
from functools import cache
from itertools import combinations
from xml.etree import ElementTree as ET

from bot.pictures.fonts import KringTypeface
from dialogues.loader import build, parse
from dialogues.pictures.drawing import _environment, draw
from dialogues.source import FOLDER, NATIONAL_EXAMPLE
from states.content import Texts
from states.pictures.geometry import Box
from states.screen import TextKey

FACE = KringTypeface()
SVG = "{http://www.w3.org/2000/svg}"
TAGS = {
    *("svg", "title", "desc", "rect", "g", "circle", "path", "text", "tspan", "ellipse"),
}
LEAST_SIZE = 28
_NEAR = 1.0
"""Pixels that two boxes may share by rounding."""


@cache
def texts() -> Texts:
    return build(parse(FOLDER, NATIONAL_EXAMPLE), None, frozenset()).texts


@cache
def words(name: str) -> str:
    key = name if "/" in name else f"pictures/{name}"
    return FACE.drawable(texts().render(TextKey(key), "je"))


def drawing_of(chart, form="je"):
    return draw(chart, texts(), form, FACE)


def parsed(chart):
    return ET.fromstring(drawing_of(chart).svg)  # noqa: S314 - made here


def said(element):
    """All lines of an element, each with its runs together where they are in one element."""
    return ["".join(text.itertext()) for text in element.iter(f"{SVG}text")]


def together(element):
    """All words without spaces: long words are parted, and lines of two fonts are in pieces."""
    return "".join("".join(said(element)).split())


def squeezed(text):
    return "".join(FACE.drawable(text).split())


def named(root, tag, name):
    return [one for one in root.iter(f"{SVG}{tag}") if name in one.get("class", "").split()]


def text_box(text):
    """Where the letters of a text element stand, from its own attributes."""
    size = float(text.get("font-size"))
    written = "".join(text.itertext())
    width = FACE.width(written, size, bold=text.get("font-weight") == "700")
    share = {"middle": 0.5, "end": 1}.get(text.get("text-anchor"), 0)
    left = float(text.get("x")) - share * width
    return Box(left, float(text.get("y")) - 0.8 * size, width, size)


def rect_box(rect):
    return Box(*(float(rect.get(name)) for name in ("x", "y", "width", "height")))


def wrong_with(root):
    """All that is wrong in a picture, whatever it shows; an empty list for a good one."""
    return [*_tags(root), *_outside(root), *_overlaps(root), *_small(root), *_colours(root)]


def _tags(root):
    unknown = {one.tag.removeprefix(SVG) for one in root.iter()} - TAGS
    if unknown:
        yield f"elements that no picture has: {unknown}"
    if any(name.startswith("on") for one in root.iter() for name in one.attrib):
        yield "something that a page would run"


def _outside(root):
    paper = Box(0, 0, float(root.get("width")), float(root.get("height")))
    for text in root.iter(f"{SVG}text"):
        if not paper.holds(text_box(text)):
            yield f"a text is outside the picture: {text_box(text)}"
    for group in root.iter(f"{SVG}g"):
        frame = group.find(f"{SVG}rect[@rx='18']")
        if frame is not None:
            box = rect_box(frame)
            if not paper.holds(box):
                yield "a frame is outside the picture"
            if not all(box.holds(text_box(text)) for text in group.iter(f"{SVG}text")):
                yield "a text is outside its frame"


def _overlaps(root):
    boxes = [text_box(text) for text in root.iter(f"{SVG}text")]
    boxes = [Box(b.left + _NEAR, b.top + 4, b.width - 2 * _NEAR, b.height - 6) for b in boxes]
    rows = {}
    for box in boxes:
        for row in range(int(box.top // 200), int(box.bottom // 200) + 1):
            rows.setdefault(row, []).append(box)
    for there in rows.values():
        if any(
            one.overlaps(other)
            for one, other in combinations(there, 2)
            if min(one.width, other.width) > 0
        ):
            yield "two texts overlap"
    frames = [rect_box(one) for one in root.iter(f"{SVG}rect") if one.get("rx") == "18"]
    if any(one.overlaps(other) for one, other in combinations(frames, 2)):
        yield "two frames overlap"


def _small(root):
    sizes = {float(text.get("font-size")) for text in root.iter(f"{SVG}text")}
    if min(sizes) < LEAST_SIZE:
        yield "letters are too small"


def _colours(root):
    """Only those of `shared.svg.j2`, whose contrast and greys are measured elsewhere."""
    colours = _environment().get_template("shared.svg.j2").module
    known = {colours.INK, colours.DEEP, colours.LINE, colours.PAPER, *colours.BANDS, "none"}
    found = {one.get(name) for one in root.iter() for name in ("fill", "stroke")} - {None}
    if found - known:
        yield f"colours that nobody measured: {found - known}"
    dark = {colours.INK, colours.DEEP, colours.PAPER}
    if {text.get("fill") for text in root.iter(f"{SVG}text")} - dark:
        yield "words in a light colour"


def can_be_sent(drawing):
    """What Telegram takes as a photo."""
    sides = sorted((drawing.width, drawing.height))
    return sum(sides) <= 10_000 and sides[1] <= 20 * sides[0]


def skeleton(root, *, without=()):
    """What is drawn, without words and without what is left out: tags with their attributes."""
    return [
        (
            one.tag,
            tuple(sorted(
                (name, value) for name, value in one.attrib.items()
                if name not in without and not re.match("data-", name)
            )),
        )
        for one in root.iter()
    ]  # fmt: skip
