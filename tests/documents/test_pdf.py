"""A document as PDF: accessible, whole, in reading order, whatever is in it."""

import re
import shutil
import subprocess
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.pictures.documents import pdf_of
from bot.pictures.paper import FACE, MARGIN, PAGE_WIDTH, ROOM
from bot.pictures.paper import plain as drawn
from bot.pictures.parts import IN_ONE, parts_of
from bot.pictures.typesetting import PictureError, png_of
from states.documents import Block, Document, Table
from tests.conftest import IS_FULL
from tests.documents import anything
from tests.documents.examples import WHEN, Picture, circle, dots, everything, people_list, summary
from tests.documents.examples import words as some_words
from tests.documents.reading import (
    FOOT,
    about,
    frame_of,
    is_in_order,
    packed,
    pages_of,
    tags_of,
    texts_of,
    whole_pages,
)

EXAMPLES = 3_000 if IS_FULL else 25


def made(document: Document, draw=dots) -> bytes:
    """As PDF; typst refuses what is not PDF/UA-1."""
    return pdf_of(document, draw, some_words, when=WHEN)


def one(text: str) -> Document:
    """A document of one paragraph."""
    return Document(title="Titel", blocks=[Block(paragraphs=[text])])


@pytest.fixture(scope="module")
def summary_pdf() -> bytes:
    return made(summary())


def test_a_document_says_what_it_is(summary_pdf: bytes) -> None:
    told = about(summary_pdf)
    assert told["Title"] == "Wat ik wil laten zien"
    assert told["language"] == "nl-NL"
    assert told["is_tagged"]
    assert told["CreationDate"] == "D:20261122000000Z"
    assert b"pdfuaid:part>1<" in summary_pdf


def test_a_summary_takes_two_pages_at_most(summary_pdf: bytes) -> None:
    assert about(summary_pdf)["pages"] == 2


def test_headings_lists_and_pictures_are_tagged_as_what_they_are(summary_pdf: bytes) -> None:
    tags = tags_of(summary_pdf)
    count = Counter(tag for tag, _ in tags)
    blocks = summary().blocks
    assert count["H1"] == 1
    assert count["H2"] == sum(block.level == 1 for block in blocks)
    assert count["H3"] == sum(block.level == 2 for block in blocks)
    assert count["LI"] == sum(len(block.lines) for block in blocks)
    assert [alt for tag, alt in tags if tag == "Figure"] == [blocks[2].alt]


@pytest.mark.parametrize("document", [summary(), people_list(30), everything(12)])
def test_all_words_are_read_in_order(document: Document) -> None:
    parts = texts_of(document)
    assert len(parts) > 10
    assert is_in_order(parts, "".join(pages_of(made(document))))


def test_every_page_has_its_number_and_the_footer() -> None:
    with_footer = whole_pages(made(people_list(60)))
    assert len(with_footer) > 2
    for number, text in enumerate(with_footer, start=1):
        assert text.endswith(f"GemaaktmetKringbladzijde{number}van{len(with_footer)}")


def test_a_long_table_repeats_its_head_which_is_tagged_once() -> None:
    pdf = made(people_list(60))
    assert all("Watwesamendoen" in page for page in pages_of(pdf))
    count = Counter(tag for tag, _ in tags_of(pdf))
    assert count["TH"] == 5
    assert count["Table"] >= 1


def test_no_row_of_a_long_table_is_torn_in_two() -> None:
    told = [f"rij {number} " + "praten en wandelen " * 14 for number in range(40)]
    document = Document(
        title="Titel", blocks=[Block(table=Table(["Wie", "Samen"], [["Anna", t] for t in told]))]
    )
    pages = pages_of(made(document))
    assert len(pages) > 2
    for text in told:
        assert any(packed("Anna" + text) in page for page in pages)


@pytest.mark.parametrize(
    "text",
    [
        "officieel efficiënt fijn afflopen ffi",
        "Дмитрий, Ω, Łukasz, Zoë",
        "محمد",
        "👩🏽\u200d🚒🎶",
        "a «b» “c” ’s – — … × €",
        "een-twee",
    ],
)
def test_words_are_copied_letter_by_letter(text: str) -> None:
    assert packed(text) in pages_of(made(one(text)))[0]


def test_a_tab_parts_words_and_a_soft_hyphen_does_not() -> None:
    assert drawn("een\ttwee\r\x0bdrie\x85vier") == "een twee drie vier"
    assert drawn("fiet\u00adsen") == "fietsen"


