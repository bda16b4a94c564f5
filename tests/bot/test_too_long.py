"""What is too long for pages goes as a text, with all of its words."""

from bot.pictures.documents import MOST_WEIGHT
from bot.rendering import RenderedFile
from bot.taking_along import Workshop, called
from states.documents import Block, Document
from tests.talk import real_content


def file_of(lines: int) -> RenderedFile:
    blocks = [Block(lines=[f"regel {number} van velen" for number in range(lines)])]
    return RenderedFile("pdf", "alles.pdf", document=Document("Alles", blocks))


def test_what_is_too_long_for_pages_is_a_text_with_all_words() -> None:
    file = file_of(MOST_WEIGHT // 50)
    made = Workshop(real_content()).file(file, "je")
    assert called(file, made) == ("alles.txt", "txt")
    text = made.data.decode()
    assert all(f"- {line}\n" in text for line in file.document.blocks[0].lines)


def test_what_is_not_is_a_pdf() -> None:
    file = file_of(9)
    made = Workshop(real_content()).file(file, "je")
    assert called(file, made) == ("alles.pdf", "pdf")
    assert made.data.startswith(b"%PDF-")
