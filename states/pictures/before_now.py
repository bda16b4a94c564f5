"""Then and now: two circles, and in words what is other for whom.

The same number is the same alter in both circles. Under them stand lists with a word for each
change: new, closer, further, the same, not on the map any more. Nothing is counted, coloured or
pointed at, and the picture is made in the same way whatever changed (R-25). Up to `BESIDE` alters
the circles stand beside each other, and more of them under each other; from `RANGES` alters those
who went the same way have one range of numbers. Two circles of nobody are a whole picture (R-04).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from states.pictures.before_now_changes import Change, changes_of, in_ranges
from states.pictures.before_now_lists import Section, laid_sections
from states.pictures.before_now_rings import Places, Sizes, Token, placed
from states.pictures.chart import RINGS, Chart, Person
from states.pictures.circle_legend import laid_keys
from states.pictures.circle_parts import Key, Line
from states.pictures.geometry import Box
from states.pictures.paragraphs import Letters, paragraph
from states.pictures.typeface import Typeface, Words

WIDTH = 1080
HIGHEST = 8_800

BESIDE = 24
"""Up to so many alters the circles stand beside each other."""

RANGES = 100
"""From so many alters those who went the same way have a range of numbers."""

_FEW = Sizes(256, 46, 40, 34)
_SOME = Sizes(256, 34, 37, 28)
_MANY = Sizes(508, 56, 39, 28)
_CROWD = Sizes(508, 44, 86, 28)

_SINGLE = 9
"""Up to this number a number is one sign, which may be larger."""

_TOP = 96.0
_HEADS = 92.0
"""Height of the words above a circle."""

_GAP = 30.0
_ROW = 38
_EDGE = 18.0
"""From the sides of the picture to circles that stand beside each other."""

_WHITE = 0.08
"""White at both sides of a number, as a share of its font size, which may touch another's."""

_HALF_DIGIT = 0.345
"""Half the height of a digit, as a share of its font size."""


@dataclass(frozen=True, slots=True)
class Dot:
    """A number in a circle, in a light spot of its own."""

    ids: tuple[str, ...]
    ring: str
    box: Box
    radius: float
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """One circle: `name` is `then` or `now`; `loose` says who has no ring."""

    name: str
    top: float
    middle: tuple[float, float]
    heads: tuple[Line, ...]
    dots: tuple[Dot, ...]
    loose: tuple[Line, ...]
    bottom: float


@dataclass(frozen=True, slots=True)
class BeforeNowLayout:
    """Where everything of then and now stands; pixels from top left.

    `sentence` is said where nobody is in either of them.
    """

    width: int
    height: int
    title: Line
    radii: tuple[float, ...]
    versions: tuple[Version, Version]
    keys: tuple[Key, ...] = ()
    sections: tuple[Section, ...] = ()
    sentence: Line | None = None
    breaks: tuple[float, ...] = ()
    """Heights at which paper may part it."""


def lay_out_before_now(chart: Chart, words: Words, face: Typeface) -> BeforeNowLayout:
    """Where everything of then and now stands.

    Args:
        chart: Who was in it and who is, and the days of both as they are said.
        words: Words of the picture.
        face: The letters.
    """
    changes = changes_of(chart)
    if len(changes) >= RANGES:
        changes = changes_of(chart, by_ring=True)
    title = Line(WIDTH / 2, 60, words("before_now_title"), 44, True, "middle")
    fill = _filled(changes)
    versions = _versions(chart, changes, fill, words, face)
    bottom = max(version.bottom for version in versions)
    if not changes:
        said = Line(WIDTH / 2, bottom + 64, words("before_now_nobody"), 34, anchor="middle")
        height = round(said.y + 50)
        return BeforeNowLayout(WIDTH, height, title, fill.radii, versions, sentence=said)
    keys, high = _keys(changes, bottom + _GAP, words, face)
    sections = laid_sections(changes, bottom + _GAP + high + 8, HIGHEST, words, face)
    under = [] if len(changes) <= BESIDE else [versions[1].top - _GAP / 2]
    breaks = [*under, *(y for section in sections for y in section.breaks)]
    height = round(sections[-1].box.bottom + 28)
    return BeforeNowLayout(
        WIDTH, height, title, fill.radii, versions, keys, sections, breaks=tuple(breaks)
    )


@dataclass(frozen=True, slots=True)
class _Fill:
    """What stands in both circles, and where; see `before_now_rings`."""

    tokens: Sequence[Token]
    sizes: Sizes
    radii: tuple[float, ...]
    places: Places


