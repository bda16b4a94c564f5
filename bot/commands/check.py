"""`check`: every rule on all content, for authors and for the build."""

import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from bot.bootstrap import ALL, organisation_file
from bot.settings import Settings
from dialogues.checks import run_checks
from dialogues.issues import DialogueInvalid, Issue
from dialogues.loader import build, parse
from dialogues.source import FOLDER

if TYPE_CHECKING:
    from dialogues.checks.verdict import Verdict
    from states.content import Content


def check_content(settings: Settings) -> int:
    """Print the verdict of each rule with what fails where; 1 if anything does."""
    organisation = organisation_file(settings)
    try:
        parsed = parse(FOLDER, organisation)
    except DialogueInvalid as error:
        _print(_lines(error.issues))
        _print([f"{len(error.issues)} problems: the rules are checked when these are mended."])
        return 1
    content = build(parsed, None, ALL)
    verdicts = run_checks(content, FOLDER, organisation)
    _print(line for verdict in verdicts for line in _told(verdict))
    _print(_paths(content))
    failed = sum(not verdict.passed for verdict in verdicts)
    _print([f"{len(verdicts)} rules, {failed} failed."])
    return 1 if failed else 0


def _told(verdict: "Verdict") -> Iterator[str]:
    yield f"{'ok  ' if verdict.passed else 'FAIL'} {verdict.rule:<6} {verdict.title}"
    yield from (f"     {line}" for line in _lines(verdict.issues))
    yield from (f"     warning: {line}" for line in _lines(verdict.warnings))


def _lines(issues: Iterable[Issue]) -> list[str]:
    return [str(issue) for issue in sorted(issues)]


def _paths(content: "Content") -> Iterator[str]:
    from dialogues.checks.paths import path_lengths  # noqa: PLC0415

    yield "Path lengths, shortest and longest:"
    for name, ways in path_lengths(content).items():
        short, long = ways.shortest, ways.longest
        screens = f"{short.screens} to {long.screens} screens"
        yield f"     {name:<16} {screens}, {short.typed} to {long.typed} typed"


def _print(lines: Iterable[str]) -> None:
    sys.stdout.writelines(f"{line}\n" for line in lines)
