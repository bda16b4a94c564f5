"""The guide for workers: tips by rule, what to say and what not, roles, strategies, the team.

Data in `guide.yaml`, checked when it is read. A tip depends on the facts of the snapshot and on
nothing else (R-48), so it cannot tell of what was not shared.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, field_validator

from dialogues.issues import DialogueInvalid
from dialogues.yaml_file import read_yaml
from states.model import Declared, Slug

MOST_TIPS = 3
"""Tips beside one snapshot (E4)."""

FACTS = frozenset(
    {
        "request",
        "plan",
        "plan_asks_worker",
        "carer",
        "thoughts",
        "talk",
        "restore",
        "more",
        "only_professionals",
        "nobody",
        "pets",
        "obstacle_fear",
        "obstacle_health",
        "obstacle_money",
        "obstacle_cannot_find",
        "obstacle_before",
        "misses",
        "take_the_lead",
        "do_not_discuss",
        "call_me",
        "bring_to_talk",
        "just_read",
        "safety",
        "likes",
        "groups",
    }
)
"""What a snapshot may say of itself; each is computed of what is shown in it."""

Source = Annotated[str, StringConstraints(pattern=r"^(?:S[0-4]-\d\d|R-\d\d|E\d{1,2})$")]
"""A point of the source documents (S2-11), a rule (R-48) or a step of the journey (E10)."""

Question = Annotated[str, StringConstraints(pattern=r"\?$")]


class Sourced(Declared):
    """Anything in the guide says where it comes from."""

    sources: Annotated[tuple[Source, ...], Field(min_length=1)]


class Reflection(Sourced):
    """A question to the worker alone, before the first reading (E2)."""

    id: Slug
    ask: Question


class Tip(Sourced):
    """One open question to ask, and what to avoid with it (E4).

    Attributes:
        group: Of each group one tip is given.
        when: Facts that must all be there.
        is_strength: Whether it is about what is good; one of these comes first.
    """

    id: Slug
    group: Slug
    when: Annotated[tuple[str, ...], Field(min_length=1)]
    is_strength: bool = False
    title: str
    ask: Question
    avoid: str

    @field_validator("when")
    @classmethod
    def _known(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        unknown = sorted(set(value) - FACTS)
        if unknown:
            message = f"no such facts: {', '.join(unknown)}"
            raise ValueError(message)
        return value


class Advice(Sourced):
    """One thing to do, or to be careful with."""

    text: str


class Rewording(Sourced):
    """What is better not said, and what can be said instead."""

    avoid: str
    say: str


class WordChoice(Declared):
    """Do and don't (E5)."""

    say: tuple[Advice, ...]
    instead: tuple[Rewording, ...]
    careful: tuple[Advice, ...]


class Role(Sourced):
    """What a worker can be in a talk (E6)."""

    id: Slug
    name: str
    what: str
    ask: Question


class Check(Sourced):
    """One question of the check on the helping virus (E6)."""

    ask: Question
    what: str


class Strategy(Sourced):
    """Something that a worker can do (E7)."""

    id: Slug
    name: str
    what: str


class Condition(Sourced):
    """One of the seven conditions, as a tip."""

    name: str
    tip: str


class TimedStep(Declared):
    """A step of a meeting."""

    minutes: int
    text: str


class Meeting(Sourced):
    """A meeting with steps."""

    title: str
    about: str
    steps: tuple[TimedStep, ...]


class Section(Sourced):
    """A heading with lines."""

    title: str
    lines: tuple[str, ...]


class Methods(Section):
    """The published guide of methods: what it is, and how to choose from it."""

    choose: tuple[str, ...]


class Team(Declared):
    """For the team, without anything of a client (E9)."""

    sharing: Meeting
    wall: Section
    small: Section
    methods: Methods


class Guide(Declared):
    """All of the guide."""

    format: Literal[1]
    questions: Annotated[tuple[Reflection, ...], Field(min_length=1)]
    tips: tuple[Tip, ...]
    words: WordChoice
    roles: tuple[Role, ...]
    hands: tuple[Check, ...]
    strategies: tuple[Strategy, ...]
    conditions: tuple[Condition, ...]
    team: Team

    def question(self, number: int) -> str:
        """One of the questions before reading; another one for another number."""
        return self.questions[number % len(self.questions)].ask

    def tips_for(self, facts: Iterable[str]) -> tuple[Tip, ...]:
        """At most three tips: a strength first, then in the order of the file, one of a group."""
        known = frozenset(facts)
        fitting = _one_of_each([tip for tip in self.tips if known.issuperset(tip.when)])
        strengths = [tip for tip in fitting if tip.is_strength]
        others = [tip for tip in fitting if not tip.is_strength]
        return tuple([*strengths[:1], *others, *strengths[1:]][:MOST_TIPS])


def _one_of_each(tips: Sequence[Tip]) -> list[Tip]:
    """The first tip of each group, in order."""
    groups: dict[str, Tip] = {}
    for tip in tips:
        groups.setdefault(tip.group, tip)
    return list(groups.values())


@cache
def guide() -> Guide:
    """The guide that comes with the program.

    Raises:
        DialogueInvalid: the file is wrong; all its problems at once.
    """
    file = read_yaml(Path(__file__).with_name("guide.yaml"), "portal/guide.yaml")
    read = None if file.issues else file.validate(Guide)
    if read is None:
        raise DialogueInvalid(file.issues)
    return read
