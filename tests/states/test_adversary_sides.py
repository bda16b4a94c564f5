"""What must not be lost, nor come over, where two sides, check-ins and changes meet."""

import pytest

from states.check_ins import chosen
from states.dossier import CHECK_IN, MARK, SIDE, Answer, Dossier, Frame
from states.effects import EFFECTS
from states.engine import take_turn
from states.harm import is_blocked, may_be_shown
from states.input import Command, Tap
from states.rules import LISTS, VIEWS
from states.scope import Scope
from states.screen import Screen
from states.sides import CARE, SELF, put_on
from tests.states.test_check_ins_on_sides import NOW, TODAY, with_steps
from tests.talk import content_with

CONTENT = content_with("check_ins", "sharing", "pictures")


def in_follow_up(dossier: Dossier, item: str) -> Dossier:
    """At a step of the plan, by the client's own visit."""
    dossier.stack = [Frame("start", "home_plan"), Frame("plan", "to_tell")]
    dossier.stack.append(Frame("plan_follow_up", "result", item))
    return dossier


def add_step(dossier: Dossier, side: str, day: int) -> str:
    """One more open step, on a side."""
    before = dossier.side
    put_on(CONTENT, dossier, side)  # type: ignore[arg-type]
    entry = dossier.add_entry("action", TODAY - 30)
    entry.answers = {"plan_state": Answer("open"), "plan_what": Answer("wandelen")}
    entry.answers["plan_day"] = Answer(TODAY + day)
    put_on(CONTENT, dossier, before)
    return entry.id


def asked_in_turn(dossier: Dossier, visits: int) -> list[str | None]:
    """The steps that are asked about, in so many visits of who skips each of them."""
    asked = []
    for visit in range(visits):
        now = NOW + visit * 4_000
        turn = take_turn(CONTENT, dossier, Command("resume"), now)
        for tap in range(20):
            if turn.screen.dialogue != "plan_follow_up":
                break
            if turn.screen.step == "result":
                asked.append(turn.dossier.stack[-1].item)
            option = "skip" if turn.screen.step == "result" else "go_on"
            turn = take_turn(CONTENT, turn.dossier, Tap(option, turn.screen.turn), now + tap)
        dossier = turn.dossier
    return asked


def test_a_check_in_of_the_other_side_is_asked_over_the_same_dialogue_of_this_side() -> None:
    dossier = in_follow_up(with_steps(None), "e1")
    assert add_step(dossier, CARE, 0) == "e2"
    turn = take_turn(CONTENT, dossier, Command("resume"), NOW)
    assert (turn.dossier.side, turn.dossier.stack[-1].item) == (CARE, "e2")
    assert turn.dossier.stack[-2].place() == ["plan_follow_up", "result", "e1"]
    assert asked_in_turn(dossier, 3) == ["e2", "e1"]


def test_a_step_that_one_went_past_is_asked_about_when_its_day_has_come() -> None:
    """Told of e1 and moved to a day; days later one comes back at e2, in the same follow-up."""
    dossier = in_follow_up(with_steps(-1, 0), "e2")
    turn = take_turn(CONTENT, dossier, Command("resume"), NOW)
    assert turn.dossier.stack[-1].place() == ["plan_follow_up", "result", "e2"]
    assert [one.entry for one in chosen(CONTENT, turn.dossier)] == ["e1"]
    assert asked_in_turn(dossier, 3) == ["e2", "e1"]


def test_a_step_that_is_still_to_come_is_not_asked_about_twice() -> None:
    assert asked_in_turn(in_follow_up(with_steps(0, 0, None), "e1"), 3) == ["e1", "e2", "e3"]


@pytest.mark.parametrize(("days", "asked"), [((0, -400), ["e2", "e1"]), ((-400, 0), ["e1", "e2"])])
def test_those_of_both_sides_are_all_asked_after_a_long_silence(
    days: tuple[int, int], asked: list[str]
) -> None:
    dossier = with_steps(days[0])
    add_step(dossier, CARE, days[1])
    assert asked_in_turn(dossier, 4) == asked


