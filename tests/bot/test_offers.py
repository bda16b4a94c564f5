"""Codes that are looked up, the workers behind them, and what a turn writes for others."""

from dataclasses import replace

import msgspec
import pytest

from bot.bootstrap import SHARING, join
from bot.conversation import Conversation
from bot.deeds import to_write
from bot.offers import HOUR, WRONG_CODES, Offers
from bot.portal_news import as_input, wrapped
from bot.raw_input import FromPortal, Opened, Person, Typed, decode_raw
from bot.roster import Roster, facts_of
from bot.telegram.arrivals import decode_arrived
from dialogues.reader import Reader
from states.answering import SESSION_GAP
from states.code_word import made_of
from states.dossier import decode, encode
from states.sharing.deeds import Pair, Publish, Unpair, Withdraw
from states.sharing.news import News
from storage.errors import StorageUnavailable
from storage.turns import TurnCommit
from tests.fronts.joined import content_of
from tests.fronts.sharing import SNAPSHOT, Worker, give_share
from tests.talk import real_detector

ANOTHER = "BCD-FGH-JKL"
CANARY = "kanarie"


@pytest.fixture
def worker(store, clock):
    return Worker(store, clock, facts={"role": "begeleider", "email": "sanne@example.org"})


@pytest.fixture
def client(store):
    return store.client("terminal", "Anna")


@pytest.fixture
def offers(store, clock):
    return Offers(store, clock)


def test_a_right_code_gives_the_worker_without_what_is_nobodys_business(offers, worker, client):
    code = worker.code()
    offer = offers.look_up(client, Typed(code.lower().replace("-", " ")))
    assert offer.worker.name == worker.name
    assert offer.worker.role == "begeleider"
    assert offer.worker.id == worker.id.hex()
    assert len(bytes.fromhex(offer.pairing)) == 16
    assert b"example.org" not in msgspec.json.encode(offer.worker)
    assert "Sanne" not in repr(offer)


def test_the_same_client_gets_the_same_again_and_another_one_nothing(offers, worker, client, store):
    code = Opened(f"k-{worker.code()}")
    offer = offers.look_up(client, code)
    assert offers.look_up(client, code) == offer
    assert offers.look_up(store.client("terminal", "Piet"), code) is None


def test_a_code_that_is_past_is_none(offers, worker, client, clock):
    code = Typed(worker.code())
    clock.at += 15 * 60 + 1
    assert offers.look_up(client, code) is None


def test_after_ten_wrong_codes_in_an_hour_none_is_looked_up(offers, worker, client, store, clock):
    right = Typed(worker.code())
    for _ in range(WRONG_CODES):
        assert offers.asks(client, right)
        assert offers.look_up(client, Typed(ANOTHER)) is None
    assert not offers.asks(client, right)
    assert offers.look_up(client, right) is None
    assert offers.asks(store.client("terminal", "Piet"), right), "others are as free as before"
    clock.at += HOUR
    assert offers.asks(client, right)


def test_right_codes_and_other_words_cost_nothing(offers, worker, client):
    for _ in range(2 * WRONG_CODES):
        assert offers.look_up(client, Typed(worker.code()))
        assert offers.look_up(client, Typed("geen code")) is None
    assert offers.asks(client, Typed(ANOTHER))


def test_only_so_many_clients_are_remembered(offers, store, monkeypatch):
    monkeypatch.setattr("bot.offers.MOST_CLIENTS", 2)
    people = [store.client("terminal", name) for name in ("Anna", "Piet", "Truus")]
    for one in people:
        for _ in range(WRONG_CODES):
            offers.look_up(one, Typed(ANOTHER))
    assert [offers.asks(one, Typed(ANOTHER)) for one in people] == [True, False, False]


# Workers


def test_the_roster_knows_who_is_there_once_it_is_read(store, worker):
    roster = Roster(store.roster)
    assert roster() == {}
    roster.refresh()
    assert [one.name for one in roster().values()] == [worker.name]
    worker.is_away(away_until=20_700)
    roster.refresh()
    assert roster()[worker.id.hex()].away_until == 20_700
    worker.leave()
    roster.refresh()
    assert roster() == {}


