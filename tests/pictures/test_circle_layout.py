"""Where everything of the circle stands: rings, quadrants, and nobody twice or left out."""

import math
from collections import Counter

import pytest
from hypothesis import given, settings

from states.pictures.chart import QUADRANTS, RINGS, UNSURE, Person
from states.pictures.circle import MOST_NAMED
from states.pictures.geometry import any_overlap
from tests.conftest import IS_FULL
from tests.pictures.circle_sight import (
    FACE,
    all_boxes,
    all_labels,
    all_lines,
    box_of,
    drawn,
    numbers_of,
    quadrant_seen,
    ring_seen,
    words,
)
from tests.pictures.people import KINDS, NAMES, alike, crowd, people

CIRCLES = 1500 if IS_FULL else 40

COUNTS = (0, 1, 3, 8, 16, 24, 25, 60, 150)

SKEWED = {
    "all family very close": alike(24, ring="very_close", quadrant="family"),
    "all professionals": alike(
        24, "de wijkverpleegkundige", ring="service", quadrant="professionals"
    ),
    "all without a ring": alike(24, ring=UNSURE, quadrant="peers"),
    "all without a quadrant": alike(24, ring="friend"),
    "150 in one inner cell": alike(150, ring="very_close", quadrant="family"),
    "150 in the band": alike(150, ring="very_close"),
    "150 without a ring": alike(150),
    "150 with long names": alike(150, "lange naam " * 300, ring="service", quadrant="peers"),
}


def check_places(layout, alters):
    """Each label wholly in its own ring and quadrant."""
    by_id = {person.id: person for person in alters}
    for label in layout.labels:
        for number in label.ids:
            person = by_id[number]
            assert ring_seen(layout, label.box) == person.ring
            assert quadrant_seen(layout, label.box) == (person.quadrant or "band")


def check_everyone_once(layout, alters):
    """In the margin, or in place, or by number with the list: exactly one of these."""
    named = [label.ids[0] for label in layout.labels if not label.is_number]
    margin = [label.ids[0] for label in (layout.margin.labels if layout.margin else ())]
    numbered = [number for label in layout.labels if label.is_number for number in label.ids]
    listed = {label.ids[0]: label for label in (layout.list.labels if layout.list else ())}
    assert Counter(named + margin + numbered) == Counter(person.id for person in alters)
    assert set(margin) == {person.id for person in alters if person.ring == UNSURE}
    assert sorted(numbered) == sorted(listed)
    for label in layout.labels:
        if label.is_number:
            said = {int(listed[number].lines[0].text) for number in label.ids}
            assert said == numbers_of(label)
    numbers = [int(label.lines[0].text) for label in listed.values()]
    assert sorted(numbers) == list(range(1, len(numbers) + 1))


def check_room(layout):
    """Nothing overlaps, nothing is outside, no letter is too small."""
    boxes = all_boxes(layout)
    assert not any_overlap(boxes)
    for box in boxes:
        assert box.left >= 0
        assert box.top >= 0
        assert box.right <= layout.width
        assert box.bottom <= layout.height
    for label in all_labels(layout):
        assert all(label.box.holds(box_of(line)) for line in label.lines)
    assert all(line.size >= 28 for line in all_lines(layout))


def check_titles(layout):
    """The names of the quadrants stand outside the circle."""
    x, y = layout.middle
    for line in layout.titles:
        box = box_of(line)
        near = min(
            math.hypot(a - x, b - y) for a in (box.left, box.right) for b in (box.top, box.bottom)
        )
        assert near > layout.radii[-1]


def check(alters):
    layout = drawn(alters)
    check_places(layout, alters)
    check_everyone_once(layout, alters)
    check_room(layout)
    check_titles(layout)
    return layout


@given(people())
@settings(max_examples=CIRCLES)
def test_any_circle_has_everyone_once_in_their_own_place(alters):
    check(alters)


@pytest.mark.parametrize("count", COUNTS)
def test_circles_as_they_come_in_life(count):
    layout = check(crowd(count))
    assert layout.width == 1080
    if count <= 8:
        assert layout.list is None
    if count > MOST_NAMED:
        assert all(label.is_number for label in layout.labels)


@pytest.mark.parametrize("name", SKEWED)
def test_one_sided_circles(name):
    check(SKEWED[name])


def test_the_same_people_give_the_same_picture():
    assert drawn(crowd(24)) == drawn(crowd(24))
    assert drawn(crowd(60, 2)) == drawn(crowd(60, 2))


def test_nobody_gives_a_whole_calm_picture():
    layout = drawn(())
    assert layout.labels == layout.titles == layout.keys == ()
    assert layout.margin is None
    assert layout.list is None
    assert len(set(layout.radii)) == 5
    assert layout.sentence.text == words("circle_nobody")
    assert layout.sentence.y > layout.middle[1] + layout.radii[-1]
    assert layout.height <= 1080
    assert drawn(alike(1)).sentence is None


