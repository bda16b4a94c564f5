"""A plan in words: what a text, a card or a picture says of an action.

These are for the client's own eyes; what is asked of somebody else holds nothing private (R-13).
Somebody with whom contact became blocked after an action was made is not named with it (R-10).
"""

from typing import Any

from states.check_ins import when
from states.dossier import Alter, Answer, Entry
from states.entries import PARTS_WITH_ENTRIES, told_entries
from states.harm import is_blocked
from states.naming import names_any
from states.plans.actions import at_hand, idea_of, open_actions
from states.plans.ideas import Idea
from states.plans.suggesting import may_be_asked
from states.scope import Scope
from states.screen import TextKey
from states.summary import may_show

BLOCK = "plan"
"""The part of a summary that a plan is in."""

FOR_ANYTHING = ("think", "choose_day", "five_minutes")
"""Smaller versions that fit what a client thought of, as far as the library has them."""

Card = dict[str, Any]


def card(title: str | TextKey, what: str | TextKey = "") -> Card:
    """What stands on a card of a plan."""
    return {"title": title, "what": what, "how": "", "cannot": ""}


# Cards


def idea_cards(scope: Scope) -> dict[str, Card]:
    """All ideas of the library, by id."""
    return {
        idea.id: card(title_of(idea), TextKey(f"ideas/{idea.id}__what"))
        for idea in scope.content.ideas.ideas
    }


def latest_idea(scope: Scope) -> Card:
    """The card that was chosen last, before it is taken into the plan; empty where none was."""
    chosen = scope.value("plan_card")
    name = str(chosen[-1]) if isinstance(chosen, list) and chosen else ""
    return idea_cards(scope).get(name) or card("")


def title_of(idea: Idea) -> TextKey:
    """How an idea is called."""
    return TextKey(f"ideas/{idea.id}")


def idea_at_hand(scope: Scope) -> Idea | None:
    """The idea that the action at hand came from."""
    entry = at_hand(scope)
    return None if entry is None else idea_of(scope, entry)


def form_cards(scope: Scope) -> dict[str, Card]:
    """The forms of the idea at hand, by id."""
    idea = idea_at_hand(scope)
    forms = () if idea is None else idea.forms
    return {form.id: card(TextKey(f"ideas/{idea.id}__{form.id}")) for form in forms if idea}


def smaller_cards(scope: Scope) -> dict[str, Card]:
    """All ready-made smaller versions, by code."""
    return {code: card(_smaller(code)) for code in _codes(scope)}


def smaller_forms(scope: Scope) -> list[str]:
    """Codes of the smaller versions of the action at hand, without the one that it has already."""
    entry = at_hand(scope)
    if entry is None:
        return []
    idea, known = idea_of(scope, entry), _codes(scope)
    codes = idea.smaller if idea is not None else [c for c in FOR_ANYTHING if c in known]
    now = words_of(scope, entry)["small"]
    return [code for code in codes if now != scope.content.texts.render(_smaller(code), scope.form)]


def _smaller(code: str) -> TextKey:
    return TextKey(f"ideas/smaller__{code}")


def _codes(scope: Scope) -> list[str]:
    return list(dict.fromkeys(code for idea in scope.content.ideas.ideas for code in idea.smaller))


def action_cards(scope: Scope) -> dict[str, Card]:
    """All actions by id; each is called as the client called it."""
    return {one.id: card(words_of(scope, one)["what"]) for one in scope.dossier.of_kind("action")}


# Words


def words_of(scope: Scope, entry: Entry | None) -> dict[str, Any]:
    """What was said of an action; an empty text or list for what was not."""
    there = scope if entry is None else scope.on(entry)

    def said(name: str) -> str:
        value = None if entry is None else there.value(name)
        return value if isinstance(value, str) else ""

    by = said("plan_by")
    day = None if entry is None else there.value("plan_day")
    return {
        "what": said("plan_what"),
        "form": said("plan_form"),
        "people": [] if entry is None else people_in(scope, entry),
        "small": said("plan_small"),
        "by": scope.value_label("plan_by", by) if by in _bys(scope) else "",
        "when": said("plan_when"),
        "then": said("plan_then"),
        "words": "" if entry is None else _words_to_ask_with(there),
        "day": when(scope, day) if type(day) is int else "",
    }


