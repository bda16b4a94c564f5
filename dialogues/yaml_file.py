"""Reading one YAML file into a model, with the line of every problem."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from dialogues.issues import Issue

Model = TypeVar("Model", bound=BaseModel)


@dataclass(slots=True)
class YamlFile:
    """A parsed file: `name` as shown to authors, `root` with line numbers (YAML 1.2)."""

    name: str
    root: Any
    issues: list[Issue] = field(default_factory=list)

    def line(self, path: Sequence[str | int]) -> int:
        """The line (from 1) where `path` stands, or the nearest place above it.

        Parts of a path that are not in the file (the kind by which Pydantic names a step) are
        passed over.
        """
        node, line = self.root, 1
        for part in path:
            found = _position(node, part)
            if found is not None:
                line = found + 1
                node = node[part]
        return line

    def issue(self, path: Sequence[str | int], message: str, code: str = "reference") -> None:
        """Note a problem at `path`."""
        shown = ".".join(map(str, path))
        self.issues.append(Issue(self.name, self.line(path), shown, message, code))

    def validate(self, model: type[Model]) -> Model | None:
        """The file as `model`, or None with every problem of shape noted."""
        try:
            return model.model_validate(_plain(self.root))
        except ValidationError as error:
            problems = error.errors(include_url=False, include_context=False)
            for problem in problems:
                if not _follows(problem, problems):
                    self.issue(problem["loc"], problem["msg"], "shape")
            return None


def _follows(problem: ErrorDetails, problems: Sequence[ErrorDetails]) -> bool:
    """Whether a list is "too short" only because what is in it is wrong."""
    inside = len(problem["loc"])
    return problem["type"] == "too_short" and any(
        other["loc"][:inside] == problem["loc"] and len(other["loc"]) > inside for other in problems
    )


def read_yaml(path: Path, name: str) -> YamlFile:
    """Parse a file; duplicate keys and broken YAML become issues, never surprises."""
    loader = YAML(typ="rt")
    loader.version = (1, 2)
    file = YamlFile(name, {})
    try:
        file.root = loader.load(path.read_text("utf-8"))
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark is not None else 1
        problem = (error.problem or "cannot be read").splitlines()[0]
        file.issues.append(Issue(name, line, "-", f"broken YAML: {problem}", "yaml"))
    except (YAMLError, UnicodeDecodeError) as error:
        file.issues.append(Issue(name, 1, "-", f"broken YAML: {type(error).__name__}", "yaml"))
    return file


def _position(node: object, part: str | int) -> int | None:
    """The line (from 0) of a key or item, or None where the node has none such."""
    marks = getattr(node, "lc", None)
    if marks is None:
        return None
    try:
        if isinstance(node, dict) and part in node:
            return int(marks.key(part)[0])
        if isinstance(node, list) and isinstance(part, int) and part < len(node):
            return int(marks.item(part)[0])
    except (KeyError, TypeError):
        return None
    return None


def _plain(node: Any) -> Any:  # noqa: ANN401 - YAML holds anything
    """The same data in plain types, without the round-trip wrappers."""
    if isinstance(node, dict):
        return {_plain(key): _plain(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_plain(value) for value in node]
    if isinstance(node, bool) or node is None:
        return node
    for plain in (int, float, str):
        if isinstance(node, plain):
            return plain(node)
    return node