def _filled(changes: Sequence[Change]) -> _Fill:
    count = len(changes)
    if count >= RANGES:
        tokens, sizes = list(_ranges(changes)), _CROWD
    else:
        sizes = _FEW if count <= _SINGLE else _SOME if count <= BESIDE else _MANY
        tokens = [
            Token((it.id,), (str(it.number),), it.ring("then"), it.ring("now")) for it in changes
        ]
    found = placed(tokens, sizes)
    if found is None:  # which no number of people can bring about
        raise ValueError("too_full")
    return _Fill(tokens, sizes, *found)


def _ranges(changes: Sequence[Change]) -> Iterator[Token]:
    """One for all that went the same way; they have numbers that follow each other."""
    groups: dict[tuple[str, str | None, str | None], list[Change]] = {}
    for it in changes:
        groups.setdefault((it.name, it.ring("then"), it.ring("now")), []).append(it)
    for (_, then, now), there in groups.items():
        first, last = there[0].number, there[-1].number
        lines = (str(first),) if first == last else (f"{first}–", str(last))
        yield Token(tuple(it.id for it in there), lines, then, now)


def _versions(
    chart: Chart, changes: Sequence[Change], fill: _Fill, words: Words, face: Typeface
) -> tuple[Version, Version]:
    """Both circles, beside each other or under each other."""
    radius = fill.sizes.radius
    days = (*chart.days, "", "")
    if len(changes) <= BESIDE:
        left, right = radius + _EDGE, WIDTH - radius - _EDGE
        then = _version("then", (left, _TOP), days[0], fill, words)
        now = _version("now", (right, _TOP), days[1], fill, words)
        return _told(then, changes, fill, words, face), _told(now, changes, fill, words, face)
    then = _version("then", (WIDTH / 2, _TOP), days[0], fill, words)
    then = _told(then, changes, fill, words, face)
    now = _version("now", (WIDTH / 2, then.bottom + _GAP), days[1], fill, words)
    return then, _told(now, changes, fill, words, face)


def _version(name: str, at: tuple[float, float], day: str, fill: _Fill, words: Words) -> Version:
    """One circle without what stands in it; `at` is its middle across, and its top."""
    x, top = at
    middle = (x, top + _HEADS + fill.sizes.radius)
    heads = [Line(x, top + 34, words(f"before_now_{name}"), 34, True, "middle")]
    if day:
        heads.append(Line(x, top + 72, day, 28, anchor="middle"))
    return Version(name, top, middle, tuple(heads), (), (), middle[1] + fill.sizes.radius)


def _told(
    version: Version, changes: Sequence[Change], fill: _Fill, words: Words, face: Typeface
) -> Version:
    """The same circle with its numbers, and under it those of whoever has no ring."""
    x = version.middle[0]
    there = [it.number for it in changes if it.is_loose(version.name)]
    said = f"{words('codebook/ring__unsure')}: {', '.join(in_ranges(there))}" if there else ""
    lines = paragraph(said, 2 * fill.sizes.radius - 24, Letters(face, 28))
    loose = tuple(
        Line(x, version.bottom + 43 + _ROW * number, line, anchor="middle")
        for number, line in enumerate(lines)
    )
    bottom = max([version.bottom, *(line.y + 10 for line in loose)])
    dots = tuple(_dots(version, fill, face))
    return replace(version, dots=dots, loose=loose, bottom=bottom)


def _dots(version: Version, fill: _Fill, face: Typeface) -> Iterator[Dot]:
    for number, token in enumerate(fill.tokens):
        ring = token.then if version.name == "then" else token.now
        if ring is not None:
            across, down = fill.places[number, ring]
            at = (version.middle[0] + across, version.middle[1] + down)
            yield _dot(token, ring, at, fill.sizes, face)


def _dot(token: Token, ring: str, at: tuple[float, float], sizes: Sizes, face: Typeface) -> Dot:
    x, y = at
    step = sizes.size + 2
    first = y + sizes.size * _HALF_DIGIT - step * (len(token.lines) - 1) / 2
    lines = tuple(
        Line(x, first + step * number, text, sizes.size, anchor="middle")
        for number, text in enumerate(token.lines)
    )
    wide = max(face.width(text, sizes.size) for text in token.lines) - _WHITE * sizes.size
    high = step * (len(token.lines) - 1) + sizes.size * 2 * _HALF_DIGIT
    box = Box(x - wide / 2, y - high / 2, wide, high)
    return Dot(token.ids, ring, box, sizes.room / 2 - 0.5, lines)


def _keys(
    changes: Sequence[Change], top: float, words: Words, face: Typeface
) -> tuple[tuple[Key, ...], float]:
    # without quadrants: the two circles have none, so nobody is outside of them
    people = [Person(it.id, "", it.person.kind, RINGS[0], "family") for it in changes]
    keys, high = laid_keys(people, words, face, is_bare=False)
    moved = (
        replace(key, y=key.y + top, line=replace(key.line, y=key.line.y + top)) for key in keys
    )
    return tuple(moved), high
