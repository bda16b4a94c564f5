"""When Telegram fails: at most one question twice, and then everything goes on."""

import html
import time

import pytest

from bot.rendering import RenderedScreen
from bot.telegram import repeating, screens
from tests.fronts.house import house_for_module
from tests.fronts.telegram import TelegramFront
from tests.fronts.ways import COMPANY, FORM, NAMES, toggles
from tests.telegram.server import (
    ApiError,
    flood,
    garbled,
    proxy_page,
    refuse,
    reset,
    server_error,
    slow,
    truncated,
)

house = house_for_module()


@pytest.fixture(autouse=True)
def works_again(house):
    """No fault outlives its test."""
    yield
    house.server.faults.clear()


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    """A test need not wait as long as people."""
    monkeypatch.setattr(repeating, "RETRY_AFTER", 0.05)


def of(front):
    """Only calls about this chat."""
    return lambda _method, params: params.get("chat_id") == front.phone.user_id


WENT_WRONG = {
    "reset before": reset(effect=False),
    "reset after": reset(effect=True),
    "500": server_error(500),
    "502": server_error(502),
    "garbled": garbled(),
    "page": proxy_page(502),
    "page after": proxy_page(504, effect=True),
    "truncated": truncated(),
}


@pytest.mark.parametrize("name", WENT_WRONG)
def test_a_question_is_shown_at_most_twice_and_the_conversation_goes_on(house, name):
    front = TelegramFront(house, *FORM)
    rule = house.server.faults.add(WENT_WRONG[name], method="sendMessage", when=of(front))
    front.tap("Je")
    assert rule.used == 1
    shown = [one for one in front.phone.from_bot if "Welke zin klopt nu?" in one.text]
    assert 1 <= len(shown) <= 2
    front.tap("Ik ben alleen")
    assert front.place == "start/doors"
    assert front.last.buttons
    assert house.rows()["outbox"] == 0


@pytest.mark.parametrize("name", WENT_WRONG)
@pytest.mark.parametrize("method", ["editMessageText", "answerCallbackQuery"])
def test_a_failed_edit_or_sign_loses_nothing(house, name, method):
    front = TelegramFront(house, *FORM)
    question = front.last
    house.server.faults.add(WENT_WRONG[name], method=method)
    front.tap("Je")
    assert question.text.endswith("👉 Je")
    assert front.with_buttons == [front.last]
    assert front.place == "start/company"


def test_edits_that_always_fail_do_not_keep_the_next_question_away(house):
    front = TelegramFront(house, *FORM)
    house.server.faults.add(refuse(ApiError(400, "Bad Request: something new")), when=of(front),
                            method="editMessageText", count=None)  # fmt: skip
    front.tap("Je")
    assert "Welke zin klopt nu?" in front.last.text
    assert front.place == "start/company"


def test_who_is_told_to_wait_makes_nobody_else_wait(house):
    slowly, other = TelegramFront(house, *FORM), TelegramFront(house, *FORM)
    house.server.faults.add(flood(2), method="sendMessage", when=of(slowly))
    slowly.phone.tap("Je")
    began = time.monotonic()
    other.phone.tap("Je")
    other.phone.until_blocking(lambda: "Welke zin klopt nu?" in other.last.text)
    assert time.monotonic() - began < 1.0
    assert "Welke zin klopt nu?" not in slowly.last.text
    slowly.go_on()
    assert 1.5 < time.monotonic() - began < 5.0
    assert "Welke zin klopt nu?" in slowly.last.text
    assert len([one for one in slowly.phone.from_bot if "Welke zin klopt" in one.text]) == 1


def test_a_slow_answer_keeps_the_order(house):
    front = TelegramFront(house, *NAMES)
    house.server.faults.add(slow(0.4), method="sendMessage", when=of(front))
    front._look()
    front.phone.say("Quirijn")
    time.sleep(0.1)
    front.phone.say("Fenna")
    front.go_on()
    assert {"Quirijn"} <= {name for name, _ in front.known[1]}
    assert front.with_buttons == [front.last]


