"""README and the pages in `docs/` against the code: what they name exists, what they show is so."""

import io
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest
import typer
from pydantic import BaseModel, SecretStr, TypeAdapter
from ruamel.yaml import YAML

from bot.__main__ import app
from bot.metrics import Metrics
from bot.rendering import render
from bot.settings import SECRETS, Settings
from bot.terminal.plain import PlainFront
from dialogues.danger.detector import KINDS as DANGERS
from dialogues.portal.guide import FACTS, Tip
from dialogues.reading.command_words import SLASH_COMMANDS
from dialogues.reading.option_words import NO_IDS, YES_IDS
from dialogues.references import COMMANDS, RESERVED
from dialogues.texts import FORMS, JinjaTexts, read_text_file
from states.codebook import ListItem, Variable, VariableType
from states.conditions import Condition
from states.dialogue import Dialogue
from states.effects import EFFECTS, ERASE
from states.organisation import HelpLine, PortalNotice, Route
from states.plans.ideas import Idea
from states.rules import GUARDS, VIEWS
from states.screen import TextKey
from states.steps.any_step import KINDS, AnyStep
from states.steps.step import Ending, Option, OptOutId, Step
from states.thoughts.deck import Card
from storage.records import metadata
from tests.talk import Talk

ROOT = Path(__file__).parent.parent
README, CHANGES = ROOT / "README.md", ROOT / "CHANGELOG.md"
AUTHORS, OPERATORS, DEVELOPERS, PRIVACY = (
    ROOT / "docs" / f"{name}.md" for name in ("authors", "operators", "developers", "privacy")
)
PAGES = (README, CHANGES, AUTHORS, OPERATORS, DEVELOPERS, PRIVACY)

OF_BOTFATHER = {"newbot", "revoke", "setjoingroups"}
"""Commands of Telegram's own bot for makers of bots."""

MADE_WHEN_IT_RUNS = ("data/", ".venv/", "data", ".env", ".venv")
FOLDERS = {path.name for path in ROOT.iterdir() if path.is_dir()} | {"data", ".venv"}

STEP = TypeAdapter[Any](AnyStep)
PARTS: dict[str, TypeAdapter[Any]] = {
    "variables": TypeAdapter(dict[str, Variable]),
    "lists": TypeAdapter(dict[str, tuple[ListItem, ...]]),
    "help_lines": TypeAdapter(tuple[HelpLine, ...]),
    "routes": TypeAdapter(tuple[Route, ...]),
    "renamed": TypeAdapter(dict[str, str]),
    "tips": TypeAdapter(tuple[Tip, ...]),
    "portal": TypeAdapter(PortalNotice),
    "ideas": TypeAdapter(tuple[Idea, ...]),
    "cards": TypeAdapter(tuple[Card, ...]),
}
"""What an example that is a piece of a file may hold, by its first key."""

A_CONVERSATION = (
    *("beginnen", "begrepen", "je", "alleen", "de mensen om mij heen", "ja"),
    *("Anna, oom Piet", "niemand", "niemand", "niemand", "niemand", "ja"),
    *("Anna", "klaar", "oom Piet", "klaar", "niemand", "Anna", "klaar"),
    *("nu niet", "niets", "nu niet", "koffie", "niemand", "gezien"),
)
"""What is typed in the conversation of which README shows pieces."""


def text(page: Path) -> str:
    return page.read_text("utf-8")


