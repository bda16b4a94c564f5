"""The place to come back to: what it says and offers first follows from what was said.

Nothing follows from how many people there are (R-05), and "nobody" is a full answer (R-02, R-04).
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from states.dossier import Answer, Dossier, Frame, Value, new_dossier
from states.home import LISTS, VIEWS
from states.scope import Scope
from tests.states.planning import add_action, named
from tests.talk import MONDAY_MORNING, real_content

A_DAY = 86_400
TODAY = MONDAY_MORNING // A_DAY

SOME_SEE = ("code_waits", "now_alone", "where_i_was")
"""First for everybody, as far as they are there."""


def at_home(dossier: Dossier, days: int = 0) -> Scope:
    """Somebody at the home screen, some days later."""
    now = MONDAY_MORNING + days * A_DAY
    return Scope.at(real_content(), dossier, Frame("start", "home"), now)


def offered(dossier: Dossier, days: int = 0) -> list[str]:
    """What comes first, without what is first for everybody."""
    first = LISTS["home_order"](at_home(dossier, days))
    return [name for name in first if name not in SOME_SEE]


def said(dossier: Dossier) -> list[str]:
    """The progress words, by the last part of their key."""
    return [line.key.rpartition("progress_")[2] for line in VIEWS["progress"](at_home(dossier))]


def who_told(**answers: Value) -> Dossier:
    """Somebody who told this, after the opening."""
    dossier = new_dossier()
    dossier.ego = {"form": Answer("u"), "company": Answer("alone")}
    dossier.ego |= {name: Answer(value) for name, value in answers.items()}
    return dossier


def test_who_is_new_begins_with_the_people() -> None:
    assert offered(who_told())[0] == "people"
    assert said(who_told()) == []


def test_r02_who_said_nobody_is_not_asked_for_people_first_and_did_not_just_begin() -> None:
    dossier = who_told(nobody=True)
    assert "people" not in offered(dossier)
    assert offered(dossier) == ["help", "small_step", "questions"]
    assert said(dossier) == ["told"]


@pytest.mark.parametrize("told", [{"interests": "vissen"}, {"roles_now": ["maker"]}])
def test_who_told_anything_is_not_at_the_beginning(told: dict[str, Value]) -> None:
    assert said(who_told(**told)) == ["told"]


@given(st.integers(1, 20))
def test_r05_r07_neither_words_nor_order_depend_on_how_many_people_there_are(count: int) -> None:
    dossier, one = who_told(), who_told()
    for number in range(count):
        dossier.add_alter(f"Piet {number}", "free_list", TODAY)
    one.add_alter("Anna", "free_list", TODAY)
    assert (offered(dossier), said(dossier)) == (offered(one), said(one))
    assert said(one) == ["circle"]


def test_a_plan_comes_first_and_after_weeks_what_changed() -> None:
    dossier = named(Anna={})
    dossier.alters[0].day = TODAY
    assert offered(dossier) == ["my_circle", "small_step"]
    add_action(dossier, what="Anna bellen")
    assert offered(dossier)[:2] == ["my_plan", "my_circle"]
    assert offered(dossier, days=30)[:2] == ["my_plan", "again"]
    assert said(dossier) == ["plan", "circle"]
