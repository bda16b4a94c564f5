"""Who and what is proposed in weeks of walks by anybody: R-10, R-19, R-21, R-23, R-46, R-47.

Who may not be proposed is told once more here, and in another way than the code does
(`tests.states.planning`). A list of people proposes, unless it is named below as one that does not.
"""

from collections.abc import Iterable

from states.dossier import Dossier, decode
from states.pictures.chart import NOT_GOOD
from states.sides import CARE, put_on, sides_there
from states.steps.alters import PickAltersStep
from states.steps.draft import DraftStep
from states.steps.several import CardsStep
from tests.states.judging import on_walks
from tests.states.planning import blocked, never_asked
from tests.states.walking import Moment, named_in, world

TELLING = frozenset({
    "again_gone", "again_closer", "again_tense", "care_helpers", "care_often", "takes_over", "feel",
    "is_child", "listens", "pleasant", "means_something_to", "supports", "ring", "not_good",
    "to_remove", "chosen", "parts_people", "share_unsafe_with",
})  # fmt: skip
"""Variables by which the client tells how somebody is, or whom to look at: nothing is proposed."""

PROPOSING = frozenset({"plan", "plan_action", "ask_for", "plan_follow_up", "think_along"})
"""Dialogues in which whoever is named is somebody to do something with."""

GIVING = frozenset({"means_something_to", "means_to_other", "overgiving", "reciprocity"})
FOR_OTHERS = frozenset({"own_work", "exchange_circle", "volunteer_work", "mean_to"})
"""Ideas, routes, kinds and places by which one does something for others."""

WAYS_FOR_OTHERS = frozenset({"volunteer", "own_work"})

CARE_BLOCK = "care"


def step_of(moment: Moment):
    return world().dialogues[moment.screen.dialogue].steps[moment.screen.step]


def proposes(moment: Moment) -> bool:
    step = step_of(moment)
    return isinstance(step, PickAltersStep) and step.variable not in TELLING


def names_of(dossier: Dossier, ids: Iterable[str]) -> set[str]:
    """Names of these, without those by which somebody else is called too."""
    others = {a.label for a in dossier.alters if a.id not in set(ids)}
    return {a.label for a in dossier.alters if a.id in set(ids)} - others


@on_walks
def test_r_10_nobody_blocked_is_an_option_where_somebody_is_proposed(moment: Moment):
    if not proposes(moment):
        return None
    if step_of(moment).variable == "wish_with":
        return None  # see below: one may wish for more after less
    assert set(moment.ids("alter")).isdisjoint(blocked(moment.dossier))
    return True


@on_walks
def test_r_10_no_more_contact_is_offered_with_who_is_not_good(moment: Moment):
    """With whom it is not good, on either side; who wants less now may want more later."""
    dossier = moment.dossier
    if moment.place == "first_circle/wish_more":
        offered = set(moment.ids("alter"))
    elif moment.place == "tell_more/wish_with":
        more = {"more", "restore"} & set(moment.ids("content"))
        offered = {dossier.stack[-1].item} if more else set()
    else:
        return None
    assert offered.isdisjoint(not_good_anywhere(dossier))
    return True


def not_good_anywhere(dossier: Dossier) -> set[str]:
    found = set()
    for side, there in sides_there(dossier):
        marked = there.ego["not_good"].value if "not_good" in there.ego else []
        for alter in there.alters:
            feel = alter.answers.get("feel")
            value = feel.value if feel is not None and feel.status == "answered" else None
            if value in NOT_GOOD or (value is None and alter.id in (marked or [])):
                found.add(alter.id if side == dossier.side else alter.label.casefold())
    return {a.id for a in dossier.alters if {a.id, a.label.casefold()} & found}


@on_walks
def test_r_10_nobody_blocked_is_named_where_something_is_proposed(moment: Moment):
    """In no draft and in no text of a plan, whenever they were chosen for it."""
    is_draft = isinstance(step_of(moment), DraftStep)
    if not (is_draft or moment.screen.dialogue in PROPOSING):
        return None
    dossier = moment.dossier
    names = names_of(dossier, blocked(dossier))
    # Who asks for help in the care of somebody says for whom it is.
    names -= {a.label for a in dossier.alters if "cared_for" in a.answers}
    assert not named_in(moment.text, names)
    return bool(names) or None


@on_walks
def test_r_10_nobody_blocked_is_asked_for_a_task(moment: Moment):
    """No words to ask with, and no task, in a loop over people."""
    if not {"could_take", "asking_words"} & set(step_of(moment).written()):
        return None
    dossier = moment.dossier
    assert dossier.stack[-1].item not in blocked(dossier) | never_asked(dossier)
    return True


