"""One side of a client as GraphML: ego on the graph, alters as nodes, ties as edges.

A graph holds one side, for what was told on the other is another network. What a client made
(entries) is neither node nor edge: it is in the tables only.

Ego is no node: everybody in the graph is tied to ego, so such edges say nothing and would spoil
every measure of the graph (the habit of Network Canvas and egor). An edge comes from groups of
alters who know each other (`groups`, `estimated`); it has no direction.

A value that is missing is left out, so that types stay what they are; why it is missing stands in
an attribute of its own, `ring__status`. Neither of both: not asked.
"""

import io
from collections.abc import Iterable
from xml.etree import ElementTree as ET

from states.days import date_of
from states.dossier import SideName
from states.exports.cells import Cell, Missing
from states.exports.columns import PLACE_OF_CODE, Column
from states.exports.tables import Row, Tables

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
STATUS = f"{PLACE_OF_CODE}status"

_TYPES = {"flag": "boolean", "number": "int", "count": "int"}
_FOR = {"ego": "graph", "alters": "node", "ties": "edge"}
_IN_STRUCTURE = {
    ("alters", "alterID"),
    ("ties", "from"),
    ("ties", "to"),
    ("ties", "egoID"),
    ("ties", "side"),
}
"""Columns that are no attribute: a node's id and an edge's ends say it."""


def as_graphml(tables: Tables, side: SideName = "self") -> bytes:
    """The graph of a side that has a row of ego, in UTF-8; the same for the same tables."""
    tables = tables.on(side)
    (ego,) = tables.ego
    root = ET.Element("graphml", {"xmlns": NAMESPACE})
    keys = {name: _Keys(root, tables, name) for name in _FOR}
    graph = ET.SubElement(root, "graph", {"id": str(ego["egoID"]), "edgedefault": "undirected"})
    keys["ego"].write(graph, ego)
    for row in tables.alters:
        node = ET.SubElement(graph, "node", {"id": str(row["alterID"])})
        keys["alters"].write(node, row)
    for number, row in enumerate(tables.ties, start=1):
        ends = {"source": str(row["from"]), "target": str(row["to"])}
        keys["ties"].write(ET.SubElement(graph, "edge", {"id": f"t{number}", **ends}), row)
    ET.indent(root)
    file = io.BytesIO()
    ET.ElementTree(root).write(file, encoding="utf-8", xml_declaration=True)
    return file.getvalue() + b"\n"


class _Keys:
    """The attributes of the graph, of its nodes or of its edges: declared once, then written."""

    def __init__(self, root: ET.Element, tables: Tables, table: str) -> None:
        columns, rows = tables.of(table)
        self._columns = [one for one in columns if (table, one.name) not in _IN_STRUCTURE]
        self._ids: dict[str, str] = {}
        for column in self._columns:
            self._declare(root, table, column.name, _TYPES.get(column.type, "string"))
        for name in dict.fromkeys(status for row in rows for status, _ in self._statuses(row)):
            self._declare(root, table, name, "string")

    def _declare(self, root: ET.Element, table: str, name: str, kind: str) -> None:
        self._ids[name] = f"{table}_{name}"
        attributes = {"id": self._ids[name], "for": _FOR[table]}
        ET.SubElement(root, "key", {**attributes, "attr.name": name, "attr.type": kind})

    def write(self, parent: ET.Element, row: Row) -> None:
        """The attributes of one row that has them."""
        for column in self._columns:
            cell = row[column.name]
            if not isinstance(cell, Missing):
                self._data(parent, column.name, _shown(cell, column))
        for name, reason in self._statuses(row):
            self._data(parent, name, reason)

    def _data(self, parent: ET.Element, name: str, text: str) -> None:
        ET.SubElement(parent, "data", {"key": self._ids[name]}).text = text

    def _statuses(self, row: Row) -> Iterable[tuple[str, str]]:
        """Why answers are missing, by variable: once for all codes of a list."""
        found = {}
        for column in self._columns:
            cell = row[column.name]
            if isinstance(cell, Missing) and cell is not Missing.NOT_ASKED:
                found[f"{column.variable or column.name}{STATUS}"] = cell.name.lower()
        return found.items()


def _shown(cell: Cell, column: Column) -> str:
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, int) and column.type == "date":
        return date_of(cell).isoformat()
    return str(cell)
