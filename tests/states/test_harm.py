"""Contacts that are not good: decided in one place, and never lost on the way (R-10, R-13)."""

import pytest

from states.circle import marks_view
from states.dossier import Answer, Dossier, new_dossier
from states.effects import merge
from states.harm import is_blocked, may_be_shown
from states.pictures.charting import CHARTS, circle_for_others
from states.scope import Scope
from states.summaries import list_document, summary_document
from tests.states.test_summaries import chose, is_there, words_of
from tests.states.test_views import scope
from tests.talk import MONDAY_MORNING, Talk, content_with


def two(first: dict[str, Answer], second: dict[str, Answer]) -> Dossier:
    """Two alters that are to become one, and a third."""
    dossier = new_dossier()
    for answers in (first, second, {}):
        dossier.add_alter("Anna", "free_list", 0)
        dossier.alters[-1].answers = dict(answers)
    dossier.ego["groups"] = Answer(["a2+a3"])
    return dossier


def merged(dossier: Dossier) -> Dossier:
    """After the client said that the first two are one."""
    talk = Talk()
    frame = talk.dossier.stack[-1]
    frame.item = "a1+a2"
    merge(Scope(talk.content, dossier, frame, MONDAY_MORNING))
    return dossier


@pytest.mark.parametrize("feel", [None, "not_good", "unsafe"])
def test_who_was_tapped_as_not_good_is_so_also_where_no_more_was_said(feel: str | None) -> None:
    dossier = chose("Anna", "Remco", names="names")
    dossier.ego["not_good"] = Answer(["a2"])
    if feel is not None:
        scope(dossier).of(dossier.alters[1]).write("feel", feel)
    assert is_blocked(scope(dossier), dossier.alters[1])
    assert not may_be_shown(scope(dossier), dossier.alters[1])
    assert not is_there("Remco", words_of(summary_document(scope(dossier))))
    assert [mark["name"] for mark in marks_view(scope(dossier))] == ["Remco"]
    private = CHARTS["ecogram_private"](scope(dossier))
    assert [person.not_good for person in private.people] == [False, True]


@pytest.mark.parametrize("feel", ["good", "mixed"])
def test_what_was_said_later_counts(feel: str) -> None:
    dossier = chose("Anna", "Remco", names="names")
    dossier.ego["not_good"] = Answer(["a2"])
    scope(dossier).of(dossier.alters[1]).write("feel", feel)
    assert may_be_shown(scope(dossier), dossier.alters[1])


def test_nobody_who_is_not_good_is_offered_for_more_contact_or_to_be_shown() -> None:
    """Walked through, with the question how it feels left out."""
    talk = Talk(content_with("pictures"))
    told = talk.dossier
    for name in ("Anna", "Piet", "Remco"):
        told.add_alter(name, "free_list", 0)
    told.ego["not_good"] = Answer(["a3"])
    here = Scope(talk.content, told, told.stack[-1], MONDAY_MORNING)
    steps = talk.content.dialogues
    wish, people = steps["first_circle"].steps["wish_more"], steps["choose"].steps["people"]
    assert wish.ids(here) == people.ids(here) == ("a1", "a2")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"feel": Answer(None, "skipped")}, {"feel": Answer("costs_energy")}),
        ({"feel": Answer("good")}, {"feel": Answer("costs_energy")}),
        ({"feel": Answer("mixed")}, {"feel": Answer("unsafe")}),
        ({"wish_with": Answer("more")}, {"wish_with": Answer("stop")}),
        ({"together": Answer("x")}, {"together": Answer("y", private=True)}),
        ({}, {"do_not_contact": Answer(value=True)}),
    ],
)
@pytest.mark.parametrize("is_turned", [False, True])
def test_two_that_become_one_are_as_safe_as_before(
    first: dict[str, Answer], second: dict[str, Answer], is_turned: bool
) -> None:
    dossier = merged(two(second, first) if is_turned else two(first, second))
    assert is_blocked(scope(dossier), dossier.alters[0])
    assert len(dossier.alters) == 2


def test_two_that_become_one_keep_an_answer_before_none_and_their_groups() -> None:
    dossier = merged(two({"ring": Answer(None, "skipped")}, {"ring": Answer("friend")}))
    assert dossier.alters[0].answers["ring"].value == "friend"
    assert dossier.ego["groups"].value == ["a1+a3"]


def test_a_group_shows_nothing_of_those_who_are_left_out() -> None:
    """Two groups that differ in somebody hidden would stand there twice."""
    dossier = chose("Anna", "Piet", "Riet", "Kees", names="names", parts=("map",))
    dossier.ego["parts_people"] = Answer(["a1", "a2"])
    dossier.ego["groups"] = Answer(["a1+a2+a3", "a2+a1+a4", "a1+a2", "a1+a3"])
    last = summary_document(scope(dossier)).blocks[-1]
    assert words_of(last.heading) == ["Wie elkaar kennen"]
    assert [words_of(line) for line in last.lines] == [["Anna en Piet"]]


def test_ids_in_a_picture_for_others_do_not_tell_how_many_were_named() -> None:
    dossier = chose(*"ABCDEFG", names="names")
    chart = circle_for_others(scope(dossier), {"a3": "C", "a7": "G"})
    assert [person.id for person in chart.people] == ["p1", "p2"]


@pytest.mark.parametrize("value", ["unheard_of", 7, True, ["friend"], None])
def test_an_answer_that_the_codebook_does_not_know_leaves_nobody_out(value: object) -> None:
    """A dossier may be of another release."""
    dossier = chose("Anna", names="names")
    for name in ("kind", "ring", "quadrant", "frequency", "gets", "feel"):
        dossier.alters[0].answers[name] = Answer(value)  # type: ignore[arg-type]
    for view in ("circle", "ecogram", "ecogram_private"):
        assert [person.label for person in CHARTS[view](scope(dossier)).people] == ["Anna"]
    for document in (list_document(scope(dossier)), summary_document(scope(dossier))):
        assert is_there("Anna", words_of(document))
