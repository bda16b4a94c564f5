"""Reading ease: syllables are not flattered, sentences are counted as one reads them."""

import pytest

from dialogues.checks.readability import read, sentences, syllables, words


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("huis", 1), ("mooi", 1), ("nieuw", 1), ("oma", 2), ("adres", 2), ("iedereen", 3),
        ("eenzaam", 2), ("ruzie", 2), ("overslaan", 3), ("cliënt", 2), ("bijeen", 2), ("113", 1),
        ("onafhankelijke", 6),
    ],
)  # fmt: skip
def test_syllables_of_a_dutch_word(word, count):
    assert syllables(word) == count


def test_a_line_ends_a_sentence_and_an_address_does_not():
    assert sentences("Bel 113.nl nu. Wie\nkomt er?") == ["Bel 113.nl nu.", "Wie", "komt er?"]


def test_words_with_an_apostrophe_or_hyphen_are_one():
    assert words("zo'n foto's-boek, ja!") == ["zo'n", "foto's-boek", "ja"]


def test_the_formula_of_douma():
    reading = read(["Ik zie jou. Dit is goed."])
    assert (reading.sentences, reading.words, reading.syllables) == (2, 6, 6)
    assert reading.ease == pytest.approx(206.84 - 0.93 * 3 - 77)


def test_hard_words_read_badly():
    assert read(["De verantwoordelijkheid bevordert zelfredzaamheid."]).ease < 0


def test_nothing_to_read_is_easy():
    assert read([]).ease == 100
