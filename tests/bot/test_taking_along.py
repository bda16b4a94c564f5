"""What a client takes along, from the tap to the bytes."""

import io
import zipfile

import msgspec
import pypdfium2
import pytest
from PIL import Image

from bot.rendering import RenderedFile, RenderedScreen, decode_screen, encode_screen
from bot.taking_along import Workshop, files_given, in_words, scope_of
from states.dossier import Answer, Asleep, CodeWord, Dossier, decode, encode, new_dossier
from states.files import FILES
from states.pictures.chart import Chart, Person
from states.returning.versions import keep
from states.sides import put_on
from states.summaries import everything_document
from tests.pictures.gallery import client
from tests.talk import MONDAY_MORNING, Talk, real_content

WORKSHOP = Workshop(real_content())


def given(name: str, form: str = "je") -> RenderedFile:
    """The file that an option gives to the client of the gallery."""
    [file] = files_given(real_content(), client(), [name], form, MONDAY_MORNING)
    return file


def text_of(pdf: bytes) -> str:
    """All text of a PDF in reading order, on one line."""
    pages = pypdfium2.PdfDocument(pdf)
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in pages)


@pytest.mark.parametrize("name", list(FILES))
@pytest.mark.parametrize("form", ["je", "u"])
def test_every_file_is_made_and_called_by_its_kind(name: str, form: str) -> None:
    file = given(name, form)
    made = WORKSHOP.file(file, form)
    begins = {"png": b"\x89PNG", "pdf": b"%PDF-", "zip": b"PK"}[file.kind]
    assert made.data.startswith(begins)
    assert file.name.endswith(f".{file.kind}")
    assert file.name.isascii()
    assert "/" not in file.name


def test_a_picture_has_as_many_pixels_as_it_says() -> None:
    made = WORKSHOP.file(given("circle"), "je")
    assert Image.open(io.BytesIO(made.data)).size == (made.width, made.height)
    assert made.width == 1080


def test_the_summary_holds_the_own_words_and_the_circle_in_words() -> None:
    text = text_of(WORKSHOP.file(given("summary"), "je").data)
    places = [
        text.index(words)
        for words in (
            "Mijn samenvatting",
            "Gemaakt op 2 maart 2026",
            "zingen en in de tuin werken",
            "een keer per week samen eten",
            "Ik wil iemand die met mij meegaat naar buiten.",
            "Mijn kring in beeld",
            "Buurt, werk, clubs en meer: Fatima en zangkoor (groep)",
        )
    ]
    assert places == sorted(places)


def test_the_list_has_everybody_with_what_was_answered() -> None:
    text = text_of(WORKSHOP.file(given("list"), "je").data)
    for words in ("Sandra van de wijk", "wandelen in het park", "Elke week of vaker"):
        assert words in text


def test_everything_has_every_answer() -> None:
    document = everything_document(scope_of(real_content(), client(), MONDAY_MORNING))
    text = text_of(WORKSHOP.file(given("everything"), "je").data)
    for block in in_words(real_content(), document, "je").blocks:
        for line in block.lines:
            assert " ".join(line.split()) in text


def carer() -> Dossier:
    """The client of the gallery, who has a plan, and told as a carer too."""
    dossier = client()
    step = dossier.add_entry("action", 20_500)
    step.answers = {"plan_what": Answer("koffie met Fatima"), "plan_day": Answer(20_531)}
    keep(dossier, [Person("a1", "Anna"), Person("a99", "Daan")], 20_400)
    put_on(real_content(), dossier, "care")
    dossier.ego["expect_of_me"] = Answer("altijd klaar staan")
    dossier.ego["care_month_day"] = Answer(20_530)
    dossier.add_alter("Henk", "free_list", 20_000)
    dossier.add_entry("action", 20_500).answers = {"plan_what": Answer("een middag vrij")}
    dossier.add_entry("thought", 20_500).answers = {"thought_words": Answer("buiten zijn")}
    keep(dossier, [Person("a9", "Henk")], 20_300)
    return dossier


CARER = (
    *("zingen en in de tuin werken", "koffie met Fatima", "8 november 2025: Anna en Daan"),
    *("Als ik zorg voor iemand", "altijd klaar staan", "Henk", "een middag vrij", "buiten zijn"),
    "31 juli 2025: Henk",
)
"""What both sides of that client say, in reading order."""


@pytest.mark.parametrize("side", ["self", "care"])
def test_both_sides_are_on_paper_and_in_the_text(side: str) -> None:
    dossier = carer()
    put_on(real_content(), dossier, side)
    [file] = files_given(real_content(), dossier, ["everything"], "je", MONDAY_MORNING)
    on_paper = text_of(WORKSHOP.file(file, "je").data)
    [data] = files_given(real_content(), dossier, ["data"], "je", MONDAY_MORNING)
    with zipfile.ZipFile(io.BytesIO(WORKSHOP.file(data, "je").data)) as archive:
        to_read = archive.read("voor-mij/alles-over-mij.txt").decode("utf-8")
        assert "voor-onderzoek/kring-als-ik-zorg.graphml" in archive.namelist()
    for text in (on_paper, to_read):
        found = [text.find(words) for words in CARER]
        assert -1 not in found, CARER[found.index(-1)]
        assert found == sorted(found)
        assert text.count("zingen en in de tuin werken") == 1
        for planned in ("19 maart", "18 maart"):
            assert planned in text


def test_the_data_hold_no_secret_and_nothing_that_sleeps() -> None:
    dossier = client()
    dossier.code_word = CodeWord("zout", "hash")
    other = new_dossier()
    other.add_alter("Remco", "free_list", 0)
    dossier.asleep = [Asleep(encode(other), 0, CodeWord("peper", "hash2"))]
    [file] = files_given(real_content(), dossier, ["data"], "je", MONDAY_MORNING)
    assert decode(file.dossier).code_word is None
    with zipfile.ZipFile(io.BytesIO(WORKSHOP.file(file, "je").data)) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
        assert any(name.endswith(".graphml") for name in archive.namelist())
    for secret in (b"zout", b"peper", b"Remco", b"hash"):
        assert secret not in everything


def test_a_screen_with_picture_and_files_waits_in_the_outbox_as_it_is() -> None:
    screen = RenderedScreen(
        1, ["Dit is jouw kring."], picture=Chart("circle", ()), files=[given("summary")]
    )
    again = decode_screen(encode_screen(screen))
    assert again == screen
    assert "zingen" not in repr(again)


def test_what_waited_before_0_3_0_is_still_shown() -> None:
    """The picture was the name of a view then, which nothing drew."""
    before = b'{"turn":7,"paragraphs":["Dit is jouw kring."],"picture":"circle"}'
    assert decode_screen(before) == RenderedScreen(7, ["Dit is jouw kring."])


def test_a_circle_of_150_waits_in_15_kilobytes() -> None:
    dossier = Talk().dossier
    for number in range(150):
        alter = dossier.add_alter(f"Buurvrouw {number} van de flat", "free_list", 20_000)
        scope = scope_of(real_content(), dossier, MONDAY_MORNING)
        scope.of(alter).write("ring", "acquaintance")
        scope.of(alter).write("quadrant", "community")
    [file] = files_given(real_content(), dossier, ["circle"], "je", MONDAY_MORNING)
    assert len(msgspec.json.encode(file)) < 15_000
