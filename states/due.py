"""Opening a check-in on its day, over the question that stands (B14)."""

from states.check_ins import Chosen, chosen, forget_day
from states.days import local_day
from states.dossier import Frame
from states.sides import seen_from, side_of
from states.steps.flow import EachStep
from states.walk import Walk


def open_due(walk: Walk) -> bool:
    """Open what waits since today or longer over the question that stands; False if nothing does.

    Who is in that dialogue already, on the same side, is not led into it again: what it still
    comes to is asked there, and what it went past waits until it is left. What is about several
    actions opens once for all of them.
    """
    today = local_day(walk.now)
    if any(frame.is_check_in for frame in walk.dossier.stack):
        return False
    due = [one for one in chosen(walk.content, walk.dossier) if one.day <= today]
    for one in due:
        there = _open_already(walk, one)
        if there is None:
            _open(walk, one, [o for o in due if (o.opens, o.side) == (one.opens, one.side)])
            return True
        if not one.entry or _comes_to(walk, there, one):
            forget_day(walk.dossier, one)
    return False


def _open(walk: Walk, one: Chosen, together: list[Chosen]) -> None:
    for other in together:
        forget_day(walk.dossier, other)
    walk.open_check_in(one.opens, one.side, [other.entry for other in together if other.entry])


def _open_already(walk: Walk, one: Chosen) -> Frame | None:
    """The frame in which the same dialogue is open on the same side."""
    stack = walk.dossier.stack
    for depth, frame in enumerate(stack):
        if frame.dialogue == one.opens and side_of(walk.content, stack[: depth + 1]) == one.side:
            return frame
    return None


def _comes_to(walk: Walk, frame: Frame, one: Chosen) -> bool:
    """Whether a loop that is going on is at this action, or has it before it."""
    compiled = walk.content.dialogues[frame.dialogue]
    step = compiled.steps.get(compiled.loop_of.get(frame.step) or "")
    if not isinstance(step, EachStep) or frame.item is None:
        return False
    items = step.over.items(seen_from(walk.scope_of(frame), one.side))
    if one.entry not in items or frame.item not in items:
        return False
    return items.index(one.entry) >= items.index(frame.item)
