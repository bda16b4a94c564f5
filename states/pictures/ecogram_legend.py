"""The legend of an ecogram: what a line, an arrow, a letter and a mark mean, if they occur.

Nothing is counted, and what comes in and what goes out are never weighed (R-07, R-20). That
there is no arrow is explained as not said, as nothing more is known (R-05).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from states.pictures.chart import RINGS, UNSURE, Person
from states.pictures.ecogram_labels import LETTER, LETTERS, SMALLEST, wrapped
from states.pictures.ecogram_lines import ASIDE, Tie, tie
from states.pictures.geometry import Box
from states.pictures.typeface import Typeface, Words

ROW = 38.0
"""From one line of words to the next."""

_FIRST = ROW * 0.75  # the first baseline
_COLUMNS = (56.0, 554.0)
_COLUMN = 474.0
_BETWEEN_GROUPS = 18.0
_BESIDE = 24.0
_SHORT = ("letter", "mark")  # may stand beside each other
_WORDS_AT = {"line": 102.0, "arrow": 138.0, "letter": 46.0, "mark": 46.0}
_LINE = (0.0, 84.0)  # from where to where a line goes in its sample
_ZIGZAG = (-30.0, 114.0)  # the same with room for arrows, where a zigzag never is
_ARROW = (35.0, 99.0)  # the same between a small ego and a mark
_KINDS = ("person", "group", "volunteer", "pet", "place", "thing", "missed")


@dataclass(frozen=True, slots=True)
class Entry:
    """One sign and its words; (x, y) is the left end of the sign and the first baseline."""

    sample: str
    """What kind of sign: line, arrow, letter or mark; `words` where there is none."""
    code: str
    lines: tuple[str, ...] = field(repr=False)
    words_at: float
    """How far to the right of the sign's left end the words start."""
    width: float
    """Of the sign and its words."""
    x: float = 0.0
    y: float = 0.0

    @property
    def middle(self) -> float:
        """How low the middle of the sign is: half the height of a small letter over the line."""
        return self.y - 10

    @property
    def tie(self) -> Tie:
        """The line or arrow that is the sign."""
        start, end = _ARROW if self.sample == "arrow" else _LINE
        y = self.middle
        if self.code == "not_good":  # a zigzag without its line
            (start, end), y = _ZIGZAG, y - ASIDE
        return tie(
            (self.x + start, y),
            (self.x + end, y),
            comes_in=self.code == "in",
            goes_out=self.code == "out",
            zigzag=self.code == "not_good",
        )

    @property
    def sign(self) -> str:
        """The letter that is the sign."""
        return LETTERS[self.code]

    @property
    def box(self) -> Box:
        """The box of a letter that is the sign."""
        return Box(self.x, self.middle - LETTER / 2, LETTER, LETTER)


@dataclass(frozen=True, slots=True)
class Group:
    """Entries of one kind under a heading; (x, y) is where its baseline starts.

    A sign that says all by itself has no heading: the zigzag, which tells nothing of how close.
    """

    heading: str
    entries: tuple[Entry, ...]
    height: float
    """With the heading."""
    x: float = 0.0
    y: float = 0.0

    def moved(self, across: float, down: float) -> "Group":
        """The same group somewhere else."""
        entries = tuple(
            replace(entry, x=entry.x + across, y=entry.y + down) for entry in self.entries
        )
        return replace(self, entries=entries, x=self.x + across, y=self.y + down)


@dataclass(frozen=True, slots=True)
class Legend:
    """All groups in two columns, from y 0 down; `height` is 0 where there is nothing to explain."""

    groups: tuple[Group, ...]
    height: float

    def moved(self, down: float) -> "Legend":
        """The same legend, lower."""
        return Legend(tuple(group.moved(0.0, down) for group in self.groups), self.height)


def legend_of(people: Sequence[Person], words: Words, face: Typeface) -> Legend:
    """What has to be explained of a picture with these alters."""
    parts = (
        ("ecogram_about_lines", _lines_of(people)),
        ("ecogram_about_arrows", _arrows_of(people)),
        ("ecogram_about_letters", _letters_of(people)),
        ("ecogram_about_marks", _marks_of(people)),
        ("", _zigzag_of(people)),
    )
    groups = [
        _group(
            words(heading) if heading else "",
            [_entry(sample, code, words(key), face) for sample, code, key in found],
        )
        for heading, found in parts
        if found
    ]
    return _in_columns(groups)


_Found = list[tuple[str, str, str]]  # sample, code, key of the words


def _lines_of(people: Sequence[Person]) -> _Found:
    rings = {person.ring for person in people}
    return [("line", ring, f"codebook/ring__{ring}") for ring in (*RINGS, UNSURE) if ring in rings]


def _zigzag_of(people: Sequence[Person]) -> _Found:
    is_there = any(person.not_good for person in people)
    return [("line", "not_good", "ecogram_not_good")] if is_there else []


def _arrows_of(people: Sequence[Person]) -> _Found:
    found = []
    if any(person.comes_in for person in people):
        found.append(("arrow", "in", "ecogram_in"))
    if any(person.means_to for person in people):
        found.append(("arrow", "out", "ecogram_out"))
    if found and not all(person.comes_in and person.means_to for person in people):
        found.append(("words", "no_arrow", "ecogram_no_arrow"))
    return found


def _letters_of(people: Sequence[Person]) -> _Found:
    return [
        ("letter", code, f"ecogram_letter__{code}")
        for code in LETTERS
        if any(code in person.gets for person in people)
    ]


def _marks_of(people: Sequence[Person]) -> _Found:
    kinds = {person.kind for person in people}
    if kinds <= {"person"}:
        return []
    return [("mark", kind, f"codebook/kind__{kind}") for kind in _KINDS if kind in kinds]


def _entry(sample: str, code: str, said: str, face: Typeface) -> Entry:
    words_at = _WORDS_AT.get(sample, 0.0)
    lines = wrapped(said, _COLUMN - words_at, SMALLEST, 3, face)
    width = words_at + max(face.width(line, SMALLEST) for line in lines)
    return Entry(sample, code, lines, words_at, width)


def _group(heading: str, entries: Sequence[Entry]) -> Group:
    """A heading, and entries under it: letters and marks beside each other where they fit."""
    placed: list[Entry] = []
    x, y, start = 0.0, _FIRST, _FIRST
    if not heading:
        y -= ROW
    for entry in entries:
        before = placed[-1] if placed else None
        x = before.x + before.width + _BESIDE if before and entry.sample in _SHORT else 0.0
        if before is None or x == 0.0 or x + entry.width > _COLUMN:
            x, y = 0.0, y + ROW * (len(before.lines) if before else 1)
        placed.append(replace(entry, x=x, y=y))
    bottom = y + ROW * len(placed[-1].lines) - start
    return Group(heading, tuple(placed), bottom, 0.0, start)


def _in_columns(groups: Sequence[Group]) -> Legend:
    """Each group in the column that is the shortest so far."""
    ends = [0.0, 0.0]
    placed = []
    for group in groups:
        column = 0 if ends[0] <= ends[1] else 1
        placed.append(group.moved(_COLUMNS[column], ends[column]))
        ends[column] += group.height + _BETWEEN_GROUPS
    return Legend(tuple(placed), max(0.0, max(ends) - _BETWEEN_GROUPS))