def test_what_cannot_be_read_leaves_what_was_known():
    details = msgspec.json.encode({"name": "Sanne", "organisation": "Wijkteam"})
    answers = [{b"1": details}, {b"1": b"{"}, {b"1": b"{", b"2": b"[]"}]
    roster = Roster(lambda: answers.pop(0))
    for _ in range(3):
        roster.refresh()
        assert [one.name for one in roster().values()] == ["Sanne"]


@pytest.mark.usefixtures("worker")
def test_a_database_that_is_away_leaves_what_was_known(store, monkeypatch):
    roster = Roster(store.roster)
    roster.refresh()

    def fail():
        raise StorageUnavailable("unavailable", "away")

    monkeypatch.setattr(roster, "_read", fail)
    with pytest.raises(StorageUnavailable):
        roster.refresh()
    assert len(roster()) == 1


def test_details_that_are_none_are_no_facts():
    assert facts_of(b"1" * 16, b"kanarie") is None


# News on its way


@pytest.mark.parametrize("kind", ["opened", "looked", "replied", "ended"])
def test_news_arrives_as_the_front_end_reads_its_inputs(kind):
    news = News(kind, share="ab" * 16, at=5)
    payload = msgspec.json.encode(news)
    assert decode_raw(wrapped("terminal", payload)) == FromPortal(news)
    arrived = decode_arrived(wrapped("telegram", payload))
    assert arrived.raw == FromPortal(news)
    assert not arrived.is_own


@pytest.mark.parametrize("payload", [b"", b"{}", b"kanarie", b'{"kind":"kanarie"}', b"\xff"])
def test_news_that_cannot_be_read_keeps_no_other_waiting(payload, capsys):
    raw = decode_raw(wrapped("terminal", payload))
    assert raw == FromPortal(News("looked"))
    assert CANARY not in capsys.readouterr().err


def test_an_input_from_the_portal_says_nothing_of_itself():
    assert repr(FromPortal(News("replied", share=CANARY, reply="call"))) == "FromPortal()"


# What a turn writes


def test_deeds_are_written_with_what_the_client_hears_where_the_worker_went(client):
    share, pairing = "ab" * 16, "cd" * 16
    deeds = (Pair(pairing), Publish(share, pairing, 20_700, b"x"), Withdraw(share), Unpair(pairing))
    pair, publish, withdraw, unpair = to_write(client, deeds, 7.5)
    ids = (pair.pairing, publish.pairing, unpair.pairing)
    assert ids == (bytes.fromhex(pairing),) * 3
    assert publish.share == withdraw.share == bytes.fromhex(share)
    assert (publish.until, publish.payload) == (20_700, b"x")
    assert decode_raw(pair.otherwise).news == News("ended", pairing=pairing, at=7)
    assert decode_raw(publish.otherwise).news == News("ended", share=share, pairing=pairing, at=7)


def test_of_what_is_shared_with_a_worker_who_went_the_client_hears(store, clock, worker, client):
    kring = joined(store, clock)
    talk(kring, client)
    share = give_share(store, client, worker, clock())
    assert [one.payload for one in worker.shares] == [SNAPSHOT]
    dossier = decode(store.load(client).content)
    [pairing] = dossier.pairings
    worker.leave()
    late = "ef" * 16
    deeds = to_write(client, (Publish(late, pairing.id, 99_999, b"late"),), clock())
    stored = store.load(client)
    [result] = store.commit([TurnCommit(client, stored.content, stored.version, deeds=deeds)])
    assert result.is_committed
    talk(kring, client, "ik kijk nog even")
    after = decode(store.load(client).content)
    assert after.pairings[0].ended
    assert [one.ended for one in after.shares] == [True]
    assert after.shares[0].id == share.hex()


def joined(store, clock):
    content = content_of(SHARING)
    conversation = Conversation(content, lambda: Reader(content, real_detector()), clock)
    return join(store, conversation)


