"""Taking an aside from under a check-in that lies over it.

A universal dialogue that is open already is begun anew (`Walk.open_aside`). Where a check-in came
over it on its day, that check-in stays: its day is forgotten, so it would not come again.
"""

from states.dossier import MARK, Dossier, Frame


def take_from_under(dossier: Dossier, dialogue: str) -> bool:
    """Take this aside away, and leave the check-in over it; False where none lies over it."""
    stack = dossier.stack
    lower = next((n for n, f in enumerate(stack) if _is_aside(f, dialogue)), len(stack))
    upper = next((n for n, f in enumerate(stack) if n > lower and f.is_check_in), None)
    if upper is None:
        return False
    under, over = _mark(stack[lower]), _mark(stack[upper])
    # Where one went inside the check-in, one goes back without what is gone.
    inside = [[*places[:lower], *places[upper:]] for places in dossier.history[over:]]
    dossier.history = [*dossier.history[:under], *inside]
    dossier.stack = [*stack[:lower], *stack[upper:]]
    for frame in dossier.stack[lower:]:
        if MARK in frame.work:
            frame.work[MARK] = _mark(frame) - (over - under)
    return True


def _is_aside(frame: Frame, dialogue: str) -> bool:
    return frame.dialogue == dialogue and MARK in frame.work and not frame.is_check_in


def _mark(frame: Frame) -> int:
    mark = frame.work.get(MARK)
    return mark if isinstance(mark, int) else 0