@on_walks
def test_r_47_no_child_is_an_option_for_a_task_or_to_be_asked(moment: Moment):
    """Nor who is cared for, an animal, a place, or somebody who is missed."""
    if not proposes(moment) or step_of(moment).variable == "wish_with":
        return None
    assert set(moment.ids("alter")).isdisjoint(never_asked(moment.dossier))
    return True


@on_walks
def test_r_19_who_said_never_is_not_asked_what_they_give(moment: Moment):
    """On no side, at no later visit, and no idea or route of that sort is shown either."""
    if not said_never(moment.dossier):
        return None
    step = step_of(moment)
    assert not GIVING & set(step.written()), "a question on giving"
    if isinstance(step, CardsStep) or moment.screen.step == "which_places":
        offered = {*moment.ids("content"), *moment.ids("toggle")}
        assert not offered & FOR_OTHERS
    if isinstance(step, CardsStep) and step.cards in ("ideas", "worker_ideas"):
        ideas = [idea for idea in world().ideas.ideas if idea.id in offered]
        assert not {idea.way for idea in ideas} & WAYS_FOR_OTHERS
    return True


@on_walks
def test_r_10_no_mediation_is_shown_to_who_feels_unsafe(moment: Moment):
    """Whether that was said as a client or as a carer (R-11)."""
    sides = [there for _, there in sides_there(moment.dossier)]
    feels = [a.answers.get("feel") for there in sides for a in there.alters]
    told = [there.ego.get("care_safety") for there in sides]
    if not {one.value for one in (*feels, *told) if one} & {"unsafe", "with_someone", "from_me"}:
        return None
    assert "neighbour_mediation" not in moment.ids("content")
    return isinstance(step_of(moment), CardsStep) or None


@on_walks
def test_r_19_never_stays_never(moment: Moment):
    if not said_never(decode(moment.before)):
        return None
    assert said_never(moment.dossier)
    return True


def said_never(dossier: Dossier) -> bool:
    told = dossier.ego.get("reciprocity")
    return told is not None and told.value == "never"


@on_walks
def test_r_21_what_one_gives_can_be_answered_with_nothing(moment: Moment):
    if not (GIVING - {"reciprocity"}) & set(step_of(moment).written()):
        return None
    ids = {one.id for one in moment.screen.options}
    assert ids & {"none", "no"}
    assert "skip" in ids
    return True


@on_walks
def test_r_23_at_most_three_steps_are_open_on_each_side(moment: Moment):
    for _, there in sides_there(moment.dossier):
        states = [one.answers.get("plan_state") for one in there.entries if one.kind == "action"]
        assert sum(state is not None and state.value == "open" for state in states) <= 3
    return moment.screen.dialogue.startswith("plan") or None


@on_walks
def test_r_23_the_simplest_ideas_come_first(moment: Moment):
    step = step_of(moment)
    if not isinstance(step, CardsStep) or step.cards not in ("ideas", "worker_ideas"):
        return None
    ids = list(world().lists[step.cards](moment.scope))
    efforts = [idea.effort for name in ids if (idea := world().ideas.idea(name)) is not None]
    assert efforts == sorted(efforts)
    shown = [name for name in moment.ids("content") if name in ids]
    assert shown == ids or sorted(shown) == sorted(ids)
    on_first = [name for name in (o.id for o in moment.screen.options) if name in ids]
    return len(on_first) or None


@on_walks
def test_r_46_not_much_longer_is_answered_with_relief_and_nothing_is_asked(moment: Moment):
    if moment.given != "not_much_longer":
        return None
    assert moment.place == "carer_relief/relief"
    assert {"respite", "person", "near"} <= set(moment.ids("content"))
    return True


@on_walks
def test_r_46_where_relief_is_nobody_is_named_and_nothing_is_to_be_told(moment: Moment):
    if moment.screen.dialogue != "carer_relief":
        return None
    assert not moment.ids("alter")
    assert not moment.ids("toggle")
    assert moment.screen.text == "no"
    assert not named_in(moment.text, {alter.label for alter in moment.dossier.alters})
    return True


@on_walks
def test_r_46_who_cannot_go_on_is_shown_others_before_their_own_people(moment: Moment):
    """And the plan of a carer never takes the lead: own people are not the first option."""
    dossier = moment.dossier
    put_on(world(), dossier, CARE)
    told = dossier.ego.get("keep_going")
    if told is None or told.value != "not_much_longer":
        return None
    own = {"carer_practical/help_from": "people", "carer_time_off/take_over": "someone"}
    if moment.place not in own:
        return None
    assert moment.ids("content")[0] != own[moment.place]
    return True


@on_walks
def test_r_46_the_first_talk_with_a_carer_asks_for_no_care(moment: Moment):
    if moment.screen.dialogue != "carer_me":
        return None
    variables = world().codebook.variables
    for name in step_of(moment).written():
        assert variables[name].block != CARE_BLOCK
        assert variables[name].list not in ("care_tasks", "tasks_to_give")
    return True
