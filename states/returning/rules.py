"""Named rules on this for content (`states.rules`)."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from states.days import local_day
from states.returning.comparing import version_id
from states.returning.versions import former
from states.returning.words import before_now_view, map_days_view, version_cards_view
from states.scope import Scope

TENSE = "again_tense"
"""Those with whom it became more tense, as the client said in this visit."""

HARMFUL = ("makes_worse", "unsafe")


def versions(scope: Scope) -> list[str]:
    """Earlier versions to compare with, the latest first."""
    there = former(scope.dossier, local_day(scope.now))
    return [version_id(version) for version in reversed(there)]


def has_former_version(scope: Scope) -> bool:
    """Whether the map of a former day was kept: no version is read for that."""
    today = local_day(scope.now)
    return any(version.day < today for version in scope.dossier.maps)


def tense_does_harm(scope: Scope) -> bool:
    """Whether one of those is somebody with whom it gets worse or is not safe (A29)."""
    value = scope.value(TENSE)
    there = map(scope.dossier.alter, value) if isinstance(value, list) else ()
    return any(a is not None and scope.of(a).value("feel") in HARMFUL for a in there)


GUARDS: Mapping[str, Callable[[Scope], bool]] = {
    "has_versions": lambda scope: bool(scope.dossier.maps),
    "has_former_version": has_former_version,
    "has_more_versions": lambda scope: len(versions(scope)) > 1,
    "tense_does_harm": tense_does_harm,
}
LISTS: Mapping[str, Callable[[Scope], Sequence[str]]] = {"versions": versions}
VIEWS: Mapping[str, Callable[[Scope], Any]] = {
    "before_now": before_now_view,
    "map_days": map_days_view,
    "version_cards": version_cards_view,
}
