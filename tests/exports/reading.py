"""Exports read back by the programs that others use, as plain values.

A network is what all forms of the tables say of one side: ego, alters and ties, and the entries
that only tables have. `None` is not asked, a `Status` another reason for no answer.
"""

import io
import re
from dataclasses import dataclass, field

import networkx as nx
import pandas as pd

from bot.exports.csv_files import EXCEL, STANDARD, csv_files, unguarded
from bot.exports.graphml import as_graphml
from states.days import date_of
from states.dossier import Alter, Answer, Dossier, Entry, MapVersion, Side, SideName
from states.exports.cells import clean
from states.exports.tables import Tables
from states.sides import sides_there
from tests.talk import real_content

CODES = {"-1": "skipped", "-2": "dont_know", "-3": "none", "-5": "private", "-6": "unknown"}
OURS = {
    *("egoID", "exportedOn", "firstAnsweredOn", "lastAnsweredOn", "codebookVersion"),
    *("language", "side", "alterCount", "tieCount", "entryCount"),
    *("alterID", "label", "namedOrder", "namedOn", "prompts"),
}


DAYS = {
    *("check_in_day", "plan_day", "again_day", "talk_day"),
    *("carer_day", "care_month_day", "care_quarter_day"),
}
"""Variables that hold the day of a check-in."""


@dataclass(frozen=True)
class Status:
    """Why there is no answer."""

    name: str


@dataclass
class Network:
    """Answers of ego, of alters and of entries by id, and ties: who is tied, by which groups."""

    ego: dict[str, object]
    alters: dict[str, dict[str, object]]
    ties: dict[frozenset[str], str]
    entries: dict[str, dict[str, object]] = field(default_factory=dict)


def from_csv(tables: Tables, form, side: str = "self") -> Network:
    """Read by pandas, every cell as text."""
    frames = {
        name: pd.read_csv(
            io.BytesIO(data),
            sep=form.delimiter,
            encoding=form.encoding,
            dtype=str,
            keep_default_na=False,
        )
        for name, data in csv_files(tables, form)
    }
    kinds = {(one.table, one.name): one.type for one in tables.columns}

    def told(table: str, row: dict[str, str]) -> dict[str, object]:
        found = {}
        for name, shown in row.items():
            found[name] = _from_cell(shown, kinds[table, name], form)
        return {name: value for name, value in found.items() if value is not None}

    read = {name: frame.to_dict("records") for name, frame in frames.items()}
    here = {name: [row for row in rows if row["side"] == side] for name, rows in read.items()}
    (ego,) = [told("ego", row) for row in here["ego.csv"]]
    rows = [told("alters", row) for row in here["alters.csv"]]
    entries = [told("entries", row) for row in here["entries.csv"]]
    ties = here["ties.csv"]
    assert all(row["egoID"] == ego["egoID"] for row in (*rows, *ties, *entries))
    assert all(row["estimated"] == "1" for row in ties)
    return Network(
        ego,
        {str(row.pop("alterID")): row for row in rows},
        {frozenset((row["from"], row["to"])): row["groups"] for row in ties},
        {str(row.pop("entryID")): row for row in entries},
    )


def _from_cell(shown: str, kind: str, form) -> object:
    if kind in ("text", "id"):
        if form is EXCEL:
            assert shown.lstrip()[:1] not in tuple("=+@＝＋－＠\t\r") or not shown
            plain = unguarded(shown)
        else:
            plain = shown[1:] if re.fullmatch(r"'+-[1-6]", shown) else shown
        if plain != shown or shown not in (*CODES, "-4"):
            return plain
    if shown == "-4":
        return None
    if shown in CODES:
        return Status(CODES[shown])
    if kind == "flag":
        return {"1": True, "0": False}[shown]
    return int(shown) if kind in ("number", "count") else shown


def from_graphml(tables: Tables, side: SideName = "self") -> Network:
    """Read by networkx; entries are in no graph."""
    graph = nx.parse_graphml(as_graphml(tables, side).decode("utf-8"))
    assert type(graph) is nx.Graph
    ego = _with_statuses(
        {k: v for k, v in graph.graph.items() if k not in ("node_default", "edge_default")}
    )
    assert all(edge["estimated"] is True for _, _, edge in graph.edges(data=True))
    return Network(
        ego,
        {node: _with_statuses(data) for node, data in graph.nodes(data=True)},
        {frozenset(ends): data["groups"] for *ends, data in graph.edges(data=True)},
    )


