"""How people answer a name generator, and which names are read from it."""

import pytest

from dialogues.reading.names import NAMES_PER_MESSAGE, read_names
from dialogues.reading.normalise import clean
from dialogues.reading.surnames import without_surname

LISTS = [
    ("Anna", ["Anna"]),
    ("Anna, oom Piet en de buurvrouw van 12", ["Anna", "oom Piet", "de buurvrouw van 12"]),
    ("Jan en Marie van hiernaast", ["Jan", "Marie van hiernaast"]),
    ("de man van de bakker", ["de man van de bakker"]),
    ("mijn zus en haar man", ["mijn zus", "haar man"]),
    ("1. Anna 2. Piet", ["Anna", "Piet"]),
    ("1) Anna\n2) Piet", ["Anna", "Piet"]),
    ("1 Anna\n2 Piet", ["Anna", "Piet"]),
    ("2 zussen en 1 broer", ["2 zussen", "1 broer"]),
    ("- Anna\n- Piet", ["Anna", "Piet"]),
    ("• Anna • Piet", ["Anna", "Piet"]),
    ("Anna/Piet / Kees", ["Anna", "Piet", "Kees"]),
    ("Anna + Piet & Kees plus Riet", ["Anna", "Piet", "Kees", "Riet"]),
    ("Anna; Piet;Kees", ["Anna", "Piet", "Kees"]),
    ("Anna - Piet - Kees", ["Anna", "Piet", "Kees"]),
    ("Anna - mijn zus, Piet - broer", ["Anna - mijn zus", "Piet - broer"]),
    ("Anna. Piet. Kees.", ["Anna", "Piet", "Kees"]),
    ("de buurvrouw van 12. En Piet.", ["de buurvrouw van 12", "Piet"]),
    ("mevr. Bakker en dhr. de Wit", ["mevr. Bakker", "dhr. de Wit"]),
    ("Anna B. van de club", ["Anna B. van de club"]),
    ("nou eh, Anna, en dan nog Piet", ["Anna", "Piet"]),
    ("ik heb Anna en Kees", ["Anna", "Kees"]),
    ("ik zie mijn broer Jan wel eens", ["broer Jan"]),
    ("ik zie Anna af en toe en Piet soms", ["Anna", "Piet"]),
    ("mijn buurvrouw Riet", ["buurvrouw Riet"]),
    ("mijn buurvrouw heet Riet", ["Riet"]),
    ("dat is Anna", ["Anna"]),
    ("Anna is mijn zus en Kees is mijn broer", ["Anna", "Kees"]),
    ("Familie: Anna, Piet", ["Anna", "Piet"]),
    ("Anna, verder niemand", ["Anna"]),
    ("niemand anders dan Anna", ["Anna"]),
    ("niemand behalve mijn zus", ["mijn zus"]),
    ("Anna want die zie ik vaak", ["Anna"]),
    ("ik spreek alleen mijn dochter", ["mijn dochter"]),
    ("muziek- en zangvereniging", ["muziek- en zangvereniging"]),
    ("die mevrouw die altijd haar hond uitlaat", ["die mevrouw die altijd haar hond uitlaat"]),
    ("dat meisje van boven", ["dat meisje van boven"]),
    ("Dan en Wil", ["Dan", "Wil"]),
    ("ik bel elke dag met mijn moeder", ["mijn moeder"]),
    ("ik ga wel eens naar Bas", ["Bas"]),
    ("Mn dochter Lisa, mijn zus eigenlijk alleen", ["Mn dochter Lisa", "mijn zus"]),
    ("24/7 hulp", ["24/7 hulp"]),
    ("Anna …", ["Anna"]),
    ("Anna … Piet", ["Anna", "Piet"]),
    ("Anna, Anna", ["Anna", "Anna"]),
    ("محمد، فاطمة و علي", ["محمد", "فاطمة", "علي"]),
    ("Ольга", ["Ольга"]),
    ("李", ["李"]),
    ("🐶", ["🐶"]),
    ("Anna ❤️, 👩\u200d👧", ["Anna ❤️", "👩\u200d👧"]),
    ("Anna (buurvrouw)", ["Anna (buurvrouw)"]),
    ("O'Brien", ["O'Brien"]),
    ('«Anna», "Piet"', ["Anna", "Piet"]),
]


