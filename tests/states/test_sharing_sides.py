"""What is shared as oneself and as a carer stay apart, in both directions (R-13, R-30)."""

import pytest

from states.dossier import Answer, Dossier, Frame, SideName, decode, encode
from states.effects import EFFECTS
from states.harm import is_blocked
from states.input import Command
from states.rules import GUARDS
from states.sharing.deeds import Publish
from states.sharing.offers import being_made
from states.sharing.preview import is_addressed, is_as_seen
from states.sharing.records import MYSELF, Pairing, Sharing, WorkerFacts
from states.sharing.sentences import keep, own_sentences, say_instead
from states.sharing.snapshot import decode_snapshot, snapshot, snapshot_bytes
from states.sides import CARE, SELF, other, put_on
from tests.states.sharing import (
    DAY,
    OTHER,
    PAIRING,
    WORKER,
    client,
    on,
    scope,
    with_entry,
    with_people,
)
from tests.states.test_summaries import words_of
from tests.talk import MONDAY_MORNING, Talk, content_with, real_content

SIDES = (SELF, CARE)
ANOTHER = "bb" * 16
AS_CARER = "Ik vertel dit als iemand die voor een ander zorgt."


def one_on(side: SideName) -> Dossier:
    """Somebody who shares Anna and a plan with her, on this side."""
    dossier = on(side, client(form="u"))
    dossier.ego |= client(interests="muziek").ego
    with_people(dossier, "Anna")
    dossier.edit_alter("a1").answers["ring"] = Answer("friend")
    with_entry(dossier, "action", plan_what="koffie", plan_with=["a1"], plan_words="Hoi Anna")
    return dossier


def with_other_side(dossier: Dossier) -> Dossier:
    """The same, and on the other side Anna is unsafe and all else is told otherwise."""
    side = dossier.side
    there = dossier.copy()
    put_on(real_content(), there, other(side))
    for name, declared in real_content().codebook.variables.items():
        if declared.subject == "ego" and declared.type in ("text", "request"):
            there.ego[name] = Answer("Zwijgen over Anna")
    there.ego |= {"share_unsafe": Answer("with_name"), "not_good": Answer(["a1", "a2"])}
    anna = there.edit_alter(there.add_alter("anna", "free_list", 1).id)
    anna.answers = {"feel": Answer("unsafe"), "do_not_contact": Answer(value=True)}
    with_entry(there, "action", plan_what="Zwaaien")
    put_on(real_content(), there, side)
    return there


@pytest.mark.parametrize("side", SIDES)
def test_what_is_told_on_the_other_side_changes_no_byte(side: SideName) -> None:
    """Also of somebody with whom nothing may be suggested, because of what was said there."""
    dossier = one_on(side)
    both = with_other_side(dossier)
    assert is_blocked(scope(both), both.alters[0])
    assert not is_blocked(scope(dossier), dossier.alters[0])
    assert snapshot_bytes(scope(both)) == snapshot_bytes(scope(dossier))
    assert "Met wie: Anna" in words_of(snapshot(scope(both)).document)


@pytest.mark.parametrize("side", SIDES)
def test_whom_it_is_told_by_stands_below_the_title_on_one_side_only(side: SideName) -> None:
    found = snapshot(scope(one_on(side)))
    assert (AS_CARER in str(found.document.subtitle)) == (side == CARE)
    assert ("carer" in found.facts) == (side == CARE)
    mine = one_on(side)
    mine.sharing = Sharing(MONDAY_MORNING, to=MYSELF, side=side)
    assert (AS_CARER in str(snapshot(scope(mine)).document.subtitle)) == (side == CARE)


def test_that_somebody_cares_for_another_shows_nowhere_in_what_is_told_as_oneself() -> None:
    both = with_other_side(one_on(SELF))
    there = "\n".join(words_of(snapshot(scope(both)).document)).casefold()
    assert "zorg" not in there


@pytest.mark.parametrize("side", SIDES)
def test_what_was_decided_on_a_sentence_holds_on_one_side(side: SideName) -> None:
    """Else an answer would be left out here because of what was said there."""
    dossier = one_on(side)
    say_instead(scope(dossier), "interests", "")
    moved = dossier.copy()
    put_on(real_content(), moved, other(side))
    moved.ego |= client(interests="dansen met Bea").ego
    moved.add_alter("Bea", "free_list", 0)
    assert own_sentences(scope(moved)) == ["interests"]
    keep(scope(moved), "interests")
    assert "dansen met Bea" in "\n".join(words_of(snapshot(scope(moved)).document))


@pytest.mark.parametrize("side", SIDES)
def test_what_is_made_ready_on_the_other_side_is_not_there(side: SideName) -> None:
    dossier = one_on(side)
    assert dossier.sharing is not None
    assert is_addressed(scope(dossier))
    put_on(real_content(), dossier, other(side))
    assert being_made(dossier) is None
    assert not is_addressed(scope(dossier))
    assert not is_as_seen(scope(dossier))
    for guard in ("is_sharing", "preview_stands", "shares_to_self"):
        assert not GUARDS[guard](scope(dossier))
    EFFECTS["send_share"](scope(dossier))
    assert not dossier.shares


