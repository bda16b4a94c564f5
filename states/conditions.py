"""When a step or option is there: a closed list of conditions, never an expression.

What goes beyond the list is a named pure function in `states/rules.py`.
"""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from pydantic import model_validator

from states.dossier import Value
from states.model import Declared, Slug

if TYPE_CHECKING:
    from states.scope import Scope

Scalar = str | int | bool


class Count(Declared):
    """`at_least: {alters: 2}` or `at_least: {variable: chosen, count: 1}`."""

    alters: int | None = None
    variable: Slug | None = None
    count: int = 1


class Condition(Declared):
    """Exactly one of its fields is given; `all`, `any` and `not` carry further conditions."""

    answered: Slug | None = None
    asked: Slug | None = None
    equals: dict[Slug, Scalar] | None = None
    one_of: dict[Slug, tuple[Scalar, ...]] | None = None
    includes: dict[Slug, Scalar] | None = None
    at_least: Count | None = None
    any_alter: "Condition | None" = None
    rule: Slug | None = None
    available: Slug | None = None
    all: "tuple[Condition, ...] | None" = None
    any: "tuple[Condition, ...] | None" = None
    not_: "Condition | None" = None

    model_config = Declared.model_config | {"alias_generator": lambda name: name.rstrip("_")}

    @model_validator(mode="after")
    def _exactly_one(self) -> "Condition":
        if len(self.model_fields_set) != 1:
            raise ValueError("a condition has exactly one key")
        return self

    def variables(self) -> Iterator[str]:
        """Names of all variables this condition reads, for the reference check."""
        yield from filter(None, (self.answered, self.asked))
        for named in (self.equals, self.one_of, self.includes):
            yield from named or ()
        if self.at_least and self.at_least.variable:
            yield self.at_least.variable
        for part in self.parts():
            yield from part.variables()

    def parts(self) -> tuple["Condition", ...]:
        """The conditions directly inside this one."""
        single = tuple(part for part in (self.not_, self.any_alter) if part is not None)
        return (*single, *(self.all or ()), *(self.any or ()))

    def holds(self, scope: "Scope") -> bool:
        """Whether it holds for this client, and where one is at hand for this alter."""
        (field,) = self.model_fields_set
        return _EVALUATE[field](self, scope)


def _included(value: Value, wanted: Scalar) -> bool:
    return isinstance(value, list) and wanted in value


def _count(condition: Condition, scope: "Scope") -> bool:
    wanted = condition.at_least
    assert wanted is not None  # noqa: S101 - `holds` picked this function by the field that is set
    if wanted.alters is not None:
        return len(scope.dossier.alters) >= wanted.alters
    value = scope.value(wanted.variable or "")
    return isinstance(value, list) and len(value) >= wanted.count


def _equals(condition: Condition, scope: "Scope") -> bool:
    return not [k for k, v in (condition.equals or {}).items() if scope.value(k) != v]


def _one_of(condition: Condition, scope: "Scope") -> bool:
    return not [k for k, v in (condition.one_of or {}).items() if scope.value(k) not in v]


# Lists in those two: they run for every alter, and a generator costs more than what it saves.
_EVALUATE: dict[str, Callable[[Condition, "Scope"], bool]] = {
    "answered": lambda c, s: s.has_answer(c.answered or ""),
    "asked": lambda c, s: s.answer(c.asked or "") is not None,
    "equals": _equals,
    "one_of": _one_of,
    "includes": lambda c, s: all(_included(s.value(k), v) for k, v in (c.includes or {}).items()),
    "at_least": _count,
    "any_alter": lambda c, s: any(
        c.any_alter is not None and c.any_alter.holds(s.of(alter)) for alter in s.dossier.alters
    ),
    "rule": lambda c, s: s.content.guards[c.rule or ""](s),
    "available": lambda c, s: c.available in s.content.capabilities,
    "all": lambda c, s: all(part.holds(s) for part in c.all or ()),
    "any": lambda c, s: any(part.holds(s) for part in c.any or ()),
    "not_": lambda c, s: c.not_ is not None and not c.not_.holds(s),
}
