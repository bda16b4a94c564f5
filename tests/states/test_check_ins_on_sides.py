"""Check-ins on steps of a plan, and on the side of who cares for somebody."""

import pytest

from states.check_ins import chosen, planned
from states.days import local_day
from states.dossier import CHECK_IN, Answer, Dossier, Frame, new_dossier
from states.engine import current_screen, take_turn
from states.input import Command, Tap
from states.rules import LISTS
from states.scope import Scope
from states.sides import CARE, SELF, put_on
from tests.talk import content_with

NOW = 1_800_000_000
TODAY = local_day(NOW)
DAY = 86_400


def with_steps(*days: int | None, side: str = SELF) -> Dossier:
    """Somebody with one open step for each day; None is a step without one."""
    content, dossier = content_with("check_ins"), new_dossier()
    dossier.ego = {"consent": Answer(value=True), "form": Answer("je"), "company": Answer("alone")}
    dossier.session.began = dossier.session.last = NOW - 30 * DAY
    put_on(content, dossier, side)  # type: ignore[arg-type]
    for number, day in enumerate(days, start=1):
        answers = dossier.edit_entry(dossier.add_entry("action", TODAY - 30).id).answers
        answers["plan_state"] = Answer("open", at=NOW - 20 * DAY)
        answers["plan_what"] = Answer(f"stap {number}", at=NOW - 20 * DAY)
        if day is not None:
            answers["plan_day"] = Answer(TODAY + day, at=NOW - 20 * DAY)
    put_on(content, dossier, SELF)
    dossier.stack = [Frame("start", "home")]
    return dossier


def due(dossier: Dossier) -> list[str]:
    """The steps that the follow-up at hand is about."""
    content = content_with("check_ins")
    return list(LISTS["due_actions"](Scope.at(content, dossier, dossier.stack[-1], NOW)))


def test_two_steps_of_one_day_are_asked_about_at_once() -> None:
    content = content_with("check_ins")
    turn = take_turn(content, with_steps(0, 0, 3, None), Command("resume"), NOW)
    assert (turn.screen.dialogue, turn.screen.step) == ("plan_follow_up", "result")
    assert turn.dossier.stack[-1].work[CHECK_IN] == ["e1", "e2"]
    assert due(turn.dossier) == ["e1", "e2"]
    assert [one.entry for one in chosen(content, turn.dossier)] == ["e3"]
    asked = []
    while turn.screen.dialogue == "plan_follow_up":
        if turn.screen.step == "result":
            asked.append(turn.dossier.stack[-1].item)
        option = "skip" if turn.screen.step == "result" else "go_on"
        turn = take_turn(content, turn.dossier, Tap(option, turn.screen.turn), NOW + len(asked))
    assert asked == ["e1", "e2"]
    assert (turn.screen.dialogue, turn.screen.step) == ("start", "home")
    again = take_turn(content, turn.dossier, Command("resume"), NOW + 60)
    assert again.screen.dialogue == "start"


def test_one_that_is_late_is_asked_about_with_those_of_today() -> None:
    content = content_with("check_ins")
    turn = take_turn(content, with_steps(-5, 0), Command("resume"), NOW)
    assert turn.dossier.stack[-1].work[CHECK_IN] == ["e1", "e2"]
    assert planned(content, turn.dossier) == ()


