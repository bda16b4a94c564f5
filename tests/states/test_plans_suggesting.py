"""With whom something is proposed (nobody blocked, no child), and which idea comes first."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from states.conditions import Condition
from states.dossier import Answer, Dossier, new_dossier
from states.plans.ideas import STRENGTHEN, WIDEN, Idea, IdeaLibrary
from states.plans.rules import GUARDS, LISTS, VIEWS
from states.plans.suggesting import candidates, fitting_ideas, may_be_asked, worker_ideas
from states.sides import CARE, SELF, put_on
from tests.states.planning import (
    LIBRARY,
    add_action,
    blocked,
    dossiers,
    named,
    never_asked,
    scope,
)

WAYS = (*STRENGTHEN, *WIDEN)


def fits(dossier: Dossier, alter_id: str, people: str) -> bool:
    """What each sort of people says, once more."""
    alter = dossier.alter(alter_id)
    assert alter is not None
    said = {name: one.value for name, one in alter.answers.items() if one.status == "answered"}
    wanted = said.get("wish_with") in ("more", "restore")
    return {
        "anybody": True,
        "nobody": False,
        "faded": wanted or said.get("frequency") in ("rarely", "not_now"),
        "liked": said.get("pleasant") is True or said.get("ring") in ("friend", "acquaintance"),
        "close": said.get("ring") == "very_close" or said.get("supports") is True,
    }[people]


@given(dossiers())
def test_r10_r47_nobody_blocked_and_no_child_is_ever_proposed(dossier: Dossier) -> None:
    """Over every function that proposes somebody, on the side of oneself and of a carer."""
    never = never_asked(dossier)
    here = scope(dossier)
    assert {a.id for a in dossier.alters if not may_be_asked(here, a)} == never
    for idea in LIBRARY.ideas:
        found = candidates(here, idea)
        assert never.isdisjoint(found)
        alters = [alter.id for alter in dossier.alters]
        right = [name for name in alters if name not in never and fits(dossier, name, idea.people)]
        assert list(found) == right


@given(dossiers(), st.sampled_from([None, *LIBRARY.ideas]))
def test_r10_r47_no_guard_lets_a_blocked_alter_or_a_child_onto_a_list(
    dossier: Dossier, idea: Idea | None
) -> None:
    """What a pick of alters in a plan goes by, for own words too."""
    entry = add_action(dossier, what="x", idea=[] if idea is None else [idea.id])
    here = scope(dossier, at=entry)
    never = never_asked(dossier)
    for alter in dossier.alters:
        there = here.of(alter)
        may = alter.id not in never
        assert GUARDS["may_be_asked"](there) == may
        is_fit = idea is None or fits(dossier, alter.id, idea.people)
        assert GUARDS["fits_idea"](there) == (may and is_fit)


def test_without_somebody_at_hand_there_is_nobody_to_propose() -> None:
    assert not GUARDS["fits_idea"](scope(named(Anna={})))
    assert not GUARDS["may_be_asked"](scope(named(Anna={})))


@given(dossiers())
def test_r10_r47_an_idea_with_people_is_there_only_where_somebody_is_left(dossier: Dossier) -> None:
    never = never_asked(dossier)
    left = [alter.id for alter in dossier.alters if alter.id not in never]
    here = scope(dossier)
    shown = {idea.id for idea in (*fitting_ideas(here), *worker_ideas(here))}
    for idea in LIBRARY.ideas:
        needs_nobody = idea.people == "nobody"
        somebody = any(fits(dossier, name, idea.people) for name in left)
        assert (idea.id in shown) == (needs_nobody or somebody)


@given(dossiers())
def test_r10_r47_nobody_blocked_and_no_child_is_named_in_words_to_ask_with(
    dossier: Dossier,
) -> None:
    """The action and the gathering may be of before somebody was marked."""
    everybody = [alter.id for alter in dossier.alters]
    never = never_asked(dossier)
    right = [alter.label for alter in dossier.alters if alter.id not in never]
    action = add_action(dossier, what="Samen eten", with_=everybody)
    gathering = dossier.add_entry("gathering", 20_000)
    gathering.answers["gathering_with"] = Answer(everybody)
    for entry in (action, gathering):
        assert VIEWS["asking"](scope(dossier, at=entry))["names"] == right
    for alter in dossier.alters:
        names = VIEWS["asking"](scope(dossier, at=alter))["names"]
        assert names == ([] if alter.id in never else [alter.label])


@given(dossiers())
def test_r10_a_follow_up_names_nobody_with_whom_contact_became_blocked(dossier: Dossier) -> None:
    """The action stays, as it is the client's own."""
    everybody = [alter.id for alter in dossier.alters]
    entry = add_action(dossier, what="Samen eten", with_=everybody)
    never = blocked(dossier)
    right = [alter.label for alter in dossier.alters if alter.id not in never]
    here = scope(dossier, at=entry)
    assert VIEWS["action"](here)["people"] == right
    assert [one["people"] for one in VIEWS["plan"](here)] == [right]
    assert LISTS["open_actions"](here) == [entry.id]


