"""Sharing in a conversation: offers, the preview, what is sent, taken back and heard."""

import pytest

from states.answering import SESSION_GAP
from states.code_word import made_of
from states.content import DANGER, Content
from states.discreet import must_wipe
from states.dossier import Answer, decode, encode
from states.effects import EFFECTS
from states.input import Command, Offered, Say, Tap
from states.scope import Scope
from states.sharing.deeds import Deed, Pair, Publish, Unpair, Withdraw, share_id
from states.sharing.news import News, hear, unread
from states.sharing.preview import is_as_seen
from states.sharing.records import MOST_PAIRINGS, MOST_SHARES, Pairing
from states.sharing.snapshot import decode_snapshot, digest
from tests.states.sharing import (
    DAY,
    OTHER,
    PAIRING,
    WORKER,
    client,
    scope,
    shared,
    sharing_content,
    with_people,
)
from tests.talk import MONDAY_MORNING, Talk

OFFER = Offered(WORKER, PAIRING)


def talk(content: Content | None = None) -> Talk:
    """Somebody with something to share, at home."""
    dossier = with_people(client(interests="muziek", consent=True), "Anna", "Bea")
    dossier.pairings, dossier.sharing = [], None
    dossier.turn = 5
    for name in ("parts", "parts_people", "parts_names"):
        del dossier.ego[name]
    return Talk(content=content or sharing_content(), stored=encode(dossier))


def change(found: Talk, dossier: object) -> None:
    """Put another dossier in its place."""
    found.stored = encode(dossier)  # type: ignore[arg-type]


def deeds(found: Talk) -> tuple[Deed, ...]:
    """What the last turn does."""
    return found.turn.deeds


def preview(found: Talk) -> str:
    """The words of the preview that is on the screen."""
    shown = found.screen.body[0].values["snapshot"]
    blocks = [part for block in shown["blocks"] for part in (block["heading"], *_said(block))]
    return "\n".join((shown["title"], shown["subtitle"], *blocks))


def _said(block: dict[str, list[str]]) -> list[str]:
    return [*block["paragraphs"], *block["lines"]]


def to_preview(found: Talk) -> None:
    """Accept an offer, choose one part, and look."""
    found.give(Command("share"))
    found.tap("go_on")
    found.give(OFFER)
    found.tap("accept")
    assert deeds(found) == (Pair(PAIRING),)
    found.tap("likes")
    found.tap("done")
    assert found.place == "share/look"


def sent(found: Talk) -> Publish:
    """Go on to the end."""
    to_preview(found)
    found.tap("send")
    [deed] = deeds(found)
    assert isinstance(deed, Publish)
    return deed


# Codes and offers


def test_a_code_shows_who_made_it_before_anything_is_accepted() -> None:
    found = talk()
    found.give(OFFER)
    assert found.screen.dialogue == "share"
    assert deeds(found) == ()
    found.tap("go_on")
    assert found.place == "share/offer"
    assert "Noor" in str(found.screen.body[0].values)


def test_words_that_are_no_code_are_asked_again_twice() -> None:
    found = talk()
    found.give(Command("share"))
    found.tap("go_on")
    for key in ("reask_code", "reask_tap", "moved_on"):
        assert found.place == "share/code"
        found.give(Say("BKT-WLM-RZN"))
        assert [note.key for note in found.screen.notes] == [f"_shared/{key}"]
    assert found.place == "share/left"


def test_declining_an_offer_is_one_deed_and_leaves_nothing() -> None:
    found = talk()
    found.give(OFFER)
    found.tap("go_on")
    found.tap("not_now")
    assert deeds(found) == (Unpair(PAIRING),)
    assert found.dossier.pairings == []


def test_a_second_code_takes_the_place_of_one_that_was_not_answered() -> None:
    found = talk()
    found.give(OFFER)
    found.give(Offered(OTHER, "bb" * 16))
    assert deeds(found) == (Unpair(PAIRING),)
    assert [one.id for one in found.dossier.pairings] == ["bb" * 16]
    found.give(Offered(OTHER, "bb" * 16))
    assert deeds(found) == ()


def test_somebody_new_meets_kring_first() -> None:
    """A code in a link is kept until it is known what this is."""
    found = Talk(content=sharing_content())
    found.stored = encode(type(found.dossier)(1))
    found.give(OFFER)
    assert found.screen.dialogue == "start"
    assert [note.key for note in found.screen.notes] == ["_shared/offer_waits"]
    assert found.dossier.pairings[0].worker == WORKER


