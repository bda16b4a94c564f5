"""Pictures and files on the phone: they come before their question, and go when it is time."""

import asyncio
import time

import pytest

from bot.pictures.studio import NotMade, Studio
from bot.telegram import app, repeating
from bot.telegram.enclosures import PLAIN
from tests.fronts.house import house_for_module
from tests.fronts.telegram import TelegramFront
from tests.fronts.ways import COMPANY, NAMES
from tests.telegram.drawn import opened
from tests.telegram.server import (
    ApiError,
    flood,
    refuse,
    reset,
    server_error,
    slow,
    truncated,
)

house = house_for_module()

CROWD = [
    ", ".join(f"{who} {chr(65 + n)}" for n in range(20)) for who in ("buur", "nicht", "collega")
]
QUESTION = "Dit is jouw kring."
NO_PICTURE = "Het plaatje lukt nu niet."
NO_FILE = "Het bestand lukt nu niet."
KNOWN = (*NAMES, "Quirijn, Fenna, Wubbo")
DISCREET = (*COMPANY, "iemand kan meelezen", "verder", "ja", "de mensen om mij heen", "ja", "Fenna")
TO_LIST = ("/kaart", "meer zien", "iets meenemen", "een lijst met namen")
TO_PICTURE_FILE = ("/kaart", "meer zien", "iets meenemen", "een plaatje")
SHOW = "laat het als plaatje zien"
TO_MARKS = ("/kaart", "meer zien", "andere keuzes", "meer laten zien", "ja", SHOW)
TWO_DAYS = 49 * 3600
WENT_WRONG = {
    "reset before": reset(effect=False),
    "reset after": reset(effect=True),
    "500": server_error(500),
    "truncated": truncated(),
}


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


def fails(house, front, fault, method="sendPhoto", count=1):
    """Let something go wrong with the pictures of one chat."""
    return house.server.faults.add(fault, method=method, when=of(front), count=count)


def kinds(front):
    """What the bot wrote since the last line, by kind."""
    return [one.kind for one in front.messages]


def is_plain(house, message):
    return house.upload(message).data == PLAIN.data


def broken(*_args):
    raise ValueError("Quirijn cannot be drawn")


def test_the_picture_comes_first_and_the_question_has_the_buttons(house):
    front = TelegramFront(house, *KNOWN)
    front.go("/kaart")
    picture, question = front.messages
    assert (picture.kind, picture.text, picture.buttons) == ("photo", "", [])
    assert picture.is_protected
    assert question.text.startswith(QUESTION)
    assert front.with_buttons == [question]
    image = opened(house.upload(picture).data)
    assert image.width > 600
    assert len(image.convert("L").getcolors(256)) > 20


def test_the_picture_stays_when_one_goes_on(house):
    front = TelegramFront(house, *KNOWN, "/kaart")
    [picture] = front.pictures
    front.tap("Gezien")
    assert front.pictures == [picture]
    assert picture.edit_date is None
    assert front.place == "first_circle/places_home"


def test_who_asks_twice_gets_it_twice(house):
    front = TelegramFront(house, *KNOWN, "/kaart", "/kaart")
    assert len(front.pictures) == 2
    assert front.with_buttons == [front.last]


def test_words_that_are_no_answer_bring_no_second_picture(house):
    front = TelegramFront(house, *KNOWN, "/kaart", "mooi hoor")
    [picture] = front.pictures
    assert QUESTION in front.last.text
    front.go("nog eens")
    assert front.pictures == [picture]
    front.go("/verberg")
    assert front.pictures == []
    front.go("verder", "/kaart", "mooi hoor")
    assert len(front.pictures) == 1


def test_a_tall_picture_comes_as_a_file_that_nobody_makes_smaller(house):
    front = TelegramFront(house, *NAMES, *CROWD)
    front.go("/kaart")
    picture, question = front.messages
    assert picture.kind == "document"
    assert picture.is_protected
    assert question.text.startswith(QUESTION)
    upload = house.upload(picture)
    assert (upload.name, upload.content_type) == ("plaatje.png", "image/png")
    assert opened(upload.data).height > 1280


# Out of sight


def test_hiding_takes_the_picture_off(house):
    front = TelegramFront(house, *KNOWN, "/kaart", "gezien", "/kaart")
    front.type("/verberg")
    assert [one.kind for one in front.phone.messages] == ["text"]


def test_erasing_takes_pictures_and_files_off(house):
    front = TelegramFront(house, *KNOWN, *TO_LIST, "ja, geef de lijst", "/wissen")
    front.tap("Ja, wis alles")
    assert [one.kind for one in front.phone.messages] == ["text"]