@pytest.mark.parametrize("side", [SELF, CARE])
def test_a_check_in_whose_question_is_gone_stays_one_on_its_side(side: str) -> None:
    dossier = with_steps()
    add_step(dossier, side, 0)
    dossier = take_turn(CONTENT, dossier, Command("resume"), NOW).dossier
    dossier.stack[-1].step = "a_step_of_another_release"
    turn = take_turn(CONTENT, dossier, Command("why"), NOW + 5)
    assert (turn.screen.dialogue, turn.screen.step) == ("plan_follow_up", "result")
    assert (turn.dossier.side, turn.dossier.stack[-1].item) == (side, "e1")
    assert {MARK, CHECK_IN, SIDE} <= set(turn.dossier.stack[-1].work)


def test_a_question_waits_under_an_aside_that_had_to_be_moved() -> None:
    dossier = with_steps()
    dossier.stack = [Frame("start", "doors")]
    dossier = take_turn(CONTENT, dossier, Command("everything"), NOW).dossier
    dossier.stack[-1].step = "a_step_of_another_release"
    turn = take_turn(CONTENT, dossier, Command("why"), NOW + 5)
    back = take_turn(CONTENT, turn.dossier, Command("resume"), NOW + 10)
    assert [frame.place() for frame in back.dossier.stack] == [["start", "doors", None]]


def checked(screen: Screen) -> set[str]:
    """What is on."""
    return {one.id for one in (*screen.options, *screen.others) if one.checked}


def toggled(dossier: Dossier, place: tuple[str, str]) -> tuple[Dossier, str]:
    """One thing tapped on a screen, and then home."""
    turn = take_turn(CONTENT, dossier, Command("why"), NOW)
    assert (turn.screen.dialogue, turn.screen.step) == place
    [option, *_] = [one.id for one in turn.screen.options if one.role == "toggle"]
    turn = take_turn(CONTENT, turn.dossier, Tap(option, turn.screen.turn), NOW + 1)
    return take_turn(CONTENT, turn.dossier, Command("home"), NOW + 2).dossier, option


def test_what_is_half_tapped_on_one_side_waits_there() -> None:
    dossier = with_steps()
    dossier.stack = [Frame("start", "home_help"), Frame("help", "needs")]
    dossier, option = toggled(dossier, ("help", "needs"))
    dossier.stack = [
        Frame("start", "to_carer"),
        Frame("carer", "to_plan"),
        Frame("plan", "to_help"),
    ]
    dossier.stack.append(Frame("help", "needs"))
    put_on(CONTENT, dossier, CARE)
    # Back to that screen, as a carer.
    dossier.history = [[frame.place() for frame in dossier.stack]]
    there = take_turn(CONTENT, dossier, Command("back"), NOW + 3)
    assert (there.screen.step, there.dossier.side, checked(there.screen)) == ("needs", CARE, set())
    home = take_turn(CONTENT, there.dossier, Command("home"), NOW + 4).dossier
    home.history = [[["start", "home_help", None], ["help", "needs", None]]]
    back = take_turn(CONTENT, home, Command("back"), NOW + 5)
    assert (back.dossier.side, checked(back.screen)) == (SELF, {option})


@pytest.mark.parametrize("is_first", [True, False])
def test_who_was_tapped_as_not_good_stays_so_as_one_person_with_somebody(is_first: bool) -> None:
    dossier = with_steps()
    one, other = dossier.add_alter("Piet", "x", TODAY), dossier.add_alter("piet", "y", TODAY)
    dossier.ego["not_good"] = Answer([one.id if is_first else other.id])
    dossier.edit_alter(other.id if is_first else one.id).answers["feel"] = Answer("good")
    dossier.stack = [Frame("start", "home")]
    EFFECTS["merge"](Scope(CONTENT, dossier, Frame("start", "home", "a1+a2"), NOW))
    scope = Scope(CONTENT, dossier, dossier.stack[-1], NOW)
    [kept] = dossier.alters
    assert is_blocked(scope, kept)
    assert not may_be_shown(scope, kept)


