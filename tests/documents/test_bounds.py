"""What a document may cost: whatever is in it, others need not wait long, and nothing is lost."""

import resource
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pictures import documents, fonts
from bot.pictures.documents import MOST_WEIGHT, pdf_of, text_of, weight_of
from bot.pictures.fonts import KringTypeface
from bot.pictures.paper import (
    BETWEEN_LINES,
    MOST_LINES,
    ROOM,
    line_count,
    lines_of,
    paragraphs_of,
    plain,
    said,
)
from bot.pictures.typesetting import PictureError
from states import graphemes
from states.documents import Block, Document, Table
from states.graphemes import boundaries
from tests.conftest import IS_FULL
from tests.documents import anything
from tests.documents.examples import WHEN, circle, dots, everything, people_list, summary, words
from tests.documents.reading import about, packed, pages_of

EACH_WORD = "".join(f"w{number}\n" for number in range(300))

COSTLY = {
    "letters": "Wij lopen samen door het park. " * 70,
    "no spaces": "W" * 2_000,
    "emoji between letters": "a😀" * 1_000,
    "emoji between words": "a 😀 " * 500,
    "flags": "🇳🇱" * 1_000,
    "Arabic": "سلام " * 400,
    "words on lines": "x\n" * 1_000,
    "emoji on lines": "😀\n" * 1_000,
    "Chinese": "漢字" * 1_000,
    "two scripts": "жa" * 1_000,
}

_MEMORY_MB = 350

_MAKE = """
import sys
from tests.documents.test_bounds import COSTLY, heaviest, made
for number in range(3):
    print(made(heaviest(f"{number}" + COSTLY[sys.argv[1]]))[:5].decode())
"""


def made(document: Document) -> bytes:
    """As PDF."""
    return pdf_of(document, dots, words, when=WHEN)


def told(text: str, people: int) -> Document:
    """All that is kept of so many people, of whom the same is told four times each."""
    blocks = [Block(heading=f"Naam {n}", lines=[text] * 4, level=2) for n in range(people)]
    return Document("Alles", [Block(heading="Mensen"), *blocks])


def heaviest(text: str) -> Document:
    """As many people as a document can have."""
    one = weight_of(told(text, 2)) - weight_of(told(text, 1))
    return told(text, int(MOST_WEIGHT * 0.98 / one))


# Letters


@given(st.text(st.sampled_from("ab👩🏽\u200d🇳🇱é\u0301\U000e0067")))
def test_a_text_may_be_cut_where_no_letter_and_no_flag_is_torn(text: str) -> None:
    def may_be_cut(place: int) -> bool:
        halves = text[:place][::-1]
        before = len(halves) - len(halves.lstrip("🇳🇱"))
        is_flag = text[place] in "🇳🇱" and before % 2
        joined = "\u200d" in text[place - 1 : place + 1]
        return not (is_flag or joined or text[place] in "🏽\u0301\U000e0067")

    inner = [place for place in range(1, len(text)) if may_be_cut(place)]
    assert boundaries(text) == sorted({0, *inner, len(text)})


def test_flags_are_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    looks = []
    monkeypatch.setattr(graphemes, "_is_flag_half", lambda sign: not looks.append(sign))
    boundaries("🇳🇱" * 1_000)
    assert len(looks) < 3 * 2_000


@given(st.text(st.sampled_from("ab éж😀🎶❤\ufe0f\u200d🏽1 .سЖ")))
def test_what_one_font_has_is_one_piece_as_it_was(text: str) -> None:
    def slowly() -> list[tuple[int, str]]:
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(fonts, "_has_all", lambda *_: False)
            return list(fonts._pieces(text))

    assert list(fonts._pieces(text)) == slowly()


def test_the_width_of_a_long_text_is_not_remembered() -> None:
    face, kept = KringTypeface(), fonts._share.cache_info().currsize
    width = face.width("fiets" * 400, 12)
    assert width == pytest.approx(400 * face.width("fiets", 12), rel=0.01)
    assert fonts._share.cache_info().currsize <= kept + 1


@pytest.mark.parametrize("sign", ["\u200b", "\u200d", "\u2060", "\ufe0f", "\U000e0067", "\u034f"])
def test_many_signs_without_width_do_not_stop_typst(sign: str) -> None:
    text = "x" + sign * 22_500
    assert len(plain(text)) <= 1 + 7
    block = Block(lines=[text], table=Table(["Wie"], [[text]]))
    assert about(made(Document("Titel", [block])))["pages"] == 1


