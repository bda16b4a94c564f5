"""Tables as CSV, in two forms: the standard one for programs, and one for a Dutch Excel.

Standard: comma, UTF-8, lines as RFC 4180 has them. Excel: semicolon and a byte order mark, for
else it takes the first column for the whole row and é for two signs. There are no decimals among
the answers, so none needs a comma.

In the form for Excel a text that a spreadsheet could take for a formula gets an apostrophe before
it; so does one that begins with an apostrophe. Take one apostrophe off the beginning of each text
to have it back (`unguarded`). The standard form is literal: let programs read it, no spreadsheet.
Only a text that is a code of no answer, such as `-1`, has the apostrophe there too (`told_apart`).
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from states.days import date_of
from states.exports.cells import Cell, Missing
from states.exports.columns import Column
from states.exports.tables import Tables

TABLES = ("ego", "alters", "ties", "entries")

GUARD = "'"
_RISKY = frozenset("=+-@＝＋－＠\t\r\n'")
"""How texts begin that a spreadsheet may calculate (OWASP, CSV injection), and the guard itself."""


_LIKE_CODE = re.compile(rf"{GUARD}*({'|'.join(str(reason.value) for reason in Missing)})")


@dataclass(frozen=True, slots=True)
class Form:
    """How a CSV file is written."""

    delimiter: str
    encoding: str
    is_guarded: bool


STANDARD = Form(",", "utf-8", is_guarded=False)
EXCEL = Form(";", "utf-8-sig", is_guarded=True)


def csv_files(tables: Tables, form: Form) -> Iterator[tuple[str, bytes]]:
    """Name and content of each file: `ego.csv`, `alters.csv`, `ties.csv`, `entries.csv`."""
    for name in TABLES:
        columns, rows = tables.of(name)
        lines = ([_shown(row[column.name], column, form) for column in columns] for row in rows)
        yield f"{name}.csv", as_csv([column.name for column in columns], lines, form)


def as_csv(head: Sequence[str], rows: Iterable[Sequence[str]], form: Form) -> bytes:
    """A head and rows of cells that are ready."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=form.delimiter, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows(rows)
    return file.getvalue().encode(form.encoding)


def guarded(text: str) -> str:
    """A text that no spreadsheet calculates; blanks before a formula do not hide it."""
    is_risky = text[:1] in _RISKY or text.lstrip()[:1] in _RISKY
    return f"{GUARD}{text}" if text and is_risky else text


def unguarded(text: str) -> str:
    """What `guarded` was given."""
    return text.removeprefix(GUARD)


def told_apart(text: str) -> str:
    """A text that cannot be taken for a code of no answer."""
    return f"{GUARD}{text}" if _LIKE_CODE.fullmatch(text) else text


def _shown(cell: Cell, column: Column, form: Form) -> str:
    if isinstance(cell, Missing):
        return str(cell.value)
    if isinstance(cell, bool):
        return str(int(cell))
    if isinstance(cell, int):
        return date_of(cell).isoformat() if column.type == "date" else str(cell)
    if form.is_guarded and column.type in ("text", "id"):
        return guarded(cell)
    return told_apart(cell) if column.type == "text" else cell
