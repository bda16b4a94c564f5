"""The legend of the circle, with what is in the picture and nothing else."""

from collections.abc import Iterator, Sequence

from states.pictures.chart import RINGS, UNSURE, Person
from states.pictures.circle_lists import SIDE
from states.pictures.circle_parts import BASELINE, LINE, SIZE, WIDTH, Key, Line
from states.pictures.typeface import Typeface, Words

KEY_ROW = 46
ICON = 40
"""Height and width of the small circle in which one ring is marked."""

KIND_ICON = 28

KINDS = ("person", "group", "volunteer", "pet", "place", "thing", "missed")
BAND = "band"

_AFTER_ICON = 9
_BETWEEN = 20


def laid_keys(
    people: Sequence[Person], words: Words, face: Typeface, *, is_bare: bool
) -> tuple[list[Key], float]:
    """The legend and how high it is; its top is 0.

    People are explained only beside other kinds, and where they have a mark (not `is_bare`).
    """
    rings = [(name, words(f"codebook/ring__{name}"), False) for name in RINGS]
    if any(person.quadrant is None and person.ring != UNSURE for person in people):
        rings.append((BAND, words("circle_no_quadrant"), False))
    there = {person.kind for person in people}
    if is_bare or there == {"person"}:
        there.discard("person")
    kinds = [(kind, words(f"codebook/kind__{kind}"), True) for kind in KINDS if kind in there]
    rows = list(_rows([*rings, *kinds], face))
    keys = [
        _key(entry, x, row * KEY_ROW) for row, entries in enumerate(rows) for entry, x in entries
    ]
    return keys, len(rows) * KEY_ROW


_Entry = tuple[str, str, bool]


def _rows(entries: Sequence[_Entry], face: Typeface) -> Iterator[list[tuple[_Entry, float]]]:
    row: list[tuple[_Entry, float]] = []
    x = float(SIDE)
    for entry in entries:
        width = _icon(entry) + _AFTER_ICON + face.width(entry[1], SIZE)
        if row and x + width > WIDTH - SIDE:
            yield row
            row, x = [], float(SIDE)
        row.append((entry, x))
        x += width + _BETWEEN
    if row:
        yield row


def _icon(entry: _Entry) -> int:
    return KIND_ICON if entry[2] else ICON


def _key(entry: _Entry, x: float, top: float) -> Key:
    name, text, is_kind = entry
    middle = top + KEY_ROW / 2
    line = Line(x + _icon(entry) + _AFTER_ICON, middle - LINE / 2 + BASELINE, text)
    return Key(name, x + _icon(entry) / 2, middle, line, is_kind)