@pytest.mark.parametrize(
    "text",
    ["🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "👩🏽\u200d❤\ufe0f\u200d👩"],
)
def test_emoji_keep_the_signs_that_join_them(text: str) -> None:
    assert plain(text) == text


# Lines


def test_many_lines_go_on_in_one_and_all_are_there() -> None:
    lines = lines_of(EACH_WORD)
    assert len(lines) == MOST_LINES
    assert lines[: MOST_LINES - 1] == EACH_WORD.split()[: MOST_LINES - 1]
    assert BETWEEN_LINES.join(lines).split(BETWEEN_LINES) == EACH_WORD.split()
    assert lines_of("a\n" * MOST_LINES) == ["a"] * MOST_LINES


@given(st.lists(st.text(st.sampled_from("ab c"), max_size=3), max_size=120))
def test_lines_and_paragraphs_lose_no_words(lines: list[str]) -> None:
    text = "\n".join(lines)
    found = lines_of(text)
    assert len(found) <= MOST_LINES
    assert packed("".join(found)).replace("/", "") == packed(text)
    parts = paragraphs_of(text)
    assert len(parts) <= MOST_LINES
    assert packed("".join(parts)) == packed(text)


def test_words_on_many_lines_are_all_read_in_a_file() -> None:
    text = "".join(pages_of(made(Document("Titel", [Block(paragraphs=[EACH_WORD])]))))
    assert packed(text).replace("/", "") == "Titel" + packed(EACH_WORD)


@pytest.mark.parametrize("text", ["W" * 2_000, "Wij lopen samen. " * 120, "😀" * 2_000])
def test_what_is_surely_wide_need_not_be_measured(text: str) -> None:
    found = said(text, ROOM, 12)
    pieces = [piece for piece in found["lines"][0] if piece]
    assert packed("".join(p if isinstance(p, str) else p[1] for p in pieces)) == packed(text)
    assert line_count(text, ROOM, 12) > documents._SHORT


# The whole


@pytest.mark.parametrize("document", [summary(), people_list(150), everything(150)])
def test_what_people_tell_is_far_from_too_long(document: Document) -> None:
    assert weight_of(document) < MOST_WEIGHT / 4


@pytest.mark.parametrize("kind", COSTLY)
def test_what_is_too_long_for_pages_is_told_at_once_and_is_a_text(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "_data", None)  # nothing is set
    document = told(COSTLY[kind], 2 * len(heaviest(COSTLY[kind]).blocks))
    with pytest.raises(PictureError) as raised:
        made(document)
    assert raised.value.code == "too_long"
    assert COSTLY[kind][:9] not in repr(raised.value)
    told_of = packed(text_of(document))
    assert told_of.count(packed(COSTLY[kind])) == 4 * (len(document.blocks) - 1)


def test_all_that_is_set_has_weight() -> None:
    text = "zwaar"
    block = Block(text, [text], [text], Table([text], [[text, text]]), circle(1), alt=text)
    document = Document(text, [block], subtitle=text, footer=text)
    assert weight_of(document) == 10 * weight_of(Document(text, []))
    assert weight_of(Document("жж", [])) > weight_of(Document("zz", []))
    assert weight_of(Document("z\nz", [])) > weight_of(Document("zzz", []))


@given(anything.documents())
def test_any_document_has_a_weight(document: Document) -> None:
    assert weight_of(document) >= 0


def test_a_picture_in_a_long_document_is_set_once(monkeypatch: pytest.MonkeyPatch) -> None:
    assert b"/Subtype/Image" not in made(summary())
    monkeypatch.setattr(documents, "_MUCH_WEIGHT", 100)
    assert b"/Subtype/Image" in made(summary())


@pytest.mark.full
@pytest.mark.skipif(not IS_FULL, reason="KRING_TEST_FULL=1")
@pytest.mark.parametrize("kind", COSTLY)
def test_there_is_room_for_the_heaviest_documents_one_after_the_other(kind: str) -> None:
    several = subprocess.run(
        [sys.executable, "-c", _MAKE, kind],
        check=True,
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(
            resource.RLIMIT_DATA, (_MEMORY_MB << 20, _MEMORY_MB << 20)
        ),
    )
    assert several.stdout == "%PDF-\n" * 3
