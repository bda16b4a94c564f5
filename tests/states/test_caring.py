"""The map of care, whom a task may be proposed to, and what comes over from the own circle."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from states.caring.charting import EGO, care_chart, care_for_others
from states.caring.own_circle import bring_over, other_side_labels, other_side_names
from states.caring.rules import care_says_something
from states.caring.tasks import may_take_task
from states.caring.words import care_words
from states.dossier import Alter, Answer, Dossier, Frame, decode, encode, new_dossier
from states.effects import EFFECTS
from states.harm import is_blocked
from states.input import Tap
from states.pictures.chart import APART, Chart
from states.pictures.charting import CHARTS
from states.scope import Scope
from states.screen import TextKey
from states.sides import CARE, SELF, put_on, seen_from
from states.steps.alters import PickAltersStep
from states.steps.bring_over import BringOverStep
from tests.talk import MONDAY_MORNING, real_content

NAMES = ("Anna", "anna", "Piet", "Riet", "Henk", "Daan", "de buurvrouw")
"""Few, so that some are named twice and on both sides."""

KINDS = ("person", "group", "volunteer", *APART)
TASKS = ("company", "shopping", "cooking", "papers", "odd_jobs", "driving", "body_care", "other")
PROPOSED = ("asked_people", "take_over_with", "listening_with")

flags = st.fixed_dictionaries(
    {},
    optional={
        "kind": st.sampled_from(KINDS),
        "is_child": st.booleans(),
        "cared_for": st.booleans(),
        "listens": st.booleans(),
        "takes_over": st.booleans(),
        "care_tasks": st.lists(st.sampled_from(TASKS), unique=True),
        "care_often": st.sampled_from(("daily", "weekly", "monthly", "sometimes")),
        "together": st.just("<geheim>"),
    },
)
blocks: st.SearchStrategy[dict[str, Any]] = st.sampled_from((
    *({}, {}, {}, {"feel": "good"}, {"wish_with": "more"}, {"do_not_contact": False}),
    *({"feel": "unsafe"}, {"feel": "costs_energy"}),
    *({"wish_with": "less"}, {"do_not_contact": True}),
))  # fmt: skip
"""Half of these are no reason to propose nothing."""


def scope(dossier: Dossier, place: tuple[str, str] = ("carer_care", "care_text")) -> Scope:
    """A scope at a step of a dialogue with a carer."""
    return Scope(real_content(), dossier, Frame(*place), MONDAY_MORNING)


def name(dossier: Dossier, label: str, *, private: bool = False, **about: Any) -> Alter:
    """Somebody on the side on which the dossier is."""
    alter = dossier.add_alter(label, "helper_names", 20_000)
    told = {n: Answer(value, private=private) for n, value in about.items()}
    alter.answers.update(told)
    return alter


def carer(**ego: Any) -> Dossier:
    """A dossier on the side of the carer."""
    dossier = new_dossier()
    put_on(real_content(), dossier, CARE)
    dossier.ego.update({n: Answer(value) for n, value in ego.items()})
    return dossier


@st.composite
def both_sides(draw: st.DrawFn) -> Dossier:
    """Anybody's own circle and people of the care, with some names on both sides."""
    dossier = new_dossier()
    for side in (SELF, CARE):
        put_on(real_content(), dossier, side)
        for label in draw(st.lists(st.sampled_from(NAMES), max_size=4)):
            private = draw(st.integers(0, 5)) == 5
            name(dossier, label, private=private, **draw(flags), **draw(blocks))
    if draw(st.booleans()):
        dossier.ego["care_mine"] = Answer(draw(st.lists(st.sampled_from(TASKS), unique=True)))
    dossier.ego["tasks"] = Answer(list(TASKS))
    return dossier


def is_said(alter: Alter, flag: str) -> bool:
    answer = alter.answers.get(flag)
    return answer is not None and answer.value is True


