"""Documents as files: an accessible PDF to print and keep, and plain text to paste.

Both come from the same rendered `Document`, all of whose words are strings; a page is made of it in
`dialogues.portal.fragment`. Pictures are drawn by a function that is given in, and stand in the PDF
as vectors wherever that can be, each with words that say what it is.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import chain, zip_longest
from typing import Any

from msgspec.structs import replace

from bot.pictures.fonts import NOT_DRAWN, families
from bot.pictures.paper import (
    BODY,
    FACE,
    IN_FOOTER,
    IN_TABLE,
    INSET,
    MARGIN,
    PAGE_HEIGHT,
    ROOM,
    column_widths,
    line_count,
    paragraphs_of,
    plain,
    said,
)
from bot.pictures.parts import in_pixels, parts_of
from bot.pictures.typesetting import PictureError, accessible_pdf
from dialogues.documents.drawn import Draw
from dialogues.documents.headings import heading_levels
from states.controls import without_controls
from states.documents import Block, Document, Table
from states.pictures.typeface import Words, fitted

_HEADING_SIZES = (23.0, 15.5, 12.5)
"""Font sizes by level."""

_LIST_INDENT = 16.0
_TOP, _BOTTOM = 64.0, PAGE_HEIGHT - 68
"""Between these, from the top of the page, stands what is on it."""

_ABOVE_PICTURE = 60.0
"""A heading of one line, and white."""

_FOOTER_SHARE, _FOOTER_SIGNS = 0.7, 300
"""Of the width; the page number has the rest. And more signs than will ever fit there."""
_SHORT = 12
"""Lines; what has no more, and a heading below another, does not break over two pages."""

_IN_A_LINE = 160
"""Signs that a line has at most."""

_LONG_CELL = 12
"""Lines in a cell from which its row may break over two pages."""

_LONG_HEAD = 6
"""Lines in a column head from which it stands there once, as a row."""

_BETWEEN_CELLS = " · "

MOST_WEIGHT = 500_000
"""Of a document that is set in pages: as much as 500,000 letters, which is 200 of them. It takes
a second and a half and 200 MB at most (measured with all that is costly: other scripts, emoji
between letters, words without spaces, a word on each line)."""

_MUCH_WEIGHT = 100_000
"""What weighs more is not set twice."""

_WEIGHT_OF_LINE, _WEIGHT_OF_SIGN = 50, 8
"""Of each line that a text has, and of a sign that is no Latin letter, which a file must explain to
who copies it."""

_LATIN = re.compile("[\0-\xff]+")


def weight_of(document: Document) -> int:
    """What it costs to set a document in pages; a Latin letter weighs 1."""
    return sum(map(_weight, _all_texts(document)))


def pdf_of(document: Document, draw: Draw, words: Words, *, when: date) -> bytes:
    """A document as PDF/UA-1, A4; the same bytes for the same input.

    Args:
        document: Rendered: all its words are strings.
        draw: Makes SVG of a chart.
        words: Gives the words around page numbers.
        when: The date in the file.

    Raises:
        PictureError: `not_drawn`; `too_long`, of more than `MOST_WEIGHT`: `text_of` has no limit.
    """
    weight = weight_of(document)
    if weight > MOST_WEIGHT:
        raise PictureError("too_long")
    data = _data(document, draw, words, when)
    pictures = [block["picture"] for block in data["blocks"] if block["picture"]]
    if not pictures or weight < _MUCH_WEIGHT:
        try:
            return _set(data, when)
        except PictureError:
            if not pictures:
                raise
    # typst cannot tell what letters of several glyphs in a drawing stand for (Arabic with dots,
    # marks, some emoji), and so refuses it. In pixels there are no letters to tell.
    for picture in pictures:
        picture["parts"] = [in_pixels(part) for part in picture["parts"]]
    return _set(data, when)


def text_of(document: Document) -> str:
    """A document as plain text to paste, with the same words; pictures are told by their block."""
    parts = [document.title, document.subtitle, *_texts(document.blocks), document.footer]
    return "\n\n".join(tidied for part in parts if part and (tidied := _tidy(part))) + "\n"


def _all_texts(document: Document) -> Iterator[str]:
    """All that is to be set, in no order."""
    found = [document.title, document.subtitle, document.footer]
    for block in document.blocks:
        found += [block.heading, block.alt, *block.paragraphs, *block.lines]
        if block.table is not None:
            found += chain(block.table.columns, *block.table.rows)
    return (text for text in found if text)


def _weight(text: str) -> int:
    lines = len(text.splitlines())
    others = 0 if text.isascii() else len(_LATIN.sub("", text))
    return len(text) + _WEIGHT_OF_LINE * lines + (_WEIGHT_OF_SIGN - 1) * others


def _set(data: Mapping[str, Any], when: date) -> bytes:
    return accessible_pdf(_template(), {"document": json.dumps(data)}, when)


@cache
def _template() -> bytes:
    return (files("dialogues.documents") / "document.typ").read_bytes()


def _data(document: Document, draw: Draw, words: Words, when: date) -> dict[str, Any]:
    title = plain(document.title) or NOT_DRAWN
    return {
        "title": title,
        "heading": said(title, ROOM, _HEADING_SIZES[0], bold=True),
        "subtitle": _said(document.subtitle),
        "footer": _footer(document.footer),
        "pages": [plain(words("document_page")), plain(words("document_of"))],
        "day": {"year": when.year, "month": when.month, "day": when.day},
        "margin": MARGIN,
        "top": _TOP,
        "bottom": _BOTTOM,
        "families": families(),
        "sizes": {
            "body": BODY,
            "table": IN_TABLE,
            "footer": IN_FOOTER,
            "headings": _HEADING_SIZES,
        },
        "blocks": list(_blocks(document, draw)),
    }


def _said(text: str | None, room: float = ROOM) -> dict[str, Any] | None:
    return said(text, room, BODY) if text else None


def _footer(text: str | None) -> dict[str, Any] | None:
    """One line, shortened where there is no room for all of it."""
    room = ROOM * _FOOTER_SHARE
    line = plain(text or "")[:_FOOTER_SIGNS]
    return said(fitted(line, room, IN_FOOTER, FACE), room, IN_FOOTER) if line else None


def _blocks(document: Document, draw: Draw) -> Iterator[dict[str, Any]]:
    # A heading in which nothing is seen is none, also for the levels of others.
    blocks = [replace(one, heading=plain(one.heading or "") or None) for one in document.blocks]
    for block, level in zip(blocks, heading_levels(blocks), strict=True):
        heading = block.heading
        yield {
            "heading": said(heading, ROOM, _HEADING_SIZES[level], bold=True) if heading else None,
            "level": level + 1,
            "picture": _picture(document, block, draw),
            "paragraphs": _all(_said(p) for text in block.paragraphs for p in paragraphs_of(text)),
            "lines": _all(_said(line, ROOM - _LIST_INDENT) for line in block.lines),
            "table": _table(block.table) if block.table else None,
            "whole": level > 1 and _is_short(block),
        }


def _is_short(block: Block) -> bool:
    """Whether a block takes so little room that it should stand on one page."""
    if block.chart is not None or block.table is not None:
        return False
    texts = [text for text in (block.heading, *block.paragraphs, *block.lines) if text]
    if sum(map(len, texts)) > _SHORT * _IN_A_LINE:  # which need not be measured
        return False
    return sum(line_count(text, ROOM, BODY) for text in texts) <= _SHORT


def _all(found: Iterator[dict[str, Any] | None]) -> list[dict[str, Any]]:
    return [words for words in found if words]


def _picture(document: Document, block: Block, draw: Draw) -> dict[str, Any] | None:
    if block.chart is None:
        return None
    drawing = draw(block.chart)
    told = (plain(text) for text in (block.alt, block.heading, document.title) if text)
    return {
        "parts": parts_of(drawing, ROOM, _BOTTOM - _TOP - _ABOVE_PICTURE),
        "alt": next((text for text in told if text), NOT_DRAWN),
    }


def _table(table: Table) -> dict[str, Any] | None:
    """Columns with their widths; a row with fewer cells than another has empty ones."""
    columns = list(zip_longest(table.columns, *table.rows, fillvalue=""))
    if not columns:
        return None
    widths = column_widths(columns)
    head, *rows = zip(*columns, strict=True)
    return {
        "widths": widths,
        "inset": INSET,
        "repeats": _height(head, widths) < _LONG_HEAD,
        "columns": _cells(head, widths, bold=len(head)),
        "rows": [
            {"breaks": _height(row, widths) >= _LONG_CELL, "cells": _cells(row, widths, bold=1)}
            for row in rows
        ],
    }


def _height(texts: Sequence[str], widths: Sequence[float]) -> int:
    """Lines of the highest cell of a row."""
    rooms = [width - 2 * INSET for width in widths]
    return max(line_count(t, r, IN_TABLE, bold=True) for t, r in zip(texts, rooms, strict=True))


def _cells(texts: Sequence[str], widths: Sequence[float], *, bold: int) -> list[dict[str, Any]]:
    """Cells of a row; so many at its begin are bold."""
    nothing = {"rtl": False, "lines": []}
    return [
        said(text, width - 2 * INSET, IN_TABLE, bold=place < bold) or nothing
        for place, (text, width) in enumerate(zip(texts, widths, strict=True))
    ]


def _texts(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        yield block.heading or ""
        yield from block.paragraphs
        yield "\n".join(f"- {line}" for text in block.lines if (line := _in_one_line(text)))
        if block.table is not None:
            yield "\n".join(_rows(block.table))


def _rows(table: Table) -> Iterator[str]:
    """Each row in one line, with the column heads in it: a phone has no room for columns."""
    heads = [_in_one_line(head) for head in table.columns]
    if not table.rows:
        yield _BETWEEN_CELLS.join(heads)
    for row in table.rows:
        cells = zip_longest(heads, map(_in_one_line, row), fillvalue="")
        told = [f"{head}: {cell}" if head else cell for head, cell in cells if cell]
        if told:
            yield "- " + _BETWEEN_CELLS.join(told)


def _in_one_line(text: str) -> str:
    return " ".join(_tidy(text).split())


def _tidy(text: str) -> str:
    """Without signs that command a terminal or turn a line round, and without empty lines."""
    return without_controls(text).strip()
