"""What is said, planned and promised in weeks of walks by anybody.

R-17, R-18, R-20, R-22, R-24 to R-27 and R-29, on each screen as it was read.
"""

import dataclasses
import re
from typing import get_type_hints

from dialogues.checks.word_lists import found_in
from states.check_ins import PlannedCheckIn, chosen, planned
from states.days import local_day
from states.dossier import SIDE, Dossier, Value, decode
from states.pictures.chart import Chart, Person
from states.screen import TextKey
from states.sides import SELF
from states.steps.check_in import CheckInStep
from states.steps.draft import DraftStep
from tests.states.judging import on_walks
from tests.states.test_rules_of_people import step_of
from tests.states.walking import Moment, named_in, world

WAITING = {"je": "Er staat iets voor je klaar.", "u": "Er staat iets voor u klaar."}


# What comes by itself, and when


@on_walks
def test_r_17_what_is_planned_holds_a_day_and_a_dialogue_and_nothing_else(moment: Moment):
    there = planned(world(), moment.dossier)
    for one in there:
        assert dataclasses.asdict(one) == {"day": one.day, "name": one.name}
        assert type(one.day) is int
        assert one.name in world().dialogues
    assert {field.name for field in dataclasses.fields(PlannedCheckIn)} == {"day", "name"}
    return bool(there) or None


@on_walks
def test_r_17_what_waits_is_said_in_one_neutral_line(moment: Moment):
    """Whatever was told, and by whatever name."""
    line = world().texts.render(TextKey("_shared/waiting"), moment.form)
    assert line == WAITING[moment.form]
    assert not found_in("topics", line)
    assert not named_in(line, {alter.label for alter in moment.dossier.alters})
    return True


@on_walks
def test_r_26_what_was_opened_on_its_day_is_not_planned_any_more(moment: Moment):
    """So it comes once, and is silent then, whether it is answered or not."""
    if moment.given != "waited" or not moment.is_check_in:
        return None
    opened, was_open = _asked_now(moment.dossier), _asked_now(decode(moment.before))
    if opened == was_open:
        return None
    today = local_day(moment.now)
    assert opened <= _due(decode(moment.before), today)
    assert not opened & _due(moment.dossier, today)
    return True


def _asked_now(dossier: Dossier) -> set[tuple[str, Value]]:
    return {(f.dialogue, f.work.get(SIDE, SELF)) for f in dossier.stack if f.is_check_in}


def _due(dossier: Dossier, today: int) -> set[tuple[str, Value]]:
    return {(one.opens, one.side) for one in chosen(world(), dossier) if one.day <= today}


@on_walks
def test_r_29_a_day_that_is_promised_is_planned(moment: Moment):
    dialogue, _, name = moment.came_from.partition("/")
    step = world().dialogues[dialogue].steps[name]
    if not isinstance(step, CheckInStep) or moment.given not in step.days:
        return None
    day = local_day(moment.now) + step.days[moment.given]
    assert PlannedCheckIn(day, step.opens) in planned(world(), moment.dossier)
    return True


@on_walks
def test_r_29_no_day_is_planned_that_the_client_did_not_choose(moment: Moment):
    """A new one comes from a screen that asks for a day, and from nothing else."""
    new = set(planned(world(), moment.dossier)) - set(planned(world(), decode(moment.before)))
    dialogue, _, name = moment.came_from.partition("/")
    asked = isinstance(world().dialogues[dialogue].steps[name], CheckInStep)
    back = moment.given == "former"
    assert not new or (asked and not back)
    return bool(new) or None


@on_walks
def test_r_29_where_a_route_is_told_its_limit_is_told_too(moment: Moment):
    routes = [
        route
        for route in world().organisation.routes
        if _plain(route.how.in_form(moment.form)) in _plain(moment.body)
    ]
    for route in routes:
        assert _plain(route.cannot.in_form(moment.form)) in _plain(moment.body)
    return bool(routes) or None


def _plain(text: str) -> str:
    return " ".join(text.split())


# Words


@on_walks
def test_r_18_no_screen_speaks_of_a_debt(moment: Moment):
    assert not found_in("debt", moment.text)
    return True


@on_walks
def test_r_27_no_screen_promises_or_diagnoses(moment: Moment):
    assert not found_in("promises_of_effect", moment.text)
    return True


@on_walks
def test_r_29_no_screen_promises_time_that_nobody_can_keep(moment: Moment):
    for phrase in found_in("time_promises", moment.text):
        line = next(one for one in re.split(r"[.\n]", moment.text) if phrase.lower() in one.lower())
        assert re.search(r"\b(niet|niets|niemand|nooit|geen)\b", line), phrase
    return True


@on_walks
def test_r_24_no_answer_on_a_step_is_met_with_disappointment_or_praise(moment: Moment):
    if not moment.came_from.startswith(("plan_follow_up/", "carer_")):
        return None
    said = "\n".join((*moment.notes, moment.body))
    assert not found_in("disappointed", said)
    assert "!" not in said
    return True


@on_walks
def test_r_25_no_change_is_coloured(moment: Moment):
    if moment.screen.dialogue not in ("again", "carer_time_off"):
        return None
    assert not found_in("valence", moment.text)
    return True


@on_walks
def test_r_22_who_is_asked_can_say_no_easily(moment: Moment):
    """In each draft by which a person is asked something; who writes own words decides it."""
    step = step_of(moment)
    if not isinstance(step, DraftStep) or _is_for_an_office(step):
        return None
    answer = moment.scope.answer(step.variable)
    if answer is not None and answer.own and moment.screen.step != "room":
        return None
    draft = str(moment.screen.body[0].values["draft"])
    is_own = answer is not None and answer.own
    assert is_own or found_in("easy_no", draft)
    return True


def _is_for_an_office(step: DraftStep) -> bool:
    """A request, or a card for oneself: kept of ego, and of no person."""
    variable = world().codebook.variables[step.variable]
    return (variable.subject, variable.type) == ("ego", "request")


# Giving and getting


def test_r_20_nothing_that_is_drawn_or_kept_weighs_giving_against_getting():
    names = {*world().codebook.variables, *Person.__struct_fields__, *Chart.__struct_fields__}
    assert not [name for name in names if found_in("netting", name)]
    assert not {int, float} & set(get_type_hints(Person).values())


@on_walks
def test_r_20_no_line_tells_what_comes_in_and_what_goes_out(moment: Moment):
    lines = moment.body.splitlines()
    gives = [line for line in lines if re.search(r"\bbetekent? iets voor\b|iets beteken", line)]
    for line in gives:
        assert not re.search(
            r"\ber voor (?:jou|u|mij)\b|\bsteunt\b|ondersteun", line, re.IGNORECASE
        )
        assert not re.search(r"\d", line)
    return bool(gives) or None
