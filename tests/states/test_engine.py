"""What the engine does with one input, on the real content."""

import pytest

from states.answering import SESSION_GAP
from states.dossier import decode, encode, new_dossier
from states.engine import take_turn
from states.errors import DossierInvalid
from states.input import Command, Say, Tap, Unreadable
from states.walk import HISTORY_LIMIT
from tests.talk import Talk

OPENING = ("ja", "begrepen", "je", "alleen")
TO_NAMES = (*OPENING, "de mensen om mij heen", "ja")


def talk_to(*lines: str) -> Talk:
    """A client who said these lines."""
    talk = Talk()
    for line in lines:
        talk.say(line)
    return talk


def test_a_turn_leaves_the_given_dossier_as_it_was() -> None:
    talk = talk_to(*TO_NAMES)
    given = decode(talk.stored)
    take_turn(talk.content, given, Say("Anna"), talk.now)
    assert encode(given) == talk.stored


def test_the_turn_number_grows_and_is_never_below_the_clock() -> None:
    talk = talk_to(*OPENING)
    before = talk.screen.turn
    talk.tap("people")
    assert talk.screen.turn > before
    assert talk.screen.turn >= talk.now - 15


@pytest.mark.parametrize("line", ["/waarom", "/hulp"])
def test_why_and_help_keep_question_and_turn_number(line: str) -> None:
    talk = talk_to(*TO_NAMES)
    place, turn = talk.place, talk.screen.turn
    talk.say(line)
    assert (talk.place, talk.screen.turn) == (place, turn)
    assert talk.notes()


def test_help_names_the_three_numbers_that_always_stand_there() -> None:
    talk = talk_to("/hulp")
    assert all(number in talk.text() for number in ("112", "113", "0800-2000"))


@pytest.mark.parametrize("line", ["/menu", "/stop", "/later", "/kaart", "/alles", "/wissen"])
def test_a_universal_command_comes_back_to_the_same_question(line: str) -> None:
    talk = talk_to(*TO_NAMES)
    place = talk.place
    talk.say(line)
    assert talk.place != place
    talk.say("/start")
    assert talk.place == place


def test_half_done_toggles_survive_an_interruption() -> None:
    talk = talk_to(*TO_NAMES, "Anna, Piet", *["niemand"] * 4, "ja", "Anna")
    assert talk.place == "first_circle/ring_close"
    talk.say("/menu")
    talk.say("terug naar de vraag")
    assert [o.checked for o in talk.screen.options if o.role == "alter"] == [True, False]


def test_back_shows_the_former_answer_and_keeping_it_goes_the_same_way() -> None:
    talk = talk_to(*OPENING)
    talk.say("/terug")
    assert talk.place == "start/company"
    assert "Ik ben alleen" in talk.text()
    talk.tap("former")
    assert talk.place == "start/doors"
    assert talk.dossier.ego["company"].value == "alone"


def test_back_at_the_very_start_is_no_error() -> None:
    talk = Talk()
    talk.say("/terug")
    assert talk.place == "start/welcome"


def test_an_old_button_changes_nothing_and_is_answered_kindly() -> None:
    talk = talk_to(*OPENING)
    old = talk.screen.turn
    talk.tap("people")
    before = talk.dossier.alters, talk.place
    talk.give(Tap("help", old))
    assert (talk.dossier.alters, talk.place) == before
    assert "eerdere vraag" in talk.notes()


def test_the_same_tap_twice_has_one_effect() -> None:
    talk = talk_to(*OPENING)
    tap = Tap("people", talk.screen.turn)
    talk.give(tap)
    place = talk.place
    talk.give(tap)
    assert talk.place == place


def test_a_question_is_asked_again_twice_and_then_left_kindly() -> None:
    talk = talk_to("ja", "begrepen", "je")
    places = []
    for _ in range(3):
        talk.say("xqzt")
        places.append(talk.place)
    assert places == ["start/company", "start/company", "start/doors"]
    assert talk.dossier.ego["company"].status == "skipped"


def test_a_photo_is_answered_and_never_more_than_twice_asked_again() -> None:
    talk = talk_to("ja", "begrepen", "je")
    for _ in range(3):
        talk.give(Unreadable("photo"))
    assert talk.place == "start/doors"


