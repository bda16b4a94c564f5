"""Dialogues that offer themselves on the home screen (`Dialogue.at_home`).

So a new dialogue is one new folder: it is found, and no other file has to name it.
"""

from collections.abc import Mapping

from states.content import HOME, ROOT
from states.dialogue import Dialogue
from states.steps.any_step import AnyStep
from states.steps.flow import CallStep
from states.steps.option_step import ChoiceStep
from states.steps.step import Option

LABEL = "at_home"
"""The block of a dialogue's own texts by which it is offered."""


def call_id(name: str) -> str:
    """The step of the root dialogue that goes through this one."""
    return f"{HOME}_{name}"[:40]


def with_offered(dialogues: Mapping[str, Dialogue]) -> dict[str, Dialogue]:
    """The same dialogues, the home screen with an option for each one that offers itself.

    They come behind the options of the file, by name.
    """
    root = dialogues.get(ROOT)
    offered = {n: one for n, one in sorted(dialogues.items()) if one.at_home is not None}
    if root is None or not offered:
        return dict(dialogues)
    chapters = tuple(
        chapter.model_copy(update={"steps": _with_calls(chapter.steps, offered)})
        for chapter in root.chapters
    )
    return {**dialogues, ROOT: root.model_copy(update={"chapters": chapters})}


def _with_calls(steps: tuple[AnyStep, ...], offered: Mapping[str, Dialogue]) -> tuple[AnyStep, ...]:
    home = next((step for step in steps if step.id == HOME), None)
    if not isinstance(home, ChoiceStep):
        return steps
    options = tuple(
        Option(id=name, next=call_id(name), needs=name, when=one.at_home and one.at_home.when)
        for name, one in offered.items()
    )
    calls = tuple(
        CallStep(id=call_id(name), kind="call", dialogue=name, optional=True, next=HOME)
        for name in offered
    )
    fuller = home.model_copy(update={"options": (*home.options, *options)})
    return (*(fuller if step is home else step for step in steps), *calls)
