"""What a reader finds in a document: text in reading order, tags, what it says of itself."""

import ctypes
import re
import unicodedata
from collections.abc import Iterator
from contextlib import closing

import pypdfium2
from pypdfium2 import raw

from bot.pictures.paper import plain
from states.documents import Block, Document

FOOT = re.compile(r"bladzijde(\d+)van(\d+)$")


def whole_pages(pdf: bytes) -> list[str]:
    """The text of each page as a reader copies it, without white space."""
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        texts = [page.get_textpage().get_text_range() for page in document]
    # At the end of a line a reader takes a dash for a hyphen, and writes it in its own way.
    return [packed(re.sub("[\x02\ufffe]", "-", text)) for text in texts]


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page, without the page number."""
    return [FOOT.sub("", text) for text in whole_pages(pdf)]


def packed(text: str) -> str:
    """The text without white space: lines break where they do."""
    return "".join(text.split())


def is_in_order(parts: list[str], text: str) -> bool:
    """Whether all parts stand in a text in this order, whatever else there is."""
    place = 0
    for part in parts:
        found = text.find(part, place)
        if found < 0:
            return False
        place = found + len(part)
    return True


def texts_of(document: Document) -> list[str]:
    """All words of a document in reading order, as they can be drawn, without white space."""
    found = [document.title, document.subtitle]
    for block in document.blocks:
        found += [block.heading, *block.paragraphs, *block.lines]
        found += _cells(block)
    lines = [line for text in found if text for line in text.splitlines()]
    return [packed(plain(line)) for line in lines if is_copied_as_it_is(line)]


def is_copied_as_it_is(text: str) -> bool:
    """Whether a reader copies just these letters.

    Arabic letters of which the font draws the dots apart are copied twice (typst 0.15, krilla),
    and so are letters with marks of their own.
    """
    return not any(
        unicodedata.bidirectional(sign) in ("R", "AL", "AN", "NSM") for sign in plain(text)
    )


def _cells(block: Block) -> Iterator[str]:
    if block.table is not None:
        yield from block.table.columns
        for row in block.table.rows:
            yield from row


def tags_of(pdf: bytes) -> list[tuple[str, str]]:
    """Types of all structure elements, page by page, each with its alternative text."""
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        return [tag for page in document for tag in _page_tags(page.raw)]


def _page_tags(page: object) -> Iterator[tuple[str, str]]:
    tree = raw.FPDF_StructTree_GetForPage(page)
    for number in range(raw.FPDF_StructTree_CountChildren(tree)):
        yield from _element_tags(raw.FPDF_StructTree_GetChildAtIndex(tree, number))
    raw.FPDF_StructTree_Close(tree)


def _element_tags(element: object) -> Iterator[tuple[str, str]]:
    if not element:
        return
    alt = _string(raw.FPDF_StructElement_GetAltText, element)
    yield _string(raw.FPDF_StructElement_GetType, element), alt
    for number in range(raw.FPDF_StructElement_CountChildren(element)):
        yield from _element_tags(raw.FPDF_StructElement_GetChildAtIndex(element, number))


def _string(read, element: object) -> str:
    size = read(element, None, 0)
    buffer = ctypes.create_string_buffer(size)
    read(element, ctypes.cast(buffer, read.argtypes[1]), size)
    return buffer.raw.decode("utf-16-le").rstrip("\0")


def about(pdf: bytes) -> dict[str, object]:
    """What a file says of itself."""
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        return {
            **document.get_metadata_dict(skip_empty=True),
            "pages": len(document),
            "is_tagged": bool(raw.FPDFCatalog_IsTagged(document.raw)),
            "language": _string(raw.FPDFCatalog_GetLanguage, document.raw),
        }


def frame_of(pdf: bytes) -> tuple[float, float, float, float]:
    """The outermost left, right, bottom and top of all that is written; pt."""
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        boxes = [box for page in document for box in _boxes(page.get_textpage())]
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), max(rights), min(bottoms), max(tops)


def _boxes(text) -> Iterator[tuple[float, float, float, float]]:
    for number in range(text.count_chars()):
        left, bottom, right, top = text.get_charbox(number)
        if right > left:
            yield left, bottom, right, top
