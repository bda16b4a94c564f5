"""The codebook explains every column and every variable, in the words in which it was asked."""

import csv
import io
import json

import networkx as nx
import pytest

from bot.exports.archive import files
from bot.exports.codebook_files import HEAD
from states.dossier import Answer, new_dossier
from states.exports.codebook import codebook
from states.exports.questions import places_of, prompts_of
from states.screen import TextKey
from states.sides import CARE, SELF, put_on
from tests.exports.dossiers import carer
from tests.talk import MONDAY_MORNING, Talk, real_content

RESEARCH = "voor-onderzoek"


def research(*, with_names: bool) -> dict[str, bytes]:
    return files(real_content(), carer(30), with_names=with_names, now=MONDAY_MORNING)


def rows(data: bytes, delimiter: str = ",") -> list[dict[str, str]]:
    text = io.StringIO(data.decode("utf-8-sig"), newline="")
    return list(csv.DictReader(text, delimiter=delimiter))


@pytest.mark.parametrize("with_names", [False, True])
def test_every_column_is_explained(with_names: bool) -> None:
    found = research(with_names=with_names)
    explained = json.loads(found[f"{RESEARCH}/codebook.json"])
    known = {(one["table"], one["name"]) for one in explained["columns"]}
    assert len(known) == len(explained["columns"])
    assert all(one["meaning"] for one in explained["columns"])
    for table in ("ego", "alters", "ties", "entries"):
        head = found[f"{RESEARCH}/csv/{table}.csv"].decode("utf-8").split("\r\n")[0].split(",")
        assert {name for place, name in known if place == table} == set(head)
    for folder, delimiter in (("csv", ","), ("csv-excel", ";")):
        listed = rows(found[f"{RESEARCH}/{folder}/codebook.csv"], delimiter)
        assert {(one["table"], one["column"]) for one in listed if one["column"]} == known
        assert all(set(one) == set(HEAD) for one in listed)
    graph = nx.parse_graphml(found[f"{RESEARCH}/kring.graphml"].decode("utf-8"))
    names = {name for _, data in graph.nodes(data=True) for name in data} | set(graph.graph)
    names = {name.removesuffix("__status") for name in names} - {"node_default", "edge_default"}
    variables = {one["name"] for one in explained["variables"]}
    assert names <= {name for _, name in known} | variables


@pytest.mark.parametrize("with_names", [False, True])
def test_every_variable_has_columns_or_a_reason_why_not(with_names: bool) -> None:
    content = real_content()
    found = codebook(content, new_dossier(), with_names=with_names)["variables"]
    assert [one["name"] for one in found] == list(content.codebook.variables)
    for one in found:
        assert bool(one["columns"]) != bool(one["left_out"]), one["name"]
        is_text = one["type"] in ("text", "request")
        variable = content.codebook.variables[one["name"]]
        is_internal = variable.internal
        assert (one["subject"], one["common"]) == (variable.subject, variable.common)
        is_for_names = is_text or variable.hidden
        assert bool(one["left_out"]) == (is_internal or (is_for_names and not with_names))
        if not is_internal:
            assert one["label"]
            assert all(one["codes"].values())
    listed = rows(research(with_names=with_names)[f"{RESEARCH}/csv/codebook.csv"])
    assert {one["variable"] for one in listed if one["left_out"]} == {
        one["name"] for one in found if one["left_out"]
    }


def test_the_columns_of_sides_and_entries_say_what_stands_in_them() -> None:
    content = real_content()
    found = codebook(content, new_dossier(), with_names=False)
    columns = {(one["table"], one["name"]): one for one in found["columns"]}
    for table in ("ego", "alters", "ties", "entries"):
        assert set(columns[table, "side"]["codes"]) == {"self", "care"}
        assert all(columns[table, "side"]["codes"].values())
    kinds = columns["entries", "entryKind"]["codes"]
    assert set(kinds) == {"action", "thought", "gathering"}
    assert kinds["action"] == content.texts.render(TextKey("codebook/entry__action"), "je")
    of_entries = {n: one for (t, n), one in columns.items() if t == "entries" and one["variable"]}
    for one in of_entries.values():
        assert content.codebook.variables[one["variable"]].subject in kinds
    assert of_entries["plan_day"]["type"] == "date"
    assert of_entries["plan_with"]["type"] == "id"
    assert "alterID" in of_entries["plan_with"]["meaning"]
    assert set(of_entries["plan_by"]["codes"]) == {"me", "together", "worker", "unsure"}
    assert of_entries["plan_obstacles__fear"]["codes"] == {"1": "chosen", "0": "not chosen"}
    listed = rows(research(with_names=False)[f"{RESEARCH}/csv/codebook.csv"])
    common = {one["variable"] for one in listed if one["common"] == "yes"}
    assert common == {n for n, one in content.codebook.variables.items() if one.common}


