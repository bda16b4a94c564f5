"""What comes by itself: check-ins, and a word after Kring was away."""

import time

import pytest

from bot.telegram import upkeep
from tests.fronts.house import House
from tests.fronts.telegram import TelegramFront
from tests.fronts.ways import COMPANY, DOORS, NAMES

HOUR, DAY = 3600, 86_400
LINE = "Er staat iets voor je klaar."
PLANNED = (
    *DOORS, "ik wil hulp bij iets", "verder", "overslaan", "dit helpt mij niet", "niets",
    "dat iemand meegaat", "er is geen haast", "ja, zo is het goed", "verder", "nee",
    "over een maand",
)  # fmt: skip


@pytest.fixture
def house(tmp_path):
    """One of its own for each test: time goes far here."""
    with House(tmp_path) as opened:
        yield opened
        opened.settle()
        opened.assert_clean()


def lines(front):
    """The lines that came by themselves and still stand there."""
    return [one for one in front.phone.from_bot if one.text == LINE]


def planned(house):
    front = TelegramFront(house, *PLANNED)
    assert house.rows()["check_ins"] == 1
    return front


def test_on_the_day_one_neutral_line_comes_and_leads_to_the_question(house):
    front = planned(house)
    house.wait(27 * DAY)
    assert not lines(front)
    house.wait(5 * DAY)
    [line] = lines(front)
    assert line is front.last
    assert line.buttons == ["Verder"]
    front.tap("Verder")
    assert front.place == "request_answer/answered"
    assert not line.buttons
    assert front.with_buttons == [front.last]


def test_verder_tapped_twice_shows_the_question_once(house):
    front = planned(house)
    house.wait(32 * DAY)
    front.tap("Verder", times=2)
    assert front.everything.count("Heeft iemand geantwoord?") == 1


def test_who_types_instead_of_tapping_gets_the_question_as_well(house):
    front = planned(house)
    house.wait(32 * DAY)
    front.type("/start")
    assert front.place == "request_answer/answered"
    assert "Heeft iemand geantwoord?" in front.last.text


def test_in_discreet_mode_an_old_question_gives_way_too(house):
    front = TelegramFront(house, *COMPANY, "iemand kan meelezen", "verder", "ja", *PLANNED[4:])
    question = front.last
    house.wait(32 * DAY)
    front.tap("Verder")
    assert "Heeft iemand geantwoord?" in front.last.text
    assert front.with_buttons == [front.last]
    assert "over hulp" not in question.text


def test_one_reminder_and_then_silence(house):
    front = planned(house)
    for _ in range(60):
        house.wait(DAY)
    assert len(lines(front)) == 2
    calls = len(house.calls_to(front.phone))
    for _ in range(60):
        house.wait(DAY)
    assert len(house.calls_to(front.phone)) == calls


def test_never_in_the_night(house):
    front = planned(house)
    house.wait(27 * DAY)
    shown_at = None
    for _ in range(6 * 24 * 2):
        house.wait(HOUR / 2)
        if lines(front) and shown_at is None:
            shown_at = house.clock()
    assert shown_at is not None
    hour = (shown_at / HOUR + 2) % 24  # summer time in Amsterdam by then
    assert 9 <= hour < 21
    assert len(lines(front)) <= 2


def test_who_cannot_be_reached_gets_none(house):
    front = planned(house)
    front.phone.block()
    front.go_on()
    calls = len(house.calls_to(front.phone))
    house.wait(40 * DAY)
    house.wait(10 * DAY)
    assert len(house.calls_to(front.phone)) == calls


def test_who_erased_everything_gets_none(house):
    front = planned(house)
    front.go("/wissen", "ja, wis alles")
    house.wait(40 * DAY)
    assert not lines(front)
    assert house.rows()["check_ins"] == 0


@pytest.fixture
def awake(tmp_path):
    """A house that notes at once that it lives, so that it is known since when it was away."""
    with House(tmp_path, alive_seconds=0.01) as opened:
        yield opened
        opened.settle()
        opened.assert_clean()


def live_on(house, seconds):
    """Time passes while Kring is there."""
    while seconds > 0:
        house.settle()
        house.clock.advance(min(seconds, 120))
        seconds -= 120
        note_alive(house)


def note_alive(house):
    end = time.monotonic() + 5
    while house.kring.store.last_seen(upkeep.JOB) < int(house.clock()):
        assert time.monotonic() < end, "no sign of life"
        time.sleep(0.005)


def away(house, seconds):
    """Kring stops, and starts again after so long."""
    note_alive(house)
    house.stop_app()
    house.clock.advance(seconds)
    come_back(house)


def come_back(house):
    house.start_app()
    note_alive(house)
    house.do_what_is_due()


def test_after_being_away_one_line_for_who_was_here_just_before(awake):
    early = TelegramFront(awake, *NAMES)
    live_on(awake, 45 * 60)
    here, also = TelegramFront(awake, *NAMES), TelegramFront(awake, *DOORS)
    away(awake, 151 + 60)
    assert len(lines(here)) == len(lines(also)) == 1
    assert not lines(early)
    away(awake, 1_000)
    assert len(lines(here)) == 1
    here.tap("Verder")
    assert here.last.text.endswith("Wie wil je noemen?")


def test_a_short_stop_is_not_spoken_of(awake):
    here = TelegramFront(awake, *NAMES)
    away(awake, 60)
    assert not lines(here)


def test_nothing_is_said_at_night(awake):
    away(awake, 11.5 * HOUR)  # until half past ten in the evening
    here = TelegramFront(awake, *NAMES)
    away(awake, HOUR)
    assert not lines(here)


def test_who_wrote_meanwhile_gets_the_answer_and_no_line(awake):
    here = TelegramFront(awake, *NAMES)
    note_alive(awake)
    awake.stop_app()
    here._look()
    here.phone.say("Quirijn")
    awake.clock.advance(600)
    come_back(awake)
    assert not lines(here)
    assert "Quirijn" in here.last.text


def test_a_tap_that_was_lost_meanwhile_can_be_made_again(awake):
    here = TelegramFront(awake, *NAMES)
    note_alive(awake)
    awake.stop_app()
    question = here.last
    here.phone.tap("Overslaan")
    awake.clock.advance(600)
    come_back(awake)
    assert len(lines(here)) == 1
    here.tap("Overslaan", question.message_id)
    assert here.place == "first_circle/places_home"
