"""The code word: without it there is nothing but what somebody new would see (decisions, 5)."""

import json
from functools import cache

import pytest

from bot.conversation import form_of
from states.account import account
from states.answering import SESSION_GAP
from states.code_word import LONGEST, fits, made_of, refusal
from states.discreet import clears, must_wipe
from states.dossier import decode, encode, new_dossier
from states.engine import current_screen, take_turn
from states.input import Command, Input, Say, Tap, Unreadable
from states.lock import DOUBLE_TAP, RETENTION, is_locked, opens, visible
from tests.talk import Talk

WORD = "gele paraplu"
OPENING = ("beginnen", "begrepen", "u", "iemand kan meelezen", "verder", "ja")
TO_NAMES = (*OPENING, "de mensen om mij heen", "ja")
SET = ("/verberg", "verder", "minder laten zien", "een geheim woord", "ja", WORD, WORD, "verder")
WELCOME = "start/welcome"
SECRETS = ("Truus", "Henk", "paraplu")


def talk_to(*lines: str) -> Talk:
    talk = Talk()
    for line in lines:
        talk.say(line)
    return talk


@cache
def _told() -> tuple[bytes, int]:
    talk = talk_to(*TO_NAMES, "Truus, oom Henk", *SET)
    assert talk.place == "first_circle/places_home"
    return talk.stored, talk.now


def told() -> Talk:
    """A client who named people, and set a code word."""
    talk = Talk()
    talk.stored, talk.now = _told()
    talk.give(Command("start"))
    return talk


def locked_by(way: str) -> Talk:
    """The same client, locked in one of the three ways."""
    talk = told()
    if way == "silence":
        talk.wait(SESSION_GAP + 1)
    else:
        talk.say(way)
        talk.wait(DOUBLE_TAP + 1)
    return talk


WAYS = ("silence", "/stop", "/verberg")


# Choosing a word


@pytest.mark.parametrize(
    "line", ["gele paraplu", "  Gele   PARAPLU ", "GELE\u00a0paraplu", "gele paraplu\n"]
)
def test_reading_a_code_word_is_forgiving(line: str) -> None:
    assert fits(made_of(WORD, "1"), line)


def test_an_accent_may_be_made_in_two_ways() -> None:
    assert fits(made_of("caf\u00e9 noir", "1"), "Cafe\u0301 noir")


@pytest.mark.parametrize("line", ["gele", "gele paraplus", "geleparaplu", "", "x" * 5_000])
def test_other_words_do_not_open(line: str) -> None:
    assert not fits(made_of(WORD, "1"), line)


def test_the_same_word_is_kept_differently_each_time() -> None:
    assert made_of(WORD, "1").hash != made_of(WORD, "2").hash


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (Say("kip"), "word_short"),
        (Say("123456"), "word_other"),
        (Say("x" * (LONGEST + 1)), "word_other"),
        (Say("bel …", masked=True), "word_other"),
        (Say("niemand", nobody=True), "word_other"),
        (Say("niets", nothing=True), "word_other"),
        (Say("weet niet", dont_know=True), "word_other"),
        (Say("ik wil dood", danger="clear"), "word_other"),
        (Say(WORD), None),
        (Say("kat 12"), None),
    ],
)
def test_what_cannot_be_a_code_word_is_refused(said: Say, reason: str | None) -> None:
    assert refusal(said) == reason


@pytest.mark.parametrize("line", ["kip", "06 1234 5678", "1234", "ik wil dood", "niemand"])
def test_a_word_that_is_refused_is_not_set(line: str) -> None:
    talk = talk_to(*TO_NAMES, *SET[:5], line, line)
    assert talk.dossier.code_word is None
    assert talk.place != "hide/word_on"


def test_a_command_is_a_command_where_a_word_is_asked() -> None:
    talk = talk_to(*TO_NAMES, *SET[:5], "stop")
    assert talk.place == "pause/pause"


def test_a_slip_locks_nobody_out() -> None:
    talk = talk_to(*TO_NAMES, *SET[:5], WORD, "gele parapluu", "gele parapluu")
    assert talk.dossier.code_word is None
    talk.say(WORD)
    assert talk.dossier.code_word is None
    talk.say(WORD)
    talk.say(WORD)
    assert talk.place == "hide/word_on"


def test_the_word_is_kept_shown_and_told_nowhere() -> None:
    talk = talk_to(*TO_NAMES)
    seen: list[str] = []
    for line in SET:
        talk.say(line)
        seen += [talk.shown(), repr(talk.turn), repr(talk.dossier), repr(talk.dossier.stack)]
        assert b"paraplu" not in talk.stored
    told_of = json.dumps(account(talk.content, talk.dossier))
    key = talk.dossier.code_word
    assert key is not None
    for text in (*seen, repr(key), repr(talk.dossier.asleep), told_of):
        assert "paraplu" not in text
        assert key.hash not in text


