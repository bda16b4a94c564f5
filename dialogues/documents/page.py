"""Documents as a page: one file of HTML, for a phone first, that also prints well.

Everything that a client wrote is escaped by the template's environment; only drawings come in as
they are, and those escape what is in them. A page loads nothing and runs nothing; its own policy
says so too.
"""

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from states.documents import Block, Document, Table
from states.pictures.chart import Chart

if TYPE_CHECKING:
    from dialogues.pictures.drawing import Drawing

Draw = Callable[[Chart], "Drawing"]
"""Makes SVG of a chart, in the words and letters of the client."""

_DEEPEST = 2
# Overrides and isolates of direction: a name that holds one could turn the whole line round.
_DIRECTIONS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def page_of(document: Document, draw: Draw) -> str:
    """A document as a page of its own, with its pictures in it.

    Args:
        document: Rendered: all its words are strings.
        draw: Makes SVG of a chart.
    """
    return (
        _environment()
        .get_template("document.html.j2")
        .render(document=document, parts=list(_parts(document, draw)), rows=_rows)
    )


def heading_levels(blocks: Sequence[Block]) -> list[int]:
    """The level of each block's heading; the title is above all of them, and stands at 0.

    No level is left out, or who goes by the headings looks for what is not there.
    """
    levels, above = [], 0
    for block in blocks:
        level = max(1, min(block.level, above + 1, _DEEPEST))
        levels.append(level)
        if block.heading:
            above = level
    return levels


def _parts(document: Document, draw: Draw) -> Iterator[dict[str, Any]]:
    for block, level in zip(document.blocks, heading_levels(document.blocks), strict=True):
        yield {
            "tag": f"h{level + 1}",
            "block": block,
            "svg": _without_prolog(draw(block.chart).svg) if block.chart else None,
        }


def _without_prolog(svg: str) -> str:
    return svg[svg.index("<svg") :]


def _rows(table: Table) -> list[list[tuple[str, str]]]:
    """Rows of cells, each with its column head; as many as there are in the longest row."""
    columns = list(zip_longest(table.columns, *table.rows, fillvalue=""))
    heads = [column[0] for column in columns]
    return [list(zip(heads, row, strict=True)) for row in zip(*columns, strict=True)][1:]


def _visible(text: str) -> str:
    """The text without signs that a page may not hold, or that turn a line round."""
    return "".join(sign for sign in text if sign == "\n" or _may_stand(sign)).strip()


def _may_stand(sign: str) -> bool:
    return sign not in _DIRECTIONS and unicodedata.category(sign) not in ("Cc", "Cs", "Zl", "Zp")


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("dialogues.documents", ""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["visible"] = _visible
    return made
