"""Sharing with a worker by phone: a code, what is shown, sent, answered, and taken back."""

import pytest

from bot.bootstrap import ALL
from bot.offers import WRONG_CODES
from states.dossier import decode
from states.sharing.snapshot import decode_snapshot
from tests.fronts.house import House
from tests.fronts.joined import content_of
from tests.fronts.sharing import Worker
from tests.fronts.telegram import TelegramFront
from tests.fronts.ways import COMPANY, DOORS, NAMES, named
from tests.telegram.drawn import opened
from tests.telegram.server import reset

HOUR = 3600
LINE = "Er staat iets voor je klaar."
NO_CODE = "Die code werkt niet."
WRONG = "BCD-FGH-JKL"
ACCEPT = ("ja, beginnen", "ja, dit klopt", "ja, verder")
CHOOSE = ("Mijn kring in beeld", "klaar", "Quirijn", "klaar", "met de naam", "verder")
SAY = ("bel mij", "er is geen haast", "geen naam", "nee, alleen lezen", "drie maanden")
TO_PREVIEW = (*ACCEPT, *CHOOSE, *SAY)
TO_CONFIRM = (*TO_PREVIEW, "ja, zo is het goed")
SEND = "Ja, stuur het"
PEOPLE = ("Quirijn", "Fenna")


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    with House(tmp_path_factory.mktemp("house"), content_of(*sorted(ALL))) as made:
        yield made
        made.settle()
        made.assert_clean()


@pytest.fixture
def sanne(house):
    return Worker(house.kring.store, house.clock)


@pytest.fixture
def front(house):
    return TelegramFront(house, *named(*PEOPLE))


def with_code(front, worker, *lines):
    """Type the code of a worker, and go on."""
    front.type(worker.code())
    front.go(*lines)
    return front


def stored(front):
    store = front.house.kring.store
    client = store.find_client("telegram", str(front.phone.user_id))
    return decode(store.load(client).content)


def lines_of(front):
    return [one for one in front.phone.from_bot if one.text == LINE]


def share_id(front):
    return bytes.fromhex(stored(front).shares[-1].id)


# The code


def test_a_typed_code_shows_whose_it_is_before_anything_is_said(front, sanne):
    with_code(front, sanne, "ja, beginnen")
    assert front.place == "share/offer"
    assert "Sanne" in front.last.text
    assert "Wijkteam Noord" in front.last.text
    assert [one.accepted for one in stored(front).pairings] == [False]
    front.say("ja, dit klopt")
    assert [one.accepted for one in stored(front).pairings] == [True]
    assert not sanne.shares


def test_the_link_behind_a_qr_does_the_same(front, sanne):
    front.start(f"k-{sanne.code()}")
    front.say("ja, beginnen")
    assert front.place == "share/offer"
    assert "Sanne" in front.last.text


def test_who_comes_in_by_the_link_gets_to_know_kring_first(house, sanne):
    front = TelegramFront.__new__(TelegramFront)
    front.house, front.phone, front._before = house, house.phone("Anna"), set()
    front.start(f"k-{sanne.code()}")
    assert "Beginnen" in front.last.buttons
    assert [one.worker.name for one in stored(front).pairings] == ["Sanne"]
    front.go(*DOORS)
    assert front.place == "start/doors"


def test_a_code_at_the_question_for_a_code_goes_on(front, sanne):
    front.go("delen", "ja, beginnen", "ik heb een code")
    assert front.place == "share/code"
    front.type(WRONG)
    assert front.place == "share/code"
    assert NO_CODE in front.last.text
    front.type(sanne.code().lower().replace("-", " "))
    assert front.place == "share/offer"


def test_a_wrong_code_is_no_name(house):
    front = TelegramFront(house, *NAMES)
    question = front.last.text
    before = front.known
    front.type(WRONG)
    assert (
        front.last.text == f"{NO_CODE} Kijk nog eens goed. Of vraag een nieuwe code.\n\n{question}"
    )
    assert front.known == before


