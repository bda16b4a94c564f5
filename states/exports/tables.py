"""The three tables of one client: ego, alters, ties.

Ego has its one row whether or not there are alters: nobody is an answer too (R-04). Names are
pseudonyms unless they are asked for, and answers kept private are in no table (R-13).
"""

from collections.abc import Mapping

import msgspec

from states.content import Content
from states.dossier import Alter, Answer, Dossier
from states.exports.cells import Cell, Missing, cell, clean
from states.exports.columns import Column, columns, listed_flags
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
    ego: Row
    alters: tuple[Row, ...]
    ties: tuple[Row, ...]

    def of(self, table: str) -> tuple[list[Column], tuple[Row, ...]]:
        """The columns and rows of one table."""
        rows = {"ego": (self.ego,), "alters": self.alters, "ties": self.ties}[table]
        return [column for column in self.columns if column.table == table], rows

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
    making = _Making(content, dossier, columns(content, with_names=with_names), with_names)
    ties = tuple(_tie(ego_id, tie) for tie in ties_of(dossier, content.codebook))
    return Tables(
        making.columns,
        making.ego(ego_id, now, len(ties)),
        tuple(making.alter(ego_id, alter) for alter in dossier.alters),
        ties,
    )


def _tie(ego_id: str, tie: Tie) -> Row:
    return {
        "egoID": ego_id,
        "from": tie.source,
        "to": tie.target,
        "relation": tie.variable,
        "groups": " ".join(map(str, tie.groups)),
        "estimated": True,
    }


def pseudonym(alter: Alter) -> str:
    """How an alter is called where no name is wanted; the same one in every export."""
    return f"P{alter.order}"


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
    """The rows of one dossier."""

    def __init__(
        self, content: Content, dossier: Dossier, found: tuple[Column, ...], with_names: bool
    ) -> None:
        self.columns = found
        self._content = content
        self._dossier = dossier
        self._with_names = with_names
        self._of_ego = [one for one in found if one.table == "ego" and one.variable]
        self._of_alters = [one for one in found if one.table == "alters" and one.variable]
        self._lists = self._lists_seen()

    def ego(self, ego_id: str, now: int, tie_count: int) -> Row:
        moments = [answer.at for _, _, answer in self._dossier.answers() if answer.at]
        first, last = (min(moments), max(moments)) if moments else (None, None)
        row: dict[str, Cell] = {
            "egoID": ego_id,
            "exportedOn": _day(now),
            "firstAnsweredOn": _day(first),
            "lastAnsweredOn": _day(last),
            "codebookVersion": self._content.codebook.version,
            "language": LANGUAGE,
            "alterCount": len(self._dossier.alters),
            "tieCount": tie_count,
        }
        for column in self._of_ego:
            row[column.name] = cell(self._dossier.ego.get(column.variable or ""), column)
        return row

    def alter(self, ego_id: str, alter: Alter) -> Row:
        name = clean(alter.label) if self._with_names else ""
        row: dict[str, Cell] = {
            "egoID": ego_id,
            "alterID": alter.id,
            "label": name or pseudonym(alter),
            "namedOrder": alter.order,
            "namedOn": alter.day,
            "prompts": " ".join(alter.prompts),
        }
        for column in self._of_alters:
            row[column.name] = self._about(alter, column)
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