def test_leaving_a_question_unread_never_says_nobody_for_the_client() -> None:
    """R-02: three lines that were not understood are not "ik heb niemand"."""
    talk = talk_to(*OPENING)
    for _ in range(3):
        talk.say("xqzt")
    assert "nobody" not in talk.dossier.ego


def test_typed_nobody_is_a_full_answer_on_a_names_question() -> None:
    talk = talk_to(*TO_NAMES, "ik heb echt niemand")
    assert talk.place == "nobody/heard"
    assert talk.dossier.ego["nobody"].value is True


def test_anger_is_answered_once_and_loses_nothing() -> None:
    """R-40."""
    talk = talk_to(*TO_NAMES, "flikker op met je netwerk")
    assert "boos" in talk.notes()
    assert talk.place == "first_circle/free_list"
    talk.say("rot op man")
    assert "boos" not in talk.notes()
    talk.say("Anna")
    assert [alter.label for alter in talk.dossier.alters] == ["Anna"]


def test_clear_danger_gives_the_numbers_at_once_and_the_question_waits() -> None:
    """R-14."""
    talk = talk_to(*TO_NAMES, "ik wil dood")
    assert talk.place == "safety/safety"
    assert all(number in talk.text() for number in ("112", "113", "0800-2000"))
    talk.tap("go_on")
    assert talk.place == "first_circle/free_list"


def test_danger_inside_an_answer_keeps_the_answer_and_keeps_it_private() -> None:
    talk = talk_to(*OPENING, "ik wil hulp", "verder", "overslaan", "dit helpt mij niet")
    assert talk.place == "help/tried"
    talk.say("ik wil dood, ik heb de gemeente al drie keer gebeld")
    assert talk.place == "safety/safety"
    kept = talk.dossier.ego["tried"]
    assert kept.value == "ik wil dood, ik heb de gemeente al drie keer gebeld"
    assert kept.private


def test_the_first_words_of_all_may_be_a_cry_for_help() -> None:
    talk = Talk()
    talk.stored = encode(new_dossier())
    talk.give(Say("ik wil dood", danger="clear"))
    assert talk.place == "safety/safety"


def test_a_typed_age_below_the_minimum_gets_the_children_line() -> None:
    talk = talk_to(*OPENING, "ik ben 13 jaar")
    assert "0800-0432" in talk.notes()


def test_private_marks_the_answer_and_the_summary_leaves_it_out() -> None:
    """R-13."""
    talk = talk_to(*OPENING, "ik heb niemand", "1", "vertellen", "overslaan")
    assert talk.place == "nobody/obstacles"
    talk.tap("private")
    talk.tap("fear")
    talk.tap("done")
    assert talk.dossier.ego["obstacles"].private


def test_after_a_silence_a_new_visit_begins_and_the_question_stands() -> None:
    talk = talk_to(*TO_NAMES)
    talk.wait(SESSION_GAP + 60)
    talk.give(Command("start"))
    assert talk.place == "first_circle/free_list"
    assert "verder" in talk.notes()


def test_erasing_is_confirmed_without_a_list_and_starts_anew() -> None:
    """R-16."""
    talk = talk_to(*TO_NAMES, "Anna", "/wissen")
    assert "Anna" not in talk.shown()
    talk.tap("yes")
    assert talk.turn.erase
    talk.say("hallo")
    assert talk.place == "start/welcome"


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b'{"format":1,"turn":"x"}', b"\xff"])
def test_damaged_bytes_are_named_without_their_content(data: bytes) -> None:
    with pytest.raises(DossierInvalid) as caught:
        decode(data)
    assert caught.value.code == "dossier_damaged"
    assert str(caught.value) == "dossier_damaged"


def test_a_dossier_of_a_later_program_is_refused() -> None:
    with pytest.raises(DossierInvalid, match="dossier_newer"):
        decode(b'{"format":99}')


def test_nothing_of_a_client_is_in_a_repr() -> None:
    talk = talk_to(*TO_NAMES, "Anna")
    shown = repr((talk.turn, talk.dossier, talk.screen, Say("Anna"), talk.dossier.alters))
    assert "Anna" not in shown


