"""R-10, R-22, R-47 on the shipped content, step by step, for random dossiers.

Where a walk seldom comes, each step is looked at here.
"""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogues.checks.word_lists import found_in
from states.dossier import Answer, Dossier, Frame
from states.scope import Scope
from states.sides import CARE, SELF, put_on
from states.steps.alters import PickAltersStep
from states.steps.draft import DraftStep
from tests.conftest import IS_FULL
from tests.states.anybody import WORDS, from_number
from tests.states.planning import blocked, never_asked
from tests.states.test_rules_of_people import PROPOSING, TELLING
from tests.states.walking import named_in, world
from tests.talk import MONDAY_MORNING

ANYONE = st.integers(0, 2**32).map(from_number)
MANY = settings(max_examples=1_500 if IS_FULL else 40, deadline=None)
OF_ENTRIES = {"plan_action": "action", "ask_for": "action", "think_along": "gathering"}


def places(dossier: Dossier, dialogue: str, step: str) -> Iterator[Scope]:
    """Where one can stand at a step: at each entry that it may be about, or at nothing."""
    kind = OF_ENTRIES.get(dialogue)
    items = [one.id for one in dossier.of_kind(kind)] if kind else [None]
    for item in items:
        yield Scope.at(world(), dossier, Frame(dialogue, step, item), MONDAY_MORNING)


def on_both_sides(dossier: Dossier) -> Iterator[Dossier]:
    for side in (SELF, CARE):
        put_on(world(), dossier, side)
        yield dossier


# who is proposed


@given(ANYONE)
@MANY
def test_r_10_r_47_no_list_of_any_dialogue_proposes_who_is_blocked_or_a_child(dossier: Dossier):
    looked_at = 0
    for there in on_both_sides(dossier):
        out = never_asked(there)
        for name, compiled in world().dialogues.items():
            for step in compiled.steps.values():
                if not isinstance(step, PickAltersStep) or step.variable in TELLING | {"wish_with"}:
                    continue
                looked_at += 1
                for scope in places(there, name, step.id):
                    assert out.isdisjoint(step.ids(scope)), f"{name}/{step.id}"
    assert looked_at >= 12


@given(ANYONE, st.sampled_from(["je", "u"]))
@MANY
def test_r_10_what_was_made_with_somebody_does_not_name_them_when_they_are_blocked(
    dossier: Dossier, form: str
):
    """A draft of ours was kept, and the contact went wrong after that."""
    for there in on_both_sides(dossier):
        for entry in there.entries:
            for name, step in _drafts_of(entry.kind):
                scope = Scope.at(world(), there, Frame(name, step.id, entry.id), MONDAY_MORNING)
                scope.dossier.ego["form"] = Answer(form)
                scope.on(entry).write(step.variable, _draft(scope, step))
        if not there.alters:
            continue
        there.edit_alter(there.alters[0].id).answers["feel"] = Answer("unsafe")
        names = _only(there, blocked(there))
        for entry in there.entries:
            for name, step in _steps_of(entry.kind):
                scope = Scope.at(world(), there, Frame(name, step.id, entry.id), MONDAY_MORNING)
                if step.rests and step.is_open(scope):
                    shown = step.show(scope).body
                    text = "\n".join(world().texts.render(one, form) for one in shown)
                    assert not named_in(text, names), f"{name}/{step.id}"


def _only(dossier: Dossier, ids: set[str]) -> set[str]:
    others = {a.label for a in dossier.alters if a.id not in ids}
    return {a.label for a in dossier.alters if a.id in ids} - others


def _steps_of(kind: str):
    for name in PROPOSING:
        compiled = world().dialogues[name]
        for step in compiled.steps.values():
            if OF_ENTRIES.get(name, "action") == kind and step.id in compiled.loop_of:
                yield name, step


def _drafts_of(kind: str):
    return [(name, step) for name, step in _steps_of(kind) if isinstance(step, DraftStep)]


def _draft(scope: Scope, step: DraftStep) -> str:
    return str(step.show(scope).body[0].values["draft"])


# an easy no

SAID = st.one_of(st.sampled_from(WORDS), st.text(max_size=40), st.none())


def asking_drafts() -> list[tuple[str, str]]:
    """Every draft but those for an office or for oneself, which are kept of ego."""
    return [
        (name, step.id)
        for name, compiled in world().dialogues.items()
        for step in compiled.steps.values()
        if isinstance(step, DraftStep)
        and world().codebook.variables[step.variable].type + compiled.loop_of.get(step.id, "")
        != "request"
    ]


@pytest.mark.parametrize(("dialogue", "step"), asking_drafts())
@given(
    dossier=ANYONE, said=SAID, called=st.tuples(st.sampled_from(["je", "u"]), st.text(min_size=1))
)
@settings(max_examples=500 if IS_FULL else 25, deadline=None)
def test_r_22_each_draft_that_asks_somebody_lets_them_say_no(
    dialogue: str, step: str, dossier: Dossier, said: str | None, called: tuple[str, str]
):
    form, name = called
    for there in on_both_sides(dossier):
        there.ego["form"] = Answer(form)
        for alter in list(there.alters)[:1]:
            there.edit_alter(alter.id).label = name
        kind = OF_ENTRIES.get(dialogue)
        items = there.of_kind(kind) if kind else list(there.alters)
        for item in items:
            scope = Scope.at(world(), there, Frame(dialogue, step, item.id), MONDAY_MORNING)
            draft = world().dialogues[dialogue].steps[step]
            assert isinstance(draft, DraftStep)
            if said is not None:
                scope.write(draft.variable, said)
            assert found_in("easy_no", _draft(scope, draft))
