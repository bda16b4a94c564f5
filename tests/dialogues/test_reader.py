"""Typed lines against the screen that they answer."""

from copy import copy
from functools import cache

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogues.reader import Reader
from states.engine import current_screen
from states.input import Command, Say, Tap, Unreadable
from states.screen import Screen, ScreenOption, TextKey
from tests.talk import Talk, content_with, real_content, real_detector

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


MANY = "Anna, Bram, Cees, Dirk, Els, Fatma, Gerrit, Hanna, Kees"


@cache
def talk_there(*moves: str) -> Talk:
    """A talk after nine names, and then these taps; what begins with a space or slash is typed."""
    talk = Talk(content_with("pictures"))
    for line in (*TO_NAMES, MANY, *["niemand"] * 4, "ja"):
        talk.say(line)
    for move in moves:
        if move[0] in " /":
            talk.say(move.strip())
        else:
            talk.tap(move)
    return talk


def talk_at(*moves: str) -> Talk:
    """The same, for one test alone."""
    talk = copy(talk_there(*moves))
    talk.events = []
    return talk


def switched_on(talk: Talk) -> list[str]:
    """The labels of the toggles that are on, of all pages."""
    return [talk.render(o.label) for o in (*talk.screen.options, *talk.screen.others) if o.checked]


TO_TAKE = ("/kaart", "further", "take_along")
TO_PARTS = (*TO_TAKE, "summary", "go_on")
TO_PEOPLE = (*TO_PARTS, " mijn kring in beeld", "done")
TO_CALLED = (*TO_PEOPLE, " Anna", "done")
TO_SHOWN_AS = (*TO_CALLED, "one_by_one")
TO_NICKNAME = (*TO_SHOWN_AS, "nickname")


@pytest.mark.parametrize("moves", [(), TO_PEOPLE])
def test_everybody_but_one_is_everybody_on_all_pages_but_that_one(moves: tuple[str, ...]) -> None:
    for line in ("iedereen behalve Kees", "alles zonder Bram", "iedereen maar niet Kees"):
        talk = talk_at(*moves)
        assert talk.screen.several
        talk.say(line)
        assert switched_on(talk) == [n for n in MANY.split(", ") if n not in line]


def test_everybody_is_everybody_on_all_pages() -> None:
    talk = talk_at()
    talk.say("iedereen")
    assert switched_on(talk) == MANY.split(", ")


@pytest.mark.parametrize(
    "line",
    ["Kees weg", "haal Kees eraf", "Kees niet", "zonder Kees", "Kees hoeft niet", "Anna weg"],
)
def test_who_should_be_off_is_not_switched_on(line: str) -> None:
    talk = talk_at()
    talk.say(line)
    assert switched_on(talk) == []
    assert talk.notes() == talk.render(TextKey("_shared/reask_several"))


@pytest.mark.parametrize("line", ["iedereen behalve Kees", "Anna, maar niet Kees", "Kees weg"])
def test_who_is_on_and_should_be_off_makes_nothing_else_go_on(line: str) -> None:
    talk = talk_at()
    talk.say("Kees")
    talk.say(line)
    assert switched_on(talk) == ["Kees"]
    assert talk.notes() == talk.render(TextKey("_shared/reask_several"))


@pytest.mark.parametrize("line", ["kring", "mijn kring", "Mijn kring in beeld"])
def test_words_of_a_toggle_win_from_a_command(line: str) -> None:
    talk = talk_at(*TO_PARTS)
    talk.say(line)
    assert switched_on(talk) == ["Mijn kring in beeld"]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("/kring", "map"), ("/kaart", "map"), ("kaart", "map"), ("stop", "stop"), ("hulp", "help"),
        ("verberg", "hide"), ("wis alles", "delete"), ("/alles", "everything"), ("terug", "back"),
    ],
)  # fmt: skip
def test_a_command_stays_one_beside_toggles(line: str, name: str) -> None:
    talk = talk_at(*TO_PARTS)
    assert talk.reader.read(line, talk.screen, "je") == Command(name)


def screen_with(options: dict[str, str], **other: object) -> Screen:
    """A screen with options of these labels."""
    drawn = tuple(
        ScreenOption(name, TextKey("_shared/own_words", {"words": label}))
        for name, label in options.items()
    )
    screen = Screen(1, "test", "test", "choice", (TextKey("_shared/reask"),), drawn)
    return msgspec.structs.replace(screen, **other)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("stop", "stop"), ("hulp", "help"), ("verberg", "hide"), ("wissen", "delete"),
        ("/later", "later"),
    ],
)  # fmt: skip
def test_safety_wins_from_labels_that_have_the_word(line: str, name: str) -> None:
    words = (
        "Stop met zorgen",
        "Hulp bij post",
        "Verberg de lijst",
        "Wissen van was",
        "Later bellen",
    )
    labels = {f"o{place}": label for place, label in enumerate(words)}
    reader = Reader(real_content(), real_detector())
    for screen in (screen_with(labels), toggles_with(labels)):
        assert reader.read(line, screen, "je") == Command(name)


