"""A condition as it stands in a dialogue's file, in one line, to be read on a page."""

from typing import Any

from states.conditions import Condition


def told(condition: Condition | None) -> str:
    """The condition as an author wrote it; empty where there is none."""
    if condition is None:
        return ""
    return _flow(condition.model_dump(exclude_unset=True, by_alias=True)).removeprefix("{")[:-1]


def _flow(value: Any) -> str:  # noqa: ANN401 - whatever stands in a condition
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {_flow(part)}" for name, part in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return str(value).lower() if isinstance(value, bool) else str(value)
