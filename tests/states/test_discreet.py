"""Leaving little in the chat: what goes off the screen, what waits for a second choice."""

import pytest

from states.discreet import clears, is_discreet, is_private, must_wipe
from states.dossier import Answer, Dossier, decode, encode, new_dossier
from states.input import Command
from states.screen import Screen, TextKey
from tests.talk import Talk, real_content

OPENING = ("beginnen", "begrepen", "je")
WATCHED = (*OPENING, "iemand kan meelezen", "verder")
ALONE = (*OPENING, "ik ben alleen")
TO_NAMES = ("de mensen om mij heen", "ja")


def talk_to(*lines: str) -> Talk:
    talk = Talk()
    for line in lines:
        talk.say(line)
    return talk


def screen(sensitivity: str) -> Screen:
    return Screen(1, "help", "needs", "choice", (), (), sensitivity=sensitivity)


def dossier(**answers: str | bool) -> Dossier:
    made = new_dossier()
    made.ego = {name: Answer(value) for name, value in answers.items()}
    return made


def test_little_is_offered_to_whom_somebody_may_read_along_with_and_to_nobody_else() -> None:
    assert talk_to(*WATCHED).place == "start/little"
    assert talk_to(*OPENING, "iemand helpt mij").place == "start/doors"
    assert talk_to(*OPENING, "ik ben alleen").place == "start/doors"


@pytest.mark.parametrize(("line", "little"), [("ja", True), ("nee", False)])
def test_the_client_chooses(line: str, little: bool) -> None:
    assert is_discreet(talk_to(*WATCHED, line).dossier) is little
    assert is_discreet(talk_to(*WATCHED, "wat lukt niet", line).dossier) is little


def test_who_said_nothing_is_not_in_discreet_mode() -> None:
    assert not is_discreet(new_dossier())
    assert not is_discreet(talk_to(*WATCHED).dossier)


@pytest.mark.parametrize(
    ("answers", "private"),
    [
        ({}, {"L3"}),
        ({"company": "alone"}, {"L3"}),
        ({"company": "watched"}, {"L2", "L3"}),
        ({"discreet": True}, {"L2", "L3"}),
        ({"discreet": False}, {"L3"}),
    ],
)
def test_what_gives_way_to_a_neutral_line(
    answers: dict[str, str | bool], private: set[str]
) -> None:
    levels = ("L0", "L1", "L2", "L3")
    assert {one for one in levels if is_private(dossier(**answers), screen(one))} == private


@pytest.mark.parametrize("lines", [["/verberg"], ["verberg"], ["/menu", "scherm leeg maken"]])
def test_hiding_clears_at_once_and_says_nothing(lines: list[str]) -> None:
    talk = talk_to(*OPENING, "alleen", *TO_NAMES, "Truus")
    for line in lines:
        if line == "scherm leeg maken":
            talk.tap("page")
        talk.say(line)
    assert talk.place == "hide/cleared"
    assert clears(talk.turn)
    assert talk.labels() == ["Verder"]
    assert len(talk.text().split()) < 10
    assert not talk.screen.notes


def test_other_screens_clear_nothing() -> None:
    talk = talk_to(*OPENING, "alleen", *TO_NAMES)
    before, said = talk.screen, talk.dossier
    talk.say("Truus")
    assert not clears(talk.turn)
    assert not must_wipe(said, before, talk.turn)


def test_an_erasure_clears() -> None:
    talk = talk_to(*OPENING, "/wissen", "ja, wis alles")
    assert clears(talk.turn)


def test_the_neutral_line_is_there_in_both_forms() -> None:
    texts, key = real_content().texts, TextKey("_shared/answered")
    assert texts.render(key, "je") == texts.render(key, "u") == "Goed."


@pytest.mark.parametrize("little", ["ja", "nee"])
def test_what_is_not_good_shows_after_a_second_choice_only(little: str) -> None:
    """In the circle and in everything about me, whatever was chosen (decisions, section 5)."""
    talk = talk_to(*WATCHED, little, *TO_NAMES, "Remco, Joyce")
    told = decode(talk.stored)
    remco = told.edit_alter("a1")
    remco.answers = {"feel": Answer("unsafe"), "do_not_contact": Answer(value=True)}
    told.ego |= {"not_good": Answer(["a1"]), "vent": Answer("hij wordt boos", private=True)}
    talk.stored = encode(told)
    hidden = ("veilig", "boos", "Niet goed", "meelezen", "laten staan in de chat")
    talk.give(Command("everything"))
    assert not any(word.casefold() in talk.shown().casefold() for word in hidden)
    for option in ("hidden", "yes"):
        assert "veilig" not in talk.shown()
        talk.tap(option)
    assert "veilig" in talk.shown()
    assert talk.screen.sensitivity == "L2"
    talk.tap("seen")
    # At the circle it is not even offered while somebody may read along.
    talk.give(Command("map"))
    talk.tap("further")
    assert not any(word.casefold() in talk.shown().casefold() for word in hidden)
    assert "Meer laten zien" not in talk.shown()


def test_at_the_circle_what_is_not_good_shows_after_a_second_choice() -> None:
    talk = talk_to(*ALONE, *TO_NAMES, "Remco, Joyce")
    told = decode(talk.stored)
    told.edit_alter("a1").answers = {"feel": Answer("unsafe")}
    talk.stored = encode(told)
    talk.give(Command("map"))
    for option in ("further", "page", "marks", "yes"):
        assert "veilig" not in talk.shown()
        talk.tap(option)
    assert "veilig" in talk.shown()
    assert talk.screen.sensitivity == "L3"
    talk.tap("seen")
