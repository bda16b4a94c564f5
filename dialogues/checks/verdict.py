"""What a rule found: nothing, warnings for the operator, or issues that stop the start."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from dialogues.issues import Issue

if TYPE_CHECKING:
    from dialogues.checks.subject import Subject

Judged = Literal["graph", "corpus", "codebook", "organisation"]
Judge = Callable[["Subject"], Iterator[Issue]]

WARNING = "warning"
"""The code of an issue that does not stop the start, but does stop a release."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of one rule. `warnings` stop a release, `issues` stop the start as well."""

    rule: str
    title: str
    judged: Judged
    issues: tuple[Issue, ...] = ()
    warnings: tuple[Issue, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether nothing has to be mended before a start."""
        return not self.issues


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the domain, and the function that judges it."""

    id: str
    title: str
    judged: Judged
    judge: Judge

    def verdict(self, subject: "Subject") -> Verdict:
        """Judge the content; a problem that is found twice is told once."""
        found = sorted(set(self.judge(subject)))
        issues = tuple(issue for issue in found if issue.code != WARNING)
        warnings = tuple(issue for issue in found if issue.code == WARNING)
        return Verdict(self.id, self.title, self.judged, issues, warnings)


_rules: dict[str, Rule] = {}
RULES: Mapping[str, Rule] = _rules
"""All rules that were registered, by id."""


def rule(rule_id: str, title: str, judged: Judged) -> Callable[[Judge], Judge]:
    """Register a function as the judge of a rule; its name is the rule's id.

    Raises:
        ValueError: where the name does not fit or the id is taken.
    """

    def register(judge: Judge) -> Judge:
        if judge.__name__ != rule_id.lower().replace("-", "_") or rule_id in _rules:
            raise ValueError(rule_id)
        _rules[rule_id] = Rule(rule_id, title, judged, judge)
        return judge

    return register
