"""Finding a place to stand when content or dossier changed under a conversation.

A step may be renamed or gone since the client was last here, an alter may have been removed, a
dialogue may not be installed any more. Nobody is stranded: the conversation goes on at the step
that took the old one's place, or at the nearest earlier one that is still there.
"""

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from states.dossier import Answer, Dossier, Frame
from states.machine import CompiledDialogue
from states.scope import Scope
from states.sides import put_on, side_of
from states.steps.flow import EachStep
from states.walk import Walk, marks_of


def put_on_firm_ground(walk: Walk) -> None:
    """Make every frame of the stack one that exists in the content of today."""
    _follow_renamed_variables(walk)
    firm = list(_firm_frames(walk))
    if not firm:
        walk.begin()
        return
    is_moved = firm != walk.dossier.stack
    walk.dossier.stack = firm
    walk.take_side()
    if is_moved or not _can_rest(walk):
        walk.settle()


def _follow_renamed_variables(walk: Walk) -> None:
    """Once after each change of the codebook: answers move to the present name of a variable."""
    codebook, dossier = walk.content.codebook, walk.dossier
    if dossier.codebook == codebook.version:
        return
    dossier.codebook = codebook.version
    former = {old: new for new, variable in codebook.variables.items() for old in variable.renamed}
    if not former:
        return
    dossier.ego = _renamed(dossier.ego, former)
    dossier.alters = [replace(a, answers=_renamed(a.answers, former)) for a in dossier.alters]
    dossier.entries = [replace(e, answers=_renamed(e.answers, former)) for e in dossier.entries]
    there = dossier.other_side
    if there is not None:
        dossier.other_side = replace(
            there,
            ego=_renamed(there.ego, former),
            alters=[replace(a, answers=_renamed(a.answers, former)) for a in there.alters],
            entries=[replace(e, answers=_renamed(e.answers, former)) for e in there.entries],
        )


def _renamed(answers: Mapping[str, Answer], former: Mapping[str, str]) -> dict[str, Answer]:
    return {former.get(name, name): answer for name, answer in answers.items()}


def _can_rest(walk: Walk) -> bool:
    """Whether the present step is one that shows something to this client."""
    return walk.step.rests and walk.step.is_open(walk.scope())


def _firm_frames(walk: Walk) -> Iterator[Frame]:
    """Frames from the outermost in, up to the first that had to be moved."""
    for depth, frame in enumerate(walk.dossier.stack):
        compiled = walk.content.dialogues.get(frame.dialogue)
        if compiled is None:
            return
        firm = _firm(compiled, frame, walk.dossier)
        firm = _without_lost_item(walk, compiled, [*walk.dossier.stack[:depth], firm])
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
    # What lies over a question goes on lying over it, on the side on which it was opened.
    return Frame(frame.dialogue, _nearest_earlier(compiled, dossier), None, marks_of(frame))


def _nearest_earlier(compiled: CompiledDialogue, dossier: Dossier) -> str:
    """The last step that the client passed in this dialogue and that still exists."""
    for places in reversed(dossier.history):
        for dialogue, step, _ in reversed(places):
            if dialogue == compiled.dialogue.id and step in compiled.steps:
                loop = compiled.loop_of.get(step or "")
                return loop or step or compiled.start
    return compiled.start


def _without_lost_item(walk: Walk, compiled: CompiledDialogue, stack: list[Frame]) -> Frame:
    """The head of the loop, where what was talked about is no longer among its items."""
    frame = stack[-1]
    loop = compiled.loop_of.get(frame.step)
    if loop is None or _has_item(walk, compiled, stack):
        return frame
    return Frame(frame.dialogue, loop, None, marks_of(frame))


def _has_item(walk: Walk, compiled: CompiledDialogue, stack: list[Frame]) -> bool:
    """Whether the item of the innermost frame is still one that its loop goes over."""
    frame = stack[-1]
    loop = compiled.loop_of.get(frame.step)
    if loop is None:
        return True
    each = compiled.steps[loop]
    return isinstance(each, EachStep) and frame.item in each.over.items(_scope_at(walk, stack))


def _scope_at(walk: Walk, stack: list[Frame]) -> Scope:
    """What the innermost frame can see: the side on which it stands, whatever lies over it."""
    side = side_of(walk.content, stack)
    if side == walk.dossier.side:
        return walk.scope_of(stack[-1])
    dossier = walk.dossier.copy()
    put_on(walk.content, dossier, side)
    return Scope.at(walk.content, dossier, stack[-1], walk.now)


def can_return_to(walk: Walk, places: list[list[str | None]]) -> bool:
    """Whether a position of the history can still be gone back to: it exists and is open."""
    frames = walk.stack_at(places)
    if not all(_stands(walk, frames[:depth]) for depth in range(1, len(frames) + 1)):
        return False
    last = frames[-1]
    step = walk.content.dialogues[last.dialogue].steps[last.step]
    return step.is_open(_scope_at(walk, frames))


def _stands(walk: Walk, stack: list[Frame]) -> bool:
    compiled = walk.content.dialogues.get(stack[-1].dialogue)
    is_there = compiled is not None and stack[-1].step in compiled.steps
    return compiled is not None and is_there and _has_item(walk, compiled, stack)
