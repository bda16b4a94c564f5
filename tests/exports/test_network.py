"""Whatever was told, GraphML and CSV say the same network as the dossier."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.exports.csv_files import EXCEL, STANDARD, csv_files, guarded, unguarded
from bot.exports.graphml import as_graphml
from states.dossier import Answer, Dossier, new_dossier
from states.exports.cells import Missing, clean
from states.exports.columns import listed_flags
from states.exports.tables import Tables, tables
from states.sides import CARE, put_on
from tests.conftest import IS_FULL
from tests.exports.dossiers import HOSTILE, carer, dossiers, person, someone, words
from tests.exports.reading import (
    OURS,
    Network,
    Status,
    from_csv,
    from_graphml,
    read_all,
    there_on,
    told_by,
)
from tests.talk import MONDAY_MORNING, real_content

EXAMPLES = settings(max_examples=300 if IS_FULL else 40)
SIDES = ("self", "care")
NOT_ASKED = Missing.NOT_ASKED
DAY = 86_400
LISTED = frozenset(
    {
        *listed_flags(real_content()),
        *(
            name
            for name, variable in real_content().codebook.variables.items()
            if (variable.subject, variable.type) == ("ego", "alters")
        ),
    }
)
"""Columns in which an alter has a no because others were tapped: they have tests of their own."""


def made(dossier: Dossier, *, with_names: bool = False) -> Tables:
    return tables(real_content(), dossier, with_names=with_names, now=MONDAY_MORNING)


def same(found: Network, expected: Network) -> None:
    assert {k: v for k, v in found.ego.items() if k not in OURS} == expected.ego
    assert list(found.alters) == list(expected.alters)
    for alter_id, attributes in expected.alters.items():
        shown = found.alters[alter_id]
        assert {k: v for k, v in shown.items() if k not in LISTED} == {
            k: v for k, v in attributes.items() if k not in LISTED
        }
        for name in LISTED & attributes.keys():
            assert shown[name] == attributes[name]
    assert found.ties == expected.ties
    assert found.entries == expected.entries
    assert found.ego["alterCount"] == len(expected.alters)
    assert found.ego["tieCount"] == len(expected.ties)
    assert found.ego["entryCount"] == len(expected.entries)


@given(dossiers(later=True), st.booleans())
@EXAMPLES
def test_every_form_has_the_network_of_the_dossier(dossier: Dossier, with_names: bool) -> None:
    found = made(dossier, with_names=with_names)
    assert [row["side"] for row in found.ego] == [s for s in SIDES if there_on(dossier, s)]
    for row in found.ego:
        side = row["side"]
        graph, standard, excel = read_all(found, side)
        assert standard == excel
        assert graph == replace(standard, entries={})
        same(standard, told_by(dossier, with_names=with_names, side=side))


@given(dossiers(most=8, later=True), st.booleans())
@EXAMPLES
def test_the_tables_are_the_same_wherever_the_client_stands(
    dossier: Dossier, with_names: bool
) -> None:
    found = made(dossier, with_names=with_names)
    for side in SIDES:
        put_on(real_content(), dossier, side)
        again = made(dossier, with_names=with_names)
        assert (again.ego, again.alters) == (found.ego, found.alters)
        assert (again.ties, again.entries) == (found.ties, found.entries)


def test_ids_of_both_sides_are_never_the_same() -> None:
    found = made(carer(12))
    assert {row["side"] for row in found.alters} == set(SIDES)
    for rows, name in ((found.alters, "alterID"), (found.entries, "entryID")):
        assert len({row[name] for row in rows}) == len(rows)


def test_what_is_common_is_in_both_rows_and_nothing_else() -> None:
    dossier = new_dossier()
    dossier.ego = {
        "form": Answer("u", at=MONDAY_MORNING),
        "satisfaction": Answer("good", at=MONDAY_MORNING + DAY),
    }
    assert [row["side"] for row in made(dossier).ego] == ["self"]
    put_on(real_content(), dossier, CARE)
    assert [row["side"] for row in made(dossier).ego] == ["self"]
    dossier.ego["care_hours"] = Answer("many", at=MONDAY_MORNING + 2 * DAY)
    mine, as_carer = made(dossier).ego
    assert (mine["form"], mine["satisfaction"], mine["care_hours"]) == ("u", "good", NOT_ASKED)
    assert (as_carer["form"], as_carer["satisfaction"]) == ("u", NOT_ASKED)
    assert as_carer["care_hours"] == "many"
    days = [(row["firstAnsweredOn"], row["lastAnsweredOn"]) for row in (mine, as_carer)]
    assert days == [(20_514, 20_515), (20_516, 20_516)]


def test_a_carer_who_names_nobody_has_a_row_all_the_same() -> None:
    """R-04, on that side too."""
    dossier = new_dossier()
    put_on(real_content(), dossier, CARE)
    dossier.ego["tasks"] = Answer(["papers"], at=MONDAY_MORNING)
    dossier.add_entry("action", 20_500)
    for network in read_all(made(dossier), "care"):
        assert (network.ego["alterCount"], network.ego["entryCount"]) == (0, 1)
        assert network.ego["tasks__papers"] is True
        assert not network.alters


def test_a_step_of_a_plan_is_a_row_with_whom_it_is_done() -> None:
    dossier = new_dossier()
    dossier.alters = [person(1, "Anna"), person(2, "Piet")]
    step, nobody = dossier.add_entry("action", 20_500), dossier.add_entry("action", 20_501)
    thought = dossier.add_entry("thought", 20_502)
    step.answers = {
        "plan_what": Answer("koffie bij Anna", at=MONDAY_MORNING),
        "plan_with": Answer(["a2", "a1"], at=MONDAY_MORNING),
        "plan_by": Answer("together", at=MONDAY_MORNING),
        "plan_day": Answer(20_514, at=MONDAY_MORNING),
        "plan_obstacles": Answer(["money"], at=MONDAY_MORNING),
        "plan_state": Answer("open", at=MONDAY_MORNING),
    }
    nobody.answers = {"plan_with": Answer([], at=MONDAY_MORNING)}
    thought.answers = {"thought_words": Answer("Anna lacht", at=MONDAY_MORNING)}
    for network in (from_csv(made(dossier), form) for form in (STANDARD, EXCEL)):
        shown = network.entries["e1"]
        assert (shown["entryKind"], shown["madeOn"]) == ("action", "2026-02-16")
        assert (shown["plan_with"], shown["plan_by"]) == ("a2 a1", "together")
        assert shown["plan_day"] == "2026-03-02"
        assert (shown["plan_obstacles__money"], shown["plan_obstacles__fear"]) == (True, False)
        assert "plan_what" not in shown
        assert shown["plan_state"] == "open"
        assert network.entries["e2"]["plan_with"] == Status("none")
        assert set(network.entries["e3"]) == {"egoID", "side", "entryKind", "madeOn"}
    for network in (from_csv(made(dossier, with_names=True), form) for form in (STANDARD, EXCEL)):
        assert network.entries["e1"]["plan_what"] == "koffie bij Anna"
        assert network.entries["e3"]["thought_words"] == "Anna lacht"


def test_nobody_has_a_row_for_ego_and_a_head_for_alters() -> None:
    for network in read_all(made(new_dossier())):
        assert network.ego["egoID"] == "ego1"
        assert network.ego["alterCount"] == 0
        assert not network.alters
        assert not network.ties
    for form in (STANDARD, EXCEL):
        lines = {
            name: data.decode(form.encoding).split("\r\n")
            for name, data in csv_files(made(new_dossier()), form)
        }
        assert {name: len(found) - 1 for name, found in lines.items()} == {
            "ego.csv": 2,
            "alters.csv": 1,
            "ties.csv": 1,
            "entries.csv": 1,
        }
        heads = {name: found[0].split(form.delimiter)[:4] for name, found in lines.items()}
        assert heads["alters.csv"] == ["egoID", "side", "alterID", "label"]
        assert heads["ties.csv"] == ["egoID", "side", "from", "to"]
        assert heads["entries.csv"] == ["egoID", "side", "entryID", "entryKind"]


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_any_name_comes_back_as_it_was(name: str) -> None:
    dossier = new_dossier()
    dossier.alters = [person(1, name, together=name), person(2, "Anna")]
    dossier.ego["interests"] = Answer(name, at=MONDAY_MORNING)
    for network in read_all(made(dossier, with_names=True)):
        assert network.alters["a1"]["label"] == (clean(name) or "P1")
        assert network.alters["a1"]["together"] == clean(name)
        assert network.ego["interests"] == clean(name)
        assert network.alters["a2"]["label"] == "Anna"


def test_what_xml_cannot_hold_is_taken_out_and_nothing_else() -> None:
    assert clean("Z\x00o\x0bë\ud800 \ufffe👩🏽‍🚒\t") == "Zoë 👩🏽‍🚒\t"
    assert clean("een\r\ntwee\rdrie") == "een\ntwee\ndrie"


@given(words)
def test_the_guard_is_there_for_every_formula_and_can_be_taken_off(word: str) -> None:
    safe = guarded(word)
    assert safe.lstrip()[:1] not in {*"=+-@＝＋－＠"} - {""}
    assert safe[:1] not in {"\t", "\r", "\n"}
    assert unguarded(safe) == word


def test_the_form_for_excel_begins_with_a_mark_and_parts_by_semicolon() -> None:
    for name, data in csv_files(made(new_dossier()), EXCEL):
        assert data.startswith(b"\xef\xbb\xbfegoID;"), name
    for name, data in csv_files(made(new_dossier()), STANDARD):
        assert data.startswith(b"egoID,"), name


def test_ties_come_from_groups_each_pair_once() -> None:
    dossier = new_dossier()
    dossier.alters = [person(number, "x") for number in (1, 2, 3, 5)]
    groups = ["a3+a1+a2", "a1+a3+a4", "a5+a4", "a5+a5"]
    dossier.ego["groups"] = Answer(groups, at=MONDAY_MORNING)
    expected = {("a1", "a2"): "1", ("a1", "a3"): "1 2", ("a2", "a3"): "1"}
    for network in read_all(made(dossier)):
        assert network.ties == {frozenset(pair): found for pair, found in expected.items()}
        assert network.ego["groups"] == 4
    rows = [(row["from"], row["to"]) for row in made(dossier).ties]
    assert rows == list(expected)


def test_groups_kept_private_make_no_tie() -> None:
    dossier = new_dossier()
    dossier.alters = [person(1, "x"), person(2, "y")]
    dossier.ego["groups"] = Answer(["a1+a2"], private=True, at=MONDAY_MORNING)
    assert not made(dossier).ties


def test_who_was_on_a_list_and_not_tapped_has_a_no() -> None:
    """Only for certain: named before one who was tapped, or spoken of by then."""
    dossier = new_dossier()
    dossier.sources = ["first_circle@1/supports", "elsewhere@1/supports"]
    spoken, later = person(4, "x", ring="friend"), person(5, "x")
    dossier.alters = [person(1, "x"), person(2, "x"), person(3, "x"), spoken, later]
    dossier.alters[0].answers = {}
    dossier.alters[1].answers = {"supports": Answer(value=True, at=MONDAY_MORNING + 9)}
    for network in read_all(made(dossier)):
        shown = [network.alters[f"a{number}"].get("supports") for number in range(1, 6)]
        assert shown == [False, True, None, False, None]
        assert "pleasant" not in network.alters["a1"]  # nobody was tapped there
    dossier.alters[1].answers = {"supports": Answer(value=True, source=1, at=MONDAY_MORNING + 9)}
    assert all(
        len([a for a in n.alters.values() if "supports" in a]) == 1 for n in read_all(made(dossier))
    )  # it was no list


def test_whom_ego_picked_is_told_of_each_alter() -> None:
    dossier = new_dossier()
    dossier.alters = [person(1, "x"), person(2, "x"), person(3, "x")]
    dossier.ego["not_good"] = Answer(["a2"], at=MONDAY_MORNING + 9)
    for network in read_all(made(dossier, with_names=True)):
        shown = [network.alters[f"a{number}"].get("not_good") for number in (1, 2, 3)]
        assert shown == [False, True, None]
    for network in read_all(made(dossier)):  # for the client's own eyes
        assert "not_good" not in network.alters["a2"]


def test_ego_is_no_node_and_types_are_kept() -> None:
    dossier = someone(12)
    network = from_graphml(made(dossier))
    assert set(network.alters) == {alter.id for alter in dossier.alters}
    assert type(network.ego["codebookVersion"]) is int
    text = as_graphml(made(dossier)).decode("utf-8")
    assert 'attr.name="nobody" attr.type="boolean"' in text
    assert 'attr.name="ring" attr.type="string"' in text


def test_the_same_dossier_gives_the_same_bytes() -> None:
    dossier = someone(30)
    assert as_graphml(made(dossier)) == as_graphml(made(dossier))


def test_two_clients_have_the_same_columns() -> None:
    """So that tables of many can be put under each other."""
    full = someone(9)
    assert made(full).columns == made(new_dossier()).columns


def test_another_code_for_ego_is_in_all_four() -> None:
    dossier = carer(9)
    dossier.ego["groups"] = Answer(["a1+a2+a3+a4+a5"], at=MONDAY_MORNING)
    found = tables(real_content(), dossier, with_names=False, now=0, ego_id="K7")
    rows = (*found.ego, *found.alters, *found.ties, *found.entries)
    assert len(found.ego) == 2
    assert found.ties
    assert found.entries
    assert {row["egoID"] for row in rows} == {"K7"}
