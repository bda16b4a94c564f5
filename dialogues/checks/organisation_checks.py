"""Rules on the organisation's file: help lines with source and age, honest routes."""

import re
from collections.abc import Iterator

from dialogues.checks.subject import Subject
from dialogues.checks.verdict import WARNING, rule
from dialogues.checks.word_lists import banned_in_organisation, banned_unless_denied
from dialogues.issues import Issue
from dialogues.texts import FORMS

ALWAYS_THERE = ("112", "113", "0800-2000")
"""Numbers of every message in danger (decisions, 6)."""

NUMBER = re.compile(r"(?<![\w/.-])(?:112|113|0[89]00[- ]?\d{3,4}|(?:\+31|0)(?:[- ]?\d){8,9})(?!\w)")
"""A number to call, as one writes it in Dutch."""

ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.\w+|\bhttps?://|\bwww\.", re.IGNORECASE)
"""A mail or web address."""

LIMIT = re.compile(r"\b(?:niet|geen|niemand|nooit)\b", re.IGNORECASE)
"""How a route says what Kring cannot do."""


def numbers_in_texts(subject: Subject, rule_id: str) -> Iterator[Issue]:
    """A number in a text grows old unseen; it belongs in the organisation's file."""
    for key in sorted(subject.texts.keys):
        for line in subject.block_lines(key):
            for match in NUMBER.finditer(line):
                message = f"the number {match.group()} belongs in the organisation's file only"
                yield subject.at_text(rule_id, key, message, match.group())


def help_lines_judged(subject: Subject, rule_id: str) -> Iterator[Issue]:
    """The three numbers, where each number comes from, and how old its check is."""
    lines = subject.content.organisation.help_lines
    always = {line.number.strip() for line in lines if line.always}
    for number in ALWAYS_THERE:
        if number not in always:
            message = f"the line with number {number} and `always: true` is missing"
            yield subject.at_organisation(rule_id, ("help_lines",), message)
    stale = set(subject.content.organisation.stale_lines(subject.today))
    for index, line in enumerate(lines):
        place = ("help_lines", index)
        if not line.source.strip():
            message = "say where the number comes from"
            yield subject.at_organisation(rule_id, (*place, "source"), message)
        if line in stale:
            message = f"{line.number} was checked on {line.checked}: call it, and renew the date"
            yield _warning(subject.at_organisation(rule_id, (*place, "checked"), message))
        if not line.verified:
            message = (
                f"see at its own site that {line.number} is right, then take `verified: false` away"
            )
            yield _warning(subject.at_organisation(rule_id, (*place, "verified"), message))


def _warning(issue: Issue) -> Issue:
    return Issue(issue.file, issue.line, issue.path, issue.message, WARNING)


@rule("R-29", "Routes say what Kring cannot arrange; no promises about time", "organisation")
def r_29(subject: Subject) -> Iterator[Issue]:
    """Each route has its limit in words, and nothing is promised that Kring cannot keep."""
    for index, route in enumerate(subject.content.organisation.routes):
        if not all(LIMIT.search(route.cannot.in_form(form)) for form in FORMS):
            message = "say in one sentence what Kring cannot arrange here"
            yield subject.at_organisation("R-29", ("routes", index, "cannot"), message)
    advice = "Kring makes no promises that it cannot keep"
    yield from banned_unless_denied(subject, "R-29", "time_promises", subject.corpus.texts, advice)
    yield from banned_in_organisation(subject, "R-29", "time_promises", advice)


@rule("R-41", "No numbers or addresses of people in the content", "corpus")
def r_41(subject: Subject) -> Iterator[Issue]:
    """Neither in texts nor in dialogues and codebook, comments included."""
    names = {subject.texts.where(key)[0] for key in subject.texts.keys}
    names |= {f"{subject.root.name}/{name}/dialogue.yaml" for name in subject.content.dialogues}
    for name in sorted({*names, f"{subject.root.name}/codebook.yaml"}):
        for number, line in enumerate(subject.lines(name), start=1):
            for match in (*NUMBER.finditer(line), *ADDRESS.finditer(line)):
                if match.group() not in ("112", "113"):
                    message = f"{match.group()} looks like a number or address: remove it"
                    yield Issue(name, number, "-", message, "R-41")
