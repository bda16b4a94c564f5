"""Going home: from anywhere, with nothing lost, and back to the question that was left."""

from functools import cache
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from states.content import ASIDES, HOME, OPTIONAL_ASIDES, ROOT
from states.dossier import CHECK_IN, MARK, Answer, Dossier, Frame, encode
from states.engine import take_turn
from states.input import Command
from states.scope import Scope
from states.sides import CARE, SELF, put_on, side_of
from states.steps.flow import EachStep
from tests.dialogues.walking import FEATURES, NOW, somebody
from tests.talk import Talk, content_with

PLACE = f"{ROOT}/{HOME}"
LASTING = {*ASIDES.values(), *OPTIONAL_ASIDES.values()}
OPENING = ("welcome", "about", "not_now", "who_can_see", "who_can_see_more")
LINES = ("/begin", "/home", "naar het begin", "Naar het begin.")
TO_HOME = ("beginnen", "begrepen", "je", "alleen", "ik wil hulp", "nu niet")


@cache
def places() -> tuple[tuple[str, str], ...]:
    """Every step at which somebody can stand after the opening."""
    return tuple(
        (name, step.id)
        for name, compiled in content_with(*FEATURES).dialogues.items()
        for step in compiled.steps.values()
        if step.rests and (name != ROOT or step.id not in OPENING)
    )


def standing(dialogue: str, step: str, seed: int) -> Dossier:
    """Somebody who told much, at a step; what is laid over a question is laid over one."""
    content = content_with(*FEATURES)
    dossier = somebody(content, Random(seed), 4, told=0.6)  # noqa: S311 - a test, repeatable
    here = Frame(dialogue, step)
    if dialogue == ROOT:
        dossier.stack = [here]
    elif dialogue in LASTING:
        dossier.stack = [Frame(ROOT, "doors"), Frame(dialogue, step, None, {MARK: 0})]
    else:
        dossier.stack = [Frame(ROOT, "to_circle"), here]
    put_on(content, dossier, side_of(content, dossier.stack))
    loop = content.dialogues[dialogue].loop_of.get(step)
    if loop is not None:
        each = content.dialogues[dialogue].steps[loop]
        assert isinstance(each, EachStep)
        items = each.over.items(Scope.at(content, dossier, dossier.stack[-1], NOW))
        dossier.stack[-1].item = items[0] if items else None
    return dossier


def told(dossier: Dossier) -> tuple[object, ...]:
    """All that both sides hold, seen from the same one."""
    content, seen = content_with(*FEATURES), dossier.copy()
    for side in (CARE, SELF):
        put_on(content, seen, side)
    return seen.ego, seen.alters, seen.entries, seen.maps, seen.other_side


def under(dossier: Dossier) -> list[list[str | None]]:
    """Where somebody stands, without what is laid over the question."""
    stack = dossier.stack
    depth = next((n for n, frame in enumerate(stack) if MARK in frame.work), len(stack))
    return [frame.place() for frame in stack[:depth]]


@pytest.mark.parametrize("dialogue", sorted({dialogue for dialogue, _ in places()}))
def test_from_every_step_it_leads_home_and_back(dialogue: str) -> None:
    for number, place in enumerate(places()):
        if place[0] == dialogue:
            _goes_home_and_back(place, number)


@given(place=st.sampled_from(places()), seed=st.integers(0, 10_000))
def test_from_any_step_whatever_was_told(place: tuple[str, str], seed: int) -> None:
    _goes_home_and_back(place, seed)


def _goes_home_and_back(place: tuple[str, str], seed: int) -> None:
    content = content_with(*FEATURES)
    there = take_turn(content, standing(*place, seed), Command("why"), NOW).dossier
    home = take_turn(content, there, Command("home"), NOW + 5)
    assert f"{home.screen.dialogue}/{home.screen.step}" == PLACE
    assert home.dossier.side == SELF
    assert told(home.dossier) == told(there)
    back = take_turn(content, home.dossier, Command("back"), NOW + 10).dossier
    assert under(back) == under(there)
    assert back.side == side_of(content, back.stack)
    assert told(back) == told(there)


