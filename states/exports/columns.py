"""Which columns the tables have. They follow from the content alone, so tables can be put together.

Names of our own are written like `egoID` and codebook names like `wish_with`, so none is both.
A list has a column for each code, `gets__advice`.
"""

from collections.abc import Iterator, Mapping
from typing import Literal, get_args

import msgspec

from states.check_ins import day_variables
from states.codebook import EntrySubject, Variable
from states.content import Content
from states.dossier import Frame, SideName, new_dossier
from states.scope import Scope
from states.steps.alters import PickAltersStep

TableName = Literal["ego", "alters", "ties", "entries"]
ColumnType = Literal["id", "text", "choice", "flag", "number", "date", "count"]
LeftOut = Literal["own_words", "internal", "hidden"]

PLACE_OF_CODE = "__"
"""Between a variable and a code, as in the keys of texts."""


class Column(msgspec.Struct, frozen=True):
    """One column: of us, of a variable, or of one code of a variable.

    Attributes:
        name: Its name.
        table: The table that it is in.
        type: What its values are. A `flag` is yes or no, a `date` counts days since 1970-01-01.
        variable: The variable of the codebook, if it is one's.
        code: The code of a list that it is about.
        codes: All codes that a `choice` may have.
        meaning: What it says, in English, where no codebook does.
    """

    name: str
    table: TableName
    type: ColumnType
    variable: str | None = None
    code: str | None = None
    codes: tuple[str, ...] = ()
    meaning: str = ""


def _own(
    table: TableName, name: str, kind: ColumnType, meaning: str, codes: tuple[str, ...] = ()
) -> Column:
    return Column(name, table, kind, codes=codes, meaning=meaning)


def _side(table: TableName) -> Column:
    meaning = "in which place in life it was told; the two are never mixed"
    return _own(table, "side", "choice", meaning, get_args(SideName))


_EGO = "the client, by a code that the exporter gave; with `side` it joins the tables"

OWN = (
    _own("ego", "egoID", "id", _EGO),
    _side("ego"),
    _own("ego", "exportedOn", "date", "day of the export (UTC)"),
    _own("ego", "firstAnsweredOn", "date", "day of this side's oldest answer that is there (UTC)"),
    _own("ego", "lastAnsweredOn", "date", "day of this side's latest answer (UTC)"),
    _own("ego", "codebookVersion", "number", "version of the codebook"),
    _own("ego", "language", "id", "language of the questions (ISO 639-1)"),
    _own("ego", "alterCount", "count", "rows of this side among the alters; 0 is an answer"),
    _own("ego", "tieCount", "count", "rows of this side among the ties"),
    _own("ego", "entryCount", "count", "rows of this side among the entries"),
    _own("alters", "egoID", "id", _EGO),
    _side("alters"),
    _own(
        "alters",
        "alterID",
        "id",
        "the alter; within one client, the same in every export, and on one side only",
    ),
    _own("alters", "label", "text", "the name; a pseudonym unless names were asked for"),
    _own("alters", "namedOrder", "number", "place in the order of naming; numbers may be missing"),
    _own("alters", "namedOn", "date", "day on which the alter was named first (UTC)"),
    _own("alters", "prompts", "id", "questions that brought the name, first one first"),
    _own("ties", "egoID", "id", _EGO),
    _side("ties"),
    _own("ties", "from", "id", "alterID of one end; a tie has no direction"),
    _own("ties", "to", "id", "alterID of the other end"),
    _own("ties", "relation", "id", "the variable that the tie comes from"),
    _own("ties", "groups", "id", "numbers of the groups that both are in, in order of telling"),
    _own(
        *("ties", "estimated", "flag"),
        "1: the client named groups that know each other; no pair was asked about",
    ),
    _own("entries", "egoID", "id", _EGO),
    _side("entries"),
    _own("entries", "entryID", "id", "the entry; within one client, the same in every export"),
    _own(
        *("entries", "entryKind", "choice"),
        "what the client made; columns that belong to another kind say -4 (not asked)",
        get_args(EntrySubject),
    ),
    _own("entries", "madeOn", "date", "day on which it was made (UTC)"),
)
"""The columns that are there whatever the codebook has."""


def columns(content: Content, *, with_names: bool) -> tuple[Column, ...]:
    """All columns of the tables, each table's in its order.

    Args:
        content: Loaded content.
        with_names: Whether own words are in; they may hold names.
    """
    days = day_variables(content)
    of_codebook = [
        column
        for name, variable in content.codebook.variables.items()
        if left_out(variable, with_names=with_names) is None
        for column in _of_variable(content, name, variable, is_day=name in days)
    ]
    return (*OWN, *of_codebook)


def left_out(variable: Variable, *, with_names: bool) -> LeftOut | None:
    """Why a variable is in no table; None where it is in one."""
    if variable.internal:
        return "internal"
    if variable.hidden and not with_names:
        return "hidden"
    is_own_words = variable.type in ("text", "request")
    return "own_words" if is_own_words and not with_names else None


_TABLES: Mapping[str, TableName] = {"ego": "ego", "alter": "alters"}
"""The table of a subject; all that ego makes is an entry."""


def _of_variable(
    content: Content, name: str, variable: Variable, *, is_day: bool
) -> Iterator[Column]:
    table = _TABLES.get(variable.subject, "entries")
    match variable.type:
        case "several":
            for code in codes_of(content, name):
                column = f"{name}{PLACE_OF_CODE}{code}"
                yield Column(column, table, "flag", name, code)
        case "alters" if table == "ego":  # told of each alter: on the list or not
            yield Column(name, "alters", "flag", name)
        case "alters" | "entries":
            yield Column(name, table, "id", name)
        case "groups":
            yield Column(name, table, "count", name)
        case "choice":
            yield Column(name, table, "choice", name, codes=codes_of(content, name))
        case "number":
            yield Column(name, table, "date" if is_day else "number", name)
        case "flag":
            yield Column(name, table, "flag", name)
        case "text" | "request":
            yield Column(name, table, "text", name)


def codes_of(content: Content, name: str) -> tuple[str, ...]:
    """The codes of a variable; those of the organisation's file where they come from there."""
    view = content.codebook.variables[name].labels
    if view is None:
        return content.codebook.codes(name)
    return tuple(content.views[view](Scope(content, new_dossier(), Frame("", ""), 0)))


def listed_flags(content: Content) -> dict[str, frozenset[tuple[str, str]]]:
    """Flags that are asked of the whole list at once, with the places (dialogue, step) where.

    Who is tapped there gets a yes, and nothing is written for the others: they were seen and not
    tapped. Lists of a part of the alters are left out: who was on them is not known later.
    """
    found: dict[str, set[tuple[str, str]]] = {}
    for dialogue, compiled in content.dialogues.items():
        for step in compiled.steps.values():
            if isinstance(step, PickAltersStep) and step.value is True and step.among is None:
                found.setdefault(step.variable, set()).add((dialogue, step.id))
    return {name: frozenset(places) for name, places in found.items()}