def test_a_message_to_edit_that_is_gone_becomes_a_new_one(house):
    front = TelegramFront(house, *toggles("Ada", "Ben"))
    question = front.last
    gone = refuse(ApiError(400, "Bad Request: message to edit not found"))
    house.server.faults.add(gone, method="editMessageText", when=of(front))
    front.tap("⬜ Ben")
    assert front.last is not question
    assert front.last.buttons[:2] == ["⬜ Ada", "✅ Ben"]
    front.tap("Klaar")
    assert front.place == "first_circle/ring_friend"


def test_a_message_that_says_so_already_is_well(house):
    front = TelegramFront(house, *toggles("Ada", "Ben"))
    question, edits = front.last, len(house.calls_to(front.phone, "editMessageText"))
    same = "Bad Request: message is not modified: specified new message content and reply markup"
    house.server.faults.add(refuse(ApiError(400, same)), method="editMessageText", when=of(front))
    front.tap("⬜ Ben")
    assert front.last is question
    assert house.rows()["outbox"] == 0
    assert len(house.calls_to(front.phone, "editMessageText")) - edits == 1
    front.tap("Klaar")
    assert front.place == "first_circle/ring_friend"


def test_a_sign_that_comes_too_late_is_no_matter(house):
    front = TelegramFront(house, *FORM)
    late = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    house.server.faults.add(refuse(ApiError(400, late)), method="answerCallbackQuery")
    front.tap("Je")
    assert front.place == "start/company"
    assert "Welke zin klopt nu?" in front.last.text


def test_taps_that_waited_for_two_minutes_count_and_are_answered_without_an_error(house):
    front = TelegramFront(house, *FORM)
    house.stop_app()
    [query] = front.phone.tap("Je")
    house.clock.advance(140)
    house.start_app()
    front.go_on()
    assert front.place == "start/company"
    assert house.server.query(query).answers


@pytest.mark.parametrize("name", ["A<B", "Bo>C", "O'Neil", "x</b>y"])
def test_signs_of_html_in_names_are_shown_as_they_are(house, name):
    front = TelegramFront(house, *NAMES)
    front.type(name)
    shown = front.last.text
    if front.place == "first_circle/places_home":
        assert f"Ik schreef op: {name}." in shown
    front.go("/alles")
    assert not front.last.entities


def test_everything_about_many_people_comes_in_pieces_with_buttons_under_the_last(
    house, monkeypatch
):
    monkeypatch.setattr(screens, "LONGEST", 300)
    front = TelegramFront(house, *NAMES)
    for place in ("typ", "thuis", "buurt", "werk"):
        front.type(", ".join(f"buurvrouw {chr(65 + n)} van de {place}" for n in range(10)))
    front.go("/alles")
    parts = front.messages
    assert len(parts) > 2
    assert all(0 < len(one.text) <= 300 for one in parts)
    assert [bool(one.buttons) for one in parts] == [False] * (len(parts) - 1) + [True]
    assert all(one.is_protected for one in parts)
    front.go("gezien")
    assert front.with_buttons == [front.last]
    front.go("/alles", "/verberg")
    assert "buurvrouw" not in front.everything


def test_in_discreet_mode_all_pieces_give_way_to_the_next_question(house, monkeypatch):
    front = TelegramFront(house, *COMPANY, "iemand kan meelezen", "verder", "ja")
    front.go("de mensen om mij heen", "ja")
    front.type(", ".join(f"buurvrouw {chr(65 + n)} van de straat" for n in range(10)))
    monkeypatch.setattr(screens, "LONGEST", 200)
    front.go("/alles")
    assert len(front.messages) > 1
    monkeypatch.undo()
    front.go("gezien")
    assert "van de straat, " not in front.everything
    assert "Dit heb ik over" not in front.everything


@pytest.mark.parametrize(
    "paragraph",
    [" ".join(f"woord{n}" for n in range(1_500)), "<&>" * 2_000, "😀" * 5_000, "a" * 9_000],
)
def test_a_text_of_any_length_is_split_and_loses_nothing(paragraph):
    texts = [html.unescape(one) for one in screens.texts_of(RenderedScreen(1, [paragraph]))]
    assert all(len(text.encode("utf-16-le")) // 2 <= 4_096 for text in texts)
    assert "".join("".join(texts).split()) == "".join(paragraph.split())


def test_a_poll_that_fails_loses_no_tap(house):
    front = TelegramFront(house, *FORM)
    house.server.faults.add(server_error(500), method="getUpdates", count=1)
    front.tap("Je")
    assert front.place == "start/company"
