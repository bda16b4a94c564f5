"""What a summary tells of entries: steps that are open, gatherings, and thoughts that were kept.

What was done or put away is the client's own past; it is in *everything*, and in no summary. Nor
is a thought on a question for oneself alone, whoever is there when the summary is made.
"""

from collections.abc import Iterable, Mapping

from states.choosing import chosen_people
from states.dossier import Answer, Entry
from states.harm import may_be_in_plan
from states.naming import names_any
from states.plans.actions import open_actions
from states.scope import Scope

PARTS_WITH_ENTRIES = {"plan": ("action", "gathering"), "thoughts": ("thought",)}
"""The kinds that a part of a summary tells of, in reading order."""

DRAFTS = ("plan_words", "gathering_words")
"""Variables with words to ask somebody with, which we made unless the client wrote others."""


def told_entries(scope: Scope, kind: str) -> list[Entry]:
    """The entries of a kind that a summary may tell of, the oldest first."""
    if kind == "action":
        return open_actions(scope)
    there = scope.dossier.of_kind(kind)
    return [one for one in there if kind != "thought" or not _is_for_oneself(scope.on(one))]


def _is_for_oneself(there: Scope) -> bool:
    asked = there.value("thought_question")
    cards = map(there.content.questions.card, asked if isinstance(asked, list) else [])
    return any(card is not None and card.only_alone for card in cards)


def told_answers(there: Scope) -> Mapping[str, Answer]:
    """The answers of the entry at hand that a summary may tell, as far as the codebook lets it.

    Words that we made to ask somebody are left out where the client wants less with them by now
    (R-10); the client's own words stay.
    """
    if there.entry is None:
        return {}
    answers = there.entry.answers
    drafts = [name for name in DRAFTS if name in answers and not answers[name].own]
    if not drafts:
        return answers
    joins = names_any(_not_joining(there))
    out = {name for name in drafts if joins(str(answers[name].value or ""))}
    return {name: answer for name, answer in answers.items() if name not in out}


def forget_drafts(scope: Scope, labels: Iterable[str]) -> None:
    """Forget words that we made to ask somebody who goes off the list; own words stay.

    Nothing tells any more that contact with them was not good, so the words would come back (R-10).
    """
    names = names_any(labels)
    for entry in list(scope.dossier.entries):
        for draft in DRAFTS:
            answer = entry.answers.get(draft)
            if answer is not None and not answer.own and names(str(answer.value or "")):
                scope.on(entry).forget(draft)


def _not_joining(scope: Scope) -> list[str]:
    """Who is shown and in no step; of who is not shown, the client is asked by the sentence."""
    shown = chosen_people(scope)
    alters = scope.dossier.alters
    return [a.label for a in alters if a.id in shown and not may_be_in_plan(scope, a)]


def joining(scope: Scope, shown: Mapping[str, str]) -> dict[str, str]:
    """Of those who are shown who may be named in a step, by id."""
    alters = scope.dossier.alters
    there = {alter.id for alter in alters if may_be_in_plan(scope, alter)}
    return {name: called for name, called in shown.items() if name in there}
