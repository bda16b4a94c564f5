"""A small content in which every rule holds, to be broken once in each test."""

import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from dialogues.checks import run_checks
from dialogues.checks.verdict import Verdict
from dialogues.loader import build
from dialogues.parsed import Parsed
from dialogues.source import read_source
from dialogues.yaml_file import YamlFile, read_yaml
from states.content import Content

CONTENT = Path(__file__).parent / "content"
TODAY = date(2026, 11, 22)


@dataclass(frozen=True)
class Broken:
    """A copy of the content in which something was changed."""

    root: Path

    def change(self, file: str, old: str, new: str) -> "Broken":
        path = self.root / file
        text = path.read_text("utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        path.write_text(text.replace(old, new), "utf-8")
        return self

    def line(self, file: str, needle: str) -> int:
        """The line on which `needle` begins; it may go over more than one."""
        text = (self.root / file).read_text("utf-8")
        return text[: text.index(needle)].count("\n") + 1

    def content(self) -> Content:
        source = read_source(self.root, self.root / "organisation.yaml")
        assert not source.issues()
        assert source.codebook is not None
        assert source.organisation is not None
        parsed = Parsed(
            source.codebook,
            source.organisation,
            source.dialogues,
            source.texts,
            source.ideas,
            source.questions,
        )
        return build(parsed, None, frozenset({"check_ins"}))

    def verdicts(self, today: date = TODAY) -> dict[str, Verdict]:
        organisation = self.root / "organisation.yaml"
        found = run_checks(self.content(), self.root, organisation, today)
        return {verdict.rule: verdict for verdict in found}


_parsed: dict[tuple[str, str], YamlFile] = {}


def _read_once(path: Path, name: str) -> YamlFile:
    """Most files are the same in all tests; reading YAML is what takes the time."""
    key = (name, path.read_text("utf-8"))
    if key not in _parsed:
        _parsed[key] = read_yaml(path, name)
    return _parsed[key]


@pytest.fixture
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Broken:
    """The content, as yet whole."""
    monkeypatch.setattr("dialogues.source.read_yaml", _read_once)
    monkeypatch.setattr("dialogues.checks.subject.read_yaml", _read_once)
    return Broken(Path(shutil.copytree(CONTENT, tmp_path / "content")))
