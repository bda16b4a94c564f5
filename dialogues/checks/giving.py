"""Rules on what the client means to others: asked with leave, never as a debt."""

from collections.abc import Iterator

from dialogues.checks.samples import sample_scope
from dialogues.checks.subject import Subject
from dialogues.checks.verdict import rule
from dialogues.checks.walks import Graph
from dialogues.checks.word_lists import (
    banned,
    banned_in_organisation,
    found_in,
    pattern,
)
from dialogues.issues import Issue
from states.steps.any_step import AnyStep
from states.steps.draft import DraftStep
from states.steps.option_step import GateStep

GIVING = frozenset({"means_something_to", "means_to_other", "overgiving"})
"""Variables on what the client gives."""

SMALL = frozenset({"means_something_to", "means_to_other"})
"""Those of them that ask for examples of meaning something."""

LEAVE = "reciprocity"
"""The variable that says whether the client wants these questions, or never."""

REFUSALS = (None, "not_now", "never")


@rule("R-18", "Nothing is owed in return", "corpus")
def r_18(subject: Subject) -> Iterator[Issue]:
    """No word of debt, balance or return."""
    advice = "nothing is owed in return; leave it out"
    yield from banned(subject, "R-18", "debt", subject.corpus.texts, advice)
    yield from banned_in_organisation(subject, "R-18", "debt", advice)


@rule("R-19", "Give-side questions come after leave, and can be refused forever", "graph")
def r_19(subject: Subject) -> Iterator[Issue]:
    """Each is closed without a yes and lies behind the question for leave on every way."""
    for name, graph in subject.graphs.items():
        leaves = frozenset(s.id for s in graph.steps.values() if LEAVE in s.written() and s.rests)
        for step in graph.steps.values():
            if GIVING & set(step.written()):
                yield from _after_leave(subject, name, graph, step, leaves)
        for leave in sorted(leaves):
            yield from _gate_of_leave(subject, name, graph.steps[leave])


def _after_leave(
    subject: Subject, name: str, graph: Graph, step: AnyStep, leaves: frozenset[str]
) -> Iterator[Issue]:
    if not graph.is_behind(step.id, leaves):
        message = f"a way leads here past the question for leave (a step that writes {LEAVE})"
        yield subject.at_step("R-19", name, step.id, message)
    if any(_is_open(subject, name, step, value) for value in REFUSALS):
        message = f'add `when: {{equals: {{{LEAVE}: "yes"}}}}`: it is asked only after a yes'
        yield subject.at_step("R-19", name, step.id, message, "when")


def _is_open(subject: Subject, name: str, step: AnyStep, value: str | None) -> bool:
    if step.when is None:
        return True
    ego = {} if value is None else {LEAVE: value}
    return step.when.holds(sample_scope(subject.content, (name, step.id), ego=dict(ego)))


def _gate_of_leave(subject: Subject, name: str, step: AnyStep) -> Iterator[Issue]:
    if not isinstance(step, GateStep) or "never" not in {option.id for option in step.options}:
        message = "leave is asked by a `gate` with an option `never`"
        yield subject.at_step("R-19", name, step.id, message)
    if _is_open(subject, name, step, "never"):
        message = "close the gate after `never`: it is not asked again in any later session"
        yield subject.at_step("R-19", name, step.id, message, "when")
    texts = subject.corpus.of_key(f"{name}/{step.id}")
    if texts and not all("altijd" in text.words and "vragen" in text.words for text in texts):
        message = "say here that one may always ask (altijd vragen), also with nothing to give"
        yield subject.at_text("R-19", texts[0].key, message)


_OF_PEOPLE = {"circle", "ecogram", "private_ecogram", "figures"}
_COMES_IN = ("supports", "comes_in", "gets")


@rule("R-20", "Giving and getting are never netted", "codebook")
def r_20(subject: Subject) -> Iterator[Issue]:
    """No variable weighs them, and no line of a text names both."""
    for name in subject.content.codebook.variables:
        if any(found_in("netting", name)):
            message = "no variable may weigh what is given against what is got"
            yield subject.at_variable("R-20", name, message)
    for key in sorted(subject.texts.keys):
        if not _OF_PEOPLE & subject.texts.names(key):
            continue
        for line in subject.block_lines(key):
            if "means_to" in line and any(name in line for name in _COMES_IN):
                message = "show who is there for the client and for whom they mean something apart"
                yield subject.at_text("R-20", key, message, line)


@rule("R-21", "Small meanings first, no labour, and nothing at the moment is fine", "corpus")
def r_21(subject: Subject) -> Iterator[Issue]:
    """The questions on what one means to others, with their examples."""
    for name, step in subject.steps():
        if not SMALL & set(step.written()):
            continue
        own = subject.corpus.where(lambda text, s=step: text.place.step is s)  # type: ignore[misc]
        advice = "no work as an example; small things such as listening come first"
        yield from banned(subject, "R-21", "labour", own, advice)
        if not any(pattern("small_meaning").search(text.words) for text in own):
            message = "name listening (luisteren) in the text or among the examples"
            yield subject.at_step("R-21", name, step.id, message)
        if "none" not in {opt_out.id for opt_out in step.opt_outs if opt_out.is_shown}:
            message = "add `none` to opt_outs: nothing at the moment, and that is fine"
            yield subject.at_step("R-21", name, step.id, message)


@rule("R-22", "Who is asked gets an easy no", "corpus")
def r_22(subject: Subject) -> Iterator[Issue]:
    """A draft by which the client asks a person for something says that no is all right.

    An office needs no easy way out: those drafts write a variable of ego of type `request`.
    """
    for name, step in subject.steps():
        if not isinstance(step, DraftStep) or _asks_an_office(subject, step):
            continue
        for text in subject.corpus.of_key(f"{name}/{step.id}__draft"):
            if not pattern("easy_no").search(text.words):
                message = f"({text.form}) let the other say no easily, such as: nee is ook goed"
                yield subject.at_text("R-22", text.key, message)


def _asks_an_office(subject: Subject, step: DraftStep) -> bool:
    variable = subject.content.codebook.variables.get(step.variable)
    return variable is not None and (variable.subject, variable.type) == ("ego", "request")
