"""Universal commands: they work on every screen and are no edges of any dialogue (R-33)."""

from dataclasses import dataclass

from states.content import ASIDES, OPTIONAL_ASIDES
from states.errors import EngineError
from states.recovery import can_return_to
from states.screen import TextKey
from states.sharing.offers import can_share
from states.steps.step import item_values
from states.walk import Walk


@dataclass(frozen=True, slots=True)
class Obeyed:
    """What is said, and whether a question is put: why and help leave the one that stands."""

    notes: tuple[TextKey, ...] = ()
    is_new_question: bool = True


def obey(walk: Walk, name: str) -> Obeyed:
    """Do a universal command.

    Raises:
        EngineError: `unknown_command`.
    """
    if name == "why":
        return Obeyed((_why(walk),), is_new_question=False)
    if name in ("help", "person"):
        return Obeyed((_help_text(walk),), is_new_question=False)
    if name == "back":
        return Obeyed(_go_back(walk))
    if name in ASIDES:
        _open_aside(walk, name)
        return Obeyed()
    if name == "share":
        return _share(walk)
    if name not in ("start", "resume", "home"):
        raise EngineError("unknown_command")
    is_home = name == "home" and walk.go_home()
    if not is_home and walk.close_aside():
        walk.note("step_entered")
    return Obeyed()


def _help_text(walk: Walk) -> TextKey:
    """The numbers of the organisation file, those that are always shown first."""
    lines = sorted(walk.content.organisation.help_lines, key=lambda line: not line.always)
    return TextKey("_shared/help", {"lines": lines})


def _why(walk: Walk) -> TextKey:
    return TextKey(walk.compiled.label(walk.frame.step, "why"), item_values(walk.scope()))


def _open_aside(walk: Walk, name: str) -> None:
    walk.open_aside(ASIDES[name])
    if name in ("stop", "later"):
        walk.note("paused")


def _share(walk: Walk) -> Obeyed:
    """Begin to share, also where that was begun before."""
    if not can_share(walk.content):
        return Obeyed((TextKey("_shared/share_absent"),), is_new_question=False)
    walk.open_aside(OPTIONAL_ASIDES["share"])
    return Obeyed()


def _go_back(walk: Walk) -> tuple[TextKey, ...]:
    """Go to the last question that is still there; what was answered stays (R-33).

    At the first screen of an aside, back means to the question under it.
    """
    aside = walk.aside()
    first = walk.mark_of(aside) if aside else 0
    walk.put_aside_toggles()
    history = walk.dossier.history
    while len(history) > first:
        places = history.pop()
        if can_return_to(walk, places):
            walk.stand_at(places)
            walk.take_up_toggles()
            walk.note("step_entered", "back")
            return ()
    if aside is None:
        return (TextKey("_shared/no_way_back"),)
    walk.close_aside(aside.dialogue)
    walk.note("step_entered", "back")
    return ()
