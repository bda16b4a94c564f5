"""Each dialogue as one state machine: the single truth on where one can go.

The only module that imports `transitions`. The machine has the forward edges: `default`,
`opt_<id>`, `item`, `done`, `empty`, `picked`. Universal commands are not edges of it. No model is
registered and no trigger is run: edges have no conditions and no callbacks, so it is enough to
read where they lead. Names from content reach `transitions` only as state names, never as
callbacks (it would run a dotted string).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from transitions import Machine

from states.dialogue import Dialogue
from states.steps.alters import PickAltersStep
from states.steps.any_step import AnyStep
from states.steps.check_in import CheckInStep
from states.steps.flow import EachStep

END = "end"
"""The state after the last step; whoever comes there goes back to the caller."""


@dataclass(frozen=True, slots=True)
class Edge:
    """One forward edge."""

    source: str
    trigger: str
    target: str


@dataclass(frozen=True, slots=True)
class CompiledDialogue:
    """A dialogue with its machine.

    `steps` has all steps by id, those inside loops too; `loop_of` tells the loop that a step is
    in; `chapter_of` its chapter; `order` all ids as they stand in the file. `labels` has the text
    key of each option, by step and option.
    """

    dialogue: Dialogue
    steps: Mapping[str, AnyStep]
    loop_of: Mapping[str, str]
    chapter_of: Mapping[str, str]
    order: tuple[str, ...]
    edges: tuple[Edge, ...]
    machine: Machine = field(repr=False)
    labels: dict[tuple[str, str], str] = field(default_factory=dict, repr=False)
    check_ins: tuple[CheckInStep, ...] = ()
    """Its steps that set a day: looked at in every turn, so they are not looked for."""

    @property
    def start(self) -> str:
        """The first step."""
        return self.order[0]

    def label(self, step: str, option: str) -> str:
        """The text key of an option's label."""
        found = self.labels.get((step, option))
        return f"{self.dialogue.id}/{step}__{option}" if found is None else found

    def fire(self, state: str, trigger: str) -> str:
        """The state after `trigger` in `state`; an edge that is not there means `default`."""
        event = self.machine.events.get(trigger)
        if event is None or state not in event.transitions:
            event = self.machine.events["default"]
        return str(event.transitions[state][0].dest)


def compile_dialogue(dialogue: Dialogue) -> CompiledDialogue:
    """The machine of a dialogue whose references were checked by the loader."""
    steps: dict[str, AnyStep] = {}
    loop_of: dict[str, str] = {}
    chapter_of: dict[str, str] = {}
    for chapter in dialogue.chapters:
        for step, loop in _flatten(chapter.steps, None):
            steps[step.id] = step
            chapter_of[step.id] = chapter.id
            if loop is not None:
                loop_of[step.id] = loop
    edges = tuple(_edges(dialogue))
    machine = Machine(
        model=None,
        states=[*steps, END],
        initial=END,
        auto_transitions=False,
        transitions=[[e.trigger, e.source, e.target] for e in edges],
    )
    check_ins = tuple(step for step in steps.values() if isinstance(step, CheckInStep))
    return CompiledDialogue(
        dialogue,
        steps,
        loop_of,
        chapter_of,
        tuple(steps),
        edges,
        machine,
        check_ins=check_ins,
    )


def _flatten(steps: tuple[AnyStep, ...], loop: str | None) -> Iterator[tuple[AnyStep, str | None]]:
    for step in steps:
        yield step, loop
        if isinstance(step, EachStep):
            yield from _flatten(step.steps, step.id)


def _edges(dialogue: Dialogue) -> Iterator[Edge]:
    for number, chapter in enumerate(dialogue.chapters):
        after = (
            dialogue.chapters[number + 1].steps[0].id
            if (number + 1 < len(dialogue.chapters))
            else END
        )
        yield from _edges_of(chapter.steps, after, part_end=after)


def _edges_of(steps: tuple[AnyStep, ...], after: str, part_end: str) -> Iterator[Edge]:
    for index, step in enumerate(steps):
        following = steps[index + 1].id if index + 1 < len(steps) else after
        target = step.next or following
        yield Edge(step.id, "default", target)
        yield from _exits(step, part_end)
        if isinstance(step, EachStep):
            yield Edge(step.id, "item", step.steps[0].id)
            yield Edge(step.id, "done", target)
            yield Edge(step.id, "empty", step.empty or target)
            yield from _edges_of(step.steps, step.id, part_end=step.id)


def _exits(step: AnyStep, part_end: str) -> Iterator[Edge]:
    for option in step.declared_options():
        if option.next is not None:
            yield Edge(step.id, f"opt_{option.id}", option.next)
    for opt_out in step.opt_outs:
        if opt_out.next is not None:
            yield Edge(step.id, f"opt_{opt_out.id}", opt_out.next)
        elif opt_out.id == "part_skip":
            yield Edge(step.id, "opt_part_skip", part_end)
    if isinstance(step, PickAltersStep) and step.picked_next is not None:
        yield Edge(step.id, "picked", step.picked_next)