def test_a_letter_has_no_more_marks_than_readers_bear() -> None:
    text = "e" + "\u0301" * 4_000
    assert len(drawn(text)) < 10
    assert drawn("مُحَمَّد") == "مُحَمَّد"


@pytest.mark.parametrize("text", anything.MARKUP)
def test_markup_stays_words(text: str) -> None:
    document = Document(
        title=text,
        subtitle=text,
        footer=text,
        blocks=[
            Block(heading=text, paragraphs=[text], lines=[text], chart=circle(1), alt=text),
            Block(table=Table([text, text], [[text, text]])),
        ],
    )
    pdf = made(document)
    assert about(pdf)["Title"] == text
    assert "".join(pages_of(pdf)).count(packed(text)) == 10
    assert [alt for tag, alt in tags_of(pdf) if tag == "Figure"] == [text]


@pytest.mark.parametrize("sign", ["W", "ا", "😀", "\ufdfd", "x\n"])
def test_what_is_very_long_stays_on_the_page(sign: str) -> None:
    text = sign * (1_000 // len(sign))
    document = Document(
        title=text,
        subtitle=text,
        footer=text,
        blocks=[
            Block(heading=text, paragraphs=[text], lines=[text]),
            Block(table=Table(["Wie", text[:80], ""], [["Anna", text, ""], [text, "b", text]])),
        ],
    )
    left, right, bottom, top = frame_of(made(document))
    assert left >= MARGIN - 4  # an overhang of a letter
    assert right <= PAGE_WIDTH - MARGIN + 8
    assert bottom > 20
    assert top < 820


def test_empty_words_leave_no_empty_headings_and_lines() -> None:
    unseen = ["", " ", "\n", "\t", "\x00", "\u200b", "\ufeff", "\u00ad"]
    blocks = [Block(heading=text, paragraphs=[text], lines=[text]) for text in unseen]
    blocks.append(Block(heading="Anna", level=2))
    tags = [tag for tag, _ in tags_of(made(Document(title="Titel", blocks=blocks)))]
    assert tags == ["Document", "H1", "H2"]


def test_a_document_of_nothing_is_a_page_with_its_title() -> None:
    assert pages_of(made(Document(title="Titel", blocks=[]))) == ["Titel"]


def test_a_part_of_a_part_may_come_first() -> None:
    blocks = [Block(heading="Anna", level=2), Block(heading="Piet", level=2)]
    tags = [tag for tag, _ in tags_of(made(Document(title="Titel", blocks=blocks)))]
    assert tags == ["Document", "H1", "H2", "H3"]


@settings(max_examples=EXAMPLES)
@given(anything.documents())
def test_any_words_make_an_accessible_document(document: Document) -> None:
    assert about(made(document))["is_tagged"]


@settings(max_examples=EXAMPLES)
@given(anything.documents(anything.COPIED))
def test_any_words_are_all_there_in_order(document: Document) -> None:
    assert is_in_order(texts_of(document), "".join(pages_of(made(document))))


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
@pytest.mark.parametrize("document", [summary(), people_list(150), everything(40)])
def test_qpdf_finds_no_fault(document: Document, tmp_path) -> None:
    file = tmp_path / "document.pdf"
    file.write_bytes(made(document))
    checked = subprocess.run(["qpdf", "--check", file], capture_output=True, check=False)
    assert checked.returncode == 0, checked.stdout


def test_the_same_document_gives_the_same_bytes(summary_pdf: bytes) -> None:
    assert made(summary()) == summary_pdf


def test_a_picture_in_one_piece_takes_most_of_the_width_of_the_page() -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="1080" height="600" viewBox="0 0 1080 600">'
        '<text x="0" y="40" font-size="28" font-family="Atkinson Hyperlegible">A</text>'
        '<text x="1060" y="40" font-size="28" font-family="Atkinson Hyperlegible">B</text></svg>'
    )
    document = Document(title="T", blocks=[Block(chart=circle(1), alt="x")])
    left, right, _, _ = frame_of(made(document, lambda _: Picture(svg, 1080, 600)))
    assert right - left > (ROOM - 10) * IN_ONE


@pytest.mark.parametrize("lines", range(0, 30, 3))
def test_the_foot_tells_how_many_pages_there_are(lines: int) -> None:
    """Also where a picture only just fits, or does not."""
    words = [f"regel {number}" for number in range(lines)]
    blocks = [Block(heading="Eerst", lines=words), Block(heading="Kring", chart=circle(8), alt="x")]
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="1080" height="1200"></svg>'
    pdf = made(Document(title="T", blocks=blocks), lambda _: Picture(svg, 1080, 1_200))
    pages = whole_pages(pdf)
    for number, text in enumerate(pages, 1):
        found = FOOT.search(text)
        assert found
        assert (int(found[1]), int(found[2])) == (number, len(pages))


