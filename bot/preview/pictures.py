"""The picture of a screen, to stand in a page: drawn once for each chart."""

import re
from dataclasses import replace

import msgspec

from bot.pictures.fonts import KringTypeface
from bot.preview.parts import Picture
from bot.preview.shots import Shot
from dialogues.pictures.drawing import draw
from states.content import Texts
from states.pictures.chart import Chart

_IDS = re.compile(r'(\bid="|url\(#|href="#)')
_DECLARATION = re.compile(r"^<\?xml[^>]*\?>\s*")


class Pictures:
    """Draws the pictures of one content in one form of address."""

    def __init__(self, texts: Texts, form: str) -> None:
        """Draw with the words of `texts`."""
        self._texts = texts
        self._form = form
        self._drawn: dict[bytes, Picture] = {}

    def of(self, shot: Shot, number: int) -> Picture | None:
        """The picture of a screen, or None where it has none.

        Ids in it are made its own by step and `number`, as several stand in one page.
        """
        chart = shot.picture
        if chart is None:
            return None
        key = msgspec.json.encode(chart)
        if key not in self._drawn:
            self._drawn[key] = self._draw(chart)
        found = self._drawn[key]
        own = f"{shot.screen.step}-{number}-"
        return replace(found, svg=_IDS.sub(lambda match: match.group() + own, found.svg))

    def _draw(self, chart: Chart) -> Picture:
        drawing = draw(chart, self._texts, self._form, KringTypeface())
        svg = _DECLARATION.sub("", drawing.svg)
        return Picture(svg, drawing.width, drawing.height, chart.view)
