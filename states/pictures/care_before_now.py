"""Who did what in the care, and who does it now: two columns of words, by change.

Each name has what it did on the left and what it does on the right, in the same words; a heading
says what is so for those under it: new, other, the same, not on the map any more. Nothing is
counted or valued, and the columns are the same whatever changed (R-25).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from states.pictures.before_now_changes import Change, changes_of
from states.pictures.care import keys_of
from states.pictures.care_panels import KINDS, joined, kinds_of, often_words, task_words
from states.pictures.chart import Chart, Person
from states.pictures.circle_parts import Key, Line
from states.pictures.entries import STEP, Entry, Pen, columns, entry, written
from states.pictures.geometry import Box
from states.pictures.typeface import Typeface, Words

WIDTH = 1080
HIGHEST = 8_800
SIDE = 32

_TOP = 100.0
_INSET = 22.0
_HEAD = 64.0
_DAYS = 50.0
"""Height of the words above the two columns."""

_BETWEEN = 22.0
_ROW_GAP = 20.0
_ICON = 58.0
_DEED_GAP = 10.0
_WAYS = (
    *((most, 2, False, False) for most in range(8, 1, -1)),
    *((most, 2, True, False) for most in (3, 2, 1)),
    *((most, beside, True, True) for beside in (2, 3) for most in (3, 2, 1)),
)
"""From the most liked: lines of each text, how many names stand beside each other where they stand
alone, whether all that somebody does is one text, and whether names stand alone."""


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that somebody does: its small drawing (`kind`, round its middle), its words.

    `kind` is empty where all that somebody does is one text.
    """

    kind: str
    icon: tuple[float, float]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One alter: the name, what they did, and what they do."""

    entry: Entry
    then: tuple[Deed, ...]
    now: tuple[Deed, ...]
    box: Box


@dataclass(frozen=True, slots=True)
class Section:
    """One change in a word, the days of both columns, and for whom it is so."""

    name: str
    box: Box
    heading: Line
    heads: tuple[Line, ...]
    rows: tuple[Row, ...]
    breaks: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class CareBeforeNowLayout:
    """Where everything stands; pixels from top left. `sentence` is said where nobody is there."""

    width: int
    height: int
    title: Line
    sections: tuple[Section, ...] = ()
    keys: tuple[Key, ...] = ()
    egos: tuple[tuple[float, float], ...] = ()
    heads: tuple[Line, ...] = ()
    sentence: Line | None = None

    @property
    def breaks(self) -> tuple[float, ...]:
        """Heights at which paper may part the picture: between changes, and between rows."""
        return tuple(sorted(y for section in self.sections for y in section.breaks))


def lay_out_care_before_now(chart: Chart, words: Words, face: Typeface) -> CareBeforeNowLayout:
    """Where everything of the care then and now stands.

    Args:
        chart: Who was in it and who is, and the days of both as they are said.
        words: Words of the picture.
        face: The letters.
    """
    title = Line(WIDTH / 2, 60, words("care_before_now_title"), 44, True, "middle")
    changes = changes_of(chart)
    if not changes:
        return _nobody(chart, title, words)
    for most, beside, is_close, is_bare in _WAYS:
        pen = Pen(words, face, most, beside, is_close, is_bare)
        sections = tuple(_sections(chart, changes, pen))
        if sections[-1].box.bottom <= HIGHEST:
            break
    bottom = sections[-1].box.bottom + _BETWEEN
    keys = keys_of([Person(it.id, "", it.person.kind) for it in changes], bottom, pen)
    bottom = max([bottom, *(key.y + 40 for key in keys)])
    return CareBeforeNowLayout(WIDTH, round(bottom + 8), title, sections, keys)


def _nobody(chart: Chart, title: Line, words: Words) -> CareBeforeNowLayout:
    """Ego then and ego now, alike (R-04)."""
    egos = tuple((x, _TOP + 250) for x in (WIDTH / 4, WIDTH * 3 / 4))
    heads = tuple(_heads(chart, [x for x, _ in egos], _TOP, "middle", words))
    said = Line(WIDTH / 2, _TOP + 480, words("care_before_now_nobody"), 34, anchor="middle")
    return CareBeforeNowLayout(
        WIDTH, round(said.y + 60), title, egos=egos, heads=heads, sentence=said
    )


def _heads(
    chart: Chart, places: Sequence[float], top: float, anchor: str, words: Words
) -> Iterator[Line]:
    days = (*chart.days, "", "")
    for x, name, day in zip(places, ("then", "now"), days, strict=False):
        said = f"{words(f'before_now_{name}')}: {day}" if day else words(f"before_now_{name}")
        yield Line(x, top + 34, said, 28, True, anchor)  # type: ignore[arg-type]


def _sections(chart: Chart, changes: Sequence[Change], pen: Pen) -> Iterator[Section]:
    top = _TOP
    for name, there in groupby(changes, lambda it: it.name):
        section = _section(chart, name, list(there), top, pen)
        yield section
        top = section.box.bottom + _BETWEEN


def _section(chart: Chart, name: str, there: Sequence[Change], top: float, pen: Pen) -> Section:
    heading = Line(SIDE + _INSET, top + 44, pen.words(f"before_now__{name}"), 32, True)
    halves = columns(2, SIDE + _INSET, WIDTH - SIDE - _INSET, 24)
    heads = tuple(_heads(chart, [x for x, _ in halves], top + _HEAD - 6, "start", pen.words))
    if pen.is_bare:
        return _names(there, heading, top, pen)
    y = top + _HEAD + _DAYS
    rows: list[Row] = []
    breaks = [top - _BETWEEN / 2]
    for change in there:
        if rows:
            breaks.append(y - _ROW_GAP / 2)
        rows.append(_row(change, y, halves, pen))
        y = rows[-1].box.bottom + _ROW_GAP
    box = Box(SIDE, top, WIDTH - 2 * SIDE, y - top)
    return Section(name, box, heading, heads, tuple(rows), tuple(breaks))


def _names(there: Sequence[Change], heading: Line, top: float, pen: Pen) -> Section:
    """Names alone, of so many that no more of each has room."""
    y = top + _HEAD
    rows: list[Row] = []
    breaks = [top - _BETWEEN / 2]
    places = columns(pen.beside, SIDE + _INSET, WIDTH - SIDE - _INSET, 20)
    for start in range(0, len(there), pen.beside):
        if start:
            breaks.append(y - 2)
        here = [
            entry(change.person, (left, y), width, pen)
            for change, (left, width) in zip(there[start:], places, strict=False)
        ]
        rows += [Row(name, (), (), name.box) for name in here]
        y = max(name.box.bottom for name in here) + 4
    box = Box(SIDE, top, WIDTH - 2 * SIDE, y + 12 - top)
    return Section(there[0].name, box, heading, (), tuple(rows), tuple(breaks))


def _row(change: Change, top: float, halves: Sequence[tuple[float, float]], pen: Pen) -> Row:
    width = WIDTH - 2 * SIDE - 2 * _INSET
    at = (SIDE + _INSET, top + 10)
    name = entry(change.person, at, width, pen.names(3, bold=True))
    y = name.box.bottom + 6
    sides = [
        tuple(_deeds(person, (left, y), left + room, pen)) if person else ()
        for person, (left, room) in zip((change.then, change.now), halves, strict=True)
    ]
    lines = [line.y for side in sides for deed in side for line in deed.lines]
    box = Box(SIDE, top, WIDTH - 2 * SIDE, max(lines, default=y) + 14 - top)
    return Row(name, sides[0], sides[1], box)


def _deeds(person: Person, at: tuple[float, float], right: float, pen: Pen) -> Iterator[Deed]:
    left, y = at
    if pen.is_close:
        all_of_it = joined([text for _, text in _said(person, pen.words)])
        yield Deed("", at, written(all_of_it, at, right, pen)[0])
        return
    for kind, said in _said(person, pen.words):
        lines, _ = written(said, (left + _ICON, y), right, pen)
        yield Deed(kind, (left + 24, y + STEP / 2 + 2), lines)
        y += max(STEP * len(lines), 46) + _DEED_GAP


def _said(person: Person, words: Words) -> Iterator[tuple[str, str]]:
    """What somebody does, by kind, in words."""
    if person.cared_for:
        yield "cared_for", words("care_does__cared_for")
    there = kinds_of(person)
    for kind in KINDS:
        if kind in there:
            is_doing = kind == "practical"
            does = task_words(person, words) if is_doing else words(f"care_does__{kind}")
            yield kind, joined([does, often_words(kind, person, words)])