def with_check_in_over_sharing(side: str) -> Dossier:
    """Half-way in making something ready to be shared, and half-way in a check-in over it."""
    dossier = with_steps()
    add_step(dossier, side, 0)
    dossier.stack = [Frame("start", "doors")]
    turn = take_turn(CONTENT, dossier, Command("share"), NOW)
    turn = take_turn(CONTENT, turn.dossier, Tap("go_on", turn.screen.turn), NOW + 1)
    turn = take_turn(CONTENT, turn.dossier, Command("resume"), NOW + 4_000)
    return take_turn(CONTENT, turn.dossier, Tap("yes", turn.screen.turn), NOW + 4_001).dossier


@pytest.mark.parametrize("side", [SELF, CARE])
def test_what_is_begun_anew_drops_no_check_in_that_lies_over_it(side: str) -> None:
    dossier = with_check_in_over_sharing(side)
    there = [frame.dialogue for frame in dossier.stack]
    assert (there, dossier.side) == (["start", "share", "plan_follow_up"], side)
    over = take_turn(CONTENT, dossier, Command("share"), NOW + 4_010)
    assert [frame.dialogue for frame in over.dossier.stack] == ["start", "plan_follow_up", "share"]
    assert over.dossier.side == side
    back = take_turn(CONTENT, over.dossier, Command("back"), NOW + 4_020)
    assert back.dossier.stack[-1].place() == ["plan_follow_up", "done_yes", "e1"]
    back = take_turn(CONTENT, back.dossier, Command("back"), NOW + 4_030)
    assert back.dossier.stack[-1].place() == ["plan_follow_up", "result", "e1"]
    back = take_turn(CONTENT, back.dossier, Command("back"), NOW + 4_040)
    assert [frame.place() for frame in back.dossier.stack] == [["start", "doors", None]]
    assert back.dossier.side == SELF


def with_drafts(*, own: bool) -> Dossier:
    """Henk, who is not safe by now, in a step and in a gathering, with words to ask him."""
    dossier = with_steps(None)
    henk = dossier.add_alter("Henk", "free_list", TODAY - 30)
    henk.answers["feel"] = Answer("unsafe")
    step = dossier.edit_entry("e1").answers
    step["plan_with"], step["plan_words"] = Answer([henk.id]), Answer("Hoi Henk, kom je?", own=own)
    made = dossier.add_entry("gathering", TODAY).answers
    made["gathering_with"] = Answer([henk.id])
    made["gathering_words"] = Answer("Hoi Henk, denk je mee?", own=own)
    dossier.ego["to_remove"] = Answer([henk.id])
    dossier.stack = [Frame("start", "home")]
    return dossier


def words_in(dossier: Dossier) -> str:
    """All that the plan and the gatherings say."""
    scope = Scope(CONTENT, dossier, dossier.stack[-1], NOW)
    return str((VIEWS["plan"](scope), VIEWS["gathering_cards"](scope)))


@pytest.mark.parametrize("effect", ["remove_chosen", "begin_anew"])
def test_who_went_off_the_list_does_not_come_back_in_words_that_we_made(effect: str) -> None:
    dossier = with_drafts(own=False)
    assert "Henk" not in words_in(dossier)
    EFFECTS[effect](Scope(CONTENT, dossier, dossier.stack[-1], NOW))
    assert not dossier.alters
    assert "Henk" not in words_in(dossier)


@pytest.mark.parametrize("effect", ["remove_chosen", "begin_anew"])
def test_own_words_stay_whoever_goes_off_the_list(effect: str) -> None:
    dossier = with_drafts(own=True)
    EFFECTS[effect](Scope(CONTENT, dossier, dossier.stack[-1], NOW))
    assert dossier.entries[0].answers["plan_words"].value == "Hoi Henk, kom je?"
    assert dossier.entries[1].answers["gathering_words"].value == "Hoi Henk, denk je mee?"


def test_a_gathering_of_which_nobody_is_left_says_nothing() -> None:
    dossier = with_drafts(own=False)
    EFFECTS["remove_chosen"](Scope(CONTENT, dossier, dossier.stack[-1], NOW))
    assert LISTS["gatherings"](Scope(CONTENT, dossier, dossier.stack[-1], NOW)) == []
