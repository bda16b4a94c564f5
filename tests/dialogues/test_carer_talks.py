"""The carer's conversations: about the carer first, light at both ends, and help before tips."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogues.checks.paths import path_lengths
from dialogues.checks.walks import Graph, is_question
from dialogues.checks.word_lists import pattern
from states.dossier import Answer, Dossier, Frame, Value, encode, new_dossier
from states.machine import END
from states.scope import Scope
from states.screen import TextKey
from states.sides import CARE, put_on
from states.steps.any_step import AnyStep
from states.steps.draft import DraftStep
from tests.talk import MONDAY_MORNING, Talk, content_with, real_content

CONVERSATIONS = ("carer_me", "carer_listening", "carer_time_off")
OTHERS = ("carer", "carer_again", "carer_relief")
MOST_SCREENS = 20
TALKS = ("me", "care", "listening", "practical", "time_off")
OWN_PEOPLE = ("call_someone", "someone", "people")
"""Options that mean: ask somebody that the carer knows."""


def graph_of(dialogue: str) -> Graph:
    """The graph of a shipped dialogue."""
    return Graph(real_content().dialogues[dialogue])


def questions(graph: Graph) -> dict[str, AnyStep]:
    """The steps that ask something; a card of one's own words is none."""
    steps = graph.steps.items()
    return {n: s for n, s in steps if is_question(s) and not isinstance(s, DraftStep)}


def carer_at(*frames: Frame, **ego: Value) -> Talk:
    """Somebody who stands there on the carer's side, alone, with these answers."""
    dossier = new_dossier()
    put_on(real_content(), dossier, CARE)
    told = {"consent": True, "form": "je", "company": "alone", **ego}
    dossier.ego = {name: Answer(value) for name, value in told.items()}
    dossier.stack = [Frame("start", "to_carer"), *frames]
    return Talk(content_with("check_ins", "sharing"), stored=encode(dossier))


@pytest.mark.parametrize("dialogue", [*CONVERSATIONS, *OTHERS])
def test_no_way_through_is_longer_than_twenty_screens(dialogue: str) -> None:
    longest = path_lengths(real_content())[dialogue].longest
    assert longest.screens <= MOST_SCREENS, " ".join(longest.steps)


def test_the_first_conversation_asks_nothing_on_the_care() -> None:
    variables = real_content().codebook.variables
    for step in graph_of("carer_me").steps.values():
        for name in step.written():
            assert variables[name].subject == "ego", f"{step.id} asks about others"
            assert variables[name].block != "care", f"{step.id} asks about the care: {name}"


def test_it_opens_with_what_the_carer_loves_and_needs() -> None:
    graph = graph_of("carer_me")
    assert graph.rests_after("gate_you") == {"passion", "rest"}
    assert graph.rests_after("passion") == {"happy_needs"}


def test_the_number_is_asked_last_but_for_something_pleasant() -> None:
    for dialogue, number, pleasant in (
        ("carer_me", "life_first", {"glad"}),
        (
            "carer_time_off",
            "life_again",
            {"going_on", "after_a_month", "after_a_quarter", "stays_nice"},
        ),
    ):
        graph = graph_of(dialogue)
        after = graph.reachable(graph.shown[number]) - {END}
        asked = questions(graph).keys() & after
        assert asked == pleasant, f"{dialogue}: after the number comes {sorted(asked)}"
        assert all(graph.steps[name].sensitivity == "L0" for name in asked)


@pytest.mark.parametrize("dialogue", CONVERSATIONS)
def test_the_last_question_is_a_pleasant_one(dialogue: str) -> None:
    graph = graph_of(dialogue)
    asking = questions(graph)
    at_card = {s.id for s in graph.steps.values() if isinstance(s, DraftStep)}
    before = [n for n in asking if at_card & _next_questions(graph, n, {*asking, *at_card})]
    assert before, "nothing is asked before the card"
    for name in before:
        step = asking[name]
        assert (step.kind, step.sensitivity) == ("text", "L0"), f"{name} is asked last"
        assert "none" in {opt_out.id for opt_out in step.opt_outs}, "nothing pleasant is an answer"


def _next_questions(graph: Graph, name: str, wanted: set[str]) -> set[str]:
    """Which of the wanted steps can be shown next after leaving `name`."""
    found: set[str] = set()
    todo, seen = list(graph.shown[name]), {END}
    while todo:
        at = todo.pop()
        if at in seen:
            continue
        seen.add(at)
        if at in wanted:
            found.add(at)
            todo += graph.passed[at]
        else:
            todo += graph.targets(at)
    return found