@pytest.mark.parametrize("way", ["typed", "link"])
def test_a_code_that_is_past_is_told_and_changes_nothing(house, sanne, way):
    front = TelegramFront(house, *NAMES)
    code = sanne.code()
    house.wait(16 * 60)
    before = front.known
    if way == "typed":
        front.type(code)
    else:
        front.start(f"k-{code}")
    assert NO_CODE in front.last.text
    assert "Wie wil je noemen?" in front.last.text
    assert front.known == before


def test_a_code_that_somebody_else_took_is_as_wrong_as_any(house, front, sanne):
    code = sanne.code()
    front.type(code)
    other = TelegramFront(house, *NAMES)
    other.type(code)
    assert NO_CODE in other.last.text
    assert not stored(other).pairings


def test_after_ten_wrong_codes_a_right_one_is_not_looked_up_for_an_hour(house, sanne):
    front, other = TelegramFront(house, *NAMES), TelegramFront(house, *NAMES)
    for _ in range(WRONG_CODES):
        front.type(WRONG)
    front.type(sanne.code())
    assert NO_CODE in front.last.text
    assert not stored(front).pairings
    with_code(other, sanne)
    assert other.place == "share/explain"
    house.wait(HOUR)
    with_code(front, sanne)
    assert [one.worker.name for one in stored(front).pairings] == ["Sanne"]


def test_a_code_in_discreet_mode_does_not_stay_in_the_chat(house, sanne):
    front = TelegramFront(house, *COMPANY, "iemand kan meelezen", "verder", "ja")
    code = sanne.code()
    front.type(code)
    assert code not in front.everything
    assert front.with_buttons == [front.last]
    assert stored(front).pairings


def test_a_danger_is_heard_before_any_code(front, sanne):
    front.type("ik wil dood")
    front.type(sanne.code())
    assert "113" in front.everything


# What is shown, and sent


def test_the_preview_has_the_picture_and_what_is_sent_is_what_it_says(front, sanne):
    with_code(front, sanne, *TO_PREVIEW)
    assert front.place == "share/exact_preview"
    assert front.pictures
    opened(front.house.upload(front.pictures[-1]).data)
    text = front.last.text
    assert "Quirijn" in text
    assert "Fenna" not in text
    assert not sanne.shares
    front.go("ja, zo is het goed", SEND)
    [shared] = sanne.shares
    said = decode_snapshot(shared.payload)
    assert b"Fenna" not in shared.payload
    lines = [one for block in said.document.blocks for one in getattr(block, "lines", ())]
    assert all(str(line) in text for line in lines)


def test_the_preview_may_not_be_passed_on_and_what_one_shows_oneself_may(house, front, sanne):
    with_code(front, sanne, *TO_PREVIEW)
    sent = house.calls_to(front.phone, "sendMessage")[-1]
    assert sent.params["protect_content"] is True
    front.go("niets laten zien", "klaar", "/delen", "ja, beginnen", "ik laat het zelf zien")
    front.go("ja, verder", *CHOOSE)
    front.go("geen naam", "ja, zo is het goed", "als tekst")
    assert front.place == "share/as_text"
    sent = house.calls_to(front.phone, "sendMessage")[-1]
    assert "Quirijn" in sent.params["text"]
    assert "protect_content" not in sent.params


def test_the_preview_comes_as_a_file_too(front, sanne):
    with_code(front, sanne, *TO_PREVIEW, "als bestand bekijken")
    [file] = [one for one in front.pictures if one.kind == "document"]
    assert front.house.upload(file).data.startswith(b"%PDF")
    assert front.place == "share/exact_preview"


def test_a_share_is_there_once_it_is_sent(front, sanne):
    with_code(front, sanne, *TO_CONFIRM)
    assert not sanne.shares
    front.say(SEND)
    assert front.place == "share/sent"
    assert [one.id for one in sanne.shares] == [share_id(front)]