def _with_statuses(data: dict[str, object]) -> dict[str, object]:
    """A status of a list goes for all its codes, as it does in a table."""
    variables = real_content().codebook.variables
    found = {}
    for name, value in data.items():
        variable, is_status, _ = name.partition("__status")
        if not is_status:
            found[name] = value
        elif variables[variable].type == "several":
            for code in _codes(variable):
                found[f"{variable}__{code}"] = Status(str(value))
        else:
            found[variable] = Status(str(value))
    return found


def read_all(tables: Tables, side: SideName = "self") -> list[Network]:
    """The same network, out of each file; the graph has no entries."""
    return [from_graphml(tables, side), *(from_csv(tables, f, side) for f in (STANDARD, EXCEL))]


@dataclass
class There:
    """What was told on one side: of ego as the tables have it, and as it is kept."""

    ego: dict[str, Answer]
    own: dict[str, Answer]
    alters: list[Alter]
    entries: list[Entry]
    maps: list[MapVersion]


def there_on(dossier: Dossier, side: SideName) -> There | None:
    """What was told on a side, straight from the dossier; None where nothing was.

    Common answers are kept where the client stands. `own` has them for `self` only.
    """
    variables = real_content().codebook.variables
    kept = dict(sides_there(dossier)).get(side, Side())
    common = {n: a for n, a in dossier.ego.items() if n in variables and variables[n].common}
    own = {n: a for n, a in kept.ego.items() if n not in common}
    if side == "care" and not (own or kept.alters or kept.entries or kept.maps):
        return None
    ego = {**own, **common}
    return There(ego, ego if side == "self" else own, kept.alters, kept.entries, kept.maps)


def told_by(dossier: Dossier, *, with_names: bool, side: SideName = "self") -> Network:
    """The network straight from the dossier, without the tables."""
    there = there_on(dossier, side)
    assert there is not None
    ours = {"egoID": "ego1", "side": side}
    alters = {}
    for alter in there.alters:
        name = clean(alter.label) or f"P{alter.order}"
        alters[alter.id] = {
            **ours,
            "label": name if with_names else f"P{alter.order}",
            "namedOrder": alter.order,
            "namedOn": date_of(alter.day).isoformat(),
            "prompts": " ".join(alter.prompts),
            **_answers(alter.answers, with_names=with_names),
        }
    entries = {
        entry.id: {
            **ours,
            "entryKind": entry.kind,
            "madeOn": date_of(entry.day).isoformat(),
            **_answers(entry.answers, with_names=with_names),
        }
        for entry in there.entries
    }
    ego = _answers(there.ego, with_names=with_names)
    return Network(ego, alters, _ties(there), entries)


def _answers(answers: dict[str, Answer], *, with_names: bool) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, answer in answers.items():
        variable = real_content().codebook.variables[name]
        is_text = variable.type in ("text", "request")
        is_left_out = variable.internal or (not with_names and (is_text or variable.hidden))
        if is_left_out or (variable.subject == "ego" and variable.type == "alters"):
            continue
        if variable.type == "several":
            for code in _codes(name):
                found[f"{name}__{code}"] = _told(answer, [] if answer.status == "none" else None)
                if isinstance(found[f"{name}__{code}"], list):
                    found[f"{name}__{code}"] = code in (answer.value or [])
            continue
        value = _told(answer)
        if name in DAYS and isinstance(value, int):
            value = date_of(value).isoformat()
        elif variable.type == "groups" and isinstance(value, list):
            value = len(value)
        elif variable.type == "alters" and isinstance(value, list):
            value = " ".join(value) or Status("none")
        elif variable.type == "choice" and isinstance(value, str) and value not in _codes(name):
            value = Status("unknown")
        found[name] = clean(value) if isinstance(value, str) else value
    return found


def _told(answer: Answer, none: object = None) -> object:
    if answer.private:
        return Status("private")
    if answer.status == "none" and none is not None:
        return none
    return answer.value if answer.status == "answered" else Status(answer.status)


def _codes(name: str) -> tuple[str, ...]:
    content = real_content()
    routes = tuple(route.id for route in content.organisation.routes)
    return content.codebook.codes(name) or routes


def _ties(where: There) -> dict[frozenset[str], str]:
    answer = where.ego.get("groups")
    if answer is None or answer.private or answer.status != "answered":
        return {}
    there = [alter.id for alter in where.alters]
    found: dict[frozenset[str], list[str]] = {}
    for number, group in enumerate(answer.value, start=1):
        members = set(group.split("+"))
        for place, first in enumerate(there):
            for second in there[place + 1 :]:
                if {first, second} <= members:
                    found.setdefault(frozenset((first, second)), []).append(str(number))
    return {pair: " ".join(numbers) for pair, numbers in found.items()}
