"""What is shared and nothing else, as a dossier of its own: all that a snapshot is made of.

Non-interference is made here and not hoped for later: who makes the snapshot sees this dossier
only, so what is not in it cannot change one byte. It has no ids, places, moments or versions of
the client's dossier. People are called as the client wants them called, and nobody else is in it.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from states.caring.charting import NAMED_AS_HELPER
from states.choosing import chosen_parts
from states.controls import without_controls
from states.dossier import FORMAT, Alter, Answer, Dossier, Entry, Frame, Value
from states.entries import PARTS_WITH_ENTRIES, joining, told_answers, told_entries
from states.parts import says_it_all, told_value
from states.scope import Scope
from states.sharing.sentences import FOR_WORKER, TYPED, sentences, shown_people, telling
from states.summary import may_show

WISHED = ("more", "restore")
"""Wishes with somebody that may be told; that one wants less is nobody's business (R-10)."""


HELPER = "helper_names"
"""The question that brings the names of those who help in the care."""


class Shared(NamedTuple):
    """What is shared, as a place to look from, and what was written to the worker."""

    scope: Scope
    to_worker: str

    def __repr__(self) -> str:
        """Say nothing of the content."""
        return "Shared()"


Words = dict[tuple[str, str], str]
"""What is told of each sentence, by variable and alter (empty for ego)."""


def shared_only(scope: Scope) -> Shared:
    """Keep the chosen parts and people of a client, and drop all else."""
    parts, told = chosen_parts(scope), _told(scope)
    shown = shown_people(scope)
    numbers = {name: f"p{number}" for number, name in enumerate(shown, 1)}
    sharing = _Sharing(scope, parts, told, numbers)
    alters = [
        _shown_as(sharing, there, number, _label(shown[name]))
        for name, number in numbers.items()
        for there in _alter(scope, name)
    ]
    entries = list(_entries(sharing))
    ego = sharing.about(scope)
    groups = _groups(scope, numbers) if "map" in parts else []
    if groups:
        ego["groups"] = Answer(groups)
    ego |= {
        "form": Answer("u"),
        "parts": Answer([part for part in parts if part != "map" or alters or _is_nobody(scope)]),
        "parts_people": Answer([alter.id for alter in alters]),
        "parts_names": Answer("names"),
    }
    dossier = Dossier(
        FORMAT,
        ego=ego,
        alters=alters,
        entries=entries,
        next_alter=len(alters) + 1,
        next_entry=len(entries) + 1,
        side=scope.dossier.side,
    )
    there = Scope(scope.content, dossier, Frame("", ""), 0)
    return Shared(there, told.get((FOR_WORKER, ""), ""))


def _alter(scope: Scope, name: str) -> list[Scope]:
    alter = scope.dossier.alter(name)
    return [] if alter is None else [scope.of(alter)]


def _shown_as(sharing: "_Sharing", there: Scope, number: str, label: str) -> Alter:
    """Somebody who is shown, with what may be told of them."""
    prompts = _prompts(there, sharing.parts)
    return Alter(number, label, int(number[1:]), 0, prompts, sharing.about(there))


def _prompts(there: Scope, parts: list[str]) -> list[str]:
    """That somebody was named as a helper is told with the care; where a name came from never."""
    prompts = there.alter.prompts if there.alter is not None and "care" in parts else []
    return [HELPER] if NAMED_AS_HELPER.intersection(prompts) else []


def _entries(sharing: "_Sharing") -> Iterator[Entry]:
    """What the chosen parts tell of plans and thoughts, with ids of their own."""
    scope, number = sharing.scope, 0
    for part, kinds in PARTS_WITH_ENTRIES.items():
        for kind in kinds if part in sharing.parts else ():
            for entry in told_entries(scope, kind):
                answers = sharing.about(scope.on(entry))
                if answers:
                    number += 1
                    kept = {**answers, **_state(scope.on(entry))}
                    yield Entry(f"e{number}", kind, 0, kept)


