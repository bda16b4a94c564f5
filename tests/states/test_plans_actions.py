"""What becomes of actions: never more than three open, nothing lost, nothing asked too often."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from states.dossier import CHECK_IN, Answer, Dossier, Frame, new_dossier
from states.plans.actions import at_hand, due_actions, open_actions, state_of
from states.plans.charting import plan_chart
from states.plans.effects import EFFECTS
from states.plans.rules import GUARDS, LISTS, VIEWS
from states.scope import Scope
from states.sides import CARE, SELF, put_on
from tests.states.planning import A_DAY, LIBRARY, add_action, named, scope
from tests.talk import MONDAY_MORNING

IDS = [f"e{number}" for number in range(1, 9)]
STEPS = st.one_of(
    st.tuples(st.sampled_from(sorted(EFFECTS)), st.none()),
    st.tuples(st.just("plan_said"), st.sampled_from(["Riet bellen", "naar buiten", " "])),
    st.tuples(st.just("plan_card"), st.sampled_from([[i.id] for i in LIBRARY.ideas] + [["gone"]])),
    st.tuples(st.just("plan_away"), st.lists(st.sampled_from(IDS), max_size=3)),
    st.tuples(st.just("plan_current"), st.lists(st.sampled_from(IDS), max_size=2)),
    st.tuples(st.just("plan_day"), st.integers(20_000, 20_100)),
    st.tuples(st.just("side"), st.sampled_from([SELF, CARE])),
)


def told(dossier: Dossier) -> list[str]:
    """All that was said of what to do, sorted: in actions, and what waits to become one."""
    waiting = [dossier.ego["plan_said"]] if "plan_said" in dossier.ego else []
    made = [e.answers["plan_what"] for e in dossier.entries if "plan_what" in e.answers]
    return sorted(str(one.value) for one in (*waiting, *made))


@given(st.lists(st.tuples(STEPS, st.sampled_from([None, *IDS])), max_size=40))
def test_r23_never_more_than_three_actions_are_open_whatever_is_done(
    walked: list[tuple[tuple[str, object], str | None]],
) -> None:
    """Any effects in any order, on both sides, in and out of a loop; and no words are lost."""
    dossier = new_dossier()
    for (name, value), item in walked:
        entry = dossier.entry(item) if item else None
        here = scope(dossier, at=entry)
        before = told(dossier)
        if name == "side":
            put_on(here.content, dossier, value)  # type: ignore[arg-type]
        elif name == "plan_day":
            for one in open_actions(here):
                here.on(one).write(name, value)  # type: ignore[arg-type]
        elif name in EFFECTS:
            EFFECTS[name](here)
            assert set(before) - {" "} <= set(told(dossier))
        else:
            here.write(name, value)  # type: ignore[arg-type]
        there = scope(dossier)
        assert len(open_actions(there)) <= 3
        assert GUARDS["plan_is_full"](there) == (len(open_actions(there)) == 3)
        for one in dossier.of_kind("action"):
            # Kring does not come back to what is not open.
            assert state_of(there, one) == "open" or "plan_day" not in one.answers
        assert len(plan_chart(there).steps) <= 3


def test_a_fourth_waits_and_begins_when_there_is_room() -> None:
    dossier = new_dossier()
    old = [add_action(dossier, what=word) for word in ("een", "twee", "drie")]
    dossier.ego["plan_said"] = Answer("Riet bellen")
    EFFECTS["begin_own_action"](scope(dossier))
    assert len(dossier.entries) == 3
    assert scope(dossier).value("plan_said") == "Riet bellen"
    assert at_hand(scope(dossier)) is None
    dossier.ego["plan_away"] = Answer([old[1].id])
    EFFECTS["put_actions_away"](scope(dossier))
    EFFECTS["begin_own_action"](scope(dossier))
    assert LISTS["away_actions"](scope(dossier)) == ["e2"]
    assert LISTS["open_actions"](scope(dossier)) == ["e1", "e3", "e4"]
    assert scope(dossier).value("plan_current") == ["e4"]
    assert not {"plan_said", "plan_away"} & dossier.ego.keys()


@pytest.mark.parametrize("effect", ["end_action", "put_this_away", "put_actions_away"])
def test_r26_kring_does_not_come_back_to_what_is_not_open(effect: str) -> None:
    dossier = new_dossier()
    for _ in range(2):
        add_action(dossier, what="x", day=20_100)
    dossier.ego["plan_away"] = Answer(["e2"])
    EFFECTS[effect](scope(dossier, at=dossier.entries[1]))
    assert ["plan_day" in entry.answers for entry in dossier.entries] == [True, False]
    assert LISTS["open_actions"](scope(dossier)) == ["e1"]


def test_what_was_put_away_comes_back_where_there_is_room() -> None:
    dossier = new_dossier()
    for word in ("een", "twee", "drie"):
        add_action(dossier, what=word)
    away = add_action(dossier, "away", what="vier")
    EFFECTS["take_up_action"](scope(dossier, at=away))
    assert LISTS["away_actions"](scope(dossier)) == ["e4"]
    EFFECTS["end_action"](scope(dossier, at=dossier.entries[0]))
    EFFECTS["take_up_action"](scope(dossier, at=away))
    assert LISTS["open_actions"](scope(dossier)) == ["e2", "e3", "e4"]
    assert at_hand(scope(dossier)) == dossier.entry("e4")


def test_r13_what_was_said_in_private_is_so_as_an_action() -> None:
    dossier = named(Anna={})
    dossier.ego["plan_said"] = Answer("Praten met Riet", private=True)
    EFFECTS["begin_own_action"](scope(dossier))
    [entry] = dossier.entries
    assert entry.answers["plan_what"].private
    assert VIEWS["action"](scope(dossier))["what"] == "Praten met Riet"
    assert VIEWS["asking"](scope(dossier))["what"] == ""
    assert not GUARDS["plan_says_something"](scope(dossier))


def test_a_card_becomes_an_action_with_its_title() -> None:
    dossier = new_dossier()
    dossier.ego["plan_card"] = Answer(["quality_nobody", "surroundings_nobody"])
    EFFECTS["begin_card_action"](scope(dossier))
    [entry] = dossier.entries
    assert scope(dossier).on(entry).value("plan_idea") == ["surroundings_nobody"]
    assert VIEWS["action_cards"](scope(dossier))["e1"]["title"] == "ideas/surroundings_nobody"
    assert "plan_card" not in dossier.ego
    assert GUARDS["idea_has_forms"](scope(dossier))
    assert LISTS["idea_forms"](scope(dossier)) == ["by_phone", "park"]
    assert set(VIEWS["form_cards"](scope(dossier))) == {"by_phone", "park"}


def test_a_card_that_is_open_already_is_that_action() -> None:
    dossier = new_dossier()
    for name in ("surroundings_nobody", "quality_nobody"):
        add_action(dossier, what="x", idea=[name])
    dossier.ego["plan_card"] = Answer(["surroundings_nobody"])
    EFFECTS["begin_card_action"](scope(dossier))
    assert len(dossier.entries) == 2
    assert at_hand(scope(dossier)) == dossier.entries[0]


def test_what_a_worker_is_asked_is_done_by_the_worker() -> None:
    dossier = new_dossier()
    dossier.ego["plan_card"] = Answer(["worker_network_nobody"])
    EFFECTS["begin_card_action"](scope(dossier))
    assert VIEWS["action"](scope(dossier))["by"].key == "codebook/plan_by__worker"


@pytest.mark.parametrize("said", [None, "", "   "])
def test_without_words_nothing_begins(said: str | None) -> None:
    dossier = new_dossier()
    dossier.ego["plan_current"] = Answer(["e1"])
    if said is not None:
        dossier.ego["plan_said"] = Answer(said)
    EFFECTS["begin_own_action"](scope(dossier))
    assert not dossier.entries
    assert "plan_current" not in dossier.ego


# Which one is at hand


def test_the_item_of_a_loop_is_at_hand_before_what_was_held() -> None:
    dossier = new_dossier()
    one, two = add_action(dossier, what="een"), add_action(dossier, what="twee")
    dossier.ego["plan_current"] = Answer([two.id, one.id])
    assert at_hand(scope(dossier)) == one
    assert at_hand(scope(dossier, at=two)) == two
    # A plan that is opened from a follow-up is about what was picked in it.
    dossier.stack = [Frame("start", "home", two.id), Frame("help", "x")]
    assert at_hand(scope(dossier)) == one


def test_an_action_that_is_gone_is_not_at_hand() -> None:
    dossier = new_dossier()
    one = add_action(dossier, what="een")
    dossier.ego["plan_current"] = Answer([one.id, "e9"])
    assert at_hand(scope(dossier)) == one
    dossier.entries = []
    assert at_hand(scope(dossier)) is None
    for name in sorted(EFFECTS):
        EFFECTS[name](scope(dossier))
    assert not dossier.entries
    assert VIEWS["action"](scope(dossier))["what"] == ""
    assert VIEWS["asking"](scope(dossier))["names"] == []


# Following up


def gone_through(here: Scope, effects: dict[str, str]) -> list[str]:
    """The items that a loop over `due_actions` comes to, where something is done at each."""
    seen: list[str] = []
    for _ in range(10):
        items = due_actions(here)
        rest = items[items.index(seen[-1]) + 1 :] if seen else items
        if not rest:
            return seen
        seen.append(rest[0])
        here.frame.item = rest[0]
        effect = effects.get(rest[0])
        if effect is not None:
            EFFECTS[effect](scope_at(here))
    raise AssertionError(seen)


def scope_at(here: Scope) -> Scope:
    return Scope.at(here.content, here.dossier, here.frame, here.now)


@given(
    st.lists(st.sampled_from(["open", "done", "away"]), max_size=6),
    st.lists(st.sampled_from([None, "end_action", "put_this_away", "smaller_action"]), max_size=6),
    st.none() | st.lists(st.sampled_from(IDS), unique=True),
)
def test_r24_a_follow_up_comes_to_each_open_action_once_whatever_is_answered(
    made: list[str], done: list[str | None], about: list[str] | None
) -> None:
    dossier = new_dossier()
    for state in made:
        add_action(dossier, state, what="x")
    here = scope(dossier)
    if about is not None:
        here.frame.work[CHECK_IN] = about
    right = [e.id for e, state in zip(dossier.entries, made, strict=True) if state == "open"]
    if about is not None:
        right = [name for name in right if name in about]
    answers = {name: what for name, what in zip(IDS, done, strict=False) if what is not None}
    assert gone_through(here, answers) == right


def test_a_follow_up_does_not_ask_about_what_was_begun_half_way() -> None:
    dossier = new_dossier()
    dossier.session.began = MONDAY_MORNING
    for _ in range(2):
        add_action(dossier, what="x")
    here = scope(dossier)
    here.frame.item = "e2"
    dossier.ego["plan_said"] = Answer("Riet bellen")
    EFFECTS["begin_own_action"](here)
    assert due_actions(here) == ["e1", "e2"]
    EFFECTS["end_action"](scope_at(here))
    assert due_actions(here) == ["e1", "e2"]
    # Where there is nothing else the client may tell of it at once.
    dossier.entries = dossier.entries[2:]
    assert due_actions(scope(dossier)) == due_actions(scope(dossier, at=dossier.entries[0]))
    assert due_actions(scope(dossier)) == ["e3"]


def test_a_check_in_that_is_about_nothing_in_particular_is_about_all() -> None:
    dossier = new_dossier()
    add_action(dossier, what="x")
    here = scope(dossier)
    here.frame.work[CHECK_IN] = True
    assert due_actions(here) == ["e1"]


@pytest.mark.parametrize("kept", ["note_not", "note_done"])
def test_r24_after_three_times_not_it_is_offered_to_let_it_go(kept: str) -> None:
    dossier = new_dossier()
    add_action(dossier, what="x")
    now = MONDAY_MORNING
    for time, expected in enumerate([False, False, True, True], start=1):
        here = scope(dossier, at=dossier.entries[0], now=now)
        EFFECTS["note_not"](here)
        assert GUARDS["not_three_times"](scope(dossier, at=dossier.entries[0])) == expected, time
        now += A_DAY
    EFFECTS[kept](scope(dossier, at=dossier.entries[0], now=now))
    done = kept == "note_done"
    assert GUARDS["not_three_times"](scope(dossier, at=dossier.entries[0])) != done


def test_r24_who_answers_twice_on_one_day_said_it_once() -> None:
    """Going back and answering again is no second time."""
    dossier = new_dossier()
    entry = add_action(dossier, what="x")
    for _ in range(5):
        EFFECTS["note_not"](scope(dossier, at=dossier.entry(entry.id)))
    assert not GUARDS["not_three_times"](scope(dossier, at=entry))
    assert scope(dossier, at=dossier.entry("e1")).value("plan_nots") == 1


def test_too_big_is_gone_through_again_with_all_that_was_said() -> None:
    dossier = new_dossier()
    entry = add_action(dossier, what="x", small="zwaaien", feels="too_big")
    EFFECTS["smaller_action"](scope(dossier, at=entry))
    assert scope(dossier).value("plan_current") == [entry.id]
    there = scope(dossier, at=dossier.entry(entry.id))
    assert there.value("plan_feels") is None
    assert there.value("plan_small") == "zwaaien"
