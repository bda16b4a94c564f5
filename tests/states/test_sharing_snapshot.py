"""What a worker gets: what was chosen, in the very words of the preview, and nothing else."""

import pytest

from states.documents import text_values
from states.dossier import Answer, Dossier, new_dossier
from states.errors import SnapshotInvalid
from states.pictures.chart import Chart
from states.rules import VIEWS
from states.sharing.records import MYSELF, Sharing
from states.sharing.sentences import all_sentences, keep, own_sentences, say_instead
from states.sharing.snapshot import (
    ORDER,
    Snapshot,
    decode_snapshot,
    digest,
    says_something,
    snapshot,
    snapshot_bytes,
)
from tests.states.sharing import client, scope, with_entry, with_people
from tests.states.test_summaries import words_of


def words(dossier: Dossier) -> str:
    """All that stands in a snapshot."""
    return "\n".join(words_of(snapshot(scope(dossier)).document))


def parts(dossier: Dossier) -> list[str]:
    """The parts of a snapshot, in order."""
    return list(dict.fromkeys(block.part for block in snapshot(scope(dossier)).document.blocks))


def test_r30_nothing_chosen_is_nothing_shared() -> None:
    """R-30: whatever was told."""
    dossier = with_people(client(interests="muziek", wish="wandelen"), "Anna")
    dossier.ego["parts"] = Answer([])
    found = snapshot(scope(dossier))
    assert not found.document.blocks
    assert not found.facts
    assert not says_something(found)


def test_the_order_is_expectation_strengths_request_and_the_rest() -> None:
    dossier = client(
        interests="muziek", request="Ik wil hulp.", wish="wandelen", reflection="veel",
        care_hours="many", talk_point_1="mijn post",
        share_expectation="call_me", share_unsafe="without_name",
    )  # fmt: skip
    with_people(dossier, "Anna").edit_alter("a1").answers["supports"] = Answer(value=True)
    with_entry(dossier, "action", plan_what="bellen")
    with_entry(dossier, "thought", thought_words="dat het kan")
    assert parts(dossier) == ["expectation", *ORDER, "safety"]


def test_r31_the_bytes_are_the_words_of_the_preview() -> None:
    """R-31: what the view shows is what is in the bytes, and reading them gives it back."""
    dossier = with_people(client(interests="muziek", share_called="An"), "Anna", names="letters")
    data = snapshot_bytes(scope(dossier))
    read = decode_snapshot(data)
    shown = VIEWS["snapshot"](scope(dossier))
    assert {k: shown[k] for k in ("title", "blocks")} == text_values(read.document)
    assert shown["subtitle"] == read.document.subtitle
    assert read.called == "An"
    assert decode_snapshot(snapshot_bytes(scope(dossier))) == read
    assert digest(data) == digest(snapshot_bytes(scope(dossier)))


def test_r13_who_is_not_good_never_appears_though_chosen_before() -> None:
    """R-13."""
    dossier = with_people(client(), "Anna", "Zwaan")
    assert "Zwaan" in words(dossier)
    dossier.edit_alter("a2").answers["feel"] = Answer("makes_worse")
    assert "Zwaan" not in words(dossier)
    without = with_people(client(), "Anna")
    assert snapshot_bytes(scope(dossier)) == snapshot_bytes(scope(without))


@pytest.mark.parametrize("status", ["skipped", "dont_know", "none"])
def test_r13_private_and_skipped_answers_never_appear(status: str) -> None:
    """R-13: nor vents, whatever part is on."""
    dossier = client(vent="Zwaar", interests="Zwaluw", wish="Zwemmen")
    dossier.ego["interests"] = Answer("Zwaluw", private=True)
    dossier.ego["wish"] = Answer("Zwemmen", status)  # type: ignore[arg-type]
    for name in ("feeling", "obstacles", "share_expectation_words"):
        dossier.ego[name] = Answer("Zee", private=True)
    assert "Z" not in words(dossier).replace("Zijn", "")
    assert not snapshot(scope(dossier)).document.blocks


def test_r13_private_answers_on_somebody_who_is_shown_leave_no_gap() -> None:
    """R-13: their place in the circle too."""
    dossier, plain = (with_people(client(), "Anna") for _ in range(2))
    for name, value in (("ring", "friend"), ("kind", "pet"), ("together", "Zwemmen")):
        dossier.edit_alter("a1").answers[name] = Answer(value, private=True)
    assert snapshot_bytes(scope(dossier)) == snapshot_bytes(scope(plain))


