"""Answers by button and by typing, in all the ways in which fingers go wrong."""

import re

import pytest

from tests.fronts.house import house_for_module
from tests.fronts.telegram import TelegramFront
from tests.fronts.ways import COMPANY, DOORS, FORM, NAMES, feel, toggles

house = house_for_module()


def test_an_answered_question_stays_readable_without_buttons(house):
    front = TelegramFront(house, *FORM)
    question = front.last
    front.tap("Je")
    assert question.text.endswith("👉 Je")
    assert question.text.startswith("Zal ik je of u zeggen?")
    assert [entity["type"] for entity in question.entities] == ["bold"]
    assert front.with_buttons == [front.last]


def test_a_question_that_was_answered_by_typing_loses_its_buttons(house):
    front = TelegramFront(house, *FORM)
    question = front.last
    front.type("je")
    assert question.text == "Zal ik je of u zeggen?"
    assert front.with_buttons == [front.last]
    assert front.place == "start/company"


def test_nothing_stays_of_what_is_not_for_other_eyes(house):
    front = TelegramFront(house, *feel("Zwaantje", "Wubbo"))
    question = front.last
    assert front.place == "first_circle/feel"
    assert "Zwaantje" in question.text
    front.tap("Ik voel mij niet veilig")
    assert question.text == "Goed."
    assert not question.entities
    assert front.place == "first_circle/harm"
    asked = front.last
    front.tap(asked.buttons[0])
    assert asked.text == "Goed."
    for before in (question, asked):
        assert before.history[0].text.partition("\n\n")[0] not in front.everything.partition("\n\n")


@pytest.mark.parametrize(
    "line", ["het kost mij energie", "iets heel anders met kanarie", "/waarom", "Dat wil ik niet"]
)
def test_words_typed_at_such_a_question_are_deleted_at_once(house, line):
    front = TelegramFront(house, *feel("Zwaantje", "Wubbo"))
    question = front.last
    typed = front.type(line)
    assert front.phone.chat.messages[typed].is_deleted
    assert question.text == "Goed."
    assert front.last is not question
    assert front.with_buttons == [front.last]
    assert line not in front.everything


def test_where_somebody_may_read_along_more_questions_give_way(house):
    front = TelegramFront(house, *COMPANY, "iemand kan meelezen", "verder", "nee")
    front.go("ik wil hulp bij iets", "verder")
    assert front.place == "help/needs"
    question = front.last
    typed = front.type("hulp in huis")
    front.tap("Klaar")
    assert front.phone.chat.messages[typed].is_deleted
    assert question.text == "Goed."
    assert "Hulp in huis" not in front.everything


def test_an_old_button_is_answered_kindly_once_and_changes_nothing(house):
    front = TelegramFront(house, *FORM)
    old = front.last
    front.go("je", "ik ben alleen")
    known, before = front.known, len(front.phone.messages)
    front.tap("U", old.message_id)
    assert front.last.text.startswith("Die knop hoorde bij een eerdere vraag.")
    assert "Waar wil je het over hebben?" in front.last.text
    assert front.known == known
    assert len(front.phone.messages) == before + 1
    assert front.with_buttons == [front.last]


def test_a_button_that_nobody_knows_is_an_old_one(house):
    front = TelegramFront(house, *DOORS)
    known = front.known
    for data in ("x", "1:y", "here:1", "99999999999999999999:a", "²:a", "5:" + "z" * 60):
        front.tap(data, front.last.message_id)
        assert "Waar wil je het over hebben?" in front.last.text
        assert front.with_buttons == [front.last]
    assert front.known == known


@pytest.mark.parametrize("times", [2, 5])
def test_the_same_tap_several_times_counts_once(house, times):
    front = TelegramFront(house, *FORM)
    before = len(front.phone.messages)
    front.tap("Je", times=times)
    assert front.place == "start/company"
    assert len(front.phone.messages) == before + 1
    assert "knop" not in front.last.text
    assert all(house.server.query(one).answers for one in house.server.state.queries)


def test_of_two_buttons_at_once_the_first_counts_and_is_shown(house):
    front = TelegramFront(house, *FORM)
    question = front.last
    for label in ("Je", "U"):
        front.phone.tap(label, question.message_id)
    front.go_on()
    assert question.text.endswith("👉 Je")
    assert "Welke zin klopt nu?" in front.last.text
    assert front.with_buttons == [front.last]


