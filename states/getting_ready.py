"""What the page for a talk needs besides own words (journey H): who comes along, and who helps."""

from collections.abc import Callable, Mapping
from typing import Any

from states.harm import may_be_shown
from states.scope import Scope

PAGE = "talk_page"
"""The variable that holds the page, made of those that are part of it."""


def talk_company(scope: Scope) -> dict[str, Any]:
    """Who comes along, for a page that others may read: names, or else in general words.

    A name stays out from the moment that contact with that person is not good (R-13).
    """
    code = _open_value(scope, "talk_along")
    picked = _open_value(scope, "talk_along_who") if code == "known" else None
    alters = map(scope.dossier.alter, picked if isinstance(picked, list) else [])
    names = [alter.label for alter in alters if alter is not None and may_be_shown(scope, alter)]
    is_somebody = code in ("known", "supporter")
    return {
        "names": names,
        "who": scope.value_label("talk_along", str(code)) if is_somebody else "",
    }


def has_kept_back(scope: Scope) -> bool:
    """Whether something was said that is for ego alone, so that it is on no page (R-13, R-40)."""
    variables = scope.content.codebook.variables
    return any(
        answer.private and answer.status == "answered" and variables[name].part_of == PAGE
        for name, answer in scope.dossier.ego.items()
        if name in variables
    )


def _open_value(scope: Scope, variable: str) -> Any:  # noqa: ANN401 - any value
    """An answer that others may see."""
    answer = scope.answer(variable)
    return None if answer is None or answer.private else scope.value(variable)


def _has_route(kind: str) -> Callable[[Scope], bool]:
    return lambda scope: any(r.kind == kind for r in scope.content.organisation.routes)


GUARDS: Mapping[str, Callable[[Scope], bool]] = {
    "has_independent_supporter": _has_route("independent_supporter"),
    "has_complaints_desk": _has_route("complaints"),
}
VIEWS: Mapping[str, Callable[[Scope], Any]] = {
    "talk_company": talk_company,
    "talk_kept_back": has_kept_back,
}
