"""The plan: a card for each step, in the words of the client.

Each card says what, and, as far as that was said, the smallest version, when, what then, who does
it and with whom: a plan of *when* and *then* (Gollwitzer & Sheeran 2006; R-23: three steps at
most). Nothing on it is ticked off, counted or valued, so a card is as good kept as it is put away.
A plan without steps is a whole picture (R-04). Words are never cut off, unless the picture would
be larger than a chat can show; then the longest texts are shortened, and say so.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from states.pictures.chart import PlanStep
from states.pictures.circle_parts import Line
from states.pictures.geometry import Box
from states.pictures.paragraphs import Letters, at_most, paragraph
from states.pictures.typeface import Typeface, Words, reads_leftward

WIDTH = 1080
HIGHEST = 8_800
"""Telegram takes no photo with sides of more than 10,000 pixels together."""

SIDE = 32
ICON = 44
"""Height and width of the small drawing beside a part."""

_TOP = 96.0
_BETWEEN = 30.0
_INSET = 34.0
_BAR = 12.0
"""Width of the bar at the left of a card."""

_LEFT = SIDE + _BAR + _INSET
_RIGHT = WIDTH - SIDE - _INSET
_WORDS_AT = _LEFT + ICON + 22
_BETWEEN_FIELDS = 20.0
_HEADING, _BODY = 28, 32
_SHORT = 4
"""Lines of what a step is about that stand in large letters; more of them are as the rest."""

_LONG = 12
"""Lines of one text from which paper may part it between two of them."""

_FOOT = 32.0
_LONGEST, _SHORTEST = 300, 1


@dataclass(frozen=True, slots=True)
class Text:
    """Lines under each other; `full` is the whole text where they have less of it."""

    lines: tuple[Line, ...]
    box: Box
    full: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class PlanField:
    """One part of a step: its small drawing (`name`, round its middle), its heading, its words."""

    name: str
    icon: tuple[float, float]
    heading: Line
    text: Text

    @property
    def top(self) -> float:
        """Where it begins."""
        return self.heading.y - _HEADING


@dataclass(frozen=True, slots=True)
class PlanCard:
    """One step: its card, what it is about, and its parts."""

    box: Box
    bar: Box
    what: Text
    fields: tuple[PlanField, ...]


@dataclass(frozen=True, slots=True)
class PlanLayout:
    """Where everything of a plan stands; pixels from top left.

    `sentence` is said where there are no steps.
    """

    width: int
    height: int
    title: Line
    cards: tuple[PlanCard, ...] = ()
    middle: tuple[float, float] = (0, 0)
    sentence: tuple[Line, ...] = ()

    @property
    def breaks(self) -> tuple[float, ...]:
        """Heights at which paper may part the picture: between cards, and in long ones."""
        return tuple(sorted(y for card in self.cards for y in _breaks(card)))


def lay_out_plan(steps: Sequence[PlanStep], words: Words, face: Typeface) -> PlanLayout:
    """Where everything of a plan stands.

    Args:
        steps: The steps, in their order; their words can be drawn, line by line. Each of their
            `people` has a line of its own.
        words: Words of the picture.
        face: The letters.
    """
    title = Line(WIDTH / 2, 60, words("plan_title"), 44, True, "middle")
    if not steps:
        return _nothing(title, words, face)
    pen = _Pen(words, face)
    cards = _cards(steps, pen)
    low, high = _SHORTEST, _LONGEST
    if _end(cards) > HIGHEST:
        while high - low > 1:
            middle = (low + high) // 2
            cards = _cards(steps, replace(pen, most=middle))
            low, high = (middle, high) if _end(cards) <= HIGHEST else (low, middle)
        cards = _cards(steps, replace(pen, most=low))
    return PlanLayout(WIDTH, round(_end(cards)), title, cards)


def _nothing(title: Line, words: Words, face: Typeface) -> PlanLayout:
    """Ego at rest, in soft rings: nothing in it waits to be filled in (R-04)."""
    middle = (WIDTH / 2, _TOP + 230.0)
    said = paragraph(words("plan_nothing"), WIDTH - 4 * SIDE, Letters(face, 34))
    lines = tuple(
        Line(middle[0], middle[1] + 290 + 46 * number, line, 34, anchor="middle")
        for number, line in enumerate(said)
    )
    return PlanLayout(WIDTH, round(lines[-1].y + 60), title, (), middle, lines)


def _end(cards: Sequence[PlanCard]) -> float:
    return cards[-1].box.bottom + _FOOT


@dataclass(frozen=True, slots=True)
class _Pen:
    """What cards are written with; `most` is how many lines a text has at most.

    Texts are `kept` in their lines: long ones take long, and may be shortened in several tries.
    """

    words: Words
    face: Typeface
    most: int = _LONGEST
    kept: dict[tuple[str, float, Letters], list[str]] = field(default_factory=dict, repr=False)

    def lines(self, text: str, room: float, letters: Letters) -> list[str]:
        """All lines of a text."""
        found = self.kept.get((text, room, letters))
        if found is None:
            found = self.kept[text, room, letters] = paragraph(text, room, letters)
        return found


def _cards(steps: Sequence[PlanStep], pen: _Pen) -> tuple[PlanCard, ...]:
    cards: list[PlanCard] = []
    top = _TOP
    for step in steps:
        cards.append(_card(step, top, pen))
        top = cards[-1].box.bottom + _BETWEEN
    return tuple(cards)


def _card(step: PlanStep, top: float, pen: _Pen) -> PlanCard:
    what = _text(step.what, (_LEFT, top + 28), pen, Letters(pen.face, 38, bold=True))
    if len(what.lines) > _SHORT:
        what = _text(step.what, (_LEFT, top + 28), pen, Letters(pen.face, _BODY))
    bottom = what.box.bottom
    fields = []
    for name, said in _parts(step, pen.words):
        y = bottom + _BETWEEN_FIELDS
        text = _text(said, (_WORDS_AT, y + 40), pen, Letters(pen.face, _BODY))
        heading = Line(_WORDS_AT, y + 30, pen.words(f"plan_{name}"), _HEADING, True)
        fields.append(PlanField(name, (_LEFT + ICON / 2, y + 24 + ICON / 2), heading, text))
        bottom = text.box.bottom
    box = Box(SIDE, top, WIDTH - 2 * SIDE, bottom + 28 - top)
    return PlanCard(box, Box(SIDE, top, _BAR, box.height), what, tuple(fields))


def _parts(step: PlanStep, words: Words) -> Iterator[tuple[str, str]]:
    """The parts of which something was said, in the order of reading."""
    if step.small:
        yield "small", step.small
    if step.when:
        yield "when", step.when
    if step.then:
        yield "then", step.then
    if step.by:
        yield "by", words(f"codebook/plan_by__{step.by}")
    if step.people:
        yield "people", "\n".join(step.people)


def _text(said: str, at: tuple[float, float], pen: _Pen, letters: Letters) -> Text:
    """Words from a place down; what is read leftward ends where the longest line does."""
    left, top = at
    room = _RIGHT - left
    whole = pen.lines(said, room, letters)
    lines = at_most(whole, pen.most, room, letters)
    step = round(letters.size * 1.32)
    start = Line(left, 0, "", letters.size, letters.bold)
    end = replace(start, x=left + max(map(letters.width, lines)), anchor="end")
    if "\n" in said:
        starts = [end if reads_leftward(line) else start for line in lines]
    else:
        starts = [end if reads_leftward(said) else start] * len(lines)
    placed = tuple(
        replace(one, y=top + step * number + round(letters.size * 1.02), text=line)
        for number, (one, line) in enumerate(zip(starts, lines, strict=True))
    )
    full = said if lines != whole else None
    return Text(placed, Box(left, top, room, step * len(placed)), full)


def _breaks(card: PlanCard) -> Iterator[float]:
    yield card.box.top - _BETWEEN / 2
    yield from (part.top - _BETWEEN_FIELDS / 2 for part in card.fields)
    for text in (card.what, *(part.text for part in card.fields)):
        if len(text.lines) >= _LONG:
            yield from (line.y + line.size * 0.31 for line in text.lines[2:-2])
