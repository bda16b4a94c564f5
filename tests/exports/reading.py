"""Exports read back by the programs that others use, as plain values.

A network is what all forms of the tables say: ego, alters and ties. `None` is not asked, a
`Status` another reason for no answer.
"""

import io
import re
from dataclasses import dataclass

import networkx as nx
import pandas as pd

from bot.exports.csv_files import EXCEL, STANDARD, csv_files, unguarded
from bot.exports.graphml import as_graphml
from states.days import date_of
from states.dossier import Answer, Dossier
from states.exports.cells import clean
from states.exports.tables import Tables
from tests.talk import real_content

CODES = {"-1": "skipped", "-2": "dont_know", "-3": "none", "-5": "private", "-6": "unknown"}
OURS = {
    *("egoID", "exportedOn", "firstAnsweredOn", "lastAnsweredOn", "codebookVersion"),
    *("language", "alterCount", "tieCount", "alterID", "label", "namedOrder", "namedOn", "prompts"),
}


@dataclass(frozen=True)
class Status:
    """Why there is no answer."""

    name: str


@dataclass
class Network:
    """Answers of ego, answers of alters by id, and ties: who is tied, by which groups."""

    ego: dict[str, object]
    alters: dict[str, dict[str, object]]
    ties: dict[frozenset[str], str]


def from_csv(tables: Tables, form) -> Network:
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

    (ego,) = [told("ego", row) for row in frames["ego.csv"].to_dict("records")]
    rows = [told("alters", row) for row in frames["alters.csv"].to_dict("records")]
    ties = frames["ties.csv"].to_dict("records")
    assert all(row["egoID"] == ego["egoID"] for row in (*rows, *ties))
    assert all(row["estimated"] == "1" for row in ties)
    return Network(
        ego,
        {str(row.pop("alterID")): row for row in rows},
        {frozenset((row["from"], row["to"])): row["groups"] for row in ties},
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


def from_graphml(tables: Tables) -> Network:
    """Read by networkx."""
    graph = nx.parse_graphml(as_graphml(tables).decode("utf-8"))
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


def read_all(tables: Tables) -> list[Network]:
    """The same network, out of each file."""
    return [from_graphml(tables), from_csv(tables, STANDARD), from_csv(tables, EXCEL)]


def told_by(dossier: Dossier, *, with_names: bool) -> Network:
    """The network straight from the dossier, without the tables."""
    alters = {}
    for alter in dossier.alters:
        name = clean(alter.label) or f"P{alter.order}"
        alters[alter.id] = {
            "egoID": "ego1",
            "label": name if with_names else f"P{alter.order}",
            "namedOrder": alter.order,
            "namedOn": date_of(alter.day).isoformat(),
            "prompts": " ".join(alter.prompts),
            **_answers(alter.answers, with_names=with_names),
        }
    return Network(_answers(dossier.ego, with_names=with_names), alters, _ties(dossier))


def _answers(answers: dict[str, Answer], *, with_names: bool) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, answer in answers.items():
        variable = real_content().codebook.variables[name]
        is_text = variable.type in ("text", "request")
        is_left_out = variable.internal or (not with_names and (is_text or variable.hidden))
        if is_left_out or variable.type == "alters":
            continue
        if variable.type == "several":
            for code in _codes(name):
                found[f"{name}__{code}"] = _told(answer, [] if answer.status == "none" else None)
                if isinstance(found[f"{name}__{code}"], list):
                    found[f"{name}__{code}"] = code in (answer.value or [])
            continue
        value = _told(answer)
        if name == "check_in_day" and isinstance(value, int):
            value = date_of(value).isoformat()
        elif variable.type == "groups" and isinstance(value, list):
            value = len(value)
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


def _ties(dossier: Dossier) -> dict[frozenset[str], str]:
    answer = dossier.ego.get("groups")
    if answer is None or answer.private or answer.status != "answered":
        return {}
    there = [alter.id for alter in dossier.alters]
    found: dict[frozenset[str], list[str]] = {}
    for number, group in enumerate(answer.value, start=1):
        members = set(group.split("+"))
        for place, first in enumerate(there):
            for second in there[place + 1 :]:
                if {first, second} <= members:
                    found.setdefault(frozenset((first, second)), []).append(str(number))
    return {pair: " ".join(numbers) for pair, numbers in found.items()}
