"""What a front end may not leave on the screen, because someone may read along (decisions, 5).

The dossier to ask about is the one that shows: `states.lock.visible`.
"""

from states.content import CLEARED, OPTIONAL_ASIDES
from states.dossier import Dossier
from states.screen import Asked, Turn


def is_discreet(dossier: Dossier) -> bool:
    """Whether the client asked to leave little in the chat."""
    return _says(dossier, "discreet", True)


def is_private(dossier: Dossier, answered: Asked) -> bool:
    """Whether a question and its answer give way to a neutral line at once.

    L3 always; L2 in discreet mode, and while somebody may read along. So does all that is said on
    sharing: what goes to a worker is not for who reads along.
    """
    if answered.sensitivity != "L2" and not _is_sharing(dossier):
        return answered.sensitivity == "L3"
    is_seen = is_discreet(dossier) or _says(dossier, "company", "watched")
    return is_seen or answered.sensitivity == "L3"


def _is_sharing(dossier: Dossier) -> bool:
    return any(frame.dialogue == OPTIONAL_ASIDES["share"] for frame in dossier.stack)


def clears(turn: Turn) -> bool:
    """Whether everything goes off the screen now, as far as that can be done.

    The client asked for it, or the conversation was found locked.
    """
    is_cleared = (turn.screen.dialogue, turn.screen.step) == CLEARED
    return is_cleared or turn.erase or turn.happened("locked")


def must_wipe(dossier: Dossier, answered: Asked, turn: Turn) -> bool:
    """Whether what stood before this turn, and what was typed, goes off the screen.

    A code word that opened something is never left standing, nor is a cry for help: who it is about
    may be the one who reads along.
    """
    is_told = turn.happened("unlocked") or _is_alarm(turn)
    return is_told or clears(turn) or is_private(dossier, answered)


def _is_alarm(turn: Turn) -> bool:
    return any(event.name == "danger_seen" and event.detail == "clear" for event in turn.events)


def _says(dossier: Dossier, variable: str, value: object) -> bool:
    answer = dossier.ego.get(variable)
    return answer is not None and answer.value == value
