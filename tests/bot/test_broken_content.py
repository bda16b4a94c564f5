"""Content with mistakes: all of them at once, with file and line, and nothing is started."""

import re
import shutil

import pytest

from tests.bot.conftest import ROOT


@pytest.fixture
def copy(place):
    """The program with content of its own, to be broken."""
    for package in ("bot", "states", "storage"):
        (place.folder / package).symlink_to(ROOT / package)
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "dialogues", place.folder / "dialogues", ignore=ignored)
    return place.folder / "dialogues"


def replace(path, old, new):
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


@pytest.mark.parametrize("command", ["run", "check"])
def test_every_mistake_is_told_and_nothing_starts(place, copy, command):
    replace(copy / "pause" / "dialogue.yaml", "kind: say", "kind: say\n        colour: red")
    replace(copy / "menu" / "dialogue.yaml", "fallback: resume", "fallback: nowhere")
    (copy / "look" / "dialogue.yaml").write_text("format: 1\nid: [look\n", "utf-8")
    texts = copy / "delete" / "texts" / "nl.j2"
    texts.write_text("{% block sure %}{{ }}{% endblock %}", "utf-8")

    done = place.command(command, PYTHONPATH=str(place.folder))
    told = (done.stdout + done.stderr).decode("utf-8")
    assert done.returncode == 1
    for file in ("pause/dialogue.yaml", "menu/dialogue.yaml", "look/dialogue.yaml"):
        assert re.search(rf"dialogues/{file}:\d+ ", told)
    assert re.search(r"dialogues/delete/texts/nl\.j2:1 ", told)
    assert "Traceback" not in told
    assert not place.database.exists()


def test_a_broken_organisation_file_is_told(place):
    (place.folder / "ours.yaml").write_text("format: 1\nname: Ons Huis\nhelp_lines: 3\n", "utf-8")
    done = place.command("run", ORGANISATION_FILE="ours.yaml")
    assert done.returncode == 1
    assert re.search(rb"ours\.yaml:3 ", done.stderr)
    assert not place.database.exists()
