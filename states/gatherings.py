"""People who think along: a few people around a question, doing something nice, or peers.

An entry `gathering` for each one that the client makes ready (S2-19, S2-30, S3-11, S3-14). The
client decides who, what about, where and whether; Kring asks nobody and sends nothing. Nobody is
proposed with whom contact is not good, and no child (R-10, R-47).
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from states.dossier import Entry
from states.graphemes import shorten
from states.organisation import RouteKind
from states.plans.suggesting import may_be_asked
from states.scope import Scope
from states.screen import TextKey
from states.steps.step import as_list

KIND = "gathering"

WORDS = ("gathering_about", "gathering_where", "gathering_when", "gathering_words")
CODES = ("gathering_kind", "gathering_by")

TITLE = 30
"""Characters of what it is about on a button."""

ROUTES: Mapping[str, tuple[RouteKind, ...]] = {
    "circle": ("independent_supporter", "buddy", "peers"),
    "friends": ("shared_meal", "matching", "buddy"),
    "support": ("peers", "buddy", "phone_line"),
}
"""Who can help to look for people, by what the client wants to make."""


def gatherings(scope: Scope) -> list[str]:
    """Ids of those that say something, the latest first."""
    made = scope.dossier.of_kind(KIND)
    return [entry.id for entry in reversed(made) if _says_something(scope.on(entry))]


def _says_something(there: Scope) -> bool:
    return any(there.value(name) for name in (*WORDS, *CODES, "gathering_with"))


def at_hand(scope: Scope) -> Entry | None:
    """The one that is talked about, or that was chosen last."""
    if scope.entry is not None and scope.entry.kind == KIND:
        return scope.entry
    chosen = as_list(scope.value("gathering_current"))
    found = scope.dossier.entry(chosen[-1]) if chosen else None
    return found if found is not None and found.kind == KIND else None


def gathering_view(scope: Scope) -> dict[str, Any]:
    """The one at hand: codes and own words (empty where there are none), and names.

    Who may not be asked any more is not among the names, whenever that was said; nor is a text
    shown that we made when they still were (R-10).
    """
    entry = at_hand(scope)
    told: dict[str, Any] = dict.fromkeys(("about", "where", "when", "words", "kind", "by"), "")
    if entry is None:
        return {**told, "names": []}
    there = scope.on(entry)
    for name in (*WORDS, *CODES):
        told[name.removeprefix("gathering_")] = str(there.value(name) or "")
    picked = as_list(there.value("gathering_with"))
    names = _names(there, picked)
    if len(names) < len(picked) and not _are_own_words(there):
        told["words"] = ""
    return {**told, "names": names}


def _names(there: Scope, picked: Sequence[str]) -> list[str]:
    alters = map(there.dossier.alter, picked)
    return [one.label for one in alters if one is not None and may_be_asked(there, one)]


def _are_own_words(there: Scope) -> bool:
    answer = there.answer("gathering_words")
    return answer is not None and answer.own


def gathering_cards(scope: Scope) -> dict[str, dict[str, Any]]:
    """Every one by its id; the title is what it is about, or else which kind it is."""
    made = [scope.dossier.entry(name) for name in gatherings(scope)]
    return {
        entry.id: {"title": _title(scope.on(entry)), **gathering_view(scope.on(entry))}
        for entry in made
        if entry is not None
    }


def _title(there: Scope) -> TextKey | str:
    about, kind = there.value("gathering_about"), there.value("gathering_kind")
    if isinstance(about, str):
        return shorten(" ".join(about.split()), TITLE)
    if isinstance(kind, str):
        return there.value_label("gathering_kind", kind)
    return TextKey("codebook/gathering_current")


def gathering_routes(scope: Scope) -> list[str]:
    """Routes of the organisation file for who has nobody to ask: these need no name."""
    entry = at_hand(scope)
    kind = scope.on(entry).value("gathering_kind") if entry is not None else None
    wanted = ROUTES.get(str(kind), ROUTES["circle"])
    there = scope.content.organisation.routes
    found = [route for route in there if route.kind in wanted]
    return [route.id for route in sorted(found, key=lambda route: wanted.index(route.kind))]


def begin_gathering(scope: Scope) -> None:
    """Begin a new one; those that were begun and left without a word are gone."""
    for entry in scope.dossier.of_kind(KIND):
        if not _says_something(scope.on(entry)):
            scope.dossier.remove_entry(entry.id)
    begun = scope.dossier.add_entry(KIND, scope.day)
    scope.write("gathering_current", [begun.id])


def renew_gathering(scope: Scope) -> None:
    """Forget the text that we made, as what it was made of may change; own words stay."""
    entry = at_hand(scope)
    if entry is not None and not _are_own_words(scope.on(entry)):
        scope.on(entry).forget("gathering_words")


def end_gathering(scope: Scope) -> None:
    """Throw away the one at hand."""
    entry = at_hand(scope)
    if entry is not None:
        scope.dossier.remove_entry(entry.id)
    scope.forget("gathering_current")


def _is_made(scope: Scope) -> bool:
    entry = at_hand(scope)
    return entry is not None and _says_something(scope.on(entry))


GUARDS: Mapping[str, Callable[[Scope], bool]] = {
    "has_gatherings": lambda scope: bool(gatherings(scope)),
    "gathering_says_something": _is_made,
}
LISTS: Mapping[str, Callable[[Scope], Sequence[str]]] = {
    "gatherings": gatherings,
    "gathering_routes": gathering_routes,
}
VIEWS: Mapping[str, Callable[[Scope], Any]] = {
    "gathering_cards": gathering_cards,
    "gathering": gathering_view,
}
EFFECTS: Mapping[str, Callable[[Scope], None]] = {
    "begin_gathering": begin_gathering,
    "renew_gathering": renew_gathering,
    "end_gathering": end_gathering,
}
