"""The JSON with everything: complete, as its schema says, and without what is locked."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator
from msgspec import convert

from bot.exports.everything import as_json, encoded, schema
from states.account import SCHEMA
from states.check_ins import planned
from states.days import date_of
from states.dossier import (
    Alter,
    Answer,
    Asleep,
    CodeWord,
    Dossier,
    Frame,
    decode,
    encode,
    new_dossier,
)
from states.exports.tables import tables
from states.pictures.chart import Person
from states.returning.versions import keep, read
from states.sides import CARE, SELF, other, put_on, sides_there
from tests import released
from tests.conftest import IS_FULL
from tests.exports.dossiers import HOSTILE, carer, dossiers, person, someone
from tests.exports.reading import There, there_on
from tests.talk import MONDAY_MORNING, real_content

EXAMPLES = settings(max_examples=200 if IS_FULL else 25)
FORM = json.loads(schema())
CHECK = Draft202012Validator(FORM, format_checker=Draft202012Validator.FORMAT_CHECKER)
RELEASED = sorted(Path(released.__file__).parent.glob("dossiers-*.json"))


def told(dossier: Dossier) -> dict[str, object]:
    return json.loads(encoded(as_json(real_content(), dossier)))


def answers(dossier: Dossier, said: dict[str, Answer]) -> dict[str, object]:
    """Answers as the JSON has them."""
    return {
        name: {
            "value": answer.value,
            "status": answer.status,
            "private": answer.private,
            "own_words": answer.own,
            # what a scenario gives beforehand was asked nowhere
            "asked_at": next(iter(dossier.sources[answer.source :]), None),
            "answered_on": datetime.fromtimestamp(answer.at, UTC).isoformat(),
        }
        for name, answer in said.items()
    }


def same(found: dict[str, object], dossier: Dossier, there: There) -> None:
    """That one side is in the JSON whole."""
    assert found["about_me"] == answers(dossier, there.own)
    assert found["alters"] == [
        {
            "id": alter.id,
            "label": alter.label,
            "order": alter.order,
            "named_on": date_of(alter.day).isoformat(),
            "prompts": alter.prompts,
            "answers": answers(dossier, alter.answers),
        }
        for alter in there.alters
    ]
    assert found["entries"] == [
        {
            "id": entry.id,
            "kind": entry.kind,
            "made_on": date_of(entry.day).isoformat(),
            "answers": answers(dossier, entry.answers),
        }
        for entry in there.entries
    ]
    maps = [(date_of(one.day).isoformat(), read(one)) for one in there.maps]
    assert [one["day"] for one in found["maps"]] == [day for day, _ in maps]
    for shown, (_, kept) in zip(found["maps"], maps, strict=True):
        assert [convert(one, Person) for one in shown["people"]] == list(kept.people)
        assert shown["apart"] == list(kept.apart)


@given(dossiers(most=12))
@EXAMPLES
def test_everything_is_as_the_schema_says_and_nothing_is_lost(dossier: Dossier) -> None:
    """Ego, alters, entries and maps of both sides, and what is common to both once."""
    found = told(dossier)
    CHECK.validate(found)
    same(found, dossier, there_on(dossier, "self"))
    as_carer = there_on(dossier, "care")
    assert (found["as_carer"] is None) == (as_carer is None)
    if as_carer is not None:
        same(found["as_carer"], dossier, as_carer)


@given(dossiers(most=6))
@EXAMPLES
def test_it_is_the_same_wherever_the_client_stands(dossier: Dossier) -> None:
    found = as_json(real_content(), dossier)
    put_on(real_content(), dossier, other(dossier.side))
    again = as_json(real_content(), dossier)
    sides = ('"side": "self",\n  "where"', '"side": "care",\n  "where"')
    assert {found.count(sides[0]), found.count(sides[1])} == {0, 1}
    assert again.replace(sides[0], sides[1]) == found.replace(sides[0], sides[1])


def test_check_ins_of_both_sides_and_of_steps() -> None:
    dossier = new_dossier()
    day = Answer(20_514, at=MONDAY_MORNING)
    dossier.ego["check_in_day"] = day
    dossier.add_entry("action", 20_500).answers["plan_day"] = day
    put_on(real_content(), dossier, CARE)
    dossier.ego["care_month_day"] = day
    dossier.add_entry("action", 20_500).answers["plan_day"] = day
    expected = {
        ("check_in_day", "self", None),
        ("plan_day", "self", "e1"),
        ("care_month_day", "care", None),
        ("plan_day", "care", "e2"),
    }
    for side in (SELF, CARE):
        put_on(real_content(), dossier, side)
        found = told(dossier)
        CHECK.validate(found)
        found_days = found["check_ins"]
        assert {(one["variable"], one["side"], one["entry"]) for one in found_days} == expected
        assert len(found_days) == len(expected)
        assert {one["day"] for one in found_days} == {"2026-03-02"}


def test_groups_stand_on_the_side_on_which_they_were_told() -> None:
    dossier = new_dossier()
    dossier.alters = [person(1, "Anna"), person(2, "Piet")]
    dossier.next_alter = 3
    dossier.ego["groups"] = Answer(["a1+a2"], at=MONDAY_MORNING)
    put_on(real_content(), dossier, CARE)
    dossier.add_alter("Fatima", "free_list", 20_000)
    dossier.add_alter("Henk", "free_list", 20_000)
    dossier.ego["groups"] = Answer(["a3+a4"], at=MONDAY_MORNING)
    found = told(dossier)
    assert [one["members"] for one in found["groups"]] == [["a1", "a2"]]
    assert [one["members"] for one in found["as_carer"]["groups"]] == [["a3", "a4"]]


@pytest.mark.parametrize("path", RELEASED, ids=lambda path: path.stem)
def test_clients_of_earlier_releases_can_take_everything_along(path: Path) -> None:
    for stored in json.loads(path.read_text("utf-8")).values():
        dossier = decode(stored.encode())
        found = told(dossier)
        CHECK.validate(found)
        same(found, dossier, there_on(dossier, "self"))
        made = tables(real_content(), dossier, with_names=True, now=MONDAY_MORNING)
        named = {side: len(there.alters) for side, there in sides_there(dossier)}
        assert made.ego[0]["side"] == "self"
        for side, number in named.items():
            assert sum(row["side"] == side for row in made.alters) == number


def test_the_schema_is_one_and_has_this_version() -> None:
    Draft202012Validator.check_schema(FORM)
    assert FORM["properties"]["schema"]["const"] == SCHEMA
    assert FORM["$id"].endswith(f":{SCHEMA}")


def test_the_schema_refuses_what_is_more_or_less() -> None:
    dossier = carer(3)
    dossier.stack = [Frame("start", "doors"), Frame("tell_more", "together", "a1")]
    dossier.ego["check_in_day"] = Answer(20_600, at=MONDAY_MORNING)
    dossier.ego["groups"] = Answer(["a1+a2"], at=MONDAY_MORNING)
    dossier.add_entry("action", 20_500)
    keep(dossier, [Person("a1", "Anna")], 20_600)
    found = told(dossier)
    CHECK.validate(found)
    lists = ("alters", "groups", "check_ins", "entries", "maps")
    places = [found, found["as_carer"], *(found[name][0] for name in lists)]
    for place in (*places, found["visit"], found["about_me"]["groups"]):
        for name in list(place):
            kept = place.pop(name)
            assert not CHECK.is_valid(found), name
            place[name] = kept
        place["more"] = 1
        assert not CHECK.is_valid(found)
        del place["more"]
    CHECK.validate(found)


def test_moments_days_and_groups() -> None:
    dossier = new_dossier()
    dossier.alters = [person(1, "x"), person(2, "y"), person(4, "z")]
    dossier.ego["groups"] = Answer(["a1+a3+a2", "a4+a1"], private=True, at=MONDAY_MORNING)
    dossier.ego["check_in_day"] = Answer(20_514, at=MONDAY_MORNING)
    found = told(dossier)
    assert found["groups"] == [
        {"variable": "groups", "number": 1, "members": ["a1", "a2"]},
        {"variable": "groups", "number": 2, "members": ["a4", "a1"]},
    ]
    assert found["about_me"]["groups"]["value"] == ["a1+a3+a2", "a4+a1"]
    assert found["about_me"]["groups"]["answered_on"] == "2026-03-02T10:00:00+00:00"
    assert found["alters"][0]["named_on"] == "2024-10-04"
    days = [(one["variable"], one["opens"], one["day"]) for one in found["check_ins"]]
    assert days == [
        ("check_in_day", one.name, "2026-03-02") for one in planned(real_content(), dossier)
    ]
    assert days


def test_no_code_word_nothing_that_it_locks_and_nothing_half_done() -> None:
    asleep = new_dossier()
    asleep.add_alter("Zkanarie", "free_list", 20_000)
    dossier = someone(2)
    dossier.code_word = CodeWord("Zzout", "Zhash")
    dossier.asleep = [Asleep(encode(asleep), MONDAY_MORNING, CodeWord("Zzout", "Zhash"))]
    dossier.stack = [Frame("nobody", "vent", None, {"words": "Zkanarie"})]
    text = as_json(real_content(), dossier)
    assert "Zkanarie" not in text
    assert "Zzout" not in text
    assert "Zhash" not in text
    assert not [word for word in ("code_word", "asleep", "salt", "hash") if word in text]
    plain = someone(2)
    plain.stack = [Frame("nobody", "vent")]
    assert as_json(real_content(), plain) == text


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_any_name_comes_back(name: str) -> None:
    dossier = new_dossier()
    dossier.alters = [Alter("a1", name, 1, 20_000)]
    assert told(dossier)["alters"][0]["label"] == name