def _state(there: Scope) -> dict[str, Answer]:
    """What tells that an entry is told of, and on which card a thought is; no words of anybody.

    Neither says more than the snapshot itself: only open steps are told of, and of a card no more
    than its question.
    """
    if there.entry is not None and there.entry.kind == "action":
        return {"plan_state": Answer("open")}
    card = told_value(there, "thought_question")
    return {} if card is None else {"thought_question": Answer(card)}


def _label(called: str) -> str:
    return " ".join(without_controls(called).split()) or "X"


def _told(scope: Scope) -> Words:
    tell = telling(scope)
    found = [(one, tell(one)) for one in sentences(scope)]
    return {(one.variable, one.about): words for one, words in found if words is not None}


class _Sharing(NamedTuple):
    """What may be told of one client: chosen parts, decided words, and people by their number."""

    scope: Scope
    parts: list[str]
    told: Words
    numbers: dict[str, str]

    def __repr__(self) -> str:
        """Say nothing of the content."""
        return "_Sharing()"

    def about(self, there: Scope) -> dict[str, Answer]:
        """The answers of the chosen parts on what is at hand: ego, an alter, an entry."""
        name, subject = _at_hand(there)
        numbers = self.numbers if there.entry is None else joining(there, self.numbers)
        of_entry, answers = told_answers(there), dict[str, Answer]()
        for variable, declared in there.content.codebook.variables.items():
            is_about = declared.subject == subject and declared.block in self.parts
            answer = _answer(there, variable, of_entry) if is_about else None
            if answer is None or declared.type == "groups":
                continue
            words = self.told.get((variable, name))
            value = _value(there, variable, answer, words, numbers)
            if value is not None and not says_it_all(there, declared):
                answers[variable] = Answer(value)
        return answers


def _answer(there: Scope, name: str, of_entry: Mapping[str, Answer]) -> Answer | None:
    return of_entry.get(name) if there.entry is not None else there.answer(name)


def _at_hand(there: Scope) -> tuple[str, str]:
    """The id and the subject of what is talked about; no id where it is ego."""
    if there.entry is not None:
        return there.entry.id, there.entry.kind
    return (there.alter.id, "alter") if there.alter is not None else ("", "ego")


def _value(
    there: Scope, name: str, answer: Answer, words: str | None, numbers: dict[str, str]
) -> Value:
    """An answer that somebody else may read; None where there is none."""
    declared = there.content.codebook.variables[name]
    if not may_show(declared, answer) or answer.value is None:
        return None
    if declared.type in TYPED:
        return words
    codes, value = there.content.codebook.codes(name), answer.value
    if declared.type == "alters":
        return [
            numbers[one] for one in (value if isinstance(value, list) else ()) if one in numbers
        ] or None
    if declared.type == "several" and codes and isinstance(value, list):
        return [code for code in value if code in codes] or None
    if declared.type == "choice" and codes and value not in codes:
        return None
    is_untold_wish = name == "wish_with" and value not in WISHED
    return None if is_untold_wish else value


def _groups(scope: Scope, numbers: dict[str, str]) -> list[str]:
    """Who know each other, of those that are shown; in an order that tells of nobody else.

    A group that is within another one is left out, and groups stand in the order of their people:
    which groups there were, and with whom besides, shows nowhere.
    """
    answer, declared = scope.dossier.ego.get("groups"), scope.content.codebook.variables["groups"]
    is_there = answer is not None and may_show(declared, answer)
    value = answer.value if is_there and answer is not None else None
    groups = [str(group).split("+") for group in value] if isinstance(value, list) else []
    found = {frozenset(int(numbers[n][1:]) for n in group if n in numbers) for group in groups}
    whole = [one for one in found if len(one) > 1 and not any(one < other for other in found)]
    return ["+".join(f"p{number}" for number in sorted(one)) for one in sorted(whole, key=sorted)]


def _is_nobody(scope: Scope) -> bool:
    """Whether the client said "nobody": only then an empty circle is one, and not a gap."""
    answer = scope.dossier.ego.get("nobody")
    is_said = answer is not None and answer.status == "answered" and not answer.private
    return is_said and answer is not None and answer.value is True
