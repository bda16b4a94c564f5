"""The layout of the ecogram: facts of it, never its bytes."""

from dataclasses import fields
from functools import cache
from itertools import pairwise
from math import dist

import pytest
from hypothesis import Phase, given, settings
from msgspec.structs import replace

from bot.pictures.fonts import KringTypeface
from dialogues.loader import load_content
from states.pictures.chart import RINGS, UNSURE, Person
from states.pictures.ecogram import lay_out_ecogram
from states.screen import TextKey
from tests.conftest import IS_FULL
from tests.pictures.ecogram_sight import wrong_with
from tests.pictures.people import HOSTILE, KINDS, alike, crowd, people

FACE = KringTypeface()
SIGNS = {"practical": "P", "company": "G", "advice": "A", "listening": "E"}
LONGEST = "mevrouw Willemijn van de wijkverpleegkundige buurtkamer op de hoek"


@cache
def words(name):
    return _texts().render(TextKey(name if "/" in name else f"pictures/{name}"), "je")


@cache
def _texts():
    return load_content().texts


def laid(shown):
    drawable = [replace(person, label=FACE.drawable(person.label)) for person in shown]
    return lay_out_ecogram(drawable, words, FACE)


def keys(layout):
    return [(key.sample, key.code) for group in layout.legend.groups for key in group.entries]


@pytest.mark.parametrize("count", [*range(27), 60, 150])
def test_everyone_stands_free(count):
    layout = laid(crowd(count))
    assert [alter.id for alter in layout.alters] == [f"a{number + 1}" for number in range(count)]
    assert wrong_with(layout) == []


@pytest.mark.parametrize("gets", [(), tuple(SIGNS)])
@pytest.mark.parametrize("label", ["x", LONGEST])
@pytest.mark.parametrize("count", range(1, 19))
def test_everyone_stands_free_whatever_the_length(count, label, gets):
    shown = [
        replace(person, gets=gets, not_good=True, means_to=True) for person in alike(count, label)
    ]
    assert wrong_with(laid(shown)) == []


@given(people())
@settings(
    max_examples=1_000 if IS_FULL else 25,
    phases=[Phase.explicit, Phase.reuse, Phase.generate, *([Phase.shrink] if IS_FULL else [])],
)
def test_nobody_overlaps_or_is_missing(shown):
    layout = laid(shown)
    assert [alter.id for alter in layout.alters] == [person.id for person in shown]
    assert wrong_with(layout) == []


@given(people(30))
@settings(max_examples=500 if IS_FULL else 25)
def test_each_alter_says_its_own_facts(shown):
    for person, alter in zip(shown, laid(shown).alters, strict=True):
        assert (alter.kind, alter.ring) == (person.kind, person.ring)
        assert {one.code for one in alter.letters} == set(person.gets)
        assert [one.sign for one in alter.letters] == [
            sign for code, sign in SIGNS.items() if code in person.gets
        ]
        ways = [head.way for head in alter.tie.heads]
        assert ways == ["in"] * person.comes_in + ["out"] * person.means_to
        assert bool(alter.tie.zigzag) == person.not_good == alter.not_good


@given(people(40))
@settings(max_examples=300 if IS_FULL else 15)
def test_the_same_people_give_the_same_picture(shown):
    assert laid(shown) == laid(shown)


def test_arrows_are_at_the_end_that_something_goes_to():
    one = Person("a1", "Anna", supports=True, means_to=True)
    for count in (3, 12, 30):
        for alter in laid([one] + [replace(one, id=f"b{n}") for n in range(count)]).alters:
            ego, mark = alter.tie.ends
            coming, going = alter.tie.heads
            assert dist(coming.points[0], ego) < 6 < dist(coming.points[0], mark)
            assert dist(going.points[0], mark) < 6 < dist(going.points[0], ego)
            assert all(dist(coming.points[0], ego) < dist(base, ego) for base in coming.points[1:])
            assert all(dist(going.points[0], mark) < dist(base, mark) for base in going.points[1:])
            assert dist(coming.points[0], going.points[0]) > 80, "the line between can be read"


def test_what_comes_in_and_what_goes_out_do_not_change_each_other():
    """Two facts that stand apart (R-20): nothing in the picture is made of both."""
    both, comes, goes = (
        laid([Person("a1", "Anna", supports=comes_in, means_to=goes_out)]).alters[0]
        for comes_in, goes_out in ((True, True), (True, False), (False, True))
    )
    assert both.tie.heads == (*comes.tie.heads, *goes.tie.heads)
    assert both.tie.ends == comes.tie.ends == goes.tie.ends
    names = {field.name for field in fields(both)} | {field.name for field in fields(both.tie)}
    assert names.isdisjoint({"balance", "ratio", "score", "weight", "sum"})


def test_support_without_a_letter_is_an_arrow_and_a_letter_gives_an_arrow_too():
    supports, gets, neither = laid(
        [
            Person("a1", "Anna", supports=True),
            Person("a2", "Bo", gets=("advice",)),
            Person("a3", "C"),
        ]
    ).alters
    assert ([head.way for head in supports.tie.heads], supports.letters) == (["in"], ())
    assert [head.way for head in gets.tie.heads] == ["in"]
    assert neither.tie.heads == ()


