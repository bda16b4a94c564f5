"""Who does what in the care: the carer, who is cared for, and everyone who does something.

Three kinds of help stand apart, each with its own heading and its own drawing: somebody who
listens, somebody who does something, somebody who takes over so that there is time off. Who does
more than one stands in each. Nothing is added up or weighed against what the carer does (R-07,
R-20), a kind of help that nobody gives has no place that stays open, and nobody at all is a whole
picture (R-04). More people make the picture higher; where it would be higher than a chat can
show, long names and lists of tasks are shortened.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from states.pictures.care_panels import KINDS, Panel, kinds_of, panel
from states.pictures.chart import Person
from states.pictures.circle_legend import KINDS as MARKS
from states.pictures.circle_legend import laid_keys
from states.pictures.circle_parts import Key, Line
from states.pictures.entries import Entry, Pen, entry
from states.pictures.geometry import Box
from states.pictures.typeface import Typeface, Words

WIDTH = 1080
HIGHEST = 8_800
SIDE = 32
EGO = 74.0
"""Radius of ego."""

GAP = 26.0
"""Between two parts that stand under each other."""

_TOP = 100.0
_TRUNK, _ENDS = 392.0, 428.0
"""Where the line from ego parts, and where its ends reach who is cared for."""

_CARD_INSET = 18.0
_WAYS = (
    *((most, 2, False) for most in range(8, 0, -1)),
    *((most, beside, True) for beside in (2, 3) for most in (3, 2, 1)),
)
"""From the most liked: lines of each text, how many stand beside each other, and whether names
stand alone there."""


@dataclass(frozen=True, slots=True)
class Cared:
    """Somebody who is cared for, in a box of their own."""

    box: Box
    entry: Entry


@dataclass(frozen=True, slots=True)
class CareLayout:
    """Where everything of the care stands; pixels from top left.

    Attributes:
        width: Of the whole picture.
        height: Of the whole picture.
        title: Its title.
        ego: The middle of ego.
        cared: Who is cared for.
        tie: What stands above the line to them; None where nobody does.
        lines: Lines, as pairs of points.
        panels: Who does what, by kind of help.
        keys: What the marks mean, where there is more than one kind.
        sentence: What is said where nobody is in the picture.
    """

    width: int
    height: int
    title: Line
    ego: tuple[float, float]
    cared: tuple[Cared, ...] = ()
    tie: Line | None = None
    lines: tuple[tuple[float, float, float, float], ...] = ()
    panels: tuple[Panel, ...] = ()
    keys: tuple[Key, ...] = ()
    sentence: Line | None = None

    @property
    def breaks(self) -> tuple[float, ...]:
        """Heights at which paper may part the picture: between panels, and between their rows."""
        between = [each.box.top - GAP / 2 for each in self.panels]
        rows = [row for each in self.panels for row in each.breaks]
        return tuple(sorted([*between, *rows]))


def lay_out_care(people: Sequence[Person], words: Words, face: Typeface) -> CareLayout:
    """Where everything of the care stands.

    What people do is left out where that alone keeps all names readable: the text has it.

    Args:
        people: Who is cared for and who helps, in the order of naming.
        words: Words of the picture.
        face: The letters.
    """
    title = Line(WIDTH / 2, 60, words("care_title"), 44, True, "middle")
    if not people:
        return _nobody(title, words)
    for most, beside, is_bare in _WAYS:
        layout = _laid(people, title, Pen(words, face, most, beside, is_bare=is_bare))
        if layout.height <= HIGHEST:
            break
    return layout


def _nobody(title: Line, words: Words) -> CareLayout:
    ego = (WIDTH / 2, _TOP + 230)
    said = Line(ego[0], ego[1] + 290, words("care_nobody"), 34, anchor="middle")
    return CareLayout(WIDTH, round(said.y + 60), title, ego, sentence=said)


def _laid(people: Sequence[Person], title: Line, pen: Pen) -> CareLayout:
    cared = tuple(_cared(people, pen))
    low = max([_TOP + 2 * EGO, *(each.box.bottom for each in cared)])
    middle = (_TOP + low) / 2
    ego = (SIDE + EGO + 40, middle) if cared else (WIDTH / 2, middle)
    top = low + GAP
    panels: list[Panel] = []
    for kind in KINDS:
        there = [person for person in people if kind in kinds_of(person)]
        if there:
            panels.append(panel(kind, there, top, pen))
            top = panels[-1].box.bottom + GAP
    keys = keys_of(people, top, pen)
    bottom = max([top, *(key.y + 40 for key in keys)])
    return CareLayout(
        WIDTH,
        round(bottom + 10),
        title,
        ego,
        cared,
        _tie(ego, pen.words) if cared else None,
        tuple(_lines(ego, cared, panels)),
        tuple(panels),
        keys,
    )


def _cared(people: Sequence[Person], pen: Pen) -> Iterator[Cared]:
    top = _TOP
    alone = sum(person.cared_for for person in people) == 1
    for person in people:
        if person.cared_for:
            at = (_ENDS + _CARD_INSET, top + _CARD_INSET)
            width = WIDTH - SIDE - _CARD_INSET - at[0]
            name = entry(person, at, width, pen.names(4, bold=True))
            if alone:  # in the middle beside ego
                down = max(0.0, (2 * EGO - name.box.height - 2 * _CARD_INSET) / 2)
                at = (at[0], at[1] + down)
                name = entry(person, at, width, pen.names(4, bold=True))
            box = Box(
                _ENDS, at[1] - _CARD_INSET, WIDTH - SIDE - _ENDS, name.box.height + 2 * _CARD_INSET
            )
            yield Cared(box, name)
            top = box.bottom + 14


def _tie(ego: tuple[float, float], words: Words) -> Line:
    middle = (ego[0] + EGO + _TRUNK) / 2
    return Line(middle, ego[1] - 14, words("care_for"), 28, anchor="middle")


def _lines(
    ego: tuple[float, float], cared: Sequence[Cared], panels: Sequence[Panel]
) -> Iterator[tuple[float, float, float, float]]:
    """From ego to who is cared for, and down along everyone who helps."""
    x, y = ego
    if cared:
        ends = [each.box.middle[1] for each in cared]
        yield x + EGO, y, _TRUNK, y
        yield _TRUNK, min(*ends, y), _TRUNK, max(*ends, y)
        for end in ends:
            yield _TRUNK, end, _ENDS, end
    start = y + EGO
    for each in panels:
        yield x, start, x, each.box.top
        start = each.box.bottom


def keys_of(people: Sequence[Person], top: float, pen: Pen) -> tuple[Key, ...]:
    """The marks, where somebody has another one than most; none of the rings."""
    if {person.kind for person in people} == {"person"}:
        return ()
    keys, _ = laid_keys(people, pen.words, pen.face, is_bare=False)
    return _in_rows([key for key in keys if key.is_kind], top, pen.face)


def _in_rows(keys: Sequence[Key], top: float, face: Typeface) -> tuple[Key, ...]:
    """Marks with their words in rows of their own, from a height down."""
    x, y, placed = float(SIDE), top + 24, []
    for key in sorted(keys, key=lambda it: MARKS.index(it.name)):
        wide = 44 + face.width(key.line.text, key.line.size)
        if x > SIDE and x + wide > WIDTH - SIDE:
            x, y = float(SIDE), y + 46
        line = replace(key.line, x=x + 36, y=y + 10)
        placed.append(replace(key, x=x + 14, y=y, line=line))
        x += wide + 24
    return tuple(placed)
