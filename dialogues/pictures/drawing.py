"""From a chart to SVG: the layout is computed, a template writes it down.

Everything that a client wrote is escaped by the template's environment, so nothing in a name is
ever taken for markup. Templates are the program's own: no content reaches them but as values.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Protocol

from jinja2 import Environment, PackageLoader, StrictUndefined
from msgspec.structs import replace

from states.content import Texts
from states.pictures.chart import Chart, Person
from states.pictures.circle import lay_out_circle
from states.pictures.ecogram import lay_out_ecogram
from states.pictures.typeface import Typeface, Words, reads_leftward
from states.screen import TextKey


class PictureTypeface(Typeface, Protocol):
    """Letters that can be drawn: a text in pieces of one font each."""

    def runs(self, text: str) -> Sequence[Any]:
        """Pieces of a drawable text, each with `family` and `text`."""
        ...


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture as SVG; sizes in pixels.

    `breaks` are heights, from the top down, at which paper may part it.
    """

    svg: str = field(repr=False)
    width: int
    height: int
    breaks: tuple[float, ...] = ()


_PRIVATE = {"ecogram_title": "ecogram_private_title"}
"""Words that are others in the picture for the client's own eyes."""

LayOut = Callable[[Sequence[Person], Words, Typeface], Any]

LAYOUTS: Mapping[str, LayOut] = {"circle": lay_out_circle, "ecogram": lay_out_ecogram}
"""How each view is laid out; its template has the same name."""


def draw(chart: Chart, texts: Texts, form: str, face: PictureTypeface) -> Drawing:
    """The picture of a chart.

    Args:
        chart: What is in it.
        texts: Gives its words.
        form: Form of address, `je` or `u`.
        face: The letters.
    """

    def words(name: str) -> str:
        own = _PRIVATE.get(name, name) if chart.is_private else name
        key = own if "/" in own else f"pictures/{own}"
        return face.drawable(texts.render(TextKey(key), form))

    # ids of their own: those of the dossier tell how many others were named
    people = [
        replace(person, id=f"p{number}", label=face.drawable(person.label))
        for number, person in enumerate(chart.people, 1)
    ]
    layout = LAYOUTS[chart.view](people, words, face)
    template = _environment().get_template(f"{chart.view}.svg.j2")
    svg = template.render(layout=layout, runs=face.runs, width=face.width, words=words)
    breaks = tuple(layout.breaks)
    return Drawing(svg, round(layout.width), round(layout.height), breaks)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("dialogues.pictures"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["reads_leftward"] = reads_leftward
    return environment
