"""Words of any length in lines: nothing of them is lost, and nothing is wider than the room."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pictures.fonts import KringTypeface
from states.graphemes import MORE, boundaries
from states.pictures.paragraphs import Letters, at_most, paragraph
from tests.pictures.people import HOSTILE

LETTERS = Letters(KringTypeface(), 28)
ANYTHING = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=200))


def drawable(text):
    return LETTERS.face.drawable(text)


def is_one_sign(line):
    return len(boundaries(line)) <= 2


@given(ANYTHING, st.floats(60, 900))
def test_nothing_is_lost_and_nothing_is_too_wide(text, room):
    shown = drawable(text)[:3_000]
    lines = paragraph(shown, room, LETTERS)
    assert "".join("".join(lines).split()) == "".join(shown.split())
    assert all(LETTERS.width(line) <= room or is_one_sign(line) for line in lines)


@given(ANYTHING, st.floats(60, 900))
def test_no_letter_is_parted_from_its_marks(text, room):
    shown = drawable(text)[:1_000]
    ends, at = set(boundaries(shown)), 0
    for line in paragraph(shown, room, LETTERS):
        at = shown.index(line, at) + len(line)
        assert at in ends


def test_lines_break_between_words_where_they_can():
    assert paragraph("Anna gaat met Piet naar de markt", 200, LETTERS) == [
        "Anna gaat met",
        "Piet naar de",
        "markt",
    ]


def test_a_line_break_stays():
    assert paragraph("eerst\ndan", 900, LETTERS) == ["eerst", "dan"]


@pytest.mark.parametrize("most", [1, 2])
def test_a_text_that_is_cut_shows_it(most):
    lines = paragraph("Anna gaat met Piet naar de markt", 200, LETTERS)
    cut = at_most(lines, most, 200, LETTERS)
    assert len(cut) == most
    assert cut[-1].endswith(MORE)
    assert cut[:-1] == lines[: most - 1]
    assert LETTERS.width(cut[-1]) <= 200
    assert at_most(lines, 3, 200, LETTERS) == lines
