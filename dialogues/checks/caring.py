"""Rules on carers: support before anything is asked of them, and never a task for a child."""

from collections.abc import Iterator

from dialogues.checks.samples import sample_scope
from dialogues.checks.subject import Subject
from dialogues.checks.verdict import rule
from dialogues.checks.walks import Graph
from dialogues.checks.word_lists import banned
from dialogues.issues import Issue
from states.steps.alters import PickAltersStep
from states.steps.any_step import AnyStep
from states.steps.flow import CallStep
from states.steps.names import NamesStep
from states.steps.option_step import ChoiceStep
from states.steps.several import CardsStep, SeveralStep
from states.steps.step import Option
from states.steps.text import TextStep

CARER = "carer"
"""How the ids of the dialogues begin that are with a carer."""

FIRST_TALK = "carer_me"
"""The conversation that is about the carer alone (C1)."""

CARE_LISTS = frozenset({"care_tasks", "tasks_to_give"})
"""Codebook lists of what is done in the care."""

ENOUGH_OF_IT = ("keep_going", "not_much_longer")
"""The variable on how long it can go on, and the answer that leads to support at once."""

RESPITE, PERSON = "respite_routes", "person_routes"
"""The lists of routes by which somebody takes over, and by which one talks to a person."""

TO_A_PERSON = frozenset({"help", "person"})
"""Commands by which one comes to a person."""

ASKS_MORE = (NamesStep, PickAltersStep, SeveralStep, TextStep)
"""Kinds of step that have no place where there is support: tasks, names, own people."""

OWN_PEOPLE = {"help_from": "people", "take_over": "someone"}
"""Questions on who could help, with the answer that means the carer's own people."""

PROPOSED = frozenset({"asked_people", "take_over_with", "listening_with"})
"""Variables that hold those who may be asked for something."""

ASKED = frozenset({"could_take", "asking_words"})
"""Variables on what somebody may be asked."""

NEVER_ASKED = ("is_child", "cared_for")


@rule("R-46", "The carer is no means for the client", "graph")
def r_46(subject: Subject) -> Iterator[Issue]:
    """No asking more of family first, no holding out, no tasks in the first conversation.

    Who says that it cannot go on much longer comes at once to respite, a person and other routes.
    """
    own = subject.corpus.where(lambda text: text.place.dialogue.startswith(CARER))
    advice = "support for the carer comes first, not more asked of the family"
    yield from banned(subject, "R-46", "ask_more_of_family", own, advice)
    yield from support_comes_first(subject)


def support_comes_first(subject: Subject) -> Iterator[Issue]:
    """What the ways and the order of the options say of R-46, without the words."""
    for name, step in subject.steps():
        if not name.startswith(CARER):
            continue
        yield from _of_the_first_talk(subject, name, step)
        yield from _own_people_first(subject, name, step)
        for index, option in enumerate(step.declared_options()):
            if _says_enough(step, option):
                yield from _leads_to_support(subject, name, step, index)


def _of_the_first_talk(subject: Subject, name: str, step: AnyStep) -> Iterator[Issue]:
    variables = subject.content.codebook.variables
    lists = {variables[one].list for one in step.written() if one in variables}
    if name == FIRST_TALK and lists & CARE_LISTS:
        message = "the first conversation is about the carer: no question on tasks here"
        yield subject.at_step("R-46", name, step.id, message)


def _own_people_first(subject: Subject, name: str, step: AnyStep) -> Iterator[Issue]:
    """Where it cannot go on, the own people are not the first whom the options name."""
    own = OWN_PEOPLE.get(getattr(step, "variable", None) or "")
    if own is None or not isinstance(step, ChoiceStep):
        return
    scope = sample_scope(subject.content, (name, step.id), ego=dict([ENOUGH_OF_IT]))
    first = next((option.id for option in step.show(scope).options), None)
    if first == own:
        message = f"who cannot go on much longer is not sent to {own} first: change the order"
        yield subject.at_step("R-46", name, step.id, message, "options")


def _says_enough(step: AnyStep, option: Option) -> bool:
    variable, code = ENOUGH_OF_IT
    answer = option.id if option.value is None else option.value
    is_answer = getattr(step, "variable", None) == variable and answer == code
    return is_answer or option.sets.get(variable) == code


def _leads_to_support(subject: Subject, name: str, step: AnyStep, index: int) -> Iterator[Issue]:
    graph = subject.graphs[name]
    target = graph.follow(step.id, f"opt_{step.declared_options()[index].id}")
    there = graph.steps.get(target)
    is_near = True
    if isinstance(there, CallStep) and there.dialogue in subject.graphs:
        graph = subject.graphs[there.dialogue]
        there, is_near = graph.steps[graph.start], False
    if there is None or not _is_support(graph, there):
        message = "this leads at once to respite, a person and other routes, and to nothing else"
        yield subject.at_step("R-46", name, step.id, message, "options", index)
    elif not is_near:
        yield from _asks_nothing(subject, graph)


def _is_support(graph: Graph, step: AnyStep) -> bool:
    """Whether the step asks nothing and offers respite, a person and routes, each by one tap."""
    if not isinstance(step, ChoiceStep) or step.variable is not None:
        return False
    shown = [graph.steps.get(name) for name in graph.shown[step.id]]
    cards = {one.cards for one in shown if isinstance(one, CardsStep)}
    commands = {option.command for option in step.declared_options()}
    has_person = PERSON in cards or bool(TO_A_PERSON & commands)
    return RESPITE in cards and has_person and bool(cards - {RESPITE, PERSON})


def _asks_nothing(subject: Subject, graph: Graph) -> Iterator[Issue]:
    dialogue = graph.compiled.dialogue.id
    for step in graph.steps.values():
        if isinstance(step, ASKS_MORE):
            message = "where there is support, no names, tasks or words are asked for"
            yield subject.at_step("R-46", dialogue, step.id, message)


@rule("R-47", "A child is never proposed for a task, nor who is cared for", "graph")
def r_47(subject: Subject) -> Iterator[Issue]:
    """Neither on a list of people to ask, nor in a loop over those who were picked before."""
    for name, step in subject.steps():
        if not (PROPOSED | ASKED) & set(step.written()):
            continue
        for flag in NEVER_ASKED:
            told = {"tasks": ["company"]}
            scope = sample_scope(subject.content, (name, step.id), ego=told, alter={flag: True})
            if step.is_open(scope):
                key = "among" if isinstance(step, PickAltersStep) else "when"
                message = f"leave out those with {flag}: add the rule may_take_task"
                yield subject.at_step("R-47", name, step.id, message, key)
