"""Rules on the way through a dialogue: everything can be reached, left, and ends well."""

from collections.abc import Iterator

from dialogues.checks.subject import Subject
from dialogues.checks.verdict import rule
from dialogues.checks.walks import Graph, is_closable
from dialogues.checks.word_lists import banned_unless_denied
from dialogues.issues import Issue
from states.content import ASIDES, DANGER, OPTIONAL_ASIDES, ROOT
from states.machine import END
from states.sharing.news import HEARD
from states.steps.any_step import AnyStep
from states.steps.flow import CallStep
from states.steps.option_step import GateStep, SayStep
from states.steps.text import TextStep

HOME = "home"
"""The step of the root dialogue to which everybody comes back."""

UNIVERSAL = frozenset({*ASIDES.values(), *OPTIONAL_ASIDES.values(), DANGER, HEARD})
"""Dialogues that open over the present question."""

DECLINES = frozenset({"skip", "none", "dont_know", "later"})

ALWAYS = ("back", "why", "later", "stop", "delete", "help")
"""Commands that the menu offers, because they work at every question (R-33)."""


@rule("G-01", "Every dialogue and every step can be reached", "graph")
def g_01(subject: Subject) -> Iterator[Issue]:
    """A step to which no answer leads is a mistake in a `next`; a dialogue needs a call."""
    called = {step.dialogue for _, step in subject.steps() if isinstance(step, CallStep)}
    for name, graph in subject.graphs.items():
        if name not in called | UNIVERSAL | {ROOT}:
            yield subject.at_dialogue("G-01", name, "no step calls this dialogue")
        for step in sorted(graph.steps.keys() - graph.reachable([graph.start])):
            message = "no answer leads here: mend a `next`, or remove the step"
            yield subject.at_step("G-01", name, step, message)


@rule("G-02", "No dead end: each step has a way on, and each dialogue an end", "graph")
def g_02(subject: Subject) -> Iterator[Issue]:
    """The root has no end, but its home is always near.

    A universal dialogue lies over a question, so a command is a way out of it; elsewhere the
    client is back at the same step after one.
    """
    for name, graph in subject.graphs.items():
        goal = HOME if name == ROOT else END
        for step in graph.steps.values():
            ways = graph.reachable([step.id])
            leaves = name in UNIVERSAL and any(map(_gives_command, _steps(graph, ways)))
            if goal not in ways and not leaves:
                message = f"from here no answer leads to the {goal}"
                yield subject.at_step("G-02", name, step.id, message)


def _steps(graph: Graph, names: frozenset[str]) -> Iterator[AnyStep]:
    return (graph.steps[name] for name in names if name in graph.steps)


def _gives_command(step: AnyStep) -> bool:
    return any(option.command is not None for option in step.declared_options())


@rule("R-28", "Every session ends in a small step, a talk, rest or enough", "graph")
def r_28(subject: Subject) -> Iterator[Issue]:
    """Whoever comes to the end of a dialogue rests at a step with an `ending`.

    That step is in the dialogue itself, or it is where the caller goes on. A dialogue that asks
    what next (A38) never ends without that question or an ending of its own.
    """
    root = subject.content.dialogues.get(ROOT)
    if root is not None and HOME in root.steps and root.steps[HOME].ending is None:
        yield subject.at_step("R-28", ROOT, HOME, "home needs an `ending`: people rest there")
    for name, step in subject.steps():
        if name == ROOT and isinstance(step, CallStep):
            yield from _ends_after_call(subject, step)
    for name, graph in subject.graphs.items():
        yield from _asks_what_next(subject, name, graph)


def _ends_after_call(subject: Subject, call: CallStep) -> Iterator[Issue]:
    root, called = subject.graphs[ROOT], subject.graphs.get(call.dialogue)
    after = root.rests_after(call.id) - {END}
    if called is None or all(root.steps[name].ending is not None for name in after):
        return
    for name in sorted(_last(called)):
        if called.steps[name].ending is None:
            message = f"the dialogue ends here without an `ending`, and so does {ROOT}/{call.id}"
            yield subject.at_step("R-28", call.dialogue, name, message)


def _last(graph: Graph) -> frozenset[str]:
    """The steps from which the dialogue ends without another one to rest at."""
    resting = (step.id for step in graph.steps.values() if step.rests)
    return frozenset(name for name in resting if END in graph.rests_after(name))


def _asks_what_next(subject: Subject, name: str, graph: Graph) -> Iterator[Issue]:
    asking = {s.id for s in graph.steps.values() if "next_choice" in s.written() and s.rests}
    endings = {s.id for s in graph.steps.values() if s.ending is not None}
    if asking and END in graph.reachable([graph.start], frozenset(asking | endings)):
        (first, *_) = sorted(asking)
        message = "the dialogue can end without this question and without any `ending`"
        yield subject.at_step("R-28", name, first, message)


@rule("R-33", "Every question of L1 or higher can be left in one tap, and nobody asks why", "graph")
def r_33(subject: Subject) -> Iterator[Issue]:
    """Skip, none, don't know, a gate's no, or the option that is taken for who says nothing."""
    for name, step in subject.steps():
        if step.rests and step.sensitivity != "L0" and not _can_decline(step):
            message = "nobody can leave this question: add `opt_outs: [skip]` or a `fallback`"
            yield subject.at_step("R-33", name, step.id, message)
    menu = subject.content.dialogues.get("menu")
    if menu is not None:
        offered = {o.command for s in menu.steps.values() for o in s.declared_options()}
        for command in ALWAYS:
            if command not in offered:
                message = f"the menu does not offer `{command}`, which must always work"
                yield subject.at_dialogue("R-33", "menu", message)
    advice = "a question that was left is never shown as a gap, nor questioned"
    yield from banned_unless_denied(subject, "R-33", "incomplete", subject.corpus.texts, advice)


def _can_decline(step: AnyStep) -> bool:
    if any(opt_out.id in DECLINES and opt_out.is_shown for opt_out in step.opt_outs):
        return True
    if step.fallback is not None or isinstance(step, SayStep):
        return True
    return isinstance(step, GateStep) and any(option.next for option in step.options)


OWN_WORDS_FIRST = {
    "observation": "reflection",
    "observations": "reflection",
    "before_now": "what_changed",
    "care_before_now": "look_back",
    "ideas": "plan_said",
    "worker_ideas": "plan_said",
}
"""For steps, cards and views that show what the bot saw: the client's own words before it.

A33 before A36, F6 before F7, G2 before G3: variables of `text` steps.
"""


@rule("R-09", "The client's own reading comes before the bot's", "graph")
def r_09(subject: Subject) -> Iterator[Issue]:
    """A step that shows an observation lies behind the question for own words, on every way."""
    for name, graph in subject.graphs.items():
        for step in graph.steps.values():
            for variable in sorted(_own_words_for(step)):
                asked = frozenset(s.id for s in graph.steps.values() if _asks(s, variable))
                if not graph.is_behind(step.id, asked):
                    message = f"first ask what the client says: a `text` step on {variable}"
                    yield subject.at_step("R-09", name, step.id, message)


def _asks(step: AnyStep, variable: str) -> bool:
    return isinstance(step, TextStep) and step.variable == variable and not is_closable(step)


def _own_words_for(step: AnyStep) -> set[str]:
    shown = {step.id, getattr(step, "cards", ""), getattr(step, "view", ""), *step.shows}
    return {OWN_WORDS_FIRST[name] for name in shown & OWN_WORDS_FIRST.keys()}
