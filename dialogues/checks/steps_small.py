"""Rules on small steps: few, chosen by the client, asked about once."""

from collections.abc import Iterator

from dialogues.checks.subject import Subject
from dialogues.checks.verdict import rule
from dialogues.issues import Issue
from states.steps.alters import PickAltersStep
from states.steps.check_in import CheckInStep

MOST_ACTIONS = 3
"""Open actions of one client."""

ACTIONS = ("action", "plan_action")
"""How the names of variables begin that hold an action."""


@rule("R-23", "At most three open actions", "codebook")
def r_23(subject: Subject) -> Iterator[Issue]:
    """A codebook has no room for a fourth, and a pick of actions has a `most`."""
    variables = [name for name in subject.content.codebook.variables if name.startswith(ACTIONS)]
    numbered = [name for name in variables if name[-1].isdigit()]
    if len(numbered) > MOST_ACTIONS:
        message = f"at most {MOST_ACTIONS} open actions: {', '.join(numbered)}"
        yield subject.at_variable("R-23", numbered[MOST_ACTIONS], message)
    for name, step in subject.steps():
        is_pick = isinstance(step, PickAltersStep) and step.variable in variables
        if is_pick and (getattr(step, "most", None) or MOST_ACTIONS + 1) > MOST_ACTIONS:
            message = f"add `most: {MOST_ACTIONS}`"
            yield subject.at_step("R-23", name, step.id, message)


@rule("R-26", "One reminder, chosen by the client, then silence", "graph")
def r_26(subject: Subject) -> Iterator[Issue]:
    """A check-in has an option that means none, which is also what silence means."""
    for name, step in subject.steps():
        if not isinstance(step, CheckInStep):
            continue
        options = {option.id for option in step.options}
        if not options - step.days.keys():
            message = "add an option that means no reminder: one that is not in `days`"
            yield subject.at_step("R-26", name, step.id, message, "options")
        if step.fallback in step.days:
            message = "who says nothing gets no reminder: the `fallback` is the option for none"
            yield subject.at_step("R-26", name, step.id, message, "fallback")
        if step.needs is None:
            message = "add `needs: check_ins`: no day is offered that Kring cannot keep"
            yield subject.at_step("R-26", name, step.id, message)
        for day in sorted(step.days.keys() - options):
            message = f"there is no option {day}"
            yield subject.at_step("R-26", name, step.id, message, "days", day)
        for day, number in step.days.items():
            if number < 1:
                message = "a check-in is at least one day away"
                yield subject.at_step("R-26", name, step.id, message, "days", day)
