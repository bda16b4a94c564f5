"""Content is read whole or not at all, and everything that is wrong with it is told at once."""

import json
import shutil
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from dialogues.issues import DialogueInvalid
from dialogues.loader import load_content
from dialogues.schema import FOLDER as SCHEMAS
from dialogues.schema import MODELS, schema
from dialogues.source import FOLDER, NATIONAL_EXAMPLE
from states.content import REQUIRED

BROKEN = [
    ("start/dialogue.yaml", "kind: say", "kind: says", "start/dialogue.yaml:9", "says"),
    ("start/dialogue.yaml", "ending: stop", "endng: stop", "start/dialogue.yaml", "endng"),
    ("start/dialogue.yaml", "next: who_can_see}", "next: nowhere}", "start/dialogue", "nowhere"),
    ("start/dialogue.yaml", "variable: company", "variable: compny", "start/dialogue", "compny"),
    ("start/dialogue.yaml", "{id: je}", "{id: jou}", "start/dialogue.yaml", "jou"),
    ("start/dialogue.yaml", "dialogue: help", "dialogue: helpp", "start/dialogue.yaml", "helpp"),
    ("help/dialogue.yaml", "cards: routes", "cards: roads", "help/dialogue.yaml", "roads"),
    ("help/dialogue.yaml", "opens: request_answer", "opens: answer", "help/dialogue.yaml",
     "no dialogue answer"),
    ("help/dialogue.yaml", "variable: check_in_day", "variable: request_want", "help/dialogue.yaml",
     "no number about ego"),
    ("look/dialogue.yaml", "shows: [circle]", "shows: [cirkle]", "look/dialogue.yaml", "cirkle"),
    ("delete/dialogue.yaml", "effect: erase", "effect: eraze", "delete/dialogue.yaml", "eraze"),
    ("menu/dialogue.yaml", "command: resume", "command: resum", "menu/dialogue.yaml", "resum"),
    ("menu/dialogue.yaml", "id: menu\nv", "id: menue\nv", "menu/dialogue.yaml", "folder"),
    ("pause/dialogue.yaml", "        ending: stop", "        ending: stop\n        ending: rest",
     "pause/dialogue.yaml", "duplicate"),
    ("codebook.yaml", "list: domains", "list: domain", "codebook.yaml", "domain"),
    ("help/texts/nl.j2", "{% block needs %}", "{% block needz %}", "help", "help/needs is missing"),
    ("help/texts/nl.j2", "{{ draft }}", "{{ drafd }}", "help/dialogue.yaml", "drafd"),
    ("help/texts/nl.j2", "{% endblock %}", "{% endblok %}", "help/texts/nl.j2:", "endblok"),
]  # fmt: skip


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the shipped content, to break."""
    root = tmp_path / "dialogues"
    shutil.copytree(FOLDER, root, ignore=shutil.ignore_patterns("*.py", "__pycache__", "danger"))
    return root


def problems(root: Path, organisation: Path = NATIONAL_EXAMPLE) -> list[str]:
    """All problems of a content folder, as an author sees them."""
    with pytest.raises(DialogueInvalid) as caught:
        load_content(root, organisation)
    return [str(issue) for issue in caught.value.issues]


def break_file(path: Path, old: str, new: str) -> None:
    """Replace the first occurrence, which must be there."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_the_shipped_content_is_right() -> None:
    assert set(REQUIRED) <= set(load_content().dialogues)


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken[2].strip())
def test_a_mistake_is_told_with_file_line_and_what(content: Path, broken: tuple[str, ...]) -> None:
    file, old, new, where, what = broken
    break_file(content / file, old, new)
    assert any(where in problem and what in problem for problem in problems(content))


def test_all_mistakes_are_told_at_once(content: Path) -> None:
    break_file(content / "start/dialogue.yaml", "variable: company", "variable: compny")
    break_file(content / "help/dialogue.yaml", "cards: routes", "cards: roads")
    break_file(content / "nobody/texts/nl.j2", "{% block heard %}", "{% block herd %}")
    told = "\n".join(problems(content))
    assert all(word in told for word in ("compny", "roads", "nobody/heard is missing", "herd"))


def test_one_wrong_step_is_one_problem(content: Path) -> None:
    break_file(content / "pause/dialogue.yaml", "kind: say", "kind: sya")
    told = problems(content)
    assert [problem for problem in told if "pause/dialogue.yaml" in problem] == [
        problem for problem in told if "sya" in problem
    ]


def test_a_rule_that_is_broken_stops_the_start(content: Path) -> None:
    break_file(content / "start/texts/nl.j2", "Stoppen mag altijd.", "Dit is jouw netwerk.")
    assert any("netwerk" in problem for problem in problems(content))


def test_a_missing_required_dialogue_is_named(content: Path) -> None:
    shutil.rmtree(content / "pause")
    assert any("pause" in problem for problem in problems(content))


def test_an_organisation_file_that_is_not_right_is_told(content: Path, tmp_path: Path) -> None:
    path = tmp_path / "organisation.yaml"
    path.write_text("format: 1\nname: Buurthuis\nhelp_linez: []\n", "utf-8")
    told = problems(content, path)
    assert any("help_linez" in problem for problem in told)
    assert all("organisation.yaml:" in problem for problem in told)


def test_what_was_read_is_kept_and_read_again(content: Path, tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    first = load_content(content, cache_folder=folder)
    [kept] = folder.glob("*.json")
    again = load_content(content, cache_folder=folder)
    assert again.codebook == first.codebook
    assert {n: d.dialogue for n, d in again.dialogues.items()} == {
        n: d.dialogue for n, d in first.dialogues.items()
    }
    break_file(content / "start/texts/nl.j2", "Hallo, ik ben Kring.", "Dag, ik ben Kring.")
    load_content(content, cache_folder=folder)
    assert not kept.exists()
    assert len(list(folder.glob("*.json"))) == 1


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b"\x00"])
def test_a_damaged_cache_is_computed_anew(content: Path, tmp_path: Path, damage: bytes) -> None:
    folder = tmp_path / "cache"
    load_content(content, cache_folder=folder)
    [kept] = folder.glob("*.json")
    kept.write_bytes(damage)
    assert load_content(content, cache_folder=folder).dialogues


def test_a_cache_that_cannot_be_made_is_done_without(content: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    assert load_content(content, cache_folder=tmp_path / "file" / "cache").dialogues


def test_an_editor_finds_nothing_wrong_with_the_shipped_files() -> None:
    """The exported schemas accept what the loader accepts."""
    files = {"codebook": [FOLDER / "codebook.yaml"], "organisation": [NATIONAL_EXAMPLE]}
    files["dialogue"] = sorted(FOLDER.glob("*/dialogue.yaml"))
    assert len(files["dialogue"]) >= len(REQUIRED)
    for name, paths in files.items():
        validator = Draft202012Validator(json.loads(schema(MODELS[name])))
        for path in paths:
            data = json.loads(json.dumps(YAML(typ="safe").load(path), default=str))
            assert not [error.message for error in validator.iter_errors(data)], path.name


@pytest.mark.parametrize("name", MODELS)
def test_the_exported_schema_is_current(name: str) -> None:
    """Run `python -m dialogues.schema` when this fails."""
    assert (SCHEMAS / f"{name}.schema.json").read_text("utf-8") == schema(MODELS[name])