@given(both_sides())
def test_a_task_is_never_proposed_to_a_child_who_is_cared_for_or_who_is_blocked(
    dossier: Dossier,
) -> None:
    """R-47, R-10: whatever was said, at whichever question and on whichever side."""
    here = scope(dossier)
    there = here.content.dialogues
    lists = [
        step.ids(scope(dossier, (dialogue, step.id)))
        for dialogue, compiled in there.items()
        for step in compiled.steps.values()
        if isinstance(step, PickAltersStep) and step.variable in PROPOSED
    ]
    assert len(lists) == len(PROPOSED)
    for alter in dossier.alters:
        never = _is_never_asked(dossier, alter)
        assert may_take_task(here.of(alter)) is not never
        assert all((alter.id in ids) is not never for ids in lists)


def _is_never_asked(dossier: Dossier, alter: Alter) -> bool:
    """Written down once more, by looking at everybody with the same name."""
    own = scope(dossier)
    sides = ((side, seen_from(own, side)) for side in (SELF, CARE))
    same = [(there, one) for _, there in sides for one in there.dossier.alters
            if one.label.casefold() == alter.label.casefold()]  # fmt: skip
    kind = alter.answers.get("kind")
    return (
        any(is_said(one, "is_child") or is_said(one, "cared_for") for _, one in same)
        or any(is_blocked(there, one) for there, one in same)
        or (kind is not None and kind.value in APART)
    )


@given(both_sides())
def test_who_became_a_child_after_being_picked_gets_no_sentence(dossier: Dossier) -> None:
    """R-47: the loop over those who were picked before asks again whether it may."""
    steps = real_content().dialogues["carer_practical"].steps
    for alter in dossier.alters:
        for flag in ("is_child", "cared_for"):
            there = scope(dossier, ("carer_practical", "could_take")).of(alter)
            alter.answers[flag] = Answer(value=True)
            assert not steps["could_take"].is_open(there)
            assert not steps["asking_words"].is_open(there)


@given(both_sides())
def test_what_is_proposed_to_ask_lets_the_other_say_no(dossier: Dossier) -> None:
    """R-22: for everybody, with any tasks or none."""
    place = ("carer_practical", "asking_words")
    step = real_content().dialogues[place[0]].steps[place[1]]
    for alter in dossier.alters:
        for tasks in (None, ["shopping"], ["other"], list(TASKS)):
            alter.answers["could_take"] = Answer(tasks, "answered" if tasks else "skipped")
            (body,) = step.show(scope(dossier, place).of(alter)).body
            assert "Nee zeggen mag." in body.values["draft"]


# Bringing over


@given(both_sides(), st.data())
def test_a_name_and_its_kind_come_over_and_nothing_else(
    dossier: Dossier, data: st.DataObject
) -> None:
    offered = other_side_names(scope(dossier))
    hidden = {a.id: a for a in (dossier.other_side.alters if dossier.other_side else [])}
    chosen = data.draw(st.lists(st.sampled_from([*hidden, "a999"]), unique=True))
    before = encode(dossier)
    there = len(dossier.alters)
    labels = bring_over(scope(dossier), chosen, "bring_over")
    came = dossier.alters[there:]
    assert [alter.label for alter in came] == labels
    wanted = {hidden[i].label.casefold() for i in chosen if i in offered}
    assert sorted(label.casefold() for label in labels) == sorted(wanted)
    for alter in came:
        assert alter.prompts == ["bring_over"]
        assert set(alter.answers) <= {"kind"}
        same = [a for a in hidden.values() if a.label.casefold() == alter.label.casefold()]
        kinds = {str(a.answers["kind"].value) for a in same if "kind" in a.answers}
        assert {str(answer.value) for answer in alter.answers.values()} <= kinds
    # The other side is as it was, and its people keep ids of their own.
    assert decode(before).other_side == decode(encode(dossier)).other_side
    assert len({a.id for a in dossier.alters} | hidden.keys()) == len(dossier.alters) + len(hidden)


