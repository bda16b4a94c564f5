"""Little left in the chat, the code word, clearing, erasing, and what may not be passed on."""

import pytest

from tests.fronts.house import house_for_module
from tests.fronts.telegram import TelegramFront
from tests.fronts.ways import COMPANY, DOORS, NAMES, named

house = house_for_module()

DISCREET = (*COMPANY, "iemand kan meelezen", "verder", "ja")
WORD = "gele paraplu"
WITH_WORD = (
    *DISCREET, "/verberg", "verder", "minder laten zien", "een geheim woord", "ja", WORD, WORD,
)  # fmt: skip


def in_chat(front):
    return [(one.from_bot, one.text) for one in front.phone.messages]


def test_in_discreet_mode_one_message_stands_after_the_mode_was_chosen(house):
    front = TelegramFront(house, *DISCREET)
    stands = len(front.phone.messages)
    for line in ("de mensen om mij heen", "ja", "Quirijn", "Fenna en Wubbo", "niemand"):
        front.say(line)
        assert len(front.phone.messages) <= stands
        assert front.with_buttons == [front.last]
    assert "Quirijn" not in front.everything
    assert not [one for one in front.phone.messages if one.text in ("Quirijn", "Fenna en Wubbo")]


def test_words_typed_fast_in_discreet_mode_all_go(house):
    front = TelegramFront(house, *DISCREET, "de mensen om mij heen", "ja")
    for line in ("Quirijn", "Fenna", "Wubbo", "Sjoukje"):
        front.phone.say(line)
    front.go_on()
    assert not [one.text for one in front.phone.messages if not one.from_bot and one.text[0] != "/"]
    assert front.with_buttons == [front.last]


def test_in_discreet_mode_a_tap_changes_the_message_that_stands(house):
    front = TelegramFront(house, *DISCREET)
    message = front.last
    front.tap("De mensen om mij heen")
    front.tap("Ja")
    assert front.last is message
    assert "Wie wil je noemen?" in message.text


def test_hiding_clears_both_sides_at_once(house):
    front = TelegramFront(house, *NAMES, "Quirijn, Fenna", "Wubbo")
    front.type("/verberg")
    [(from_bot, text)] = in_chat(front)
    assert from_bot
    assert "Quirijn" not in text
    assert front.last.buttons


@pytest.mark.parametrize("word", ["verberg", "/verberg"])
def test_hiding_leaves_what_is_older_than_two_days_and_says_no_error(house, word):
    front = TelegramFront(house, *NAMES, "Quirijn")
    old = {one.message_id for one in front.phone.messages}
    house.wait(49 * 3600)
    front.start()
    front.type("Fenna")
    front.type(word)
    left = {one.message_id for one in front.phone.messages}
    assert left - old == {front.last.message_id}
    assert front.last.buttons
    assert front.with_buttons == [front.last]


@pytest.mark.parametrize("last", ["/verberg", "/wissen"])
def test_one_old_message_keeps_no_other_from_being_cleared(house, last):
    front = TelegramFront(house, *NAMES)
    question = front.last
    house.wait(49 * 3600)
    front.tap("Overslaan", question.message_id)
    front.type("Quirijn")
    front.type(last)
    if last == "/wissen":
        front.tap("Ja, wis alles")
    assert "Quirijn" not in front.everything
    assert front.with_buttons == [front.last]


def test_hiding_an_empty_chat_and_twice_in_a_row(house):
    front = TelegramFront(house, *NAMES, "Quirijn")
    front.phone.clear_chat()
    front.type("/verberg")
    front.type("/verberg")
    assert len(front.phone.messages) == 1
    assert front.last.buttons


def test_more_than_a_hundred_messages_are_cleared(house):
    front = TelegramFront(house, *NAMES)
    for number in range(60):
        front.phone.say(f"/menu {number}" if number % 2 else "/terug")
    front.go_on()
    front.type("/menu")
    while len(front.phone.messages) < 110:
        front.type("/menu")
    front.type("/verberg")
    assert len(front.phone.messages) == 1


def test_the_code_word_is_deleted_as_soon_as_it_is_typed(house):
    front = TelegramFront(house, *WITH_WORD)
    assert front.place == "hide/word_on"
    assert WORD not in front.everything
    assert "paraplu" not in front.everything


def test_a_locked_chat_opens_by_the_word_which_disappears(house):
    front = TelegramFront(house, *WITH_WORD, "verder", "de mensen om mij heen", "ja", "Quirijn")
    house.wait(31 * 60)
    front.start()
    assert front.last.text.startswith("Hallo, ik ben Kring.")
    assert "Quirijn" not in front.everything
    typed = front.type(WORD)
    assert front.phone.chat.messages[typed].is_deleted
    assert "paraplu" not in front.everything
    assert "Wie wil je noemen?" in front.last.text or "tegen?" in front.last.text


def test_a_locked_chat_is_empty_as_soon_as_somebody_touches_it(house):
    front = TelegramFront(house, *WITH_WORD, "verder", "de mensen om mij heen", "ja")
    question = front.last
    house.wait(31 * 60)
    front.tap("Overslaan", question.message_id)
    assert front.last.text.startswith("Hallo, ik ben Kring.")
    assert len([one for one in front.phone.messages if one.from_bot]) == 1


def test_erasing_empties_the_chat_and_the_database(house):
    before = house.rows()
    front = TelegramFront(house, *NAMES, "Quirijn", "/wissen")
    assert house.rows() != before
    front.tap("Ja, wis alles")
    assert house.rows() == before
    [(from_bot, text)] = in_chat(front)
    assert from_bot
    assert "Quirijn" not in text
    assert front.known is None


def test_two_taps_on_yes_make_no_new_client(house):
    before = house.rows()
    front = TelegramFront(house, *NAMES, "Quirijn", "/wissen")
    front.tap("Ja, wis alles", times=3)
    assert house.rows() == before
    assert front.last.text
    assert "Quirijn" not in front.everything


def test_after_erasing_one_begins_anew_as_anybody(house):
    front = TelegramFront(house, *NAMES, "Quirijn", "/wissen", "ja, wis alles")
    front.say("opnieuw beginnen")
    assert front.last.text.startswith("Hallo, ik ben Kring.")
    front.go("beginnen", "begrepen", "je")
    assert front.place == "start/company"
    assert "Quirijn" not in front.everything


@pytest.mark.parametrize("lines", [("Quirijn",), (*named("Quirijn")[6:],), ("Quirijn", "/alles")])
def test_messages_with_names_cannot_be_passed_on(house, lines):
    front = TelegramFront(house, *NAMES, *lines)
    named_in = [one for one in front.phone.from_bot if "Quirijn" in one.text]
    assert named_in
    assert all(one.is_protected for one in named_in)


def test_numbers_and_ones_own_request_can_be_passed_on(house):
    front = TelegramFront(house, *DOORS, "/hulp")
    assert "0800-2000" in front.last.text
    assert not front.last.is_protected
    front.go(
        "ik wil hulp bij iets", "verder", "overslaan", "dit helpt mij niet", "niets",
        "dat iemand meegaat", "er is geen haast",
    )  # fmt: skip
    assert front.place == "help/request"
    assert "dat iemand meegaat" in front.last.text
    assert not front.last.is_protected