@pytest.mark.parametrize("times", [2, 5])
def test_send_tapped_more_often_sends_once(front, sanne, times):
    with_code(front, sanne, *TO_CONFIRM)
    front.tap(SEND, times=times)
    assert len(sanne.shares) == len(stored(front).shares) == 1


def test_an_old_send_button_sends_nothing_more(front, sanne):
    with_code(front, sanne, *TO_CONFIRM)
    confirm = front.last.message_id
    front.tap(SEND)
    front.say("klaar")
    front.tap(SEND, confirm, times=3)
    assert len(sanne.shares) == len(stored(front).shares) == 1


def test_where_the_worker_went_meanwhile_nothing_is_sent_and_the_client_hears_so(
    house, front, sanne
):
    with_code(front, sanne, *TO_CONFIRM)
    assert sanne.leave()
    front.say(SEND)
    house.wait(60)
    assert len(lines_of(front)) == 1
    dossier = stored(front)
    assert [bool(one.ended) for one in dossier.pairings] == [True]
    assert all(one.ended for one in dossier.shares)


def test_a_send_of_which_nobody_knows_shows_the_next_question_once_more_and_shares_once(
    house, front, sanne, monkeypatch
):
    monkeypatch.setattr("bot.telegram.repeating.RETRY_AFTER", 0.05)
    with_code(front, sanne, *TO_CONFIRM)
    house.server.faults.add(reset(effect=True), method="sendMessage")
    front.say(SEND)
    house.server.faults.clear()
    assert len(sanne.shares) == 1
    assert front.place == "share/sent"


# What comes back


def test_a_reply_is_one_neutral_line_and_its_words_come_after_the_tap(house, front, sanne):
    with_code(front, sanne, *TO_CONFIRM, SEND, "klaar")
    assert sanne.open(share_id(front))
    assert sanne.reply(share_id(front), "call")
    house.wait(60)
    [line] = lines_of(front)
    assert "gelezen" not in front.everything
    front.tap("Verder", line.message_id)
    assert front.place == "heard/news"
    assert "Sanne zegt: ik heb het gelezen. Ik bel." in front.last.text
    front.say("verder")
    house.wait(60)
    assert len(lines_of(front)) == 1


def test_who_comes_back_by_themselves_is_told_too(house, front, sanne):
    with_code(front, sanne, *TO_CONFIRM, SEND, "klaar")
    assert sanne.reply(share_id(front), "read")
    house.wait(60)
    front.start()
    assert front.place == "heard/news"


def test_the_list_says_what_was_opened_and_a_share_can_be_taken_back(house, front, sanne):
    with_code(front, sanne, *TO_CONFIRM, SEND, "klaar")
    shared = share_id(front)
    assert sanne.open(shared)
    house.wait(60)
    front.go("/delen", "wat ik al liet zien")
    assert "Sanne" in front.last.text
    front.say("bekijken of terughalen")
    assert front.place == "share/one_share"
    front.say("terughalen")
    assert sanne.shares
    front.say("ja")
    assert front.place == "share/withdrawn"
    assert not sanne.shares
    assert not sanne.look(shared)
    assert not sanne.reply(shared)


def test_erasing_everything_takes_all_that_was_shared_away(front, sanne):
    with_code(front, sanne, *TO_CONFIRM, SEND)
    assert sanne.shares
    front.go("/wissen", "ja, wis alles")
    assert not sanne.shares


def test_nothing_of_sharing_is_said_where_there_is_no_portal(tmp_path):
    with House(tmp_path) as house:
        front = TelegramFront(house, *named(*PEOPLE))
        worker = Worker(house.kring.store, house.clock)
        front.type(worker.code())
        assert "Sanne" not in front.everything
        front.type("/delen")
        assert not front.place.startswith("share/")
        house.settle()
        house.assert_clean()
