"""The plan as a picture: all words of the client, readable, and nothing that counts or judges."""

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from states.pictures.chart import Chart, PlanStep
from tests.conftest import IS_FULL
from tests.pictures.people import HOSTILE
from tests.pictures.svg_sight import (
    SVG,
    can_be_sent,
    drawing_of,
    named,
    parsed,
    said,
    squeezed,
    together,
    words,
    wrong_with,
)

EXAMPLES = 300 if IS_FULL else 8
BY = ("me", "together", "worker", "unsure")

ARABIC = "أريد أن أزور أختي فاطمة يوم السبت وأشرب معها الشاي"
MARKET = PlanStep(
    "Met Kees naar de markt",
    "Hallo zeggen",
    "together",
    "het zaterdag is",
    "bel ik bij hem aan",
    ("Kees", "Anna"),
)
LONG = "Met mijn zus naar het strand, en dan samen vis eten. " * 38

WRITTEN = st.one_of(
    st.sampled_from([*HOSTILE, ARABIC, LONG, "👩🏽‍🚒" * 300, "W" * 2000, "een\ntwee\ndrie"]),
    st.text(max_size=300),
)
STEPS = st.lists(
    st.builds(
        PlanStep,
        what=WRITTEN.filter(str.strip),
        small=st.one_of(st.just(""), WRITTEN),
        by=st.sampled_from(("", *BY)),
        when=st.one_of(st.just(""), WRITTEN),
        then=st.one_of(st.just(""), WRITTEN),
        people=st.lists(st.text(min_size=1, max_size=60), max_size=4).map(tuple),
    ),
    min_size=1,
    max_size=3,
)


def plan(*steps):
    return Chart("plan", steps=steps)


def parts_of(card):
    return {part.get("data-part"): part for part in named(card, "g", "part")}


@given(STEPS)
@settings(max_examples=EXAMPLES)
def test_any_plan_is_readable_and_can_be_sent(steps):
    chart = plan(*steps)
    root = parsed(chart)
    assert wrong_with(root) == []
    assert can_be_sent(drawing_of(chart))
    assert len(named(root, "g", "card")) == len(steps)


def test_all_that_was_said_is_on_its_card():
    card = named(parsed(plan(MARKET)), "g", "card")[0]
    found = {name: said(part) for name, part in parts_of(card).items()}
    assert said(named(card, "g", "what")[0]) == ["Met Kees naar de markt"]
    assert found == {
        "small": [words("plan_small"), "Hallo zeggen"],
        "when": [words("plan_when"), "het zaterdag is"],
        "then": [words("plan_then"), "bel ik bij hem aan"],
        "by": [words("plan_by"), words("codebook/plan_by__together")],
        "people": [words("plan_people"), "Kees en Anna"],
    }


def test_what_was_not_said_has_no_place_that_waits():
    card = named(parsed(plan(PlanStep("Zingen bij het koor"))), "g", "card")[0]
    assert parts_of(card) == {}
    assert said(card) == ["Zingen bij het koor"]


@pytest.mark.parametrize("text", [LONG, "a" * 2000, ARABIC * 30, "👩🏽‍🚒" * 250, "woord " * 333])
def test_two_thousand_signs_are_all_there(text):
    card = named(parsed(plan(PlanStep(text[:2000], small=text[:2000]), MARKET)), "g", "card")[0]
    assert card.find(f".//{SVG}title") is None
    for group in (named(card, "g", "what")[0], parts_of(card)["small"]):
        lines = said(group)[0 if group.get("class") == "what" else 1 :]
        # runs of a line that is read leftward stand in the order in which they are drawn
        assert sorted(squeezed("".join(lines))) == sorted(squeezed(text[:2000]))


def test_only_what_a_chat_cannot_show_is_shortened_and_says_so():
    wide = "W" * 2000
    chart = plan(*(PlanStep(wide, wide, "me", wide, wide, (wide,)) for _ in range(3)))
    root = parsed(chart)
    assert can_be_sent(drawing_of(chart))
    assert wrong_with(root) == []
    for part in [*named(root, "g", "part"), *named(root, "g", "what")]:
        if part.get("data-part") != "by":
            assert said(part)[-1].endswith("…")
            assert part.find(f"{SVG}title") is not None


def test_the_same_number_of_lines_whatever_the_words_say():
    """A step that goes well and one that does not are drawn alike: there is no place for either."""
    root = parsed(plan(MARKET, MARKET, MARKET))
    cards = named(root, "g", "card")
    assert len({len(list(card.iter())) for card in cards}) == 1
    assert not re.search(r"\d|[✓✔☑✅★]", "".join(said(root)))
    assert not {"polyline", "polygon", "image", "use"} & {one.tag for one in root.iter()}


def test_no_plan_is_a_calm_picture():
    root = parsed(plan())
    assert said(root) == [words("plan_title"), words("ego"), words("plan_nothing")]
    assert wrong_with(root) == []


def test_parts_differ_by_shape():
    card = named(parsed(plan(MARKET)), "g", "card")[0]
    shapes = {
        name: tuple((one.tag, tuple(sorted(one.attrib.items()))) for one in icon)
        for name, part in parts_of(card).items()
        for icon in part.iter(f"{SVG}g")
        if "icon" in icon.get("class", "").split()
    }
    assert len(shapes) == len(set(shapes.values())) == 5


def test_what_is_read_leftward_ends_at_one_side():
    card = named(parsed(plan(PlanStep(ARABIC * 3))), "g", "card")[0]
    lines = list(named(card, "g", "what")[0].iter(f"{SVG}text"))
    assert len(lines) > 1
    assert {line.get("text-anchor") for line in lines} == {"end"}
    assert len({line.get("x") for line in lines}) == 1


def test_names_that_are_read_in_two_ways_have_a_line_each():
    card = named(parsed(plan(PlanStep("Eten", people=("محمد", "Anna")))), "g", "card")[0]
    arabic, latin = list(parts_of(card)["people"].iter(f"{SVG}text"))[1:]
    assert ("".join(arabic.itertext()), arabic.get("text-anchor")) == ("محمد", "end")
    assert ("".join(latin.itertext()), latin.get("text-anchor")) == ("Anna", None)


@pytest.mark.parametrize("name", [name for name in HOSTILE if len(name) < 2_000])
def test_no_word_is_taken_for_markup(name):
    root = parsed(plan(PlanStep(name, name, "me", name, name, (name,))))
    assert wrong_with(root) == []
    # runs of what is read leftward stand in the order in which they are drawn
    what = named(root, "g", "what")[0]
    assert sorted(together(what)) == sorted(squeezed(name))


def test_paper_may_part_it_between_cards_and_inside_long_ones():
    drawing = drawing_of(plan(PlanStep(LONG[:2000], small=LONG[:2000]), MARKET))
    edges = (0, *drawing.breaks, drawing.height)
    assert list(edges) == sorted(edges)
    assert max(b - a for a, b in pairwise(edges)) < 700
    assert drawing_of(plan()).breaks == ()
