"""The JSON with everything: complete, as its schema says, and without what is locked."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from bot.exports.everything import as_json, encoded, schema
from states.account import SCHEMA
from states.check_ins import planned
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
from tests import released
from tests.conftest import IS_FULL
from tests.exports.dossiers import HOSTILE, dossiers, person, someone
from tests.talk import MONDAY_MORNING, real_content

EXAMPLES = settings(max_examples=200 if IS_FULL else 25)
FORM = json.loads(schema())
CHECK = Draft202012Validator(FORM, format_checker=Draft202012Validator.FORMAT_CHECKER)
RELEASED = sorted(Path(released.__file__).parent.glob("dossiers-*.json"))


def told(dossier: Dossier) -> dict[str, object]:
    return json.loads(encoded(as_json(real_content(), dossier)))


def answers(dossier: Dossier, said: dict[str, dict[str, object]]) -> dict[str, Answer]:
    """The answers again, out of the JSON."""
    return {
        name: Answer(
            one["value"],
            one["status"],
            one["private"],
            one["own_words"],
            dossier.sources.index(one["asked_at"]),
            dossier.ego[name].at if name in dossier.ego else 0,
        )
        for name, one in said.items()
    }


@given(dossiers(most=12))
@EXAMPLES
def test_everything_is_as_the_schema_says_and_nothing_is_lost(dossier: Dossier) -> None:
    found = told(dossier)
    CHECK.validate(found)
    assert answers(dossier, found["about_me"]) == dossier.ego
    for alter, said in zip(dossier.alters, found["alters"], strict=True):
        assert (said["id"], said["label"], said["order"], said["prompts"]) == (
            alter.id,
            alter.label,
            alter.order,
            alter.prompts,
        )
        assert set(said["answers"]) == set(alter.answers)
        for name, answer in alter.answers.items():
            one = said["answers"][name]
            assert (one["value"], one["status"], one["private"], one["own_words"]) == (
                answer.value,
                answer.status,
                answer.private,
                answer.own,
            )
            assert one["asked_at"] == dossier.sources[answer.source]


@pytest.mark.parametrize("path", RELEASED, ids=lambda path: path.stem)
def test_clients_of_earlier_releases_can_take_everything_along(path: Path) -> None:
    for stored in json.loads(path.read_text("utf-8")).values():
        CHECK.validate(told(decode(stored.encode())))


def test_the_schema_is_one_and_has_this_version() -> None:
    Draft202012Validator.check_schema(FORM)
    assert FORM["properties"]["schema"]["const"] == SCHEMA
    assert FORM["$id"].endswith(f":{SCHEMA}")


def test_the_schema_refuses_what_is_more_or_less() -> None:
    dossier = someone(3)
    dossier.stack = [Frame("start", "doors"), Frame("tell_more", "together", "a1")]
    dossier.ego["check_in_day"] = Answer(20_600, at=MONDAY_MORNING)
    dossier.ego["groups"] = Answer(["a1+a2"], at=MONDAY_MORNING)
    found = told(dossier)
    CHECK.validate(found)
    places = [found, found["alters"][0], found["groups"][0], found["check_ins"][0]]
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
