"""What people send besides words: each gets one fitting answer, and nothing is lost by it."""

import pytest

from tests.fronts.house import house_for_module
from tests.fronts.telegram import TelegramFront
from tests.fronts.ways import NAMES
from tests.telegram.server.content import KINDS

house = house_for_module()

ANSWERS = {
    "voice": "Ik kan niet luisteren.",
    "audio": "Ik kan niet luisteren.",
    "photo": "Ik kan geen foto zien.",
    "video": "Ik kan geen filmpje zien.",
    "video_note": "Ik kan geen filmpje zien.",
    "sticker": "Een plaatje kan ik niet lezen.",
    "animation": "Een plaatje kan ik niet lezen.",
    "location": "Waar je bent, bewaar ik niet.",
    "venue": "Waar je bent, bewaar ik niet.",
    "contact": "Nummers van mensen bewaar ik niet.",
    "document": "Dit kan ik niet openen.",
    "dice": "Dit kan ik niet lezen.",
    "poll": "Dit kan ik niet lezen.",
}
"""A text for each kind; notes of Telegram (service) and what has nothing in it get none."""


@pytest.fixture
def front(house):
    """Somebody who is asked for names, and has given one."""
    return TelegramFront(house, *NAMES, "Quirijn")


def said(front, answer):
    """That one message came, with the answer and the question, and that nothing else changed."""
    question = "Wie wil je noemen?"
    assert len(front.messages) == 1
    assert front.last.text.startswith(answer), front.last.text
    assert front.last.text.count(question) == 1
    assert front.with_buttons == [front.last]
    assert front.place == "first_circle/places_home"


def test_there_is_an_answer_for_every_kind():
    assert set(KINDS) - set(ANSWERS) == {"service", "empty"}


@pytest.mark.parametrize("kind", ANSWERS)
def test_each_kind_gets_one_kind_answer(front, kind):
    known = front.known
    front.send(kind)
    said(front, ANSWERS[kind])
    assert front.known == known


def test_words_under_a_photo_count_as_words(front):
    front.send("photo", "Fenna")
    assert "Fenna" in front.last.text
    assert "Fenna" in {name for name, _ in front.known[1]}


def test_a_cry_for_help_under_a_photo_is_heard(front):
    front.send("photo", "ik wil niet meer leven")
    assert "113" in front.last.text


def test_notes_of_telegram_get_no_answer(front):
    known, before = front.known, len(front.phone.messages)
    front.send("service")
    front.send("empty")
    assert len(front.phone.messages) == before + 2
    assert front.known == known


def test_a_kind_that_does_not_exist_yet_gets_no_answer_or_a_kind_one(front):
    known = front.known
    push(front, hologram={"file_id": "x"})
    assert front.known == known
    assert "Quirijn" in front.everything
    assert front.with_buttons == [front.last]


@pytest.mark.parametrize(
    "origin",
    [
        {"type": "hidden_user", "date": 1, "sender_user_name": "Wubbo"},
        {"type": "user", "date": 1, "sender_user": {"id": 5, "is_bot": False, "first_name": "W"}},
    ],
    ids=["hidden", "known"],
)
@pytest.mark.parametrize("content", [{"text": "Wubbo"}, {**KINDS["photo"], "caption": "Wubbo"}])
def test_what_was_forwarded_is_nobodys_answer(front, origin, content):
    known = front.known
    push(front, forward_origin=origin, **content)
    said(front, "Dit bericht is van iemand anders.")
    assert front.known == known


def test_a_cry_for_help_that_was_forwarded_is_heard(front):
    origin = {"type": "hidden_user", "date": 1, "sender_user_name": "Wubbo"}
    push(front, forward_origin=origin, text="ik wil niet meer leven")
    assert "113" in front.last.text


def test_a_message_of_eight_thousand_signs_and_one_of_spaces(front):
    front.type("   \n  ")
    assert front.with_buttons == [front.last]
    front.type("en " * 1_300)
    assert front.with_buttons == [front.last]
    assert front.place in ("first_circle/places_home", "first_circle/places_near")


@pytest.mark.parametrize("text", ["👍", "🙏🏽", "؟", "\u202e\u0000abc", "....", "😀" * 200])
def test_signs_alone_lose_nothing(front, text):
    front.type(text)
    assert front.with_buttons == [front.last]
    assert "Quirijn" in {name for name, _ in front.known[1]}


def push(front, **content):
    """A message that the phone of these tests cannot make."""
    front._look()
    phone = front.phone
    message = {
        "message_id": 9_000_000 + phone.user_id,
        "from": phone.chat.user,
        "chat": phone.chat.as_json(),
        "date": int(front.house.clock()),
        **content,
    }
    number = front.house.server.state.updates.next_id
    front.house.server.push({"update_id": number, "message": message})
    front.go_on()