def _where_words_are_typed() -> Iterator[tuple[str, str]]:
    for dialogue in (*CONVERSATIONS, *OTHERS):
        for step in graph_of(dialogue).steps.values():
            if step.rests and step.needs is None and step.kind in ("text", "choice", "gate", "say"):
                yield dialogue, step.id


@pytest.mark.parametrize(("dialogue", "step"), [*_where_words_are_typed()])
@pytest.mark.parametrize("words", ["ik kan niet meer", "ik trek het niet meer"])
def test_i_cannot_go_on_is_answered_with_support(dialogue: str, step: str, words: str) -> None:
    talk = carer_at(
        Frame(dialogue, step),
        personal_listening="yes",
        guilt="yes",
        chosen_routes=["family_doctor"],
        nice_step="lopen",
        let_go="zingen",
        life_first=4,
        keep_going="not_much_longer",
        expect_of_others="bellen",
    )
    talk.say(words)
    assert [note.key for note in talk.screen.notes][:1] == ["_shared/danger_perhaps"], talk.place
    assert not pattern("ask_more_of_family").search(talk.notes().casefold())


@given(st.sets(st.sampled_from(TALKS)), st.booleans())
def test_the_order_is_the_carers_own_after_the_first(done: set[str], cannot: bool) -> None:
    talk = carer_at(
        Frame("carer", "next_talk"),
        carer_done=sorted(done),
        keep_going="not_much_longer" if cannot else "long",
    )
    there = [*talk.screen.options, *talk.screen.others]
    offered = {option.id for option in there} & set(TALKS)
    assert offered == ({*TALKS} - done if "me" in done else {"me"})
    assert len([o for o in talk.screen.options if o.role == "content"]) <= 3
    # Relief is on the screen itself, not on a further page, whatever was said before.
    talk.tap("relief")
    assert talk.place == "carer_relief/relief"
    assert [o.id for o in talk.screen.options if o.role == "content"] == [
        "respite",
        "person",
        "near",
    ]


def test_people_of_ones_own_never_stand_first() -> None:
    for dialogue in (*CONVERSATIONS, *OTHERS):
        for step in graph_of(dialogue).steps.values():
            options = [option.id for option in step.declared_options()]
            own = [name for name in options if name in OWN_PEOPLE]
            assert not own or options[-1] in own, f"{dialogue}/{step.id}: {options}"


CARDS = (
    ("carer_me", "card__draft"),
    ("carer_listening", "card__draft"),
    ("carer_time_off", "card__draft"),
    ("carer_time_off", "then_and_now"),
    ("carer", "my_cards"),
)


@given(st.data())
def test_what_is_private_or_hidden_is_on_no_card(data: st.DataObject) -> None:
    content = real_content()
    texts = {n: v for n, v in content.codebook.variables.items() if v.type in ("text", "request")}
    ego = {n: v for n, v in texts.items() if v.subject == "ego"}
    kept = data.draw(st.sets(st.sampled_from(sorted(ego))))
    dossier = Dossier(new_dossier().format)
    dossier.ego = {n: Answer(f"<{n}>", private=n in kept) for n in ego}
    said = content.views["said"](
        Scope(content, dossier, Frame("carer", "my_cards"), MONDAY_MORNING)
    )
    for dialogue, block in CARDS:
        text = content.texts.render(TextKey(f"{dialogue}/{block}", {"said": said}), "je")
        for name, variable in ego.items():
            if name in kept or variable.hidden:
                assert f"<{name}>" not in text, f"{name} is in {dialogue}/{block}"


numbers = st.integers(0, 10)


@given(numbers, numbers, numbers, numbers)
def test_the_number_again_is_compared_with_nothing(a: int, b: int, c: int, d: int) -> None:
    assert _after_the_number(a, b) == _after_the_number(c, d)


def _after_the_number(first: int, again: int) -> list[str]:
    """What is on the screens from looking back until the end of the conversation."""
    talk = carer_at(
        Frame("carer", "to_time_off"),
        Frame("carer_time_off", "look_back"),
        life_first=first,
        passion="zingen",
        carer_done=["me"],
    )
    seen = []
    for line in ("het is hetzelfde", "gezien", str(again), "verder", "dat hoeft niet"):
        talk.say(line)
        seen.append(talk.shown())
    assert talk.place == "carer_time_off/after_a_quarter"
    return seen
