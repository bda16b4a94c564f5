"""What every column of the tables means, and every variable: as asked, with all its codes.

It follows from the content; a dossier adds where its older answers come from.
"""

from typing import Any

from states.content import Content
from states.dossier import Dossier, Frame, new_dossier
from states.exports.cells import MEANINGS
from states.exports.columns import Column, codes_of, columns, left_out
from states.exports.questions import FORM, Asked, earlier_places, places_of, prompts_of
from states.exports.tables import LANGUAGE
from states.scope import Scope
from states.screen import TextKey

SCHEMA = 2
"""Version of the form of the codebook; 2 added `common`, and the columns of sides and entries."""

FLAGS = {
    "chosen": {"1": "chosen", "0": "not chosen"},
    "picked": {"1": "tapped by ego", "0": "not tapped by ego"},
    "yes": {"1": "yes", "0": "no; or on a list on which others were tapped"},
}
"""What 1 and 0 say: of one code of a list, of an alter on a list of ego's, and else."""

SIDES = {"self": "as themselves", "care": "as a carer of somebody"}
"""What the codes of `side` say."""

LEFT_OUT = {
    "own_words": "own words; they may hold names, so they come only where names were asked for",
    "hidden": "for the client's own eyes; only where the client wants names in it too",
    "internal": "how the talk goes, nothing a client would call an answer; in the JSON only",
}
"""Why a variable has no column."""


def codebook(content: Content, dossier: Dossier, *, with_names: bool) -> dict[str, Any]:
    """The codebook of the tables that are made with these names or without.

    `variables` are all of them, those without a column too (`left_out` says why); `columns` are
    those of the tables; `missing` the codes of no answer; `prompts` the questions that bring names.
    """
    found = columns(content, with_names=with_names)
    asked: dict[str, list[Asked]] = {}
    for place in (*places_of(content), *earlier_places(content, dossier)):
        asked.setdefault(place.variable, []).append(place)
    return {
        "schema": SCHEMA,
        "codebook_version": content.codebook.version,
        "language": LANGUAGE,
        "form_of_address": FORM,
        "with_names": with_names,
        "missing": [
            {"code": reason.value, "name": reason.name.lower(), "meaning": meaning}
            for reason, meaning in MEANINGS.items()
        ],
        "columns": [_column(content, column) for column in found],
        "variables": [
            {
                "name": name,
                "subject": variable.subject,
                "type": variable.type,
                "label": label(content, name),
                "hidden": variable.hidden,
                "common": variable.common,
                "codes": labels(content, name),
                "columns": [column.name for column in found if column.variable == name],
                "left_out": LEFT_OUT.get(left_out(variable, with_names=with_names) or ""),
                "asked": [_place(place) for place in asked.get(name, [])],
            }
            for name, variable in content.codebook.variables.items()
        ],
        "prompts": [
            {
                "prompt": one.prompt,
                "dialogue": one.dialogue,
                "version": one.version,
                "step": one.step,
                "question": one.question,
            }
            for one in prompts_of(content)
        ],
    }


def label(content: Content, name: str, code: str | None = None) -> str | None:
    """How a variable or a code of it is called to clients; None where it is not."""
    block = name if code is None else f"{name}__{code}"
    try:
        return content.texts.render(TextKey(f"codebook/{block}"), FORM)
    except LookupError:
        return None  # internal: no client ever sees it


def labels(content: Content, name: str) -> dict[str, str | None]:
    """The codes of a variable with their labels, in order."""
    view = content.codebook.variables[name].labels
    if view is None:
        return {code: label(content, name, code) for code in codes_of(content, name)}
    known = content.views[view](Scope(content, new_dossier(), Frame("", ""), 0))
    return {code: _words(content, entry["title"]) for code, entry in known.items()}


def _words(content: Content, title: str | TextKey) -> str:
    return content.texts.render(title, FORM) if isinstance(title, TextKey) else title


def _column(content: Content, column: Column) -> dict[str, Any]:
    return {
        "table": column.table,
        "name": column.name,
        "type": column.type,
        "variable": column.variable,
        "code": column.code,
        "meaning": _meaning(content, column),
        "codes": _codes(content, column),
    }


def _meaning(content: Content, column: Column) -> str:
    name = column.variable
    if name is None:
        return column.meaning
    heading = label(content, name) or name
    if column.type == "id":
        return f"{heading} (alterID of each)"
    if column.code is None:
        return heading
    return f"{heading}: {labels(content, name).get(column.code) or column.code}"


def _codes(content: Content, column: Column) -> dict[str, str | None]:
    """What stands for what in the column, besides the codes of no answer."""
    if column.variable is None:
        return _own_codes(content, column)
    if column.type != "flag":
        return labels(content, column.variable) if column.codes else {}
    if column.code is not None:
        return dict(FLAGS["chosen"])
    subject = content.codebook.variables[column.variable].subject
    is_list = subject == "ego" and column.table == "alters"
    return dict(FLAGS["picked" if is_list else "yes"])


def _own_codes(content: Content, column: Column) -> dict[str, str | None]:
    if column.name == "side":
        return dict(SIDES)
    if column.codes:
        return {code: label(content, "entry", code) for code in column.codes}
    return {"1": "yes"} if column.type == "flag" else {}


def _place(place: Asked) -> dict[str, Any]:
    return {
        "dialogue": place.dialogue,
        "version": place.version,
        "step": place.step,
        "how": place.how,
        "question": place.question,
    }
