"""Named pure functions that content may use where the closed list of conditions is not enough.

Three sorts: guards (is it so?), lists (which items?) and views (values for a text).
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from states import getting_ready, home, neighbourhood
from states.account import account_view, whole_account_view
from states.caring import rules as of_caring
from states.check_ins import check_in_view, check_ins_view, variables_planned
from states.choosing import asks_for_people, chosen_people
from states.circle import circle_view, ecogram_view, marks_view, private_ecogram_view
from states.discreet import is_discreet
from states.documents import text_values
from states.dossier import Alter
from states.errors import EngineError
from states.figures import figures_view
from states.harm import may_be_closer, may_be_shown
from states.organisation import Route
from states.plans import rules as of_plans
from states.returning import rules as of_returning
from states.scope import Scope
from states.sharing import rules as of_sharing
from states.sides import CARE
from states.summaries import list_document, summary_document
from states.summary import said_view, summary_view
from states.thoughts import rules as of_thoughts

NO_CARD = {"title": "", "what": "", "how": "", "cannot": ""}


def duplicates(scope: Scope) -> list[str]:
    """Pairs of alters with the same label that the client has not told apart, as `a1+a4`."""
    value = scope.value("kept_apart")
    apart = set(value) if isinstance(value, list) else set()
    first_with: dict[str, list[str]] = {}
    pairs: list[str] = []
    for alter in scope.dossier.alters:
        same = first_with.setdefault(alter.label.casefold(), [])
        pairs += [f"{other}+{alter.id}" for other in same if f"{other}+{alter.id}" not in apart]
        same.append(alter.id)
    return pairs


def pair(scope: Scope) -> tuple[Alter, Alter]:
    """The two alters of a pair that a loop over `duplicates` is at.

    Raises:
        EngineError: `no_pair`, outside such a loop.
    """
    ids = (scope.frame.item or "").split("+")
    first, second = (scope.dossier.alter(name) for name in (ids * 2)[:2])
    if first is None or second is None or first is second:
        raise EngineError("no_pair")
    return first, second


def routes(scope: Scope) -> list[str]:
    """Routes of the organisation file: those that fit the needs first, looked at ones last.

    The complaints desk is a later rung, never a first answer. To who feels unsafe with somebody
    no mediation is offered (R-10, R-11), and nothing to do for others to who never wants to be
    asked that (R-19).
    """
    value, chosen = scope.value("help_needs"), scope.value("chosen_routes")
    needs = set(value) if isinstance(value, list) else set()
    seen = chosen if isinstance(chosen, list) else []
    left_out = {"complaints"} | neighbourhood.never_shown(scope)
    as_carer = scope.dossier.side == CARE
    there = [
        r
        for r in scope.content.organisation.routes
        if r.kind not in left_out and (as_carer or not r.for_carers)
    ]
    fitting = [route.id for route in there if needs & set(route.needs)]
    general = [route.id for route in there if not route.needs]
    found = [*fitting, *general] if fitting else [route.id for route in there]
    return sorted(found, key=lambda name: name in seen)


def _nobody_named(scope: Scope) -> bool:
    return not scope.dossier.alters


def _said_nobody(scope: Scope) -> bool:
    """Whether the client said "nobody", or said it at every place that was asked about."""
    answer = scope.dossier.ego.get("nobody")
    return not scope.dossier.alters and answer is not None and answer.value is True


def _has_duplicates(scope: Scope) -> bool:
    return bool(duplicates(scope))


def _has_code_word(scope: Scope) -> bool:
    return scope.dossier.code_word is not None


def _lies_under(scope: Scope) -> bool:
    """Whether something was told without the code word, while this conversation was locked."""
    return any(one.code_word is None for one in scope.dossier.asleep)


def _not_good_for_me(scope: Scope) -> bool:
    """Whether the alter at hand may be in nothing for somebody else, and in no suggestion."""
    return scope.alter is not None and not may_be_shown(scope, scope.alter)


def _may_be_closer(scope: Scope) -> bool:
    return scope.alter is not None and may_be_closer(scope, scope.alter)


def _alters(scope: Scope) -> list[str]:
    return [alter.label for alter in scope.dossier.alters]


def _to_remove(scope: Scope) -> list[str]:
    value = scope.value("to_remove")
    ids = value if isinstance(value, list) else []
    return [alter.label for alter in map(scope.dossier.alter, ids) if alter is not None]


def _pair_values(scope: Scope) -> dict[str, Any]:
    first, second = pair(scope)
    return {"name": first.label, "other": second.label}


def _card(scope: Scope, route: Route) -> dict[str, str]:
    form = scope.form
    return {name: getattr(route, name).in_form(form) for name in NO_CARD}


def _cards(scope: Scope) -> dict[str, dict[str, str]]:
    return {route.id: _card(scope, route) for route in scope.content.organisation.routes}


def _chosen_routes(scope: Scope) -> list[dict[str, str]]:
    value = scope.value("chosen_routes")
    cards = _cards(scope)
    return [cards[name] for name in value if name in cards] if isinstance(value, list) else []


def _latest_route(scope: Scope) -> dict[str, str]:
    return next(reversed(_chosen_routes(scope)), NO_CARD)


def _route_of(kind: str) -> Callable[[Scope], dict[str, str]]:
    """The first route of a kind in the organisation file; empty where there is none."""

    def view(scope: Scope) -> dict[str, str]:
        routes_there = scope.content.organisation.routes
        found = next((route for route in routes_there if route.kind == kind), None)
        return NO_CARD if found is None else _card(scope, found)

    return view


def _request_day(scope: Scope) -> date:
    """The day on which the request was written down."""
    answer = scope.dossier.ego.get("request")
    seconds = answer.at if answer is not None else scope.now
    return datetime.fromtimestamp(seconds, UTC).date()


def _notice(scope: Scope) -> dict[str, Any]:
    organisation = scope.content.organisation
    return {
        "name": organisation.name,
        "notice": organisation.privacy_notice.in_form(scope.form),
        "age": organisation.minimum_age,
    }


def _help_lines(scope: Scope) -> list[dict[str, str]]:
    return [
        {"name": line.name, "number": line.number, "what": line.what, "hours": line.hours}
        for line in sorted(scope.content.organisation.help_lines, key=lambda line: not line.always)
    ]


def _urgent_lines(scope: Scope) -> list[dict[str, str]]:
    """The numbers that stand in every urgent message, whatever their age (decisions, 6)."""
    return [
        {"name": line.name, "number": line.number, "what": line.what, "hours": line.hours}
        for line in scope.content.organisation.help_lines
        if line.always
    ]


GUARDS: Mapping[str, Callable[[Scope], bool]] = {
    "nobody_named": _nobody_named,
    "said_nobody": _said_nobody,
    "has_duplicates": _has_duplicates,
    "has_code_word": _has_code_word,
    "not_good_for_me": _not_good_for_me,
    "may_be_closer": _may_be_closer,
    "asks_for_people": asks_for_people,
    "somebody_shown": lambda scope: bool(chosen_people(scope)),
    "summary_says_something": lambda scope: bool(summary_document(scope).blocks),
    **of_sharing.GUARDS,
    **of_plans.GUARDS,
    **of_returning.GUARDS,
    **of_caring.GUARDS,
    **of_thoughts.GUARDS,
    **home.GUARDS,
    **neighbourhood.GUARDS,
    **getting_ready.GUARDS,
}

LISTS: Mapping[str, Callable[[Scope], Sequence[str]]] = {
    "duplicates": duplicates,
    "routes": routes,
    "check_ins": variables_planned,
    "chosen_people": lambda scope: list(chosen_people(scope)),
    **of_sharing.LISTS,
    **of_plans.LISTS,
    **of_returning.LISTS,
    **of_caring.LISTS,
    **of_thoughts.LISTS,
    **home.LISTS,
    **neighbourhood.LISTS,
}


def _channel(scope: Scope) -> str:
    """Through what one talks, for texts that say who else can read it."""
    return "telegram" if "telegram" in scope.content.capabilities else "terminal"


VIEWS: Mapping[str, Callable[[Scope], Any]] = {
    "channel": _channel,
    "alters": _alters,
    "pair": _pair_values,
    "to_remove": _to_remove,
    "cards": _cards,
    "chosen_routes": _chosen_routes,
    "latest_route": _latest_route,
    "independent_supporter": _route_of("independent_supporter"),
    "complaints_desk": _route_of("complaints"),
    "request_day": _request_day,
    "organisation": _notice,
    "help_lines": _help_lines,
    "urgent_lines": _urgent_lines,
    "circle": circle_view,
    "ecogram": ecogram_view,
    "private_ecogram": private_ecogram_view,
    "figures": figures_view,
    "marks": marks_view,
    "list": lambda scope: text_values(list_document(scope)),
    "chosen_summary": lambda scope: text_values(summary_document(scope)),
    # The same, where it is meant to be copied: a front end lets it be passed on.
    "summary_to_copy": lambda scope: text_values(summary_document(scope)),
    "summary": summary_view,
    "said": said_view,
    "account": account_view,
    "whole_account": whole_account_view,
    "check_ins": check_ins_view,
    "check_in": check_in_view,
    "lies_under": _lies_under,
    "is_discreet": lambda scope: is_discreet(scope.dossier),
    **of_sharing.VIEWS,
    **of_plans.VIEWS,
    **of_returning.VIEWS,
    **of_caring.VIEWS,
    **of_thoughts.VIEWS,
    **home.VIEWS,
    **neighbourhood.VIEWS,
    **getting_ready.VIEWS,
}
