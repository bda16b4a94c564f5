"""R-46 and R-47 on the shipped conversations with a carer, each broken once."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import NamedTuple

import pytest
from ruamel.yaml import YAML

from dialogues.checks.caring import r_47, support_comes_first
from dialogues.checks.subject import Subject
from dialogues.issues import Issue
from dialogues.source import FOLDER, NATIONAL_EXAMPLE
from states.content import Content
from states.dialogue import Dialogue
from states.machine import CompiledDialogue, compile_dialogue
from tests.talk import content_with


class Break(NamedTuple):
    """`old` becomes `new` in a dialogue, and the judge tells of `step`."""

    judge: Callable[[Subject], Iterator[Issue]]
    dialogue: str
    old: str
    new: str
    step: str


SUPPORT = "        kind: choice\n        sensitivity: L1\n        fallback: person\n"
ASKS = "{id: %s, kind: %s, sensitivity: L1, opt_outs: [none, skip]}\n      - id: "
BREAKS = (
    Break(
        support_comes_first,
        "carer_care",
        "{id: not_much_longer, next: to_relief,",
        "{id: not_much_longer, next: bring_over,",
        "keep_going_words",
    ),
    Break(
        support_comes_first,
        "carer_care",
        "{id: not_much_longer, next: to_relief,",
        "{id: not_much_longer,",
        "keep_going_words",
    ),
    Break(
        support_comes_first,
        "carer_relief",
        "{id: respite, next: respite}",
        "{id: respite, next: how}",
        "keep_going_words",
    ),
    Break(
        support_comes_first,
        "carer_relief",
        "{id: person, next: person}",
        "{id: person, next: near}",
        "keep_going_words",
    ),
    Break(
        support_comes_first,
        "carer_relief",
        SUPPORT,
        SUPPORT.replace("kind: choice", "kind: choice\n        variable: help_from"),
        "keep_going_words",
    ),
    Break(
        support_comes_first,
        "carer_relief",
        "      - id: how\n",
        f"      - {ASKS % ('helper_names', 'names')}how\n",
        "helper_names",
    ),
    Break(
        support_comes_first,
        "carer_practical",
        "        order: help_first\n",
        "",
        "help_from",
    ),
    Break(
        support_comes_first,
        "carer_me",
        "      - id: happy_needs",
        f"      - {ASKS % ('care_mine', 'several, variable: care_mine')}happy_needs",
        "care_mine",
    ),
    Break(
        r_47,
        "carer_practical",
        "        variable: asked_people\n        among: {rule: may_take_task}\n",
        "        variable: asked_people\n",
        "asked_people",
    ),
    Break(
        r_47,
        "carer_practical",
        "when: {all: [{rule: may_take_task}, {answered: tasks}]}",
        "when: {answered: tasks}",
        "could_take",
    ),
    Break(
        r_47,
        "carer_practical",
        "            when: {rule: may_take_task}\n            fallback: good\n",
        "            fallback: good\n",
        "asking_words",
    ),
    Break(
        r_47,
        "carer_time_off",
        "        among: {rule: may_take_task}\n",
        "",
        "take_over_with",
    ),
)


def subject(content: Content) -> Subject:
    return Subject(content, FOLDER, NATIONAL_EXAMPLE, date(2026, 11, 22))


def changed(content: Content, one: Break) -> Content:
    """The same content with one dialogue read from a changed text."""
    text = (FOLDER / one.dialogue / "dialogue.yaml").read_text("utf-8")
    assert text.count(one.old) == 1
    told = YAML(typ="safe").load(text.replace(one.old, one.new))
    compiled: CompiledDialogue = compile_dialogue(Dialogue.model_validate(told))
    compiled.labels.update(content.dialogues[one.dialogue].labels)
    return replace(content, dialogues={**content.dialogues, one.dialogue: compiled})


@pytest.mark.parametrize("one", BREAKS, ids=lambda one: f"{one.dialogue} {one.step}")
def test_a_break_is_told_where_it_is(one: Break) -> None:
    content = content_with("pictures")
    assert list(one.judge(subject(content))) == []
    found = [issue.path.split(".")[-1] for issue in one.judge(subject(changed(content, one)))]
    assert one.step in found