@pytest.mark.parametrize("count", [1, 3, 8])
def test_few_stand_round_ego(count):
    layout = laid(alike(count))
    x, y = layout.ego.box.middle
    assert layout.ego.box.width == layout.ego.box.height
    distances = [dist((x, y), alter.mark) for alter in layout.alters]
    assert max(distances) < 1.6 * min(distances)
    if count > 2:
        assert min(alter.mark[1] for alter in layout.alters) < y
        assert max(alter.mark[1] for alter in layout.alters) > y


@pytest.mark.parametrize("count", [17, 60, 150])
def test_many_have_level_lines_to_a_bar(count):
    layout = laid(crowd(count))
    assert layout.ego.box.height > 5 * layout.ego.box.width
    assert all(alter.tie.ends[0][1] == alter.tie.ends[1][1] for alter in layout.alters)
    tops = sorted(y for _, y in layout.ego.words)
    assert all(below - above < 1280 for above, below in pairwise(tops))


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("count", [1, 3, 8, 12, 16, 20])
def test_up_to_twenty_fit_on_a_phone(count, seed):
    """Telegram makes a photo smaller that is higher than 1,280 pixels; a few more do no harm."""
    shown = [replace(person, not_good=False) for person in crowd(count, seed)]
    assert laid(shown).height <= 1280 * 1.02


def test_the_fullest_picture_can_be_sent():
    """Telegram takes no photo with sides of more than 10,000 pixels together."""
    shown = [replace(person, gets=tuple(SIGNS)) for person in alike(150, LONGEST)]
    layout = laid(shown)
    assert layout.width + layout.height < 10_000
    assert wrong_with(layout) == []


def test_nobody_is_a_full_picture():
    layout = laid(())
    assert layout.alters == ()
    assert layout.legend.groups == ()
    assert layout.ego.box.width > 200
    assert wrong_with(layout) == []
    assert 600 < layout.height < 1080


def test_names_stay_whole_where_they_can():
    assert not any(alter.is_short for alter in laid(crowd(8)).alters)
    for alter in laid(alike(8, LONGEST)).alters:
        assert alter.is_short
        assert alter.lines[-1].words.endswith("…")
        assert LONGEST.startswith(" ".join(line.words for line in alter.lines)[:-1])


@pytest.mark.parametrize("count", [1, 9, 17, 40])
def test_hostile_names_are_only_words(count):
    shown = [
        Person(f"a{number}", HOSTILE[number % len(HOSTILE)], gets=("advice",), not_good=True)
        for number in range(count)
    ]
    layout = laid(shown)
    assert wrong_with(layout) == []
    for alter in layout.alters:
        for line in alter.lines:
            assert line.box.width == FACE.width(line.words, line.size)


def test_the_legend_explains_all_that_occurs_and_nothing_else():
    for seed in range(20):
        shown = crowd(5, seed)
        found = keys(laid(shown))
        assert len(found) == len(set(found))
        rings = [ring for ring in (*RINGS, UNSURE) if ring in {person.ring for person in shown}]
        zigzag = ["not_good"] if any(person.not_good for person in shown) else []
        assert [code for sample, code in found if sample == "line"] == rings + zigzag
        headed = [group for group in laid(shown).legend.groups if group.heading]
        assert not any(key.code == "not_good" for group in headed for key in group.entries)
        assert {code for sample, code in found if sample == "letter"} == {
            code for person in shown for code in person.gets
        }
        assert ("arrow", "in") in found or not any(person.comes_in for person in shown)
        assert ("arrow", "out") in found or not any(person.means_to for person in shown)
        marks = {code for sample, code in found if sample == "mark"}
        kinds = {person.kind for person in shown}
        assert marks == (kinds if kinds != {"person"} else set())


def test_no_arrow_is_explained_beside_arrows_only():
    no_arrow = ("words", "no_arrow")
    nothing, both = Person("a1", "Anna"), Person("a2", "Bo", supports=True, means_to=True)
    assert not [key for key in keys(laid([nothing])) if key[0] in ("arrow", "words")]
    assert no_arrow not in keys(laid([both]))
    assert no_arrow in keys(laid([nothing, both]))


def test_what_is_not_good_is_marked_only_where_it_is_said():
    """In the version for others `not_good` is never set, so nothing may tell of it (R-13)."""
    shown = [replace(person, not_good=False) for person in crowd(40)]
    layout = laid(shown)
    assert not any(alter.tie.zigzag or alter.not_good for alter in layout.alters)
    assert ("line", "not_good") not in keys(layout)
    marked = laid([replace(shown[0], not_good=True), *shown[1:]])
    assert ("line", "not_good") in keys(marked)
    assert [alter.id for alter in marked.alters if alter.tie.zigzag] == [shown[0].id]


def test_the_legend_stands_in_its_frame():
    shown = [
        Person(f"a{number}", "Anna", kind, (*RINGS, UNSURE)[number % 5], None, tuple(SIGNS),
               means_to=number > 2, not_good=True)
        for number, kind in enumerate(KINDS)
    ]  # fmt: skip
    layout = laid(shown)
    for group in layout.legend.groups:
        assert layout.frame.top < group.y - 20
        for entry in group.entries:
            assert layout.frame.left < entry.x
            assert entry.x + entry.width < layout.frame.right
            assert entry.y + 38 * (len(entry.lines) - 1) + 8 < layout.frame.bottom
    ends = [(group.x, group.y, group.y + group.height) for group in layout.legend.groups]
    for x, top, bottom in ends:
        assert not any(x == other and top < y < bottom for other, y, _ in ends)


def test_no_repr_shows_a_name():
    assert "Anna" not in repr(laid(alike(10, "Anna")))
