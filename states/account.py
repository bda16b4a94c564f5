"""Everything that is kept about a client: as values for a text, and as data to take along."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from msgspec import to_builtins

from states.check_ins import chosen, day_variables
from states.content import Content
from states.days import date_of, local_day
from states.dossier import Answer, Dossier, Entry, MapVersion
from states.exports.sides import ToldSide, told_sides
from states.exports.ties import groups_of
from states.returning.versions import read
from states.scope import SECONDS_PER_DAY, Scope
from states.screen import TextKey
from states.sharing.account import sharing_data, sharing_view
from states.sides import CARE, SELF, seen_from
from states.steps.step import as_list
from states.summary import alter_lines, entry_lines, line
from states.thoughts.cards import question
from states.thoughts.kept import thoughts

SCHEMA = 4
"""Version of the JSON that a client can take along (`bot/exports/everything.schema.json`).

2 added `own_words`, `groups`, `check_ins`, `dialogue_versions` and `visit`; nothing went.
3 added `pairings` and `shares`.
4 added `entries`, `maps`, `as_carer` and `side`, and `side` and `entry` of a check-in. What stood
there before is of the side `self`, wherever the client is.
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
    # A question for oneself alone is not shown while somebody looks along (decisions, section 4).
    kept = {entry.id for entry in dossier.entries} if hidden else _to_be_read(scope)
    return {
        "about_me": _about_me(scope, names, hidden=hidden),
        "alters": [
            {"name": alter.label, "lines": alter_lines(scope, alter, hidden=hidden)}
            for alter in dossier.alters
        ],
        "entries": [
            {"name": _called(scope, one), "lines": lines}
            for one in dossier.entries
            if one.id in kept and (lines := entry_lines(scope, one, hidden=hidden))
        ],
        "maps": [
            {"date": date_of(one.day), "names": [person.label for person in read(one).people]}
            for one in dossier.maps
        ],
    }


def _to_be_read(scope: Scope) -> set[str]:
    """Ids of the entries that may be shown to whoever is there."""
    others = [entry.id for entry in scope.dossier.entries if entry.kind != "thought"]
    return {*others, *thoughts(scope)}


def _called(scope: Scope, entry: Entry) -> TextKey:
    """What an entry is; a thought is called by its question."""
    asked = as_list(scope.on(entry).value("thought_question"))
    card = scope.content.questions.card(asked[-1]) if asked else None
    return question(card.id) if card is not None else TextKey(f"codebook/entry__{entry.kind}")


def _about_me(scope: Scope, names: Iterable[str], *, hidden: bool) -> list[dict[str, Any]]:
    variables = scope.content.codebook.variables
    days = day_variables(scope.content)  # told as days, by the view `check_ins`
    ego = scope.dossier.ego
    # In the order of the codebook: that in which it was told is not the same on both sides.
    found = [
        line(scope, name, ego[name])
        for name in names
        if name in ego
        and name not in days
        and not variables[name].internal
        and (hidden or not variables[name].hidden)
    ]
    return [one for one in found if one is not None]


def account(content: Content, dossier: Dossier) -> dict[str, Any]:
    """Everything about one client as plain data, hidden answers and marks included.

    It is what the client, or the operator at the client's request, takes along as JSON. What is
    half done on a screen is not in it, as it is not kept yet; nor are a code word and what it
    locks, for whoever asks may be somebody else. Wherever the client stands, what was told as
    themselves, and what is common to both sides, stands first; `as_carer` is None where nothing
    was told as a carer.

    Args:
        content: Loaded content: which answers are groups, which are common, which are days.
        dossier: What the client told.
    """
    mine, *as_carer = told_sides(content, dossier)
    return {
        "schema": SCHEMA,
        "codebook_version": content.codebook.version,
        "dialogue_versions": dict(sorted(dossier.versions.items())),
        **_side_data(content, mine),
        "as_carer": _side_data(content, as_carer[0]) if as_carer else None,
        "check_ins": [
            {
                "variable": one.variable,
                "opens": one.opens,
                "day": _date(one.day),
                "side": one.side,
                "entry": one.entry or None,
            }
            for one in chosen(content, dossier)
        ],
        **sharing_data(dossier),
        "visit": {
            "began": _moment(dossier.session.began),
            "last": _moment(dossier.session.last),
        },
        "side": dossier.side,
        "where": [frame.place() for frame in dossier.stack],
    }


def _side_data(content: Content, told: ToldSide) -> dict[str, Any]:
    """What was told on one side, as plain data."""
    dossier = told.dossier
    return {
        "about_me": _answers(dossier, told.ego),
        "alters": [
            {
                "id": alter.id,
                "label": alter.label,
                "order": alter.order,
                "named_on": _date(alter.day),
                "prompts": alter.prompts,
                "answers": _answers(dossier, alter.answers),
            }
            for alter in dossier.alters
        ],
        "groups": [
            {"variable": group.variable, "number": group.number, "members": list(group.members)}
            for group in groups_of(dossier, content.codebook)
        ],
        "entries": [
            {
                "id": entry.id,
                "kind": entry.kind,
                "made_on": _date(entry.day),
                "answers": _answers(dossier, entry.answers),
            }
            for entry in dossier.entries
        ],
        "maps": [_map(one) for one in dossier.maps],
    }


def _map(version: MapVersion) -> dict[str, Any]:
    kept = read(version)
    return {
        "day": _date(version.day),
        "people": to_builtins(kept.people),
        "apart": list(kept.apart),
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
