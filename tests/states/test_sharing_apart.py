"""Pairings in several conversations of one client, and codes that come again."""

from states.code_word import made_of
from states.dossier import Answer, Asleep, Dossier, decode, encode, new_dossier
from states.effects import EFFECTS
from states.input import Command, Offered, Say, Tap
from states.lock import RETENTION
from states.scope import Scope
from states.sharing.deeds import Deed, Unpair
from states.sharing.effects import address
from states.sharing.news import News, hear
from states.sharing.offers import drop_offers
from states.sharing.records import Pairing, Sharing
from states.sharing.rules import pairings_to_choose
from states.sharing.snapshot import DAYS
from tests.states.sharing import DAY, OTHER, PAIRING, WORKER, client, scope, shared
from tests.states.test_sharing_turns import OFFER, change, deeds, sent, talk, to_preview
from tests.talk import MONDAY_MORNING, Talk

ANOTHER = "bb" * 16
WORD = "zonnebloem"


def asleep(*, accepted: bool = True, locked: bool = True) -> Asleep:
    """A conversation of the same client, paired by the code."""
    kept = client()
    kept.pairings = [Pairing(PAIRING, WORKER, DAY, accepted=accepted)]
    kept.shares = [shared()] if accepted else []
    word = made_of(WORD, "salt") if locked else None
    kept.code_word = word
    return Asleep(encode(kept), MONDAY_MORNING, word)


def beside(found: Talk, other: Asleep) -> None:
    """Let another conversation sleep under this one."""
    dossier = found.dossier.copy()
    dossier.asleep = [other]
    change(found, dossier)


def test_a_code_that_another_conversation_uses_is_none_here() -> None:
    """To decline it here would end there what is shared, without a word."""
    found = talk()
    beside(found, asleep())
    found.give(OFFER)
    assert found.dossier.pairings == []
    assert deeds(found) == ()
    assert [note.key for note in found.screen.notes] == ["_shared/reask_code"]


def test_an_offer_that_was_accepted_elsewhere_meanwhile_ends_nothing_there() -> None:
    dossier, doing = client(), list[Deed]()
    dossier.pairings = [Pairing(PAIRING, WORKER, DAY), Pairing(ANOTHER, OTHER, DAY)]
    dossier.asleep = [asleep()]
    there = scope(dossier)
    drop_offers(Scope(there.content, dossier, there.frame, there.now, None, doing))
    assert doing == [Unpair(ANOTHER)]
    assert dossier.pairings == []


def test_an_offer_that_sleeps_unanswered_can_be_answered_here() -> None:
    found = talk()
    beside(found, asleep(accepted=False))
    found.give(OFFER)
    assert [one.id for one in found.dossier.pairings] == [PAIRING]


def test_what_was_shared_over_a_code_word_is_taken_back_with_what_lay_there() -> None:
    """A worker may read nothing that the client cannot take back."""
    dossier, doing = client(), list[Deed]()
    dossier.pairings = []
    dossier.code_word = made_of(WORD, "salt")
    dossier.asleep = [asleep(locked=False)]
    there = scope(dossier)
    EFFECTS["remove_code_word"](Scope(there.content, dossier, there.frame, 1, None, doing))
    assert doing == [Unpair(PAIRING)]
    assert dossier.asleep == []


def test_what_sleeps_behind_another_code_word_stays_shared() -> None:
    dossier, doing = client(), list[Deed]()
    dossier.pairings = []
    dossier.asleep = [asleep(locked=False), asleep()]
    there = scope(dossier)
    EFFECTS["remove_code_word"](Scope(there.content, dossier, there.frame, 1, None, doing))
    assert doing == []


def test_a_conversation_with_a_pairing_sleeps_and_is_not_dropped() -> None:
    """Also where nothing else was told in it."""
    top = new_dossier()
    top.turn = 5
    top.pairings = [Pairing(PAIRING, WORKER, DAY, accepted=True)]
    top.asleep = [Asleep(_locked(), MONDAY_MORNING, made_of(WORD, "salt"))]
    found = Talk()
    change(found, top)
    found.give(Say(WORD))
    assert [decode(one.kept).pairings[0].id for one in found.dossier.asleep] == [PAIRING]


def _locked() -> bytes:
    kept: Dossier = talk().dossier.copy()
    kept.code_word = made_of(WORD, "salt")
    return encode(kept)


def test_no_conversation_is_dropped_while_something_of_it_can_be_read() -> None:
    assert (max(DAYS.values()) + 2) * 86_400 <= RETENTION


def test_the_code_of_a_pairing_that_the_client_ended_offers_it_anew() -> None:
    found = talk()
    dossier = found.dossier.copy()
    dossier.pairings = [Pairing(PAIRING, WORKER, DAY, accepted=True, ended=1, told=True)]
    change(found, dossier)
    found.give(OFFER)
    found.tap("go_on")
    assert found.place == "share/offer"
    found.tap("accept")
    [one] = found.dossier.pairings
    assert one.is_live


def test_the_code_of_a_pairing_that_stands_chooses_it() -> None:
    found = talk()
    sent(found)
    found.tap("go_on")
    found.give(Command("share"))
    found.tap("go_on")
    assert found.place == "share/code"
    found.give(OFFER)
    assert found.dossier.sharing is not None
    assert found.dossier.sharing.to == PAIRING


def test_what_was_seen_for_one_is_not_seen_for_another() -> None:
    dossier = client()
    dossier.sharing = Sharing(1, to=PAIRING, previewed="ab")
    address(scope(dossier), ANOTHER)
    assert dossier.sharing == Sharing(1, to=ANOTHER)


def test_who_got_it_is_named_though_an_offer_waits() -> None:
    """A code that comes in danger waits; what is sent after it goes to whom it was made for."""
    found = talk()
    to_preview(found)
    dossier = found.dossier.copy()
    dossier.ego["share_days"] = Answer("month")
    change(found, dossier)
    found.give(Say("ik ben in gevaar", danger="clear"))
    found.give(Offered(OTHER, ANOTHER))
    found.give(Command("resume"))
    assert found.place == "share/look"
    found.tap("send")
    values = found.screen.body[0].values
    assert values["worker"]["name"] == WORKER.name
    assert (values["snapshot_until"].toordinal() - 719_163) == found.dossier.shares[0].until


def test_a_worker_can_be_chosen_where_nothing_is_being_made_yet() -> None:
    dossier = client()
    dossier.sharing = None
    assert pairings_to_choose(scope(dossier)) == [PAIRING]


def test_of_a_conversation_that_sleeps_one_line_is_enough() -> None:
    """Until it is opened: who holds the phone sees no row of lines (R-17)."""
    top = new_dossier()
    top.asleep = [asleep()]
    share = shared().id
    first = hear(top, News("replied", share, at=60, reply="read"))
    again = hear(first.dossier, News("replied", share, at=120, reply="call"))
    assert (first.tells, again.tells) == (True, False)
    assert again.dossier.session == top.session


def test_an_old_button_sends_nothing_to_another_worker() -> None:
    found = talk()
    to_preview(found)
    old = found.screen.turn
    found.give(Offered(OTHER, ANOTHER))
    found.give(Tap("send", old))
    assert deeds(found) == ()
    assert found.dossier.shares == []
