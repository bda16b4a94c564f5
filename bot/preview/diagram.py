"""The diagram of a dialogue: where everything stands. Pure; a template draws it.

Steps stand under each other as in the file, chapters as bands. To the next step goes an arrow
straight down. Jumps ahead leave to the right and jumps back to the left: each has its words beside
the step, and runs over a lane outside all words to the step where it leads. Jumps to the same step
share a lane. So no line ever crosses a word.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.preview.diagram_parts import Band, Box, Diagram, Line, Loop, State, Word
from states.machine import END, Edge
from states.pictures.typeface import Typeface, fitted

BOX = 250
"""Width of a step; all sizes are in pixels."""

HEAD, ROW, FOOT = 14, 19, 13
"""Where arrows come in below the top of a step; height of a line of words; room below the last."""

SHORTEST_BOX = 46
GAP = 32
BAND_TITLE = 36
INDENT = 20
SPINE = 22
"""How far from the left side of a step the arrow to the next one is."""

LABEL_SIZE, NAME_SIZE, KIND_SIZE, BAND_SIZE = 13, 15, 12, 15
LONGEST_LABEL = 190
LANE = 13
STUB = 14
"""Room between words and the first lane, and between a step and its words."""

MARGIN = 16
CORNER = 7
COLOURS = 6
"""Lanes beside each other have different colours; the template knows them by number."""

_PLAIN = {"default": "next", "item": "each one", "done": "done", "empty": "none there"}


@dataclass(frozen=True)
class _Jump:
    """Edges that lead from one state to the same other one."""

    source: str
    target: str
    triggers: tuple[str, ...]
    side: str
    texts: tuple[str, ...]
    """What stands beside it, in lines that fit."""


def lay_out(states: Sequence[State], edges: Iterable[Edge], face: Typeface) -> Diagram:
    """The diagram of a machine.

    Args:
        states: All states in the order of the file; the end is added.
        edges: All transitions.
        face: The letters.
    """
    return _LayOut(states, edges, face).made()


class _LayOut:
    def __init__(self, states: Sequence[State], edges: Iterable[Edge], face: Typeface) -> None:
        self.face = face
        self.states = [*states, State(END, chapter="")]
        self.place = {state.id: number for number, state in enumerate(self.states)}
        self.jumps = self._jumps(edges)
        self.words = {
            side: self._widest(text for j in self.jumps if j.side == side for text in j.texts)
            for side in ("ahead", "back")
        }
        heights = self._tops()
        self.tops, self.heights, self.height = heights
        self.lanes = {side: self._lanes(side) for side in ("ahead", "back")}
        self.left = MARGIN + self._room("back")
        self.width = self.left + BOX + self._room("ahead") + MARGIN

    def made(self) -> Diagram:
        boxes = {state.id: self._box(state) for state in self.states}
        lines = [line for state in self.states for line in self._lines(state, boxes)]
        return Diagram(
            self.width,
            self.height,
            tuple(boxes.values()),
            tuple(lines),
            tuple(self._bands()),
            tuple(self._loops()),
        )

    # What goes where

    def _jumps(self, edges: Iterable[Edge]) -> list[_Jump]:
        gathered: dict[tuple[str, str], list[str]] = {}
        for edge in edges:
            triggers = gathered.setdefault((edge.source, edge.target), [])
            if edge.trigger not in triggers:
                triggers.append(edge.trigger)
        made = []
        for (source, target), triggers in gathered.items():
            distance = self.place[target] - self.place[source]
            side = "down" if distance == 1 else "ahead" if distance > 0 else "back"
            texts = self._texts(self.states[self.place[source]], triggers, side)
            made.append(_Jump(source, target, tuple(triggers), side, texts))
        return made

    def _texts(self, state: State, triggers: list[str], side: str) -> tuple[str, ...]:
        named = [name for name in triggers if name != "default"]
        shown = named or ([] if side == "down" else triggers)
        labels = [state.labels.get(name) or _PLAIN.get(name) or name for name in shown]
        lines: list[str] = []
        for label in dict.fromkeys(map(self.face.drawable, labels)):
            longer = f"{lines[-1]} · {label}" if lines else label
            if lines and (side == "down" or self._width(longer) <= LONGEST_LABEL):
                lines[-1] = longer
            else:
                lines.append(label)
        return tuple(lines)

    def _width(self, text: str) -> float:
        return self.face.width(text, LABEL_SIZE)

    def _of(self, state: str, side: str) -> list[_Jump]:
        found = [jump for jump in self.jumps if (jump.source, jump.side) == (state, side)]
        return sorted(found, key=lambda jump: self.place[jump.target])

    def _tops(self) -> tuple[dict[str, float], dict[str, float], float]:
        y, chapter = float(MARGIN), ""
        tops: dict[str, float] = {}
        heights: dict[str, float] = {}
        for state in self.states:
            if state.chapter != chapter:
                y += BAND_TITLE if state.chapter else GAP / 2
                chapter = state.chapter
            rows = max(self._rows(self._of(state.id, side)) for side in ("ahead", "back"))
            tops[state.id] = y
            heights[state.id] = max(SHORTEST_BOX, HEAD + ROW * rows + FOOT)
            y += heights[state.id] + GAP
        return tops, heights, y - GAP + MARGIN

    def _widest(self, texts: Iterable[str]) -> float:
        return max((self._width(self._fitted(text)) for text in texts), default=0.0)

    def _fitted(self, text: str, room: float = LONGEST_LABEL) -> str:
        return fitted(text, room, LABEL_SIZE, self.face)

    @staticmethod
    def _rows(jumps: Iterable[_Jump]) -> int:
        return sum(len(jump.texts) for jump in jumps)

    def _lanes(self, side: str) -> dict[str, int]:
        """A lane for each state that is jumped to, those of short ways next to the words."""
        ways: dict[str, list[float]] = {}
        for jump in (j for j in self.jumps if j.side == side):
            start, end = self._way_out(jump), self._way_in(jump.target)
            ways.setdefault(jump.target, []).extend((start, end))
        taken: list[list[tuple[float, float]]] = []
        lanes: dict[str, int] = {}
        for target, places in sorted(ways.items(), key=lambda way: max(way[1]) - min(way[1])):
            top, bottom = min(places) - CORNER, max(places) + CORNER
            free = (
                number
                for number, others in enumerate(taken)
                if all(bottom < start or end < top for start, end in others)
            )
            lane = next(free, len(taken))
            if lane == len(taken):
                taken.append([])
            taken[lane].append((top, bottom))
            lanes[target] = lane
        return lanes

    def _room(self, side: str) -> float:
        lanes = self.lanes[side]
        if not lanes:
            return 0.0
        return STUB + self.words[side] + STUB + LANE * (max(lanes.values()) + 1)

    def _way_in(self, state: str) -> float:
        return self.tops[state] + HEAD

    def _way_out(self, jump: _Jump) -> float:
        others = self._of(jump.source, jump.side)
        row = self._rows(others[: others.index(jump)])
        return self.tops[jump.source] + HEAD + ROW * (row + 1)

    # What it looks like

    def _box(self, state: State) -> Box:
        x = self.left + INDENT * state.depth
        width = BOX - INDENT * state.depth
        y, height = self.tops[state.id], self.heights[state.id]
        room = width - 24 - (34 if state.sensitivity else 0)
        name = self._word(state.id, x + 12, y + 20, NAME_SIZE, room)
        kind = self._word(state.kind, x + 12, y + 37, KIND_SIZE, width - 24) if state.kind else None
        return Box(state, x, y, width, height, name, kind)

    def _word(self, text: str, x: float, y: float, size: float, room: float) -> Word:
        whole = self.face.drawable(text)
        shown = fitted(whole, room, size, self.face, bold=True)
        width = self.face.width(shown, size, bold=True)
        return Word(shown, x, y, width, size, whole)

    def _lines(self, state: State, boxes: dict[str, Box]) -> Iterable[Line]:
        for side in ("down", "ahead", "back"):
            for jump in self._of(state.id, side):
                yield self._down(jump, boxes) if side == "down" else self._aside(jump, boxes)

    def _down(self, jump: _Jump, boxes: dict[str, Box]) -> Line:
        upper, lower = boxes[jump.source], boxes[jump.target]
        x = max(upper.x, lower.x) + SPINE
        room = BOX - SPINE - INDENT - 24
        words = tuple(
            self._label(text, x + 10, upper.bottom + 20, room=room) for text in jump.texts
        )
        points = ((x, upper.bottom), (x, lower.y - 1))
        path = f"M{_n(x)} {_n(upper.bottom)}V{_n(lower.y - 1)}"
        return Line(jump.source, jump.target, jump.triggers, "down", path, points, words)

    def _label(
        self, text: str, x: float, y: float, *, room: float = LONGEST_LABEL, ends: bool = False
    ) -> Word:
        """Words that begin at `x`, or that end there."""
        shown = self._fitted(text, room)
        width = self._width(shown)
        return Word(shown, x - width if ends else x, y, width, LABEL_SIZE, text)

    def _aside(self, jump: _Jump, boxes: dict[str, Box]) -> Line:
        is_ahead = jump.side == "ahead"
        way = 1 if is_ahead else -1
        source, target = boxes[jump.source], boxes[jump.target]
        start, end = (source.right, target.right) if is_ahead else (source.x, target.x)
        side = self.left + BOX if is_ahead else self.left
        lane = self.lanes[jump.side][jump.target]
        turn = side + way * (STUB + self.words[jump.side] + STUB + LANE * (lane + 0.5))
        y, goal = self._way_out(jump), self._way_in(jump.target)
        words = tuple(
            self._label(text, side + way * STUB, y + 4.5 + ROW * row, ends=not is_ahead)
            for row, text in enumerate(jump.texts)
        )
        near, far = side + way * (STUB - 4), side + way * (STUB + words[0].width + 5)
        path = f"M{_n(start)} {_n(y)}H{_n(near)}M{_n(far)} {_n(y)}"
        path += _round(turn, y, goal, end + way, way)
        points = ((start, y), (near, y), (far, y), (turn, y), (turn, goal), (end + way, goal))
        colour = (lane + (0 if is_ahead else 3)) % COLOURS
        return Line(jump.source, jump.target, jump.triggers, jump.side, path, points, words, colour)

    def _bands(self) -> Iterable[Band]:
        for chapter in dict.fromkeys(state.chapter for state in self.states if state.chapter):
            inside = [state.id for state in self.states if state.chapter == chapter]
            top = self.tops[inside[0]] - BAND_TITLE + 6
            bottom = self.tops[inside[-1]] + self.heights[inside[-1]] + 8
            x = self.left + SPINE + 22
            title = self._word(chapter, x, top + 20, BAND_SIZE, BOX - SPINE - 34)
            yield Band(chapter, MARGIN / 2, top, self.width - MARGIN, bottom - top, title)

    def _loops(self) -> Iterable[Loop]:
        for number, state in enumerate(self.states):
            inside = []
            for other in self.states[number + 1 :]:
                if other.depth <= state.depth:
                    break
                inside.append(other)
            if inside and state.depth == 0:
                top = self.tops[state.id] - 5
                bottom = self.tops[inside[-1].id] + self.heights[inside[-1].id] + 5
                yield Loop(self.left - 5, top, BOX + 10, bottom - top)


def _round(turn: float, y: float, goal: float, end: float, way: int) -> str:
    """Out to the lane, along it, and back in, with round corners."""
    down = 1 if goal > y else -1
    corner = min(CORNER, abs(goal - y) / 2)
    return (
        f"H{_n(turn - way * corner)}Q{_n(turn)} {_n(y)} {_n(turn)} {_n(y + down * corner)}"
        f"V{_n(goal - down * corner)}Q{_n(turn)} {_n(goal)} {_n(turn - way * corner)} {_n(goal)}"
        f"H{_n(end)}"
    )


def _n(value: float) -> str:
    """A number without a tail of zeros."""
    return f"{value:.1f}".rstrip("0").rstrip(".")
