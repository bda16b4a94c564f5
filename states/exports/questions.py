"""Where each variable is asked, in which words, and in which version of which dialogue.

A question is given in *je*. Where it speaks of an alter or an earlier answer, `…` stands in the
place of that.
"""

from collections.abc import Iterator
from typing import Any, Literal

import msgspec

from states.content import Content
from states.dossier import Dossier
from states.exports.sides import all_answers
from states.machine import CompiledDialogue
from states.screen import TextKey
from states.steps.any_step import AnyStep
from states.steps.names import NamesStep

FORM = "je"

How = Literal["asked", "follows", "earlier"]
"""Asked by a step; set by what was chosen or named there; asked there in an earlier version."""


class Asked(msgspec.Struct, frozen=True):
    """One place where a variable is written.

    Attributes:
        variable: The variable.
        dialogue: Id of the dialogue.
        version: Version of the dialogue.
        step: Id of the step.
        how: Whether it is asked there.
        question: The text of the step; None where this release does not have it, and where each
            entry of a list has a text of its own (`prompts_of`).
    """

    variable: str
    dialogue: str
    version: int
    step: str
    how: How
    question: str | None


class Prompt(msgspec.Struct, frozen=True):
    """A question that brings names; `prompt` is how alters remember it."""

    prompt: str
    dialogue: str
    version: int
    step: str
    question: str


class _Blank:
    """Stands for whatever a text speaks of: itself, one entry of itself, and `…` in words."""

    def __getattr__(self, name: str) -> "_Blank":
        if name.startswith("__"):  # Python and Jinja ask for what it can do
            raise AttributeError(name)
        return self

    def __getitem__(self, _key: object) -> "_Blank":
        return self

    def __iter__(self) -> "Iterator[_Blank]":
        return iter((self,))

    def __len__(self) -> int:
        return 1

    def __str__(self) -> str:
        return "…"


_BLANK = _Blank()


def places_of(content: Content) -> tuple[Asked, ...]:
    """All places where this content writes a variable, by variable, in the order of the codebook.

    Those where it is asked come before those from which it follows.
    """
    found = [
        Asked(
            name,
            compiled.dialogue.id,
            compiled.dialogue.version,
            step.id,
            "asked" if name in _asked_by(step) else "follows",
            question(content, compiled, step),
        )
        for compiled, step in _steps(content)
        for name in dict.fromkeys(step.written())
    ]
    order = {name: place for place, name in enumerate(content.codebook.variables)}
    return tuple(sorted(found, key=lambda one: (order[one.variable], one.how != "asked")))


def earlier_places(content: Content, dossier: Dossier) -> tuple[Asked, ...]:
    """Places in earlier versions of dialogues where answers of this client come from."""
    known = {(one.variable, one.dialogue, one.version, one.step) for one in places_of(content)}
    found: dict[Asked, None] = {}
    for name, answer in all_answers(dossier):
        if answer.source >= len(dossier.sources) or name not in content.codebook.variables:
            continue
        place, _, step = dossier.sources[answer.source].partition("/")
        dialogue, _, version = place.partition("@")
        number = int(version) if version.isdecimal() else 0
        if (name, dialogue, number, step) not in known:
            found[Asked(name, dialogue, number, step, "earlier", None)] = None
    return tuple(found)


def prompts_of(content: Content) -> tuple[Prompt, ...]:
    """All questions that bring names, as they are remembered with an alter."""
    found = []
    for compiled, step in _steps(content):
        if not isinstance(step, NamesStep):
            continue
        place = (compiled.dialogue.id, compiled.dialogue.version, step.id)
        if step.item_text is None:
            text = question(content, compiled, step) or ""
            found.append(Prompt(step.prompt or step.id, *place, text))
            continue
        for item in content.codebook.lists.get(step.item_text, ()):
            key = f"codebook/{step.item_text}__{item.id}"
            found.append(Prompt(item.id, *place, _render(content, key, step) or ""))
    return tuple(found)


def question(content: Content, compiled: CompiledDialogue, step: AnyStep) -> str | None:
    """The text of a step; None where each entry of a list has one of its own."""
    if step.item_text is not None:
        return None
    return _render(content, f"{compiled.dialogue.id}/{step.id}", step)


def _render(content: Content, key: str, step: AnyStep) -> str | None:
    values: dict[str, Any] = dict.fromkeys((*step.shows, *step.text_values(), "name"), _BLANK)
    try:
        return content.texts.render(TextKey(key, values), FORM)
    except (TypeError, ValueError, AttributeError, LookupError):
        return None  # it reckons with what it speaks of, such as a date


def _asked_by(step: AnyStep) -> tuple[str, ...]:
    return tuple(
        name for name in (getattr(step, "variable", None), getattr(step, "then", None)) if name
    )


def _steps(content: Content) -> Iterator[tuple[CompiledDialogue, AnyStep]]:
    for _, compiled in sorted(content.dialogues.items()):
        for step in compiled.steps.values():
            if step.asks:
                yield compiled, step
