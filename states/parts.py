"""The parts of a summary: what each says, as blocks of a document.

They are made of the chosen parts and people and of nothing else; what is private, skipped or not
good never comes in, not even as a gap (R-13). Strengths stand first, nothing is weighed (R-20).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from states.caring.charting import EGO, care_for_others
from states.choosing import Tell, chosen_people
from states.circle import circle_words
from states.codebook import Variable
from states.documents import Block
from states.dossier import Entry
from states.entries import joining, told_answers, told_entries
from states.pictures.chart import Person
from states.pictures.charting import circle_for_others
from states.scope import Scope
from states.screen import TextKey
from states.summary import line, may_show
from states.thoughts.cards import question


def blocks_of(scope: Scope, part: str, tell: Tell) -> list[Block]:
    """What one part of a summary says; nothing where there is nothing to say."""
    return list(_PARTS[part](scope, part, tell))


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
    lines = [line_of(told) for one in found if (told := _for_others(tell, one)) is not None]
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
        if alter.id in shown and told_value(scope.of(alter), "wish_with") == code
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
        one
        for name, declared in scope.content.codebook.variables.items()
        if declared.block == part
        for one in _by_answer(scope, shown, name, tell)
    ]
    if lines:
        yield Block(heading=_heading(part), lines=lines)


def _plan(scope: Scope, part: str, tell: Tell) -> Iterator[Block]:
    """The steps that are open and who thinks along, each under a heading of its own."""
    steps = told_entries(scope, "action")
    found = [
        *_about_me(scope, part, tell),
        *_entries(scope, steps, tell, "pictures/summary_step"),
        *_entries(scope, told_entries(scope, "gathering"), tell, "pictures/summary_gathering"),
    ]
    if found and found[0].level != 1:
        yield Block(heading=_heading(part))
    yield from found


def _entries(scope: Scope, entries: Sequence[Entry], tell: Tell, heading: str) -> Iterator[Block]:
    """What may be told of each; one that says nothing has no number either, as it would show."""
    said = [lines for entry in entries if (lines := list(_of_entry(scope.on(entry), tell)))]
    for number, lines in enumerate(said, 1):
        yield Block(heading=TextKey(heading, {"number": number}), lines=lines, level=2)


def _of_entry(there: Scope, tell: Tell) -> Iterator[TextKey]:
    """The lines on the entry at hand that may be told, in the order of the codebook."""
    shown, answers = joining(there, chosen_people(there)), told_answers(there)
    for name, declared in there.content.codebook.variables.items():
        answer = answers.get(name)
        if answer is None or declared.block is None or not may_show(declared, answer):
            continue
        if declared.type == "alters":
            ids = answer.value if isinstance(answer.value, list) else []
            found = {
                "heading": TextKey(f"codebook/{name}"),
                "values": [shown[one] for one in ids if one in shown],
            }
            if found["values"]:
                yield line_of(found)
        elif (said := _for_others(tell, line(there, name, answer))) is not None:
            yield line_of(said)


def _thoughts(scope: Scope, part: str, tell: Tell) -> Iterator[Block]:
    """Questions and what the client kept of them."""
    lines, variables = [], scope.content.codebook.variables
    for entry in told_entries(scope, "thought"):
        there = scope.on(entry)
        answer, declared = there.answer("thought_words"), variables["thought_words"]
        if answer is None or not may_show(declared, answer):
            continue
        words = tell(str(answer.value))
        if words:
            lines.append(_thought(_asked(there), words))
    if lines:
        yield Block(heading=_heading(part), lines=lines)


def _thought(asked: TextKey | None, words: str) -> TextKey:
    if asked is None:
        return line_of({"heading": TextKey("codebook/thought_words"), "values": [words]})
    return TextKey("pictures/summary_thought", {"question": asked, "words": words})


def _asked(there: Scope) -> TextKey | None:
    """The question that a thought is on, as far as that may be told and is still known."""
    cards = told_value(there, "thought_question")
    known = map(there.content.questions.card, cards if isinstance(cards, list) else [])
    found = next((card for card in known if card is not None), None)
    return None if found is None else question(found.id)


def _care(scope: Scope, part: str, tell: Tell) -> Iterator[Block]:
    """Who does what in the care: in lines on ego, as a picture, and by what was answered.

    A picture of the carer alone is not drawn: it would say that there is nobody else (R-13).
    """
    shown = chosen_people(scope)
    mine = list(_about_me(scope, part, tell))
    chart = care_for_others(scope, shown)
    others = [person for person in chart.people if person.id != EGO]
    if others and not mine:
        yield Block(heading=_heading(part))
    yield from mine
    if others:
        yield Block(chart=chart, alt=TextKey("pictures/care_alt"))
    lines = [
        one
        for name, declared in scope.content.codebook.variables.items()
        if declared.block == part and declared.subject == "alter"
        for one in _by_answer(scope, shown, name, tell)
    ]
    # Named as somebody who helps, and no more was told: in the picture, so in the words.
    named = [person.label for person in others if not _does_something(person)]
    if named:
        lines.append(line_of({"heading": TextKey("pictures/care_others"), "values": named}))
    if lines:
        yield Block(heading=TextKey("pictures/care_title"), lines=lines, level=2)


def _does_something(person: Person) -> bool:
    facts = (person.tasks, person.often, person.listens, person.takes_over, person.cared_for)
    return any(facts)


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
            yield line_of({"heading": heading, "values": names})
        else:
            yield TextKey(
                "pictures/by_answer", {"heading": heading, "value": value, "names": names}
            )


_PARTS: Mapping[str, Callable[[Scope, str, Tell], Iterator[Block]]] = {
    "likes": _about_me,
    "wishes": _wishes,
    "plan": _plan,
    "map": _map,
    "care": _care,
    "between": _between,
    "now": _about_me,
    "thoughts": _thoughts,
    "talk": _about_me,
    "request": _about_me,
}


def _heading(part: str) -> TextKey:
    return TextKey(f"codebook/parts__{part}")


def line_of(found: dict[str, Any]) -> TextKey:
    """A heading with what was answered, as one line."""
    return TextKey("pictures/line", found)


def told_value(there: Scope, name: str) -> Any:  # noqa: ANN401 - any value
    """A value that somebody else may read too."""
    answer = there.answer(name)
    return None if answer is None or answer.private else there.value(name)
