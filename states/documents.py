"""A document as data: what stands in it, in which order. How it is set is decided elsewhere.

The same document becomes an accessible PDF, a text to paste and a page, so they say the same
(R-45).
"""

from collections.abc import Sequence
from typing import Any

import msgspec

from states.graphemes import shorten
from states.pictures.chart import Chart

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
    """

    heading: Words = None
    paragraphs: Sequence[Words] = ()
    lines: Sequence[Words] = ()
    table: Table | None = None
    chart: Chart | None = None
    alt: Words = None
    level: int = 1

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
