"""What is wrong in content: collected, sorted, and told all at once."""

from collections.abc import Iterable
from dataclasses import dataclass

from states.errors import BotError


@dataclass(frozen=True, slots=True, order=True)
class Issue:
    """One problem, where it stands, and what to do about it. `line` counts from 1."""

    file: str
    line: int
    path: str
    message: str
    code: str = "content"

    def __str__(self) -> str:
        """`file:line path message`, as editors know it."""
        return f"{self.file}:{self.line} {self.path} {self.message}"


class DialogueInvalid(BotError):
    """Content is not right; nothing is started. `issues` has every problem found."""

    def __init__(self, issues: Iterable[Issue]) -> None:
        self.issues = tuple(sorted(set(issues)))
        super().__init__("content_invalid", "\n".join(map(str, self.issues)))