@pytest.mark.parametrize("step", OPENING)
def test_nobody_is_led_past_who_can_see_this(step: str) -> None:
    content = content_with(*FEATURES)
    talk = Talk(content)
    dossier = talk.dossier.copy()
    dossier.stack = [Frame(ROOT, step)]
    for answer in (None, Answer(value=False), Answer(status="skipped")):
        dossier.ego = {} if answer is None else {"consent": answer}
        screen = take_turn(content, dossier, Command("home"), NOW).screen
        assert (screen.dialogue, screen.step) == (ROOT, step)


@pytest.mark.parametrize("line", LINES)
def test_it_can_be_typed(line: str) -> None:
    talk = Talk()
    for said in (*TO_HOME[:-1], line):
        talk.say(said)
    assert talk.place == PLACE


def test_it_is_in_the_menu_after_the_consent_only() -> None:
    talk = Talk()
    talk.give(Command("menu"))
    options = [option.id for option in (*talk.screen.options, *talk.screen.others)]
    assert "resume" in options
    assert "home" not in options
    talk.give(Command("resume"))
    for said in TO_HOME[:-1]:
        talk.say(said)
    talk.give(Command("menu"))
    assert "home" in [option.id for option in (*talk.screen.options, *talk.screen.others)]


def test_what_was_made_ready_to_be_shared_is_found_again() -> None:
    talk = Talk(content_with("sharing"))
    for said in TO_HOME:
        talk.say(said)
    talk.give(Command("share"))
    for said in ("ja", "ik laat het zelf zien"):
        talk.say(said)
    before = talk.dossier.sharing
    assert before is not None
    assert talk.place.split("/")[0] in ("share", "choose")
    talk.give(Command("home"))
    assert talk.place == PLACE
    assert talk.dossier.sharing == before
    talk.give(Command("share"))
    assert talk.place == "share/in_the_middle"


def test_from_a_check_in_it_leads_home_and_back_to_the_question_under_it() -> None:
    content = content_with("check_ins")
    dossier = standing("first_circle", "glad", 3)
    question = under(dossier)
    dossier.stack.append(Frame("again", "welcome", None, {MARK: 0, CHECK_IN: True}))
    home = take_turn(content, dossier, Command("home"), NOW)
    assert [frame.place() for frame in home.dossier.stack] == [[ROOT, HOME, None]]
    back = take_turn(content, home.dossier, Command("back"), NOW + 5)
    assert [frame.place() for frame in back.dossier.stack] == question


def test_while_a_code_word_is_chosen_it_leads_home_and_keeps_no_word() -> None:
    content = content_with(*FEATURES)
    asking = [
        (name, step.id)
        for name, compiled in content.dialogues.items()
        for step in compiled.steps.values()
        if step.kind == "code_word"
    ]
    assert asking
    for place in asking:
        turn = take_turn(content, standing(*place, 1), Command("home"), NOW)
        assert turn.dossier.code_word is None
        assert f"{turn.screen.dialogue}/{turn.screen.step}" == PLACE


def test_what_was_half_tapped_is_there_again() -> None:
    dossier = standing("first_circle", "pleasant", 2)
    ids = [alter.id for alter in dossier.alters]
    dossier.stack[-1].work["picked"] = ids[:1]
    content = content_with(*FEATURES)
    home = take_turn(content, dossier, Command("home"), NOW).dossier
    back = take_turn(content, home, Command("back"), NOW + 5)
    assert back.dossier.stack[-1].work["picked"] == ids[:1]
    assert [o.id for o in back.screen.options if o.checked] == ids[:1]


def test_going_home_twice_is_as_going_once() -> None:
    talk = Talk()
    for said in (*TO_HOME, "hulp bij iets"):
        talk.say(said)
    left = talk.place
    for command in ("home", "home", "menu", "home"):
        talk.give(Command(command))
    assert talk.place == PLACE
    assert talk.screen.option("where_i_was") is not None
    assert encode(talk.dossier)
    talk.give(Command("back"))
    assert talk.place == left