@pytest.mark.parametrize(
    "lines", [("/kaart",), ("/kaart", "gezien"), (*TO_LIST, "ja, geef de lijst")]
)
def test_after_two_days_hiding_makes_pictures_and_files_plain(house, lines):
    front = TelegramFront(house, *KNOWN, *lines)
    shown = front.pictures
    house.wait(TWO_DAYS)
    front.type("/verberg")
    assert front.pictures == shown
    for one in shown:
        assert is_plain(house, one)
        assert one.text == "Goed."
    edits = len(house.calls_to(front.phone, "editMessageMedia"))
    assert edits == len(shown)
    front.go("verder", "/verberg")
    assert len(house.calls_to(front.phone, "editMessageMedia")) == edits


def test_hiding_tries_again_what_could_not_be_made_plain(house):
    front = TelegramFront(house, *KNOWN, "/kaart", "gezien")
    house.wait(TWO_DAYS)
    fails(house, front, refuse(ApiError(400, "Bad Request: something new")), "editMessageMedia")
    front.type("/verberg")
    assert not is_plain(house, front.pictures[0])
    assert front.last.buttons
    front.type("/verberg")
    assert is_plain(house, front.pictures[0])


def test_in_discreet_mode_the_picture_goes_with_the_next_question(house):
    front = TelegramFront(house, *DISCREET)
    stands = len(front.phone.messages)
    front.go("/kaart")
    assert kinds(front) == ["photo", "text"]
    assert len(front.phone.messages) == stands + 1
    front.tap("Gezien")
    assert front.pictures == []
    assert len(front.phone.messages) == stands
    front.go("/kaart", "mooi hoor")
    assert len(front.pictures) == 1
    assert len(front.phone.messages) == stands + 1
    front.go("/menu")
    assert front.pictures == []


def test_in_discreet_mode_a_tap_brings_picture_and_question_anew(house):
    front = TelegramFront(house, *DISCREET, "/kaart", "meer zien")
    message = front.last
    front.tap("De kring") if "De kring" in message.buttons else front.go("de kring")
    assert kinds(front) == ["photo", "text"]
    assert message not in front.phone.messages


def test_in_discreet_mode_an_old_picture_becomes_plain(house):
    front = TelegramFront(house, *DISCREET, "/kaart")
    [picture] = front.pictures
    house.wait(TWO_DAYS)
    front.tap("Gezien")
    assert front.pictures == [picture]
    assert is_plain(house, picture)


def test_in_discreet_mode_a_file_goes_with_the_next_question(house):
    front = TelegramFront(house, *DISCREET, *TO_LIST, "ja, geef de lijst")
    assert kinds(front) == ["document", "text"]
    front.tap("Nee, dit is genoeg")
    assert front.pictures == []


@pytest.mark.parametrize("is_old", [False, True])
def test_marks_are_taken_off_with_their_question(house, is_old):
    front = TelegramFront(house, *KNOWN, *TO_MARKS)
    assert front.place == "look/marks_picture"
    picture = front.messages[0]
    assert picture.is_protected
    if is_old:
        house.wait(TWO_DAYS)
    front.tap("Gezien")
    assert front.place == "look/further"
    if is_old:
        assert is_plain(house, picture)
    else:
        assert picture.is_deleted


# Files


def test_a_file_comes_before_its_question_and_can_be_passed_on(house):
    front = TelegramFront(house, *KNOWN, *TO_LIST)
    front.go("ja, geef de lijst")
    file, question = front.messages
    assert (file.kind, file.is_protected, file.buttons) == ("document", False, [])
    upload = house.upload(file)
    assert upload.name.endswith(".pdf")
    assert "%" not in upload.name
    assert upload.content_type == "application/pdf"
    assert upload.data.startswith(b"%PDF-")
    assert front.with_buttons == [question]
    front.go("verder")
    assert file in front.pictures


def test_a_picture_to_take_along_comes_as_a_file(house):
    front = TelegramFront(house, *KNOWN, *TO_PICTURE_FILE)
    front.go("de kring")
    file, _question = front.messages
    assert (file.kind, file.is_protected) == ("document", False)
    assert house.upload(file).content_type == "image/png"
    assert opened(house.upload(file).data).width > 600


# When it does not work


def test_what_cannot_be_drawn_keeps_no_question_away(house, monkeypatch, capsys):
    front = TelegramFront(house, *KNOWN)
    monkeypatch.setattr("bot.taking_along.Workshop.picture", broken)
    front.go("/kaart")
    [message] = front.messages
    assert message.text.startswith(NO_PICTURE)
    assert QUESTION in message.text
    assert message.buttons
    log = capsys.readouterr().err
    assert "picture_not_made" in log
    assert "ValueError" in log
    assert "Quirijn" not in log
    monkeypatch.undo()
    front.go("/kaart")
    assert kinds(front) == ["photo", "text"]


