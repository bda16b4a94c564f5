"""From a chart to SVG: the layout is computed, a template writes it down.

Everything that a client wrote is escaped by the template's environment, so nothing in a name is
ever taken for markup. Templates are the program's own: no content reaches them but as values.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, Protocol

from jinja2 import Environment, PackageLoader, StrictUndefined
from msgspec.structs import replace

from states.content import Texts
from states.pictures.before_now import lay_out_before_now
from states.pictures.care import lay_out_care
from states.pictures.care_before_now import lay_out_care_before_now
from states.pictures.chart import Chart, Person, PlanStep
from states.pictures.circle import lay_out_circle
from states.pictures.ecogram import lay_out_ecogram
from states.pictures.plan import lay_out_plan
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

LayOut = Callable[[Chart, Words, Typeface], Any]
"""From a chart whose words can all be drawn; its days are as they are said."""

LAYOUTS: Mapping[str, LayOut] = {
    "circle": lambda chart, words, face: lay_out_circle(chart.people, words, face),
    "ecogram": lambda chart, words, face: lay_out_ecogram(chart.people, words, face),
    "before_now": lay_out_before_now,
    "care": lambda chart, words, face: lay_out_care(chart.people, words, face),
    "care_before_now": lay_out_care_before_now,
    "plan": lambda chart, words, face: lay_out_plan(chart.steps, words, face),
}
"""How each view is laid out; its template has the same name."""


def draw(chart: Chart, texts: Texts, form: str, face: PictureTypeface) -> Drawing:
    """The picture of a chart.

    Args:
        chart: What is in it.
        texts: Gives its words.
        form: Form of address, `je` or `u`.
        face: The letters.
    """

    def said(name: str, **values: object) -> str:
        own = _PRIVATE.get(name, name) if chart.is_private else name
        key = own if "/" in own else f"pictures/{own}"
        return texts.render(TextKey(key, values), form)

    def words(name: str) -> str:
        return face.drawable(said(name))

    layout = LAYOUTS[chart.view](_drawable(chart, face, said), words, face)
    template = _environment().get_template(f"{chart.view}.svg.j2")
    svg = template.render(layout=layout, runs=face.runs, width=face.width, words=words)
    breaks = tuple(layout.breaks)
    return Drawing(svg, round(layout.width), round(layout.height), breaks)


def _drawable(chart: Chart, face: PictureTypeface, said: Callable[..., str]) -> Chart:
    """The same chart in words that can be drawn."""
    # ids of their own: those of the dossier tell how many others were named
    there = dict.fromkeys(person.id for person in (*chart.before, *chart.people))
    numbers = {found: f"p{number}" for number, found in enumerate(there, 1)}

    def shown(people: Sequence[Person]) -> tuple[Person, ...]:
        return tuple(
            replace(person, id=numbers[person.id], label=face.drawable(person.label))
            for person in people
        )

    def step(found: PlanStep) -> PlanStep:
        parts = {name: _lines(getattr(found, name), face) for name in _PLAN_WORDS}
        people = [face.drawable(name) for name in found.people]
        if people and not any(map(reads_leftward, people)):  # names of two ways are not one line
            people = [face.drawable(said("names", names=people))]
        return replace(found, **parts, people=tuple(people))

    days = [said("before_now_day", date=date.fromisoformat(day)) for day in chart.days]
    return replace(
        chart,
        people=shown(chart.people),
        before=shown(chart.before),
        steps=tuple(map(step, chart.steps)),
        days=tuple(map(face.drawable, days)),
    )


_PLAN_WORDS = ("what", "small", "when", "then")


def _lines(text: str, face: PictureTypeface) -> str:
    """A text of several lines, each of which can be drawn; lines without words are left out."""
    return "\n".join(face.drawable(line) for line in text.splitlines() if line.strip())


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
