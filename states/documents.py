"""A document as data: what stands in it, in which order. How it is set is decided elsewhere.

The same document becomes an accessible PDF, a text to paste and a page, so they say the same
(R-45).
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from states.controls import without_controls
from states.graphemes import shorten
from states.pictures.chart import Chart
from states.screen import TextKey

if TYPE_CHECKING:
    from states.content import Content

IN_CHAT = 80
"""Signs of one cell in a chat."""

Words = Any
"""A `TextKey` until it is rendered, a string after that."""


class Table(msgspec.Struct, frozen=True, omit_defaults=True):
    """Rows under column heads; the first cell of a row says what it is about."""

    columns: Sequence[Words]
    rows: Sequence[Sequence[Words]]

    def __repr__(self) -> str:
        """Say nothing of the content."""
        return "Table()"


class Block(msgspec.Struct, frozen=True, omit_defaults=True):
    """One part under a heading: paragraphs, then lines, a table, a picture; what it has of them.

    Attributes:
        heading: Its heading; None for what stands under the title.
        paragraphs: Words, one paragraph each.
        lines: A list, one line each.
        table: A table.
        chart: A picture; `alt` says in a sentence what it is, the paragraphs and lines say what
            is in it.
        alt: Words in the place of the picture, for who does not see it.
        level: 1 for a part, 2 for a part of a part.
        part: Which part of what is shared it belongs to; empty in other documents.
    """

    heading: Words = None
    paragraphs: Sequence[Words] = ()
    lines: Sequence[Words] = ()
    table: Table | None = None
    chart: Chart | None = None
    alt: Words = None
    level: int = 1
    part: str = ""

    def __repr__(self) -> str:
        """Say nothing of the content."""
        return "Block()"


class Document(msgspec.Struct, frozen=True, omit_defaults=True):
    """A document.

    Attributes:
        title: Its title.
        subtitle: One line below it, such as for whom it is and of which day.
        blocks: Its parts, in reading order.
        footer: One line at the foot of every page.
    """

    title: Words
    blocks: Sequence[Block]
    subtitle: Words = None
    footer: Words = None

    def __repr__(self) -> str:
        """Say nothing of the content."""
        return "Document()"


def in_words(content: "Content", document: Document, form: str) -> Document:
    """A document with words in the place of its text keys; charts stay as they are."""
    return msgspec.convert(_said(content, msgspec.structs.asdict(document), form), Document)


def _said(content: "Content", value: Any, form: str) -> Any:  # noqa: ANN401 - all of a document
    if isinstance(value, TextKey):
        return "\n\n".join(_paragraphs(content.texts.render(value, form)))
    if isinstance(value, Chart):
        return value
    if isinstance(value, msgspec.Struct):
        return _said(content, msgspec.structs.asdict(value), form)
    if isinstance(value, dict):
        return {name: _said(content, part, form) for name, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_said(content, part, form) for part in value]
    return value


def _paragraphs(text: str) -> list[str]:
    return [said for part in text.split("\n\n") if (said := without_controls(part).strip())]


def text_values(document: Document) -> dict[str, Any]:
    """A document as values for a text: what a chat can show of it, pictures in words."""
    return {
        "title": document.title,
        "blocks": [
            {
                "heading": block.heading,
                "paragraphs": list(block.paragraphs),
                "lines": list(block.lines),
                "rows": _rows(block.table) if block.table else [],
            }
            for block in document.blocks
        ],
    }


def _rows(table: Table) -> list[dict[str, Any]]:
    """Each row with its name and what is in its other cells."""
    heads = list(table.columns)[1:]
    return [
        {
            "name": name,
            "cells": [
                {"heading": head, "value": _short(cell)}
                for head, cell in zip(heads, cells, strict=True)
                if cell != ""
            ],
        }
        for name, *cells in table.rows
    ]


def _short(cell: Words) -> Words:
    """A cell for a chat: a long one would fill screens; on paper it is whole."""
    return shorten(cell, IN_CHAT) if isinstance(cell, str) else cell
