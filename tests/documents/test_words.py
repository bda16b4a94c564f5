"""The same document as plain text and as a page: the same words, safe, and nothing lost."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.pictures.documents import pdf_of, text_of
from bot.pictures.fonts import KringTypeface
from bot.pictures.paper import IN_TABLE, ROOM, column_widths, line_count, said
from bot.pictures.paper import plain as drawn
from dialogues.documents.headings import heading_levels
from dialogues.portal.fragment import fragment_of
from states.documents import Block, Document, Table
from states.graphemes import boundaries
from tests.conftest import IS_FULL
from tests.documents import anything
from tests.documents.examples import WHEN, circle, dots, everything, people_list, summary, words
from tests.documents.reading import is_in_order, packed, pages_of, texts_of

EXAMPLES = 3_000 if IS_FULL else 40


class Page(HTMLParser):
    """What a browser sees: words in order, tags in order, attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._inside: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self._inside.append(tag)

    def handle_endtag(self, tag):
        while self._inside and self._inside.pop() != tag:
            pass

    def handle_data(self, data):
        if not {"svg", "style", "title"} & set(self._inside):
            self.words.append(data)

    @property
    def text(self) -> str:
        """All words, as they would be drawn, without white space."""
        return packed("".join(drawn(word) for word in self.words))

    def all(self, *names: str) -> list[str]:
        """Names of the tags that are among these."""
        return [tag for tag, _ in self.tags if tag in names]


def page(document: Document) -> Page:
    return Page(fragment_of(document, dots))


@pytest.mark.parametrize("document", [summary(), people_list(20), everything(5)])
def test_text_and_page_and_pdf_have_the_same_words_in_order(document: Document) -> None:
    parts = texts_of(document)
    assert is_in_order(parts, "".join(pages_of(pdf_of(document, dots, words, when=WHEN))))
    assert is_in_order(parts, page(document).text)
    assert is_in_order(without_rows(document), packed(text_of(document)))


def without_rows(document: Document) -> list[str]:
    """All but tables, of which a text gives rows in its own way."""
    blocks = [Block(b.heading, b.paragraphs, b.lines, level=b.level) for b in document.blocks]
    return texts_of(Document(document.title, blocks, document.subtitle))


def test_a_text_is_ready_to_paste() -> None:
    document = Document(
        title="Wat ik wil laten zien",
        subtitle="22 november",
        footer="Gemaakt met Kring",
        blocks=[
            Block(
                heading="Wensen", paragraphs=["Naar buiten.\n\nMet Piet."], lines=["a", "", "b\nc"]
            ),
            Block(chart=circle(2), alt="Tekening", paragraphs=["Dichtbij: Anna."]),
            Block(table=Table(["Wie", "Samen", "Hoe vaak"], [["Anna", "", "Elke dag"], ["Piet"]])),
        ],
    )
    assert text_of(document) == (
        "Wat ik wil laten zien\n\n22 november\n\n"
        "Wensen\n\nNaar buiten.\n\nMet Piet.\n\n- a\n- b c\n\n"
        "Dichtbij: Anna.\n\n- Wie: Anna · Hoe vaak: Elke dag\n- Wie: Piet\n\nGemaakt met Kring\n"
    )


def test_a_table_without_rows_gives_its_heads() -> None:
    document = Document(title="Lijst", blocks=[Block(table=Table(["Wie", "Samen"], []))])
    assert text_of(document) == "Lijst\n\nWie · Samen\n"


@settings(max_examples=EXAMPLES)
@given(anything.documents())
def test_no_words_are_lost_and_none_commands(document: Document) -> None:
    text = text_of(document)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", text)
    letters = {sign for part in without_rows(document) for sign in part if sign.isascii()}
    assert letters <= set(packed(drawn(text)))


@settings(max_examples=EXAMPLES)
@given(anything.documents())
def test_nothing_that_is_written_becomes_part_of_a_page(document: Document) -> None:
    seen = page(document)
    assert not seen.all("script", "iframe", "img", "link", "a", "b", "object")
    assert not seen.all("meta", "html", "body", "main")
    assert all(not name.startswith("on") for _, attributes in seen.tags for name in attributes)
    fragment_of(document, dots).encode()


@pytest.mark.parametrize("text", anything.MARKUP)
def test_markup_stays_words_on_a_page(text: str) -> None:
    document = Document(
        title=text, blocks=[Block(heading=text, lines=[text], table=Table([text], [[text]]))]
    )
    assert page(document).text.count(packed(text)) == 5


def test_the_parts_of_a_page_are_what_they_are() -> None:
    seen = page(summary())
    blocks = summary().blocks
    assert seen.all("h1", "h2", "h3") == ["h1"] + [f"h{block.level + 1}" for block in blocks]
    assert seen.all("svg") == ["svg"]
    figure = {"role": "img", "tabindex": "0", "aria-label": blocks[2].alt}
    assert dict(seen.tags)["figure"] == figure  # on a phone it is moved within its frame


def test_a_table_on_a_page_says_which_cells_are_heads() -> None:
    seen = page(people_list(3))
    scopes = [attributes["scope"] for tag, attributes in seen.tags if tag == "th"]
    assert scopes == ["col"] * 5 + ["row"] * 3


@given(st.lists(st.builds(Block, heading=st.none() | st.just("x"), level=st.integers(0, 4))))
def test_no_level_of_heading_is_left_out(blocks: list[Block]) -> None:
    levels = [
        level for level, block in zip(heading_levels(blocks), blocks, strict=True) if block.heading
    ]
    assert all(1 <= level <= 2 for level in levels)
    assert levels[:1] in ([], [1])


@given(st.lists(st.lists(anything.ANY, min_size=1, max_size=3), min_size=1, max_size=12))
def test_columns_fill_the_page(columns: list[list[str]]) -> None:
    widths = column_widths([[drawn(text) for text in column] for column in columns])
    assert sum(widths) == pytest.approx(ROOM)
    assert min(widths) > 0


def test_a_column_is_as_wide_as_its_longest_word() -> None:
    columns = [["Wie", "de wijkverpleegkundige"], ["Samen", "praten en wandelen " * 9]]
    columns += [["a b " * 20], ["c d " * 20], ["e f " * 20]]
    width = column_widths(columns)[0]
    assert width > KringTypeface().width("wijkverpleegkundige", IN_TABLE, bold=True)


@given(anything.ANY, st.floats(8, 500))
def test_words_in_pieces_are_the_same_words(text: str, room: float) -> None:
    found = said(text, room, 12)
    pieces = [piece for line in (found["lines"] if found else []) for piece in line if piece]
    joined = "".join(piece if isinstance(piece, str) else piece[1] for piece in pieces)
    assert packed(joined) == packed("".join(drawn(line) for line in text.splitlines()))


@given(st.text(st.sampled_from("ab👩🏽\u200d🇳🇱é\u0301"), min_size=1, max_size=60))
def test_a_long_word_breaks_between_letters(text: str) -> None:
    word = drawn(text)
    lines = (said(word, 40, 12) or {"lines": []})["lines"]
    place, cuts = 0, []
    for piece in (piece for line in lines for piece in line):
        if piece is None:
            cuts.append(place)
        else:
            place += len(piece if isinstance(piece, str) else piece[1])
    assert set(cuts) <= set(boundaries(word))


def test_lines_are_counted_about() -> None:
    assert line_count("kort", 200, 12) == 1
    assert line_count("a\nb\n\nc", 200, 12) == 3
    assert 9 < line_count("tien woorden " * 40, 200, 12) < 25
