"""Typed lines against the screen that they answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogues.reader import Reader
from states.engine import current_screen
from states.input import Command, Say, Tap, Unreadable
from tests.talk import Talk, real_content, real_detector

OPENING = ("ja", "begrepen", "je", "alleen")
TO_NAMES = (*OPENING, "de mensen om mij heen", "ja")


def read(line: str, *lines: str):
    """What a line is after these lines were said."""
    talk = Talk()
    for said in lines:
        talk.say(said)
    return talk.reader.read(line, talk.screen, talk.form)


@pytest.mark.parametrize(
    ("line", "option"),
    [
        ("1", "begin"), ("2.", "tell_more"), ("de eerste", "begin"), ("ja hoor", "begin"),
        ("Beginnen", "begin"), ("beginen", "begin"), ("doe maar", "begin"), ("nu niet", "not_now"),
        ("nee joh", "not_now"), ("vertel eerst meer", "tell_more"), ("👍", "begin"),
    ],
)  # fmt: skip
def test_an_option_is_found_as_people_say_it(line: str, option: str) -> None:
    assert read(line) == Tap(option)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("/terug", "back"), ("terug", "back"), ("/STOP", "stop"), ("waarom vraag je dat", "why"),
        ("hulp", "help"), ("/menu", "menu"), ("wis alles", "delete"), ("/start", "start"),
        ("verberg", "hide"), ("wissen", "delete"),
    ],
)  # fmt: skip
def test_a_command_works_on_every_screen(line: str, name: str) -> None:
    assert read(line) == Command(name)
    assert read(line, *OPENING) == Command(name)


def test_several_names_in_one_message_become_several() -> None:
    given = read("Anna, oom Piet en de buurvrouw van 12", *TO_NAMES)
    assert isinstance(given, Say)
    assert [n.label for n in given.names] == ["Anna", "oom Piet", "de buurvrouw van 12"]


def test_numbers_and_addresses_are_masked_before_anything_else() -> None:
    number = "06" + " 12 34 56 78"
    given = read(f"Anna {number}", *TO_NAMES)
    assert isinstance(given, Say)
    assert given.masked
    assert "12 34" not in given.text + repr(given.names)


def test_a_name_on_another_page_can_be_typed() -> None:
    many = "Anna, Bram, Cees, Dirk, Els, Fatma, Gerrit, Hanna"
    talk = Talk()
    for line in (*TO_NAMES, many, *["niemand"] * 4, "ja"):
        talk.say(line)
    assert talk.place == "first_circle/ring_close"
    talk.say("Hanna en Bram")
    picked = [
        o.label.values["name"] for o in (*talk.screen.options, *talk.screen.others) if o.checked
    ]
    assert sorted(picked) == ["Bram", "Hanna"]


def test_a_yes_under_a_draft_is_a_yes_and_not_the_new_text() -> None:
    lines = (*OPENING, "ik wil hulp", "verder", "overslaan", "overslaan", "ja", "hulp met post",
             "niets", "overslaan")  # fmt: skip
    talk = Talk()
    for line in lines:
        talk.say(line)
    assert talk.place == "help/request"
    assert talk.reader.read("ja hoor", talk.screen, talk.form) == Tap("good")
    own = talk.reader.read("Kunt u mij bellen over mijn post", talk.screen, talk.form)
    assert isinstance(own, Say)


def test_nothing_typed_where_someone_is_offered_is_not_nobody() -> None:
    """Only the words for nobody lead there; "niets" at the doors does not."""
    talk = Talk()
    for line in (*OPENING, "niets"):
        talk.say(line)
    assert talk.place == "start/doors"


@pytest.mark.parametrize("line", ["", "   ", "\u200b", "\u0000"])
def test_an_empty_line_is_answered(line: str) -> None:
    assert read(line) == Unreadable("empty")


@given(st.text(max_size=200))
def test_any_line_is_read_on_any_screen(line: str) -> None:
    talk = Talk()
    reader = Reader(real_content(), real_detector())
    assert reader.read(line, talk.screen, "je") is not None
    screen = current_screen(talk.content, talk.dossier, talk.now)
    assert reader.read(line, screen, "u") is not None
