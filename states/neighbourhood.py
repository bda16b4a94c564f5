"""Places and people near ego that an organisation knows of, by kind (methods, 2.8).

Routes come from the organisation's file and nowhere else. A kind of which it has none is not
offered; between neighbours nobody mediates for who feels unsafe with somebody (R-10, R-11). Each
route is shown with its owner, the day on which it was checked, and what Kring cannot do (R-29).
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from states.days import date_of, local_day
from states.organisation import Route
from states.scope import Scope
from states.screen import TextKey
from states.sides import CARE, SELF, seen_from

KIND, ROUTE, KEPT = "neighbourhood_kind", "neighbourhood_route", "chosen_routes"
"""Variables: the kind and the route that ego looks at (the last one), and what ego keeps."""

MEDIATION = "neighbour_mediation"

FOR_OTHERS = frozenset({"exchange_circle", "volunteer_work"})
"""Kinds by which ego does something for others: not for who never wants to be asked that (R-19)."""

NATIONAL = "national example"
"""The owner of routes that are shipped: nobody local answers for them."""

NO_LOCAL = {"title": "", "what": "", "how": "", "cannot": "", "owner": "", "checked": None}


def kinds(scope: Scope) -> list[str]:
    """The kinds of which there is a route, in the order of the codebook; three at a time."""
    there = {route.kind for route in scope.content.organisation.routes} - never_shown(scope)
    return [kind for kind in scope.content.codebook.codes(KIND) if kind in there]


def never_shown(scope: Scope) -> frozenset[str]:
    """Kinds of routes that are not for this client, on whatever list (R-10, R-11, R-19)."""
    mediation = frozenset({MEDIATION} if _feels_unsafe(scope) else ())
    return mediation | (FOR_OTHERS if scope.value("reciprocity") == "never" else frozenset())


def routes_of_kind(scope: Scope) -> list[str]:
    """Ids of the routes of the kind at hand, in the order of the file; looked at ones last."""
    kind, looked_at = _last(scope, KIND), _ids(scope, ROUTE)
    if kind not in kinds(scope):
        return []
    found = [r.id for r in scope.content.organisation.routes if r.kind == kind]
    return sorted(found, key=lambda name: name in looked_at)


def local_cards(scope: Scope) -> dict[str, dict[str, Any]]:
    """Every route as a card: what, how, what Kring cannot do, whose it is and how old."""
    return {route.id: _card(scope, route) for route in scope.content.organisation.routes}


def kind_cards(scope: Scope) -> dict[str, dict[str, TextKey]]:
    """Every kind as a card, with a line on what it is."""
    return {
        kind: {
            "title": TextKey(f"codebook/{KIND}__{kind}"),
            "what": TextKey(f"codebook/{KIND}_what__{kind}"),
        }
        for kind in scope.content.codebook.codes(KIND)
    }


def latest_local(scope: Scope) -> dict[str, Any]:
    """The route at hand as a card; empty where there is none."""
    name = _at_hand(scope)
    return NO_LOCAL if name is None else local_cards(scope)[name]


def keep_local(scope: Scope) -> None:
    """Keep the route at hand, last of those that ego chose."""
    name = _at_hand(scope)
    if name is not None:
        kept = [one for one in _ids(scope, KEPT) if one != name]
        scope.write(KEPT, [*kept, name])


def _at_hand(scope: Scope) -> str | None:
    """The route that was looked at last, if it is of the kind at hand; else its first one."""
    found = routes_of_kind(scope)
    latest = _last(scope, ROUTE)
    return latest if latest in found else next(iter(found), None)


def _card(scope: Scope, route: Route) -> dict[str, Any]:
    form, today = scope.form, date_of(local_day(scope.now))
    limit = timedelta(days=scope.content.organisation.stale_after_days)
    return {
        "title": route.title.in_form(form),
        "what": route.what.in_form(form),
        "how": route.how.in_form(form),
        "cannot": route.cannot.in_form(form),
        # A name to show; none where nobody local answers for it.
        "owner": "" if route.owner == NATIONAL else route.owner,
        "checked": route.checked,
        "year": str(route.checked.year),
        "is_old": _is_old(route.checked, today, limit),
    }


def _is_old(checked: date, today: date, limit: timedelta) -> bool:
    return today - checked > limit


def _feels_unsafe(scope: Scope) -> bool:
    """Whether ego said so, as themselves or as a carer."""
    return any(_is_unsafe_on(seen_from(scope, side)) for side in (SELF, CARE))


def _is_unsafe_on(scope: Scope) -> bool:
    told = scope.value("care_safety")
    unsafe = any(scope.of(alter).value("feel") == "unsafe" for alter in scope.dossier.alters)
    return unsafe or told in ("with_someone", "from_me")


def _ids(scope: Scope, variable: str) -> list[str]:
    value = scope.value(variable)
    return list(value) if isinstance(value, list) else []


def _last(scope: Scope, variable: str) -> str | None:
    return next(reversed(_ids(scope, variable)), None)


GUARDS: Mapping[str, Callable[[Scope], bool]] = {
    "has_local": lambda scope: _at_hand(scope) is not None,
    "more_of_kind": lambda scope: len(routes_of_kind(scope)) > 1,
}
LISTS: Mapping[str, Callable[[Scope], Sequence[str]]] = {
    "neighbourhood_kinds": kinds,
    "routes_of_kind": routes_of_kind,
}
VIEWS: Mapping[str, Callable[[Scope], Any]] = {
    "local_cards": local_cards,
    "kind_cards": kind_cards,
    "latest_local": latest_local,
}
EFFECTS: Mapping[str, Callable[[Scope], None]] = {"keep_local": keep_local}