def test_a_private_whole_hides_and_shows_nothing_of_its_parts() -> None:
    """What is part of a private answer is told as if that answer were not there."""
    dossier = client(tried="gebeld")
    before = snapshot_bytes(scope(dossier))
    dossier.ego["request"] = Answer("Ik wil hulp.", private=True)
    assert snapshot_bytes(scope(dossier)) == before
    dossier.ego["request"] = Answer("Ik wil hulp.")
    assert "gebeld" not in words(dossier)


def test_without_people_there_is_no_circle_unless_nobody_was_said() -> None:
    """It would tell that others were left out, or that there is nobody."""
    dossier = client(parts=["map"])
    assert parts(dossier) == []
    dossier.add_alter("Anna", "free_list", 0)
    assert parts(dossier) == []
    dossier = client(parts=["map"], nobody=True)
    [block] = snapshot(scope(dossier)).document.blocks
    assert block.chart == Chart("circle", ())
    assert "nobody" in snapshot(scope(dossier)).facts


def test_groups_do_not_tell_of_others() -> None:
    """Neither who else was in one, nor how many there were, nor in which order."""
    dossier, other = (with_people(client(), "Anna", "Bo", "Cor", "Dik") for _ in range(2))
    for one in (dossier, other):
        one.add_alter("Eva", "free_list", 0)
    dossier.ego["groups"] = Answer(["a3+a4", "a1+a5", "a2+a1"])
    other.ego["groups"] = Answer(["a1+a2+a5", "a4+a3", "a1+a2", "a5"])
    assert snapshot_bytes(scope(dossier)) == snapshot_bytes(scope(other))
    assert "groups" in snapshot(scope(dossier)).facts


def test_the_form_of_address_shows_nowhere() -> None:
    dossier, other = (client(interests="muziek", form=form) for form in ("je", "u"))
    for one in (dossier, other):
        one.ego["chosen_routes"] = Answer([r.id for r in scope(one).content.organisation.routes])
    assert snapshot_bytes(scope(dossier)) == snapshot_bytes(scope(other))


# Own sentences


def test_a_sentence_that_names_somebody_else_waits_for_the_client() -> None:
    dossier = with_people(client(interests="dansen met Bea", glad="Anna lacht"), "Anna")
    dossier.add_alter("Bea", "free_list", 0)
    assert own_sentences(scope(dossier)) == ["interests"]
    assert "Bea" not in words(dossier)
    keep(scope(dossier), "interests")
    assert own_sentences(scope(dossier)) == []
    assert "dansen met Bea" in words(dossier)


def test_what_was_decided_holds_whoever_is_marked_after_it() -> None:
    """Else a mark would show: a sentence goes at the moment that somebody is not good any more."""
    dossier = with_people(client(interests="dansen met Bea", glad="Bea is er"), "Anna")
    dossier.add_alter("Bea", "free_list", 0)
    keep(scope(dossier), "interests")
    say_instead(scope(dossier), "glad", "")
    before = snapshot_bytes(scope(dossier))
    dossier.edit_alter("a2").answers["feel"] = Answer("unsafe")
    dossier.ego["not_good"] = Answer(["a2"])
    assert snapshot_bytes(scope(dossier)) == before
    dossier.remove_alter("a2")
    assert snapshot_bytes(scope(dossier)) == before


def test_other_words_change_what_is_shared_and_not_the_dossier() -> None:
    dossier = with_people(client(interests="dansen"), "Anna", names="letters")
    say_instead(scope(dossier), "interests", "dansen met Anna")
    assert "dansen met A" in words(dossier)
    assert "Anna" not in words(dossier)
    assert dossier.ego["interests"].value == "dansen"
    say_instead(scope(dossier), "interests", "")
    assert "dansen" not in words(dossier)
    keep(scope(dossier), "interests")
    assert "dansen" in words(dossier)


def test_words_on_somebody_and_to_the_worker_are_sentences_too() -> None:
    dossier = with_people(client(share_expectation_words="bel niet met Bea"), "Anna")
    dossier.add_alter("Bea", "free_list", 0)
    dossier.edit_alter("a1").answers["together"] = Answer("naar Bea toe")
    dossier.edit_alter("a2").answers["together"] = Answer("koffie")
    assert all_sentences(scope(dossier)) == ["a1:together", "share_expectation_words"]
    assert own_sentences(scope(dossier)) == all_sentences(scope(dossier))
    view = VIEWS["sentence"](scope(dossier, item="a1:together"))
    assert (view["who"], view["words"], view["is_out"]) == ("Anna", "naar Bea toe", True)


