"""What stands in one cell of a table: an answer, or the reason why there is none.

An empty cell can mean anything, so none is empty: each reason has a code of its own, below zero,
where no answer of ours is (peers, section e).
"""

from enum import Enum
from typing import TYPE_CHECKING

from states.dossier import Answer, Value

if TYPE_CHECKING:
    from states.exports.columns import Column


class Missing(Enum):
    """Why there is no answer; the value is the code that stands in its place."""

    SKIPPED = -1
    DONT_KNOW = -2
    NONE = -3
    NOT_ASKED = -4
    PRIVATE = -5
    UNKNOWN = -6


MEANINGS = {
    Missing.SKIPPED: "skipped",
    Missing.DONT_KNOW: "does not know",
    Missing.NONE: "answered: nobody, nothing or none",
    Missing.NOT_ASKED: "not asked, or nothing recorded; also where a list of names was shown and "
    "this one was not tapped, unless the codes say 0 for that",
    Missing.PRIVATE: "answered, for the client alone; only in the JSON",
    Missing.UNKNOWN: "answered with something that is not in this codebook; only in the JSON",
}

Cell = str | int | bool | Missing
"""One value. A bool is a flag; text is clean (`clean`)."""

DAYS = 2_932_897
"""Days from 1970 to the end of the year 9999: no date is later."""

_STATUS = {
    "skipped": Missing.SKIPPED,
    "dont_know": Missing.DONT_KNOW,
    "none": Missing.NONE,
}


def clean(text: str) -> str:
    """Text without characters that XML 1.0 has no place for, with one kind of line end."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return lines if lines.isprintable() else "".join(filter(_fits, lines))


def _fits(character: str) -> bool:
    """Whether XML 1.0 allows it (section 2.2, `Char`)."""
    code = ord(character)
    is_control = code < 0x20 and character not in "\t\n"
    return not (is_control or 0xD800 <= code <= 0xDFFF or code in (0xFFFE, 0xFFFF))


def cell(answer: Answer | None, column: "Column") -> Cell:
    """What stands in a column for an answer on its variable."""
    if answer is None:
        return Missing.NOT_ASKED
    if answer.private:
        return Missing.PRIVATE
    if answer.status != "answered":
        # None of the things on a list is a full answer on each of them.
        is_listed = answer.status == "none" and column.code is not None
        return False if is_listed else _STATUS[answer.status]
    return _value(answer.value, column)


def _value(value: Value, column: "Column") -> Cell:
    """The answer in the form that its column has, if it is one that the column can hold."""
    found: Cell = Missing.UNKNOWN
    if isinstance(value, list):
        if column.code is not None:
            found = column.code in value
        elif column.type == "count":
            found = len(value)
        elif column.type == "id":
            found = " ".join(value) or Missing.NONE
    elif isinstance(value, str):
        if column.type == "text":
            found = clean(value)
        elif value in column.codes:
            found = value
    elif value is not None and _fits_number(value, column):
        found = value
    return found


def _fits_number(value: int, column: "Column") -> bool:
    """Whether a number or a flag is one that the column can hold."""
    if isinstance(value, bool):
        return column.type == "flag" and column.code is None
    most = {"number": value, "date": DAYS - 1}.get(column.type, -1)
    return 0 <= value <= most  # below zero are the codes of no answer
