"""Which taps count: buttons stand in old messages, and taps come twice.

A question may be drawn many times: each toggle and each page makes a new drawing, with a turn
number of its own. A tap on any drawing of the question that stands is an answer to it. Each
button of each drawing works once, so what comes again changes nothing.
"""

from typing import Literal

from states.dossier import Dossier, Taps
from states.input import Input, Tap, Unreadable

Verdict = Literal["counts", "again", "old"]

TAKEN_LIMIT = 64
"""Taps at one question that are remembered; the oldest go."""


def stands(dossier: Dossier, turn: int) -> bool:
    """Whether `turn` is a drawing of the question that stands."""
    return (dossier.taps.since or dossier.turn) <= turn <= dossier.turn


def judge(dossier: Dossier, tap: Tap) -> Verdict:
    """Whether a tap counts, had its effect already, or belongs to another question."""
    if tap.turn is None or dossier.turn == 0:
        return "counts"
    if _key(tap) in dossier.taps.taken:
        return "again"
    return "counts" if stands(dossier, tap.turn) else "old"


def is_repeated(dossier: Dossier, given: Input) -> bool:
    """Whether an input comes once more that was answered, so that nothing is left to say."""
    key = _key(given)
    return bool(key) and key in (*dossier.taps.last.split(), *dossier.taps.taken)


def remember(dossier: Dossier, given: Input, *, is_other_question: bool) -> None:
    """Keep what came in; of another question than before nothing was tapped yet.

    Several old buttons in a row are answered once each, in whatever order they come again.
    """
    key, before = _key(given), dossier.taps
    if is_other_question:
        dossier.taps = Taps(dossier.turn, [], key)
        return
    taken = before.taken
    verdict = judge(dossier, given) if isinstance(given, Tap) and key else "again"
    if verdict == "counts":
        taken = [*taken, key][-TAKEN_LIMIT:]
    elif verdict == "old":
        key = " ".join([*before.last.split(), key][-TAKEN_LIMIT:])
    dossier.taps = Taps(before.since or dossier.turn, taken, key)


def _key(given: Input) -> str:
    """One button of one drawing; for an edited message only that it was one."""
    if isinstance(given, Tap) and given.turn is not None:
        return f"{given.turn}:{given.option}"
    is_edited = isinstance(given, Unreadable) and given == Unreadable("edited")
    return "edited" if is_edited else ""
