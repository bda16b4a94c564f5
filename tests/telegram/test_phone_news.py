"""What a worker does in the portal, as it comes into a chat: a neutral line, and nothing more."""

import pytest

from bot.bootstrap import ALL
from bot.portal_news import wrapped
from states.dossier import decode
from states.sharing.news import unread
from storage.quiet_hours import is_quiet
from tests.fronts.house import House
from tests.fronts.joined import content_of
from tests.fronts.sharing import Worker, give_share
from tests.fronts.telegram import TelegramFront
from tests.fronts.ways import COMPANY, NAMES

HOUR, DAY = 3600, 86_400
LINE = "Er staat iets voor je klaar."
DISCREET = (*COMPANY, "iemand kan meelezen", "verder", "ja", "de mensen om mij heen", "ja")
WORD = "gele paraplu"
LOCKED = (
    *(*COMPANY, "iemand kan meelezen", "verder", "ja", "/verberg", "verder"),
    *("minder laten zien", "een geheim woord", "ja", WORD, WORD),
)


@pytest.fixture
def house(tmp_path):
    """One of its own for each test: time goes far here."""
    with House(tmp_path, content_of(*sorted(ALL))) as opened:
        yield opened
        opened.settle()
        opened.assert_clean()


@pytest.fixture
def sanne(house):
    worker = Worker(house.kring.store, house.clock)
    house.kring.roster.refresh()
    return worker


def client_of(front):
    return front.house.kring.store.find_client("telegram", str(front.phone.user_id))


def share(front, worker):
    """Something that this client shared with this worker."""
    return give_share(front.house.kring.store, client_of(front), worker, front.house.clock())


def lines(front):
    return [one for one in front.phone.from_bot if one.text == LINE]


def stored(front):
    store = front.house.kring.store
    return decode(store.load(client_of(front)).content)


def test_a_reply_is_one_neutral_line_and_the_question_keeps_its_place(house, sanne):
    front = TelegramFront(house, *NAMES)
    question = front.last
    shown = share(front, sanne)
    before = stored(front)
    assert sanne.reply(shown, "call")
    house.wait(2 * HOUR)
    [line] = lines(front)
    assert line.buttons == ["Verder"]
    assert question.buttons
    after = stored(front)
    assert [one.code for one in after.shares[0].replies] == ["call"]
    assert (after.session, after.turn, after.stack) == (before.session, before.turn, before.stack)


def test_that_something_was_opened_and_looked_at_is_noted_without_a_line(house, sanne):
    front = TelegramFront(house, *NAMES)
    shown = share(front, sanne)
    calls = len(house.calls_to(front.phone))
    assert sanne.open(shown)
    house.wait(60)
    assert sanne.look(shown)
    house.wait(60)
    assert len(house.calls_to(front.phone)) == calls
    [sent] = stored(front).shares
    assert sent.opened
    assert sent.looked == 1


def test_while_a_line_waits_to_be_tapped_there_comes_no_second_one(house, sanne):
    front = TelegramFront(house, *NAMES)
    shown = share(front, sanne)
    for code in ("read", "talk", "call"):
        assert sanne.reply(shown, code, day=20_600 if code == "talk" else 0)
        house.wait(HOUR)
    assert len(lines(front)) == 1
    assert len(stored(front).shares[0].replies) == 3


def test_at_night_it_waits_for_the_morning(house, sanne):
    front = TelegramFront(house, *NAMES)
    shown = share(front, sanne)
    house.wait(12 * HOUR)
    assert is_quiet(house.clock())
    assert sanne.reply(shown)
    while is_quiet(house.clock()):
        assert not house.app._upkeep._take_up()
        assert not lines(front)
        house.wait(HOUR / 2)
    assert house.app._upkeep._take_up() == 1
    house.do_what_is_due()
    assert len(lines(front)) == 1


def test_in_discreet_mode_the_line_says_as_little(house, sanne):
    front = TelegramFront(house, *DISCREET)
    question = front.last
    assert sanne.reply(share(front, sanne))
    house.wait(60)
    [line] = lines(front)
    assert line.buttons == ["Verder"]
    assert question.buttons
    assert sanne.name not in front.everything


def test_who_locked_the_conversation_gets_the_line_too_and_it_opens_the_first_screen(house, sanne):
    front = TelegramFront(house, *LOCKED)
    shown = share(front, sanne)
    house.wait(2 * HOUR)
    assert sanne.reply(shown, "talk", day=20_600)
    house.wait(60)
    [line] = lines(front)
    front.tap("Verder", line.message_id)
    assert sanne.name not in front.everything
    assert "Beginnen" in front.last.buttons
    front.type(WORD)
    dossier = stored(front)
    assert unread(dossier)
    assert dossier.shares[0].replies[0].code == "talk"


def test_a_worker_who_ends_it_is_told_of_by_the_same_line(house, sanne):
    front = TelegramFront(house, *NAMES)
    assert sanne.end(share(front, sanne))
    house.wait(60)
    assert len(lines(front)) == 1
    dossier = stored(front)
    assert dossier.shares[0].ended
    assert dossier.pairings[0].ended


def test_a_worker_who_is_removed_ends_all_of_it(house, sanne):
    front = TelegramFront(house, *NAMES)
    share(front, sanne)
    other = Worker(house.kring.store, house.clock, "Ruth")
    share(front, other)
    assert sanne.leave()
    house.wait(60)
    assert len(lines(front)) == 1
    house.kring.roster.refresh()
    front.type("Quirijn")
    ended = {one.worker.name: bool(one.ended) for one in stored(front).pairings}
    assert ended == {"Sanne": True, "Ruth": False}


def test_what_changes_about_a_worker_is_known_at_the_next_turn(house, sanne):
    front = TelegramFront(house, *NAMES)
    share(front, sanne)
    sanne.is_away(role="ambulant begeleider", away_until=20_700, stand_in="Ruth")
    house.kring.roster.refresh()
    front.type("Quirijn")
    worker = stored(front).pairings[0].worker
    assert (worker.role, worker.away_until, worker.stand_in) == (
        "ambulant begeleider",
        20_700,
        "Ruth",
    )


def test_who_erased_everything_hears_nothing_more(house, sanne):
    front = TelegramFront(house, *NAMES)
    shown = share(front, sanne)
    front.go("/wissen", "ja, wis alles")
    calls = len(house.calls_to(front.phone))
    assert not sanne.reply(shown)
    assert not sanne.shares
    house.wait(60)
    assert len(house.calls_to(front.phone)) == calls


def test_news_and_an_answer_that_came_together_are_both_heard_in_their_order(house, sanne):
    front = TelegramFront(house, *NAMES)
    shown = share(front, sanne)
    house.stop_app()
    assert sanne.reply(shown)
    assert house.kring.store.forward_news(wrapped) == 1
    front.phone.say("Quirijn")
    house.start_app()
    house.wait(1)
    assert len(lines(front)) == 1
    dossier = stored(front)
    assert [one.label for one in dossier.alters] == ["Quirijn"]
    assert dossier.shares[0].replies


def test_the_name_of_the_bot_is_there_for_links_to_the_chat(house):
    assert house.kring.store.portal().bot_name()