def test_a_picture_that_cannot_be_drawn_tells_nothing_of_what_is_in_it() -> None:
    def broken(_: object) -> Picture:
        return Picture("<svg>Zoë van hiernaast")

    with pytest.raises(PictureError) as raised:
        made(summary(), broken)
    error = raised.value
    assert error.code == "not_drawn"
    assert "Zoë" not in repr(error)
    assert error.__context__ is None
    assert made(one("daarna"))


@pytest.mark.parametrize("name", ["نور", "فاطمة", "❤\ufe0f", "x\u0301", "中"])
def test_a_picture_with_letters_that_typst_cannot_tell_stands_in_pixels(name: str) -> None:
    def drawn_with_name(_: object) -> Picture:
        runs = "".join(
            f'<tspan font-family="{run.family}">{run.text}</tspan>' for run in FACE.runs(name)
        )
        return Picture(
            '<svg xmlns="http://www.w3.org/2000/svg" width="1080" height="400"'
            f' viewBox="0 0 1080 400"><text x="50" y="90" font-size="28">{runs}</text></svg>',
            height=400,
        )

    pdf = made(summary(), drawn_with_name)
    assert [alt for tag, alt in tags_of(pdf) if tag == "Figure"] == [summary().blocks[2].alt]
    assert b"/Subtype/Image" in pdf
    assert b"/Subtype/Image" not in made(summary())


def test_a_very_high_picture_is_cut_where_it_may_be() -> None:
    words = "".join(
        f'<text x="50" y="{y}" font-size="28" font-family="Atkinson Hyperlegible">op {y}</text>'
        for y in range(50, 3_000, 100)
    )
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" class="circle" width="1080" height="3000"'
        f' viewBox="0 0 1080 3000">{words}</svg>'
    )
    document = Document(title="T", blocks=[Block(heading="Kring", chart=circle(1), alt="Alt")])
    whole = made(document, lambda _: Picture(svg, 1080, 3_000))
    parts = made(document, lambda _: Picture(svg, 1080, 3_000, (1_300, 2_600)))
    assert about(whole)["pages"] == 2  # below the title is no room for all of it
    assert about(parts)["pages"] == 2
    assert {alt for tag, alt in tags_of(parts) if tag == "Figure"} == {"Alt"}


@given(
    st.floats(100, 9_000),
    st.lists(st.floats(-10, 9_000), max_size=6).map(tuple),
    st.floats(100, 2_000),
)
def test_parts_of_a_picture_are_the_whole_of_it(
    height: float, breaks: tuple[float, ...], room: float
) -> None:
    picture = Picture('<svg width="1080" height="9" viewBox="0 0 1 9">', 1080, height, breaks)
    parts = parts_of(picture, 470, room)
    assert all(part["height"] <= room + 0.01 and part["width"] <= 470.01 for part in parts)
    if len(parts) > 1:
        views = [re.findall(r'viewBox="0 (\S+) \S+ (\S+)"', part["svg"]) for part in parts]
        tops, heights = zip(*((float(top), float(high)) for ((top, high),) in views), strict=True)
        assert set(tops[1:]) <= set(breaks)
        ends = [top + high for top, high in zip(tops, heights, strict=True)]
        assert [0.0, *ends] == pytest.approx([*tops, height])


def test_two_threads_make_pictures_at_once() -> None:
    svgs = [dots(circle(count)).svg for count in range(1, 13)]
    alone = [png_of(svg) for svg in svgs]
    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(png_of, svgs)) == alone


@pytest.mark.full
@pytest.mark.skipif(not IS_FULL, reason="KRING_TEST_FULL=1")
def test_memory_stays_flat_over_500_pictures_and_documents() -> None:
    def resident() -> float:
        with open("/proc/self/statm") as file:  # noqa: PTH123
            return int(file.read().split()[1]) * 4096 / 2**20

    def some(numbers: range) -> None:
        for number in numbers:
            png_of(dots(circle(number % 100)).svg.replace("stip", f"nr {number}"))
            made(one(f"bladzijde {number}"))

    some(range(100))
    before = resident()
    some(range(100, 500))
    assert resident() - before < 30
