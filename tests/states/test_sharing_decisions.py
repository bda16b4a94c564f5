"""What was decided on a sentence, when the client tells it otherwise or shows others after it."""

from states.dossier import Answer, Dossier
from states.sharing.sentences import keep, own_sentences, say_instead, sentence_view
from states.sharing.snapshot import snapshot_bytes
from tests.states.sharing import client, scope, with_people


def told(dossier: Dossier) -> str:
    """All that a worker would get."""
    return snapshot_bytes(scope(dossier)).decode()


def test_other_words_do_not_outlive_the_answer_they_were_said_for() -> None:
    dossier = client(request="Ik zoek werk.")
    say_instead(scope(dossier), "request", "Ik zoek iets.")
    dossier.ego["request"] = Answer("Ik wil rust.")
    assert "Ik wil rust." in told(dossier)
    assert "Ik zoek" not in told(dossier)


def test_what_was_kept_is_asked_again_where_it_is_told_otherwise() -> None:
    dossier = client(interests="dansen")
    dossier.add_alter("Bea", "free_list", 20_000)
    keep(scope(dossier), "interests")
    dossier.ego["interests"] = Answer("dansen met Bea")
    assert "Bea" not in told(dossier)
    assert own_sentences(scope(dossier)) == ["interests"]


def test_what_was_left_out_stays_out_however_it_is_told() -> None:
    dossier = client(interests="dansen")
    say_instead(scope(dossier), "interests", "")
    dossier.ego["interests"] = Answer("zingen")
    assert "zingen" not in told(dossier)
    assert not own_sentences(scope(dossier))


def test_who_is_shown_no_more_is_asked_about_in_what_was_kept_and_said() -> None:
    """Choosing again, or a mark: then that name may be in no sentence unasked (R-13)."""
    for decide in (keep, lambda there, key: say_instead(there, key, "zingen met Anna")):
        dossier = with_people(client(interests="dansen met Anna"), "Anna", "Bea")
        decide(scope(dossier), "interests")
        assert "met Anna" in told(dossier)
        dossier.ego["parts_people"] = Answer(["a2"])
        assert "Anna" not in told(dossier)
        assert own_sentences(scope(dossier)) == ["interests"]
        keep(scope(dossier), "interests")
        assert "met Anna" in told(dossier)
        assert not own_sentences(scope(dossier))
        dossier.ego["parts_people"] = Answer(["a1", "a2"])
        dossier.edit_alter("a1").answers["feel"] = Answer("makes_worse")
        assert not own_sentences(scope(dossier)), "she was not shown when that was decided"


def test_a_sentence_that_is_asked_again_shows_the_words_that_would_be_kept() -> None:
    dossier = with_people(client(interests="dansen"), "Anna")
    say_instead(scope(dossier), "interests", "zingen met Anna")
    dossier.remove_alter("a1")
    there = scope(dossier, item="interests")
    assert sentence_view(there)["words"] == "zingen met Anna"
    assert sentence_view(there)["is_out"] is True
    keep(there, "interests")
    assert "zingen met Anna" in told(dossier)


def test_who_is_shown_by_a_letter_is_not_named_by_a_word_of_the_label() -> None:
    dossier = with_people(client(interests="Kees belt"), "kees de buurman", names="letters")
    assert own_sentences(scope(dossier)) == ["interests"]
    assert "Kees" not in told(dossier)
    dossier.ego["parts_names"] = Answer("names")
    assert not own_sentences(scope(dossier))
    assert "Kees belt" in told(dossier)