@given(both_sides())
def test_nobody_is_offered_who_is_blocked_or_here_already(dossier: Dossier) -> None:
    """R-10: on the own side too."""
    here = scope(dossier)
    there = seen_from(here, SELF)
    for alter_id in other_side_names(here):
        alter = there.dossier.alter(alter_id)
        assert alter is not None
        assert not is_blocked(there, alter)
        assert there.of(alter).value("kind") not in APART
        assert alter.label.casefold() not in {a.label.casefold() for a in dossier.alters}


def own_circle() -> Dossier:
    dossier = new_dossier()
    name(dossier, "Anna", kind="person", together="<geheim>", supports=True)
    name(dossier, "Remco", feel="unsafe")
    name(dossier, "Bobby", kind="pet")
    put_on(real_content(), dossier, CARE)
    return dossier


def test_the_step_names_only_who_was_tapped() -> None:
    dossier = own_circle()
    here = scope(dossier, ("carer_care", "bring_over"))
    step = here.content.dialogues["carer_care"].steps["bring_over"]
    assert isinstance(step, BringOverStep)
    assert step.ids(here) == ("a1",)
    assert [option.checked for option in step.show(here).options[:1]] == [False]
    step.accept(here, Tap("done"))
    assert dossier.alters == []
    step.accept(here, Tap("a1"))
    step.accept(here, Tap("done"))
    assert [alter.label for alter in dossier.alters] == ["Anna"]
    assert dossier.ego["brought_over"].value == ["a1"]
    assert not step.is_open(here), "who came over is offered once more"
    assert other_side_labels(here)["a2"] == {"title": "Remco"}


def test_without_an_own_circle_there_is_nobody_to_bring() -> None:
    here = scope(carer(), ("carer_care", "bring_over"))
    assert not here.content.dialogues["carer_care"].steps["bring_over"].is_open(here)
    assert other_side_labels(here) == {}
    assert bring_over(here, ["a1"], "bring_over") == []


# The map of care


def facts(chart: Chart) -> list[tuple[object, ...]]:
    """What the picture tells of each, with labels as a reader sees them."""
    return [
        (
            p.label
            if p.kind == "person"
            else f"{p.label} ({said(f'_shared/value_kind_{p.kind}')})",
            p.cared_for,
            [said(f"codebook/care_tasks__{code}") for code in p.tasks],
            said(f"codebook/care_often__{p.often}") if p.often else None,
            p.listens,
            p.takes_over,
        )
        for p in chart.people
    ]


def said(key: str, form: str = "je") -> str:
    return real_content().texts.render(TextKey(key), form)


def read_back(text: str) -> list[tuple[object, ...]]:
    """The same facts, as they stand in the text."""
    often = {said(f"codebook/care_often__{c}") for c in ("daily", "weekly", "monthly", "sometimes")}
    tasks = [said(f"codebook/care_tasks__{code}") for code in TASKS]
    found: list[tuple[object, ...]] = []
    for paragraph in text.split("\n\n")[1:-1]:
        head, *lines = paragraph.split("\n")
        told = [line.removeprefix("- ") for line in lines]
        found.append((
            head.removesuffix(": hier zorg ik voor"),
            head.endswith(": hier zorg ik voor"),
            [task for line in told for task in tasks if task in line.split(", ")],
            next((line for line in told if line in often), None),
            "Luistert naar mij" in told,
            "Neemt de zorg soms over" in told,
        ))  # fmt: skip
    return found


@given(both_sides(), st.sampled_from(("je", "u")))
def test_the_words_tell_what_the_picture_shows(dossier: Dossier, form: str) -> None:
    """R-45: read back from the text as a client sees it."""
    here = scope(dossier)
    chart = CHARTS["care"](here)
    step = here.content.dialogues["carer_care"].steps["care_text"]
    (body,) = step.show(here).body
    text = here.content.texts.render(body, form)
    if chart.people:
        assert read_back(text) == facts(chart)
    else:
        assert "Er staan geen namen op." in text


@given(both_sides())
def test_everybody_of_whom_care_was_told_is_in_it_once_and_the_carer_first(
    dossier: Dossier,
) -> None:
    chart = care_chart(scope(dossier))
    mine = dossier.ego.get("care_mine")
    ids = [person.id for person in chart.people]
    assert (EGO in ids) == (mine is not None and bool(mine.value))
    assert ids[1:] == [a.id for a in dossier.alters] if EGO in ids else True
    assert len(ids) == len(set(ids))
    assert chart.view == "care"
    assert not any(person.not_good for person in chart.people)


