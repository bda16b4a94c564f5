"""On a phone: buttons in old messages, double taps, several taps before the first answer comes."""

from hypothesis import given, settings
from hypothesis import strategies as st

from states.answering import SESSION_GAP
from states.dossier import Taps, decode, encode
from states.input import UNREADABLE_KINDS, Command, Say, Tap, Unreadable
from states.taps import TAKEN_LIMIT
from tests.conftest import IS_FULL
from tests.talk import Talk

OPENING = ("ja", "begrepen", "je", "alleen")
TO_RINGS = (
    *OPENING,
    "de mensen om mij heen",
    "ja",
    "Anna, Piet, Riet, Kees, Bob, Mo, Jo, Bea",
    *["niemand"] * 4,
    "ja",
)
FIRST_PAGE = ("a1", "a2", "a3", "a4", "a5", "a6")

examples = settings(max_examples=400 if IS_FULL else 25, deadline=None)


def at_toggles() -> Talk:
    """A client at a question with eight names on two pages; its start is made once."""
    talk = Talk()
    if not _STORED:
        for line in TO_RINGS:
            talk.say(line)
        assert talk.place == "first_circle/ring_close"
        _STORED.append((talk.stored, talk.now))
    talk.stored, talk.now = _STORED[0]
    talk.give(Command("resume"))
    return talk


_STORED: list[tuple[bytes, int]] = []


def on(talk: Talk) -> set[str]:
    """The toggles that are on, on all pages."""
    shown = (*talk.screen.options, *talk.screen.others)
    return {option.id for option in shown if option.checked}


def test_three_names_tapped_on_one_drawing_are_all_on() -> None:
    talk = at_toggles()
    drawing = talk.screen.turn
    for name in ("a1", "a2", "a3"):
        talk.give(Tap(name, drawing, wanted=True))
        assert talk.turn.in_place
        assert not talk.notes()
    assert on(talk) == {"a1", "a2", "a3"}
    assert talk.screen.turn > drawing


def test_done_on_an_older_drawing_means_done() -> None:
    talk = at_toggles()
    drawing = talk.screen.turn
    talk.give(Tap("a1", drawing))
    talk.give(Tap("done", drawing))
    assert talk.place != "first_circle/ring_close"
    assert talk.dossier.alters[0].answers["ring"].value == "very_close"


def test_a_page_turns_once_for_each_drawing() -> None:
    talk = at_toggles()
    drawing = talk.screen.turn
    talk.give(Tap("page", drawing))
    assert talk.turn.in_place
    talk.give(Tap("page", drawing))
    assert talk.turn.is_silent
    assert "a7" in {option.id for option in talk.screen.options}


def test_a_name_of_the_first_page_counts_after_the_page_was_turned() -> None:
    talk = at_toggles()
    drawing = talk.screen.turn
    talk.give(Tap("page", drawing))
    talk.give(Tap("a1", drawing, wanted=True))
    assert on(talk) == {"a1"}
    assert talk.turn.in_place


def test_a_tap_that_is_sent_again_later_undoes_nothing() -> None:
    talk = at_toggles()
    first = Tap("a1", talk.screen.turn)
    talk.give(first)
    talk.give(Tap("a1", talk.screen.turn))
    assert on(talk) == set()
    talk.give(first)
    assert talk.turn.is_silent
    assert on(talk) == set()


def test_a_wanted_state_is_set_and_not_flipped() -> None:
    talk = at_toggles()
    for wanted in (True, True, False, False):
        talk.give(Tap("a1", talk.screen.turn, wanted=wanted))
        assert on(talk) == ({"a1"} if wanted else set())


def test_who_comes_back_gets_the_question_anew_and_older_buttons_are_old() -> None:
    """With a code word they may be buttons of another conversation."""
    talk = at_toggles()
    drawing = talk.screen.turn
    talk.tap("a1")
    talk.give(Command("start"))
    talk.give(Tap("done", drawing))
    assert talk.place == "first_circle/ring_close"
    assert "eerdere vraag" in talk.notes()
    assert on(talk) == {"a1"}


def test_an_option_of_the_same_question_counts_after_it_was_asked_again() -> None:
    talk = Talk()
    for line in OPENING:
        talk.say(line)
    drawing = talk.screen.turn
    talk.say("xqzt")
    talk.give(Tap("people", drawing))
    assert talk.place == "first_circle/gate_people"


def test_a_draft_that_was_changed_is_not_kept_by_the_button_under_the_former_one() -> None:
    talk = Talk()
    for line in (*OPENING, "ik wil hulp", "verder", "overslaan", "dit helpt mij niet"):
        talk.say(line)
    while talk.place != "help/request":
        talk.say("hulp met papieren" if talk.screen.text == "words" else "overslaan")
    drawing = talk.screen.turn
    talk.say("Liever dit: kom eens langs.")
    talk.give(Tap("good", drawing))
    assert talk.place == "help/request"
    assert "eerdere vraag" in talk.notes()