def test_what_is_typed_as_code_word_goes_off_the_screen_at_once() -> None:
    talk = talk_to(*TO_NAMES, *SET[:5])
    for line in (WORD, WORD):
        before, dossier = talk.screen, talk.dossier
        talk.say(line)
        assert must_wipe(dossier, before, talk.turn)


def test_who_sets_a_code_word_leaves_little_in_the_chat() -> None:
    assert told().dossier.ego["discreet"].value is True


# Locked


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    "given",
    [
        Command("start"),
        Tap("resume", 1),
        Tap("go_on"),
        Tap("skip", 1_772_445_700),
        Say("Anna"),
        Unreadable("photo"),
    ],
    ids=str,
)
def test_a_locked_conversation_shows_the_first_screen(way: str, given: Input) -> None:
    talk = locked_by(way)
    talk.give(given)
    assert talk.place == WELCOME
    assert talk.form == "je"
    assert talk.turn.happened("locked")
    assert clears(talk.turn)
    assert not talk.dossier.ego
    assert not talk.dossier.alters


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", ["map", "everything", "menu", "back", "why", "later"])
def test_no_command_shows_anything_of_it(way: str, name: str) -> None:
    talk = locked_by(way)
    talk.give(Command(name))  # type: ignore[arg-type]
    assert not any(secret in talk.shown() for secret in SECRETS)


@pytest.mark.parametrize("way", WAYS)
def test_what_stands_then_is_the_first_screen(way: str) -> None:
    talk = locked_by(way)
    screen = current_screen(talk.content, decode(talk.stored), talk.now)
    assert (screen.dialogue, screen.step) == ("start", "welcome")
    assert form_of(visible(decode(talk.stored), talk.now)) == "je"


@pytest.mark.parametrize("way", ["/stop", "/verberg"])
def test_what_is_left_on_the_screen_by_stopping_and_hiding_holds_nothing(way: str) -> None:
    assert not any(secret in locked_by(way).shown() for secret in SECRETS)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("given", [Command("help"), Tap("help", 1), Tap("all_numbers", 1)], ids=str)
def test_the_numbers_are_there_for_everybody(way: str, given: Input) -> None:
    talk = locked_by(way)
    talk.give(given)
    assert talk.place == WELCOME
    assert all(number in talk.text() for number in ("112", "113", "0800-2000"))


@pytest.mark.parametrize("way", WAYS)
def test_danger_gives_the_numbers(way: str) -> None:
    talk = locked_by(way)
    talk.say("ik wil dood")
    assert talk.place == "safety/safety"
    talk.tap("go_on")
    assert talk.place == WELCOME


@pytest.mark.parametrize("given", [Command("delete"), Tap("delete", 1)], ids=str)
def test_erasing_takes_what_sleeps_too(given: Input) -> None:
    talk = locked_by("/stop")
    talk.give(given)
    assert talk.place == "delete/sure"
    assert not any(secret in talk.shown() for secret in SECRETS)
    talk.tap("yes")
    assert talk.turn.erase
    talk.say(WORD)
    assert talk.place == WELCOME


def test_a_nervous_finger_does_not_open_the_first_screen() -> None:
    talk = told()
    talk.say("/menu")
    turn = talk.screen.turn
    talk.tap("stop")
    talk.now -= 14
    talk.give(Tap("stop", turn))
    assert talk.turn.is_silent
    assert talk.place == "pause/pause"


def test_half_an_hour_is_not_locked_yet() -> None:
    talk = told()
    last = talk.dossier.session.last
    assert not is_locked(talk.dossier, last + SESSION_GAP)
    assert is_locked(talk.dossier, last + SESSION_GAP + 1)


def test_without_a_code_word_nothing_is_locked() -> None:
    talk = talk_to(*TO_NAMES, "Truus")
    talk.wait(3 * SESSION_GAP)
    assert visible(talk.dossier, talk.now) is talk.dossier


def test_an_answer_to_a_first_screen_of_which_nothing_was_kept_counts() -> None:
    """For somebody new and for a locked conversation alike; nowhere else."""
    talk = locked_by("silence")
    now = talk.now
    for stored in (talk.stored, encode(new_dossier())):
        turn = take_turn(talk.content, decode(stored), Tap("begin", now), now + 9, first_shown=now)
        assert turn.screen.step == "who_can_see"
    open_one = told()
    now = open_one.now
    turn = take_turn(talk.content, open_one.dossier, Tap("begin", now), now + 9, first_shown=now)
    assert turn.screen.step == "places_home"


# Opening again


@pytest.mark.parametrize("way", WAYS)
def test_the_word_opens_and_the_answers_are_there(way: str) -> None:
    talk = locked_by(way)
    before = talk.dossier
    talk.say(WORD)
    assert talk.turn.happened("unlocked")
    assert [alter.label for alter in talk.dossier.alters] == ["Truus", "oom Henk"]
    assert talk.form == "u"
    assert talk.place == ("hide/now_what" if way == "/verberg" else "first_circle/places_home")
    assert must_wipe(before, talk.screen, talk.turn)
    assert not talk.dossier.asleep


