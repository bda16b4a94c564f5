"""How a document gets its pictures: by a function that knows words and letters."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from states.pictures.chart import Chart

if TYPE_CHECKING:
    from dialogues.pictures.drawing import Drawing

Draw = Callable[[Chart], "Drawing"]
"""Makes SVG of a chart, in the words and letters of the client."""
