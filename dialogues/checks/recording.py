"""Rules on what may be recorded, and what may ever come out."""

from collections.abc import Iterator

from dialogues.checks.subject import Subject
from dialogues.checks.verdict import rule
from dialogues.checks.walks import set_on_the_side
from dialogues.issues import Issue
from states.steps.names import NamesStep
from states.steps.text import ConfideStep, TextStep

NEVER_IN_SUMMARY = (
    "consent", "form", "company", "personal", "reciprocity", "vent", "not_good", "feel",
    "do_not_contact", "overgiving", "knows_situation", "show_hidden", "session_feel",
)  # fmt: skip
"""Variables that are the client's alone, whatever is shared (journeys, column summary)."""

NOT_FOR_OTHER_EYES = ("vent", "not_good", "feel", "do_not_contact", "overgiving")
"""Variables that stand on a screen only after a second choice (decisions, 5)."""

SHARING = ("share", "shared", "snapshot", "pairing")
"""How the names of variables begin by which something is shared."""


@rule("R-13", "Harm, vents and private answers never come in a summary", "codebook")
def r_13(subject: Subject) -> Iterator[Issue]:
    """What is never to come out is `no` in the codebook, and hidden where others may look."""
    never = dict.fromkeys(NEVER_IN_SUMMARY, "it is the client's alone")
    for _, step in subject.steps():
        if step.sensitivity == "L3":
            never |= dict.fromkeys(step.written(), f"the L3 step {step.id} writes it")
        if isinstance(step, ConfideStep) or (isinstance(step, TextStep) and step.keep_private):
            never[step.variable] = f"{step.id} takes it in confidence"
    variables = subject.content.codebook.variables
    for name, reason in sorted(never.items()):
        if name in variables and variables[name].summary != "no":
            message = f'`summary: "no"` is needed here: {reason}'
            yield subject.at_variable("R-13", name, message, "summary")
    for name in NOT_FOR_OTHER_EYES:
        if name in variables and not variables[name].hidden:
            message = "`hidden: true` is needed here: someone may look along"
            yield subject.at_variable("R-13", name, message)


@rule("R-30", "Nothing is shared by default", "codebook")
def r_30(subject: Subject) -> Iterator[Issue]:
    """What decides on sharing is written by its own question and nowhere on the side."""
    for name in subject.content.codebook.variables:
        if name.startswith(SHARING) and subject.content.codebook.variables[name].summary != "no":
            message = 'what is shared is not told in a summary: `summary: "no"`'
            yield subject.at_variable("R-30", name, message, "summary")
    for name, step in subject.steps():
        sets = set_on_the_side(step) | set(step.sets if isinstance(step, NamesStep) else ())
        for variable in sorted(sets):
            if variable.startswith(SHARING):
                message = f"{variable} is set on the side: sharing needs its own preview and yes"
                yield subject.at_step("R-30", name, step.id, message)