def test_one_alter_stands_in_the_middle_of_its_cell():
    for ring in RINGS:
        for quadrant in QUADRANTS:
            layout = drawn([Person("a1", "Anna", "person", ring, quadrant)])
            (label,) = layout.labels
            x, y = label.box.middle
            across, down = abs(x - layout.middle[0]), abs(y - layout.middle[1])
            assert 25 < math.degrees(math.atan2(down, across)) < 65
            inner, outer = layout.radii[RINGS.index(ring) :][:2]
            share = (math.hypot(across, down) - inner) / (outer - inner)
            assert 0.3 < share < 0.7


@pytest.mark.parametrize("count", [3, 8, 16, 24])
def test_short_names_over_the_circle_all_stand_in_place(count):
    short = [name for name in NAMES if FACE.width(name, 28) < 80]
    alters = [
        Person(f"a{n}", short[n % len(short)], "person", RINGS[n % 4], QUADRANTS[n // 4 % 4])
        for n in range(count)
    ]
    layout = check(alters)
    assert layout.list is None
    assert all(label.full is None for label in layout.labels)
    assert layout.height <= 1280


def test_seven_very_close_relatives_keep_their_names():
    names = ["mama", "papa", "oma", "Bram", "Lotte", "tante Corrie", "Bartholomeus"]
    alters = [Person(f"a{n}", x, "person", "very_close", "family") for n, x in enumerate(names)]
    layout = check(alters)
    assert sorted(" ".join(line.text for line in it.lines) for it in layout.labels) == sorted(names)


def test_a_ring_with_many_gets_more_room():
    few = drawn(alike(1, ring="very_close", quadrant="family"))
    many = drawn(alike(9, "Willemijn", ring="very_close", quadrant="family"))
    assert many.radii[1] > few.radii[1]
    assert many.radii[-1] == few.radii[-1]


def said(label):
    return " ".join(line.text for line in label.lines)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("count", [12, 18, 24])
def test_no_name_in_place_has_fewer_than_eight_letters_of_a_longer_one(count, seed):
    for label in drawn(crowd(count, seed)).labels:
        if label.full is not None:
            assert len(said(label).replace(" ", "").replace("…", "")) >= 8


def test_hardly_any_name_of_a_life_like_circle_is_shortened():
    shown = [label for seed in range(60) for label in drawn(crowd(8 + seed % 9, seed)).labels]
    assert len(shown) > 600
    assert sum(label.full is not None or label.is_number for label in shown) < 0.03 * len(shown)


@pytest.mark.parametrize("ring", RINGS)
def test_one_long_word_makes_its_ring_wider(ring):
    for name in ("de wijkverpleegkundige", "buurman op de hoek met de hond"):
        layout = check([Person("a1", name, "person", ring, "professionals")])
        assert said(layout.labels[0]) == name
    assert layout.height <= 1280


def test_a_short_name_stands_in_one_line_and_a_long_one_in_two_or_three():
    lines = {}
    for name in ("Anna", "Jan de Vis", "begeleider Willemijn", "mevrouw van de bakker op de hoek"):
        (label,) = drawn(alike(1, name, ring="very_close", quadrant="family")).labels
        assert said(label) == name
        lines[name] = len(label.lines)
    assert list(lines.values()) == [1, 1, 2, 3]


def test_a_shortened_name_keeps_the_part_with_a_capital():
    alters = [
        Person(f"a{n}", "wijkverpleegkundige Sandra", "person", ring, "professionals")
        for n, ring in enumerate(RINGS * 2)
    ]
    short = [label for label in check(alters).labels if label.full]
    assert short
    for label in short:
        assert label.lines[-1].text == "Sandra"
        assert label.lines[0].text.endswith("…")


def test_numbers_stand_beside_names_where_a_cell_has_room_for_some():
    alters = [
        Person(f"a{n}", "buurvrouw Riet" if n % 6 else "Bartholomeus", "person", ring, "community")
        for n, ring in enumerate(RINGS * 4)
    ]
    layout = check(alters)
    cells = {(label.ring, label.is_number) for label in layout.labels}
    assert any((ring, True) in cells and (ring, False) in cells for ring in RINGS)


def test_plain_people_have_a_mark_unless_it_takes_room_from_names():
    roomy = drawn(crowd(3))
    assert all(label.mark for label in roomy.labels)
    full = drawn(crowd(24, 3))
    kinds = {person.id: person.kind for person in crowd(24, 3)}
    labels = [label for label in all_labels(full) if not label.is_number]
    assert all((label.mark is None) == (kinds[label.ids[0]] == "person") for label in labels)
    assert "person" not in {key.name for key in full.keys}


def test_the_list_has_whole_names_in_two_lines():
    name = "maatschappelijk werker Lonneke van het wijkteam"
    layout = check(alike(30, name, ring="friend", quadrant="peers"))
    for label in layout.list.labels:
        assert label.full is None
        assert " ".join(line.text for line in label.lines[1:]) == name
        assert len({round(box_of(line).left) for line in label.lines[1:]}) == 1
        assert abs(label.mark.y - box_of(label.lines[1]).middle[1]) < 6


@pytest.mark.parametrize("seed", range(40))
def test_up_to_eight_fit_on_a_phone(seed):
    alters = [p for p in crowd(8, seed) if p.ring != UNSURE]
    assert drawn(alters).height <= 1280


def test_numbers_run_as_one_reads():
    layout = drawn(alike(40, ring="service", quadrant="community"))
    there = [(label.box.top, label.box.left, min(numbers_of(label))) for label in layout.labels]
    assert [number for *_, number in sorted(there)] == list(range(1, len(there) + 1))


def test_a_cell_that_is_too_full_for_numbers_shows_a_range():
    layout = drawn(alike(150, ring="very_close", quadrant="family"))
    (label,) = layout.labels
    assert numbers_of(label) == set(range(1, 151))
    assert len(label.ids) == 150


def test_numbers_of_other_cells_start_at_one_when_names_stand_elsewhere():
    full = [Person(f"a{n}", f"Willemijn {n}", "person", "very_close", "family") for n in range(16)]
    layout = check([*full, Person("b", "Jo", "person", "friend", "peers")])
    assert layout.list is not None
    assert len(layout.list.labels) == 16
    assert [label.ids for label in layout.labels if not label.is_number] == [("b",)]


@pytest.mark.parametrize("kind", KINDS)
def test_the_legend_tells_the_kinds_that_are_there_and_no_other(kind):
    layout = drawn(alike(2, kind=kind, ring="friend", quadrant="peers"))
    if kind == "person":  # nothing to tell apart
        assert [key.name for key in layout.keys] == list(RINGS)
        mixed = drawn([*alike(2), Person("b1", "Bobbie", "pet")])
        assert [key.name for key in mixed.keys] == [*RINGS, "person", "pet"]
    else:
        assert [key.name for key in layout.keys] == [*RINGS, kind]
        assert [key.line.text for key in layout.keys][-1] == words(f"codebook/kind__{kind}")
    assert all(label.mark.kind == kind for label in layout.labels)
    assert all(label.is_missed == (kind == "missed") for label in layout.labels)


def test_the_band_is_there_only_for_who_has_no_quadrant():
    layout = drawn(alike(3, ring="friend"))
    assert layout.band > 0
    assert "band" in {key.name for key in layout.keys}
    for alters in (crowd(0), alike(3, ring="friend", quadrant="peers"), alike(3)):
        layout = drawn(alters)
        assert layout.band == 0
        assert "band" not in {key.name for key in layout.keys}


def test_the_margin_tells_the_quadrant_of_who_has_no_ring():
    layout = drawn([Person("a1", "Anna", quadrant="peers"), Person("a2", "Bram")])
    assert [line.text for line in layout.margin.headings] == [
        words("codebook/ring__unsure"),
        words("codebook/quadrant__peers"),
    ]
    beside = {label.ids[0]: label.box for label in layout.margin.labels}
    heading = box_of(layout.margin.headings[1])
    assert heading.top < beside["a1"].middle[1] < heading.bottom
    assert not heading.top < beside["a2"].middle[1] < heading.bottom


@pytest.mark.parametrize("kind", ["missed", "pet", "place", "thing"])
def test_animals_and_who_is_missed_have_a_title_of_their_own_where_they_have_no_ring(kind):
    """Nobody is to feel that they forgot to choose a place for their dog, or for who died."""
    layout = drawn([Person("a1", "Bobbie", kind), Person("a2", "Anna")])
    titles = [line.text for line in layout.margin.headings]
    assert titles == [words(f"codebook/ring__{UNSURE}"), words(f"codebook/kind__{kind}")]
    under = {label.ids[0]: label.box.top for label in layout.margin.labels}
    assert under["a2"] < layout.margin.headings[1].y < under["a1"] + 40
    alone = drawn([Person("a1", "Bobbie", kind)]).margin
    assert [line.text for line in alone.headings] == [words(f"codebook/kind__{kind}")]


def test_the_kind_of_a_number_is_told_in_the_list():
    layout = drawn(crowd(60))
    by_id = {person.id: person.kind for person in crowd(60)}
    assert all(label.mark.kind == by_id[label.ids[0]] for label in layout.list.labels)


@pytest.mark.parametrize("count", [25, 60, 150])
def test_the_list_has_each_ring_and_quadrant_above_its_people(count):
    alters = {person.id: person for person in crowd(count)}
    layout = drawn(alters.values())
    lines = [(line.x, line.y, line) for line in layout.list.headings]
    for label in layout.list.labels:
        above = [line for x, y, line in lines if x == label.box.left and y < label.box.top]
        person = alters[label.ids[0]]
        rings = [line for line in above if line.bold]
        last = max(rings, key=lambda line: line.y)
        assert last.text in words(f"codebook/ring__{person.ring}")
        under = max(above, key=lambda line: line.y)
        if person.quadrant:
            assert words(f"codebook/quadrant__{person.quadrant}").endswith(under.text)
        else:
            assert under.bold, "no heading where the quadrant is not known"


def test_nothing_of_a_name_shows_in_a_repr():
    layout = drawn(crowd(24))
    assert "Anna" not in repr(layout)
    assert "Lotte" not in repr(layout)