def toggles_with(labels: dict[str, str]) -> Screen:
    """A screen of toggles that are off."""
    screen = screen_with(labels, several=True)
    toggles = tuple(msgspec.structs.replace(o, checked=False) for o in screen.options)
    return msgspec.structs.replace(screen, options=toggles)


def test_a_bare_command_is_one_where_words_are_the_answer() -> None:
    talk = talk_at(*TO_NICKNAME)
    assert talk.screen.text == "words"
    assert talk.reader.read("mijn kring", talk.screen, "je") == Command("map")


@pytest.mark.parametrize(
    ("moves", "line", "option"),
    [
        (TO_TAKE, "niks", "nothing"), (TO_TAKE, "nee", "nothing"), (TO_TAKE, "plaatje", "picture"),
        (TO_CALLED, "letters", "letters"), (TO_CALLED, "een letter", "letters"),
        (TO_CALLED, "namen", "names"), (TO_CALLED, "naam", "names"),
        (TO_CALLED, "bijnaam", "one_by_one"), (TO_CALLED, "per naam", "one_by_one"),
        (TO_SHOWN_AS, "naam", "name"), (TO_SHOWN_AS, "bijnaam", "nickname"),
        (TO_SHOWN_AS, "letter", "letter"), (TO_SHOWN_AS, "letters", "letter"),
        (("/kaart",), "klaar", "seen"), (("/kaart", "further"), "ik ben klaar", "seen"),
    ],
)  # fmt: skip
def test_what_to_take_along_is_said_in_own_words(
    moves: tuple[str, ...], line: str, option: str
) -> None:
    talk = talk_at(*moves)
    assert talk.reader.read(line, talk.screen, "je") == Tap(option)


@pytest.mark.parametrize(
    ("options", "option"),
    [
        ("seen more", "seen"), ("go_on more", "go_on"), ("seen go_on", "seen"),
        ("go_on rest", "rest"), ("go_on not_now", None), ("go_on danger", None),
    ],
)  # fmt: skip
def test_ready_goes_on_where_it_can_mean_nothing_else(options: str, option: str | None) -> None:
    screen = screen_with({name: f"Label {name}" for name in options.split()})
    given = Reader(real_content(), real_detector()).read("klaar", screen, "je")
    assert given == Tap(option) if option else isinstance(given, Say)


@pytest.mark.parametrize("line", ["nee", "geen", "niks", "geen bijnaam", "zonder bijnaam"])
def test_no_answer_in_words_is_none_where_the_screen_has_that_option(line: str) -> None:
    reader = Reader(real_content(), real_detector())
    screen = screen_with({"none": "Geen bijnaam", "skip": "Overslaan"}, text="words")
    given = reader.read(line, screen, "je")
    assert given == Tap("none") or (isinstance(given, Say) and given.nothing)
    without = reader.read("geen bijnaam", screen_with({"skip": "Overslaan"}, text="words"), "je")
    assert isinstance(without, Say)
    assert not without.nothing


@pytest.mark.parametrize("said", ["zo is het goed", "klaar", "verder", "laat maar zo", "ja hoor"])
def test_words_that_leave_a_draft_as_it_is_are_not_the_new_text(said: str) -> None:
    talk = talk_at_a_draft()
    before = talk.shown()
    assert "Hulp bij mijn post" in before
    talk.say(said)
    assert talk.place != "help/request"
    assert "Hulp bij mijn post" in str(talk.dossier.ego["request"].value)


def test_a_bare_no_under_a_draft_is_not_the_new_text() -> None:
    talk = talk_at_a_draft()
    talk.say("nee")
    assert talk.place == "help/request"
    assert "request" not in talk.dossier.ego


def talk_at_a_draft() -> Talk:
    """Somebody who reads the request that Kring made."""
    talk = Talk(content_with("check_ins"))
    opening = ("beginnen", "begrepen", "je", "ik ben alleen", "ik wil hulp bij iets", "verder")
    for line in (*opening, "brieven", "klaar", "dit helpt mij niet", "niets"):
        talk.say(line)
    for option in ("papers_help", "month"):
        talk.tap(option)
    assert talk.place == "help/request"
    return talk