def test_danger_goes_before_a_code() -> None:
    found = talk()
    found.give(Say("ik ben in gevaar", danger="clear"))
    assert found.screen.dialogue == DANGER
    found.give(OFFER)
    assert found.screen.dialogue == DANGER


@pytest.mark.parametrize("given", [OFFER, Command("share")])
def test_where_nothing_can_be_shared_that_is_said(given: Offered | Command) -> None:
    content = sharing_content()
    without = type(content)(
        **{name: getattr(content, name) for name in content.__dataclass_fields__}
        | {"capabilities": content.capabilities - {"sharing"}}
    )
    found = talk(without)
    before = found.place
    found.give(given)
    assert found.place == before
    assert [note.key for note in found.screen.notes] == ["_shared/share_absent"]
    assert found.dossier.pairings == []


def test_there_are_no_more_than_so_many_workers() -> None:
    found = talk()
    dossier = found.dossier.copy()
    dossier.pairings = [
        Pairing(f"{n:032x}", WORKER, DAY, accepted=True) for n in range(MOST_PAIRINGS)
    ]
    change(found, dossier)
    found.give(OFFER)
    assert deeds(found) == (Unpair(PAIRING),)
    assert len(found.dossier.pairings) == MOST_PAIRINGS


def test_what_is_made_ready_stays_for_who_comes_back() -> None:
    found = talk()
    to_preview(found)
    found.wait(SESSION_GAP * 4)
    found.give(Command("resume"))
    assert found.place == "share/look"
    assert found.screen.option("send") is not None


# Preview and sending


def test_r31_what_is_sent_is_what_was_seen() -> None:
    """R-31, byte for byte."""
    found = talk()
    to_preview(found)
    seen = found.dossier.sharing
    assert seen is not None
    text = preview(found)
    found.tap("send")
    [deed] = deeds(found)
    assert isinstance(deed, Publish)
    assert digest(deed.payload) == seen.previewed
    for block in decode_snapshot(deed.payload).document.blocks:
        for said in (block.heading, *block.paragraphs, *block.lines):
            assert said in text
    assert deed.until == DAY + 90


def test_r30_nothing_goes_before_the_last_tap() -> None:
    """R-30: but that the client accepted a worker, of which that worker hears nothing."""
    found = talk()
    to_preview(found)
    found.tap("stop")
    assert deeds(found) == ()
    assert found.dossier.sharing is None
    assert found.dossier.shares == []


def test_nothing_is_sent_twice() -> None:
    found = talk()
    deed = sent(found)
    turn = found.screen.turn
    for again in (Tap("send", turn - 15), Tap("send"), Command("back"), Tap("send")):
        found.give(again)
        assert deeds(found) == ()
    assert [one.id for one in found.dossier.shares] == [deed.share]
    assert found.dossier.sharing is None
    assert not [name for name in found.dossier.ego if name.startswith(("parts", "share_"))]


def test_the_same_turn_makes_the_same_deed() -> None:
    """After a crash the turn is taken again, from the dossier that was."""
    found = talk()
    to_preview(found)
    before, now, turn = found.stored, found.now, found.screen.turn
    made = []
    for _ in range(2):
        found.stored, found.now = before, now
        found.give(Tap("send", turn))
        made.append(deeds(found))
    assert made[0] == made[1] != ()


def test_the_id_of_a_share_takes_the_secret_of_the_pairing() -> None:
    assert len(bytes.fromhex(share_id(PAIRING, 0, 7))) == 16
    assert len({share_id(PAIRING, n, at) for n in range(3) for at in range(3)}) == 9
    assert share_id(PAIRING, 0, 7) != share_id("bb" * 16, 0, 7)


def test_a_change_after_the_preview_hides_sending() -> None:
    """R-31: an answer that changed meanwhile has to be seen first."""
    found = talk()
    to_preview(found)
    dossier = found.dossier.copy()
    dossier.ego["interests"] = Answer("iets heel anders")
    change(found, dossier)
    found.give(Tap("send", found.screen.turn))
    assert deeds(found) == ()
    assert "iets heel anders" in preview(found)
    found.tap("send")
    assert isinstance(deeds(found)[0], Publish)


