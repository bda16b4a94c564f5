"""The four tables of one client: ego, alters, ties, and entries: what the client made.

What was told as a carer has rows of its own, told apart by `side`. Ego always has its row for
`self`, whether or not there are alters: nobody is an answer too (R-04); the one for `care` is
there where something was told on that side. What is common to both is in both rows. Names are
pseudonyms unless they are asked for, and answers kept private are in no table (R-13).
"""

from collections.abc import Iterator, Mapping

import msgspec

from states.content import Content
from states.dossier import Alter, Answer, Dossier, Entry
from states.exports.cells import Cell, Missing, cell, clean
from states.exports.columns import Column, columns, listed_flags
from states.exports.sides import ToldSide, told_sides
from states.exports.ties import Tie, ties_of
from states.scope import SECONDS_PER_DAY

EGO = "ego1"
"""What the client is called in the tables, where no other code is given."""

LANGUAGE = "nl"

Row = Mapping[str, Cell]
"""The cells of a row by the names of their columns."""


class Tables(msgspec.Struct, frozen=True):
    """The columns, and the rows of each table."""

    columns: tuple[Column, ...]
    ego: tuple[Row, ...]
    alters: tuple[Row, ...]
    ties: tuple[Row, ...]
    entries: tuple[Row, ...]

    def of(self, table: str) -> tuple[list[Column], tuple[Row, ...]]:
        """The columns and rows of one table."""
        rows: Mapping[str, tuple[Row, ...]] = {
            "ego": self.ego,
            "alters": self.alters,
            "ties": self.ties,
            "entries": self.entries,
        }
        return [column for column in self.columns if column.table == table], rows[table]

    def on(self, side: str) -> "Tables":
        """The rows of one side."""
        mine = (
            tuple(row for row in rows if row["side"] == side)
            for rows in (self.ego, self.alters, self.ties, self.entries)
        )
        return Tables(self.columns, *mine)

    def __repr__(self) -> str:
        """Say nothing of the content."""
        return f"Tables(alters={len(self.alters)})"


def tables(
    content: Content, dossier: Dossier, *, with_names: bool, now: int, ego_id: str = EGO
) -> Tables:
    """One client as tables.

    Args:
        content: Loaded content.
        dossier: What the client told.
        with_names: Whether names and own words are in.
        now: Epoch seconds, for the day of the export.
        ego_id: What the client is called: a code, never a name or a number of theirs.
    """
    found = columns(content, with_names=with_names)
    made = [
        _Making(content, one, found, with_names, ego_id) for one in told_sides(content, dossier)
    ]
    return Tables(
        found,
        tuple(one.ego(now) for one in made),
        tuple(row for one in made for row in one.alters()),
        tuple(row for one in made for row in one.ties()),
        tuple(row for one in made for row in one.entries()),
    )


def pseudonym(alter: Alter) -> str:
    """How an alter is called where no name is wanted; the same one in every export."""
    return f"P{alter.order}"


def _tie(tie: Tie) -> Row:
    return {
        "from": tie.source,
        "to": tie.target,
        "relation": tie.variable,
        "groups": " ".join(map(str, tie.groups)),
        "estimated": True,
    }


class _Seen(msgspec.Struct, frozen=True, order=True):
    """A list of names: when it was answered (epoch seconds), and the last named one tapped.

    Only who is tapped on such a list gets an answer. The others were there and not tapped, or
    were named later: which of the two is not written down.
    """

    at: int
    order: int

    def had(self, alter: Alter) -> bool:
        """Whether an alter was on it for certain: named before another, or spoken of by then."""
        is_spoken_of = any(answer.at <= self.at for answer in alter.answers.values())
        return alter.order <= self.order or is_spoken_of


