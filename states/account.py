"""Everything that is kept about a client: as values for a text, and as data to take along."""

from datetime import UTC, datetime
from typing import Any

from states.check_ins import day_variables
from states.codebook import Codebook
from states.dossier import Answer, Dossier
from states.scope import Scope
from states.summary import alter_lines, line

SCHEMA = 1
"""Version of the JSON that a client can take along."""


def account_view(scope: Scope) -> dict[str, Any]:
    """All answers about ego and each alter but the hidden ones: someone may look along."""
    return _account(scope, hidden=False)


def whole_account_view(scope: Scope) -> dict[str, Any]:
    """The same with the hidden answers, after the second choice (decisions, section 5)."""
    return _account(scope, hidden=True)


def _account(scope: Scope, *, hidden: bool) -> dict[str, Any]:
    variables = scope.content.codebook.variables
    days = day_variables(scope.content)  # told as days, by the view `check_ins`
    lines = [
        line(scope, name, answer)
        for name, answer in scope.dossier.ego.items()
        if name in variables
        and name not in days
        and not variables[name].internal
        and (hidden or not variables[name].hidden)
    ]
    return {
        "about_me": [found for found in lines if found is not None],
        "alters": [
            {"name": alter.label, "lines": alter_lines(scope, alter, hidden=hidden)}
            for alter in scope.dossier.alters
        ],
    }


def _moment(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")


def _answer(dossier: Dossier, answer: Answer) -> dict[str, Any]:
    return {
        "value": answer.value,
        "status": answer.status,
        "private": answer.private,
        "asked_at": dossier.sources[answer.source] if dossier.sources else None,
        "answered_on": _moment(answer.at),
    }


def account(dossier: Dossier, codebook: Codebook) -> dict[str, Any]:
    """Everything about one client as plain data, hidden answers and marks included.

    It is what the client, or the operator at the client's request, takes along as JSON.
    """
    return {
        "schema": SCHEMA,
        "codebook_version": codebook.version,
        "about_me": {name: _answer(dossier, answer) for name, answer in dossier.ego.items()},
        "alters": [
            {
                "id": alter.id,
                "label": alter.label,
                "order": alter.order,
                "named_on": _moment(alter.day * 86_400)[:10],
                "prompts": alter.prompts,
                "answers": {
                    name: _answer(dossier, answer) for name, answer in alter.answers.items()
                },
            }
            for alter in dossier.alters
        ],
        "where": [frame.place() for frame in dossier.stack],
    }
