"""Own words on how long it can go on: which come to "not much longer" (R-46)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from dialogues.reading.meant import meant_options
from states.input import Say, Tap
from states.screen import ScreenOption
from tests.talk import Talk

OPTION = "not_much_longer"
OPTIONS = ("long", "some_time", OPTION, "skip")


@pytest.mark.parametrize(
    "words",
    [
        "een paar weken", "ik denk nog een week", "Nog maar even.", "niet zo lang meer",
        "niet lang meer denk ik", "het gaat niet meer lang", "ik trek het niet meer",
        "ik hou het zo niet langer meer vol", "ik kan écht niet meer", "nog 3 dagen", "ik ben op",
        "geen jaar", "het is te zwaar zo",
    ],
)  # fmt: skip
def test_words_that_come_to_not_much_longer(words: str) -> None:
    assert meant_options(words, OPTIONS) == (OPTION,)


@pytest.mark.parametrize(
    "words",
    [
        "nog jaren", "nog een tijd denk ik", "dit jaar gaat het nog", "het gaat wel", "nog lang",
        "een half jaar", "zolang ik gezond ben", "ik weet het niet", "een paar maanden", "altijd",
        "tot de zomer",
    ],
)  # fmt: skip
def test_words_that_do_not(words: str) -> None:
    assert meant_options(words, OPTIONS) == ()


@given(st.text(max_size=300))
def test_no_option_is_meant_that_is_not_there(words: str) -> None:
    assert meant_options(words, ("long", "some_time", "skip")) == ()


def test_the_words_stay_words() -> None:
    """They are an answer of one's own: no option is tapped in their place."""
    talk = Talk()
    screen = talk.screen
    shown = ScreenOption(OPTION, screen.options[0].label)
    asked = replace(screen, options=(shown,), text="words")
    given_ = talk.reader.read("een paar weken", asked, "je")
    assert not isinstance(given_, Tap)
    assert isinstance(given_, Say)
    assert (given_.text, given_.picked) == ("een paar weken", (OPTION,))
