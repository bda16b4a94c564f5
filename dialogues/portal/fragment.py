"""What a worker reads of a client, as part of a page: made once, at the first opening.

The same document and the same drawing give the same bytes, whenever and wherever they are made.
Expectation, likes, request and plan come first and together, so that they fit one screen: of what
has parts, such as the steps of a plan, these stand side by side. The rest follows in the order of
the document.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest
from typing import Any, Protocol

from dialogues.documents.headings import heading_levels
from dialogues.portal.environment import environment
from dialogues.portal.svg import lean
from states.documents import Block, Document, Table
from states.pictures.chart import Chart

FIRST = ("expectation",)
"""Parts that stand on top, over the whole width."""

TOP = ("likes", "request", "plan")
"""Parts that stand side by side on one screen; strengths first (R-48)."""


class Drawn(Protocol):
    """A picture as SVG."""

    @property
    def svg(self) -> str:
        """The drawing, with or without a prolog."""
        ...


Draw = Callable[[Chart], Drawn]
"""Makes SVG of a chart, in the form *u*."""


def fragment_of(document: Document, draw: Draw) -> str:
    """A document as a part of a page, with its pictures in it.

    Args:
        document: Rendered: all its words are strings.
        draw: Makes SVG of a chart.
    """
    parts = list(_parts(document, draw))
    template = environment().get_template("_fragment.html.j2")
    return template.render(
        document=document,
        first=[part for part in parts if part["part"] in FIRST],
        top=[found for name in TOP if (found := [p for p in parts if p["part"] == name])],
        rest=[part for part in parts if part["part"] not in (*FIRST, *TOP)],
        rows=_rows,
    )


def _parts(document: Document, draw: Draw) -> Iterator[dict[str, Any]]:
    """Each block that says something; a part of a part belongs to the part above it."""
    above = ""
    levels = heading_levels(document.blocks)
    for block, level in zip(document.blocks, levels, strict=True):
        above = block.part or (above if level > 1 else "")
        if _says_something(block):
            yield {
                "part": above,
                "tag": f"h{level + 1}",
                "block": block,
                "svg": lean(draw(block.chart).svg) if block.chart else None,
            }


def _says_something(block: Block) -> bool:
    has_words = any(map(bool, [block.heading, *block.paragraphs, *block.lines]))
    return has_words or block.chart is not None or block.table is not None


def _rows(table: Table) -> Sequence[Sequence[tuple[str, str]]]:
    """Rows of cells, each with its column head; as many as there are in the longest row."""
    columns = list(zip_longest(table.columns, *table.rows, fillvalue=""))
    heads = [column[0] for column in columns]
    return [list(zip(heads, row, strict=True)) for row in zip(*columns, strict=True)][1:]