def test_a_preview_of_yesterday_has_to_be_seen_again() -> None:
    found = talk()
    to_preview(found)
    seen = found.dossier
    here = Scope.at(found.content, seen, seen.stack[-1], found.now)
    assert is_as_seen(here)
    later = Scope.at(found.content, seen, seen.stack[-1], found.now + 86_400)
    assert not is_as_seen(later)
    found.wait(86_400)
    found.give(Command("start"))
    assert "3 maart" in preview(found)
    assert found.screen.option("send") is not None


def test_who_is_gone_gets_nothing() -> None:
    found = talk()
    to_preview(found)
    change(found, hear(found.dossier, News("ended", pairing=PAIRING, at=found.now)).dossier)
    found.give(Tap("send", found.screen.turn))
    assert deeds(found) == ()
    assert found.dossier.shares == []


def test_the_circle_of_the_snapshot_is_the_picture_of_the_preview() -> None:
    found = talk()
    found.give(OFFER)
    found.tap("go_on")
    found.tap("accept")
    found.tap("page") if found.screen.option("map") is None else None
    found.tap("map")
    found.tap("done")
    found.tap("a1")
    found.tap("done")
    found.tap("letters")
    assert found.place == "share/look"
    assert found.screen.picture is not None
    assert [person.label for person in found.screen.picture.people] == ["A"]


def test_a_sentence_is_asked_about_and_said_otherwise() -> None:
    found = talk()
    dossier = found.dossier.copy()
    dossier.ego["interests"] = Answer("dansen met Bea")
    change(found, dossier)
    found.give(OFFER)
    for option in ("go_on", "accept", "likes", "done"):
        found.tap(option)
    assert found.place == "share/sentence"
    found.give(Say("dansen"))
    assert found.place == "share/look"
    assert "Bea" not in preview(found)
    assert found.dossier.ego["interests"].value == "dansen met Bea"
    found.tap("change")
    assert found.place == "share/other_words"
    found.tap("keep")
    assert "Bea" not in preview(found)  # "so" are the words that stand there, and not those before
    assert "dansen" in preview(found)


@pytest.mark.parametrize("effect", ["send_share", "stop_sharing"])
def test_nobody_goes_back_into_what_is_not_there_any_more(effect: str) -> None:
    found = talk()
    to_preview(found)
    assert [places[-1][0] for places in found.dossier.history][-3:] == ["share", "share", "choose"]
    dossier, doing = found.dossier.copy(), list[Deed]()
    EFFECTS[effect](Scope(found.content, dossier, dossier.stack[-1], found.now, None, doing))
    assert dossier.sharing is None
    assert all("share" not in [place[0] for place in places] for places in dossier.history)


@pytest.mark.parametrize("company", ["alone", "watched"])
def test_all_of_sharing_gives_way_where_somebody_reads_along(company: str) -> None:
    """The steps between are L1, and tell of a worker all the same (decisions, 5)."""
    found = talk()
    dossier = found.dossier.copy()
    dossier.ego["company"] = Answer(company)
    change(found, dossier)
    found.give(Command("share"))
    before = found.dossier
    found.tap("go_on")
    assert must_wipe(before, found.turn.answered, found.turn) is (company == "watched")


def test_a_sentence_that_nobody_decides_on_stays_out() -> None:
    """R-42: who is not understood goes on, and nothing more is shown by that."""
    found = talk()
    dossier = found.dossier.copy()
    dossier.ego["interests"] = Answer("dansen met Bea")
    change(found, dossier)
    found.give(OFFER)
    for option in ("go_on", "accept", "likes", "done", "skip"):
        found.tap(option)
    assert found.place == "share/look"
    assert "Bea" not in preview(found)
    assert found.dossier.sharing is not None
    assert found.dossier.sharing.words == {"interests": ""}


@pytest.mark.parametrize("given", [Say("ik wil dood", danger="clear"), Say("rot op", angry=True)])
def test_what_is_said_in_danger_or_anger_is_not_shared(given: Say) -> None:
    """R-14, R-40: also where words would take the place of a sentence."""
    found = talk()
    dossier = found.dossier.copy()
    dossier.ego["interests"] = Answer("dansen met Bea")
    change(found, dossier)
    found.give(OFFER)
    for option in ("go_on", "accept", "likes", "done"):
        found.tap(option)
    found.give(given)
    assert found.dossier.sharing is not None
    assert found.dossier.sharing.words == {}


