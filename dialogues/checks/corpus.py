"""All texts that a client can see, rendered as plain words in both forms of address."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

from jinja2 import UndefinedError

from dialogues.checks.samples import SIZES, Samples, Size, fixed, shortened, spoken
from dialogues.texts import FORMS, VOCABULARY, JinjaTexts
from states.content import Content
from states.machine import CompiledDialogue
from states.screen import TextKey
from states.steps.any_step import AnyStep
from states.steps.draft import DraftStep
from states.steps.flow import EachStep

Part = Literal["body", "draft", "why", "note", "label"]
"""A question, a text made for the client, a reason, something said in between; or a button."""

LABELS = ("option_", "scale_", "value_", "alter_label", "card_label", "number", "own_words")
"""How the keys of shared texts begin that are no message of their own."""


@dataclass(frozen=True, slots=True)
class Place:
    """Whose text it is: a step of a dialogue, or nobody's in particular."""

    part: Part
    dialogue: str = ""
    chapter: str = ""
    step: AnyStep | None = None
    loop: EachStep | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """One rendering. `words` has a short name in the place of what is not the author's.

    In `marked` each such value stands between marks (`dialogues.checks.samples`).
    """

    key: str
    form: str
    size: Size
    marked: str
    words: str
    place: Place

    @property
    def is_label(self) -> bool:
        """Whether it stands on a button, or is a value in another text."""
        return self.place.part == "label"

    @property
    def is_question(self) -> bool:
        """Whether it is the text of a step."""
        return self.place.part == "body"


class Corpus:
    """Every text, once for each form and sample in which it differs."""

    def __init__(self, texts: tuple[Text, ...]) -> None:
        self.texts = texts
        self.messages = tuple(text for text in texts if not text.is_label)
        self.questions = tuple(text for text in texts if text.is_question)

    @classmethod
    def of(cls, content: Content, texts: JinjaTexts) -> "Corpus":
        """Render everything that `texts` has."""
        places = _places(content)
        samples = [Samples(content, size) for size in SIZES]
        found: dict[tuple[str, str, str], Text] = {}
        for key in sorted(texts.keys):
            place = places.get(key) or _elsewhere(key)
            for text in _render(texts, key, place, samples):
                found.setdefault((text.key, text.form, text.words), text)
        return cls(tuple(found.values()))

    def of_key(self, key: str) -> tuple[Text, ...]:
        """All renderings of one text."""
        return tuple(text for text in self.texts if text.key == key)

    def where(self, fits: Callable[[Text], bool]) -> tuple[Text, ...]:
        """The texts that fit."""
        return tuple(text for text in self.texts if fits(text))


def _render(texts: JinjaTexts, key: str, place: Place, samples: list[Samples]) -> Iterator[Text]:
    names = texts.names(key) - VOCABULARY
    for sample in samples if names else samples[:1]:
        values = _values(sample, place, names)
        if values is None:
            continue
        for form in FORMS:
            in_form = spoken(values, partial(texts.render, form=form))
            try:
                marked = shortened(texts.render(TextKey(key, in_form), form))
            except UndefinedError:
                continue  # an entry that is not there in the empty sample
            yield Text(key, form, sample.size, marked, fixed(marked), place)


def _values(sample: Samples, place: Place, names: frozenset[str]) -> dict[str, Any] | None:
    given: dict[str, Any] | None = {}
    if place.step is not None and names:
        given = sample.of_step(place.dialogue, place.step, place.loop)
    if given is None:
        return None
    return {**sample.of_names(names - given.keys()), **given}


def _places(content: Content) -> dict[str, Place]:
    found: dict[str, Place] = {}
    for compiled in content.dialogues.values():
        for step in compiled.steps.values():
            found |= dict(_of_step(content, compiled, step))
    return found


def _of_step(
    content: Content, compiled: CompiledDialogue, step: AnyStep
) -> Iterator[tuple[str, Place]]:
    name = compiled.dialogue.id
    head = compiled.steps.get(compiled.loop_of.get(step.id, ""))
    loop = head if isinstance(head, EachStep) else None
    own = (name, compiled.chapter_of[step.id], step, loop)
    body = [f"{name}/{step.id}"]
    if step.item_text is not None:
        items = content.codebook.lists.get(step.item_text, ())
        body = [f"codebook/{step.item_text}__{item.id}" for item in items]
    for key in body:
        yield key, Place("body", *own)
    if isinstance(step, DraftStep):
        yield f"{body[0]}__draft", Place("draft", *own)
    yield f"{name}/{step.id}__why", Place("why", *own)
    for label in (compiled.label(step.id, option) for option in step.labelled()):
        if not label.startswith("_shared/"):
            yield label, Place("label", *own)


def _elsewhere(key: str) -> Place:
    """The place of a text that belongs to no step."""
    owner, _, block = key.partition("/")
    if block.endswith("__why") or block == "option_why":
        return Place("why", owner if owner[0] != "_" else "", "")
    if owner == "_shared" and not block.startswith(LABELS):
        return Place("note")
    return Place("label", owner if owner not in ("_shared", "codebook") else "")