def talk(kring, client, line=""):
    """One line at the desk, or a look at the numbers to call; what was shown."""
    person = Person(client.channel, client.external_id)
    reply = kring.desk.handle(person, Typed(line) if line else Opened("hulp"), None)
    shown = []
    while reply is not None:
        shown += [one.screen for one in reply.messages]
        reply = kring.desk.shown(reply)
    return shown


def test_a_worker_who_came_since_the_workers_were_read_stays(store, clock, worker, client):
    kring = joined(store, clock)
    talk(kring, client)
    give_share(store, client, worker, clock())
    other = Worker(store, clock, "Ruth")
    facts = facts_of(other.id, other.details)
    kring.conversation.roster = lambda: {facts.id: facts}
    worked = kring.conversation.take(store.load(client).content, Typed("menu"))
    assert not decode(worked.dossier).pairings[0].ended


# In a conversation


@pytest.mark.parametrize("raw", [Typed(ANOTHER), Opened(f"k-{ANOTHER}")])
def test_a_lost_code_takes_a_locked_conversation_off_the_screen_as_all_else_does(raw, clock):
    """What stands there is not for who comes after a pause, whatever they type."""
    content = content_of(SHARING)
    conversation = Conversation(content, lambda: Reader(content, real_detector()), clock)
    dossier = decode(conversation.take(None, Typed("begin")).dossier)
    dossier.code_word = made_of("zonnebloem", "salt")
    clock.at += SESSION_GAP + 1
    for one in (raw, Typed("hallo")):
        worked = conversation.take(encode(dossier), one)
        assert (worked.screen.wipe, worked.screen.clear) == (True, True)
        assert worked.is_kept


@pytest.mark.parametrize("line", ["ik wil dood", "menu"])
def test_a_lost_code_leaves_no_screen_that_lies_over_a_question(line, clock):
    """Who is in danger keeps the numbers to call."""
    content = content_of(SHARING)
    conversation = Conversation(content, lambda: Reader(content, real_detector()), clock)
    stored = conversation.take(None, Typed("begin")).dossier
    over = conversation.take(stored, Typed(line))
    after = conversation.take(over.dossier, Typed(ANOTHER))
    assert decode(after.dossier).stack == decode(over.dossier).stack
    assert after.screen.paragraphs[0].startswith("Die code werkt niet.")
    assert after.screen.options == over.screen.options


def test_a_groan_is_no_wrong_code(clock):
    content = content_of(SHARING)
    conversation = Conversation(content, lambda: Reader(content, real_detector()), clock)
    stored = conversation.take(None, Typed("begin")).dossier
    [first, *_] = conversation.take(stored, Typed("pffffffff")).screen.paragraphs
    assert not first.startswith("Die code werkt niet.")


# In the terminal


def test_at_the_desk_a_reply_is_a_neutral_line_before_the_next_question(
    store, clock, worker, client
):
    kring = joined(store, clock)
    talk(kring, client)
    share = give_share(store, client, worker, clock())
    worker.reply(share, "call")
    line, question = talk(kring, client, "menu")
    assert line.paragraphs == ["Er staat iets voor je klaar."]
    assert not line.options
    assert question.options
    assert decode(store.load(client).content).shares[0].replies[0].code == "call"
    assert len(talk(kring, client, "menu")) == 1


def test_without_the_feature_no_code_is_looked_up(store, clock, worker, client):
    content = content_of()
    reader = Reader(content, real_detector())
    kring = join(store, Conversation(content, lambda: reader, clock))
    assert kring.roster is None
    talk(kring, client, worker.code())
    assert not decode(store.load(client).content).pairings


def test_news_in_a_dossier_that_is_damaged_is_set_aside_without_a_word(
    store, clock, worker, client
):
    kring = joined(store, clock)
    talk(kring, client)
    share = give_share(store, client, worker, clock())
    news = as_input("terminal", News("replied", share=share.hex(), reply="call", at=1))
    prepared = kring.turns.prepare(
        client, lambda: decode_raw(news), lambda: _broken(store.load(client))
    )
    assert prepared.screen is None
    assert prepared.bury


def _broken(stored):
    return replace(stored, content=stored.content[:-1])
