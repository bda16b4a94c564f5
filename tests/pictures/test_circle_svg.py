"""The circle as SVG: what a browser, a renderer or a screen reader finds in it."""

import re
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings

from bot.pictures.typesetting import png_of
from dialogues.pictures.drawing import _environment, draw
from states.pictures.chart import QUADRANTS, RINGS, Chart, Person
from states.pictures.geometry import Box
from tests.conftest import IS_FULL
from tests.pictures.circle_sight import FACE, drawn, texts, words
from tests.pictures.people import HOSTILE, KINDS, alike, crowd, people

SVG = "{http://www.w3.org/2000/svg}"
PICTURES = 300 if IS_FULL else 12
DRAWN_TAGS = {"svg", "title", "desc", "rect", "g", "circle", "path", "text", "tspan", "ellipse"}


def svg_of(alters, form="je"):
    return draw(Chart("circle", tuple(alters)), texts(), form, FACE)


def parsed(alters):
    return ET.fromstring(svg_of(alters).svg)  # noqa: S314 - made here


def text_of(element):
    """All words in an element, in order."""
    pieces = ["".join(text.itertext()) for text in element.iter(f"{SVG}text")]
    return " ".join(pieces)


def labels_of(root):
    return [g for g in root.iter(f"{SVG}g") if g.get("class", "").startswith("label")]


def ink_of(text):
    """Where the letters of a text element stand, from its own attributes."""
    size = float(text.get("font-size"))
    bold = text.get("font-weight") == "700"
    width = FACE.width("".join(text.itertext()), size, bold=bold)
    share = {"middle": 0.5, "end": 1}.get(text.get("text-anchor"), 0)
    left = float(text.get("x")) - share * width
    return Box(left, float(text.get("y")) - 0.75 * size, width, 0.95 * size)


def light(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    steps = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * steps[0] + 0.7152 * steps[1] + 0.0722 * steps[2]


def contrast(one, other):
    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


@given(people(60))
@settings(max_examples=PICTURES)
def test_any_circle_is_a_picture_with_every_name(alters):
    root = parsed(alters)
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= DRAWN_TAGS
    layout = drawn(alters)
    lines = [line.text for label in layout.labels for line in label.lines]
    lists = [part.labels for part in (layout.margin, layout.list) if part]
    lines += [line.text for labels in lists for label in labels for line in label.lines]
    found = ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]
    whole = " ".join(found)
    # names in letters of two fonts are in pieces: all of them are there in their order
    assert all(line in whole or line.replace(" ", "") in whole.replace(" ", "") for line in lines)


@pytest.mark.parametrize("count", [1, 8, 24, 60])
def test_letters_of_two_labels_never_touch(count):
    inks = [
        (number, ink_of(text))
        for number, label in enumerate(labels_of(parsed(crowd(count))))
        for text in label.iter(f"{SVG}text")
    ]
    for (one, ink), (other, there) in combinations(inks, 2):
        assert one == other or not ink.overlaps(there)


def test_it_says_what_it_is_to_who_cannot_see_it():
    root = parsed(crowd(3))
    assert root.get("role") == "img"
    assert root.find(f"{SVG}title").text == words("circle_title")
    assert root.find(f"{SVG}desc").text == words("circle_about")
    assert "ik" in text_of(root).split()


def test_its_size_is_the_size_of_the_drawing():
    picture = svg_of(crowd(8))
    root = ET.fromstring(picture.svg)  # noqa: S314
    assert root.get("viewBox") == f"0 0 {picture.width} {picture.height}"
    assert root.get("width") == str(picture.width) == "1080"
    assert root.get("height") == str(picture.height)
    paper = root.find(f"{SVG}rect")
    assert paper.get("fill") == "#ffffff"
    assert paper.get("height") == str(picture.height)


def test_each_alter_can_be_found_by_its_data():
    alters = {f"p{n}": person for n, person in enumerate(crowd(24), 1)}
    found = []
    for label in labels_of(parsed(alters.values())):
        for number in label.get("data-alter").split():
            found.append(number)
            assert label.get("data-ring") == alters[number].ring
            assert label.get("data-quadrant") == (alters[number].quadrant or "")
    assert set(found) == set(alters)


def test_a_shortened_name_has_its_whole_name_as_title():
    name = "lotgenotencontactgroepsbegeleidster" * 2
    (label,) = labels_of(parsed(alike(1, name, ring="service", quadrant="peers")))
    assert label.find(f"{SVG}title").text == name
    assert "…" in text_of(label)
    (label,) = labels_of(parsed(alike(1, "Jo", ring="service", quadrant="peers")))
    assert label.find(f"{SVG}title") is None


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_is_taken_for_markup(name):
    plain = {element.tag for element in parsed(alike(1, ring="friend", quadrant="peers")).iter()}
    root = parsed(alike(1, name, ring="friend", quadrant="peers"))
    assert {element.tag for element in root.iter()} <= plain | {f"{SVG}title"}
    assert not any(key.startswith("on") for element in root.iter() for key in element.attrib)
    (label,) = labels_of(root)
    whole = FACE.drawable(name)
    title = label.find(f"{SVG}title")
    assert (title.text if title is not None else text_of(label)).replace(" ", "") == whole.replace(
        " ", ""
    )


