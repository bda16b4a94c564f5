"""Where an option leads: the real step takes the tap, and its edge is followed.

A step behind the edge that would be passed by is linked to all the same: links show the dialogue
as it is written, not the way of one client.
"""

from contextlib import suppress
from dataclasses import dataclass

from bot.preview.shots import Shot
from states.content import ASIDES, HOME, ROOT, Content
from states.drawing import MORE
from states.errors import BotError
from states.input import Tap
from states.machine import END, CompiledDialogue
from states.steps.flow import CallStep, EachStep
from states.steps.step import Go, Order, Outcome, Stay

HELP = "help"
"""Anchor of the numbers on the page of what is said in between."""

BETWEEN = "_between"
"""In the place of a dialogue: the page of what is said in between."""

OPENED_FROM = "opened-from"
"""Anchor of what opens a dialogue; whoever closes it goes back there."""

ENDING = "end"
"""Anchor of the end of a dialogue."""


@dataclass(frozen=True)
class Lead:
    """A link: a dialogue (or `BETWEEN`) and an anchor on its page."""

    dialogue: str
    anchor: str


def anchor_of(step: str, number: int = 0) -> str:
    """The anchor of a step; of its further looks where `number` is not 0."""
    return f"step-{step}--{number + 1}" if number else f"step-{step}"


def opening(content: Content, dialogue: str) -> Lead:
    """The first screen of a dialogue."""
    return landing(content, content.dialogues[dialogue], content.dialogues[dialogue].start)


def landing(content: Content, compiled: CompiledDialogue, state: str) -> Lead:
    """Where one rests who comes to a state: over loop heads and calls, whatever is closed."""
    name = compiled.dialogue.id
    seen: set[str] = set()
    while state != END and state not in seen:
        seen.add(state)
        step = compiled.steps[state]
        if isinstance(step, EachStep):
            state = step.steps[0].id
        elif isinstance(step, CallStep) and step.dialogue in content.dialogues:
            called = content.dialogues[step.dialogue]
            is_call = isinstance(called.steps[called.start], CallStep)
            return (
                Lead(step.dialogue, anchor_of(called.start))
                if is_call
                else opening(content, step.dialogue)
            )
        elif isinstance(step, CallStep):
            state = compiled.fire(state, "default")
        else:
            return Lead(name, anchor_of(state))
    return Lead(name, ENDING if state == END else anchor_of(state))


def lead_of(shot: Shot, option: str, siblings: list[Shot]) -> Lead:
    """Where a tap on an option of this screen leads; `siblings` are all looks at the step."""
    compiled = shot.place.walk().compiled
    content, step = shot.place.content, compiled.steps[shot.screen.step]
    here = Lead(compiled.dialogue.id, anchor_of(step.id, siblings.index(shot)))
    if option == MORE:
        return opening(content, ASIDES["menu"]) if ASIDES["menu"] in content.dialogues else here
    opt_out = next((one for one in step.opt_outs if one.id == option), None)
    if opt_out is not None:
        if option == "private":
            return here
        if option == "later":
            return _obeyed(content, here, "later")
        return landing(content, compiled, compiled.fire(step.id, f"opt_{option}"))
    return _answered(shot, option, siblings, here)


def _answered(shot: Shot, option: str, siblings: list[Shot], here: Lead) -> Lead:
    walk = shot.place.walk()
    content, compiled = walk.content, walk.compiled
    outcome: Outcome | None = None
    with suppress(BotError, KeyError, ValueError):  # else the edge says where it leads
        outcome = walk.step.accept(walk.scope(), Tap(option))
    if isinstance(outcome, Stay):
        return _stayed(shot, option, siblings, here)
    if isinstance(outcome, Order):
        return _obeyed(content, here, outcome.command)
    trigger = outcome.trigger if isinstance(outcome, Go) else "default"
    return landing(content, compiled, compiled.fire(walk.step.id, trigger))


def _stayed(shot: Shot, option: str, siblings: list[Shot], here: Lead) -> Lead:
    """The look that this tap makes, where it is among those that are shown."""
    wanted = {"page": "page ", "something_else": "after “something else”"}.get(option)
    wanted = wanted or f"after “{option}”"
    later = siblings[siblings.index(shot) + 1 :]
    found = next((other for other in later if other.label.startswith(wanted)), None)
    if found is None and option == "page":
        found = siblings[0]
    if found is None:
        return here
    return Lead(here.dialogue, anchor_of(shot.screen.step, siblings.index(found)))


def _obeyed(content: Content, here: Lead, command: str) -> Lead:
    """Where a universal command leads from here."""
    if command in ("help", "person"):
        return Lead(BETWEEN, HELP)
    if command == "why":
        return here
    if command == "home" and HOME in content.dialogues[ROOT].steps:
        return Lead(ROOT, anchor_of(HOME))
    if command in ASIDES and ASIDES[command] in content.dialogues:
        return opening(content, ASIDES[command])
    # Back to the question under it, whatever that was.
    return here if here.dialogue == ROOT else Lead(here.dialogue, OPENED_FROM)