def _bys(scope: Scope) -> tuple[str, ...]:
    return scope.content.codebook.codes("plan_by")


def _words_to_ask_with(there: Scope) -> str:
    """The client's own words; those that we made only as long as they name nobody blocked."""
    answer = there.answer("plan_words")
    if answer is None or not isinstance(answer.value, str):
        return ""
    return answer.value if answer.own else _unless_blocked(there, answer.value)


def people_in(scope: Scope, entry: Entry) -> list[str]:
    """Names of those with whom it is done, without those with whom contact is blocked (R-10)."""
    ids = scope.on(entry).value("plan_with")
    alters = map(scope.dossier.alter, ids if isinstance(ids, list) else [])
    return [a.label for a in alters if a is not None and not is_blocked(scope, a)]


def action_view(scope: Scope) -> dict[str, Any]:
    """The action at hand."""
    return words_of(scope, at_hand(scope))


def plan_view(scope: Scope) -> list[dict[str, Any]]:
    """All open actions, the oldest first."""
    return [words_of(scope, one) for one in open_actions(scope)]


# What is asked, and of whom


def asking_view(scope: Scope) -> dict[str, Any]:
    """For words to ask with: `names` (and the first, `name`), `what`, and labels of `tasks`.

    They are about whoever or whatever is talked about: somebody on the list, the action at hand, or
    people who come together to think along. Only those who may be asked are named, and nothing is
    told that was said in private or that names somebody with whom contact is blocked: they are to
    be read by others (R-10, R-13).
    """
    about = scope.alter or scope.entry or at_hand(scope)
    if isinstance(about, Alter):
        may = may_be_asked(scope, about)
        codes = scope.of(about).value("could_take") if may else None
        tasks = codes if isinstance(codes, list) else []
        labels = [scope.value_label("could_take", task) for task in tasks]
        return _asking([about.label] if may else [], "", labels)
    if about is None:
        return _asking([], "", [])
    there = scope.on(about)
    who, what = _ASKED.get(about.kind, ("", ""))
    ids = there.value(who)
    alters = map(scope.dossier.alter, ids if isinstance(ids, list) else [])
    names = [a.label for a in alters if a is not None and may_be_asked(scope, a)]
    return _asking(names, _for_others(scope, there.answer(what)), [])


_ASKED = {
    "action": ("plan_with", "plan_what"),
    "gathering": ("gathering_with", "gathering_about"),
}
"""Of each kind of entry the variables that say who is asked, and what."""


def _asking(names: list[str], what: str, tasks: list[TextKey]) -> dict[str, Any]:
    return {"name": names[0] if names else "", "names": names, "what": what, "tasks": tasks}


def _for_others(scope: Scope, answer: Answer | None) -> str:
    """Words that others may read; nothing where they are private or name somebody blocked."""
    if answer is None or answer.private or not isinstance(answer.value, str):
        return ""
    return _unless_blocked(scope, answer.value)


def _unless_blocked(scope: Scope, words: str) -> str:
    """The words; nothing where they name somebody with whom contact is blocked (R-10)."""
    blocked = [a.label for a in scope.dossier.alters if is_blocked(scope, a)]
    return "" if names_any(blocked)(words) else words


# Whether there is anything to tell


def says_something(scope: Scope) -> bool:
    """Whether something of the plan may be in a summary."""
    entries = [one for kind in PARTS_WITH_ENTRIES[BLOCK] for one in told_entries(scope, kind)]
    found = [scope.dossier.ego, *(entry.answers for entry in entries)]
    variables = scope.content.codebook.variables
    return any(
        declared.block == BLOCK and name in answers and may_show(declared, answers[name])
        for answers in found
        for name, declared in variables.items()
    )
