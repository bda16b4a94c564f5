"""What comes back from workers: in any order, twice, and behind a code word."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from states.account import account, account_view, whole_account_view
from states.code_word import made_of
from states.dossier import Asleep, Dossier, decode, encode, new_dossier
from states.sharing.news import News, hear, refreshed, unread, unread_items
from states.sharing.records import MOST_LOOKS, Pairing, Sharing
from states.summaries import everything_document
from tests.states.sharing import DAY, OTHER, PAIRING, WORKER, client, scope, shared
from tests.states.test_summaries import words_of
from tests.talk import MONDAY_MORNING, real_content

SHARES = tuple(shared(n).id for n in (1, 2))
AT = MONDAY_MORNING + 3_600

events = st.builds(
    News,
    kind=st.sampled_from(["opened", "looked", "replied", "ended"]),
    share=st.sampled_from([*SHARES, "ff" * 16, ""]),
    pairing=st.sampled_from([PAIRING, "ee" * 16, ""]),
    at=st.integers(AT, AT + 5_000),
    reply=st.sampled_from(["read", "talk", "call", "more", ""]),
    day=st.integers(0, DAY + 9),
)


def paired() -> Dossier:
    """A client who shared twice."""
    dossier = client()
    dossier.shares = [shared(1), shared(2)]
    return dossier


def asleep(dossier: Dossier) -> Dossier:
    """Somebody new, under whom this conversation sleeps."""
    top = new_dossier()
    word = made_of("zonnebloem", "salt")
    top.asleep = [Asleep(encode(new_dossier()), 1), Asleep(encode(dossier), 2, word)]
    return top


def heard(dossier: Dossier, news: list[News]) -> Dossier:
    """The dossier after all of it."""
    for one in news:
        dossier = hear(dossier, one).dossier
    return dossier


@given(st.lists(events, max_size=40), st.randoms(use_true_random=False))
def test_the_order_of_news_changes_nothing(news: list[News], chance: random.Random) -> None:
    """Two processes may bring it, and the portal may be ahead of what the client did."""
    # Which of two ends comes first is told by the moment of it, and only one of them counts.
    ends = [one for one in news if one.kind == "ended"][:1]
    news = [one for one in news if one.kind != "ended"] + ends
    other = list(news)
    chance.shuffle(other)
    assert heard(paired(), news) == heard(paired(), other)


@given(st.lists(events, max_size=20))
def test_news_that_comes_twice_changes_nothing(news: list[News]) -> None:
    once = heard(paired(), news)
    assert encode(heard(once, news)) == encode(once)
    assert not any(hear(once, one).tells for one in news)


@given(st.lists(events, max_size=20))
def test_a_conversation_that_sleeps_hears_the_same(news: list[News]) -> None:
    top = heard(asleep(paired()), news)
    assert decode(top.asleep[1].kept) == heard(paired(), news)
    assert top.asleep[0] == asleep(paired()).asleep[0]
    tells = [hear(paired(), one).tells for one in news]
    assert [hear(asleep(paired()), one).tells for one in news] == tells
    assert not unread(top)


@given(events)
def test_what_is_not_known_leaves_the_dossier_as_it_is(news: News) -> None:
    dossier = new_dossier()
    found = hear(dossier, news)
    assert found.dossier is dossier
    assert not found.tells


@given(events)
def test_news_changes_no_dossier_that_is_given(news: News) -> None:
    dossier = paired()
    before = encode(dossier)
    hear(dossier, news)
    assert encode(dossier) == before


@pytest.mark.parametrize("kind", ["opened", "looked"])
def test_reading_is_noted_and_not_announced(kind: str) -> None:
    found = hear(paired(), News(kind, SHARES[0], at=AT))  # type: ignore[arg-type]
    assert not found.tells
    assert not unread(found.dossier)
    assert found.dossier.shares[1] == shared(2)


def test_a_reply_is_told_once() -> None:
    found = hear(paired(), News("replied", SHARES[0], at=AT, reply="talk", day=DAY + 3))
    assert found.tells
    [item] = unread_items(found.dossier).values()
    assert item.reply is not None
    assert (item.reply.code, item.reply.day) == ("talk", DAY + 3)


def test_the_end_of_a_pairing_ends_its_shares_and_what_is_made_ready() -> None:
    found = hear(paired(), News("ended", pairing=PAIRING, at=AT))
    assert found.tells
    assert all(share.ended for share in found.dossier.shares)
    assert found.dossier.sharing == Sharing(MONDAY_MORNING)
    assert unread(found.dossier)


def test_an_offer_that_ends_goes_without_a_word() -> None:
    """The worker is gone before the client said anything."""
    dossier = new_dossier()
    dossier.pairings = [Pairing(PAIRING, WORKER, DAY)]
    dossier.sharing = Sharing(MONDAY_MORNING, offered=PAIRING)
    found = hear(dossier, News("ended", pairing=PAIRING, at=AT))
    assert not found.tells
    assert found.dossier.pairings == []
    assert found.dossier.sharing == Sharing(MONDAY_MORNING)


def test_looks_are_counted_by_the_minute_and_the_latest_are_kept() -> None:
    news = [News("looked", SHARES[0], at=AT + 60 * n) for n in range(MOST_LOOKS + 20)]
    share = heard(paired(), news).shares[0]
    assert share.looked == MOST_LOOKS + 20
    assert len(share.looks) == MOST_LOOKS
    assert share.looks[-1] == news[-1].at // 60
    again = heard(paired(), [*news, *news]).shares[0]
    assert again == share


# The roster


def test_nothing_new_in_the_roster_is_the_same_dossier() -> None:
    dossier = paired()
    assert refreshed(dossier, {WORKER.id: WORKER}) is dossier
    assert refreshed(dossier, {}) is dossier
    assert refreshed(new := new_dossier(), {WORKER.id: WORKER}) is new


def test_a_worker_who_is_away_is_so_before_the_next_turn() -> None:
    dossier = paired()
    away = replace(WORKER, away_until=DAY + 9, stand_in="Kim")
    new = refreshed(dossier, {WORKER.id: away})
    assert new.pairings[0].worker == away
    assert dossier.pairings[0].worker == WORKER


def test_a_worker_who_is_gone_has_ended_the_pairing() -> None:
    dossier = paired()
    new = refreshed(dossier, {OTHER.id: OTHER})
    assert not new.pairings[0].is_live
    assert all(share.ended for share in new.shares)
    assert unread(new)
    assert refreshed(new, {OTHER.id: OTHER}) is new
    assert dossier.pairings[0].is_live


# Everything about me


def test_the_client_sees_who_looked_when_by_a_second_choice() -> None:
    """Decisions, 5: shares are not on the first screen."""
    news = [News("looked", SHARES[0], at=MONDAY_MORNING + n) for n in (0, 60, 86_400)]
    dossier = heard(paired(), [News("opened", SHARES[0], at=AT), *news])
    here = scope(dossier)
    assert account_view(here)["shares"] == []
    assert account_view(here)["pairings"] == []
    first = whole_account_view(here)["shares"][0]
    assert [look["times"] for look in first["looks"]] == [2, 1]
    assert "Noor" in "\n".join(words_of(everything_document(here)))
    data = account(real_content(), dossier)
    assert data["shares"][0]["looks"] == [
        {"day": "2026-03-02", "times": 2},
        {"day": "2026-03-03", "times": 1},
    ]
    assert data["pairings"][0]["worker"] == "Noor"
    assert PAIRING not in str(data["pairings"]) + str(data["shares"])
