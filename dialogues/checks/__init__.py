"""The static checks: one function for each rule of the domain, named after it.

A rule is registered when its module is imported, so all families are imported here. What cannot
be judged on files is in `not_static.NOT_STATIC`, with the test that keeps it.
"""

from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path

from dialogues.checks.subject import Subject
from dialogues.checks.verdict import RULES, Verdict
from dialogues.source import FOLDER, NATIONAL_EXAMPLE
from states.content import Content

FAMILIES = (
    "caring",
    "giving",
    "graph",
    "harm",
    "ideas",
    "language",
    "measures",
    "organisation_checks",
    "people",
    "phrases",
    "pictures",
    "questions",
    "recording",
    "sensitive",
    "steps_small",
)
"""The modules with rules; importing one registers them."""

for _family in FAMILIES:
    import_module(f"dialogues.checks.{_family}")


def run_checks(
    content: Content,
    root: Path = FOLDER,
    organisation: Path = NATIONAL_EXAMPLE,
    today: date | None = None,
) -> list[Verdict]:
    """The verdict of every rule on content that was read from `root` and `organisation`.

    The paths serve to tell the line of a problem; `today` is what the age of numbers is counted
    from.
    """
    subject = Subject(content, root, organisation, today or datetime.now(UTC).date())
    return [RULES[rule_id].verdict(subject) for rule_id in sorted(RULES)]
