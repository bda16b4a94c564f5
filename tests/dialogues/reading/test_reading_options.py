# ruff: noqa: E501 -- tables of what people type read better on long lines
"""A typed answer finds its button, and a real answer is not taken for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogues.reading.normalise import clean
from dialogues.reading.options import match_option, says_as_none
from dialogues.reading.several import match_options
from tests.dialogues.reading.typed_texts import typed_texts

WHERE = [
    ("alone", "Ik ben alleen"),
    ("help", "Iemand helpt mij"),
    ("read", "Iemand leest misschien mee"),
]
CONSENT = [("go", "Ja, dat is goed"), ("few", "Een paar mensen"), ("later", "Nee, nu niet")]
DOORS = [
    ("circle", "De mensen om mij heen"),
    ("care", "Ik zorg voor iemand"),
    ("need", "Ik heb hulp nodig"),
]
FEELING = [("good", "Goed"), ("bad", "Niet goed"), ("fair", "Gaat wel")]
SCALE = [(str(n), str(n)) for n in range(11)]
OFTEN = [("week", "Elke week"), ("two", "2 keer per maand"), ("less", "Minder")]
TAKE = [
    ("summary", "Een samenvatting"),
    ("picture", "Een plaatje"),
    ("people", "Een lijst met namen"),
    ("nothing", "Niets"),
]
CALLED = [
    ("names", "Met de naam"),
    ("letters", "Met een letter"),
    ("one_by_one", "Ik kies per naam"),
]
SUMMARY = [
    ("good", "Ja, zo is het goed"),
    ("change", "Iets veranderen"),
    ("nothing", "Niets meenemen"),
]
PEOPLE = [
    ("p1", "Anna"), ("p2", "oom Piet"), ("p3", "Piet Jansen"), ("p4", "Jan en Marie"), ("p5", "buurvrouw Riet"),
    ("p6", "Marieke"), ("p7", "Neef Jan"), ("p8", "🐶"), ("p9", "Marie"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("labels", "option", "texts"),
    [
        (WHERE, "help", "2|2.|nr 2|nummer twee|optie 2|de tweede|②|2️⃣|(2)|doe maar 2|helpt|er helpt iemand mee|IEMAND HELPT MIJ"),
        (WHERE, "alone", "1|eerste|de eerste graag|alleen|ik ben aleen|Ik ben helemaal alleen|ik ben alleen."),
        (WHERE, "read", "laatste|de laatste|3e|misschien|leest mee misschien"),
        (CONSENT, "go", "ja|ja hoor|jazeker|is goed|doe maar|prima|oke|oké dan|joa|yes|👍|👍🏽|tuurlijk|graag|JA!"),
        (CONSENT, "later", "nee|nee hoor|nee joh|nah|liever niet|nope|👎|neu|nu niet|nee, nu niet"),
        (CONSENT, "few", "een paar|een paar mensen|paar mense"),
        (DOORS, "need", "geef mij maar de hulp|hulp nodig|ik heb hulp nodg|3"),
        (FEELING, "good", "goed|is goed"),
        (FEELING, "bad", "niet goed|niet zo goed|niet zo heel goed"),
        ([("je", "je"), ("u", "u")], "u", "u|U|2"),
        (SCALE, "10", "10"),
        (OFTEN, "two", "2 keer|2 keer per maand|2"),
        (TAKE, "nothing", "niets|niks|nee|nee dank je|nix|geen|hoeft niet|laat maar"),
        (TAKE, "picture", "plaatje|plaatjes|een plaatje graag"),
        (CALLED, "letters", "letter|letters|met letters graag"),
    ],
)  # fmt: skip
def test_a_typed_choice_is_found(labels, option, texts):
    for text in texts.split("|"):
        assert match_option(text, labels, lenient=True).option == option, text


@pytest.mark.parametrize(
    ("labels", "text"),
    [
        (WHERE, "7"),
        (WHERE, "0"),
        (WHERE, "-1"),
        (WHERE, "ik ben niet alleen"),
        (WHERE, "iemand"),
        (WHERE, ""),
        (WHERE, "ja"),
        (SCALE, "11"),
        ([("je", "je"), ("u", "u")], "jij"),
        (PEOPLE, "nee"),
        (PEOPLE, "Maria"),
        (FEELING, "nee"),
        (SUMMARY, "nee"),
        (CALLED, "nee"),
        (CALLED, "niks"),
        ([("one", "Iets ander"), ("two", "Iets nieuws")], "anders"),
    ],
)
def test_what_fits_no_option_chooses_nothing(labels, text):
    found = match_option(text, labels, lenient=True)
    assert found.option is None
    assert found.candidates == ()


@pytest.mark.parametrize(
    ("text", "is_none"),
    [
        ("geen bijnaam", True), ("zonder bijnaam", True), ("nee, geen bijnaam", True), ("die heeft geen bijnaam", True),
        ("bijnaam", False), ("geen idee", False), ("geen bijnaam maar Bo", False), ("geen", False), ("", False),
    ],
)  # fmt: skip
def test_the_option_for_none_is_said_in_other_words(text, is_none):
    assert says_as_none(text, "Geen bijnaam") is is_none
    assert not says_as_none(text, "Niets")
    assert not says_as_none(text, "")


def test_what_fits_two_options_gives_both_back():
    assert match_option("Piet", PEOPLE, lenient=True).candidates == ("p2", "p3")
    yes = [("often", "Ja, vaak"), ("some", "Ja, soms"), ("no", "Nee")]
    assert match_option("ja", yes, lenient=True).candidates == ("often", "some")


@pytest.mark.parametrize(
    "text", ["2", "2.", "②", "Iemand helpt mij", "iemand helpt mij!", "iemand helpt mj"]
)
def test_a_clear_choice_counts_where_free_text_is_accepted(text):
    assert match_option(text, WHERE, lenient=False).option == "help"


@pytest.mark.parametrize(
    "text", ["alleen", "helpt", "nr 2", "iemand helpt mij vaak", "ik ben niet alleen", "de tweede", "ja", "laatste", "Ik heb 2"]
)  # fmt: skip
def test_an_answer_is_not_taken_for_a_choice_where_free_text_is_accepted(text):
    assert match_option(text, WHERE, lenient=False).option is None


@pytest.mark.parametrize(
    ("text", "options", "unknown"),
    [
        ("1 en 3", "p1 p3", []),
        ("1,3,5", "p1 p3 p5", []),
        ("1 3 5", "p1 p3 p5", []),
        ("1-3", "p1 p2 p3", []),
        ("1 t/m 3", "p1 p2 p3", []),
        ("Anna, Riet", "p1 p5", []),
        ("Anna en 3", "p1 p3", []),
        ("Jan en Marie, anna", "p4 p1", []),
        ("Mariek en de buurvrouw", "p6 p5", []),
        ("Anna Marieke Marie", "p1 p6 p9", []),
        ("🐶 & Anna", "p8 p1", []),
        ("alleen Anna", "p1", []),
        ("buur, An", "p5 p1", []),
        ("alles", "p1 p2 p3 p4 p5 p6 p7 p8 p9", []),
        ("Iedereen!", "p1 p2 p3 p4 p5 p6 p7 p8 p9", []),
        ("iedereen behalve Anna en Riet", "p2 p3 p4 p6 p7 p8 p9", []),
        ("Anna en Kees", "p1", ["Kees"]),
        ("Anna niet", "", ["Anna niet"]),
        ("Maria", "", ["Maria"]),
        ("ja", "", ["ja"]),
        ("12", "", ["12"]),
        ("", "", []),
    ],
)
def test_several_options_are_found(text, options, unknown):
    found = match_options(text, PEOPLE)
    assert list(found.options) == options.split()
    assert list(found.unknown) == unknown
    assert not found.ambiguous


@pytest.mark.parametrize("text", ["Piet", "Anna, Piet", "iedereen behalve Piet"])
def test_two_people_are_never_taken_for_one(text):
    found = match_options(text, PEOPLE)
    assert [(part.part, part.candidates) for part in found.ambiguous] == [("Piet", ("p2", "p3"))]
    assert not {"p2", "p3"} & set(found.options)


def test_a_role_behind_a_name_is_not_a_second_person():
    assert match_options("Anna de buurvrouw", PEOPLE).options == ("p1",)


@given(st.lists(typed_texts.filter(clean), min_size=1, max_size=6, unique_by=clean), st.data())
def test_a_label_typed_as_shown_is_always_found(shown, data):
    labels = [(f"o{place}", label) for place, label in enumerate(shown)]
    option, label = data.draw(st.sampled_from(labels))
    if len(label) <= 200:
        assert match_option(label, labels, lenient=True).option == option
        assert match_option(label, labels, lenient=False).option == option
    assert match_options(label, labels).options == (option,)