def test_who_only_listens_or_was_only_named_as_a_helper_is_in_it() -> None:
    dossier = carer()
    name(dossier, "Riet", listens=True).prompts = ["listens_new"]
    name(dossier, "Els")
    name(dossier, "Kees").prompts = ["people_new"]
    name(dossier, "Bo", cared_for=False).prompts = ["people_new"]
    assert [person.label for person in care_chart(scope(dossier)).people] == ["Riet", "Els"]


@given(both_sides())
def test_for_other_eyes_there_is_nothing_private_and_nobody_who_is_not_good(
    dossier: Dossier,
) -> None:
    """R-13: nor as a gap in the numbers."""
    here = scope(dossier)
    chart = care_for_others(here, {alter.id: alter.label for alter in dossier.alters})
    people = [person for person in chart.people if person.id != EGO]
    assert [person.id for person in people] == [f"p{n}" for n in range(1, len(people) + 1)]
    bad = ("not_good", "costs_energy", "unsafe")
    fine = [
        alter
        for alter in dossier.alters
        if not is_said(alter, "do_not_contact")
        and (alter.answers.get("feel") or Answer()).value not in bad
    ]
    assert len(people) == len(fine)
    for person, alter in zip(people, fine, strict=True):
        told = {n: a.value for n, a in alter.answers.items() if not a.private}
        tasks = told.get("care_tasks")
        assert set(person.tasks) == set(tasks if isinstance(tasks, list) else ())
        assert person.listens is told.get("listens", False)
        assert person.often == told.get("care_often")


@pytest.mark.parametrize("value", ["unheard_of", 7, True, ["friend"], None])
def test_an_answer_that_the_codebook_does_not_know_leaves_nobody_out(value: object) -> None:
    """A dossier may be of another release."""
    dossier = carer(care_mine=value)
    names = ("kind", "ring", "quadrant", "care_tasks", "care_often", "listens", "cared_for")
    unknown: dict[str, Any] = dict.fromkeys(names, value)
    name(dossier, "Anna", **unknown)
    assert [person.label for person in care_chart(scope(dossier)).people] == ["Anna"]
    care_words(care_chart(scope(dossier)))


@pytest.mark.parametrize(
    ("ego", "about", "says"),
    [
        ({}, {}, True),  # named as somebody who helps
        ({"heavy": ["sleep"]}, None, True),
        ({"heavy": []}, None, False),
        ({"care_safety": "from_me"}, None, False),
        ({}, None, False),
        ({}, {"feel": "unsafe", "care_tasks": ["cooking"]}, False),
    ],
)
def test_the_part_on_care_is_offered_where_it_says_something(
    ego: dict[str, Any], about: dict[str, Any] | None, *, says: bool
) -> None:
    dossier = carer(**ego)
    if about is not None:
        name(dossier, "Riet", **about)
    assert care_says_something(scope(dossier)) is says


def test_what_is_private_is_no_part_on_care() -> None:
    dossier = carer()
    dossier.ego["heavy"] = Answer(["sleep"], private=True)
    assert not care_says_something(scope(dossier))


# Of whom it is asked what they do


@given(
    st.lists(flags, max_size=7), st.none() | st.lists(st.integers(1, 7), unique=True, max_size=3)
)
def test_of_three_everybody_is_asked_about_and_of_more_only_who_was_picked(
    people: list[dict[str, Any]], picked: list[int] | None
) -> None:
    dossier = carer() if picked is None else carer(care_helpers=[f"a{one}" for one in picked])
    for number, about in enumerate(people):
        name(dossier, NAMES[number], **about)
    here = scope(dossier)
    asked = here.content.lists["helpers_asked"](here)
    there = [a.id for a in dossier.alters if _may_be_meant(a)]
    assert set(asked) <= set(there)
    assert len(asked) <= 3
    assert here.content.guards["many_helpers"](here) == (len(there) > 3)
    if len(there) <= 3:
        assert asked == there
    elif picked is not None:
        assert asked == [f"a{one}" for one in picked if f"a{one}" in there]
    step = here.content.dialogues["carer_care"].steps["care_helpers"]
    assert isinstance(step, PickAltersStep)
    assert list(step.ids(here)) == there, "who can be picked is who is asked about where few are"
    assert step.is_open(here) == (len(there) > 3)


