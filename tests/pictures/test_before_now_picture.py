"""Then and now: the same number is the same alter, and nothing says which of them is better."""

import random
import re
from itertools import combinations
from math import atan2

import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from states.pictures.before_now import BESIDE, RANGES, lay_out_before_now
from states.pictures.before_now_changes import changes_of, in_ranges
from states.pictures.chart import RINGS, UNSURE, Chart, Person
from tests.conftest import IS_FULL
from tests.pictures.changed import DAYS, then_and_now, versions
from tests.pictures.people import HOSTILE
from tests.pictures.svg_sight import (
    FACE,
    SVG,
    can_be_sent,
    drawing_of,
    named,
    parsed,
    said,
    skeleton,
    squeezed,
    together,
    words,
    wrong_with,
)

EXAMPLES = 300 if IS_FULL else 10
GOOD_OR_BAD = re.compile(
    r"\b(meer|minder|beter|slechter|winst|verlies|vooruit|achteruit|groei|top)\b", re.IGNORECASE
)


def laid(chart):
    return lay_out_before_now(chart, words, FACE)


def version(root, name):
    return next(g for g in named(root, "g", "version") if g.get("data-version") == name)


def dots_of(root, name):
    """Number, ring and place of each dot of a version."""
    found = {}
    for dot in named(version(root, name), "g", "dot"):
        spot = dot.find(f"{SVG}circle")
        found["".join(said(dot))] = (dot.get("data-ring"), spot.get("cx"), spot.get("cy"))
    return found


def lists_of(root):
    """Names by change, each with its number."""
    return {
        section.get("data-change"): [said(entry) for entry in named(section, "g", "entry")]
        for section in named(root, "g", "section")
    }


def moved(way, count=8):
    """Everyone in the second ring then, and one ring closer, further, or the same now."""
    then = tuple(Person(f"a{n}", f"Anna {n}", ring="friend") for n in range(count))
    ring = {"up": "very_close", "down": "acquaintance", "same": "friend"}[way]
    now = tuple(replace(person, ring=ring) for person in then)
    return Chart("before_now", now, before=then, days=DAYS)


@given(versions("before_now"))
@settings(max_examples=EXAMPLES)
def test_any_two_versions_are_readable(chart):
    root = parsed(chart)
    assert wrong_with(root) == []
    assert can_be_sent(drawing_of(chart))
    shown = {person.id: person for person in (*chart.before, *chart.people)}
    assert len(named(root, "g", "entry")) == len(shown)


@given(versions("before_now", 150))
@settings(max_examples=EXAMPLES)
def test_numbers_never_touch_and_each_stands_in_its_ring(chart):
    layout = laid(chart)
    shown = {it.id: it for it in changes_of(chart)}
    for one in layout.versions:
        assert not any(a.box.overlaps(b.box) for a, b in combinations(one.dots, 2))
        there = [number for dot in one.dots for number in dot.ids]
        assert sorted(there) == sorted(n for n, it in shown.items() if it.ring(one.name))
        for dot in one.dots:
            inner, outer = layout.radii[RINGS.index(dot.ring) :][:2]
            x, y = dot.box.middle
            away = ((x - one.middle[0]) ** 2 + (y - one.middle[1]) ** 2) ** 0.5
            assert inner + dot.radius - 1 <= away <= outer - dot.radius + 1
            assert all(shown[number].ring(one.name) == dot.ring for number in dot.ids)


@pytest.mark.parametrize("count", [BESIDE, 40, RANGES - 1, RANGES, 150])
def test_everybody_may_go_from_one_ring_to_another(count):
    """The fullest circles: all together in one ring then, and in each other ring now."""
    chance = random.Random(count)  # noqa: S311 - nothing is secret here
    for _ in range(40):
        few, more = chance.sample(RINGS, 2), chance.sample(RINGS, 2)
        then = [Person(f"a{n}", "Anna", ring=chance.choice(few)) for n in range(count)]
        now = [replace(person, ring=chance.choice(more)) for person in then]
        layout = laid(Chart("before_now", tuple(now), before=tuple(then)))
        assert sum(len(dot.ids) for one in layout.versions for dot in one.dots) == 2 * count


@pytest.mark.parametrize("count", [1, 8, 24, 60])
def test_the_same_number_is_the_same_alter(count):
    chart = then_and_now(count)
    root = parsed(chart)
    then, now = dots_of(root, "then"), dots_of(root, "now")
    numbers = {str(it.number): it for it in changes_of(chart)}
    listed = [entry for entries in lists_of(root).values() for entry in entries]
    assert [entry[0] for entry in listed] == sorted(numbers, key=int)
    for number, *lines in listed:
        assert sorted(squeezed("".join(lines))) == sorted(squeezed(numbers[number].person.label))
    for name, dots in (("then", then), ("now", now)):
        assert {n: ring for n, (ring, *_) in dots.items()} == {
            n: it.ring(name) for n, it in numbers.items() if it.ring(name)
        }


def test_who_is_in_the_same_ring_stands_at_the_same_place():
    layout = laid(then_and_now(24))
    places = []
    for one in layout.versions:
        x, y = one.middle
        places.append(
            {
                (dot.ids, dot.ring): (round(dot.box.middle[0] - x), round(dot.box.middle[1] - y))
                for dot in one.dots
            }
        )
    both = places[0].keys() & places[1].keys()
    assert len(both) > 5
    assert all(places[0][key] == places[1][key] for key in both)


