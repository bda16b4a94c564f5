"""What texts, cards and the picture say of a plan, and what is said to somebody who is asked."""

import pytest

from states.dossier import Answer, Frame, decode, encode, new_dossier
from states.pictures.chart import PlanStep
from states.plans.charting import plan_chart
from states.plans.effects import EFFECTS
from states.plans.rules import GUARDS, LISTS, VIEWS
from states.scope import Scope
from tests.states.planning import add_action, named, scope
from tests.talk import MONDAY_MORNING, real_content


def test_smaller_versions_are_those_of_the_idea_without_the_one_there_is() -> None:
    dossier = new_dossier()
    entry = add_action(dossier, what="x", idea=["quality_nobody"])
    assert LISTS["smaller_forms"](scope(dossier, at=entry)) == ["think", "wave"]
    entry.answers["plan_small"] = Answer("ideas/smaller__think")
    assert LISTS["smaller_forms"](scope(dossier, at=entry)) == ["wave"]
    own = add_action(dossier, what="x")
    assert LISTS["smaller_forms"](scope(dossier, at=own)) == ["think"]
    assert LISTS["smaller_forms"](scope(new_dossier())) == []
    assert list(VIEWS["smaller_cards"](scope(dossier))) == ["think", "wave"]


def test_an_action_in_words_and_as_a_picture() -> None:
    dossier = named(Anna={}, Piet={"wish_with": "stop"}, Riet={})
    add_action(
        dossier,
        what="Koffie drinken",
        form="In het buurthuis",
        small="zwaaien",
        by="together",
        when="Dinsdag, na het eten",
        then="bel ik aan",
        words="Heb je zin?",
        with_=["a1", "a2", "a3", "a9"],
    )
    add_action(dossier, what="Naar buiten", by="unheard_of")
    add_action(dossier, "away", what="Later")
    here = scope(dossier)
    first, second = VIEWS["plan"](here)
    assert first["people"] == ["Anna", "Riet"]
    assert first["by"].key == "codebook/plan_by__together"
    assert (second["by"], second["people"], second["small"]) == ("", [], "")
    assert plan_chart(here).steps == (
        PlanStep(
            "Koffie drinken: In het buurthuis",
            "zwaaien",
            "together",
            "Dinsdag, na het eten",
            "bel ik aan",
            ("Anna", "Riet"),
        ),
        PlanStep("Naar buiten"),
    )
    assert plan_chart(scope(new_dossier())).steps == ()


def test_words_to_ask_with_are_about_whoever_is_at_hand() -> None:
    dossier = named(
        Anna={"could_take": ["shopping"]}, Piet={"feel": "unsafe"}, Riet={"could_take": []}
    )
    anna, piet, _ = dossier.alters
    asked = VIEWS["asking"](scope(dossier, at=anna))
    assert (asked["name"], asked["names"]) == ("Anna", ["Anna"])
    assert [label.key for label in asked["tasks"]] == ["codebook/could_take__shopping"]
    assert VIEWS["asking"](scope(dossier, at=piet))["name"] == ""
    gathering = dossier.add_entry("gathering", 20_000)
    gathering.answers["gathering_with"] = Answer(["a1", "a2", "a3"])
    gathering.answers["gathering_about"] = Answer("De verhuizing")
    asked = VIEWS["asking"](scope(dossier, at=gathering))
    assert (asked["names"], asked["what"]) == (["Anna", "Riet"], "De verhuizing")
    gathering.answers["gathering_about"] = Answer("Ruzie met Piet")
    assert VIEWS["asking"](scope(dossier, at=gathering))["what"] == ""
    thought = dossier.add_entry("thought", 20_000)
    assert VIEWS["asking"](scope(dossier, at=thought))["names"] == []


@pytest.mark.parametrize(
    ("state", "answers", "tells"),
    [
        ("open", {"what": "x"}, True),
        ("done", {"what": "x"}, False),
        ("away", {"what": "x"}, False),
        ("open", {"feels": "fine"}, False),
    ],
)
def test_a_summary_of_the_plan_is_there_where_it_tells_something(
    state: str, answers: dict[str, str], tells: bool
) -> None:
    dossier = new_dossier()
    assert not GUARDS["plan_says_something"](scope(dossier))
    add_action(dossier, state, **answers)
    assert GUARDS["plan_says_something"](scope(dossier)) == tells
    dossier.ego["nice_step"] = Answer("Een uur lezen")
    assert GUARDS["plan_says_something"](scope(dossier))


def test_r22_words_typed_instead_of_a_draft_are_offered_a_kind_no() -> None:
    dossier = new_dossier()
    entry = add_action(dossier, what="x", words="Hallo. Nee is ook goed.")
    here = scope(dossier, at=entry)
    assert not GUARDS["words_are_own"](here), "made of a draft, which says so already"
    here.on(entry).write("plan_words", "Kom je?", own=True)
    assert GUARDS["words_are_own"](here)
    EFFECTS["reopen_words"](here)
    assert not GUARDS["words_are_own"](here), "or the draft with the kind no is not shown"
    assert VIEWS["action"](here)["words"] == "Kom je?"


def test_who_does_it_is_clear_only_of_what_a_worker_is_asked_for() -> None:
    dossier = new_dossier()
    own = add_action(dossier, what="x", by="worker")
    card = add_action(dossier, what="x", idea=["quality_nobody"])
    asks = add_action(dossier, what="y", idea=["bridge_builder_anybody"])
    clear = [GUARDS["worker_does_it"](scope(dossier, at=one)) for one in (own, card, asks)]
    assert clear == [False, False, True]


@pytest.mark.parametrize("said", ["yes", "never"])
def test_r19_no_form_is_something_for_others_for_who_never_wants_to_be_asked(said: str) -> None:
    content = real_content()
    for idea in content.ideas.ideas:
        dossier = new_dossier()
        dossier.ego["reciprocity"] = Answer(said)
        entry = add_action(dossier, what="x", idea=[idea.id])
        here = Scope.at(content, dossier, Frame("plan", "form", entry.id), MONDAY_MORNING)
        forms = LISTS["idea_forms"](here)
        roles = {form.id for form in idea.forms if "role" in form.tags}
        assert set(forms) == {form.id for form in idea.forms} - (
            roles if said == "never" else set()
        )


def test_all_that_content_may_name_works_for_somebody_who_said_nothing() -> None:
    empty = scope(new_dossier())
    for rule in GUARDS.values():
        assert rule(empty) is False
    assert {name: list(rule(empty)) for name, rule in LISTS.items()} == {
        **{name: [] for name in LISTS},
        "ideas": ["surroundings_nobody", "quality_nobody", "volunteer_nobody"],
        "worker_ideas": ["worker_network_nobody"],
    }
    for view in VIEWS.values():
        view(empty)
    for effect in EFFECTS.values():
        effect(empty)
    assert not empty.dossier.entries


def test_a_plan_survives_being_written_and_read() -> None:
    dossier = new_dossier()
    add_action(dossier, what="x", idea=["quality_nobody"])
    again = decode(encode(dossier))
    assert VIEWS["plan"](scope(again)) == VIEWS["plan"](scope(dossier))
