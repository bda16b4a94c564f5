"""What a client can take along on paper: the summary, the list of people, and everything.

All are pure functions of the dossier. The summary holds the parts and people that the client
chose and nothing else; what is private, skipped or not good never comes in, not even as a gap
(R-13). Nothing is shared by making it.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from states.account import whole_account_view
from states.check_ins import check_ins_view
from states.choosing import Tell, chosen_parts, chosen_people, own_words
from states.circle import circle_words, named
from states.codebook import Variable
from states.documents import Block, Document, Table
from states.pictures.charting import circle_chart, circle_for_others, code_of
from states.scope import Scope
from states.screen import TextKey
from states.summary import line, may_show

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
    about_me = [_line(found) for found in account["about_me"]]
    planned = [TextKey("pictures/everything_check_in", one) for one in check_ins_view(scope)]
    people = [
        Block(heading=one["name"], lines=[_line(found) for found in one["lines"]], level=2)
        for one in account["alters"]
    ]
    shared = [TextKey("pictures/everything_pairing", one) for one in account["pairings"]]
    shared += [TextKey("pictures/everything_share", one) for one in account["shares"]]
    about = (
        ("everything_about_me", about_me),
        ("everything_planned", planned),
        ("everything_shared", shared),
    )
    blocks = [
        Block(heading=TextKey(f"pictures/{key}"), lines=lines) for key, lines in about if lines
    ]
    title = [Block(heading=TextKey("pictures/everything_named"))] if people else []
    return _document(scope, "everything", [*blocks, *title, *people])


def _document(scope: Scope, kind: str, blocks: Sequence[Block]) -> Document:
    day = datetime.fromtimestamp(scope.now, UTC).date()
    return Document(
        title=TextKey(f"pictures/{kind}_title"),
        subtitle=TextKey("pictures/made_on", {"date": day}),
        blocks=blocks,
        footer=TextKey(f"pictures/{kind}_footer"),
    )


def _about_me(scope: Scope, part: str, tell: Tell) -> Iterator[Block]:
    """The lines on ego that belong to a part."""
    variables = scope.content.codebook.variables
    found = [
        line(scope, name, answer)
        for name, declared in variables.items()
        if declared.block == part
        and (answer := scope.dossier.ego.get(name)) is not None
        and may_show(declared, answer)
        and not says_it_all(scope, declared)
    ]
    lines = [_line(told) for one in found if (told := _for_others(tell, one)) is not None]
    if lines:
        yield Block(heading=_heading(part), lines=lines)


def says_it_all(scope: Scope, declared: Variable) -> bool:
    """Whether an answer is within another one that is shown; a private one shows nothing (R-13)."""
    whole = scope.content.codebook.variables.get(declared.part_of or "")
    answer = scope.dossier.ego.get(declared.part_of or "")
    return whole is not None and answer is not None and may_show(whole, answer)


def _for_others(tell: Tell, found: dict[str, Any] | None) -> dict[str, Any] | None:
    """A line as somebody else may read it; None where nothing of it is left."""
    if found is None:
        return None
    values = [tell(v) if isinstance(v, str) else v for v in found["values"]]
    told = [value for value in values if value is not None]
    return {**found, "values": told} if told or not values else None


def _wishes(scope: Scope, part: str, tell: Tell) -> Iterator[Block]:
    """What the client wishes, and with whom."""
    shown = chosen_people(scope)
    mine = [line_ for block in _about_me(scope, part, tell) for line_ in block.lines]
    with_people = [
        TextKey("pictures/summary_wish", {"wish": label, "names": names})
        for code in ("more", "restore")
        if (names := _wished(scope, shown, code))
        for label in (scope.value_label("wish_with", code),)
    ]
    if mine or with_people:
        yield Block(heading=_heading(part), lines=[*mine, *with_people])


def _wished(scope: Scope, shown: dict[str, str], code: str) -> list[str]:
    return [
        shown[alter.id]
        for alter in scope.dossier.alters
        if alter.id in shown and _told(scope.of(alter), "wish_with") == code
    ]


def _map(scope: Scope, part: str, _tell: Tell) -> Iterator[Block]:
    """The circle as a picture, and the same in words.

    Where the client named people and leaves all of them out, there is no circle: it would say
    that there is nobody (R-13).
    """
    shown = chosen_people(scope)
    if scope.dossier.alters and not shown:
        return
    chart = circle_for_others(scope, shown)
    words = circle_words(chart)
    nobody = [TextKey("pictures/circle_nobody")] if words["is_empty"] else []
    alt = TextKey("pictures/circle_alt")
    yield Block(heading=_heading(part), chart=chart, alt=alt, paragraphs=nobody)
    for ring in words["rings"]:
        lines = [TextKey("pictures/circle_group", group) for group in ring["groups"]]
        yield Block(heading=ring["title"], lines=lines, level=2)
    yield from _groups(scope, shown)


def _groups(scope: Scope, shown: dict[str, str]) -> Iterator[Block]:
    """Who know each other, of those that are shown."""
    answer = scope.dossier.ego.get("groups")
    value = answer.value if answer is not None and not answer.private else None
    groups = [str(group).split("+") for group in value] if isinstance(value, list) else []
    seen = [frozenset(name for name in group if name in shown) for group in groups]
    # What is left of a group where others are not shown may be there twice, or within another.
    whole = dict.fromkeys(s for s in seen if len(s) > 1 and not any(s < other for other in seen))
    lines = [
        TextKey("pictures/names", {"names": [shown[name] for name in shown if name in group]})
        for group in whole
    ]
    if lines:
        yield Block(heading=TextKey("codebook/groups"), lines=lines, level=2)


def _between(scope: Scope, part: str, tell: Tell) -> Iterator[Block]:
    """What the client does with people, and what comes and goes: by answer, with who it is about.

    So one page holds it, however many people there are.
    """
    shown = chosen_people(scope)
    lines = [
        line_
        for name, declared in scope.content.codebook.variables.items()
        if declared.block == part
        for line_ in _by_answer(scope, shown, name, tell)
    ]
    if lines:
        yield Block(heading=_heading(part), lines=lines)


def _by_answer(scope: Scope, shown: dict[str, str], name: str, tell: Tell) -> Iterator[TextKey]:
    """Lines on one variable: own words by person, all else by what was answered."""
    declared = scope.content.codebook.variables[name]
    answered = [
        (shown[alter.id], found)
        for alter in scope.dossier.alters
        if alter.id in shown
        and (answer := alter.answers.get(name)) is not None
        and may_show(declared, answer)
        and (found := _for_others(tell, line(scope.of(alter), name, answer))) is not None
    ]
    if declared.type == "text":
        for called, found in answered:
            yield TextKey("pictures/own_words", {"name": called, **found})
        return
    heading = TextKey(f"codebook/{name}")
    by_value: dict[str, tuple[Any, list[str]]] = {}
    for called, found in answered:
        for value in found["values"] or [heading]:
            by_value.setdefault(repr(value), (value, []))[1].append(called)
    for value, names in by_value.values():
        if value is heading:
            yield _line({"heading": heading, "values": names})
        else:
            yield TextKey(
                "pictures/by_answer", {"heading": heading, "value": value, "names": names}
            )


def blocks_of(scope: Scope, part: str, tell: Tell) -> list[Block]:
    """What one part of a summary says; nothing where there is nothing to say."""
    return list(_PARTS[part](scope, part, tell))


_PARTS = {
    "likes": _about_me,
    "wishes": _wishes,
    "map": _map,
    "between": _between,
    "now": _about_me,
    "request": _about_me,
}


def _heading(part: str) -> TextKey:
    return TextKey(f"codebook/parts__{part}")


def _line(found: dict[str, Any]) -> TextKey:
    return TextKey("pictures/line", found)


def _told(there: Scope, name: str) -> Any:  # noqa: ANN401 - any value
    """A value that somebody else may read too."""
    answer = there.answer(name)
    return None if answer is None or answer.private else there.value(name)


def _cell(there: Scope, name: str) -> Any:  # noqa: ANN401 - a word, or a text key
    """What the list says; paper goes round, so nothing that was said in private."""
    if there.content.codebook.variables[name].type == "choice":
        code = code_of(there, name, for_others=True)
        return there.value_label(name, code) if code else ""
    value = _told(there, name)
    return str(value) if value is not None else ""
