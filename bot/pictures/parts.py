"""Pictures in a document: how large they stand, in how many parts. Sizes in pt, of drawings in px.

A picture takes the width of the page. One that is much higher than a page is cut where its layout
allows that (`breaks`), so that its words stay large enough to read.
"""

import re
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.pictures.typesetting import png_of

LEAST = 0.72
"""Share of the width of the page to which a picture may shrink to stand on one page: its smallest
words, 28 of 1080 pixels, are then still 8.8 pt."""

IN_ONE = 0.8
"""Share of the width of the page for a picture that needs no cutting: a summary fits two pages.

Always the same: where it hung on what was left of the page, pages were counted wrongly."""

_PRINTED = 240
"""Pixels an inch on paper, of what cannot be set in lines and letters."""

_ROOT = re.compile(r"<svg\b[^>]*>")
_SIZES = re.compile(r'\s(?:width|height|viewBox)="[^"]*"')


def parts_of(drawing: Any, room: float, height: float) -> list[dict[str, Any]]:  # noqa: ANN401
    """A drawing in parts that each fit a page, as the template takes them.

    Args:
        drawing: With `svg`, `width`, `height`, and where it may be cut: `breaks`, from its top.
        room: Width of the page between its margins.
        height: Height for a part.
    """
    svg = drawing.svg.replace("\ufeff", "")  # which PDF/UA refuses
    most = height * drawing.width / room / LEAST
    cuts = list(_cuts(drawing.height, drawing.breaks, most))
    if len(cuts) > 1:
        return [
            _part(_cut(svg, drawing.width, top, bottom), drawing.width, bottom - top, room, height)
            for top, bottom in cuts
        ]
    return [_part(svg, drawing.width, drawing.height, room * IN_ONE, height)]


def in_pixels(part: Mapping[str, Any]) -> dict[str, Any]:
    """A part as SVG that holds an image of it, fine enough to print."""
    scale = max(1.0, _PRINTED / 72 * part["width"] / part["pixels"])
    image = b64encode(png_of(part["svg"], scale)).decode()
    size = f'width="{part["width"]}" height="{part["height"]}"'
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size}>'
        f'<image {size} href="data:image/png;base64,{image}"/></svg>'
    )
    return {**part, "svg": svg}


def _part(svg: str, width: float, height: float, room: float, most: float) -> dict[str, Any]:
    scale = min(room / width, most / height)
    return {"svg": svg, "width": width * scale, "height": height * scale, "pixels": width}


def _cuts(height: float, breaks: Sequence[float], most: float) -> Iterator[tuple[float, float]]:
    """Tops and bottoms of the parts: as few as there can be that are not higher than `most`."""
    top = last = 0.0
    for edge in (*sorted(y for y in breaks if 0 < y < height), height):
        if edge - top > most and last > top:
            yield top, last
            top = last
        last = edge
    yield top, height


def _cut(svg: str, width: float, top: float, bottom: float) -> str:
    """The same drawing, of which this is seen."""
    size = f' width="{width}" height="{bottom - top}" viewBox="0 {top} {width} {bottom - top}"'
    root = _ROOT.search(svg)
    if root is None:  # what is no drawing is told of where it is drawn
        return svg
    tag = _SIZES.sub("", root[0])[:-1] + size + ">"
    return svg[: root.start()] + tag + svg[root.end() :]
