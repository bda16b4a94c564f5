"""Rules on harm, danger and erasure."""

import re
from collections.abc import Iterator

from dialogues.checks.organisation_checks import help_lines_judged, numbers_in_texts
from dialogues.checks.subject import Subject
from dialogues.checks.verdict import rule
from dialogues.checks.walks import SENSITIVE
from dialogues.checks.word_lists import banned, banned_in_organisation
from dialogues.issues import Issue
from dialogues.texts import VOCABULARY
from states.content import DANGER
from states.effects import ERASE
from states.steps.check_in import CheckInStep

NO_WATCH = re.compile(r"\bkan\b.*\b(?:niet|geen)\b", re.IGNORECASE | re.DOTALL)
"""How the message in danger says that a program cannot keep watch."""

WAITING = "_shared/waiting"
"""All that is said on the day of a check-in; what it is about comes after a tap."""

SCHEDULED = (WAITING, "_shared/check_in", "_shared/reminder", "_shared/notice")
"""How the keys of messages begin that come unasked (R-17)."""


@rule("R-11", "No reconciliation, no why on conflict, no blame", "corpus")
def r_11(subject: Subject) -> Iterator[Issue]:
    """The why is for the button; a sensitive question has none."""
    sensitive = subject.corpus.where(
        lambda text: (
            text.is_question
            and text.place.step is not None
            and text.place.step.sensitivity in SENSITIVE
        )
    )
    yield from banned(subject, "R-11", "why", sensitive, "a why sounds like blame; ask what or how")
    texts = subject.corpus.texts
    yield from banned(subject, "R-11", "fault", texts, "no words of blame, for nobody")
    advice = "Kring advises no making up and does not mediate"
    yield from banned(subject, "R-11", "reconciliation", texts, advice)
    yield from banned_in_organisation(subject, "R-11", "reconciliation", advice)


@rule(
    "R-16", "Everything can be erased, from everywhere, without a list of what there was", "graph"
)
def r_16(subject: Subject) -> Iterator[Issue]:
    """Menu and pause offer it; the erasing dialogue erases, and shows nothing of the dossier."""
    for name in ("menu", "pause"):
        compiled = subject.content.dialogues.get(name)
        if compiled is None:
            continue
        offered = {o.command for s in compiled.steps.values() for o in s.declared_options()}
        if "delete" not in offered:
            message = "offer erasing here: an option with `command: delete`"
            yield subject.at_dialogue("R-16", name, message)
    compiled = subject.content.dialogues.get("delete")
    if compiled is None:
        return
    steps = compiled.steps.values()
    if not any(option.effect == ERASE for step in steps for option in step.declared_options()):
        yield subject.at_dialogue("R-16", "delete", "no option has `effect: erase`")
    for step in steps:
        if step.shows:
            message = "erasing is confirmed without a list of what there was: remove `shows`"
            yield subject.at_step("R-16", "delete", step.id, message, "shows")


@rule("R-17", "What comes unasked is neutral: no names, no topics", "corpus")
def r_17(subject: Subject) -> Iterator[Issue]:
    """Texts of check-ins and notices take no values of a client."""
    for key in sorted(subject.texts.keys):
        if key.startswith(SCHEDULED):
            for name in sorted(subject.texts.names(key) - VOCABULARY):
                message = f"an unasked message shows nothing of the client: remove {name}"
                yield subject.at_text("R-17", key, message, name)
    unasked = subject.corpus.where(lambda text: text.key.startswith(SCHEDULED))
    advice = "an unasked message tells no topic; it comes after a tap"
    yield from banned(subject, "R-17", "topics", unasked, advice)
    for name, step in subject.steps():
        if isinstance(step, CheckInStep) and WAITING not in subject.texts.keys:
            message = f"write the text {WAITING}: what is said on that day"
            yield subject.at_step("R-17", name, step.id, message)


@rule("R-14", "In danger: the numbers at once, from the organisation's file only", "corpus")
def r_14(subject: Subject) -> Iterator[Issue]:
    """The fixed message, and no number in any text, where nobody would renew it."""
    yield from _fixed_message(subject)
    yield from numbers_in_texts(subject, "R-14")
    yield from help_lines_judged(subject, "R-14")


def _fixed_message(subject: Subject) -> Iterator[Issue]:
    compiled = subject.content.dialogues.get(DANGER)
    if compiled is None:
        return
    first = compiled.steps[compiled.start]
    if "urgent_lines" not in first.shows:
        message = "the first screen in danger shows the numbers: `shows: [urgent_lines]`"
        yield subject.at_step("R-14", DANGER, first.id, message)
    key = f"{DANGER}/{first.id}"
    texts = subject.corpus.of_key(key)
    if texts and not all(NO_WATCH.search(text.words) for text in texts):
        message = "say that the program cannot keep watch (ik kan niet …)"
        yield subject.at_text("R-14", key, message)
    if texts and "urgent_lines" not in subject.texts.names(key):
        yield subject.at_text("R-14", key, "write the numbers: loop over urgent_lines")
