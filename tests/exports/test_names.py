"""No name and no own word is in what may be given away, whatever the names are."""

import json
import zipfile
from io import BytesIO

from hypothesis import given, settings

from bot.exports.archive import MINE, README, archive, files
from states.dossier import Answer, Dossier, decode, encode, new_dossier
from states.exports.sides import all_answers
from states.sides import CARE, put_on, sides_there
from tests.conftest import IS_FULL
from tests.exports.dossiers import MARKS, carer, dossiers, person, someone
from tests.talk import MONDAY_MORNING, real_content

ENTRIES = "voor-onderzoek/csv/entries.csv"
WORDS = {
    "plan_what": "action",
    "plan_words": "action",
    "thought_words": "thought",
    "gathering_about": "gathering",
    "gathering_words": "gathering",
}
"""Own words of each kind of entry, and words to give to others."""

EXAMPLES = settings(max_examples=200 if IS_FULL else 10)


def research_files(dossier: Dossier, *, with_names: bool = False) -> dict[str, str]:
    found = files(real_content(), dossier, with_names=with_names, now=MONDAY_MORNING)
    return {
        path: data.decode("utf-8-sig")
        for path, data in found.items()
        if not path.startswith(f"{MINE}/")
    }


@given(dossiers(marked=True))
@EXAMPLES
def test_no_name_and_no_own_word_is_in_the_folder_for_research(dossier: Dossier) -> None:
    for path, text in research_files(dossier).items():
        assert not [mark for mark in MARKS if mark in text], path


@given(dossiers(marked=True))
@EXAMPLES
def test_what_is_private_is_there_neither_with_names(dossier: Dossier) -> None:
    """R-13: private is for the client alone, however much may be told."""
    for _, there in sides_there(dossier):
        for alter in there.alters:
            alter.label = "Anna"
    for _, answer in all_answers(dossier):
        answer.private = True
    for path, text in research_files(dossier, with_names=True).items():
        assert not [mark for mark in MARKS if mark in text], path


def test_names_are_there_where_they_were_asked_for() -> None:
    dossier = carer(9, "Zoë Zkanarie")
    step = dossier.add_entry("action", 20_500)
    step.answers["plan_what"] = Answer("bellen met Zoë Zkanarie", at=MONDAY_MORNING)
    for path, text in research_files(dossier, with_names=True).items():
        is_told = path.endswith(("ego.csv", "alters.csv", "entries.csv", ".graphml"))
        assert ("Zkanarie" in text) == is_told, path


def test_names_and_words_of_a_carer_and_of_a_plan_stay_out_too() -> None:
    """On either side: a name, own words of ego, of an alter and of each kind of entry."""
    dossier = carer(4, "Zkanarie")
    paths = set()
    for side in ("self", CARE):
        put_on(real_content(), dossier, side)
        for variable, kind in WORDS.items():
            entry = dossier.add_entry(kind, 20_500)
            entry.answers[variable] = Answer("Zkanarie", at=MONDAY_MORNING)
        for path, text in research_files(dossier).items():
            assert "Zkanarie" not in text, path
            paths.add(path)
        for variable in WORDS:
            assert variable in research_files(dossier, with_names=True)[ENTRIES].split("\r\n")[0]
        assert research_files(dossier, with_names=True)[ENTRIES].count("Zkanarie") >= len(WORDS)
    assert "voor-onderzoek/kring-als-ik-zorg.graphml" in paths


def test_a_graph_of_a_carer_is_there_only_where_something_was_told_as_one() -> None:
    graphs = [path for path in research_files(someone(3)) if path.endswith(".graphml")]
    assert graphs == ["voor-onderzoek/kring.graphml"]


def test_a_pseudonym_stays_with_its_person() -> None:
    before = new_dossier()
    before.alters = [person(number, "x") for number in (1, 2, 3)]
    after = decode(encode(before))
    after.remove_alter("a2")
    assert "a3,P3" in research_files(before)["voor-onderzoek/csv/alters.csv"]
    assert "a3,P3" in research_files(after)["voor-onderzoek/csv/alters.csv"]


def test_what_is_the_clients_own_has_all_names() -> None:
    dossier = someone(9, "Zoë Zkanarie")
    found = files(real_content(), dossier, with_names=False, now=MONDAY_MORNING)
    told = json.loads(found[f"{MINE}/alles-over-mij.json"])
    assert {alter["label"] for alter in told["alters"]} == {"Zoë Zkanarie"}
    assert "Zkanarie" in found[f"{MINE}/alles-over-mij.txt"].decode("utf-8")


def test_an_archive_has_the_files_the_same_way_each_time() -> None:
    dossier = someone(20)
    made = archive(real_content(), dossier, with_names=False, now=MONDAY_MORNING)
    assert made == archive(real_content(), dossier, with_names=False, now=MONDAY_MORNING)
    packed = zipfile.ZipFile(BytesIO(made))
    assert packed.testzip() is None
    expected = files(real_content(), dossier, with_names=False, now=MONDAY_MORNING)
    assert {name: packed.read(name) for name in packed.namelist()} == expected
    assert packed.namelist()[0] == README
    assert {one.date_time for one in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert {one.external_attr >> 16 & 0o777 for one in packed.infolist()} == {0o600}


def test_further_forms_go_with_what_is_the_clients_own() -> None:
    further = {"alles-over-mij.pdf": b"%PDF"}
    made = archive(
        real_content(), new_dossier(), with_names=False, now=MONDAY_MORNING, further=further
    )
    assert zipfile.ZipFile(BytesIO(made)).read(f"{MINE}/alles-over-mij.pdf") == b"%PDF"


def test_the_letter_says_whether_there_are_names() -> None:
    dossier = someone(3)
    dossier.ego["form"] = Answer("u", at=MONDAY_MORNING)
    without, with_them = (
        research_files(dossier, with_names=names)[README] for names in (False, True)
    )
    assert "P1, P2" in without
    assert "P1" not in with_them
    assert "staan namen" in with_them
    assert " u " in without
    assert " je " not in without
    assert "{" not in without
