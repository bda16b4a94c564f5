"""Phrases, denials and exceptions."""

from dialogues.checks.word_lists import compile_phrases, excuses, is_denied, is_excused, pattern
from dialogues.loader import build
from dialogues.parsed import Parsed
from dialogues.source import FOLDER, NATIONAL_EXAMPLE, read_source


def test_a_phrase_is_matched_on_whole_words_in_any_case():
    found = compile_phrases(["maar", "draag*", "voor wat"])
    assert [m.group() for m in found.finditer("Maar draagkracht, voor\nwat")] == [
        "Maar", "draagkracht", "voor\nwat",
    ]  # fmt: skip
    assert not found.search("jammer, bedragen")


def test_every_list_can_be_compiled():
    names = ("presumed", "office_words", "pushing", "broken_u", "netting")
    assert all(pattern(name) for name in names)


def test_a_sentence_may_deny_what_another_may_not_say():
    assert is_denied("Er ontbreekt niets.", "ontbreekt")
    assert not is_denied("Er ontbreekt iets. Dat geeft niet.", "ontbreekt")


def test_each_exception_has_a_reason_and_a_text_that_is_there():
    source = read_source(FOLDER, NATIONAL_EXAMPLE)
    assert source.codebook is not None
    assert source.organisation is not None
    parsed = Parsed(
        source.codebook,
        source.organisation,
        source.dialogues,
        source.texts,
        source.ideas,
        source.questions,
    )
    known = {*build(parsed, None, frozenset()).texts.keys, "organisation"}
    for one in excuses():
        assert len(one.reason) > 20
        assert one.key in known
    assert not is_excused("R-37", "start/welcome", "netwerk")
