"""What an option may do to the dossier besides writing variables: a closed list.

Each effect is one function on the scope. Content names them; nothing else changes who is on the
list (R-32).
"""

from collections.abc import Callable, Mapping

from msgspec.structs import replace

from states import neighbourhood
from states.caring.effects import EFFECTS as OF_CARING
from states.check_ins import chosen, forget_day
from states.dossier import Alter, Answer, decode
from states.entries import forget_drafts
from states.harm import is_not_good
from states.pictures.chart import NOT_GOOD
from states.plans.effects import EFFECTS as OF_PLANS
from states.returning.effects import EFFECTS as OF_RETURNING
from states.rules import pair
from states.scope import Scope
from states.sharing.deeds import Unpair
from states.sharing.effects import EFFECTS as OF_SHARING
from states.sharing.offers import is_of_another
from states.thoughts.effects import EFFECTS as OF_THOUGHTS


def merge(scope: Scope) -> None:
    """Make one alter of two, because the client said that they are the same person.

    The first one named stays, with the prompts of both; what only the second one has is kept.
    """
    first, second = pair(scope)
    kept = scope.dossier.edit_alter(first.id)
    kept.prompts = list(dict.fromkeys([*first.prompts, *second.prompts]))
    names = [*second.answers, *first.answers]
    kept.answers = {name: _merged(name, first, second) for name in dict.fromkeys(names)}
    if any(is_not_good(scope.of(one)) for one in (first, second)) and "feel" in kept.answers:
        _keep_safe(kept)
    scope.dossier.remove_alter(second.id)
    _replace_in_lists(scope, second.id, first.id)


def _keep_safe(kept: Alter) -> None:
    """Who was tapped as not good for ego stays so, also where the other of the two felt good."""
    if kept.answers["feel"].value not in NOT_GOOD:
        del kept.answers["feel"]  # the list tells it, which has the one who stays from here on


def keep_apart(scope: Scope) -> None:
    """Remember that two alters with the same name are two people."""
    first, second = pair(scope)
    known = scope.value("kept_apart")
    apart = known if isinstance(known, list) else []
    scope.write("kept_apart", [*apart, f"{first.id}+{second.id}"])


def remove_chosen(scope: Scope) -> None:
    """Take the alters off the list that the client picked for that."""
    chosen = scope.value("to_remove")
    for alter_id in chosen if isinstance(chosen, list) else []:
        drop(scope, alter_id)
    scope.forget("to_remove")


def remove_light(scope: Scope) -> None:
    """Throw away the names of the light look, because the client does not want them (B8)."""
    for alter in list(scope.dossier.alters):
        if alter.prompts and all(prompt.startswith("light_") for prompt in alter.prompts):
            drop(scope, alter.id)


def remove_code_word(scope: Scope) -> None:
    """Lock this conversation no more; what lay over it could never show again, so it goes too.

    What was shared from there is taken back: nobody could do so any more.
    """
    dossier = scope.dossier
    over = [decode(one.kept) for one in dossier.asleep if one.code_word is None]
    dossier.code_word = None
    dossier.asleep = [one for one in dossier.asleep if one.code_word is not None]
    mine = {one.id for one in dossier.pairings}
    for one in [one for other in over for one in other.pairings]:
        if not one.ended and one.id not in mine and not is_of_another(dossier, one.id):
            scope.do(Unpair(one.id))


def drop_check_in(scope: Scope) -> None:
    """Do not come back to what a loop over `check_ins` is at."""
    for one in chosen(scope.content, scope.dossier):
        if one.key == scope.frame.item:
            forget_day(scope.dossier, one)


def drop(scope: Scope, alter_id: str) -> None:
    """Take an alter off the list, and out of all lists that name it."""
    gone = scope.dossier.alter(alter_id)
    scope.dossier.remove_alter(alter_id)
    _replace_in_lists(scope, alter_id, None)
    if gone is not None:
        forget_drafts(scope, [gone.label])


def _replace_in_lists(scope: Scope, old: str, new: str | None) -> None:
    """Put another alter in the place of one, or nobody, in all that ego told or made."""
    for there in (scope, *(scope.on(entry) for entry in scope.dossier.entries)):
        answers = there.dossier.ego if there.entry is None else there.entry.answers
        for name, answer in list(answers.items()):
            if isinstance(answer.value, list) and _mentions(answer.value, old):
                there.write(name, _with(answer.value, old, new))


def _mentions(values: list[str], alter_id: str) -> bool:
    """Whether an alter is in a list: by itself, or in a group such as `a1+a4`."""
    return any(alter_id in value.split("+") for value in values)


def _with(values: list[str], old: str, new: str | None) -> list[str]:
    """The list with another alter in the place of one, or nobody; groups keep two at least."""
    found = []
    for value in values:
        members = dict.fromkeys(new if name == old else name for name in value.split("+"))
        rest = [name for name in members if name is not None]
        if len(rest) > 1 or (rest and "+" not in value):
            found.append("+".join(rest))
    return list(dict.fromkeys(found))


_CAREFUL = {
    "feel": ("unsafe", "makes_worse", "costs_energy", "not_good", "mixed"),
    "wish_with": ("stop", "less"),
    "do_not_contact": (True,),
    "is_child": (True,),
}
"""Values that win where two alters become one, the first of them first (R-10, R-47)."""


def _merged(name: str, first: Alter, second: Alter) -> Answer:
    """One answer of two: what keeps safe first, any before none; private if either was."""
    both = [alter.answers[name] for alter in (first, second) if name in alter.answers]
    answered = [answer for answer in both if answer.status == "answered"]
    careful = [a for value in _CAREFUL.get(name, ()) for a in answered if a.value == value]
    kept = (careful or answered or both)[0]
    is_private = any(answer.private for answer in both)
    return replace(kept, private=is_private) if is_private != kept.private else kept


EFFECTS: Mapping[str, Callable[[Scope], None]] = {
    "merge": merge,
    "keep_apart": keep_apart,
    "remove_chosen": remove_chosen,
    "remove_light": remove_light,
    "drop_check_in": drop_check_in,
    "remove_code_word": remove_code_word,
    **OF_SHARING,
    **OF_PLANS,
    **OF_RETURNING,
    **OF_CARING,
    **OF_THOUGHTS,
    **neighbourhood.EFFECTS,
}

ERASE = "erase"
"""The one effect that is not on the dossier: it asks the storage to erase everything."""