@pytest.mark.parametrize("side", SIDES)
def test_beginning_on_one_side_leaves_no_choice_on_the_other(side: SideName) -> None:
    dossier = one_on(side)
    dossier.ego |= {"share_unsafe": Answer("with_name"), "share_expectation_words": Answer("bel")}
    put_on(real_content(), dossier, other(side))
    EFFECTS["begin_sharing"](scope(dossier))
    assert being_made(dossier) is not None
    put_on(real_content(), dossier, side)
    assert not [n for n in dossier.ego if n.startswith("share_") or n in ("parts", "parts_people")]
    assert dossier.ego["interests"] == Answer("muziek")


@pytest.mark.parametrize("side", SIDES)
def test_d6_is_about_who_is_unsafe_on_this_side(side: SideName) -> None:
    """D6, on both sides; somebody of the other one is neither offered nor named."""
    both = with_other_side(one_on(side))
    assert not GUARDS["unsafe_somebody"](scope(both))
    zwaan = both.edit_alter(both.add_alter("Zwaan", "free_list", 0).id)
    zwaan.answers["feel"] = Answer("unsafe")
    assert GUARDS["unsafe_somebody"](scope(both))
    both.ego |= {
        "share_unsafe": Answer("with_name"),
        "share_unsafe_with": Answer(["a2", zwaan.id]),
    }
    [block] = [b for b in snapshot(scope(both)).document.blocks if b.part == "safety"]
    assert block.paragraphs == ["Bij Zwaan voel ik mij niet veilig."]


# Walked through


def carer(*, workers: tuple[tuple[str, WorkerFacts], ...] = ((PAIRING, WORKER),)) -> Talk:
    """A carer at the place where sharing is offered, with something told on both sides."""
    talk = Talk(content_with("sharing", "pictures", "check_ins"))
    dossier = talk.dossier.copy()
    dossier.ego = {
        "consent": Answer(value=True), "form": Answer("je"), "company": Answer("alone"),
        "interests": Answer("Zwemmen"), "glad": Answer("Zingen"),
    }  # fmt: skip
    dossier.add_alter("Zwaan", "free_list", 1)
    put_on(real_content(), dossier, CARE)
    dossier.ego |= {"passion": Answer("muziek"), "happy_needs": Answer("rust")}
    dossier.ego |= {"carer_done": Answer(["me"]), "care_hours": Answer("many")}
    anna = dossier.edit_alter(dossier.add_alter("Anna", "helper_names", 1).id)
    anna.answers["care_tasks"] = Answer(["cooking"])
    dossier.pairings = [Pairing(name, facts, DAY, accepted=True) for name, facts in workers]
    dossier.stack = [Frame("start", "home"), Frame("carer", "share_how")]
    talk.stored = encode(dossier)
    return talk


def to_preview(talk: Talk, *parts: str, worker: int = 0) -> None:
    """Choose parts for a worker who is known, and look."""
    talk.give(Command("share"))
    assert talk.place == "share/explain"
    talk.tap("go_on")
    talk.tap("known")
    for _ in range(worker):
        talk.tap("another")
    talk.tap("yes")
    talk.tap("go_on")
    assert talk.place == "choose/parts"
    for part in parts:
        while talk.screen.option(part) is None:
            talk.tap("page")
        talk.tap(part)
    talk.tap("done")
    if talk.place == "choose/people":
        assert [o.id for o in talk.screen.options if o.id.startswith("a")] == ["a2"]
        talk.tap("a2")
        talk.tap("done")
        talk.tap("names")
    talk.tap("go_on")  # what is never shared
    talk.tap("bring_to_talk")
    for option in ("skip", "skip", "no", "month"):  # words, name, keeping, how long
        talk.tap(option)
    assert talk.place == "share/exact_preview"


def published(talk: Talk) -> list[str]:
    """The words of what goes out now."""
    talk.tap("good")
    talk.tap("send")
    [deed] = talk.turn.deeds
    assert isinstance(deed, Publish)
    return words_of(decode_snapshot(deed.payload).document)


def test_a_carer_shares_what_was_told_as_a_carer() -> None:
    talk = carer()
    to_preview(talk, "likes", "care")
    shown = talk.text()
    assert AS_CARER in shown
    sent = "\n".join(published(talk))
    for words in (shown, sent):
        assert "muziek" in words
        assert "Anna" in words
        assert "Z" not in words.replace("Zo ", "").replace("Zal ", "").replace("Zonder ", "")


def test_each_share_of_a_carer_is_a_choice_of_its_own() -> None:
    """S3-07: with several people, each apart; nothing that was chosen for one is on for another."""
    talk = carer(workers=((PAIRING, WORKER), (ANOTHER, OTHER)))
    to_preview(talk, "likes", "care")
    first = published(talk)
    talk.tap("go_on")
    to_preview(talk, "wishes", worker=1)
    second = published(talk)
    assert "Anna" in "\n".join(first)
    for word in ("Anna", "muziek", "Koken"):
        assert word not in "\n".join(second)
    assert [one.to for one in talk.dossier.shares] == [WORKER.name, OTHER.name]
    assert [one.parts for one in talk.dossier.shares] == [("likes", "care"), ("wishes",)]


def test_what_a_carer_was_choosing_is_not_gone_on_with_as_oneself() -> None:
    talk = carer()
    to_preview(talk, "likes")
    dossier = decode(talk.stored)
    dossier.stack = [Frame("start", "home")]
    put_on(real_content(), dossier, SELF)
    talk.stored = encode(dossier)
    talk.give(Command("share"))
    assert talk.place == "share/explain"
    assert "muziek" not in talk.shown()
    talk.tap("go_on")
    assert talk.dossier.sharing == Sharing(talk.dossier.sharing.at, side=SELF)  # type: ignore[union-attr]
