"""Each rule, broken once: the issue stands at the right file and line."""

import re
from pathlib import Path
from typing import NamedTuple

import pytest
from ruamel.yaml import YAML

from dialogues.checks import RULES

TEXTS = "talk/texts/nl.j2"


class Break(NamedTuple):
    """One entry of `breaks.yaml`, which says what the fields are."""

    rule: str
    file: str
    old: str
    new: str
    at: str
    says: str = ""
    found_in: str = ""
    also: tuple[str, ...] = ()


BREAKS = [
    Break(**entry)
    for entry in YAML(typ="safe").load((Path(__file__).parent / "breaks.yaml").read_text("utf-8"))
]


@pytest.mark.parametrize("one", BREAKS, ids=lambda one: f"{one.rule} {one.at[:24]}")
def test_a_broken_rule_is_told_where_it_stands(broken, one):
    broken.change(one.file, one.old, one.new)
    if one.also:
        broken.change(*one.also)
    file = one.found_in or one.file
    line = broken.line(file, one.at)
    found = broken.verdicts()[one.rule].issues
    there = [issue for issue in found if issue.file == f"content/{file}" and issue.line == line]
    assert any(one.says in issue.message for issue in there), (line, list(map(str, found)))


def test_no_rule_is_left_unbroken():
    later = {"R-46", "R-47"}  # test_caring_rules.py: they need dialogues with a carer
    assert {one.rule for one in BREAKS} | later == RULES.keys()


def test_a_carer_is_not_told_to_hold_out(broken):
    (broken.root / "talk").rename(broken.root / "carer_talk")
    broken.change("start/dialogue.yaml", "dialogue: talk", "dialogue: carer_talk")
    broken.change("carer_talk/dialogue.yaml", "id: talk\n", "id: carer_talk\n")
    broken.change("carer_talk/texts/nl.j2", "Alles mag.", "Hoe kan het volhouden?")
    (issue, *_) = broken.verdicts()["R-46"].issues
    assert issue.line == broken.line("carer_talk/texts/nl.j2", "volhouden")


def test_a_word_inside_another_is_no_form_of_address(broken):
    broken.change(TEXTS, "Wat valt op?", "Nu is het uur van Juul, uit de buurt.")
    assert broken.verdicts()["R-36"].passed


def test_what_a_client_said_is_not_the_authors(broken):
    broken.change(TEXTS, "Hoe is het met {{ name }}?", "{{ name }}")
    assert broken.verdicts()["R-35"].passed


def test_a_loop_over_what_a_client_said_does_not_count(broken):
    text = "{% for ring in circle.rings %}\n" + "Dit is {{ ring.title }} van hen. " * 4
    broken.change(TEXTS, "{% for ring in circle.rings %}", text)
    told = [i.message for i in broken.verdicts()["R-34"].issues if "words: at most" in i.message]
    assert not [message for message in told if re.search(r"\d{3} words", message)]