def _may_be_meant(alter: Alter) -> bool:
    kind = alter.answers.get("kind")
    return not is_said(alter, "cared_for") and (kind is None or kind.value not in APART)


def test_one_more_name_while_it_is_asked_leaves_out_nobody_who_was_there() -> None:
    dossier = carer()
    for label in ("Anna", "Piet", "Riet"):
        name(dossier, label)
    before = scope(dossier).content.lists["helpers_asked"](scope(dossier))
    name(dossier, "Daan")
    assert scope(dossier).content.lists["helpers_asked"](scope(dossier)) == before
    dossier.ego["care_helpers"] = Answer(None, "skipped")
    assert scope(dossier).content.lists["helpers_asked"](scope(dossier)) == []


# Effects and routes


@pytest.mark.parametrize("talk", ["me", "care", "listening", "practical", "time_off"])
def test_a_conversation_that_was_had_is_noted_once(talk: str) -> None:
    dossier = carer(carer_done=["me"])
    for _ in range(2):
        EFFECTS[f"note_talk_{talk}"](scope(dossier))
    assert dossier.ego["carer_done"].value == list(dict.fromkeys(["me", talk]))


def test_who_is_unsafe_stays_away_whatever_is_said_later() -> None:
    dossier = carer()
    name(dossier, "Riet", feel="unsafe")
    name(dossier, "Els", feel="good")
    EFFECTS["keep_away"](scope(dossier))
    assert is_said(dossier.alters[0], "do_not_contact")
    assert "do_not_contact" not in dossier.alters[1].answers
    dossier.alters[0].answers["feel"] = Answer("good")
    assert is_blocked(scope(dossier), dossier.alters[0])


def test_time_off_is_there_for_carers_and_comes_first_where_it_cannot_go_on() -> None:
    """R-46."""
    here = scope(carer())
    lists, kinds = here.content.lists, {r.id: r.kind for r in here.content.organisation.routes}
    assert kinds[lists["respite_routes"](here)[0]] == "respite"
    assert kinds[lists["task_routes"](here)[0]] == "volunteer"
    worn_out = scope(carer(keep_going="not_much_longer"))
    assert kinds[lists["task_routes"](worn_out)[0]] == "respite"
    assert "respite" not in {kinds[name] for name in lists["routes"](scope(new_dossier()))}
    assert "respite" in {kinds[name] for name in lists["routes"](here)}
    in_own_words = scope(carer(keep_going_words="een paar weken", relief_offered=True))
    assert kinds[lists["task_routes"](in_own_words)[0]] == "respite"
    later = scope(carer(keep_going="long", relief_offered=True))
    assert kinds[lists["task_routes"](later)[0]] == "volunteer", "what was tapped since counts"
    seen = scope(carer(chosen_routes=[lists["respite_routes"](here)[0]]))
    assert lists["respite_routes"](seen)[-1] == lists["respite_routes"](here)[0]


def test_every_route_of_a_list_for_carers_is_there() -> None:
    here = scope(carer())
    known = {route.id for route in here.content.organisation.routes}
    for name_ in ("respite_routes", "person_routes", "listening_routes", "task_routes"):
        found = here.content.lists[name_](here)
        assert found
        assert set(found) <= known
        assert len(found) == len(set(found))


def test_nothing_in_the_repr_of_a_map_of_care() -> None:
    dossier = carer(care_mine=["cooking"])
    name(dossier, "Riet", care_tasks=["shopping"])
    assert not re.search("Riet|shopping|cooking", repr(care_chart(scope(dossier))))
