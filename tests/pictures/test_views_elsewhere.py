"""A chart of each view, wherever it goes: in the outbox, in a chat, in a PDF, in a page."""

from datetime import date
from xml.etree import ElementTree as ET

import pytest

from bot.pictures.documents import pdf_of, text_of
from bot.pictures.parts import LEAST, parts_of
from bot.rendering import RenderedFile, RenderedScreen, decode_screen, encode_screen
from bot.taking_along import Workshop
from dialogues.portal.fragment import fragment_of
from states.documents import Block, Document, in_words
from states.pictures.chart import Chart, PlanStep
from states.screen import TextKey
from tests.documents.reading import about, tags_of, whole_pages
from tests.pictures.changed import DAYS, caring, then_and_now
from tests.pictures.svg_sight import SVG, drawing_of, texts, words
from tests.pictures.test_plan_picture import ARABIC, LONG, MARKET
from tests.talk import real_content

WHEN = date(2026, 11, 22)
LARGE = PlanStep(
    LONG[:2000], LONG[:2000], "worker", "👩🏽‍🚒 " * 80, ARABIC * 4, ("محمد", "🐶 Bobbie")
)

CHARTS = {
    "plan": Chart("plan", steps=(MARKET, LARGE, MARKET)),
    "before_now": then_and_now(30),
    "care": Chart("care", caring(30)),
    "care_before_now": Chart("care_before_now", caring(30), before=caring(30, 2), days=DAYS),
}
NOBODY = {name: Chart(name) for name in CHARTS}
EACH = [*CHARTS.values(), *NOBODY.values()]


def document_with(chart):
    alt = TextKey(f"pictures/{chart.view}_alt")
    return in_words(
        real_content(),
        Document(
            "Wat ik wil laten zien",
            [Block("Tekening", paragraphs=["De tekst hierbij."], chart=chart, alt=alt)],
        ),
        "je",
    )


def says(name):
    return words(name)


@pytest.mark.parametrize("chart", EACH)
def test_it_waits_in_the_outbox_as_it_is(chart):
    file = RenderedFile("pdf", "a.pdf", chart, document_with(chart), at=1)
    screen = RenderedScreen(3, ["Kijk"], picture=chart, files=[file])
    found = decode_screen(encode_screen(screen))
    assert found == screen
    assert found.picture == found.files[0].chart == chart
    assert found.files[0].document.blocks[0].chart == chart


@pytest.mark.parametrize("chart", EACH)
def test_it_is_a_picture_for_the_chat(chart):
    made = Workshop(real_content()).picture(chart, "je")
    assert made.data.startswith(b"\x89PNG")
    assert made.width == 1080
    assert made.width + made.height <= 10_000


@pytest.mark.parametrize("chart", EACH)
def test_it_stands_in_a_document_with_words_for_who_does_not_see_it(chart):
    document = document_with(chart)
    pdf = pdf_of(document, drawing_of, says, when=WHEN)
    assert about(pdf)["is_tagged"]
    alts = [alt for tag, alt in tags_of(pdf) if tag == "Figure"]
    assert alts
    assert set(alts) == {texts().render(TextKey(f"pictures/{chart.view}_alt"), "je")}
    assert "De tekst hierbij." in text_of(document)


@pytest.mark.parametrize("chart", CHARTS.values())
def test_a_long_picture_is_parted_where_nothing_is_cut_through(chart):
    drawing = drawing_of(chart)
    room, height = 480.0, 600.0
    parts = parts_of(drawing, room, height)
    assert len(parts) > 1
    assert all(part["height"] <= height for part in parts)
    assert all(part["width"] >= room * LEAST - 0.01 for part in parts)
    edges = [
        float(ET.fromstring(part["svg"]).get("viewBox").split()[1])  # noqa: S314 - made here
        for part in parts[1:]
    ]
    for text in ET.fromstring(drawing.svg).iter(f"{SVG}text"):  # noqa: S314 - as above
        y, size = float(text.get("y")), float(text.get("font-size"))
        assert not any(y - 0.8 * size < edge < y + 0.2 * size for edge in edges)


def test_a_page_of_the_document_has_the_names():
    chart = Chart("care", caring(8)[:4])
    pages = "".join(whole_pages(pdf_of(document_with(chart), drawing_of, says, when=WHEN)))
    assert "mijnmoeder" in pages
    assert "Willemijn" in pages


@pytest.mark.parametrize("chart", EACH)
def test_it_stands_in_a_page(chart):
    page = fragment_of(document_with(chart), lambda one: drawing_of(one, "u"))
    assert "<svg" in page
    assert "De tekst hierbij." in page
