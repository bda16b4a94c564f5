"""The engine: `(content, dossier, input, now) → turn`, and nothing else.

It changes no dossier that it is given, and reads no clock: `now` is epoch seconds, UTC.
"""

from msgspec.structs import replace

from states.answering import Answering
from states.content import Content
from states.dossier import Dossier
from states.drawing import draw
from states.input import Command, Input
from states.lock import enter, visible
from states.recovery import put_on_firm_ground
from states.screen import Screen, Turn
from states.walk import Walk


def take_turn(
    content: Content, dossier: Dossier, given: Input, now: int, *, first_shown: int = 0
) -> Turn:
    """All that follows one input of one client.

    Args:
        content: Loaded and checked content.
        dossier: The client's dossier; it is left as it is.
        given: What came in.
        now: The moment, in epoch seconds.
        first_shown: The turn at which the first screen was shown to somebody of whom nothing is
            kept yet, where this answers it.

    Returns:
        The turn: new dossier, screen to draw, events. The turn number of the screen is
        `max(last + 1, now)`, except where the same question is merely shown again. A dossier that
        is locked stays out of it (`states.lock`).

    Raises:
        EngineError: only where content turns in a circle, which the checks exclude.
    """
    entered = enter(dossier, given, now)
    there = entered.dossier
    if first_shown > 0 and not there.turn:
        there = _answered(content, there, Command("start"), first_shown).dossier
    turn = _answered(content, there, entered.given, now)
    return replace(turn, events=(*entered.events, *turn.events)) if entered.events else turn


def _answered(content: Content, dossier: Dossier, given: Input, now: int) -> Turn:
    walk = Walk(content, dossier.copy(), now)
    put_on_firm_ground(walk)
    return Answering(walk).take(given)


def current_screen(content: Content, dossier: Dossier, now: int) -> Screen:
    """The screen on which a client is now, without any note.

    Behind a code word it is the screen of `states.lock.visible(dossier, now)`: a front end takes
    the form of address from there too.
    """
    walk = Walk(content, visible(dossier, now).copy(), now)
    put_on_firm_ground(walk)
    return draw(walk, ())