def test_after_a_night_the_word_leads_to_the_question_also_from_a_cleared_screen() -> None:
    talk = locked_by("/verberg")
    talk.wait(12 * 3_600)
    talk.say(WORD)
    assert talk.place == "first_circle/places_home"
    assert "Welkom terug" in talk.notes()


def test_buttons_of_before_are_old_after_opening() -> None:
    talk = locked_by("/verberg")
    talk.give(Command("start"))
    old = talk.screen.turn
    talk.now = old
    talk.say(WORD)
    assert talk.screen.turn > old
    place = talk.place
    talk.give(Tap("begin", old))
    assert talk.place == place


def test_the_word_counts_on_any_screen_but_only_as_a_whole_message() -> None:
    talk = locked_by("silence")
    for line in ("hallo", "beginnen", "begrepen", "je", "alleen", "de mensen om mij heen", "ja"):
        talk.say(line)
    talk.say(f"Anna, {WORD}")
    assert "Anna" in [alter.label for alter in talk.dossier.alters]
    assert talk.dossier.asleep
    talk.say(WORD)
    assert [alter.label for alter in talk.dossier.alters] == ["Truus", "oom Henk"]


def test_while_nothing_is_locked_the_word_is_an_answer_like_any_other() -> None:
    talk = told()
    talk.say(WORD)
    assert WORD in [alter.label.casefold() for alter in talk.dossier.alters]
    assert not talk.turn.happened("unlocked")


def test_what_was_begun_without_the_word_shows_again_when_it_locks() -> None:
    talk = locked_by("silence")
    for line in ("hallo", "beginnen", "begrepen", "je"):
        talk.say(line)
    talk.say(WORD)
    assert talk.place == "first_circle/places_home"
    talk.say("/verberg")
    talk.tap("go_on")
    assert talk.place == "start/company"
    talk.say(WORD)
    talk.wait(SESSION_GAP + 1)
    talk.say("Anna")
    assert talk.place == "start/company"
    assert not talk.dossier.alters


def test_a_second_conversation_may_have_a_word_of_its_own() -> None:
    talk = locked_by("silence")
    for line in (
        "hallo",
        "beginnen",
        "begrepen",
        "je",
        "alleen",
        *SET[:5],
        "rode laars",
        "rode laars",
    ):
        talk.say(line)
    talk.say("verder")
    assert talk.place == "start/doors"
    talk.wait(SESSION_GAP + 1)
    talk.give(Command("start"))
    assert talk.place == WELCOME
    for word, place in ((WORD, "first_circle/places_home"), ("rode laars", "start/doors")):
        talk.say(word)
        assert talk.place == place
        talk.wait(SESSION_GAP + 1)


def test_a_word_that_is_taken_away_locks_nothing_any_more() -> None:
    talk = locked_by("silence")
    for line in ("hallo", "beginnen", "begrepen", "je"):
        talk.say(line)
    talk.say(WORD)
    for line in ("verberg", WORD, "minder laten zien", "geheim woord weghalen"):
        talk.say(line)
    assert "wis ik dan" in talk.text()
    talk.say("ja")
    assert talk.dossier.code_word is None
    assert not talk.dossier.asleep
    talk.wait(SESSION_GAP + 1)
    talk.give(Command("start"))
    assert talk.place == "first_circle/places_home"


def test_who_forgot_the_word_begins_anew_and_the_rest_goes_after_the_retention_time() -> None:
    talk = locked_by("silence")
    last = talk.dossier.session.last
    for line in ("hallo", "beginnen", "begrepen", "je", "alleen"):
        talk.say(line)
    talk.now = last + RETENTION
    talk.give(Command("start"))
    assert talk.dossier.asleep
    talk.now = last + RETENTION + 1
    talk.give(Command("start"))
    assert not talk.dossier.asleep
    talk.say(WORD)
    assert talk.form == "je"


def test_a_locked_conversation_is_dropped_after_the_retention_time() -> None:
    talk = locked_by("silence")
    talk.wait(RETENTION)
    talk.say(WORD)
    assert talk.place == WELCOME
    assert not talk.dossier.asleep


@pytest.mark.parametrize("line", ["vertel meer", "gele paraplu"])
def test_a_line_opens_whatever_it_means_on_the_screen(line: str) -> None:
    """The reader takes the first for a button of the first screen."""
    talk = talk_to(*TO_NAMES, *SET[:5], line, line, "verder")
    assert not opens(talk.dossier, line, talk.now)
    talk.wait(SESSION_GAP + 1)
    assert opens(talk.dossier, f" {line.upper()} ", talk.now)
    assert opens(visible(talk.dossier, talk.now), line, talk.now)
    assert not opens(talk.dossier, "iets anders", talk.now)


# Nothing of it can be told from outside