def test_who_comes_closer_or_goes_further_stays_in_the_same_direction():
    then = tuple(Person(f"a{n}", "Anna", ring=RINGS[n % 4]) for n in range(8))
    now = tuple(replace(one, ring=RINGS[(n + 1) % 4]) for n, one in enumerate(then))
    before, after = laid(Chart("before_now", now, before=then)).versions
    ways = [
        {dot.ids: atan2(dot.box.middle[0] - x, dot.box.middle[1] - y) for dot in one.dots}
        for one in (before, after)
        for x, y in (one.middle,)
    ]
    assert ways[0] == pytest.approx(ways[1])
    assert len({round(way, 3) for way in ways[0].values()}) == 8


def test_each_change_has_its_list_in_words():
    then = (
        Person("a1", "Anna", ring="friend"),
        Person("a2", "Piet", ring="friend"),
        Person("a3", "Riet", ring="friend"),
        Person("a4", "Henk", ring="friend"),
        Person("a6", "Daan", ring=UNSURE),
    )
    now = (
        Person("a5", "Fatima", ring="service"),
        Person("a1", "Anna", ring="very_close"),
        Person("a2", "Piet", ring="acquaintance"),
        Person("a3", "Riet", ring="friend"),
        Person("a6", "Daan", ring="friend"),
    )
    root = parsed(Chart("before_now", now, before=then, days=DAYS))
    assert lists_of(root) == {
        "new": [["1", "Fatima"]],
        "closer": [["2", "Anna"]],
        "further": [["3", "Piet"]],
        "other": [["4", "Daan"]],
        "same": [["5", "Riet"]],
        "gone": [["6", "Henk"]],
    }
    assert "3 mei 2026" in said(version(root, "then"))
    assert "22 november 2026" in said(version(root, "now"))
    assert f"{words('codebook/ring__unsure')}: 4" in said(version(root, "then"))


def test_the_change_that_was_told_is_the_one_that_is_shown():
    person = Person("a1", "Anna", ring="friend")
    chart = Chart("before_now", (replace(person, change="closer"),), before=(person,))
    assert list(lists_of(parsed(chart))) == ["closer"]


@pytest.mark.parametrize("count", [1, 8])
def test_closer_further_and_the_same_differ_in_words_and_dots_only(count):
    """R-25: whatever changed, the picture is made in the same way."""
    places = ("cx", "cy", "x", "y")
    up, down, same = (
        skeleton(parsed(moved(way, count)), without=places) for way in ("up", "down", "same")
    )
    assert up == down == same
    heights = {drawing_of(moved(way, count)).height for way in ("up", "down", "same")}
    assert len(heights) == 1


def test_more_and_fewer_people_differ_in_words_and_dots_only():
    """R-25: the one who came and the one who went have the same list, in the same colours."""
    person, other = Person("a1", "Anna", ring="friend"), Person("a2", "Piet", ring="friend")
    more = Chart("before_now", (person, other), before=(person,), days=DAYS)
    fewer = Chart("before_now", (person,), before=(person, other), days=DAYS)
    tags = [sorted(one[0] for one in skeleton(parsed(chart))) for chart in (more, fewer)]
    assert tags[0] == tags[1]
    assert drawing_of(more).height == drawing_of(fewer).height


def test_nothing_says_what_is_better_and_nothing_is_added_up():
    for chart in (then_and_now(24), then_and_now(120)):
        root = parsed(chart)
        told = " ".join(said(root))
        headings = [said(section)[0] for section in named(root, "g", "section")]
        assert all(not re.search(r"\d", heading) for heading in headings)
        assert not GOOD_OR_BAD.search(told.replace(words("before_now__gone"), ""))
        assert not re.search(r"[↑↓▲▼+%]", told)
        dots = [dot.find(f"{SVG}circle") for dot in named(root, "g", "dot")]
        assert len({(dot.get("fill"), dot.get("stroke"), dot.get("r")) for dot in dots}) == 1


@pytest.mark.parametrize("count", [0, 1, 24])
def test_few_stand_beside_each_other(count):
    one, other = laid(then_and_now(count)).versions
    assert one.middle[1] == other.middle[1]
    assert one.middle[0] < other.middle[0]


@pytest.mark.parametrize("count", [25, 60, 150])
def test_many_stand_under_each_other(count):
    one, other = laid(then_and_now(count)).versions
    assert one.middle[0] == other.middle[0]
    assert other.top > one.bottom


def test_nobody_then_and_now_is_a_calm_picture():
    root = parsed(Chart("before_now", days=DAYS))
    assert words("before_now_nobody") in said(root)
    assert named(root, "g", "section") == []
    assert not [one for one in named(root, "circle", "ring") if one.get("stroke")]
    assert wrong_with(root) == []


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_is_taken_for_markup(name):
    person = Person("a1", name, ring="friend")
    root = parsed(Chart("before_now", (person,), before=(person,), days=DAYS))
    assert wrong_with(root) == []
    entry = named(root, "g", "entry")[0]
    title = entry.find(f"{SVG}title")
    if title is None:
        assert sorted(together(entry)[1:]) == sorted(squeezed(name))
    else:
        assert "".join(title.text.split()) == squeezed(name)


def test_no_id_tells_how_many_others_were_named():
    chart = Chart("before_now", (Person("a7", "Anna"),), before=(Person("a19", "Piet"),))
    svg = drawing_of(chart).svg
    assert "a7" not in svg
    assert "a19" not in svg


def test_numbers_that_follow_each_other_are_a_range():
    assert list(in_ranges([1, 2, 4, 5, 6, 9])) == ["1", "2", "4–6", "9"]
    assert list(in_ranges([])) == []


def test_no_repr_shows_a_name():
    chart = then_and_now(3)
    assert not any(person.label in repr(laid(chart)) for person in chart.people)
