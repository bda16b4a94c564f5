"""Rules on the order of sensitive questions: leave first, few in a row, something light after."""

from collections.abc import Iterator

from dialogues.checks.subject import Subject
from dialogues.checks.verdict import rule
from dialogues.checks.walks import Graph, is_question, is_sensitive
from dialogues.checks.word_lists import pattern
from dialogues.issues import Issue
from states.conditions import Condition
from states.content import DANGER
from states.dialogue import Chapter
from states.machine import END
from states.steps.any_step import AnyStep
from states.steps.flow import EachStep
from states.steps.option_step import GateStep
from states.steps.text import TextStep

IN_A_ROW = 3
"""Sensitive questions in a row, before a neutral or personal step (decisions, 9)."""

WITHIN = 3
"""Steps after a sensitive question within which a neutral or personal one comes."""

HARM = "harm"
"""How the ids of the steps begin that follow on "this person is not good for me"."""

MOST_OPTIONS = 3


@rule("R-43", "Sensitive questions: leave first, at most three in a row, a reason at hand", "graph")
def r_43(subject: Subject) -> Iterator[Issue]:
    """Each question of L2 or L3, on every way to it and from it."""
    for name, step in subject.steps():
        if name == DANGER or not is_sensitive(step) or not is_question(step):
            continue
        graph = subject.graphs[name]
        if not _has_leave(graph, step):
            message = f"a question of {step.sensitivity} needs a `gate` before it in its chapter"
            yield subject.at_step("R-43", name, step.id, message)
        if (step.id, "why") not in graph.compiled.labels:
            message = f"the text {name}/{step.id}__why is missing"
            yield subject.at_step("R-43", name, step.id, message)
        yield from _rows(subject, name, graph, step)


def _rows(subject: Subject, name: str, graph: Graph, step: AnyStep) -> Iterator[Issue]:
    if _most(graph, step.id, questions_only=True) >= IN_A_ROW:
        message = f"more than {IN_A_ROW} sensitive questions in a row from here: put a light one in"
        yield subject.at_step("R-43", name, step.id, message)
    if _most(graph, step.id, questions_only=False) >= WITHIN:
        message = f"within {WITHIN} steps after this one there is none of L0 or L1"
        yield subject.at_step("R-43", name, step.id, message)


def _has_leave(graph: Graph, step: AnyStep) -> bool:
    """Whether every way to the step goes over a gate of its chapter, or its `when` asks for one.

    A gate that can be closed gives leave only where it is closed because there is nobody to ask
    about; otherwise the question must depend on what the gate wrote.
    """
    chapter = graph.compiled.chapter_of
    gates = [
        other
        for other in graph.steps.values()
        if isinstance(other, GateStep) and chapter[other.id] == chapter[step.id]
    ]
    firm = frozenset(gate.id for gate in gates if _only_counts(gate.when))
    if graph.is_behind(step.id, firm):
        return True
    written = {gate.variable for gate in gates if gate.variable is not None}
    return step.when is not None and bool(written & set(_required(step.when)))


def _only_counts(condition: Condition | None) -> bool:
    if condition is None or condition.at_least is not None:
        return True
    return condition.all is not None and all(map(_only_counts, condition.all))


def _required(condition: Condition) -> Iterator[str]:
    """Variables that must have a certain value for the condition to hold."""
    yield from condition.equals or ()
    for part in condition.all or ():
        yield from _required(part)


def _most(graph: Graph, name: str, *, questions_only: bool) -> int:
    """The longest row of sensitive steps after leaving `name`, going round no loop twice."""
    ways = graph.once_round(name, graph.shown[name])
    return max((_row(graph, to, frozenset({name}), questions_only) for to in ways), default=0)


def _row(graph: Graph, name: str, seen: frozenset[str], questions_only: bool) -> int:
    if name == END or name in seen:
        return 0
    step, seen = graph.steps[name], seen | {name}

    def onward(targets: tuple[str, ...]) -> int:
        ways = graph.once_round(name, targets)
        return max((_row(graph, to, seen, questions_only) for to in ways), default=0)

    if not step.rests:
        return onward(graph.targets(name))
    shown = 0
    if is_sensitive(step):
        shown = (is_question(step) or not questions_only) + onward(graph.shown[name])
    return max(shown, onward(graph.passed[name]))