def test_a_file_that_cannot_be_made_keeps_no_question_away(house, monkeypatch, capsys):
    front = TelegramFront(house, *KNOWN, *TO_LIST)
    monkeypatch.setattr("bot.taking_along.Workshop.file", broken)
    front.go("ja, geef de lijst")
    [message] = front.messages
    assert message.text.startswith(NO_FILE)
    assert message.buttons
    assert "Quirijn" not in capsys.readouterr().err


def test_a_refused_picture_keeps_no_question_away(house, capsys):
    front = TelegramFront(house, *KNOWN)
    rule = fails(house, front, refuse(ApiError(400, "Bad Request: IMAGE_PROCESS_FAILED")))
    front.go("/kaart")
    assert rule.used == 1
    [message] = front.messages
    assert message.text.startswith(NO_PICTURE)
    assert message.buttons
    assert house.rows()["outbox"] == 0
    log = capsys.readouterr().err
    assert "picture_refused" in log
    assert "Quirijn" not in log


def test_a_picture_that_has_to_wait_comes_once_and_whole(house):
    front = TelegramFront(house, *KNOWN)
    rule = fails(house, front, flood(1))
    front.go("/kaart")
    assert rule.used == 1
    assert kinds(front) == ["photo", "text"]
    assert opened(house.upload(front.pictures[0]).data).width > 600


@pytest.mark.parametrize("name", WENT_WRONG)
def test_a_picture_comes_at_most_twice_and_its_question_once(house, name):
    front = TelegramFront(house, *KNOWN)
    rule = fails(house, front, WENT_WRONG[name])
    front.go("/kaart")
    assert rule.used == 1
    assert kinds(front) in (["photo", "text"], ["photo", "photo", "text"])
    front.tap("Gezien")
    assert front.place == "first_circle/places_home"
    assert house.rows()["outbox"] == 0


def test_a_file_comes_at_most_twice_and_its_question_once(house):
    front = TelegramFront(house, *KNOWN, *TO_LIST)
    fails(house, front, reset(effect=True), "sendDocument")
    front.go("ja, geef de lijst")
    assert kinds(front) == ["document", "document", "text"]
    assert NO_FILE not in front.last.text


def test_a_picture_of_which_nothing_is_heard_keeps_no_question_away(house):
    front = TelegramFront(house, *KNOWN)
    rule = fails(house, front, reset(effect=False), count=None)
    front.go("/kaart")
    assert rule.used == 2
    [message] = front.messages
    assert message.text.startswith(NO_PICTURE)


def test_slow_work_shows_that_something_is_coming(house, monkeypatch):
    front = TelegramFront(house, *KNOWN)
    monkeypatch.setattr("bot.telegram.enclosures.SHOW_WORK_AFTER", 0.02)
    fails(house, front, slow(0.2))
    front.go("/kaart")
    assert front.phone.chat.actions == ["upload_photo"]
    front.go("/kaart", "meer zien", "iets meenemen", "een lijst met namen")
    fails(house, front, slow(0.2), "sendDocument")
    front.go("ja, geef de lijst")
    assert front.phone.chat.actions[-1] == "upload_document"


def test_who_blocked_the_bot_gets_neither(house):
    front = TelegramFront(house, *KNOWN)
    front.phone.say("/kaart")
    front.phone.chat.is_blocked = True
    front.go_on()
    assert house.rows()["outbox"] == 0
    sends = len(house.calls_to(front.phone))
    house.wait(60)
    assert len(house.calls_to(front.phone)) == sends
    front.start()
    assert front.last.buttons


def test_a_stop_between_picture_and_question_shows_both_again(house, monkeypatch):
    front = TelegramFront(house, *KNOWN)
    monkeypatch.setattr(app, "STOP_SECONDS", 0.1)
    rule = fails(house, front, slow(2.0), "sendMessage")
    front.phone.say("/kaart")
    while not rule.used:
        time.sleep(0.002)
    house.stop_app()
    assert house.rows()["outbox"] == 1
    house.server.faults.clear()
    house.start_app()
    house.wait(10)
    assert house.rows()["outbox"] == 0
    assert len(front.pictures) == 2
    assert front.last.text.startswith(QUESTION)
    front.type("/verberg")
    left = [one.kind for one in front.phone.messages]
    assert left.count("photo") <= 1  # that of which nothing was remembered


def test_nobody_waits_for_the_picture_of_somebody_else(house, monkeypatch):
    slowly, other = TelegramFront(house, *KNOWN), TelegramFront(house, *KNOWN)
    may_go_on = asyncio.Event()

    async def picture(_studio, _chart, _form):
        await may_go_on.wait()
        raise NotMade("not_made")

    monkeypatch.setattr(Studio, "picture", picture)
    slowly.phone.say("/kaart")
    other.phone.say("/menu")
    other.phone.until_blocking(lambda: other.last.text.startswith("Wat wil je doen?"))
    assert QUESTION not in slowly.last.text
    house.run(asyncio.sleep(0, may_go_on.set()))
    slowly.go_on()
    assert QUESTION in slowly.last.text
