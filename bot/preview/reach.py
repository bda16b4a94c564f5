"""Which screens somebody with nobody around them can come by: no others are drawn for them.

A text that nobody ever sees like that would only look wrong on a page.
"""

from bot.preview.answers import NOW
from states.content import ASIDES, DANGER, ROOT, Content
from states.dossier import Dossier, Frame
from states.machine import END, CompiledDialogue
from states.scope import Scope
from states.steps.any_step import AnyStep
from states.steps.check_in import CheckInStep
from states.steps.flow import CallStep, EachStep
from states.steps.option_step import OptionStep

Reached = frozenset[tuple[str, str]]
"""Steps, each as its dialogue and its id."""


def reached(content: Content, dossier: Dossier) -> Reached:
    """The steps that are open to this client on some way from the beginning or a command.

    The dossier stays as it is on the way: who answers something becomes somebody else.
    """
    found: set[tuple[str, str]] = set()
    starts = (ROOT, DANGER, *ASIDES.values())
    left = [(name, content.dialogues[name].start) for name in starts if name in content.dialogues]
    seen = set(left)
    while left:
        name, state = left.pop()
        compiled = content.dialogues[name]
        scope = Scope.at(content, dossier, Frame(name, state), NOW)
        step = compiled.steps[state]
        if step.rests and step.is_open(scope):
            found.add((name, state))
        ways = [*_inward(content, step, scope), *_onward(compiled, step, scope)]
        new = [way for way in ways if way not in seen]
        seen.update(new)
        left += new
    return frozenset(found)


def _inward(content: Content, step: AnyStep, scope: Scope) -> list[tuple[str, str]]:
    """The dialogues that this step opens."""
    name = ""
    if isinstance(step, CallStep) and step.is_open(scope):
        name = step.dialogue
    elif isinstance(step, CheckInStep) and step.is_open(scope):
        name = step.opens
    return [(name, content.dialogues[name].start)] if name in content.dialogues else []


def _onward(compiled: CompiledDialogue, step: AnyStep, scope: Scope) -> list[tuple[str, str]]:
    """The steps of the same dialogue that this one leads to."""
    triggers = set(_triggers(step, scope))
    return [
        (compiled.dialogue.id, edge.target)
        for edge in compiled.edges
        if edge.source == step.id and edge.trigger in triggers and edge.target != END
    ]


def _triggers(step: AnyStep, scope: Scope) -> list[str]:
    if not step.rests or not step.is_open(scope):
        is_loop = isinstance(step, EachStep) and step.is_open(scope)
        items = step.over.items(scope) if isinstance(step, EachStep) and is_loop else ()
        return ["item"] if items else ["default", "done", *(["empty"] if is_loop else [])]
    options = [(one.id, one.next) for one in step.declared_options() if one.is_there(scope)]
    opt_outs = [(one.id, one.next) for one in step.opt_outs_there(scope)]
    named = [f"opt_{name}" for name, _ in (*options, *opt_outs)]
    picked = ["picked"] if scope.dossier.alters else []
    # A choice of which every option leads elsewhere is not left by its own edge.
    goes_on = any(target is None for _, target in (*options, *opt_outs))
    default = ["default"] if goes_on or not isinstance(step, OptionStep) else []
    return [*default, *named, *picked]
