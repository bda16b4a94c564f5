"""Who is named in a sentence, however it is typed."""

import pytest

from states.naming import names_any, writing


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("Kees", "Kees' fiets"),
        ("Kees", "kees z'n fiets"),
        ("Jan", "Jans fiets staat er nog"),
        ("tante Ans", "Ansje komt"),
        ("José", "Jose belt"),
        ("Jose", "José belt"),
        ("Zoë", "Zoe\u0308 is lief"),
        ("Zoe\u0308", "ZOË"),
        ("Anne-Marie", "anne marie belt"),
        ("D'Angelo", "D\u2019Angelo belt"),
        ("Bobby\U0001f436", "Bobby blaft"),
        ("\U0001f436 Bobby", "bobby\U0001f436"),
        ("mijn zus", "m'n zus belt"),
        ("De buurman", "mijn buurman helpt"),
        ("oma", "oma's huis"),
        ("Kees en Ria", "Ria belt"),
        ("Straße", "de strasse"),
    ],
)
def test_a_name_is_found_however_it_is_typed(label: str, words: str) -> None:
    assert names_any([label])(words)


@pytest.mark.parametrize(
    ("label", "words"),
    [("Ann", "Anna belt"), ("Jan", "januari"), ("De bakker", "de slager"), ("", "niets")],
)
def test_other_words_are_nobodys_name(label: str, words: str) -> None:
    assert not names_any([label])(words)


def test_a_label_without_a_capital_may_have_the_name_anywhere() -> None:
    found = names_any(["kees de buurman"], by_any_word=True)
    assert found("Kees belt")
    assert found("mijn buurman belt")
    assert not found("de fiets")
    assert not names_any(["Kees de buurman"], by_any_word=True)("mijn buurman belt")


def test_names_are_written_as_they_are_shown_and_all_else_stays() -> None:
    write = writing([("Anne-Marie", "A"), ("José", "de buur"), ("mijn zus", "Z")])
    assert write("Anne marie, Jose\u0301 en  mijn zus.") == "A, de buur en  Z."
    assert (
        write("Josés tuin: \u00e9\u00e9n \U0001f337") == "de buurs tuin: \u00e9\u00e9n \U0001f337"
    )
    assert writing([])("José") == "José"
