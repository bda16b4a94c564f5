"""Finding a place to stand when content or dossier changed under a conversation.

A step may be renamed or gone since the client was last here, an alter may have been removed, a
dialogue may not be installed any more. Nobody is stranded: the conversation goes on at the step
that took the old one's place, or at the nearest earlier one that is still there.
"""

from collections.abc import Iterator

from states.dossier import Dossier, Frame
from states.machine import CompiledDialogue
from states.steps.flow import EachStep
from states.walk import Walk


def put_on_firm_ground(walk: Walk) -> None:
    """Make every frame of the stack one that exists in the content of today."""
    firm = list(_firm_frames(walk))
    if not firm:
        walk.begin()
    elif firm != walk.dossier.stack:
        walk.dossier.stack = firm
        walk.settle()


def _firm_frames(walk: Walk) -> Iterator[Frame]:
    """Frames from the outermost in, up to the first that had to be moved."""
    for frame in walk.dossier.stack:
        compiled = walk.content.dialogues.get(frame.dialogue)
        if compiled is None:
            return
        firm = _firm(compiled, frame, walk.dossier)
        firm = _without_lost_alter(walk, compiled, firm)
        yield firm
        if firm is not frame:
            return


def _firm(compiled: CompiledDialogue, frame: Frame, dossier: Dossier) -> Frame:
    if frame.step in compiled.steps:
        return frame
    step: str | None = frame.step
    for _ in compiled.dialogue.renamed:
        step = compiled.dialogue.renamed.get(step or "", step)
    if step in compiled.steps:
        return Frame(frame.dialogue, step or "", frame.item, frame.work)
    return Frame(frame.dialogue, _nearest_earlier(compiled, dossier))


def _nearest_earlier(compiled: CompiledDialogue, dossier: Dossier) -> str:
    """The last step that the client passed in this dialogue and that still exists."""
    for places in reversed(dossier.history):
        for dialogue, step, _ in reversed(places):
            if dialogue == compiled.dialogue.id and step in compiled.steps:
                loop = compiled.loop_of.get(step or "")
                return loop or step or compiled.start
    return compiled.start


def _without_lost_alter(walk: Walk, compiled: CompiledDialogue, frame: Frame) -> Frame:
    """The head of the loop where the alter that was talked about is no longer on the list."""
    loop = compiled.loop_of.get(frame.step)
    if loop is None or frame.item is None or not _is_alter(frame.item):
        return frame
    if walk.dossier.alter(frame.item) is not None:
        return frame
    each = compiled.steps[loop]
    return Frame(frame.dialogue, loop) if isinstance(each, EachStep) else frame


def _is_alter(item: str) -> bool:
    """Alter ids are `a` and a number; codebook items never are."""
    return item[:1] == "a" and item[1:].isdigit()


def can_return_to(walk: Walk, places: list[list[str | None]]) -> bool:
    """Whether a position of the history can still be gone back to: it exists and is open."""
    if not places:
        return False
    for dialogue, step, item in places:
        compiled = walk.content.dialogues.get(dialogue or "")
        if compiled is None or step not in compiled.steps:
            return False
        if item is not None and _is_alter(item) and walk.dossier.alter(item) is None:
            return False
    dialogue, step, item = places[-1]
    frame = Frame(dialogue or "", step or "", item)
    target = walk.content.dialogues[frame.dialogue].steps[frame.step]
    return target.is_open(walk.scope_of(frame))