def test_toggles_survive_going_back_and_forth() -> None:
    talk = talk_to(*TO_NAMES, "Anna, Piet", *["niemand"] * 4, "ja", "Anna")
    assert talk.place == "first_circle/ring_close"
    talk.say("/terug")
    talk.say("ja")
    assert talk.place == "first_circle/ring_close"
    assert [o.checked for o in talk.screen.options if o.role == "alter"] == [True, False]


def test_what_is_typed_for_another_page_is_switched_on_and_said() -> None:
    talk = talk_to(*OPENING, "ik wil hulp", "verder")
    assert talk.place == "help/needs"
    for _ in range(2):
        talk.say("naar buiten gaan")
        assert "Naar buiten gaan" in talk.notes()
    talk.say("klaar")
    assert talk.dossier.ego["help_needs"].value == ["going_out"]


def test_two_with_one_name_can_be_told_apart() -> None:
    lines = (*TO_NAMES, "Anna, Anna", *["niemand"] * 4, "twee mensen", "ja")
    talk = talk_to(*lines)
    assert talk.place == "first_circle/ring_close"
    assert talk.labels()[:2] == ["Anna (1)", "Anna (2)"]
    talk.say("Anna")
    assert "meer dan" in talk.notes()


def test_removing_one_removes_no_other() -> None:
    talk = talk_to(*TO_NAMES, "Anna, Piet, Riet", *["niemand"] * 4, "iemand eraf", "Piet", "klaar")
    assert talk.place == "first_circle/remove_sure"
    assert "Piet" in talk.text()
    assert "Anna" not in talk.text()
    talk.say("ja, haal weg")
    assert [alter.label for alter in talk.dossier.alters] == ["Anna", "Riet"]


@pytest.mark.parametrize("line", ["hulp", "stop", "terug"])
def test_a_bare_command_is_no_name(line: str) -> None:
    talk = talk_to(*TO_NAMES, line)
    assert not talk.dossier.alters


@pytest.mark.parametrize(
    "line", ["Niemand, en dat bevalt me uitstekend", "nee verder woont hier niemand", "nee hoor"]
)
def test_nobody_with_a_tail_names_no_person(line: str) -> None:
    talk = talk_to(*TO_NAMES, "Anna", line)
    assert [alter.label for alter in talk.dossier.alters] == ["Anna"]
    assert talk.place == "first_circle/places_near"


def test_an_aside_leaves_no_trace_in_a_full_history() -> None:
    """However long somebody talked, back never leads into a menu that was closed."""
    talk = talk_to(*TO_NAMES)
    dossier = decode(talk.stored)
    dossier.history = [dossier.history[-1]] * HISTORY_LIMIT
    talk.stored = encode(dossier)
    for line in ("/alles", "meer laten zien", "ja", "gezien"):
        talk.say(line)
    assert talk.place == "first_circle/free_list"
    talk.say("/terug")
    assert talk.place == "first_circle/gate_people"


def test_back_inside_an_aside_stays_in_it_and_then_leads_out() -> None:
    """The question under it waits, with what was tapped there."""
    talk = talk_to(*TO_NAMES, "Anna, Piet", *["niemand"] * 4, "ja", "Anna")
    for line in ("/alles", "meer laten zien", "/terug"):
        talk.say(line)
    assert talk.place == "everything/account"
    for line in ("/terug", "/alles", "meer laten zien", "/terug", "gezien"):
        talk.say(line)
        if line in ("/terug", "gezien") and talk.screen.dialogue != "everything":
            assert talk.place == "first_circle/ring_close"
            assert [o.checked for o in talk.screen.options if o.role == "alter"] == [True, False]
    assert talk.place == "first_circle/ring_close"


def test_what_is_told_is_what_was_kept() -> None:
    """R-41: a surname that was left out does not come back in the note."""
    talk = talk_to(*TO_NAMES, "Anna Jansen, Piet")
    assert "Jansen" in talk.shown()
    talk.tap("first_only")
    assert "Anna" in talk.notes()
    assert "Piet" in talk.notes()
    assert "Jansen" not in talk.notes()
    talk.say("Bea Pietersen")
    assert "Bea" in talk.notes()
    assert "Pietersen" not in talk.notes()


def test_the_dead_are_named_and_missed() -> None:
    talk = talk_to(*TO_NAMES, "me moeder is dood")
    [alter] = talk.dossier.alters
    assert alter.label == "me moeder"
    assert alter.answers["kind"].value == "missed"
