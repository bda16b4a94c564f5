"""Commands, links, and who only has a look."""

import pytest

from tests.fronts.house import house_for_module
from tests.fronts.telegram import TelegramFront
from tests.fronts.ways import DOORS, NAMES

house = house_for_module()

NEUTRAL = ["start", "menu", "terug", "hulp", "stop"]


def test_the_menu_beside_the_keyboard_holds_neutral_names_only(house):
    [commands] = house.server.state.commands.values()
    assert [one["command"] for one in commands] == NEUTRAL
    words = " ".join(one["description"] for one in commands).casefold()
    assert not {"wis", "verberg", "kaart", "alles"} & set(words.split())


def test_start_in_the_middle_shows_where_one_is_in_a_new_message(house):
    front = TelegramFront(house, *NAMES, "Quirijn")
    known, question = front.known, front.last
    front.start()
    assert front.last is not question
    assert front.last.text == question.text.split("\n\n", 1)[1]
    assert front.with_buttons == [front.last]
    assert front.known == known


def test_start_after_the_chat_was_cleared_shows_a_new_message(house):
    front = TelegramFront(house, *NAMES, "Quirijn")
    front.phone.clear_chat()
    front.start()
    assert "Wie wil je noemen?" in front.last.text
    assert front.last.buttons


def test_a_link_for_help_shows_the_numbers(house):
    front = TelegramFront(house)
    front.start("hulp")
    assert "0800-2000" in front.last.text
    front = TelegramFront(house, *NAMES, "Quirijn")
    front.start("hulp")
    assert "0800-2000" in front.last.text
    assert front.place == "first_circle/places_home"


@pytest.mark.parametrize("payload", ["HULP", "x", "a" * 64, "abc_DEF-1", "delete", "ref 5"])
def test_other_links_only_open(house, payload):
    front = TelegramFront(house, *NAMES, "Quirijn")
    known = front.known
    front.start(payload)
    assert "Wie wil je noemen?" in front.last.text
    assert front.known == known


def test_commands_may_name_the_bot_and_be_in_capitals(house):
    front = TelegramFront(house, *DOORS)
    front.type("/start@kring_test_bot")
    assert "Waar wil je het over hebben?" in front.last.text
    front.type("/HULP@kring_test_bot")
    assert "0800-2000" in front.last.text
    front.type("/Menu")
    assert front.place == "menu/menu"


@pytest.mark.parametrize(
    ("command", "place"),
    [
        ("menu", "menu/menu"),
        ("terug", "first_circle/free_list"),
        ("hulp", "first_circle/places_home"),
        ("stop", "pause/pause"),
    ],
)
def test_the_commands_of_the_menu(house, command, place):
    front = TelegramFront(house, *NAMES, "Quirijn")
    front.type(f"/{command}")
    assert front.place == place
    assert front.with_buttons == [front.last]


@pytest.mark.parametrize("command", ["/kaart", "/alles", "/wissen", "/verberg", "/mens", "/later"])
def test_the_other_commands_work_when_they_are_typed(house, command):
    front = TelegramFront(house, *NAMES, "Quirijn")
    front.type(command)
    assert front.with_buttons == [front.last]
    assert "Dat begreep ik niet" not in front.last.text


def test_a_command_that_nobody_knows_loses_nothing(house):
    front = TelegramFront(house, *NAMES, "Quirijn")
    known = front.known
    front.type("/bestaatniet Fenna")
    assert "Wie wil je noemen?" in front.last.text
    assert front.known == known


def test_of_somebody_who_only_has_a_look_nothing_is_kept(house):
    before = house.rows()
    phones = [TelegramFront(house) for _ in range(3)]
    for front in phones:
        assert front.last.text.startswith("Hallo, ik ben Kring.")
        assert front.known is None
    assert house.rows() == before


def test_who_has_a_look_twice_sees_it_twice_and_still_nothing_is_kept(house):
    before = house.rows()
    front = TelegramFront(house)
    front.start()
    front.send("sticker")
    front.phone.block()
    front.house.settle()
    after = house.rows()
    assert after == before or front.known is not None


@pytest.mark.parametrize("answer", ["Beginnen", "ja", "1", "nee", "Nu niet"])
def test_the_first_answer_counts_whether_tapped_or_typed(house, answer):
    front = TelegramFront(house)
    first = front.last
    front.say(answer)
    assert front.place == ("start/not_now" if answer in ("nee", "Nu niet") else "start/who_can_see")
    assert "Welkom terug" not in front.last.text
    assert front.last is not first
