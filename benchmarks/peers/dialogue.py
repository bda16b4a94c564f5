"""Thirty small questions about the people around somebody, with no framework in them.

The state is a plain dictionary, so that every framework can keep it in its own way:
`step` (0 is the welcome), `answers` (by step, as text), `chosen` (ticks of the present step) and
`first` (the question behind the welcome).
"""

from dataclasses import dataclass
from typing import Literal, TypedDict

from benchmarks.peers.questions import QUESTIONS, REASSURANCES, WELCOME

Kind = Literal["choice", "several", "name"]
Button = tuple[str, str]
"""Label and callback data, `<step>:<option>`."""


class State(TypedDict):
    """What is kept of one person."""

    step: int
    answers: dict[str, list[str]]
    chosen: list[int]
    first: int


@dataclass(frozen=True)
class Step:
    """One question."""

    number: int
    kind: Kind
    text: str
    options: tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """A step as it is shown."""

    text: str
    rows: list[list[Button]]


def _steps() -> tuple[Step, ...]:
    steps = [Step(0, "choice", WELCOME, ("Beginnen", "Eerst iets vragen", "Meer vertellen"))]
    for number, (kind, question, labels) in enumerate(QUESTIONS, 1):
        text = f"{question}\n\n{REASSURANCES[number % len(REASSURANCES)]}"
        steps.append(Step(number, kind, text, tuple(filter(None, labels.split("|")))))
    return tuple(steps)


STEPS = _steps()


def new_state(person: int) -> State:
    """Somebody begins; `person` is their number in Telegram."""
    return {"step": 0, "answers": {}, "chosen": [], "first": first(person)}


def first(person: int) -> int:
    """The question behind the welcome.

    Not the same one for everybody: else all would walk in step, and a short window would see only
    the kind of question at which they happen to be.
    """
    return 1 + person % (len(STEPS) - 1)


def present(state: State) -> Step:
    """The step at which somebody is."""
    return STEPS[state["step"]]


def following(step: int) -> int:
    """The step behind one; after the last question it goes on with the first."""
    return step % (len(STEPS) - 1) + 1


def title(step: Step, answers: int) -> str:
    """The text of a question, with how many answers are kept."""
    return f"{step.text}\n\nVraag {step.number} van {len(STEPS) - 1}. Bewaard: {answers}."


def question(state: State) -> Question:
    """The present step with its buttons, two in a row."""
    step = present(state)
    buttons: list[Button] = []
    for place, option in enumerate(step.options):
        tick = "" if step.kind != "several" else "☑ " if place in state["chosen"] else "☐ "
        buttons.append((tick + option, f"{step.number}:{place}"))
    rows = [buttons[at : at + 2] for at in range(0, len(buttons), 2)]
    if step.kind == "several":
        rows.append([("Klaar", f"{step.number}:done")])
    if step.kind == "name":
        rows.append([("Overslaan", f"{step.number}:skip")])
    return Question(title(step, len(state["answers"])), rows)


def take_tap(state: State, data: str) -> bool:
    """Work a tap into the state; whether the same question stands, with another tick."""
    number, _, option = data.partition(":")
    step = present(state)
    if int(number) != step.number:
        return False  # a tap on an older question: the present one is shown again
    if not option.isdigit():
        _answer(state, [step.options[place] for place in state["chosen"]])
        return False
    place = int(option)
    if step.kind == "several":
        state["chosen"] = sorted({place}.symmetric_difference(state["chosen"]))
        return True
    _answer(state, [step.options[place]])
    return False


def take_text(state: State, text: str) -> None:
    """Work a typed line into the state: a name, where one is asked."""
    if present(state).kind == "name":
        _answer(state, [text])


def _answer(state: State, said: list[str]) -> None:
    state["answers"][str(state["step"])] = said
    state["chosen"] = []
    state["step"] = following(state["step"]) if state["step"] else state["first"]
