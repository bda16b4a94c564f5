"""The page for a talk: in it comes nobody with whom contact is not good (R-10, R-13)."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from states.dossier import Answer, Dossier, Frame, new_dossier
from states.getting_ready import GUARDS, talk_company
from states.scope import Scope
from states.screen import TextKey
from tests.talk import MONDAY_MORNING, Talk, real_content

NOT_GOOD = ("not_good", "costs_energy", "makes_worse", "unsafe")


def at(dossier: Dossier) -> Scope:
    """Somebody who gets a talk ready."""
    return Scope(real_content(), dossier, Frame("talk", "page"), MONDAY_MORNING)


def going_with(*names: str) -> Dossier:
    """Somebody who goes with all of these."""
    dossier = new_dossier()
    for name in names:
        dossier.add_alter(name, "free_list", 0)
    ids = [alter.id for alter in dossier.alters]
    dossier.ego = {"talk_along": Answer("known"), "talk_along_who": Answer(ids)}
    return dossier


@given(st.lists(st.sampled_from((None, "good", "mixed", *NOT_GOOD)), min_size=1, max_size=5))
def test_who_is_not_good_is_never_named_though_picked_before(feels: list[str | None]) -> None:
    names = [f"Anna {number}" for number in range(len(feels))]
    dossier = going_with(*names)
    for alter, feel in zip(dossier.alters, feels, strict=True):
        alter.answers = {} if feel is None else {"feel": Answer(feel)}
    fine = [name for name, feel in zip(names, feels, strict=True) if feel not in NOT_GOOD]
    company = talk_company(at(dossier))
    assert company["names"] == fine
    assert company["who"] == TextKey("codebook/talk_along__known")


def test_who_is_gone_is_left_out() -> None:
    dossier = going_with("Anna", "Piet")
    dossier.remove_alter("a1")
    assert talk_company(at(dossier))["names"] == ["Piet"]


@pytest.mark.parametrize(
    ("code", "who"),
    [("supporter", TextKey("codebook/talk_along__supporter")), ("nobody", ""), ("unsure", "")],
)
def test_who_chose_otherwise_later_names_nobody(code: str, who: str | TextKey) -> None:
    dossier = going_with("Anna")
    dossier.ego["talk_along"] = Answer(code)
    assert talk_company(at(dossier)) == {"names": [], "who": who}


@pytest.mark.parametrize("private", ["talk_along", "talk_along_who"])
def test_what_is_private_comes_on_no_page(private: str) -> None:
    dossier = going_with("Anna")
    dossier.ego[private] = Answer(dossier.ego[private].value, private=True)
    assert talk_company(at(dossier))["names"] == []


@pytest.mark.parametrize(
    ("rule", "kind"),
    [("has_independent_supporter", "independent_supporter"), ("has_complaints_desk", "complaints")],
)
def test_a_route_that_an_organisation_does_not_have_is_not_offered(rule: str, kind: str) -> None:
    content = real_content()
    kept = tuple(route for route in content.organisation.routes if route.kind != kind)
    less = content.organisation.model_copy(update={"routes": kept})
    scope = at(new_dossier())
    assert GUARDS[rule](scope)
    without = Scope(replace(content, organisation=less), scope.dossier, scope.frame, MONDAY_MORNING)
    assert not GUARDS[rule](without)


def asked() -> Talk:
    """Somebody who said yes to getting a talk ready."""
    talk = Talk()
    for line in ("ja", "begrepen", "je", "alleen", "ik wil hulp bij iets", "nu niet"):
        talk.say(line)
    for line in ("een gesprek voorbereiden", "ja"):
        talk.say(line)
    assert talk.place == "talk/which"
    return talk


def test_without_any_answer_no_page_is_made_and_nothing_is_kept() -> None:
    talk = asked()
    while talk.place != "talk/nothing":
        assert talk.place != "talk/page"
        talk.tap("skip")
    assert "talk_page" not in talk.dossier.ego
    assert "Dat is goed" in talk.text()


def test_words_in_anger_stay_off_the_page_it_says_so_and_other_words_may_come_on_it() -> None:
    talk = asked()
    talk.tap("skip")
    talk.say("rot op allemaal")
    while talk.place != "talk/page":
        talk.tap("skip")
    assert "rot op" not in talk.text()
    assert "alleen voor jou" in talk.text()
    assert "Wat ik wil zeggen: …" in talk.text(), "never a page of nothing"
    talk.say("Ik ben moe")
    talk.tap("good")
    assert talk.dossier.ego["talk_page"].value == "Ik ben moe"


def test_where_nothing_is_private_no_word_is_said_of_it() -> None:
    talk = asked()
    talk.tap("skip")
    talk.say("Ik ben moe")
    while talk.place != "talk/page":
        talk.tap("skip")
    assert "Ik ben moe" in talk.text()
    assert "alleen voor jou" not in talk.text()
    assert "…" not in talk.text()


def test_throwing_away_leaves_nothing_of_the_talk_and_not_before_a_second_yes() -> None:
    talk = asked()
    while talk.place != "talk/page":
        if talk.screen.text == "words":
            talk.say("mijn woorden")
        else:
            talk.tap(talk.screen.options[0].id)
    talk.say("Mijn eigen blad")
    talk.tap("throw_away")
    assert {"talk_kind", "talk_point_3", "talk_not", "talk_page"} <= talk.dossier.ego.keys()
    talk.tap("throw_away")
    assert talk.place == "talk/thrown_away"
    declared = real_content().codebook.variables
    assert not {name for name in declared if name.startswith("talk_")} & talk.dossier.ego.keys()


@pytest.mark.parametrize(("step", "option"), [("throw_sure", "throw_away"), ("anew", "other")])
def test_each_way_to_throw_away_forgets_all_there_is_of_a_talk(step: str, option: str) -> None:
    content = real_content()
    options = content.dialogues["talk"].steps[step].declared_options()
    (throwing,) = [one for one in options if one.id == option]
    everything = {name for name in content.codebook.variables if name.startswith("talk_")}
    assert set(throwing.forget) == everything