def fenced(page: Path, language: str) -> list[str]:
    """The examples in one language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", text(page), re.MULTILINE | re.DOTALL)


def section(page: Path, title: str) -> str:
    """What stands under a heading, until the next one of any level."""
    found = re.search(
        rf"^#+ {re.escape(title)}\n(.*?)(?=^#|\Z)", text(page), re.MULTILINE | re.DOTALL
    )
    assert found, f"{page.name} has no heading {title}"
    return found[1]


def rows(part: str) -> list[list[str]]:
    """The cells of a table, without its heading."""
    lines = [line for line in part.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def quoted(words: str) -> set[str]:
    """What stands between backticks, outside of examples."""
    lines = re.sub(r"^```.*?^```$", "", words, flags=re.MULTILINE | re.DOTALL)
    return set(re.findall(r"`([^`\n]+)`", lines))


def first_cells(part: str) -> set[str]:
    return {name for row in rows(part) for name in quoted(row[0])}


@cache
def code() -> str:
    """All code of the program."""
    places = ("bot", "dialogues", "states", "storage")
    return "\n".join(text(path) for place in places for path in (ROOT / place).rglob("*.py"))


def name_of(page: Path) -> str:
    return page.name


# Settings and commands


def test_the_table_of_settings_has_every_setting_and_no_other() -> None:
    table = rows(section(OPERATORS, "Settings"))
    assert [row[0].strip("`") for row in table] == [name.upper() for name in Settings.model_fields]


def test_the_table_of_settings_shows_the_defaults() -> None:
    for name, _, without in rows(section(OPERATORS, "Settings")):
        default = Settings.model_fields[name.strip("`").lower()].default
        shown = default.get_secret_value() if isinstance(default, SecretStr) else default
        assert quoted(without) == (set() if shown in (None, ()) else {str(shown)}), name


def test_secrets_that_may_stand_in_a_file_are_named() -> None:
    named = quoted(section(OPERATORS, "Settings"))
    assert {f"{name.upper()}_FILE" for name in SECRETS} <= named


def commands() -> dict[str, set[str]]:
    """Every command with its options, and those of what is below it."""
    made: Any = typer.main.get_command(app)
    return {name: options_of(command) for name, command in made.commands.items()}


def options_of(command: Any) -> set[str]:
    below = getattr(command, "commands", {}).values()
    names = [name for one in command.params for name in (*one.opts, *one.secondary_opts)]
    return {*names, *(name for one in below for name in options_of(one))}


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_command_that_is_named_exists(page: Path) -> None:
    words = " ".join(text(page).split())  # a command may run over the end of a line
    for name, rest in re.findall(r"python -m bot (\w+)([^`#]*)", words):
        assert name in commands(), name
        used = re.findall(r"--\w+", rest.partition(".venv")[0])
        assert set(used) <= commands()[name], (name, used)


def test_the_table_of_commands_is_complete() -> None:
    table = section(OPERATORS, "Commands")
    assert first_cells(table) == {f"python -m bot {name}" for name in commands()}
    takes_a_name = {name for name, options in commands().items() if "--as" in options}
    assert takes_a_name == {"run", "chat", "export", "erase"}


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_modules_that_are_run_exist(page: Path) -> None:
    for module in re.findall(r"python -m ([\w.]+)", text(page)):
        path = ROOT / module.replace(".", "/")
        is_ours = module.partition(".")[0] in FOLDERS
        assert not is_ours or path.is_dir() or path.with_suffix(".py").is_file(), module


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_make_targets_exist(page: Path) -> None:
    named = re.findall(r"(?:^|`)make ([a-z][\w-]*)", text(page), re.MULTILINE)
    targets = re.findall(r"^([a-z][\w-]*):", text(ROOT / "Makefile"), re.MULTILINE)
    assert set(named) <= set(targets)


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_what_a_client_can_type_is_a_command(page: Path) -> None:
    named = {word[1:] for word in quoted(text(page)) if re.fullmatch(r"/[a-z]+", word)}
    assert named <= {*SLASH_COMMANDS, *OF_BOTFATHER}


def test_events_and_codes_of_the_log_are_those_of_the_program() -> None:
    for name in first_cells(section(OPERATORS, "Logs")):
        assert f'"{name}"' in code(), name


def test_every_event_of_the_log_is_told() -> None:
    logged = re.findall(r'(?:log_warning|log_exception|_quietly)\(\s*"(\w+)"', code())
    assert len(logged) > 20
    assert set(logged) <= first_cells(section(OPERATORS, "Logs"))


def test_the_metrics_that_are_named_are_those_of_the_program() -> None:
    made = re.findall(
        r"^(kring_\w+?)(?:_created)?(?:\{.*\})? ", Metrics().export().decode(), re.MULTILINE
    )
    known = {re.sub(r"_(bucket|sum|count)$", "", name) for name in made}
    named = {word for word in quoted(text(OPERATORS)) if word.startswith("kring_")}
    assert named == known | {"kring_telegram_calls_total"}  # of calls, only those that were made


def test_every_table_is_told_of() -> None:
    told = {
        name.strip().replace(" ", "_").replace("-", "_")
        for row in rows(section(OPERATORS, "What is stored, and what is not"))
        for name in row[0].split(",")
    }
    assert {*metadata.tables} - told == {"meta"}


def test_every_folder_of_tests_is_named() -> None:
    folders = {path for path in (ROOT / "tests").iterdir() if (path / "__init__.py").exists()}
    named = first_cells(section(DEVELOPERS, "Tests"))
    assert {f"tests/{path.name}/" for path in folders} <= named


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_no_figure_is_left_to_be_measured(page: Path) -> None:
    assert not re.findall(r"(?<!\w)@[A-Z][A-Z0-9_]{2,}", text(page))


def test_every_table_has_its_time() -> None:
    told = {name for row in rows(section(PRIVACY, "How long")) for name in quoted(row[0])}
    assert set(metadata.tables) <= told


def test_the_facts_of_a_tip_are_those_of_the_program() -> None:
    assert quoted(section(AUTHORS, "The guide for workers")) >= FACTS


# Files and addresses


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_files_that_are_named_exist(page: Path) -> None:
    named = {word for word in quoted(text(page)) if re.fullmatch(r"\.?[\w./-]+", word)}
    for word in sorted(named):
        is_path = word.partition("/")[0] in FOLDERS and "/" in word
        is_page = word.endswith((".md", ".example")) or word in ("Makefile", "pyproject.toml")
        if (is_path or is_page) and not word.startswith(MADE_WHEN_IT_RUNS[:2]):
            assert (ROOT / word).exists(), word


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_lead_to_pages_that_exist(page: Path) -> None:
    for target in re.findall(r"\]\(([^)]+)\)", text(page)):
        assert (page.parent / target).is_file(), target


@pytest.mark.parametrize("page", [*PAGES, ROOT / ".ci" / "run"], ids=name_of)
def test_no_place_of_one_machine_and_no_package_server_is_named(page: Path) -> None:
    places = r"(?<![\w.])/(work|home|root|tmp|opt|Users|mnt)/"
    servers = r"index-url|/simple\b|pypi|files\.pythonhosted|https?://(localhost|127\.|10\.|192\.)"
    assert not re.search(f"{places}|{servers}", text(page))


def test_what_changed_is_told_of_this_version() -> None:
    version = tomllib.loads(text(ROOT / "pyproject.toml"))["project"]["version"]
    told = re.findall(r"^## (\S+) \(\d{4}-\d\d-\d\d\)$", text(CHANGES), re.MULTILINE)
    assert told[0] == version


def test_the_licence_is_the_one_that_is_declared() -> None:
    declared = tomllib.loads(text(ROOT / "pyproject.toml"))["project"]["license"]
    assert declared == "EUPL-1.2"
    assert text(ROOT / "LICENSE").startswith("European Union Public Licence v. 1.2\n")
    assert "15. Applicable Law" in text(ROOT / "LICENSE")


def test_the_build_runs_tests_and_checks_and_stops_at_a_failure() -> None:
    run = ROOT / ".ci" / "run"
    assert run.stat().st_mode & 0o111
    lines = text(run).splitlines()
    assert "set -euo pipefail" in lines
    assert lines[-2:] == ["make test", "make check"]


# What authors read


def yaml_of(example: str) -> Any:
    return YAML(typ="safe").load(example)


def steps_shown() -> list[BaseModel]:
    """Every step of an example, read by the real model."""
    found = [yaml_of(example) for example in fenced(AUTHORS, "yaml")]
    return [
        STEP.validate_python(one) for example in found if type(example) is list for one in example
    ]


def test_every_example_is_what_the_program_reads() -> None:
    for example in map(yaml_of, fenced(AUTHORS, "yaml")):
        if isinstance(example, list):
            for step in example:
                STEP.validate_python(step)
        elif "chapters" in example:
            Dialogue.model_validate(example)
        elif "turns" in example:
            pass  # a scenario: tests/test_authors_add.py plays it
        else:
            for key, value in example.items():
                PARTS[key].validate_python(value)


def test_every_kind_of_step_has_its_example() -> None:
    shown = {type(step) for step in steps_shown()}
    assert shown == set(KINDS)


def test_every_kind_is_said_in_a_line() -> None:
    (example,) = [one for one in fenced(AUTHORS, "yaml") if one.startswith("# say:")]
    said = re.findall(r"^# (\w+): .+\n- \{id: \w+, kind: (\w+),", example, re.MULTILINE)
    assert all(name == kind for name, kind in said)
    assert {name for name, _ in said} == {
        get_args(k.model_fields["kind"].annotation)[0] for k in KINDS
    }


def test_an_example_of_a_step_can_be_left_by_who_is_not_understood() -> None:
    for step in steps_shown():
        assert isinstance(step, Step)
        can_skip = any(opt_out.id == "skip" for opt_out in step.opt_outs)
        assert can_skip or step.fallback or not step.asks, step.id


def test_the_fields_of_a_step_are_all_there() -> None:
    part = section(AUTHORS, "Fields of every step")
    assert first_cells(part) == set(Step.model_fields)
    assert {*get_args(OptOutId), *get_args(Ending)} <= quoted(part)


def test_the_fields_of_an_option_are_all_there() -> None:
    part = section(AUTHORS, "Fields of an option")
    assert first_cells(part) == set(Option.model_fields)
    of = {row[0].strip("`"): quoted(row[1]) for row in rows(part)}
    assert of["effect"] == {*EFFECTS, ERASE}
    assert of["command"] == COMMANDS


def test_the_conditions_are_all_there_and_right() -> None:
    part = section(AUTHORS, "Conditions")
    assert first_cells(part) == {name.rstrip("_") for name in Condition.model_fields}
    shown = [yaml_of(one) for row in rows(part) for one in quoted(row[1])]
    for example in shown:
        Condition.model_validate(example)
    assert {example["rule"] for example in shown if "rule" in example} == set(GUARDS)


def test_the_fields_of_a_variable_are_all_there() -> None:
    part = section(AUTHORS, "The codebook")
    nothing_reads = {"renamed"}
    assert first_cells(part) == set(Variable.model_fields) - nothing_reads
    assert set(get_args(VariableType)) <= quoted(part)


def test_reserved_ids_and_those_that_mean_yes_or_no_are_named() -> None:
    part = section(AUTHORS, "Ids that Kring uses itself")
    assert quoted(part.partition(". ")[0]) == RESERVED
    lines = {line[:6]: quoted(line) for line in part.splitlines()}
    assert lines["- yes:"] == YES_IDS
    assert lines["- no: "] == NO_IDS


def test_kinds_of_danger_are_named() -> None:
    assert {str(kind) for kind in DANGERS} <= quoted(section(AUTHORS, "Words of danger"))


def test_views_in_the_examples_exist() -> None:
    for step in steps_shown():
        assert isinstance(step, Step)
        assert set(step.shows) <= set(VIEWS)


def test_examples_of_texts_can_be_rendered_in_both_forms(tmp_path: Path) -> None:
    for number, example in enumerate(fenced(AUTHORS, "jinja")):
        path = tmp_path / f"{number}.j2"
        path.write_text(example, "utf-8")
        file = read_text_file(path, path.name)
        assert not file.issues
        texts = JinjaTexts({"example": file})
        for key in texts.keys:
            assert all(texts.render(TextKey(key), form) for form in FORMS)


# What a reader of README sees


def test_the_conversation_in_the_readme_is_a_real_one() -> None:
    talk = Talk()
    target = io.StringIO()
    front = PlainFront(io.BytesIO(), target)
    for line in A_CONVERSATION:
        front.show(render(talk.content, talk.screen, talk.form))
        target.write(f"> {line}\n")
        talk.say(line)
    (shown,) = fenced(README, "text")
    rest = target.getvalue()
    for piece in shown.split("[…]\n"):
        before, found, rest = rest.partition(piece)
        assert found, f"not said so, or not in this order:\n{piece}\n\nafter\n\n{before[-2_000:]}"