def test_it_is_drawn_with_every_kind_of_name():
    rings = [RINGS[number % 4] for number in range(len(HOSTILE))]
    alters = [
        Person(f"a{n}", name, KINDS[n % 7], rings[n], QUADRANTS[n // 4 % 4])
        for n, name in enumerate(HOSTILE)
    ]
    assert png_of(svg_of(alters).svg).startswith(b"\x89PNG")


def test_every_text_is_as_large_as_can_be_read():
    for count in (0, 24, 150):
        sizes = {float(text.get("font-size")) for text in parsed(crowd(count)).iter(f"{SVG}text")}
        assert min(sizes) >= 28


def test_every_run_of_letters_has_its_family():
    root = parsed(alike(1, "🐶 Bobbie", ring="friend", quadrant="peers"))
    spans = list(root.iter(f"{SVG}tspan"))
    assert "Noto Emoji" in {span.get("font-family") for span in spans}
    assert all(span.get("font-family") for span in spans)
    assert all(text.text is None for text in root.iter(f"{SVG}text"))


@pytest.mark.parametrize(("anchor", "share"), [("start", 0), ("middle", 0.5), ("end", 1)])
def test_runs_of_two_fonts_stand_beside_each_other(anchor, share):
    # usvg 0.47 loses letters of such names in one text element, or fails
    template = _environment().from_string(
        '{% import "shared.svg.j2" as shared with context %}'
        "<svg>{{ shared.text(200, 40, name, 28, True, anchor) }}</svg>"
    )
    name = "dr. 🐶 Anna"
    svg = template.render(name=name, anchor=anchor, runs=FACE.runs, width=FACE.width)
    pieces = list(ET.fromstring(svg))  # noqa: S314
    assert len(pieces) == len(FACE.runs(name)) > 1
    assert "".join("".join(piece.itertext()) for piece in pieces) == name
    assert all(len(piece) == 1 for piece in pieces)
    x = 200 - share * FACE.width(name, 28, bold=True)
    for piece in pieces:
        assert abs(float(piece.get("x")) - x) < 0.2
        x += FACE.width("".join(piece.itertext()), 28, bold=True)


def test_no_id_tells_how_many_others_were_named():
    """In a version for somebody some alters are left out (R-13)."""
    few = [Person("a7", "Anna", "person", "friend", "peers"), Person("a19", "Bram", "pet")]
    for view in ("circle", "ecogram"):
        root = ET.fromstring(draw(Chart(view, tuple(few)), texts(), "je", FACE).svg)  # noqa: S314
        found = [e.get("data-alter") for e in root.iter() if e.get("data-alter")]
        assert found == ["p1", "p2"]


def test_nobody_is_a_calm_picture():
    root = parsed(())
    title, nobody = words("circle_title"), words("circle_nobody")
    said = ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]
    assert sorted(said) == sorted([title, words("ego"), nobody])
    assert not list(root.iter(f"{SVG}path")), "no axes, so no four places to fill"
    assert root.find(f"{SVG}desc").text == nobody


@pytest.mark.parametrize(
    ("name", "order"),
    [
        ("محمد 🐶 علي", ["علي", "🐶", "محمد"]),
        ("🐶 محمد", ["محمد", "🐶"]),
        ("dr. 🐶 Anna", ["dr. ", "🐶", " Anna"]),
    ],
)
def test_runs_stand_in_the_order_of_reading(name, order):
    template = _environment().from_string(
        '{% import "shared.svg.j2" as shared with context %}'
        "<svg>{{ shared.text(200, 40, name) }}</svg>"
    )
    svg = template.render(name=name, runs=FACE.runs, width=FACE.width)
    pieces = sorted(ET.fromstring(svg), key=lambda piece: float(piece.get("x")))  # noqa: S314
    assert ["".join(piece.itertext()) for piece in pieces] == order
    ends = [float(p.get("x")) + FACE.width("".join(p.itertext()), 28) for p in pieces]
    starts = [float(piece.get("x")) for piece in pieces]
    assert all(end < start + 0.2 for end, start in zip(ends, starts[1:], strict=False))
    assert ends[-1] == pytest.approx(200 + FACE.width(name, 28), abs=0.3)


def test_nothing_is_counted():
    alters = [
        Person(f"a{n}", "Anna", "person", RINGS[n % 4], QUADRANTS[n // 4 % 4]) for n in range(12)
    ]
    assert not re.search(r"\d", text_of(parsed(alters)))
    assert "leeg" not in svg_of(()).svg.lower()


def test_all_words_stand_out_from_what_is_under_them():
    colours = _environment().get_template("shared.svg.j2").module
    for under in (*colours.BANDS, colours.PAPER):
        assert contrast(colours.INK, under) >= 7
        assert contrast(colours.DEEP, under) >= 4.5
        assert contrast(colours.LINE, under) >= 3
    assert contrast(colours.PAPER, colours.DEEP) >= 4.5
    greys = [light(band) for band in colours.BANDS]
    assert greys == sorted(greys)
    assert len(set(greys)) == 4


def test_every_word_has_one_of_the_colours_that_were_measured():
    colours = _environment().get_template("shared.svg.j2").module
    root = parsed(crowd(60))
    fills = {text.get("fill") for text in root.iter(f"{SVG}text")}
    assert fills <= {colours.INK, colours.DEEP, colours.PAPER}
    white = [text for text in root.iter(f"{SVG}text") if text.get("fill") == colours.PAPER]
    assert [text_of_one(text) for text in white] == [words("ego")]


def text_of_one(text):
    return "".join(text.itertext())


def test_kinds_differ_by_shape():
    alters = [Person(f"a{n}", "Anna", kind, "friend", "peers") for n, kind in enumerate(KINDS)]
    shapes = {}
    for group in parsed(alters).iter(f"{SVG}g"):
        kind = re.fullmatch(r"marker marker-(\w+)", group.get("class", ""))
        if kind:
            inside = [(part.tag, tuple(sorted(part.attrib.items()))) for part in group]
            shapes[kind[1]] = tuple(inside)
    assert set(shapes) == set(KINDS)
    assert len(set(shapes.values())) == len(KINDS)


def test_the_same_people_give_the_same_bytes():
    assert svg_of(crowd(24)) == svg_of(crowd(24))