class _Making:
    """The rows of one side of a client."""

    def __init__(
        self,
        content: Content,
        told: ToldSide,
        found: tuple[Column, ...],
        with_names: bool,
        ego_id: str,
    ) -> None:
        self._content = content
        self._told = told
        self._dossier = told.dossier
        self._with_names = with_names
        self._ids: Mapping[str, Cell] = {"egoID": ego_id, "side": told.name}
        of_codebook = [one for one in found if one.variable]
        self._of_ego = [one for one in of_codebook if one.table == "ego"]
        self._of_alters = [one for one in of_codebook if one.table == "alters"]
        self._of_entries = [one for one in of_codebook if one.table == "entries"]
        self._ties = ties_of(told.dossier, content.codebook)
        self._lists = self._lists_seen()

    def ego(self, now: int) -> Row:
        moments = [answer.at for answer in self._told.answers() if answer.at]
        first, last = (min(moments), max(moments)) if moments else (None, None)
        row: dict[str, Cell] = {
            **self._ids,
            "exportedOn": _day(now),
            "firstAnsweredOn": _day(first),
            "lastAnsweredOn": _day(last),
            "codebookVersion": self._content.codebook.version,
            "language": LANGUAGE,
            "alterCount": len(self._dossier.alters),
            "tieCount": len(self._ties),
            "entryCount": len(self._dossier.entries),
        }
        for column in self._of_ego:
            row[column.name] = cell(self._dossier.ego.get(column.variable or ""), column)
        return row

    def alters(self) -> Iterator[Row]:
        for alter in self._dossier.alters:
            name = clean(alter.label) if self._with_names else ""
            row: dict[str, Cell] = {
                **self._ids,
                "alterID": alter.id,
                "label": name or pseudonym(alter),
                "namedOrder": alter.order,
                "namedOn": alter.day,
                "prompts": " ".join(alter.prompts),
            }
            for column in self._of_alters:
                row[column.name] = self._about(alter, column)
            yield row

    def ties(self) -> Iterator[Row]:
        for tie in self._ties:
            yield {**self._ids, **_tie(tie)}

    def entries(self) -> Iterator[Row]:
        for entry in self._dossier.entries:
            yield {**self._ids, **self._entry(entry)}

    def _entry(self, entry: Entry) -> Row:
        row: dict[str, Cell] = {
            "entryID": entry.id,
            "entryKind": entry.kind,
            "madeOn": entry.day,
        }
        for column in self._of_entries:
            row[column.name] = cell(entry.answers.get(column.variable or ""), column)
        return row

    def _about(self, alter: Alter, column: Column) -> Cell:
        name = column.variable or ""
        if self._content.codebook.variables[name].subject == "ego":
            return self._on_list(self._dossier.ego.get(name), alter)
        answer = alter.answers.get(name)
        seen = self._lists.get(name)
        if answer is None and seen is not None and seen.had(alter):
            return False
        return cell(answer, column)

    def _on_list(self, answer: Answer | None, alter: Alter) -> Cell:
        """Whether ego picked an alter; nobody picked is a full answer on each of them."""
        if answer is None or answer.private or answer.status in ("skipped", "dont_know"):
            return cell(answer, Column("", "alters", "flag"))
        picked = answer.value if isinstance(answer.value, list) else []
        tapped = [one.order for one in self._dossier.alters if one.id in picked]
        is_seen = _Seen(answer.at, max(tapped, default=0)).had(alter)
        return alter.id in picked if is_seen else Missing.NOT_ASKED

    def _lists_seen(self) -> dict[str, _Seen]:
        """Each list of names as it was answered last, as far as somebody was tapped."""
        places = listed_flags(self._content)
        found: dict[str, _Seen] = {}
        for alter, name, answer in self._dossier.answers():
            if alter is None or answer.private or name not in places:
                continue
            if self._place(answer) in places[name]:
                tapped = _Seen(answer.at, alter.order)
                found[name] = max(found.get(name, tapped), tapped)
        return found

    def _place(self, answer: Answer) -> tuple[str, str]:
        """Dialogue and step of an answer, without the version."""
        sources = self._dossier.sources
        place = sources[answer.source] if answer.source < len(sources) else ""
        dialogue, _, step = place.partition("/")
        return dialogue.partition("@")[0], step


def _day(seconds: int | None) -> Cell:
    return Missing.NOT_ASKED if seconds is None else seconds // SECONDS_PER_DAY
