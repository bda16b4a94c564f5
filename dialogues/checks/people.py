"""Rules on names: nobody is presumed, anybody counts, only the client places someone."""

from collections.abc import Iterator

from dialogues.checks.samples import sample_scope
from dialogues.checks.subject import Subject
from dialogues.checks.verdict import rule
from dialogues.checks.walks import set_on_the_side
from dialogues.checks.word_lists import banned, banned_in_organisation
from dialogues.issues import Issue
from states.conditions import Condition
from states.scope import Scope
from states.steps.alters import PickAltersStep
from states.steps.any_step import AnyStep
from states.steps.names import NamesStep
from states.steps.option_step import ChoiceStep

FREE_FOR_ALL = frozenset({"ring", "pleasant", "supports"})
"""Variables for which everybody on the list may be picked (R-08)."""

NOT_FOR_SORTING = frozenset({"kind", "quadrant"})

MAY_PLACE = (PickAltersStep, ChoiceStep, NamesStep)
"""Kinds of step by which the client says where someone stands."""

Key = tuple[str | int, ...]

CLOSER = ("more", "restore")
"""Wishes by which a contact is brought nearer."""

FINE = frozenset({"good", "mixed"})
"""How a contact feels that is not blocked (R-10)."""


@rule("R-01", "Nobody is presumed to be there", "corpus")
def r_01(subject: Subject) -> Iterator[Issue]:
    """Every question for names can be answered by nobody, and skipped."""
    for name, step in subject.steps():
        if isinstance(step, NamesStep):
            there = {opt_out.id for opt_out in step.opt_outs if opt_out.is_shown}
            for missing in sorted({"none", "skip"} - there):
                message = f"a question for names needs `{missing}` among its opt_outs"
                yield subject.at_step("R-01", name, step.id, message)
    advice = "this presumes that there is one; ask whether, or ask for who fits"
    yield from banned(subject, "R-01", "presumed", subject.corpus.texts, advice)
    yield from banned_in_organisation(subject, "R-01", "presumed", advice)


@rule("R-08", "Professionals, volunteers, peers and animals count in any ring", "graph")
def r_08(subject: Subject) -> Iterator[Issue]:
    """No list of people to pick from is sorted by kind or by where one knows them from."""
    for name, step in subject.steps():
        if not FREE_FOR_ALL & set(step.written()):
            continue
        for key in ("among", "when"):
            condition = getattr(step, key, None)
            if condition is not None and NOT_FOR_SORTING & set(condition.variables()):
                message = "do not leave people out by kind or quadrant: everybody counts"
                yield subject.at_step("R-08", name, step.id, message, key)


@rule("R-10", "No step brings the client closer to someone who is not good for them", "graph")
def r_10(subject: Subject) -> Iterator[Issue]:
    """A question that asks for more contact leaves out everyone with a blocked feeling."""
    feel = subject.content.codebook.variables.get("feel")
    blocked = [code for code in feel.options if code not in FINE] if feel is not None else []
    for name, step in subject.steps():
        if "wish_with" not in step.written():
            continue
        for code in blocked:
            scope = sample_scope(subject.content, (name, step.id), alter={"feel": code})
            for key in _closer(step, scope):
                message = f"leave out those with feel {code}: nothing is suggested with them"
                yield subject.at_step("R-10", name, step.id, message, *key)


def _closer(step: AnyStep, scope: Scope) -> Iterator[Key]:
    """Where the step offers more contact to someone who answered this about the alter."""
    if isinstance(step, PickAltersStep):
        if step.value in CLOSER and step.ids(scope):
            yield ("among",)
    elif _holds(step.when, scope):
        for index, option in enumerate(step.declared_options()):
            code = option.id if option.value is None else option.value
            if code in CLOSER and _holds(option.when, scope):
                yield ("options", index)


def _holds(condition: Condition | None, scope: Scope) -> bool:
    return condition is None or condition.holds(scope)


@rule("R-32", "Only the client places someone", "graph")
def r_32(subject: Subject) -> Iterator[Issue]:
    """`ring` is written by an answer on it, never on the side."""
    for name, step in subject.steps():
        places = "ring" in step.written() and not isinstance(step, MAY_PLACE)
        if places or "ring" in set_on_the_side(step):
            message = "only an answer of the client may write `ring`: ask for it"
            yield subject.at_step("R-32", name, step.id, message)
        if isinstance(step, NamesStep) and step.sets.get("ring", "service") != "service":
            message = "a question for names may set no other ring than `service`"
            yield subject.at_step("R-32", name, step.id, message, "sets")