def test_a_second_button_brings_nothing_back_that_is_not_for_other_eyes(house):
    front = TelegramFront(house, *feel("Zwaantje", "Wubbo"))
    question = front.last
    for label in ("Het kost mij energie", "Ik voel mij niet veilig"):
        front.phone.tap(label, question.message_id)
    front.go_on()
    assert question.text == "Goed."
    assert "niet veilig" not in front.everything
    assert front.with_buttons == [front.last]


def test_a_second_tap_that_comes_later_is_silent(house):
    front = TelegramFront(house, *FORM)
    question = front.last
    front.tap("Je")
    seen = front.last.text
    front.tap("Je", question.message_id)
    assert "Ik ben alleen" in front.last.buttons
    assert front.place == "start/company"
    assert seen in front.last.text


def test_three_toggles_tapped_fast_on_the_same_drawing_all_count(house):
    front = TelegramFront(house, *toggles("Ada", "Ben", "Cas", "Dora"))
    question = front.last
    for name in ("Ada", "Cas", "Dora"):
        front.phone.tap(f"⬜ {name}", question.message_id, force=True)
    front.go_on()
    assert question.buttons[:4] == ["✅ Ada", "⬜ Ben", "✅ Cas", "✅ Dora"]
    assert front.last is question


def test_a_toggle_tapped_five_times_at_once_is_on(house):
    front = TelegramFront(house, *toggles("Ada", "Ben"))
    front.tap("⬜ Ben", times=5)
    assert front.last.buttons[:2] == ["⬜ Ada", "✅ Ben"]


def test_a_tap_on_a_message_that_was_deleted_counts_and_the_next_question_comes(house):
    front = TelegramFront(house, *FORM)
    question = front.last
    front.phone.delete(question.message_id)
    front.tap("Je", question.message_id)
    assert front.place == "start/company"
    assert "Welke zin klopt nu?" in front.last.text


def test_a_toggle_on_a_message_that_was_deleted_is_drawn_anew_below(house):
    front = TelegramFront(house, *toggles("Ada", "Ben"))
    question = front.last
    front.phone.delete(question.message_id)
    front.tap("⬜ Ben", question.message_id)
    assert front.last is not question
    assert front.last.buttons[:2] == ["⬜ Ada", "✅ Ben"]
    front.tap("⬜ Ada")
    assert front.last.buttons[:2] == ["✅ Ada", "✅ Ben"]


def test_a_changed_message_changes_no_answer(house):
    front = TelegramFront(house, *NAMES)
    typed = front.type("Quirijn")
    known, place = front.known, front.place
    before = len(front.phone.messages)
    front._look()
    front.phone.edit(typed, "Fenna")
    front.go_on()
    assert front.last.text.startswith("Ik zie dat je iets hebt veranderd.")
    assert (front.known, front.place) == (known, place)
    assert len(front.phone.messages) == before + 1
    front.phone.edit(typed, "Sjoukje")  # apps send changes that nobody made: once is enough
    front.go_on()
    assert len(front.phone.messages) == before + 1


def test_a_cry_for_help_in_a_changed_message_is_heard(house):
    front = TelegramFront(house, *NAMES)
    typed = front.type("Quirijn")
    front.phone.edit(typed, "ik wil dood")
    front.go_on()
    assert "113" in front.last.text


def test_a_reply_to_an_older_question_is_no_answer_to_this_one(house):
    front = TelegramFront(house, *NAMES)
    old = front.last
    front.go("Quirijn")
    known = front.known
    front.type("Fenna", reply_to=old.message_id)
    assert front.last.text.startswith("Dat was een eerdere vraag.")
    assert "Wie wil je noemen?" in front.last.text
    assert front.known == known


def test_a_reply_to_the_question_of_now_is_an_answer(house):
    front = TelegramFront(house, *NAMES)
    front.type("Fenna", reply_to=front.last.message_id)
    assert "Fenna" in front.last.text
    assert front.place == "first_circle/places_home"


def test_lines_typed_fast_after_each_other_are_each_taken_in_their_order(house):
    front = TelegramFront(house, *NAMES)
    front._look()
    for line in ("Quirijn", "Fenna", "Wubbo"):
        front.phone.say(line)
    front.go_on()
    names = {name for name, _ in front.known[1]}
    told = re.findall(r"Quirijn|Fenna|Wubbo", " ".join(front.everything.split("\n")))
    assert "Quirijn" in names
    assert told
    assert front.with_buttons == [front.last]
