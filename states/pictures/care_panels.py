"""The panels of the care picture: one for each kind of help, with whoever gives it."""

from collections.abc import Sequence
from dataclasses import dataclass

from states.pictures.chart import Person
from states.pictures.circle_parts import Line
from states.pictures.entries import MARK_ROOM, STEP, Entry, Pen, columns, entry, written
from states.pictures.geometry import Box
from states.pictures.typeface import Words

KINDS = ("listens", "practical", "takes_over", "others")
"""In the order of the conversation of a carer: an ear, hands, time; then who was named besides."""

SIDE = 32
WIDTH = 1080
_INSET = 28.0
_HEAD = 84.0
"""Height of the heading of a panel with its drawing."""

_ROW_GAP = 16.0
_FEW = 3
"""So many with a task stand under each other, with room for all their tasks."""


@dataclass(frozen=True, slots=True)
class Helper:
    """Somebody who helps: the name, and under it what they do and how often."""

    entry: Entry
    does: tuple[Line, ...]
    often: tuple[Line, ...]
    box: Box


@dataclass(frozen=True, slots=True)
class Panel:
    """One kind of help: its drawing (round its middle), its heading, and who gives it."""

    kind: str
    box: Box
    icon: tuple[float, float]
    heading: Line
    helpers: tuple[Helper, ...]
    breaks: tuple[float, ...]
    """Heights at which paper may part it: between two rows."""


def panel(kind: str, people: Sequence[Person], top: float, pen: Pen) -> Panel:
    """One kind of help (of `KINDS`) and who gives it, from a height down."""
    heading = Line(SIDE + _INSET + 66, top + 56, pen.words(f"care_{kind}"), 32, True)
    y = top + _HEAD
    helpers: list[Helper] = []
    breaks = []
    rows = _columns(kind, len(people), pen)
    for start in range(0, len(people), len(rows)):
        if start:
            breaks.append(y - _ROW_GAP / 2)
        here = [
            _helper(kind, person, (left, y), width, pen)
            for person, (left, width) in zip(people[start:], rows, strict=False)
        ]
        helpers += here
        y = max(each.box.bottom for each in here) + _ROW_GAP
    box = Box(SIDE, top, WIDTH - 2 * SIDE, y - top + 6)
    icon = (SIDE + _INSET + 22, top + 45)
    return Panel(kind, box, icon, heading, tuple(helpers), tuple(breaks))


def _columns(kind: str, count: int, pen: Pen) -> Sequence[tuple[float, float]]:
    number = 1 if kind == "practical" and count <= _FEW else pen.beside
    return columns(number, SIDE + _INSET, WIDTH - SIDE - _INSET, 24)


def _helper(kind: str, person: Person, at: tuple[float, float], width: float, pen: Pen) -> Helper:
    is_doing = kind == "practical" and not pen.is_bare
    name = entry(person, at, width, pen.names(4, bold=is_doing))
    if pen.is_bare:
        return Helper(name, (), (), name.box)
    left, right = at[0] + MARK_ROOM, at[0] + width
    y = name.box.bottom
    does, _ = written(task_words(person, pen.words) if is_doing else "", (left, y), right, pen)
    y += STEP * len(does)
    often, _ = written(often_words(kind, person, pen.words), (left, y), right, pen)
    y += STEP * len(often)
    return Helper(name, does, often, Box(at[0], at[1], width, y - at[1]))


def kinds_of(person: Person) -> tuple[str, ...]:
    """The kinds of help that somebody gives; `others` where none was named."""
    given = {
        "listens": person.listens,
        "practical": bool(person.tasks) or often_with(person) == "practical",
        "takes_over": person.takes_over,
    }
    found = tuple(kind for kind, does in given.items() if does)
    return found or (() if person.cared_for else ("others",))


def often_with(person: Person) -> str | None:
    """The kind of help beside which it stands how often; None where that was not said."""
    if person.often is None:
        return None
    if person.tasks or not (person.listens or person.takes_over):
        return "practical"
    return "takes_over" if person.takes_over else "listens"


def task_words(person: Person, words: Words) -> str:
    """What somebody does, in one line; empty where nothing was said."""
    return joined([words(f"codebook/care_tasks__{code}") for code in person.tasks])


def often_words(kind: str, person: Person, words: Words) -> str:
    """How often somebody gives this kind of help; empty where nothing was said of it."""
    return words(f"codebook/care_often__{person.often}") if often_with(person) == kind else ""


def joined(parts: Sequence[str]) -> str:
    """Labels as one line of words: only the first keeps its capital."""
    first, *others = [part for part in parts if part] or [""]
    return ", ".join([first, *(other[:1].lower() + other[1:] for other in others)])
