"""Facts that a worker's tip may rest on: codes, read off what the snapshot shows (R-48).

Nothing here sees the client's dossier. What is not shown gives no fact, so no tip can refer to it.
"""

from collections.abc import Callable, Mapping

from states.documents import Block
from states.scope import Scope
from states.sides import CARE

OBSTACLES = ("fear", "health", "money", "cannot_find", "before")
"""Codes of `obstacles` that there are tips on."""

MISSING = ("miss_close", "miss_more", "both")
"""Codes of `feeling` that tell of missing somebody."""


def facts(shared: Scope, blocks: list[Block], expectation: str) -> tuple[str, ...]:
    """The facts of a snapshot, in a fixed order.

    Args:
        shared: What is shared and nothing else (`states.sharing.projection`).
        blocks: What the snapshot shows.
        expectation: The code of what the client expects, or empty.
    """
    parts = {block.part for block in blocks}
    found = [name for name, holds in _FACTS.items() if holds(shared, parts)]
    obstacles = shared.value("obstacles")
    if "now" in parts and isinstance(obstacles, list):
        found += [f"obstacle_{code}" for code in OBSTACLES if code in obstacles]
    return (*found, expectation) if expectation else tuple(found)


def _part(name: str) -> Callable[[Scope, set[str]], bool]:
    return lambda _shared, parts: name in parts


def _wished(code: str) -> Callable[[Scope, set[str]], bool]:
    def holds(shared: Scope, parts: set[str]) -> bool:
        alters = shared.dossier.alters
        return "wishes" in parts and any(shared.of(a).value("wish_with") == code for a in alters)

    return holds


def _are_professionals(shared: Scope, parts: set[str]) -> bool:
    found = [shared.of(alter).value("quadrant") for alter in shared.dossier.alters]
    return "map" in parts and bool(found) and all(one == "professionals" for one in found)


def _has_pets(shared: Scope, parts: set[str]) -> bool:
    kinds = [shared.of(alter).value("kind") for alter in shared.dossier.alters]
    return "map" in parts and "pet" in kinds


def _asks_worker(shared: Scope, parts: set[str]) -> bool:
    """Whether the plan leaves something to a worker."""
    there = [shared.on(entry) for entry in shared.dossier.entries]
    by = [one.value(name) for one in there for name in ("plan_by", "gathering_by")]
    return "plan" in parts and "worker" in by


def _is_nobody(shared: Scope, parts: set[str]) -> bool:
    is_said = "now" in parts and shared.value("nobody") is True
    return is_said or ("map" in parts and not shared.dossier.alters)


_FACTS: Mapping[str, Callable[[Scope, set[str]], bool]] = {
    "carer": lambda shared, _parts: shared.dossier.side == CARE,
    "likes": _part("likes"),
    "request": _part("request"),
    "plan": _part("plan"),
    "plan_asks_worker": _asks_worker,
    "thoughts": _part("thoughts"),
    "talk": _part("talk"),
    "safety": _part("safety"),
    "more": _wished("more"),
    "restore": _wished("restore"),
    "only_professionals": _are_professionals,
    "pets": _has_pets,
    "groups": lambda shared, parts: "map" in parts and shared.has_answer("groups"),
    "nobody": _is_nobody,
    "misses": lambda shared, parts: "now" in parts and shared.value("feeling") in MISSING,
}
