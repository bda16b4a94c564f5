"""Which text each option of each step has: its own, its variable's, or the shared one."""

from collections.abc import Iterator

from states.content import HOME, ROOT
from states.offered import LABEL
from states.steps.any_step import AnyStep

WHY = "why"


def candidates(dialogue: str, step: AnyStep, option: str) -> Iterator[str]:
    """Keys under which an option's label may stand, the most particular first."""
    yield f"{dialogue}/{step.id}__{option}"
    if (dialogue, step.id) == (ROOT, HOME):
        yield f"{option}/{LABEL}"
    variable = getattr(step, "variable", None)
    if variable is not None:
        yield f"codebook/{variable}__{option}"
    yield f"_shared/option_{option}"


def option_ids(step: AnyStep) -> tuple[str, ...]:
    """All of a step's options that have a label of their own, opt-outs included."""
    opt_outs = tuple(opt_out.id for opt_out in step.opt_outs if opt_out.is_shown)
    return (*step.labelled(), *opt_outs, WHY)


def find_label(dialogue: str, step: AnyStep, option: str, known: frozenset[str]) -> str | None:
    """The key of an option's label, or None where there is none.

    A question that is more than neutral says for itself why it is asked (R-43).
    """
    for key in candidates(dialogue, step, option):
        is_own = not key.startswith("_shared/")
        if key in known and (is_own or option != WHY or step.sensitivity == "L0"):
            return key
    return None