def test_a_locked_conversation_keeps_what_is_made_ready_to_itself() -> None:
    """A code that comes while it is locked is somebody else's, or of before the code word."""
    found = talk()
    to_preview(found)
    dossier = found.dossier.copy()
    dossier.code_word = made_of("zonnebloem", "salt")
    change(found, dossier)
    found.wait(SESSION_GAP * 2)
    found.give(Offered(OTHER, "bb" * 16))
    assert found.screen.dialogue == "start"
    assert [one.worker for one in found.dossier.pairings] == [OTHER]
    assert found.dossier.shares == []
    found.give(Say("zonnebloem"))
    assert found.place == "share/look"
    assert [one.worker for one in found.dossier.pairings] == [WORKER]


# Taking back


def test_withdrawing_is_one_deed_and_the_loop_goes_on() -> None:
    found = talk()
    dossier = found.dossier.copy()
    dossier.shares = [shared(1), shared(2), shared(3, until=DAY - 1)]
    change(found, dossier)
    found.give(Command("share"))
    found.tap("overview")
    found.tap("withdraw")
    assert deeds(found) == (Withdraw(shared(2).id),)
    assert found.place == "share/one"
    found.tap("withdraw")
    assert deeds(found) == (Withdraw(shared(1).id),)
    assert all(one.withdrawn for one in found.dossier.shares[:2])


def test_what_is_past_or_taken_back_is_not_taken_back_again() -> None:
    """Whatever content names the effect, and where."""
    dossier = client()
    dossier.shares = [shared(1), shared(2, until=DAY - 1), shared(3, ended=True)]
    done: list[Deed] = []
    for number in (1, 1, 2, 3):
        here = scope(dossier, item=shared(number).id)
        EFFECTS["withdraw_share"](here)
        done += here.deeds or []
    assert done == [Withdraw(shared(1).id)]


def test_ending_a_pairing_takes_all_of_it_along() -> None:
    found = talk()
    dossier = found.dossier.copy()
    dossier.pairings = [Pairing(PAIRING, WORKER, DAY, accepted=True)]
    dossier.shares = [shared(1)]
    change(found, dossier)
    found.give(Command("share"))
    for option in ("overview", "keep", "end"):
        found.tap(option)
    assert deeds(found) == (Unpair(PAIRING),)
    assert found.dossier.shares[0].ended
    assert not unread(found.dossier)


def test_the_oldest_that_are_past_go_first() -> None:
    found = talk()
    dossier = found.dossier.copy()
    past = [shared(n, until=DAY - 1) for n in range(MOST_SHARES)]
    dossier.shares = [shared(999), *past]
    change(found, dossier)
    sent(found)
    kept = [one.id for one in found.dossier.shares]
    assert len(kept) == MOST_SHARES
    assert shared(999).id in kept
    assert past[0].id not in kept


# What came back


def test_news_is_told_to_who_comes_back_and_once() -> None:
    found = talk()
    deed = sent(found)
    found.tap("go_on")
    news = News("replied", deed.share, at=found.now, reply="call")
    change(found, hear(found.dossier, news).dossier)
    found.give(Command("start"))
    assert found.screen.dialogue == "heard"
    assert "_shared/asked_for" not in [note.key for note in found.screen.notes]
    found.tap("go_on")
    assert found.screen.dialogue != "heard"
    assert not unread(found.dossier)
    found.give(Command("start"))
    assert found.screen.dialogue != "heard"


@pytest.mark.parametrize(
    "given", [Say("ik ben in gevaar", danger="clear"), Say("hm", danger="perhaps")]
)
def test_danger_goes_before_news(given: Say) -> None:
    found = talk()
    deed = sent(found)
    news = News("replied", deed.share, at=found.now, reply="read")
    change(found, hear(found.dossier, news).dossier)
    found.wait(SESSION_GAP * 2)
    found.give(given)
    assert found.screen.dialogue != "heard"


def test_without_its_dialogue_news_waits() -> None:
    found = talk(sharing_content(heard=False))
    deed = sent(found)
    news = News("replied", deed.share, at=found.now, reply="read")
    change(found, hear(found.dossier, news).dossier)
    found.give(Command("start"))
    assert unread(found.dossier)


def test_a_dossier_of_before_says_nothing_of_sharing() -> None:
    assert decode(b'{"format":1}').shares == []
    assert b"shar" not in encode(decode(b'{"format":1}'))
    assert MONDAY_MORNING // 86_400 == DAY
