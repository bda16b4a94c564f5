# ruff: noqa: E501 -- tables of what people type read better on long lines
"""Whatever is typed, reading it gives an answer: never an exception, and always the same one."""

import time

import pytest
from hypothesis import given

from dialogues.reading.commands import read_command
from dialogues.reading.masking import mask
from dialogues.reading.names import LABEL_LENGTH, NAMES_PER_MESSAGE, read_names
from dialogues.reading.normalise import clean, fold
from dialogues.reading.options import match_option
from dialogues.reading.several import match_options
from dialogues.reading.signals import (
    is_angry,
    says_dont_know,
    says_nobody,
    says_nothing,
    says_skip,
)
from states.graphemes import shorten
from tests.dialogues.reading.typed_texts import typed_texts

LABELS = [
    ("alone", "Ik ben alleen"),
    ("help", "Iemand helpt mij"),
    ("x", "🐶"),
    ("n", "Nee"),
    ("e", ""),
]
READERS = {
    "clean": clean,
    "fold": fold,
    "mask": mask,
    "names": read_names,
    "command": read_command,
    "nobody": says_nobody,
    "nothing": says_nothing,
    "dont_know": says_dont_know,
    "skip": says_skip,
    "angry": is_angry,
    "strict": lambda text: match_option(text, LABELS, lenient=False),
    "lenient": lambda text: match_option(text, LABELS, lenient=True),
    "several": lambda text: match_options(text, LABELS),
}
LONG_TEXTS = {
    "digits": "1" * 4096,
    "spaced digits": "1 " * 2048,
    "zeroes": "06 " * 1365,
    "letters": "a" * 4096,
    "at": "a@" * 2048,
    "dots": "a." * 2048,
    "words": "ik heb " * 585,
    "nobody": "niemand " * 512,
    "names": "Anna, " * 682,
    "capitals": "Anna " * 819,
    "streets": "Lange van der " * 292,
    "accounts": "NL91 " * 819,
    "marks": "e" + "\u0301" * 4095,
    "family": "👩\u200d" * 2048,
    "flags": "🇳" * 4096,
    "arabic": "محمد و " * 585,
    "lines": "\n" * 4096,
    "spaces": " " * 4096,
    "quotes": "'" * 4096,
    "less": "<a" * 2048,
    "select": "select " * 585,
    "hou": "hou toch " * 455,
    "dash": "a - " * 1024,
    "off": "haal ik alleen eraf, " * 195,
    "but": "iedereen behalve alleen niet en " * 6,
    "everybody": "ja doe maar " * 8 + "iedereen mag er in " * 5,
    "never": "dat weet ik ook " * 256,
}


@given(typed_texts)
def test_no_text_makes_a_reader_raise(text):
    for read in READERS.values():
        assert read(text) == read(text)


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("kind", LONG_TEXTS)
def test_the_longest_message_is_read_quickly(name, kind):
    start = time.process_time()
    READERS[name](LONG_TEXTS[kind])
    assert time.process_time() - start < 0.25


@given(typed_texts)
def test_cleaning_twice_changes_nothing(text):
    once = clean(text)
    assert clean(once) == once
    once.encode()
    assert "\x00" not in once
    assert "\u202e" not in once


@given(typed_texts)
def test_folding_twice_changes_nothing(text):
    once = fold(text)
    assert fold(once) == once
    assert once == once.strip()


@given(typed_texts)
def test_a_label_is_a_piece_of_what_was_typed(text):
    cleaned = clean(text)
    read = read_names(text)
    for name in read.names:
        assert 0 < len(name.label) <= LABEL_LENGTH
        assert name.label.removesuffix("…") in cleaned
    assert len(read.names) <= NAMES_PER_MESSAGE
    assert read.unclear == (not read.names)


@given(typed_texts)
def test_no_result_shows_what_was_typed(text):
    secret = "Zonnebloem" + text
    for read in (mask, read_names, READERS["several"]):
        assert "Zonnebloem" not in repr(read(secret))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("  Anna \t  Jansen  ", "Anna Jansen"),
        ("An\u200bna", "Anna"),
        ("\u202eAnna\u202c", "Anna"),
        ("e\u0301e\u0301n", "één"),
        ("Anna\r\n\r\n\r\nPiet", "Anna\nPiet"),
        ("👩\u200d👧 en 👍🏽", "👩\u200d👧 en 👍🏽"),
        ("An\u200dna", "Anna"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"),
        ("a\U000e0067b", "ab"),
        ("\x00\x1b[31mrood", "[31mrood"),
        ("\u3164\u200b", ""),
    ],
)  # fmt: skip
def test_clean_keeps_what_is_said(typed, expected):
    assert clean(typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Zo'n ’t Café!", "zon t cafe"),
        ("ANNE-MARIE", "anne marie"),
        ("Søren Łukasz Çelik", "soren lukasz celik"),
        ("②", "2"),
        ("2️⃣", "2"),
        ("👍", ""),
        ("Иван", "иван"),
        ("रवि", "रवि"),
        ("STRASSE straße", "strasse strasse"),
    ],
)
def test_fold_makes_spellings_alike(typed, expected):
    assert fold(typed) == fold(expected) == expected


def test_shortening_does_not_cut_through_a_sign():
    assert shorten("👩\u200d👧" * 20, 40) == "👩\u200d👧" * 13 + "…"
    assert shorten("e\u0323\u0301" * 20, 40) == "e\u0323\u0301" * 13 + "…"
    assert shorten("🇳🇱" * 25, 40) == "🇳🇱" * 19 + "…"
    assert len(shorten("e" + "\u0301" * 100, 40)) == 40
