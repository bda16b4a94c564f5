"""The machine of one dialogue as a graph to walk on.

A step that is shown is left by the edges that its options and answers can take; a step that is
closed for a client is passed by its `default` edge. The two are kept apart, because a `default`
edge that no answer takes is no way for someone who sees the step.
"""

from collections.abc import Iterable, Iterator

from states.machine import END, CompiledDialogue
from states.steps.alters import PickAltersStep, TiesStep
from states.steps.any_step import AnyStep
from states.steps.code import CodeStep
from states.steps.draft import DraftStep
from states.steps.flow import EachStep
from states.steps.option_step import GateStep, MapStep, OptionStep, PreviewStep, SayStep
from states.steps.several import CardsStep

STAYING = frozenset({"private", "later"})
"""Opt-outs that leave the question where it is."""

NO_QUESTION = (SayStep, GateStep, MapStep, PreviewStep)
"""Kinds that ask nothing about the client: something to read, or leave to go on."""

SENSITIVE = ("L2", "L3")


def is_question(step: AnyStep) -> bool:
    """Whether the step asks something that is kept or told."""
    return step.rests and not isinstance(step, NO_QUESTION)


def is_sensitive(step: AnyStep) -> bool:
    """Whether the step is of level L2 or L3."""
    return step.sensitivity in SENSITIVE


def is_closable(step: AnyStep) -> bool:
    """Whether there are clients for whom the step is not there."""
    empties = isinstance(step, (PickAltersStep, TiesStep, CardsStep, CodeStep))
    return empties or step.only_alone or step.when is not None or step.needs is not None


def set_on_the_side(step: AnyStep) -> frozenset[str]:
    """The variables that options and opt-outs write besides the answer itself."""
    own = [option.sets for option in step.declared_options()]
    return frozenset(name for sets in (*own, *(o.sets for o in step.opt_outs)) for name in sets)


class Graph:
    """Where one can go from each step of a dialogue."""

    def __init__(self, compiled: CompiledDialogue) -> None:
        self.compiled = compiled
        self.steps = compiled.steps
        self.start = compiled.start
        self._edges = {(e.source, e.trigger): e.target for e in compiled.edges}
        self.shown = {name: tuple(dict.fromkeys(self._shown(s))) for name, s in self.steps.items()}
        self.passed = {name: tuple(self._passed(s)) for name, s in self.steps.items()}

    def targets(self, name: str) -> tuple[str, ...]:
        """All that can come next, whether the step is shown or passed."""
        if name == END:
            return ()
        return tuple(dict.fromkeys((*self.shown[name], *self.passed[name])))

    def once_round(self, name: str, targets: Iterable[str]) -> tuple[str, ...]:
        """The same targets, where a loop that comes to its head again goes on behind it."""
        head = self.compiled.loop_of.get(name)
        return tuple(self.follow(to, "done") if to == head else to for to in targets)

    def follow(self, name: str, trigger: str) -> str:
        """The target of a trigger; one without an edge of its own means `default`."""
        return self._edges.get((name, trigger)) or self._edges[name, "default"]

    def _shown(self, step: AnyStep) -> Iterator[str]:
        if isinstance(step, EachStep):
            yield from (self.follow(step.id, trigger) for trigger in ("item", "done", "empty"))
            return
        for option in step.declared_options():
            if option.command is None or option.next is not None:
                yield self.follow(step.id, f"opt_{option.id}")
        for opt_out in step.opt_outs:
            if opt_out.id not in STAYING:
                yield self.follow(step.id, f"opt_{opt_out.id}")
        if not isinstance(step, (OptionStep, DraftStep)):
            yield self.follow(step.id, "default")
        if isinstance(step, PickAltersStep):
            yield self.follow(step.id, "picked")

    def _passed(self, step: AnyStep) -> Iterator[str]:
        if is_closable(step):
            yield self.follow(step.id, "done" if isinstance(step, EachStep) else "default")

    def reachable(
        self, sources: Iterable[str], without: frozenset[str] = frozenset()
    ) -> frozenset[str]:
        """All places to which a way leads from `sources` that goes over none of `without`."""
        seen: set[str] = set()
        todo = [name for name in sources if name not in without]
        while todo:
            name = todo.pop()
            if name not in seen:
                seen.add(name)
                todo += [target for target in self.targets(name) if target not in without]
        return frozenset(seen)

    def is_behind(self, name: str, those: frozenset[str]) -> bool:
        """Whether every way from the start to `name` goes over one of `those`."""
        return name not in self.reachable([self.start], without=those - {name})

    def rests_after(self, name: str) -> frozenset[str]:
        """The places at which one can rest next after leaving `name`, `end` among them."""
        return self._firm(self.shown[name], frozenset())

    def _firm(self, names: Iterable[str], seen: frozenset[str]) -> frozenset[str]:
        found: set[str] = set()
        for name in names:
            if name in seen:
                continue
            if name == END:
                found.add(END)
                continue
            step = self.steps[name]
            if step.rests:
                found.add(name)
            onward = self.passed[name] if step.rests else self.targets(name)
            found |= self._firm(onward, seen | {name})
        return frozenset(found)
