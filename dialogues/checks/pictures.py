"""The rule on pictures: nobody needs eyes, or a front end that draws, to know what is in them."""

from collections.abc import Iterator

from dialogues.checks.subject import Subject
from dialogues.checks.verdict import rule
from dialogues.issues import Issue
from states.circle import TWINS
from states.steps.option_step import MapStep


@rule("R-45", "Each picture has its words", "graph")
def r_45(subject: Subject) -> Iterator[Issue]:
    """From a picture one comes in one tap to the words for it; without pictures always."""
    for name, step in subject.steps():
        if not isinstance(step, MapStep):
            continue
        graph = subject.graphs[name]
        behind = graph.steps.get(graph.follow(step.id, "default"))
        if behind is None or TWINS[step.view] not in behind.shows:
            message = f"the next step has to say in words what this shows: `{TWINS[step.view]}`"
            yield subject.at_step("R-45", name, step.id, message)
        if step.needs != "pictures":
            message = "add `needs: pictures`: not every front end draws"
            yield subject.at_step("R-45", name, step.id, message)


@rule("G-03", "A file is given only where there are files", "graph")
def g_03(subject: Subject) -> Iterator[Issue]:
    """Not every front end hands files over; there the client would wait for one in vain."""
    for name, step in subject.steps():
        for option in step.declared_options():
            if option.gives is not None and "pictures" not in (option.needs, step.needs):
                message = f"add `needs: pictures` to {option.id}: it gives a file"
                yield subject.at_step("G-03", name, step.id, message)
