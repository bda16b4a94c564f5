"""What a client can take along on paper: the summary, the list of people, and everything.

All are pure functions of the dossier. The summary holds the parts and people that the client
chose and nothing else; what is private, skipped or not good never comes in, not even as a gap
(R-13). Nothing is shared by making it.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from states.account import whole_account_view
from states.check_ins import check_ins_view
from states.choosing import chosen_parts, own_words
from states.circle import named
from states.documents import Block, Document, Table
from states.parts import blocks_of, line_of, told_value
from states.pictures.charting import circle_chart, code_of
from states.scope import Scope
from states.screen import TextKey

COLUMNS = ("quadrant", "together", "where", "frequency", "initiator")
"""What the list of people says of each, besides the name (netwerklijst; methods, 2.1)."""


def summary_document(scope: Scope) -> Document:
    """The parts and people that the client chose, each in the client's own words."""
    tell = own_words(scope)
    blocks = [block for part in chosen_parts(scope) for block in blocks_of(scope, part, tell)]
    return _document(scope, "summary", blocks)


def list_document(scope: Scope) -> Document:
    """The list of people, to print: only what was answered, and no marks."""
    alters = scope.dossier.alters
    told = [name for name in COLUMNS if any(_cell(scope.of(a), name) for a in alters)]
    columns = [TextKey("pictures/list_who"), *(TextKey(f"codebook/{name}") for name in told)]
    people = circle_chart(scope).people
    rows = [
        [named(person), *(_cell(scope.of(alter), name) for name in told)]
        for person, alter in zip(people, alters, strict=True)
    ]
    if not rows:
        return _document(scope, "list", [Block(paragraphs=[TextKey("pictures/list_empty")])])
    return _document(scope, "list", [Block(table=Table(columns, rows))])


def everything_document(scope: Scope) -> Document:
    """All that is kept, hidden answers included: it is the client's."""
    account = whole_account_view(scope)
    mine, *as_carer = account["sides"]
    planned = [TextKey("pictures/everything_check_in", one) for one in check_ins_view(scope)]
    shared = [TextKey("pictures/everything_pairing", one) for one in account["pairings"]]
    shared += [TextKey("pictures/everything_share", one) for one in account["shares"]]
    blocks = [
        *_lines("everything_about_me", [line_of(found) for found in mine["about_me"]]),
        *_lines("everything_planned", planned),
        *_lines("everything_shared", shared),
        *_one_side(mine),
    ]
    for side in as_carer:
        lines = [line_of(found) for found in side["about_me"]]
        blocks += [Block(heading=side["title"], lines=lines), *_one_side(side)]
    return _document(scope, "everything", blocks)


def _one_side(account: dict[str, Any]) -> list[Block]:
    """Who was named, what was made, and who was on the map on which day, on one side."""
    days = [TextKey("pictures/everything_map", one) for one in account["maps"]]
    return [
        *_titled("everything_named", account["alters"]),
        *_titled("everything_made", account["entries"]),
        *_lines("everything_maps", days),
    ]


def _titled(key: str, found: Sequence[dict[str, Any]]) -> list[Block]:
    """Things with a name and lines, under one heading; nothing where there are none."""
    blocks = [
        Block(heading=one["name"], lines=[line_of(told) for told in one["lines"]], level=2)
        for one in found
    ]
    return [Block(heading=TextKey(f"pictures/{key}")), *blocks] if blocks else []


def _lines(key: str, lines: Sequence[Any]) -> list[Block]:
    return [Block(heading=TextKey(f"pictures/{key}"), lines=lines)] if lines else []


def _document(scope: Scope, kind: str, blocks: Sequence[Block]) -> Document:
    day = datetime.fromtimestamp(scope.now, UTC).date()
    return Document(
        title=TextKey(f"pictures/{kind}_title"),
        subtitle=TextKey("pictures/made_on", {"date": day}),
        blocks=blocks,
        footer=TextKey(f"pictures/{kind}_footer"),
    )


def _cell(there: Scope, name: str) -> Any:  # noqa: ANN401 - a word, or a text key
    """What the list says; paper goes round, so nothing that was said in private."""
    if there.content.codebook.variables[name].type == "choice":
        code = code_of(there, name, for_others=True)
        return there.value_label(name, code) if code else ""
    value = told_value(there, name)
    return str(value) if value is not None else ""