@pytest.mark.parametrize(("text", "labels"), LISTS)
def test_the_names_of_a_list_are_read(text, labels):
    read = read_names(text)
    assert [name.label for name in read.names] == labels
    assert not read.unclear


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "????",
        "12345",
        "...",
        "ja",
        "👍",
        "nou eh",
        "ik heb niemand",
        "geen idee",
        "dat weet ik niet zo goed want ik zie bijna nooit iemand",
        "Ik snap niet wat je bedoelt",
        "waarom moet je dat weten",
        "dat is moeilijk te zeggen",
        "{{ 7*7 }}",
        "<b>x</b>",
        "<script>alert(1)</script>",
        "Robert'); DROP TABLE students;--",
    ],
)
def test_what_is_no_name_is_unclear(text):
    read = read_names(text)
    assert read.unclear
    assert read.names == ()


def test_a_sentence_beside_names_is_given_back_as_unread():
    read = read_names("Anna, dat weet ik niet zo goed")
    assert [name.label for name in read.names] == ["Anna"]
    assert read.unread == ("dat weet ik niet zo goed",)


def test_names_over_the_limit_are_counted():
    read = read_names(", ".join(f"Anna{place}" for place in range(NAMES_PER_MESSAGE + 5)))
    assert len(read.names) == NAMES_PER_MESSAGE
    assert read.dropped == 5


def test_a_long_label_is_shortened():
    label = read_names("de vriendelijke mevrouw van de derde verdieping").names[0].label
    assert label == "de vriendelijke mevrouw van de derde ve…"
    assert len(label) <= 40


@pytest.mark.parametrize(
    ("label", "short"),
    [
        ("Anna Jansen", "Anna"),
        ("Piet de Vries", "Piet"),
        ("Piet van der Berg", "Piet"),
        ("Mohammed el Amrani", "Mohammed"),
        ("Anne-Marie de Boer", "Anne-Marie"),
        ("Jan Willem Jansen", "Jan Willem"),
        ("Anna Jansen-de Vries", "Anna"),
        ("Anna Jansen (zus)", "Anna"),
        ("Anna Jansen 🌸", "Anna"),
        ("zus Anna Jansen", "zus Anna"),
        ("oom Piet de Vries", "oom Piet"),
        ("mevrouw Bakker", "mevrouw B."),
        ("mevrouw de Vries", "mevrouw V."),
        ("de heer Bakker", "de heer B."),
        ("familie Jansen", "familie J."),
        ("Anna", None),
        ("anna jansen", None),
        ("oom Piet", None),
        ("buurvrouw Riet", None),
        ("tante An", None),
        ("mijn zus", None),
        ("Anna van hiernaast", None),
        ("Jan van de kaartclub", None),
        ("Anna van de kerk", None),
        ("Anna van de Kerk", None),
        ("moeder van Kees", None),
        ("buddy van Humanitas", None),
        ("Anne-Marie", None),
        ("Jan Willem", None),
        ("Anna Maria", None),
        ("Jan Peter", None),
        ("Anna B.", None),
        ("Anna 2", None),
        ("Leger des Heils", None),
        ("Anna (buurvrouw)", None),
        ("🐶", None),
        ("محمد علي", None),
    ],
)
def test_a_surname_is_recognised(label, short):
    assert without_surname(label) == short


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("onze hond Max", "pet"),
        ("kat Minoes", "pet"),
        ("Max (hond)", "pet"),
        ("🐶", "pet"),
        ("mijn maatje", "volunteer"),
        ("de vrijwilliger van het buurthuis", "volunteer"),
        ("bezoekvrijwilliger Els", "volunteer"),
        ("kaartclub", "group"),
        ("het koor", "group"),
        ("lotgenotengroep", "group"),
        ("oma †", "missed"),
        ("mijn overleden man", "missed"),
        ("papa in de hemel", "missed"),
        ("de man van de hond", None),
        ("mevrouw met het hondje", None),
        ("Anna de Haan", None),
        ("meneer Vogel", None),
        ("Anna van de kerk", None),
        ("Anna", None),
    ],
)
def test_the_kind_is_read_from_the_words_themselves(text, kind):
    assert [name.kind_hint for name in read_names(text).names] == [kind]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mijn borderline zus", True),
        ("Kees met ADHD", True),
        ("de autistische buurjongen", True),
        ("demente oma", True),
        ("depressieve broer", True),
        ("zus met MS", True),
        ("Anna", False),
        ("ms. Anna", False),
        ("Demi", False),
        ("de buurman", False),
    ],
)
def test_an_illness_in_a_label_is_noticed(text, expected):
    assert [name.has_diagnosis for name in read_names(text).names] == [expected]


def test_every_label_is_a_piece_of_the_message():
    for text, _ in LISTS:
        assert all(name.label in clean(text) for name in read_names(text).names)