def test_somebody_who_is_shown_is_called_so_in_the_view_of_a_sentence() -> None:
    dossier = with_people(client(interests="dansen met Anna"), "Anna", names="letters")
    view = VIEWS["sentence"](scope(dossier, item="interests"))
    assert (view["words"], view["is_out"], view["who"]) == ("dansen met A", False, "")


def test_where_no_part_shows_people_nobody_is_shown_in_a_sentence_either() -> None:
    """Who was chosen before for another part is somebody else here, and is asked about."""
    dossier = with_people(client(parts=["likes"], interests="met Anna"), "Anna", names="letters")
    assert own_sentences(scope(dossier)) == ["interests"]
    keep(scope(dossier), "interests")
    assert "met Anna" in words(dossier)


# What goes with it


def test_unsafety_is_told_by_own_will_only() -> None:
    """D6, R-13: not by a mark, and a name only where it was chosen."""
    dossier = with_people(client(interests="muziek"), "Anna", "Zwaan")
    dossier.edit_alter("a2").answers["feel"] = Answer("unsafe")
    assert "safety" not in parts(dossier)
    dossier.ego["share_unsafe"] = Answer("without_name")
    dossier.ego["share_unsafe_with"] = Answer(["a2"])
    assert "safety" in parts(dossier)
    assert "Zwaan" not in words(dossier)
    dossier.ego["share_unsafe"] = Answer("with_name")
    assert "Zwaan" in words(dossier)
    assert "safety" in snapshot(scope(dossier)).facts
    dossier.ego["share_unsafe"] = Answer("no")
    assert "safety" not in parts(dossier)


@pytest.mark.parametrize(("code", "days"), [("month", 30), ("quarter", 90), ("year", 365)])
def test_the_last_day_is_as_chosen(code: str, days: int) -> None:
    found = snapshot(scope(client(share_days=code)))
    assert found.sent == "2026-03-02"
    assert found.until > found.sent
    usual = snapshot(scope(client()))
    assert (found.until == usual.until) == (days == 90)


def test_for_oneself_nothing_is_said_of_sending() -> None:
    dossier = client(interests="muziek", share_keep="yes")
    dossier.sharing = Sharing(dossier.sharing.at if dossier.sharing else 0, to=MYSELF)
    found = snapshot(scope(dossier))
    assert (found.until, found.can_keep) == ("", False)
    assert "erstuurd" not in str(found.document.subtitle)


def test_facts_are_read_off_what_is_shown() -> None:
    """R-48: what is not in the snapshot gives no tip."""
    dossier = with_people(client(obstacles=["fear", "money"], feeling="both"), "Anna", "Bo")
    for name in ("a1", "a2"):
        dossier.edit_alter(name).answers["quadrant"] = Answer("professionals")
    dossier.edit_alter("a1").answers["wish_with"] = Answer("restore")
    dossier.ego["share_expectation"] = Answer("take_the_lead")
    found = set(snapshot(scope(dossier)).facts)
    assert found == {
        "restore", "only_professionals", "misses", "obstacle_fear", "obstacle_money",
        "take_the_lead",
    }  # fmt: skip
    dossier.ego["parts"] = Answer(["likes"])
    assert snapshot(scope(dossier)).facts == ("take_the_lead",)


def test_a_snapshot_says_nothing_of_itself_in_a_log() -> None:
    dossier = with_people(client(interests="muziek"), "Anna")
    assert repr(snapshot(scope(dossier))) == "Snapshot()"
    assert "Anna" not in repr(dossier.sharing) + repr(dossier.pairings)


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"sent":1}', b"\xff\xfe"])
def test_bytes_that_are_no_snapshot_are_refused_without_their_content(data: bytes) -> None:
    with pytest.raises(SnapshotInvalid) as caught:
        decode_snapshot(data)
    assert caught.value.code == "snapshot_damaged"
    assert caught.value.__cause__ is None


def test_a_snapshot_of_a_later_kring_is_refused() -> None:
    found = snapshot(scope(new_dossier()))
    later = Snapshot(sent=found.sent, document=found.document, format=2)
    from msgspec.json import encode  # noqa: PLC0415

    with pytest.raises(SnapshotInvalid, match="snapshot_newer"):
        decode_snapshot(encode(later))
