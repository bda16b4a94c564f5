"""Everything that is kept about a client: as values for a text, and as data to take along."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from msgspec import to_builtins

from states.check_ins import Chosen, day_variables
from states.codebook import Codebook
from states.days import date_of, local_day
from states.dossier import Answer, Dossier, Side
from states.exports.ties import groups_of
from states.returning.versions import read
from states.scope import SECONDS_PER_DAY, Scope
from states.screen import TextKey
from states.sharing.account import sharing_data, sharing_view
from states.sides import CARE, SELF, seen_from
from states.summary import alter_lines, entry_lines, line

SCHEMA = 4
"""Version of the JSON that a client can take along (`bot/exports/everything.schema.json`).

2 added `own_words`, `groups`, `check_ins`, `dialogue_versions` and `visit`; nothing went.
3 added `pairings` and `shares`.
4 added `side`, `other_side`, `entries` and `maps`, and `side` and `entry` of a check-in.
"""


def account_view(scope: Scope) -> dict[str, Any]:
    """All answers about ego and each alter but the hidden ones: someone may look along."""
    return _account(scope, hidden=False)


def whole_account_view(scope: Scope) -> dict[str, Any]:
    """The same with the hidden answers, after the second choice (decisions, section 5)."""
    return _account(scope, hidden=True)


def _account(scope: Scope, *, hidden: bool) -> dict[str, Any]:
    # That something was shared shows after the second choice only (decisions, section 5).
    shared = sharing_view(scope.dossier, local_day(scope.now))
    variables = scope.content.codebook.variables
    # What is common to both sides stands once, with what is one's own.
    own = [name for name, one in variables.items() if not one.common]
    as_carer = _one_side(seen_from(scope, CARE), own, hidden=hidden)
    sides = [
        {"title": None, **_one_side(seen_from(scope, SELF), list(variables), hidden=hidden)},
        {"title": TextKey("_shared/as_carer"), **as_carer},
    ]
    return {
        **(shared if hidden else {name: [] for name in shared}),
        "sides": sides if any(as_carer.values()) else sides[:1],
    }


def _one_side(scope: Scope, names: Iterable[str], *, hidden: bool) -> dict[str, Any]:
    """What was told on one side: about ego, about each alter, what was made, and which maps."""
    dossier = scope.dossier
    return {
        "about_me": _about_me(scope, names, hidden=hidden),
        "alters": [
            {"name": alter.label, "lines": alter_lines(scope, alter, hidden=hidden)}
            for alter in dossier.alters
        ],
        "entries": [
            {"name": TextKey(f"codebook/entry__{one.kind}"), "lines": lines}
            for one in dossier.entries
            if (lines := entry_lines(scope, one, hidden=hidden))
        ],
        "maps": [date_of(one.day) for one in dossier.maps],
    }


def _about_me(scope: Scope, names: Iterable[str], *, hidden: bool) -> list[dict[str, Any]]:
    variables = scope.content.codebook.variables
    days = day_variables(scope.content)  # told as days, by the view `check_ins`
    wanted = {
        name
        for name in names
        if name not in days
        and not variables[name].internal
        and (hidden or not variables[name].hidden)
    }
    found = [line(scope, name, a) for name, a in scope.dossier.ego.items() if name in wanted]
    return [one for one in found if one is not None]


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
        "side": dossier.side,
        **_side_data(dossier, Side(dossier.ego, dossier.alters, dossier.entries, dossier.maps)),
        "other_side": _side_data(dossier, dossier.other_side) if dossier.other_side else None,
        "groups": [
            {"variable": group.variable, "number": group.number, "members": list(group.members)}
            for group in groups_of(dossier, codebook)
        ],
        "check_ins": [
            {
                "variable": one.variable,
                "opens": one.opens,
                "day": _date(one.day),
                "side": one.side,
                "entry": one.entry or None,
            }
            for one in check_ins
        ],
        **sharing_data(dossier),
        "visit": {
            "began": _moment(dossier.session.began),
            "last": _moment(dossier.session.last),
        },
        "where": [frame.place() for frame in dossier.stack],
    }


def _side_data(dossier: Dossier, there: Side) -> dict[str, Any]:
    """What was told on one side, as plain data."""
    return {
        "about_me": _answers(dossier, there.ego),
        "alters": [
            {
                "id": alter.id,
                "label": alter.label,
                "order": alter.order,
                "named_on": _date(alter.day),
                "prompts": alter.prompts,
                "answers": _answers(dossier, alter.answers),
            }
            for alter in there.alters
        ],
        "entries": [
            {
                "id": entry.id,
                "kind": entry.kind,
                "made_on": _date(entry.day),
                "answers": _answers(dossier, entry.answers),
            }
            for entry in there.entries
        ],
        "maps": [
            {"day": _date(one.day), "people": to_builtins(read(one).people)} for one in there.maps
        ],
    }


def _answers(dossier: Dossier, answers: Mapping[str, Answer]) -> dict[str, Any]:
    return {name: _answer(dossier, answer) for name, answer in answers.items()}


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
