"""What stands under the circle: alters without a ring, and the list of who the numbers are."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from states.pictures.chart import APART, QUADRANTS, UNSURE, Person
from states.pictures.circle_parts import (
    BASELINE,
    LINE,
    MARK,
    SIZE,
    WIDTH,
    Label,
    Line,
    Listing,
    Mark,
)
from states.pictures.circle_shapes import BESIDE, PAD, Shape, cut, in_two_lines, written
from states.pictures.geometry import Box
from states.pictures.typeface import Typeface, Words, fitted

SIDE = 32
"""Between the sides of the picture and what stands in it."""

INSET = 20
ROW = 46
LIST_ROW = 38
BETWEEN = 28
GUTTER = 16
"""Between two columns of the list; names seldom reach it."""
FEW = 4
"""Names of one quadrant that stand beside its heading; more of them stand under it."""

WIDEST = 460
MANY = 36
"""Above so many numbers the list has three columns."""


def quadrant_words(quadrant: str, words: Words) -> str:
    """What a quadrant is called."""
    return words(f"codebook/quadrant__{quadrant}")


def wrapped(text: str, room: float, face: Typeface, bold: bool) -> list[str]:
    """The text in lines that fit a room, broken between words."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and face.width(longer, SIZE, bold=bold) <= room:
            lines[-1] = longer
        else:
            lines.append(fitted(word, room, SIZE, face, bold=bold))
    return lines


def name_shape(
    person: Person, room: float, face: Typeface, *, is_bare: bool, most_lines: int = 1
) -> Shape:
    """A name after its mark, in one line, or in two where it is longer and that may be."""
    has_mark = not is_bare or person.kind != "person"
    pads = 2 * PAD + (MARK + BESIDE if has_mark else 0)
    label = cut(person.label)
    lines = in_two_lines(label, room - pads, face)
    if most_lines == 1:
        lines = (fitted(label, room - pads, SIZE, face),)
    width = max(face.width(line, SIZE) for line in lines) + pads
    is_whole = " ".join(lines) == person.label
    return Shape(width, LINE * len(lines) + 4, lines, has_mark=has_mark, is_whole=is_whole)


def laid_margin(
    people: Sequence[Person], words: Words, face: Typeface, *, is_bare: bool
) -> Listing | None:
    """Alters without a ring, by quadrant where it is known; its top is 0.

    Animals, places, things and those who are missed stand under a title of their own: nobody is to
    feel that they forgot to give them a ring.
    """
    outside = [person for person in people if person.ring == UNSURE]
    if not outside:
        return None
    flow = _Flow(face, is_bare)
    sections = [(words(key), groups) for key, groups in _sections(outside)]
    titled = {q: quadrant_words(q, words) for _, groups in sections for q in groups if q}
    is_beside = all(len(there) <= FEW for _, groups in sections for q, there in groups.items() if q)
    widths = [face.width(text, SIZE) for text in titled.values()]
    widths += [face.width(text, SIZE, bold=True) for text, groups in sections if None in groups]
    indent = max(widths) + BETWEEN
    for title, groups in sections:
        flow.title(title, bold=True)
        for quadrant, there in groups.items():
            if quadrant:
                flow.title(titled[quadrant])
            flow.names(there, indent if is_beside or not quadrant else 0.0)
    box = Box(SIDE, 0, WIDTH - 2 * SIDE, flow.top + ROW + 6)
    return Listing(box, tuple(flow.headings), tuple(flow.labels))


_Groups = dict[str | None, list[Person]]


def _sections(outside: Sequence[Person]) -> Iterator[tuple[str, _Groups]]:
    """Titles by their keys, each with its people by quadrant; those without one come first."""
    people = [person for person in outside if person.kind not in APART]
    kinds = [(f"codebook/kind__{k}", [p for p in outside if p.kind == k]) for k in APART]
    for title, there in ((f"codebook/ring__{UNSURE}", people), *kinds):
        groups = {q: [p for p in there if p.quadrant == q] for q in (None, *QUADRANTS)}
        if there:
            yield title, {quadrant: found for quadrant, found in groups.items() if found}


class _Flow:
    """Titles, and names one after another beside them or under them, in rows."""

    def __init__(self, face: Typeface, is_bare: bool) -> None:
        self.face = face
        self.is_bare = is_bare
        self.headings: list[Line] = []
        self.labels: list[Label] = []
        self.top = 8.0 - ROW
        self._left = SIDE + INSET
        self._right = WIDTH - SIDE - INSET

    def title(self, text: str, *, bold: bool = False) -> None:
        """A title in a row of its own, or with names beside it."""
        self.top += ROW
        self.headings.append(Line(self._left, self.top + 32, text, SIZE, bold))

    def names(self, people: Sequence[Person], indent: float) -> None:
        """Names beside the last title after `indent`, or under it where that is 0."""
        self.top += 0 if indent else ROW
        x = start = self._left + indent
        for person in people:
            room = min(WIDEST, self._right - start)
            shape = name_shape(person, room, self.face, is_bare=self.is_bare)
            if x + shape.width > self._right:
                x, self.top = start, self.top + ROW
            self.labels.append(written(shape, x, self.top + 4, [person]))
            x += shape.width + (12 if shape.has_mark else 28)


@dataclass(frozen=True, slots=True)
class Numbered:
    """An alter in the circle who stands there as a number."""

    number: int
    person: Person


TOGETHER = 8
"""So many alters of one cell stay in one column."""

