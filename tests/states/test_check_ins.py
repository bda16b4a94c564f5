"""Kring comes back on the day that the client chose: to that alone, once, and losing nothing."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from states.check_ins import PlannedCheckIn, chosen, day_variables, planned
from states.days import date_of, local_day
from states.dossier import Answer, Asleep, decode, encode, new_dossier
from states.input import Command, Say, Tap, Unreadable
from states.screen import TextKey
from states.steps.check_in import CheckInStep
from tests.conftest import IS_FULL
from tests.talk import Talk, content_with

DAY = 86_400
TO_DAY = (
    *("ja", "begrepen", "je", "alleen", "ik wil hulp", "verder", "overslaan", "dit helpt mij niet"),
    *("gebeld", "niets gehoord", "dat iemand belt", "overslaan", "ja, zo is het goed", "verder"),
)
"""Up to the question on the companion, after which the day is asked."""


def with_day(*further: str) -> Talk:
    """A client who chose to be asked again in a week."""
    talk = Talk(content_with("check_ins"))
    if not _STORED:
        for line in (*TO_DAY, "nee", "over een week", "verder"):
            talk.say(line)
        assert talk.place == "start/home"
        _STORED.append((talk.stored, talk.now))
    talk.stored, talk.now = _STORED[0]
    talk.give(Command("resume"))
    for line in further:
        talk.say(line)
    return talk


_STORED: list[tuple[bytes, int]] = []


def plans(talk: Talk) -> tuple[PlannedCheckIn, ...]:
    return planned(talk.content, decode(talk.stored))


# The set that the storage gets


def test_nothing_is_planned_before_the_client_chose_a_day() -> None:
    talk = Talk(content_with("check_ins"))
    for line in (*TO_DAY, "nee"):
        talk.say(line)
        assert plans(talk) == ()
    assert talk.place == "help/ask_again"
    talk.say("dat hoeft niet")
    assert plans(talk) == ()


def test_a_chosen_day_is_planned_and_nothing_else_is_told_of_it() -> None:
    """R-17: a name of a dialogue and a day."""
    talk = with_day()
    assert plans(talk) == (PlannedCheckIn(local_day(talk.now) + 7, "request_answer"),)


def test_choosing_again_moves_the_day_and_not_needed_takes_it_away() -> None:
    talk = with_day("hulp bij iets", "nu niet", "hulp bij iets", "verder", "overslaan", "overslaan")
    while talk.place != "help/companion":
        talk.say("dit is genoeg" if talk.place == "help/chosen" else "nu niet")
    talk.say("overslaan")
    assert talk.place == "help/ask_again"
    assert "Eerder zei je: over 7 dagen" in talk.text()
    talk.tap("former")
    assert plans(talk)[0].day == local_day(talk.now) + 7
    talk.say("/terug")
    talk.say("over een maand")
    assert [one.day for one in plans(talk)] == [local_day(talk.now) + 30]
    talk.say("/terug")
    talk.say("dat hoeft niet")
    assert plans(talk) == ()


def test_throwing_the_request_away_takes_its_day_along() -> None:
    talk = with_day()
    dossier = decode(talk.stored)
    dossier.stack[-1].dialogue, dossier.stack[-1].step = "help", "request"
    talk.stored = encode(dossier)
    talk.give(Command("resume"))
    talk.say("gooi het weg")
    assert plans(talk) == ()


def test_an_answer_that_came_needs_no_asking() -> None:
    talk = with_day("mijn vraag om hulp", "ja")
    assert talk.place == "request_answer/good"
    assert plans(talk) == ()


def test_what_is_planned_in_a_locked_conversation_stays_planned() -> None:
    talk = with_day()
    over = new_dossier()
    over.asleep = [Asleep(talk.stored, talk.now)]
    assert planned(talk.content, over) == plans(talk)


def test_a_dialogue_that_is_not_there_is_not_planned() -> None:
    talk = with_day()
    left = {n: d for n, d in talk.content.dialogues.items() if n != "request_answer"}
    talk.content = type(talk.content)(
        **{
            name: getattr(talk.content, name)
            for name in talk.content.__slots__  # type: ignore[attr-defined]
            if name != "dialogues"
        },
        dialogues=left,
    )
    assert plans(talk) == ()
    talk.wait(8 * DAY)
    talk.give(Command("resume"))
    assert talk.place == "start/home"


def test_every_check_in_of_the_content_holds_its_day_in_a_number() -> None:
    content = content_with("check_ins")
    steps = [
        step
        for compiled in content.dialogues.values()
        for step in compiled.steps.values()
        if isinstance(step, CheckInStep)
    ]
    assert {step.variable for step in steps} == day_variables(content)
    assert {"check_in_day", "plan_day", "again_day", "care_month_day"} <= day_variables(content)
    numbers = {n for n, one in content.codebook.variables.items() if one.type == "number"}
    assert day_variables(content) <= numbers


def test_days_do_not_stand_in_the_account_as_numbers() -> None:
    talk = with_day("/alles")
    assert str(local_day(talk.now) + 7) not in talk.text()
    assert "over 7 dagen" in talk.text()


# The day


@pytest.mark.parametrize("command", [Command("resume"), Command("start")])
def test_on_the_day_it_opens_over_the_question_and_its_end_leads_back(command: Command) -> None:
    talk = with_day("/kaart", "/start")
    talk.wait(7 * DAY)
    talk.give(command)
    assert talk.place == "request_answer/answered"
    assert talk.screen.notes == (TextKey("_shared/asked_for"),)
    assert plans(talk) == ()
    talk.tap("skip")
    assert talk.place == "start/home"


def test_a_day_too_early_nothing_opens() -> None:
    talk = with_day()
    talk.wait(6 * DAY)
    talk.give(Command("resume"))
    assert talk.place == "start/home"
    assert plans(talk)


def test_the_day_is_that_of_amsterdam() -> None:
    """At 23:30 UTC in summer it is the next day already."""
    evening = int(datetime(2026, 7, 1, 23, 30, tzinfo=UTC).timestamp())
    assert date_of(local_day(evening)).isoformat() == "2026-07-02"
    assert local_day(0) == 0


def test_who_comes_back_by_an_answer_is_heard_first_and_asked_then() -> None:
    talk = with_day("de mensen om mij heen", "ja")
    assert talk.place == "first_circle/free_list"
    talk.wait(9 * DAY)
    talk.say("Anna")
    assert [alter.label for alter in talk.dossier.alters] == ["Anna"]
    assert talk.place == "request_answer/answered"
    assert "Anna" in talk.notes()
    talk.say("/terug")
    assert talk.place == "first_circle/places_home"


@pytest.mark.parametrize(
    "said",
    [
        Say("help", danger="clear"),
        Say("help", danger="perhaps"),
        Unreadable("photo"),
        Unreadable("edited"),
        Command("stop"),
        Command("delete"),
        Command("hide"),
        Command("help"),
        Command("menu"),
    ],
    ids=repr,
)
def test_it_never_comes_before_danger_or_what_somebody_asks_for(said: Say) -> None:
    talk = with_day()
    talk.wait(8 * DAY)
    talk.give(said)
    assert talk.screen.dialogue != "request_answer"
    assert plans(talk)


def test_in_the_same_visit_only_who_asks_to_go_on_is_asked() -> None:
    talk = with_day()
    talk.wait(7 * DAY)
    talk.give(Command("stop"))
    talk.wait(60)
    talk.tap("resume")
    assert talk.place == "start/home"
    talk.give(Command("resume"))
    assert talk.place == "request_answer/answered"


def test_it_opens_once_and_stays_where_it_was_left() -> None:
    """R-26: never twice; coming back to it is no second time."""
    talk = with_day()
    talk.wait(7 * DAY)
    talk.give(Command("resume"))
    talk.say("nee")
    for line in ("/menu", "/stop", "/alles"):
        talk.say(line)
        talk.wait(3 * DAY)
        talk.give(Command("start"))
        assert talk.place == "request_answer/rungs"
        talk.give(Command("start"))
        assert talk.place == "request_answer/rungs"
    talk.say("/terug")
    talk.say("/terug")
    assert talk.place == "start/home"
    talk.wait(30 * DAY)
    talk.give(Command("start"))
    assert talk.place == "start/home"


def test_who_is_at_it_already_is_not_led_into_it_again() -> None:
    talk = with_day("mijn vraag om hulp")
    talk.wait(8 * DAY)
    talk.give(Command("start"))
    assert talk.place == "request_answer/answered"
    assert plans(talk) == ()
    assert [frame.dialogue for frame in talk.dossier.stack] == ["start", "request_answer"]


def test_toggles_that_were_half_done_are_still_on_afterwards() -> None:
    talk = with_day("hulp bij iets", "verder")
    assert talk.place == "help/needs"
    on = next(o.id for o in talk.screen.options if o.checked is False)
    talk.tap(on)
    talk.wait(8 * DAY)
    talk.give(Command("resume"))
    assert talk.place == "request_answer/answered"
    talk.tap("skip")
    assert talk.place == "help/needs"
    option = talk.screen.option(on)
    assert option is not None
    assert option.checked


def test_one_tap_takes_it_away() -> None:
    talk = with_day("/alles", "gezien")
    assert talk.place == "everything/check_in"
    talk.tap("drop")
    assert plans(talk) == ()
    assert talk.place == "start/home"
    talk.wait(8 * DAY)
    talk.give(Command("resume"))
    assert talk.place == "start/home"


def test_several_days_are_kept_apart_and_opened_one_at_a_time() -> None:
    talk = with_day()
    step = talk.content.dialogues["help"].steps["ask_again"]
    other = step.model_copy(update={"id": "other", "variable": "next_talk_day", "opens": "help"})
    steps = talk.content.dialogues["help"].steps
    compiled = talk.content.dialogues["help"]
    there = compiled.check_ins
    steps["other"] = other  # type: ignore[index]
    object.__setattr__(compiled, "check_ins", (*there, other))
    variables = talk.content.codebook.variables
    variables["next_talk_day"] = variables["check_in_day"]
    try:
        today = local_day(talk.now)
        dossier = decode(talk.stored)
        dossier.ego["next_talk_day"] = Answer(today + 3)
        talk.stored = encode(dossier)
        assert [(one.day - today, one.name) for one in plans(talk)] == [
            (3, "help"),
            (7, "request_answer"),
        ]
        talk.wait(8 * DAY)
        talk.give(Command("resume"))
        assert talk.screen.dialogue == "help"
        talk.give(Command("back"))
        assert [one.name for one in plans(talk)] == ["request_answer"]
        talk.give(Command("resume"))
        assert talk.place == "request_answer/answered"
    finally:
        object.__setattr__(compiled, "check_ins", there)
        del steps["other"]  # type: ignore[attr-defined]
        del variables["next_talk_day"]


@settings(max_examples=300 if IS_FULL else 20, deadline=None)
@given(data=st.data(), days=st.lists(st.integers(0, 9), min_size=1, max_size=6))
def test_whatever_somebody_does_it_comes_at_most_once(data: st.DataObject, days: list[int]) -> None:
    """Random visits: never before the day, never twice, and the question is found again."""
    talk = with_day()
    opened = set()
    for wait in days:
        talk.wait(wait * DAY)
        for _ in range(3):
            before = chosen(talk.content, decode(talk.stored))
            options = [o.id for o in talk.screen.options if o.id not in ("delete", "yes")]
            inputs = [Command(name) for name in ("start", "resume", "back", "stop")]
            taps = [Tap(option, talk.screen.turn) for option in options]
            talk.give(data.draw(st.sampled_from([*inputs, *taps])))
            if TextKey("_shared/asked_for") in talk.screen.notes:
                [one] = set(before) - set(chosen(talk.content, decode(talk.stored)))
                assert one.day <= local_day(talk.now)
                assert one not in opened
                opened.add(one)
