"""Pictures and files of a client: put in words here, made by the workshop.

To put something in words is quick and belongs to the turn; to make a picture or a PDF takes
longer and is done by whoever sends it, from what was put in words.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cached_property, partial
from typing import TYPE_CHECKING

import msgspec

from bot.rendering import RenderedFile, paragraphs
from states.content import Content
from states.documents import Document, in_words
from states.dossier import Dossier, Frame, encode
from states.files import FILES
from states.pictures.chart import Chart
from states.scope import Scope
from states.screen import TextKey

if TYPE_CHECKING:
    from bot.pictures.fonts import KringTypeface
    from dialogues.pictures.drawing import Drawing


def files_given(
    content: Content, dossier: Dossier, names: Sequence[str], form: str, now: int
) -> list[RenderedFile]:
    """The files that a turn gives, in words.

    Args:
        content: Loaded content.
        dossier: The client, as they are after the turn.
        names: Names of `states.files.FILES`.
        form: Form of address.
        now: Epoch seconds.
    """
    return [_file(content, dossier, name, form, now) for name in names]


def _file(content: Content, dossier: Dossier, name: str, form: str, now: int) -> RenderedFile:
    file = FILES[name](scope_of(content, dossier, now))
    title = " ".join(paragraphs(content, TextKey(f"pictures/file__{name}"), form))
    document = in_words(content, file.document, form) if file.document else None
    data = encode(without_secrets(dossier)) if file.kind == "zip" else b""
    return RenderedFile(file.kind, f"{title}.{file.kind}", file.chart, document, data, now)


def scope_of(content: Content, dossier: Dossier, now: int) -> Scope:
    """The client at no place in particular, to read answers."""
    frame = dossier.stack[-1] if dossier.stack else Frame("", "")
    return Scope.at(content, dossier, frame, now)


def without_secrets(dossier: Dossier) -> Dossier:
    """The dossier without its code word and without what sleeps behind another one."""
    told = dossier.copy()
    told.code_word, told.asleep = None, []
    return told


class Made(msgspec.Struct, frozen=True):
    """A file that is made; sizes in pixels, 0 where it has none.

    Attributes:
        kind: Where it is of another kind than was asked for.
    """

    data: bytes
    width: int = 0
    height: int = 0
    kind: str = ""

    def __repr__(self) -> str:
        """Say nothing of the content."""
        return "Made()"


def called(file: RenderedFile, made: Made) -> tuple[str, str]:
    """Name and kind of a file as it was made."""
    if not made.kind:
        return file.name, file.kind
    return f"{file.name.removesuffix(file.kind)}{made.kind}", made.kind


class Workshop:
    """Makes pictures and files. It loads what it needs at its first use, never at start.

    All of it is plain work that waits for nothing; it may be called from any thread.
    """

    def __init__(self, content: Content) -> None:
        self._content = content

    def picture(self, chart: Chart, form: str) -> Made:
        """A picture as PNG.

        Raises:
            PictureError: it cannot be drawn.
        """
        from bot.pictures.typesetting import png_of  # noqa: PLC0415 - loads typst

        drawing = self._draw(chart, form)
        return Made(png_of(drawing.svg), drawing.width, drawing.height)

    def file(self, file: RenderedFile, form: str) -> Made:
        """A file to take along.

        Raises:
            PictureError: it cannot be drawn.
            DossierInvalid: what it is made of cannot be read.
        """
        make = {"png": self._png, "pdf": self._pdf, "zip": self._zip}
        return make[file.kind](file, form)

    def _png(self, file: RenderedFile, form: str) -> Made:
        return self.picture(file.chart or Chart("circle", ()), form)

    def _pdf(self, file: RenderedFile, form: str) -> Made:
        from bot.pictures.documents import (  # noqa: PLC0415 - as above
            MOST_WEIGHT,
            pdf_of,
            text_of,
            weight_of,
        )

        document = file.document or Document("", ())
        if weight_of(document) > MOST_WEIGHT:  # hundreds of pages; a text has no end
            return Made(text_of(document).encode(errors="replace"), kind="txt")
        when = datetime.fromtimestamp(file.at, UTC).date()
        draw = partial(self._draw, form=form)
        return Made(pdf_of(document, draw, partial(self._words, form), when=when))

    def _zip(self, file: RenderedFile, _form: str) -> Made:
        from bot.exports.archive import archive  # noqa: PLC0415 - as above
        from states.dossier import decode  # noqa: PLC0415

        return Made(archive(self._content, decode(file.dossier), with_names=False, now=file.at))

    def _words(self, form: str, name: str) -> str:
        return self._content.texts.render(TextKey(f"pictures/{name}"), form)

    def _draw(self, chart: Chart, form: str) -> "Drawing":
        from dialogues.pictures.drawing import draw  # noqa: PLC0415 - as above

        return draw(chart, self._content.texts, form, self._face)

    @cached_property
    def _face(self) -> "KringTypeface":
        from bot.pictures.fonts import KringTypeface  # noqa: PLC0415 - as above

        return KringTypeface()
