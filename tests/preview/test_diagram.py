"""Every state and transition is in the diagram, and nothing in it lies over a word."""

import os
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.pictures.fonts import KringTypeface
from bot.preview.diagram import lay_out
from bot.preview.diagram_parts import State
from bot.preview.site import diagram_of
from states.machine import END, Edge

IS_FULL = os.environ.get("KRING_TEST_FULL") == "1"
EXAMPLES = 1_000 if IS_FULL else 40
NEAR = 0.5
"""Pixels that rounding may cost."""


class Plain:
    """Letters that are all as wide."""

    def drawable(self, text):
        return text.strip() or "?"

    def width(self, text, size, *, bold=False):
        return len(text) * size * (0.62 if bold else 0.55)


def box_of(word):
    return (word.x, word.y - word.size * 0.8, word.x + word.width, word.y + word.size * 0.22)


def overlap(one, other):
    return (
        one[0] < other[2] - NEAR
        and other[0] < one[2] - NEAR
        and one[1] < other[3] - NEAR
        and other[1] < one[3] - NEAR
    )


def strokes(line):
    """The straight pieces of a line; where its words stand it is not drawn."""
    points = line.points
    pieces = list(pairwise(points))
    if line.side != "down":
        del pieces[1]
    return [(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])) for a, b in pieces]


def crosses(stroke, box):
    return (
        stroke[0] < box[2] and box[0] < stroke[2] + 0.01 and stroke[1] < box[3]
        and box[1] < stroke[3] + 0.01
    )  # fmt: skip


def check(diagram, states, edges):
    """All that has to hold of any diagram."""
    assert [box.state.id for box in diagram.boxes] == [*states, END]
    drawn = [(line.source, by, line.target) for line in diagram.lines for by in line.triggers]
    assert sorted(drawn) == sorted({(e.source, e.trigger, e.target) for e in edges})
    boxes = [(b.x, b.y, b.right, b.bottom) for b in diagram.boxes]
    labels = [word for line in diagram.lines for word in line.words]
    titles = [band.title for band in diagram.bands]
    inside = [word for box in diagram.boxes for word in (box.name, box.kind) if word]
    alone = boxes + [box_of(word) for word in (*labels, *titles)]
    for number, one in enumerate(alone):
        assert 0 <= one[0] <= one[2] <= diagram.width + NEAR
        assert 0 <= one[1] <= one[3] <= diagram.height + NEAR
        assert not [other for other in alone[number + 1 :] if overlap(one, other)]
    words = [box_of(word) for word in (*labels, *titles, *inside)]
    for line in diagram.lines:
        for stroke in strokes(line):
            assert not [word for word in words if crosses(stroke, word)], line.source
    for box in diagram.boxes:
        for word in (box.name, box.kind):
            assert word is None or word.x + word.width <= box.right + NEAR


def lanes(diagram):
    """The upright pieces of ways to each state, beside the steps."""
    for line in diagram.lines:
        if line.side != "down":
            (x, top), (_, bottom) = line.points[3:5]
            yield x, min(top, bottom), max(top, bottom), line.target


def check_lanes(diagram):
    """Ways to different states never lie over each other."""
    found = list(lanes(diagram))
    for number, (x, top, bottom, target) in enumerate(found):
        for x_2, top_2, bottom_2, target_2 in found[number + 1 :]:
            is_apart = bottom < top_2 or bottom_2 < top
            assert target == target_2 or abs(x - x_2) > 1 or is_apart, (target, target_2)


def test_every_dialogue_has_a_whole_diagram(content):
    for compiled in content.dialogues.values():
        diagram = diagram_of(content, compiled, "je")
        check(diagram, list(compiled.steps), compiled.edges)
        check_lanes(diagram)


def test_jumps_ahead_and_back_leave_on_their_own_side():
    states = [State(name, chapter="one") for name in "abcd"]
    edges = [
        Edge("a", "default", "b"),
        Edge("a", "opt_x", "d"),
        Edge("d", "opt_y", "a"),
        Edge("d", "default", END),
    ]
    diagram = lay_out(states, edges, Plain())
    sides = {(line.source, line.target): line for line in diagram.lines}
    assert sides["a", "b"].side == "down"
    ahead, back = sides["a", "d"], sides["d", "a"]
    middle = diagram.boxes[0]
    assert ahead.points[3][0] > middle.right
    assert back.points[3][0] < middle.x


def test_a_loop_has_a_frame_around_its_steps():
    states = [State("each", "each"), State("inside", depth=1), State("after")]
    diagram = lay_out(states, [], Plain())
    (frame,) = diagram.loops
    _, inside, after, _ = diagram.boxes
    assert frame.y < inside.y < inside.bottom < frame.y + frame.height <= after.y


@st.composite
def machines(draw):
    """Any dialogue: chapters, loops, and edges from anywhere to anywhere."""
    count = draw(st.integers(1, 25))
    names = [f"s{number}" for number in range(count)]
    words = st.text("abcdefghij ", min_size=1, max_size=60)
    triggers = ["default", "opt_a", "opt_b", "opt_c", "done", "empty", "item", "picked"]
    chapters = draw(st.lists(st.integers(0, 4), min_size=count, max_size=count).map(sorted))
    states = [
        State(
            name,
            kind=draw(words),
            sensitivity=draw(st.sampled_from(["", "L0", "L3"])),
            chapter=f"chapter {chapter}",
            depth=draw(st.integers(0, 1)) if number else 0,
            labels=draw(st.dictionaries(st.sampled_from(triggers), words, max_size=4)),
        )
        for number, (name, chapter) in enumerate(zip(names, chapters, strict=True))
    ]
    one = st.builds(
        Edge, st.sampled_from(names), st.sampled_from(triggers), st.sampled_from([*names, END])
    )
    return states, draw(st.lists(one, max_size=40))


@settings(max_examples=EXAMPLES)
@given(machines())
def test_whatever_the_dialogue_no_line_crosses_a_word(machine):
    states, edges = machine
    diagram = lay_out(states, edges, Plain())
    check(diagram, [state.id for state in states], edges)
    check_lanes(diagram)


def test_long_labels_are_shortened_with_the_whole_at_hand():
    labels = {"opt_x": "een antwoord dat " * 12}
    states = [State("a", labels=labels), State("b"), State("c")]
    diagram = lay_out(states, [Edge("a", "opt_x", "c")], KringTypeface())
    (word,) = diagram.lines[0].words
    assert word.text.endswith("…")
    assert word.whole == labels["opt_x"].strip()