NUMBER = 60
"""Room for a number in the list."""

_Heading = tuple[str, bool]
"""A line and whether it is bold."""

_Entry = tuple[Numbered, Shape]


@dataclass(frozen=True, slots=True)
class _Block:
    """Rows that stay together: headings, and alters after them."""

    entries: tuple[_Entry, ...]
    headings: tuple[_Heading, ...] = field(repr=False)
    repeated: tuple[_Heading, ...] = field(repr=False)
    """Its headings at the top of a column."""

    def height(self, *, is_first: bool) -> float:
        """How high it is; at the top of a column or under another block."""
        above = sum(LINE + 4 + above for _, _, above in self.lines(is_first=is_first))
        return above + sum(_row(shape) for _, shape in self.entries)

    def lines(self, *, is_first: bool) -> Iterator[tuple[str, bool, float]]:
        """Its headings, with the room above each."""
        for number, (text, bold) in enumerate(self.repeated if is_first else self.headings):
            is_new = number == 0 and not is_first
            yield text, bold, (16 if bold else 8) if is_new else 0


def _row(shape: Shape) -> float:
    return LIST_ROW + LINE * (len(shape.words) - 1)


def laid_list(
    numbered: Sequence[Numbered], words: Words, face: Typeface, *, is_bare: bool
) -> Listing | None:
    """Who the numbers are, by ring and quadrant, in columns; its top is 0."""
    if not numbered:
        return None
    columns = 3 if len(numbered) > MANY else 2
    width = (WIDTH - 2 * SIDE - (columns - 1) * GUTTER) / columns
    entries = [
        (it, name_shape(it.person, width - NUMBER, face, is_bare=is_bare, most_lines=2))
        for it in numbered
    ]
    blocks = list(_blocks(entries, words, lambda text, bold: wrapped(text, width, face, bold)))
    height = _even_height(blocks, columns)
    headings: list[Line] = []
    labels: list[Label] = []
    for column, y, block in _in_columns(blocks, height):
        x, top = SIDE + column * (width + GUTTER), y
        for text, bold, above in block.lines(is_first=not y):
            headings.append(Line(x, top + above + BASELINE + 2, text, SIZE, bold))
            top += above + LINE + 4
        for entry, shape in block.entries:
            labels.append(_listed(entry, shape, x, top, face))
            top += _row(shape)
    return Listing(Box(SIDE, 0, WIDTH - 2 * SIDE, height), tuple(headings), tuple(labels))


def _blocks(
    numbered: Sequence[_Entry], words: Words, wrap: Callable[[str, bool], list[str]]
) -> Iterator[_Block]:
    """Alters under their ring and their quadrant; without the latter where it is not known."""
    ring = None
    for (here, quadrant), cell in groupby(
        numbered, lambda it: (it[0].person.ring, it[0].person.quadrant)
    ):
        above = [(line, True) for line in wrap(words(f"codebook/ring__{here}"), True)]
        title = quadrant_words(quadrant, words) if quadrant else ""
        under = [(line, False) for line in wrap(title, False)]
        entries = tuple(cell)
        size = len(entries) if len(entries) <= TOGETHER else 1
        for start in range(0, len(entries), size):
            new = () if start else tuple(under if here == ring else above + under)
            yield _Block(entries[start : start + size], new, (*above, *under))
        ring = here


def _even_height(blocks: Sequence[_Block], columns: int) -> float:
    """The least height of the columns in which all blocks fit."""
    low = max(block.height(is_first=True) for block in blocks)
    high = sum(block.height(is_first=True) for block in blocks) + 16 * len(blocks)
    while high - low > 1:
        middle = (low + high) / 2
        last = max(column for column, _, _ in _in_columns(blocks, middle))
        low, high = (low, middle) if last < columns else (middle, high)
    return high


def _in_columns(blocks: Sequence[_Block], height: float) -> Iterator[tuple[int, float, _Block]]:
    """Each block with its column and its top."""
    column, y = 0, 0.0
    for block in blocks:
        if y and y + block.height(is_first=False) > height:
            column, y = column + 1, 0.0
        yield column, y, block
        y += block.height(is_first=not y)


def _listed(entry: Numbered, shape: Shape, x: float, y: float, face: Typeface) -> Label:
    """A name after its number; its second line begins under the first."""
    label = written(shape, x + NUMBER, y + 2, [entry.person])
    number = Line(x + NUMBER - 6, label.lines[0].y, str(entry.number), SIZE, True, "end")
    left = x + NUMBER + PAD + (MARK + BESIDE if label.mark else 0)
    lines = (replace(it, x=left + face.width(it.text, SIZE) / 2) for it in label.lines)
    mark = label.mark and replace(label.mark, y=y + 4 + LINE / 2)
    box = Box(x, y + 2, NUMBER + shape.width, label.box.height)
    return replace(label, lines=(number, *lines), mark=mark, box=box, is_missed=False)


def moved(listing: Listing, down: float) -> Listing:
    """The same at another height."""
    return Listing(
        listing.box.moved(0, down),
        tuple(replace(line, y=line.y + down) for line in listing.headings),
        tuple(_lower(label, down) for label in listing.labels),
    )


def _lower(label: Label, down: float) -> Label:
    mark = label.mark and Mark(label.mark.kind, label.mark.x, label.mark.y + down)
    lines = tuple(replace(line, y=line.y + down) for line in label.lines)
    return replace(label, box=label.box.moved(0, down), lines=lines, mark=mark)
