"""The letters of pictures: whatever is typed is drawn, and nothing is drawn as a box."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pictures.fonts import NOT_DRAWN, KringTypeface, families, font_files
from states.graphemes import MORE, boundaries
from states.pictures.typeface import fitted

FACE = KringTypeface()
JOINERS = "\u200c\u200d\ufe0e\ufe0f"
ANYTHING = st.text(max_size=40)


@given(ANYTHING)
def test_what_is_drawable_has_a_glyph_for_every_sign(text: str) -> None:
    drawable = FACE.drawable(text)
    assert drawable
    for run in FACE.runs(drawable):
        font = next(font for font in font_files() if font.family == run.family)
        missing = [sign for sign in run.text if sign not in JOINERS and ord(sign) not in font.signs]
        assert not missing


@given(ANYTHING)
def test_the_runs_of_a_text_are_the_text(text: str) -> None:
    drawable = FACE.drawable(text)
    assert "".join(run.text for run in FACE.runs(drawable)) == drawable
    assert {run.family for run in FACE.runs(drawable)} <= set(families())


@given(ANYTHING)
def test_what_is_drawable_is_one_line_without_commands(text: str) -> None:
    drawable = FACE.drawable(text)
    assert not [sign for sign in drawable if unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp")]
    assert not [sign for sign in drawable if sign in "\u202a\u202b\u202d\u202e\u2066\u2067\u2069"]
    assert drawable == " ".join(drawable.split())
    assert FACE.drawable(drawable) == drawable


@given(ANYTHING, st.floats(20, 400))
def test_a_fitted_text_fits_and_parts_no_letter(text: str, room: float) -> None:
    drawable = FACE.drawable(text)
    shown = fitted(drawable, room, 28, FACE)
    if shown == drawable:
        return
    assert shown == MORE or FACE.width(shown, 28) <= room
    kept = shown.removesuffix(MORE)
    assert drawable.startswith(kept)
    assert len(kept) in boundaries(drawable)


@pytest.mark.parametrize(
    ("typed", "drawn"),
    [
        ("Anna", "Anna"),
        ("  Anna \n van\tboven ", "Anna van boven"),
        ("Zoe\u0308", "Zoë"),
        ("محمد", "محمد"),
        ("Дмитрий", "Дмитрий"),
        ("王", "Wang"),
        ("\u202eAnna", "Anna"),
        ("\x00\x1b[31mAnna", "[31mAnna"),
        ("\u0378", NOT_DRAWN),
        ("", NOT_DRAWN),
        ("e" + "\u0301" * 50, "é" + "\u0301" * 4),
        ("\ufeffAn\u00adna", "Anna"),
    ],
)
def test_a_name_is_drawn_as_it_is_or_in_latin_letters(typed: str, drawn: str) -> None:
    assert FACE.drawable(typed) == drawn


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("Nguyễn", ["Noto Sans"]),
        ("🐶 Bobbie", ["Noto Emoji", "Atkinson Hyperlegible"]),
        ("👨‍👩‍👧", ["Noto Emoji"]),
        ("👍🏽", ["Noto Emoji"]),
        ("🇳🇱", ["Noto Emoji"]),
        ("❤️", ["Noto Emoji"]),
        ("Zoë Дми", ["Noto Sans"]),
    ],
)
def test_letters_come_from_one_font_and_emoji_stay_whole(text: str, runs: list[str]) -> None:
    assert [run.family for run in FACE.runs(text)] == runs


def test_bold_is_wider_and_width_grows_with_the_size() -> None:
    assert FACE.width("Kring", 40, bold=True) > FACE.width("Kring", 40) > FACE.width("Kring", 28)
    assert FACE.width("Anna", 56) == pytest.approx(2 * FACE.width("Anna", 28))
