"""The codebook as JSON, and as a table to look things up in."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.exports.csv_files import Form, as_csv, guarded

HEAD = (
    *("table", "column", "type", "variable", "subject", "common", "meaning", "codes"),
    *("left_out", "dialogue", "version", "step", "how", "question"),
)

_OR = " | "


def codebook_json(codebook: Mapping[str, Any]) -> str:
    """The codebook as JSON."""
    return json.dumps(codebook, ensure_ascii=False, indent=2)


def codebook_csv(codebook: Mapping[str, Any], form: Form) -> bytes:
    """The codebook as CSV: a row for each column and each place where it is asked.

    Variables without a column come after the columns, with the reason in `left_out`; the column
    `prompts` has a row for each question that brings names, which stands in `codes`.
    """
    rows = [[row.get(name, "") for name in HEAD] for row in _rows(codebook)]
    if form.is_guarded:
        rows = [[guarded(cell) for cell in row] for row in rows]
    return as_csv(HEAD, rows, form)


def _rows(codebook: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    variables = {one["name"]: one for one in codebook["variables"]}
    missing = {str(one["code"]): one["meaning"] for one in codebook["missing"]}
    for column in codebook["columns"]:
        shown = {name: str(column[name] or "") for name in ("table", "type", "variable", "meaning")}
        shown["column"] = column["name"]
        variable = variables.get(column["variable"])
        if variable is not None:
            shown["subject"] = variable["subject"]
            shown["common"] = _common(variable)
            shown["codes"] = _codes({**column["codes"], **missing})
            yield from _placed(shown, variable["asked"])
        elif column["name"] == "prompts":
            for one in codebook["prompts"]:
                yield from _placed({**shown, "codes": one["prompt"]}, [{**one, "how": "asked"}])
        else:
            yield {**shown, "codes": _codes(column["codes"])}
    for variable in variables.values():
        if variable["left_out"]:
            shown = {name: variable[name] for name in ("type", "subject", "left_out")}
            shown |= {"variable": variable["name"], "meaning": variable["label"] or ""}
            shown["common"] = _common(variable)
            yield from _placed({**shown, "codes": _codes(variable["codes"])}, variable["asked"])


def _placed(shown: dict[str, str], places: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, str]]:
    """The row once for each place where it is asked."""
    if not places:
        yield shown
    for place in places:
        where = {name: str(place[name]) for name in ("dialogue", "version", "step", "how")}
        yield {**shown, **where, "question": place["question"] or ""}


def _common(variable: Mapping[str, Any]) -> str:
    """Whether one answer stands in the rows of both sides."""
    return "yes" if variable["common"] else ""


def _codes(codes: Mapping[str, str | None]) -> str:
    return _OR.join(f"{code} = {words}" if words else code for code, words in codes.items())
