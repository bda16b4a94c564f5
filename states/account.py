"""Everything that is kept about a client: as values for a text, and as data to take along."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from states.check_ins import Chosen, day_variables
from states.codebook import Codebook
from states.days import local_day
from states.dossier import Answer, Dossier
from states.exports.ties import groups_of
from states.scope import SECONDS_PER_DAY, Scope
from states.sharing.account import sharing_data, sharing_view
from states.summary import alter_lines, line

SCHEMA = 3
"""Version of the JSON that a client can take along (`bot/exports/everything.schema.json`).

2 added `own_words`, `groups`, `check_ins`, `dialogue_versions` and `visit`; nothing went.
3 added `pairings` and `shares`.
"""


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
    # That something was shared shows after the second choice only (decisions, section 5).
    shared = sharing_view(scope.dossier, local_day(scope.now))
    return {
        **(shared if hidden else {name: [] for name in shared}),
        "about_me": [found for found in lines if found is not None],
        "alters": [
            {"name": alter.label, "lines": alter_lines(scope, alter, hidden=hidden)}
            for alter in scope.dossier.alters
        ],
    }


def account(
    dossier: Dossier, codebook: Codebook, check_ins: Iterable[Chosen] = ()
) -> dict[str, Any]:
    """Everything about one client as plain data, hidden answers and marks included.

    It is what the client, or the operator at the client's request, takes along as JSON. What is
    half done on a screen is not in it, as it is not kept yet; nor are a code word and what it
    locks, for whoever asks may be somebody else.

    Args:
        dossier: What the client told.
        codebook: To know which answers are groups.
        check_ins: What is planned (`states.check_ins.chosen`).
    """
    return {
        "schema": SCHEMA,
        "codebook_version": codebook.version,
        "dialogue_versions": dict(sorted(dossier.versions.items())),
        "about_me": {name: _answer(dossier, answer) for name, answer in dossier.ego.items()},
        "alters": [
            {
                "id": alter.id,
                "label": alter.label,
                "order": alter.order,
                "named_on": _date(alter.day),
                "prompts": alter.prompts,
                "answers": {
                    name: _answer(dossier, answer) for name, answer in alter.answers.items()
                },
            }
            for alter in dossier.alters
        ],
        "groups": [
            {"variable": group.variable, "number": group.number, "members": list(group.members)}
            for group in groups_of(dossier, codebook)
        ],
        "check_ins": [
            {"variable": one.variable, "opens": one.opens, "day": _date(one.day)}
            for one in check_ins
        ],
        **sharing_data(dossier),
        "visit": {
            "began": _moment(dossier.session.began),
            "last": _moment(dossier.session.last),
        },
        "where": [frame.place() for frame in dossier.stack],
    }


def _answer(dossier: Dossier, answer: Answer) -> dict[str, Any]:
    sources = dossier.sources
    return {
        "value": answer.value,
        "status": answer.status,
        "private": answer.private,
        "own_words": answer.own,
        "asked_at": sources[answer.source] if answer.source < len(sources) else None,
        "answered_on": _moment(answer.at),
    }


def _moment(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")


def _date(day: int) -> str:
    return _moment(day * SECONDS_PER_DAY)[:10]
