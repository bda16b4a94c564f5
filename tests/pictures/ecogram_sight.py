"""What can be wrong in the layout of an ecogram, computed apart from how it is laid out."""

from itertools import combinations, pairwise
from math import dist

from states.pictures.geometry import Box

LEAST_SIZE = 28
_UNDER_TITLE = 72


def mark_box(alter):
    x, y = alter.mark
    half = alter.mark_size / 2
    return Box(x - half, y - half, alter.mark_size, alter.mark_size)


def word_boxes(alter):
    return [*(line.box for line in alter.lines), *(one.box for one in alter.letters)]


def boxes(alter):
    return [mark_box(alter), *word_boxes(alter)]


def wrong_with(layout):
    """All that is wrong, in words; an empty list for a good picture."""
    return [
        *_overlaps(layout),
        *_crossed_names(layout),
        *_crossed_lines(layout),
        *_loose_ends(layout),
        *_outside(layout),
        *_small(layout),
    ]


def _hull(points):
    across, down = [x for x, _ in points], [y for _, y in points]
    left, top = min(across), min(down)
    return Box(left, top, max(across) - left, max(down) - top)


def _around(found):
    corners = [(box.left, box.top) for box in found] + [(box.right, box.bottom) for box in found]
    return _hull(corners)


def _overlaps(layout):
    covered = [(alter.id, boxes(alter), _around(boxes(alter))) for alter in layout.alters]
    for name, own, _ in covered:
        if any(one.overlaps(other) for one, other in combinations(own, 2)):
            yield f"{name} overlaps itself"
        if any(box.overlaps(layout.ego.box) for box in own):
            yield f"{name} overlaps ego"
    for (name, own, around), (other, others, near) in combinations(covered, 2):
        if around.overlaps(near) and any(a.overlaps(b) for a in own for b in others):
            yield f"{name} overlaps {other}"


def _strokes(alter):
    yield alter.tie.ends
    yield from pairwise(alter.tie.zigzag)
    for head in alter.tie.heads:
        yield from combinations(head.points, 2)


def _crossed_names(layout):
    covered = [(alter, boxes(alter), _around(boxes(alter))) for alter in layout.alters]
    for alter in layout.alters:
        strokes = list(_strokes(alter))
        reach = _hull([point for stroke in strokes for point in stroke])
        for other, found, around in covered:
            if not around.overlaps(reach, apart=1):
                continue
            seen = word_boxes(other) if alter is other else found
            if any(_meets(start, end, box) for start, end in strokes for box in seen):
                yield f"the line of {alter.id} crosses {other.id}"


def _crossed_lines(layout):
    """Lines with their arrow heads and zigzags, each wholly apart from those of others."""
    drawn = [(alter.id, list(_strokes(alter))) for alter in layout.alters]
    drawn = [(name, found, _hull([end for ends in found for end in ends])) for name, found in drawn]
    for (name, one, around), (other_name, other, near) in combinations(drawn, 2):
        if around.overlaps(near, apart=1) and any(_cross(a, b) for a in one for b in other):
            yield f"the lines of {name} and {other_name} cross"


def _loose_ends(layout):
    for alter in layout.alters:
        start, end = alter.tie.ends
        if abs(_from_ego(layout.ego, start)) > 1:
            yield f"the line of {alter.id} does not reach ego"
        if abs(dist(alter.mark, end) - alter.mark_size / 2) > 1:
            yield f"the line of {alter.id} does not reach its mark"


def _outside(layout):
    frame = Box(0, _UNDER_TITLE, layout.width, layout.height - _UNDER_TITLE)
    above = Box(0, 0, layout.width, layout.frame.top)
    for alter in layout.alters:
        if not all(frame.holds(box) and above.holds(box) for box in boxes(alter)):
            yield f"{alter.id} is outside the picture, or in the legend"
    if not (frame.holds(layout.frame) and above.holds(layout.ego.box)):
        yield "the legend or ego is outside the picture"


def _small(layout):
    for alter in layout.alters:
        if any(line.size < LEAST_SIZE for line in alter.lines):
            yield f"{alter.id} is too small"


def _from_ego(ego, point):
    """How far a point is outside ego, a box with round ends."""
    x, top, bottom = ego.box.middle[0], ego.box.top, ego.box.bottom
    y = min(max(point[1], top + ego.radius), bottom - ego.radius)
    return dist((x, y), point) - ego.radius


def _meets(start, end, box):
    """Whether a piece of a line goes through a box (Liang and Barsky)."""
    enters, leaves = 0.0, 1.0
    for axis, low, high in ((0, box.left, box.right), (1, box.top, box.bottom)):
        way = end[axis] - start[axis]
        if way == 0:
            if not low < start[axis] < high:
                return False
            continue
        first, last = sorted(((low - start[axis]) / way, (high - start[axis]) / way))
        enters, leaves = max(enters, first), min(leaves, last)
    return enters < leaves


def _cross(one, other):
    def side(a, b, c):
        return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

    (a, b), (c, d) = one, other
    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0