def test_r47_a_child_named_as_a_carer_is_a_child_as_oneself_too() -> None:
    here = scope(named(Daan={"pleasant": True}))
    dossier = here.dossier
    put_on(here.content, dossier, CARE)
    dossier.add_alter("DAAN", "free_list", 20_000).answers["is_child"] = Answer(value=True)
    put_on(here.content, dossier, SELF)
    assert not may_be_asked(scope(dossier), dossier.alters[0])


# The order


@st.composite
def libraries(draw: st.DrawFn) -> IdeaLibrary:
    """Any ideas, in any order."""
    ideas = [
        Idea(
            id=f"i{number}",
            way=draw(st.sampled_from(WAYS)),
            by=draw(st.sampled_from(["client", "worker"])),
            sources=("S2-30",),
            effort=draw(st.sampled_from([1, 2, 3])),
            people=draw(st.sampled_from(["nobody", "anybody", "faded"])),
            likes=tuple(draw(st.lists(st.sampled_from(["Muz", "zing", "tuin"]), max_size=2))),
        )
        for number in range(draw(st.integers(0, 12)))
    ]
    return IdeaLibrary(format=1, version=1, ideas=tuple(ideas))


@given(dossiers(), libraries())
def test_r23_the_simplest_idea_comes_first_for_whoever_it_is(
    dossier: Dossier, library: IdeaLibrary
) -> None:
    """Then what the client likes, then strengthen before widen, then the order of the file."""
    said = " ".join(
        str(dossier.ego[name].value).casefold()
        for name in ("interests", "talents", "passion")
        if name in dossier.ego
    ).split()
    here = scope(dossier)
    here = type(here)(replace(here.content, ideas=library), dossier, here.frame, here.now)
    for shown in (fitting_ideas(here), worker_ideas(here)):
        keys = [
            (
                idea.effort,
                not any(word.startswith(like.casefold()) for like in idea.likes for word in said),
                idea.way in WIDEN,
                library.ideas.index(idea),
            )
            for idea in shown
        ]
        assert keys == sorted(keys)
    assert {i.by for i in fitting_ideas(here)} <= {"client"}
    assert {i.by for i in worker_ideas(here)} <= {"worker"}


def test_the_order_as_one_reads_it() -> None:
    dossier = named(Anna={"wish_with": "more", "ring": "friend"}, Piet={"supports": True})
    dossier.ego["interests"] = Answer("Ik hou van MUZIEK en zingen.")
    assert [idea.id for idea in fitting_ideas(scope(dossier))] == [
        "revive_faded",
        "surroundings_nobody",
        "shared_interest_liked",
        "through_others_anybody",
        "quality_nobody",
        "closeness_close",
        "volunteer_nobody",
    ]


def test_what_somebody_likes_is_heard_in_roles_too() -> None:
    """The label of a role holds the words; here every text is its key."""
    idea = LIBRARY.ideas[0].model_copy(update={"id": "late", "likes": ("codeboo",)})
    library = IdeaLibrary(format=1, version=1, ideas=(LIBRARY.ideas[0], idea))
    dossier = new_dossier()
    here = scope(dossier)
    here = type(here)(replace(here.content, ideas=library), dossier, here.frame, here.now)
    assert LISTS["ideas"](here) == ["volunteer_nobody", "late"]
    dossier.ego["roles_now"] = Answer(["neighbour", "unheard_of"])
    assert LISTS["ideas"](here) == ["late", "volunteer_nobody"]


@pytest.mark.parametrize("state", ["open", "away", "done"])
def test_an_idea_that_is_open_is_not_shown_again(state: str) -> None:
    dossier = new_dossier()
    add_action(dossier, state, what="x", idea=["surroundings_nobody"])
    shown = LISTS["ideas"](scope(dossier))
    assert ("surroundings_nobody" in shown) == (state != "open")


def test_an_idea_is_shown_to_whom_its_condition_says() -> None:
    idea = LIBRARY.ideas[1].model_copy(update={"when": Condition(answered="interests")})
    dossier = new_dossier()
    here = scope(dossier)
    library = IdeaLibrary(format=1, version=1, ideas=(idea,))
    here = type(here)(replace(here.content, ideas=library), dossier, here.frame, here.now)
    assert LISTS["ideas"](here) == []
    dossier.ego["interests"] = Answer("vissen")
    assert LISTS["ideas"](here) == ["surroundings_nobody"]


def test_all_nineteen_ways_are_there_once() -> None:
    """S2-29, S2-30."""
    assert (len(STRENGTHEN), len(WIDEN)) == (7, 12)
    assert len(set(WAYS)) == 19