@pytest.mark.parametrize(
    "stack",
    [
        [Frame("start", "home")],
        [Frame("start", "to_circle"), Frame("first_circle", "glad")],
        [Frame("start", "to_carer"), Frame("carer", "next_talk")],
    ],
)
@pytest.mark.parametrize("variable", ["care_month_day", "carer_day"])
def test_a_day_that_a_carer_chose_opens_on_that_side_over_any_question(
    stack: list[Frame], variable: str
) -> None:
    content = content_with("check_ins")
    dossier = with_steps()
    dossier.add_alter("Anna", "free_list", TODAY - 30)
    put_on(content, dossier, CARE)
    dossier.add_alter("Henk", "helper_names", TODAY - 30)
    dossier.ego["carer_done"] = Answer(["me"])
    dossier.ego[variable] = Answer(TODAY)
    put_on(content, dossier, CARE if stack[-1].dialogue == "carer" else SELF)
    dossier.stack = [Frame(f.dialogue, f.step, f.item) for f in stack]
    question = [frame.place() for frame in dossier.stack]
    before = current_screen(content, dossier, NOW)
    opens = next(one.opens for one in chosen(content, dossier) if one.variable == variable)
    turn = take_turn(content, dossier, Command("resume"), NOW)
    if any(frame.dialogue == opens for frame in stack):  # one is in it already
        assert [frame.place() for frame in turn.dossier.stack] == question
        return
    assert opens in [frame.dialogue for frame in turn.dossier.stack]
    assert turn.dossier.side == CARE
    assert [alter.label for alter in turn.dossier.alters] == ["Henk"]
    assert [frame.place() for frame in turn.dossier.stack][: len(question)] == question
    back = take_turn(content, turn.dossier, Command("back"), NOW + 5)
    assert [frame.place() for frame in back.dossier.stack] == question
    assert back.screen.step == before.step
    there = [alter.label for alter in back.dossier.alters]
    assert there == (["Henk"] if stack[-1].dialogue == "carer" else ["Anna"])
    assert chosen(content, back.dossier) == ()


def test_a_plan_made_as_a_carer_is_asked_about_on_that_side() -> None:
    content = content_with("check_ins")
    dossier = with_steps(0, side=CARE)
    turn = take_turn(content, dossier, Command("resume"), NOW)
    assert (turn.screen.dialogue, turn.dossier.side) == ("plan_follow_up", CARE)
    assert due(turn.dossier) == ["e1"]
    home = take_turn(content, turn.dossier, Command("home"), NOW + 5)
    assert (home.dossier.side, home.dossier.entries) == (SELF, [])


def over_a_person(side: str) -> Dossier:
    """A question about Anna, and a check-in that was chosen on a side for today."""
    content = content_with("check_ins")
    dossier = with_steps(0, 0, side=side)
    dossier.add_alter("Anna", "free_list", TODAY - 30)
    dossier.ego["chosen"] = Answer(["a1"])
    dossier.stack = [
        Frame("start", "home_more"),
        Frame("tell_more", "together", "a1", {"picked": ["kept"]}),
    ]
    return take_turn(content, dossier, Command("resume"), NOW).dossier


@pytest.mark.parametrize("side", [SELF, CARE])
def test_a_question_about_somebody_waits_under_a_check_in_of_either_side(side: str) -> None:
    content = content_with("check_ins")
    dossier = over_a_person(side)
    for number in range(3):
        dossier = take_turn(content, dossier, Command("why"), NOW + number).dossier
        assert [frame.dialogue for frame in dossier.stack][1:] == ["tell_more", "plan_follow_up"]
        assert dossier.stack[1].place() == ["tell_more", "together", "a1"]
        assert dossier.side == side


@pytest.mark.parametrize("side", [SELF, CARE])
def test_back_goes_through_a_check_in_of_either_side(side: str) -> None:
    content = content_with("check_ins")
    turn = take_turn(content, over_a_person(side), Command("why"), NOW)
    for number, option in enumerate(("yes", "go_on"), start=1):
        turn = take_turn(content, turn.dossier, Tap(option, turn.screen.turn), NOW + number)
    steps = [turn.screen.step]
    for number in range(3):
        turn = take_turn(content, turn.dossier, Command("back"), NOW + 10 + number)
        steps.append(turn.screen.step)
    assert steps == ["went_well", "done_yes", "result", "together"]
    assert (turn.dossier.side, turn.dossier.stack[-1].item) == (SELF, "a1")
