# ruff: noqa: E501 -- tables of what people type read better on long lines
"""Who is named at toggles, over all pages; and that nobody is switched on who is left out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogues.reading.several import match_options

SHOWN = [("a", "Anna"), ("b", "Bram"), ("c", "Cees"), ("page", "Andere namen"), ("done", "Klaar"), ("none", "Niemand")]  # fmt: skip
OTHERS = [("f", "Fatma"), ("k", "Kees"), ("p", "oom Piet")]
TOGGLES = frozenset("abcfkp")
NAMES = ["Anna", "Bram", "Cees", "Fatma", "Kees", "oom Piet"]
IDS = dict(zip(NAMES, "abcfkp", strict=True))


def read(text):
    return match_options(text, SHOWN, OTHERS, TOGGLES)


@pytest.mark.parametrize("text", ["iedereen", "Allemaal!", "alle mensen", "alles", "alle namen"])
def test_everybody_is_everybody_on_all_pages(text):
    assert read(text).options == tuple("abcfkp")


ALL_BUT = [
    "iedereen behalve {}", "alles zonder {}", "iedereen maar niet {}", "alle mensen behalve {}",
    "ja iedereen behalve {} graag", "iedereen op {} na", "iedereen, {} niet", "iedereen, alleen {} niet",
    "behalve {} iedereen", "{} niet, de rest wel", "iedereen mag erin behalve {}", "allemaal behalve {}, want dat wil ik niet",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("phrase", ALL_BUT)
def test_everybody_but_one_on_whatever_page(phrase, name):
    found = read(phrase.format(name))
    assert found.options == tuple(i for i in "abcfkp" if i != IDS[name])
    assert found.left_out == (IDS[name],)


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("iedereen behalve Bram en Kees", "acfp"),
        ("iedereen behalve Bram, fatma en KEES", "acp"),
        ("iedereen behalve 2", "acfkp"),
        ("iedereen behalve 1-3", "fkp"),
        ("iedereen behalve Piet", "abcfk"),
        ("iedereen behalve mijn broer Kees", "abcfp"),
        ("alle namen behavle de buurvrouw Fatma", "abckp"),
    ],
)
def test_everybody_but_several(text, options):
    assert read(text).options == tuple(options)


@pytest.mark.parametrize(
    "text",
    ["iedereen behalve Joop", "iedereen behalve Kees en Joop", "iedereen behalve 5", "iedereen behalve de laatste", "iedereen op 1 na",
     "iedereen op een na", "iedereen behalve twee", "iedereen behalve", "iedereen behalve de vrouw van Kees", "iedereen behalve Kees zijn vrouw",
     "iedereen behalve Kees en Anna wel", "iedereen bhlve Kees", "iedereen die ik ken behalve Kees", "haal iedereen weg behalve Kees",
     "iedereen niet behalve Kees", "iedereen niet", "niet iedereen", "iedereen weg", "Anna en iedereen"],
)  # fmt: skip
def test_what_is_not_sure_is_nobody(text):
    found = read(text)
    assert found.options == ()
    assert found.unknown or found.ambiguous


def test_a_name_that_fits_two_pages_is_nobody():
    shown = [("j", "Piet Jansen"), ("a", "Anna")]
    for text in ("iedereen behalve Piet", "Piet"):
        found = match_options(text, shown, OTHERS)
        assert found.options == ()
        assert [set(part.candidates) for part in found.ambiguous] == [{"j", "p"}]


def test_an_exact_name_on_another_page_wins_from_a_piece_of_one_here():
    assert match_options("Anna", [("j", "Anna Jansen")], [("a", "Anna")]).options == ("a",)


def test_a_number_counts_only_on_the_page_that_one_sees():
    others = [("x", "buurvrouw van 12"), ("y", "Anna")]
    assert match_options("12", [("b", "Bram")], others).options == ()
    assert match_options("2", [("b", "Bram")], others).options == ()
    assert match_options("de buurvrouw van 12", [("b", "Bram")], others).options == ("x",)


@pytest.mark.parametrize(
    "phrase",
    ["{} weg", "haal {} eraf", "{} niet", "zonder {}", "{} hoeft niet", "niet {}", "geen {}", "{} mag weg", "doe {} maar weg", "{} eruit",
     "zet {} uit", "{} uit", "vink {} uit", "verwijder {}", "nee {}", "{} nee", "niemand behalve {}", "behalve {}", "{} liever niet",
     "ik wil {} niet", "per ongeluk {}", "{} maar niet", "laat {} weg"],
)  # fmt: skip
def test_who_is_to_be_left_out_is_never_switched_on(phrase):
    for name in (*NAMES, "Anna en Kees", "Kees, Bram", "Kees en 1"):
        assert TOGGLES.isdisjoint(read(phrase.format(name)).options), name


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("Anna, maar niet Kees", "a"),
        ("Anna en Bram, maar niet Kees", "ab"),
        ("Anna wel, Kees niet", "a"),
        ("Kees niet, Anna wel", "a"),
        ("Kees eruit, Anna erbij", "a"),
        ("Anna wel en Kees niet", "a"),
        ("Anna, want Kees wil niet", "a"),
        ("Anna en Kees niet", ""),
        ("Anna, Kees niet", ""),
        ("niet Kees, Anna", ""),
        ("Anna wel, Anna niet", ""),
    ],
)
def test_beside_someone_left_out_only_who_is_plainly_meant(text, options):
    assert read(text).options == tuple(options)


def test_who_is_left_out_is_told_where_it_is_sure():
    assert read("Anna wel, Kees hoeft niet").left_out == ("k",)
    assert read("Anna, maar niet Kees").left_out == ("k",)
    assert read("Anna wel, Joop niet").unknown == ("Joop niet",)


def test_a_label_that_denies_something_is_still_named():
    labels = [("dare", "Ik durf niet"), ("money", "Geen geld"), ("away", "Het is ver weg")]
    assert match_options("ik durf niet, geen geld", labels).options == ("dare", "money")
    assert match_options("ver weg", labels).options == ("away",)


FIRST_NAMES = ["Anna", "Bram", "Cees", "Dirk", "Els", "Fatma", "Gerrit", "Hanna", "Kees", "Lies", "Mo", "oom Piet", "Jan en Riet", "Noa"]  # fmt: skip


@given(st.data())
def test_an_exception_is_everybody_but_those_or_nobody(data):
    names = data.draw(st.lists(st.sampled_from(FIRST_NAMES), min_size=2, unique=True))
    page = data.draw(st.integers(1, len(names)))
    out = data.draw(st.lists(st.sampled_from(names), min_size=1, max_size=3, unique=True))
    labels = [(name, name) for name in names]
    line = data.draw(st.sampled_from(ALL_BUT)).format(" en ".join(out))
    found = match_options(line, labels[:page], labels[page:])
    assert found.options == tuple(name for name in names if name not in out)
