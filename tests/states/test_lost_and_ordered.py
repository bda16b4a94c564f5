"""What is at hand may be gone; and options that fit come first, in the order of a list."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from states.content import Content
from states.dossier import Answer, Dossier, Frame, new_dossier
from states.engine import current_screen, take_turn
from states.home import home_order
from states.input import Command
from states.scope import Scope
from states.sides import CARE, SELF, put_on, side_of
from states.steps.option_step import ChoiceStep
from tests.talk import content_with

NOW = 1_800_000_000


def somebody(*stack: Frame, actions: int = 0) -> Dossier:
    dossier = new_dossier()
    dossier.ego = {"consent": Answer(value=True), "form": Answer("je"), "company": Answer("alone")}
    for number in range(actions):
        entry = dossier.edit_entry(dossier.add_entry("action", 20_000).id)
        entry.answers = {"plan_state": Answer("open"), "plan_what": Answer(f"stap {number}")}
    dossier.stack = list(stack)
    return dossier


def test_a_step_of_the_plan_that_is_gone_leads_on_to_what_is_there() -> None:
    content = content_with("check_ins")
    stack = (
        Frame("start", "home_plan"),
        Frame("plan", "to_change"),
        Frame("plan_action", "by", "e1"),
    )
    dossier = somebody(*stack, actions=2)
    dossier.ego["plan_current"] = Answer(["e1"])
    assert current_screen(content, dossier, NOW).step == "by"
    dossier.remove_entry("e1")
    turn = take_turn(content, dossier, Command("resume"), NOW)
    assert (turn.screen.dialogue, turn.screen.step) == ("plan", "my_plan")
    assert [entry.id for entry in turn.dossier.entries] == ["e2"]


def test_a_follow_up_on_what_is_gone_goes_on_with_the_next_one() -> None:
    content = content_with("check_ins")
    dossier = somebody(Frame("start", "home_plan"), Frame("plan", "to_tell"), actions=2)
    dossier.stack.append(Frame("plan_follow_up", "learned", "e1"))
    dossier.remove_entry("e1")
    turn = take_turn(content, dossier, Command("resume"), NOW)
    assert turn.screen.dialogue == "plan_follow_up"
    assert turn.dossier.stack[-1].item == "e2"


def test_without_the_carers_part_one_is_oneself_again_and_nothing_is_lost() -> None:
    content = content_with("check_ins")
    dossier = somebody(
        Frame("start", "to_carer"), Frame("carer", "to_me"), Frame("carer_me", "glad")
    )
    dossier.ego["interests"] = Answer("zingen")
    dossier.add_alter("Anna", "free_list", 20_000)
    put_on(content, dossier, CARE)
    dossier.ego["passion"] = Answer("koken")
    gone = {n: c for n, c in content.dialogues.items() if not n.startswith("carer")}
    without = replace(content, dialogues=gone, capabilities=content.capabilities - {"carer"})
    turn = take_turn(without, dossier, Command("resume"), NOW)
    assert turn.screen.dialogue == "start"
    assert turn.dossier.side == SELF == side_of(without, turn.dossier.stack)
    assert [alter.label for alter in turn.dossier.alters] == ["Anna"]
    assert turn.dossier.ego["interests"].value == "zingen"
    assert "passion" not in turn.dossier.ego
    assert turn.dossier.other_side is not None
    assert turn.dossier.other_side.ego["passion"].value == "koken"
    # Where it is there again, all is as it was left.
    back = take_turn(content, turn.dossier, Command("home"), NOW + 5).dossier
    put_on(content, back, CARE)
    assert back.ego["passion"].value == "koken"


def test_a_part_of_it_that_is_gone_leaves_one_on_the_same_side() -> None:
    content = content_with("check_ins")
    dossier = somebody(
        Frame("start", "to_carer"), Frame("carer", "to_me"), Frame("carer_me", "glad")
    )
    put_on(content, dossier, CARE)
    dossier.ego["carer_done"] = Answer(["me"])
    gone = {n: c for n, c in content.dialogues.items() if n != "carer_me"}
    without = replace(content, dialogues=gone, capabilities=content.capabilities - {"carer_me"})
    turn = take_turn(without, dossier, Command("resume"), NOW)
    assert (turn.screen.dialogue, turn.dossier.side) == ("carer", CARE)


# Order


def with_order(content: Content, names: list[str]) -> Content:
    """The shipped content with another order at home."""
    return replace(content, lists={**content.lists, "home_order": lambda _scope: names})


@given(data=st.data())
def test_what_a_list_names_comes_first_and_all_else_keeps_its_order(data: st.DataObject) -> None:
    content = content_with("check_ins", "sharing")
    step = content.dialogues["start"].steps["home"]
    assert isinstance(step, ChoiceStep)
    declared = [option.id for option in step.options]
    first = data.draw(st.lists(st.sampled_from([*declared, "unheard_of"]), unique=True))
    dossier = somebody(Frame("start", "home"))
    scope = Scope.at(with_order(content, first), dossier, dossier.stack[-1], NOW)
    found = [option.id for option in step.in_order(scope)]
    known = [name for name in first if name in declared]
    assert found == [*known, *(name for name in declared if name not in known)]


def test_home_begins_with_what_fits() -> None:
    content = content_with("check_ins")
    for actions, wanted in ((0, "people"), (1, "my_plan")):
        dossier = somebody(Frame("start", "home"), actions=actions)
        if actions:
            dossier.add_alter("Anna", "free_list", 20_000)
        screen = current_screen(content, dossier, NOW)
        offered = [option.id for option in screen.options if option.role == "content"]
        fitting = home_order(Scope.at(content, dossier, dossier.stack[-1], NOW))
        assert offered[0] == wanted
        assert [name for name in fitting if name in offered] == offered[: len(fitting)][
            : len([name for name in fitting if name in offered])
        ]
