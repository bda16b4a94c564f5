"""What is judged: the content, all its texts rendered, its graphs, and where each thing stands.

Compiled content has no line numbers. They are looked up in the files only when a problem is told.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from dialogues.checks.corpus import Corpus
from dialogues.checks.walks import Graph
from dialogues.issues import Issue
from dialogues.texts import JinjaTexts
from dialogues.yaml_file import YamlFile, read_yaml
from states.content import Content
from states.steps.any_step import AnyStep

Place = tuple[str | int, ...]


@dataclass(frozen=True)
class Subject:
    """Content under judgement. `root` and `organisation` are the files it was read from."""

    content: Content
    root: Path
    organisation: Path
    today: date

    @cached_property
    def texts(self) -> JinjaTexts:
        """The texts as Jinja files.

        Raises:
            TypeError: for other texts, such as the fakes of tests: nothing could be judged.
        """
        if not isinstance(self.content.texts, JinjaTexts):
            raise TypeError("only texts from Jinja files can be judged")
        return self.content.texts

    @cached_property
    def corpus(self) -> Corpus:
        """All texts that a client can see, rendered in both forms of address."""
        return Corpus.of(self.content, self.texts)

    @cached_property
    def graphs(self) -> dict[str, Graph]:
        """The graph of each dialogue."""
        return {name: Graph(compiled) for name, compiled in self.content.dialogues.items()}

    def steps(self) -> Iterator[tuple[str, AnyStep]]:
        """Every step with the id of its dialogue."""
        for name, compiled in self.content.dialogues.items():
            for step in compiled.steps.values():
                yield name, step

    # Telling where a problem is

    def at_step(self, rule: str, dialogue: str, step: str, message: str, *key: str | int) -> Issue:
        """A problem of a step, or of the field of it that `key` leads to."""
        file = self._yaml_of(dialogue)
        line = file.line((*_place(file.root, step), *key))
        chapter = self.content.dialogues[dialogue].chapter_of.get(step, "-")
        return Issue(file.name, line, f"{chapter}.{step}", message, rule)

    def at_dialogue(self, rule: str, dialogue: str, message: str) -> Issue:
        """A problem of a dialogue as a whole."""
        return Issue(self._yaml_of(dialogue).name, 1, dialogue, message, rule)

    def at_text(self, rule: str, key: str, message: str, needle: str = "") -> Issue:
        """A problem of a text, at the line where `needle` stands, or at its first line."""
        name, line = self.texts.where(key)
        return Issue(name, self._line_of(name, line, needle), key, message, rule)

    def at_variable(self, rule: str, variable: str, message: str, *key: str) -> Issue:
        """A problem of a variable of the codebook."""
        file = self._file(self.root / "codebook.yaml")
        return Issue(file.name, file.line(("variables", variable, *key)), variable, message, rule)

    def at_organisation(self, rule: str, place: Sequence[str | int], message: str) -> Issue:
        """A problem of the organisation's file."""
        file = self._file(self.organisation)
        return Issue(file.name, file.line(place), ".".join(map(str, place)), message, rule)

    def at_library(
        self, rule: str, library: str, place: Sequence[str | int], message: str
    ) -> Issue:
        """A problem of a file with cards, such as `ideas` or `questions`."""
        file = self._file(self.root / f"{library}.yaml")
        return Issue(file.name, file.line(place), ".".join(map(str, place)), message, rule)

    def lines(self, name: str) -> list[str]:
        """The lines of a file as it is named to authors."""
        if name not in self._sources:
            self._sources[name] = self._read(name)
        return self._sources[name]

    @cached_property
    def _sources(self) -> dict[str, list[str]]:
        """Lines by file: the texts as they were parsed, other files when they are asked for."""
        files = self.texts.files.values()
        return {file.name: file.source.splitlines() for file in files}

    @cached_property
    def _files(self) -> dict[Path, YamlFile]:
        return {}

    def _read(self, name: str) -> list[str]:
        path = self.root.resolve().parent / name
        return path.read_text("utf-8").splitlines() if path.exists() else []

    def _file(self, path: Path) -> YamlFile:
        if path not in self._files:
            inside = path.resolve().is_relative_to(self.root.resolve().parent)
            base = self.root.resolve().parent
            name = str(path.resolve().relative_to(base)) if inside else path.name
            self._files[path] = read_yaml(path, name) if path.exists() else YamlFile(name, {})
        return self._files[path]

    def _yaml_of(self, dialogue: str) -> YamlFile:
        return self._file(self.root / dialogue / "dialogue.yaml")

    def _line_of(self, name: str, first: int, needle: str) -> int:
        wanted = needle.casefold().strip()
        block = self._block(name, first)
        found = (n for n, line in enumerate(block) if wanted and wanted in line.casefold())
        return first + next(found, 0)

    def block_lines(self, key: str) -> list[str]:
        """The lines of a text as they stand in its file."""
        return self._block(*self.texts.where(key))

    def _block(self, name: str, first: int) -> list[str]:
        lines = self.lines(name)[first - 1 :]
        end = next((n for n, line in enumerate(lines) if n and "{% block" in line), len(lines))
        return lines[:end]


def _place(root: Any, wanted: str) -> Place:  # noqa: ANN401 - YAML holds anything
    """Where a step stands in its file; empty where it is not there."""
    chapters = root.get("chapters", ()) if isinstance(root, dict) else ()
    for number, chapter in enumerate(chapters):
        found = _inside(chapter.get("steps", ()), ("chapters", number, "steps"), wanted)
        if found:
            return found
    return ()


def _inside(steps: Any, place: Place, wanted: str) -> Place:  # noqa: ANN401 - YAML holds anything
    for index, step in enumerate(steps):
        here = (*place, index)
        if step.get("id") == wanted:
            return here
        found = _inside(step.get("steps", ()), (*here, "steps"), wanted)
        if found:
            return found
    return ()