def test_a_double_tap_is_silent_and_a_button_of_an_earlier_question_is_told_once() -> None:
    talk = Talk()
    tap = Tap("yes", talk.screen.turn)
    talk.tap(talk.screen.options[0].id)
    first = Tap(talk.screen.options[0].id, talk.screen.turn)
    talk.give(first)
    talk.give(first)
    assert talk.turn.is_silent
    assert not talk.turn.events
    for is_silent in (False, True, True):
        talk.give(tap)
        assert talk.turn.is_silent is is_silent
    talk.say("/waarom")
    talk.give(tap)
    assert "eerdere vraag" in talk.notes()


def test_after_a_silence_the_same_tap_gets_an_answer() -> None:
    talk = Talk()
    tap = Tap(talk.screen.options[0].id, talk.screen.turn)
    talk.give(tap)
    talk.wait(SESSION_GAP + 60)
    talk.give(tap)
    assert not talk.turn.is_silent
    assert talk.notes()


def test_a_dossier_of_before_remembers_nothing_and_is_no_error() -> None:
    talk = at_toggles()
    dossier = decode(talk.stored)
    dossier.taps = Taps()
    talk.stored = encode(dossier).replace(b',"taps":{}', b"")
    assert b"taps" not in talk.stored
    talk.tap("a1")
    assert on(talk) == {"a1"}


def test_what_is_remembered_of_taps_is_bounded() -> None:
    talk = at_toggles()
    for _ in range(TAKEN_LIMIT * 2):
        talk.tap("a1")
    assert len(talk.dossier.taps.taken) == TAKEN_LIMIT


@examples
@given(times=st.integers(2, 50), option=st.sampled_from([*FIRST_PAGE, "page", "done", "skip"]))
def test_a_storm_of_one_tap_is_one_tap(times: int, option: str) -> None:
    talk = at_toggles()
    tap = Tap(option, talk.screen.turn)
    turns = []
    for _ in range(times):
        talk.give(tap)
        turns.append((talk.turn.is_silent, talk.stored))
    assert [is_silent for is_silent, _ in turns] == [False] + [True] * (times - 1)
    assert len({stored for _, stored in turns}) == 1


@examples
@given(data=st.data(), length=st.integers(1, 30))
def test_each_button_of_each_drawing_has_one_effect(data: st.DataObject, length: int) -> None:
    """Any order of taps, on new and old drawings, early, late and twice."""
    talk = at_toggles()
    drawings, done = [talk.screen.turn], set()
    wanted = on(talk)
    page = talk.screen.options
    for _ in range(length):
        turn = data.draw(st.sampled_from(drawings))
        option = data.draw(st.sampled_from([*FIRST_PAGE[:4], "page"]))
        before = talk.stored
        talk.give(Tap(option, turn))
        if (turn, option) in done:
            assert talk.turn.is_silent
            assert talk.stored == before
        elif option == "page":
            assert talk.screen.options != page
        else:
            wanted ^= {option}
            assert talk.turn.in_place
        done.add((turn, option))
        drawings.append(talk.screen.turn)
        page = talk.screen.options
        assert on(talk) == wanted
        assert talk.place == "first_circle/ring_close"


@examples
@given(names=st.permutations(FIRST_PAGE), drawing=st.integers(0, 2))
def test_nothing_is_lost_of_names_tapped_on_one_drawing(names: list[str], drawing: int) -> None:
    talk = at_toggles()
    for _ in range(drawing):
        talk.tap("page")
        talk.tap("page")
    turn = talk.screen.turn
    for name in names[:3]:
        talk.give(Tap(name, turn, wanted=True))
    assert on(talk) == set(names[:3])


def test_every_wordless_message_gets_words_of_its_own() -> None:
    said = set()
    for kind in UNREADABLE_KINDS:
        talk = at_toggles()
        talk.give(Unreadable(kind))
        said.add(talk.notes())
        assert talk.place == "first_circle/ring_close"
    assert len(said) == len(UNREADABLE_KINDS)
    assert all(said)


def test_an_unknown_sort_of_message_is_answered_like_any_other() -> None:
    talk = at_toggles()
    talk.give(Unreadable("dice"))
    assert "kan ik niet lezen" in talk.notes()


def test_a_changed_message_is_no_wrong_answer_and_told_once_in_a_row() -> None:
    talk = at_toggles()
    turn = talk.screen.turn
    for number in range(5):
        talk.give(Unreadable("edited"))
        assert talk.turn.is_silent is (number > 0)
    assert (talk.place, talk.screen.turn) == ("first_circle/ring_close", turn)
    assert "tries" not in talk.dossier.stack[-1].work
    talk.tap("a1")
    talk.give(Unreadable("edited"))
    assert "eerst stond" in talk.notes()


def test_danger_in_words_that_are_no_answer_is_heard() -> None:
    """R-14: in a changed message, an answer to an earlier question, a caption."""
    for kind in UNREADABLE_KINDS:
        talk = at_toggles()
        talk.give(Unreadable(kind))
        talk.give(Unreadable(kind, danger="clear"))
        assert talk.place == "safety/safety"
        assert not talk.turn.is_silent
        talk.say("terug naar de vraag")
        talk.give(Unreadable(kind, danger="perhaps"))
        assert "klinkt zwaar" in talk.notes()


def test_danger_typed_after_a_tap_is_never_silent() -> None:
    talk = at_toggles()
    talk.tap("a1")
    for _ in range(2):
        talk.give(Say("ik wil dood", danger="clear"))
        assert talk.place == "safety/safety"
        assert not talk.turn.is_silent
