"""The ecogram as SVG: facts of what is drawn."""

from functools import cache
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from bot.pictures.fonts import KringTypeface
from bot.pictures.typesetting import png_of
from dialogues.loader import load_content
from dialogues.pictures.drawing import draw
from states.pictures.chart import RINGS, UNSURE, Chart, Person
from tests.conftest import IS_FULL
from tests.pictures.people import HOSTILE, KINDS, crowd, people

FACE = KringTypeface()
SVG = "{http://www.w3.org/2000/svg}"
PLAIN = {"g", "rect", "circle", "ellipse", "path", "polyline", "polygon", "text", "tspan"}
GETS = ("practical", "company", "advice", "listening")


@cache
def texts():
    return load_content().texts


def drawn(shown, form="je"):
    return ET.fromstring(draw(Chart("ecogram", tuple(shown)), texts(), form, FACE).svg)  # noqa: S314


def groups(root, name):
    return root.findall(f".//{SVG}g[@data-{name}]")


def said(element):
    return ["".join(text.itertext()) for text in element.iter(f"{SVG}text")]


def line_of(group):
    line = group.find(f"{SVG}polyline[@class='line']")
    return float(line.get("stroke-width")), line.get("stroke-dasharray"), line.get("stroke-linecap")


def all_facts():
    """Somebody for each kind, ring and letter."""
    return [
        Person(f"a{n}", f"Anna {n}", kind, (*RINGS, UNSURE)[n % 5], None, GETS[: n % 5],
               means_to=n > 2, not_good=n == 4)
        for n, kind in enumerate(KINDS)
    ]  # fmt: skip


@given(people(60))
@settings(max_examples=500 if IS_FULL else 15)
def test_everyone_is_drawn_once_with_what_was_said(shown):
    root = drawn(shown)
    drawn_alters = groups(root, "alter")
    assert [group.get("data-alter") for group in drawn_alters] == [
        f"p{n}" for n in range(1, len(shown) + 1)
    ]
    for person, group in zip(shown, drawn_alters, strict=True):
        assert group.get("data-kind") == person.kind
        assert group.find(f".//{SVG}g[@class='marker marker-{person.kind}']") is not None
        ways = [head.get("class") for head in group.iter(f"{SVG}polygon")]
        assert ways == ["in"] * person.comes_in + ["out"] * person.means_to
        zigzags = group.findall(f"{SVG}polyline[@class='zigzag']")
        assert len(zigzags) == person.not_good
        assert len(group.findall(f"{SVG}rect[@class='letter']")) == len(set(person.gets))


def test_names_are_said_whole_or_in_a_title():
    shown = [Person(f"a{n}", label) for n, label in enumerate(HOSTILE)]
    for person, group in zip(shown, groups(drawn(shown), "alter"), strict=True):
        label = FACE.drawable(person.label)
        title = group.find(f"{SVG}title")
        if title is None:
            assert "".join("".join(said(group)).split()) == "".join(label.split())
        else:
            assert title.text == label
            assert said(group)[-1].endswith("…")


@pytest.mark.parametrize("count", [1, 12, 40])
def test_no_name_becomes_markup(count):
    shown = [Person(f"a{n}", HOSTILE[n % len(HOSTILE)]) for n in range(count)]
    root = drawn(shown)
    assert {element.tag for element in root.iter()} <= {
        SVG + name for name in PLAIN | {"svg", "title", "desc", "line"}
    }
    assert not any(name.startswith("on") for element in root.iter() for name in element.attrib)


def test_hostile_names_can_be_made_into_png():
    chart = Chart("ecogram", tuple(Person(f"a{n}", label) for n, label in enumerate(HOSTILE)))
    assert png_of(draw(chart, texts(), "je", FACE).svg).startswith(b"\x89PNG")


def test_lines_differ_without_colour_and_the_legend_has_the_same():
    root = drawn(all_facts())
    lines = {group.get("data-ring"): line_of(group) for group in groups(root, "alter")}
    assert len(lines) == len(set(lines.values())) == len(RINGS) + 1
    thick, plain = lines["very_close"], lines["friend"]
    assert thick[0] > 2 * plain[0]
    assert thick[1] == plain[1] == "none"
    dashed = {lines[ring][1] for ring in ("acquaintance", "service", UNSURE)}
    assert len(dashed) == 3
    assert "none" not in dashed
    keys = {key.get("data-key"): key for key in groups(root, "key")}
    assert all(line_of(keys[ring]) == line for ring, line in lines.items())
    strokes = {line.get("stroke") for line in root.iter(f"{SVG}polyline") if line.get("stroke")}
    assert min(_contrast(colour, "#ffffff") for colour in strokes) >= 4.5


def test_the_legend_uses_the_words_of_the_codebook():
    legend = groups(drawn(all_facts()), "legend")[0]
    for label in (
        "Heel dichtbij",
        "Wie ik goed ken",
        "Bekenden",
        "Hoort er ook bij",
        "Dieren",
    ):
        assert label in said(legend)


def test_the_legend_counts_nothing():
    legend = groups(drawn(crowd(40)), "legend")[0]
    assert not any(sign.isdigit() for words in said(legend) for sign in words)


@pytest.mark.parametrize("count", [0, 3, 12, 40])
def test_all_words_can_be_read(count):
    for text in drawn(crowd(count)).iter(f"{SVG}text"):
        assert float(text.get("font-size")) >= 28
        backs = ("#17495a",) if text.get("fill") == "#ffffff" else ("#ffffff", "#e8f3f6", "#f5fafb")
        assert all(_contrast(text.get("fill"), back) >= 4.5 for back in backs)


@pytest.mark.parametrize("form", ["je", "u"])
def test_the_picture_says_what_it_is(form):
    root = drawn(crowd(3), form)
    assert root.get("role") == "img"
    assert root.find(f"{SVG}title").text == "Wie er is voor wie"
    assert root.find(f"{SVG}desc").text


def test_nobody_is_a_calm_picture():
    root = drawn(())
    assert said(root) == ["Wie er is voor wie", "In het midden sta ik.", "ik"]


def test_the_private_version_says_so():
    shown = [replace(person, not_good=True) for person in crowd(3)]
    svg = draw(Chart("ecogram", tuple(shown), is_private=True), texts(), "je", FACE).svg
    root = ET.fromstring(svg)  # noqa: S314
    assert root.find(f"{SVG}title").text == "Alleen voor mij"
    assert "Alleen voor mij" in said(root)
    assert "Wie er is voor wie" not in said(root)


def test_the_version_for_others_has_no_sign_of_what_is_not_good():
    """Not in a line, not in the legend, not in a word (R-13)."""
    shown = [replace(person, not_good=False) for person in crowd(30)]
    svg = draw(Chart("ecogram", tuple(shown)), texts(), "je", FACE).svg.lower()
    assert "zigzag" not in svg
    assert "not_good" not in svg
    assert "niet goed" not in svg


def _contrast(one, other):
    lighter, darker = sorted((_light(one), _light(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _light(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
