"""The client's own summary: a pure function of the dossier and the codebook's `no/opt/yes`.

What is `no`, private, skipped or about a contact that is not good never comes in, not even as a
gap (R-13). It is the client's; nothing is shared by making it.
"""

from collections.abc import Iterable
from typing import Any

from states.codebook import Variable
from states.dossier import Alter, Answer, Entry
from states.scope import Scope
from states.screen import TextKey


def value_texts(scope: Scope, name: str, variable: Variable, answer: Answer) -> list[Any]:
    """What was answered, as words to show: own words, labels of codes, names, numbers."""
    if answer.value is None or answer.status != "answered":
        return [TextKey("_shared/value_none")] if answer.status == "none" else []
    many = answer.value if isinstance(answer.value, list) else [answer.value]
    if variable.type == "alters":
        return list(_names(scope, many))
    if variable.type == "groups":
        return [" + ".join(_names(scope, str(group).split("+"))) for group in many]
    if variable.type in ("choice", "several"):
        return [_code(scope, name, code) for code in many]
    if variable.type == "flag":
        return [] if answer.value is True else [TextKey("_shared/value_no")]
    return [str(answer.value)]


def _code(scope: Scope, name: str, code: object) -> Any:  # noqa: ANN401 - a text key or a title
    labels = scope.content.codebook.variables[name].labels
    if labels is not None:
        known = scope.content.views[labels](scope)
        return known[code]["title"] if code in known else str(code)
    if code not in scope.content.codebook.codes(name):
        return str(code)  # of a codebook that is not here any more: it is the client's all the same
    return scope.value_label(name, str(code))


def _names(scope: Scope, ids: Iterable[Any]) -> list[str]:
    return [alter.label for alter in map(scope.dossier.alter, ids) if alter is not None]


def line(scope: Scope, name: str, answer: Answer) -> dict[str, Any] | None:
    """One line of a summary, or None where nothing was answered; a flag is its heading alone."""
    variable = scope.content.codebook.variables[name]
    values = value_texts(scope, name, variable, answer)
    is_flag = variable.type == "flag" and answer.value is True
    shown = {"heading": TextKey(f"codebook/{name}"), "values": values}
    return shown if values or is_flag else None


def may_show(variable: Variable, answer: Answer) -> bool:
    """Whether an answer may be in a summary at all."""
    is_told = answer.status == "answered" and not answer.private
    return is_told and variable.summary != "no" and (answer.own or not variable.own_only)


def summary_view(scope: Scope) -> dict[str, Any]:
    """`about_me`: lines on ego, those that are listed first before the others."""
    variables = scope.content.codebook.variables
    chosen = [
        (name, answer)
        for name, answer in scope.dossier.ego.items()
        if name in variables
        and may_show(variables[name], answer)
        and not scope.has_answer(variables[name].part_of or "")
    ]
    order = list(variables)
    chosen.sort(key=lambda pair: (variables[pair[0]].summary != "yes", order.index(pair[0])))
    lines = [line(scope, name, answer) for name, answer in chosen]
    return {"about_me": [found for found in lines if found is not None]}


def alter_lines(scope: Scope, alter: Alter, *, hidden: bool) -> list[dict[str, Any]]:
    """All that was answered about one alter; `hidden` ones only when asked for."""
    variables = scope.content.codebook.variables
    found = [
        line(scope.of(alter), name, answer)
        for name, answer in alter.answers.items()
        if name in variables
        and not variables[name].internal
        and (hidden or not _is_hidden(variables[name], answer))
    ]
    return [one for one in found if one is not None]


def _is_hidden(variable: Variable, answer: Answer) -> bool:
    """Whether it shows after a second choice only: someone may look along (decisions, 5)."""
    return variable.hidden or answer.value in variable.hidden_codes


def entry_lines(scope: Scope, entry: Entry, *, hidden: bool) -> list[dict[str, Any]]:
    """All that was answered about a step, a gathering or a thought; no days, those stand apart."""
    variables = scope.content.codebook.variables
    found = [
        line(scope.on(entry), name, answer)
        for name, answer in entry.answers.items()
        if name in variables
        and not variables[name].internal
        and variables[name].type != "number"
        and (hidden or not variables[name].hidden)
    ]
    return [one for one in found if one is not None]


def said_view(scope: Scope) -> dict[str, Any]:
    """What ego answered on each variable, as words; None where nothing stands.

    Private answers are left out: these words go into texts that others may read (R-13). A single
    value comes as itself, several as a list.
    """
    variables = scope.content.codebook.variables
    words: dict[str, Any] = {
        name: None
        for name, declared in variables.items()
        if declared.subject == "ego" and not declared.internal
    }
    for name, answer in scope.dossier.ego.items():
        if name in words and answer.status == "answered" and not answer.private:
            values = value_texts(scope, name, variables[name], answer)
            many = variables[name].type in ("several", "alters", "groups")
            words[name] = values if many else next(iter(values), None)
    return words
