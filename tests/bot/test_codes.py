"""Codes of workers: how people type them, and what is none."""

import pytest

from bot.codes import ALPHABET, code_in
from bot.raw_input import Opened, Resumed, Tapped, Typed, Wordless

CODE = "BKTWLMRZN"


@pytest.mark.parametrize(
    "line",
    [
        *("BKT-WLM-RZN", "bkt wlm rzn", " BktWlmRzn ", "B K T W L M R Z N", "bkt–wlm—rzn"),
        *("BKT\u2011WLM\u00a0RZN", "bkt.wlm.rzn", "k-BKTWLMRZN", "K-bkt-wlm-rzn", "BKT\nWLM\nRZN"),
        *("https://t.me/kring_bot?start=k-BKTWLMRZN", "t.me/kring_bot?start=k-bkt-wlm-rzn"),
    ],
)
def test_a_code_is_known_however_it_is_typed(line):
    assert code_in(Typed(line)) == CODE


@pytest.mark.parametrize(
    "line",
    [
        *("", "BKT-WLM-RZ", "BKT-WLM-RZNB", "BKT-WLM-RZA", "BKT-WLM-RZ1", "de code is BKTWLMRZN"),
        *(
            "BKT-WLM-RZN, toch?",
            "BKT/WLM/RZN",
            "https://a.example/?start=k-BKTWLMRZN",
        ),
        *("brrrrrrrr", "pffffffff", "XXX-XXX-XXX", "zzz zzz zzz"),
        *("BKTWLMRZŃ", "b" * 10_000, " " * 10_000 + CODE, "BKT-WLM-RZN BKT-WLM-RZN"),
    ],
)
def test_what_is_no_code_is_none(line):
    assert code_in(Typed(line)) is None


def test_a_first_letter_k_is_part_of_the_code():
    assert code_in(Typed("k-BTWLMRZN")) == "KBTWLMRZN"


def test_a_link_with_a_code_is_known():
    assert code_in(Opened("k-BKTWLMRZN")) == code_in(Opened("K-bkt-wlm-rzn")) == CODE


@pytest.mark.parametrize("link", ["", "hulp", "k-", "BKTWLMRZN", "kBKTWLMRZN"])
def test_another_link_is_none(link):
    assert code_in(Opened(link)) is None


@pytest.mark.parametrize("raw", [Tapped(CODE, 1), Wordless("photo", CODE), Resumed()])
def test_only_words_and_links_are_codes(raw):
    assert code_in(raw) is None


def test_no_word_is_a_code_by_chance():
    assert not set(ALPHABET) & set("AEIOUY0123456789")
    assert len(ALPHABET) == 20