@rule("R-44", "Each chapter opens lightly; no dialogue begins or ends with L3", "graph")
def r_44(subject: Subject) -> Iterator[Issue]:
    """The fixed message in danger is exempt: it asks nothing."""
    for name, graph in subject.graphs.items():
        if name == DANGER:
            continue
        for number, chapter in enumerate(graph.compiled.dialogue.chapters):
            yield from _opens(subject, name, chapter, is_first=number == 0)
        for step in graph.steps.values():
            if step.sensitivity == "L3" and END in graph.rests_after(step.id):
                message = "an L3 question may not be the last one: let something light follow"
                yield subject.at_step("R-44", name, step.id, message)


def _opens(subject: Subject, name: str, chapter: Chapter, *, is_first: bool) -> Iterator[Issue]:
    step = _first(chapter.steps)
    if step is None:
        return
    if is_sensitive(step) and not isinstance(step, GateStep):
        message = (
            f"the chapter {chapter.id} opens with {step.sensitivity}: begin with L0, L1 or a gate"
        )
        yield subject.at_step("R-44", name, step.id, message)
    elif is_first and step.sensitivity == "L3":
        message = "a dialogue may not begin with L3"
        yield subject.at_step("R-44", name, step.id, message)


def _first(steps: tuple[AnyStep, ...]) -> AnyStep | None:
    for step in steps:
        if isinstance(step, EachStep):
            return _first(step.steps)
        if step.rests:
            return step
    return None


@rule("R-12", "After harm there is no interrogation", "graph")
def r_12(subject: Subject) -> Iterator[Issue]:
    """At most three options, a number among them, and no free words before a neutral step."""
    for name, step in subject.steps():
        if not step.id.startswith(HARM):
            continue
        options = step.declared_options()
        if len(options) > MOST_OPTIONS:
            message = f"at most {MOST_OPTIONS} options after harm"
            yield subject.at_step("R-12", name, step.id, message, "options")
        if not any(option.command == "help" for option in options):
            message = "offer the numbers once: an option with `command: help`"
            yield subject.at_step("R-12", name, step.id, message, "options")
        for other in sorted(_before_neutral(subject.graphs[name], step.id)):
            message = f"a question for own words follows on {step.id} before a neutral step"
            yield subject.at_step("R-12", name, other, message)


def _before_neutral(graph: Graph, name: str) -> set[str]:
    """Questions for free words of L1 or higher that can follow before a step of L0."""
    found: set[str] = set()
    todo, seen = list(graph.shown[name]), {name, END}
    while todo:
        at = todo.pop()
        if at in seen:
            continue
        seen.add(at)
        step = graph.steps[at]
        is_neutral = step.rests and step.sensitivity == "L0"
        if isinstance(step, TextStep) and not is_neutral:
            found.add(at)
        todo += graph.passed[at] if is_neutral else graph.targets(at)
    return found


@rule("R-05", "Alone is not lonely: the number of people decides nothing", "graph")
def r_05(subject: Subject) -> Iterator[Issue]:
    """A text on loneliness hangs on no count of alters and shows none."""
    lonely = pattern("lonely")
    for text in subject.corpus.texts:
        step = text.place.step
        if step is None or not lonely.search(text.words):
            continue
        if step.when is not None and _counts(step.when):
            message = "a text on loneliness may not depend on the number of people"
            yield subject.at_step("R-05", text.place.dialogue, step.id, message, "when")
        if {"circle", "alters"} & set(step.shows):
            message = "a text on loneliness may not show the circle"
            yield subject.at_step("R-05", text.place.dialogue, step.id, message, "shows")


def _counts(condition: Condition) -> bool:
    counted = condition.at_least is not None and condition.at_least.alters is not None
    return counted or condition.rule == "nobody_named" or any(map(_counts, condition.parts()))
