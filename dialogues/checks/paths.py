"""How long a dialogue is: screens and typed answers on its shortest and its longest way.

Counted on the machine, with loops cut: the longest way goes through each loop once, sees every
conditional step, and is at an end where it would come back. A call
counts nothing here, since the called dialogue has its own line. Typing is counted where nothing
can be tapped as an answer.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dialogues.checks.graph import HOME
from dialogues.checks.walks import Graph
from states.content import ROOT, Content
from states.machine import END
from states.steps.any_step import AnyStep
from states.steps.names import NamesStep
from states.steps.scale import ScaleStep
from states.steps.text import TextStep, WhenThenStep


@dataclass(frozen=True, slots=True)
class PathLength:
    """Screens and typed answers of one way, with the steps that are shown on it."""

    screens: int
    typed: int
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PathLengths:
    """The shortest and the longest way of a dialogue."""

    shortest: PathLength
    longest: PathLength


def path_lengths(content: Content) -> Mapping[str, PathLengths]:
    """Both ways of each dialogue that has an end; the root's way ends at its home."""
    found = {}
    for name, compiled in sorted(content.dialogues.items()):
        graph = Graph(compiled)
        goal = HOME if name == ROOT else END
        if goal in graph.reachable([graph.start]):
            found[name] = PathLengths(_shortest(graph, goal), _longest(graph, goal))
    return found


def screens_of(step: AnyStep) -> int:
    """Screens that a step takes: a number is asked in two, a plan too, names perhaps again."""
    if not step.rests:
        return 0
    twice = isinstance(step, (ScaleStep, WhenThenStep))
    return 2 if twice or (isinstance(step, NamesStep) and step.again) else 1


def typed_of(step: AnyStep) -> int:
    """Answers of a step that have to be typed."""
    if isinstance(step, WhenThenStep):
        return 2
    if isinstance(step, NamesStep):
        return screens_of(step)
    return int(isinstance(step, TextStep) and not step.examples)


def _shortest(graph: Graph, goal: str) -> PathLength:
    """Fewest screens: what can be closed is passed by, for those to whom it is not shown."""
    best: dict[str, tuple[int, tuple[str, ...]]] = {}
    todo: list[tuple[int, str, tuple[str, ...]]] = [(0, graph.start, ())]
    while todo:
        todo.sort(reverse=True)
        screens, name, shown = todo.pop()
        if name in best:
            continue
        best[name] = (screens, shown)
        if name == goal:
            break
        step = graph.steps[name]
        todo += [(screens, to, shown) for to in graph.passed[name]]
        cost, seen = screens_of(step), (*shown, name) if step.rests else shown
        todo += [(screens + cost, to, seen) for to in graph.shown[name]]
    _, shown = best[goal]
    return _length(graph, shown)


def _longest(graph: Graph, goal: str) -> PathLength:
    """Most screens on a way that follows no edge back."""
    forward = _without_going_back(graph, goal)
    best: dict[str, tuple[int, tuple[str, ...]] | None] = {goal: (0, ())}

    def from_here(name: str) -> tuple[int, tuple[str, ...]] | None:
        if name not in best:
            onward = [way for way in map(from_here, forward.get(name, ())) if way is not None]
            step = graph.steps.get(name)
            if not onward or step is None:
                best[name] = None
            else:
                screens, shown = max(onward)
                here = (name,) if step.rests else ()
                best[name] = (screens + screens_of(step), (*here, *shown))
        return best[name]

    way = from_here(graph.start)
    return _length(graph, way[1] if way is not None else ())


def _without_going_back(graph: Graph, goal: str) -> dict[str, tuple[str, ...]]:
    """The edges of the graph, where one that leads to a step one came from leads to the goal.

    So a dialogue of parts that come back to one choice is as long as its longest part. The body
    of a loop goes on behind the loop, as after its last item.
    """
    kept: dict[str, tuple[str, ...]] = {}
    path: set[str] = set()

    def visit(name: str) -> None:
        path.add(name)
        targets = [
            goal if target in path else target
            for target in graph.once_round(name, graph.targets(name))
        ]
        kept[name] = tuple(targets)
        for target in targets:
            if target not in (END, goal) and target not in kept:
                visit(target)
        path.discard(name)

    visit(graph.start)
    return kept


def _length(graph: Graph, shown: Iterable[str]) -> PathLength:
    steps = tuple(shown)
    return PathLength(
        sum(screens_of(graph.steps[name]) for name in steps),
        sum(typed_of(graph.steps[name]) for name in steps),
        steps,
    )
