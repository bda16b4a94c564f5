"""From the place where a client is to the screen that is shown."""

from states.content import ASIDES, DANGER
from states.scope import Scope
from states.screen import Screen, ScreenOption, TextKey
from states.steps.step import Step
from states.walk import Walk

MORE = "menu"
"""The option that opens the menu, on every screen but those of the universal dialogues."""

QUIET = frozenset({*ASIDES.values(), DANGER})


def draw(walk: Walk, notes: tuple[TextKey, ...]) -> Screen:
    """The screen of the present step, with its opt-outs and the way to the menu."""
    step, scope = walk.step, walk.scope()
    shown = step.show(scope)
    return Screen(
        turn=walk.dossier.turn,
        dialogue=walk.frame.dialogue,
        step=step.id,
        kind=step.kind,
        body=shown.body,
        others=shown.others,
        options=(*shown.options, *_opt_outs(walk, step, scope), *_menu(walk)),
        notes=notes,
        former=TextKey("_shared/former", {"answer": shown.former}) if shown.former else None,
        text=shown.text,
        several=shown.several,
        sensitivity=step.sensitivity,
        picture=shown.picture,
    )


def _opt_outs(walk: Walk, step: Step, scope: Scope) -> tuple[ScreenOption, ...]:
    return tuple(
        ScreenOption(opt_out.id, TextKey(walk.compiled.label(step.id, opt_out.id)), "opt_out")
        for opt_out in step.opt_outs_there(scope)
        if opt_out.is_shown and not (opt_out.id == "private" and walk.frame.work.get("private"))
    )


def _menu(walk: Walk) -> tuple[ScreenOption, ...]:
    if walk.frame.dialogue in QUIET:
        return ()
    return (ScreenOption(MORE, TextKey("_shared/option_more"), "navigation"),)