def test_what_is_asked_about_a_step_has_its_question() -> None:
    asked = {place.variable for place in places_of(real_content()) if place.how == "asked"}
    subjects = {real_content().codebook.variables[name].subject for name in asked}
    assert {"ego", "alter", "action"} <= subjects


def test_a_question_is_there_as_it_was_asked() -> None:
    talk = Talk()
    for line in ("beginnen", "begrepen", "je"):
        talk.say(line)
    assert talk.place == "start/company"
    found = codebook(real_content(), new_dossier(), with_names=False)["variables"]
    (company,) = [one for one in found if one["name"] == "company"]
    first = company["asked"][0]
    assert (first["dialogue"], first["step"], first["how"]) == ("start", "company", "asked")
    assert first["version"] == real_content().dialogues["start"].dialogue.version
    assert first["question"] == "\n\n".join(map(talk.render, talk.screen.body))
    labels = [
        company["codes"][option.id]
        for option in talk.screen.options
        if option.id in company["codes"]
    ]
    assert labels
    assert set(labels) <= set(talk.labels())


def test_all_questions_have_words_and_no_value_of_anybody() -> None:
    """But one that has a text for each entry of a list, which are among the prompts."""
    for place in places_of(real_content()):
        step = real_content().dialogues[place.dialogue].steps[place.step]
        assert (place.question is None) == (step.item_text is not None), place.step
        assert "{" not in (place.question or "")
        assert "object at" not in (place.question or "")
    assert all(prompt.question for prompt in prompts_of(real_content()))


def test_every_variable_that_is_asked_has_a_place() -> None:
    asked = {place.variable for place in places_of(real_content())}
    written = {
        name
        for compiled in real_content().dialogues.values()
        for step in compiled.steps.values()
        for name in step.written()
    }
    assert asked == written


def test_questions_that_speak_of_somebody_have_dots() -> None:
    (ring,) = [
        one
        for one in places_of(real_content())
        if one.variable == "ring" and (one.dialogue, one.step) == ("tell_more", "ring")
    ]
    assert ring.question == "Hoe dichtbij staat …?"


def test_answers_to_an_earlier_version_say_so() -> None:
    dossier = new_dossier()
    dossier.sources = ["tell_more@0/like_to_do", "start@odd/form", "gone@3/gone"]
    dossier.ego = {
        "interests": Answer("x", at=MONDAY_MORNING),
        "form": Answer("je", source=1, at=MONDAY_MORNING),
        "gone": Answer("x", at=MONDAY_MORNING),
    }
    said = Answer("x", source=2, at=MONDAY_MORNING)
    dossier.add_entry("action", 20_500).answers["plan_what"] = said
    put_on(real_content(), dossier, CARE)
    dossier.ego["care_hours"] = said
    dossier.add_alter("Henk", "free_list", 20_500).answers["cared_for"] = said
    dossier.add_entry("action", 20_500).answers["plan_what"] = said
    put_on(real_content(), dossier, SELF)
    found = codebook(real_content(), dossier, with_names=False)["variables"]
    earlier = {
        one["name"]: place for one in found for place in one["asked"] if place["how"] == "earlier"
    }
    assert set(earlier) == {"interests", "form", "plan_what", "care_hours", "cared_for"}
    assert (earlier["interests"]["version"], earlier["interests"]["question"]) == (0, None)


def test_codes_of_no_answer_are_explained_beside_each_variable() -> None:
    listed = rows(research(with_names=False)[f"{RESEARCH}/csv/codebook.csv"])
    for one in listed:
        if one["variable"] and one["column"]:
            for code in ("-1 = skipped", "-2 = ", "-3 = ", "-4 = not asked", "-5 = ", "-6 = "):
                assert code in one["codes"], one["column"]
