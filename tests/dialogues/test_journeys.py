"""The journeys on the shipped content: random walks by every step, and how long a conversation is.

Each dialogue is walked by itself, called by a small `start` of its own. A walk may do anything that
a client can do; a plain one answers each question with something, and leaves none out.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from states.content import ASIDES, DANGER, Content
from states.dialogue import Dialogue
from states.dossier import Answer, Dossier
from states.engine import current_screen, take_turn
from states.input import Input, Say, SpokenName, Tap
from states.machine import CompiledDialogue, compile_dialogue
from states.screen import Screen, Turn
from states.sides import CARE, SELF, put_on
from tests.dialogues.walking import FEATURES, MOODS, NOW, Taken, any_input, somebody
from tests.talk import content_with

TALKS = ("carer_me", "carer_care", "carer_listening", "carer_practical", "carer_time_off")
JOURNEYS = (
    *TALKS, "carer", "carer_again", "carer_relief",
    "plan", "plan_action", "ask_for", "plan_follow_up",
    "again", "talk", "questions", "think_along", "roles", "neighbourhood",
)  # fmt: skip

MOST_TURNS = 60_000
"""Turns of a random walk; it ends when every step was visited."""

A_CLIENT = 120
"""Turns of one client of a random walk."""

MOST_SCREENS = 20
"""Screens of one conversation, with three people in each loop (decisions, section 3)."""

PEOPLE = 3

DETOURS = frozenset({
    "carer_relief", "after_relief", DANGER,  # it cannot go on, or there is danger
    "unsafe_with", "harm_with_someone", "harm_from_me", "breathe",  # it is not safe
    "child_all_right", "child_talk",  # a child was named
    "care_helpers",  # there are more than three
})  # fmt: skip
"""Dialogues and steps that are there only for what was answered: no conversation is too long for
these. What everybody is asked counts, on being safe and on children too."""

IN_WORDS = "_text"
"""How steps end that say a picture in words: one looks at the one or at the other."""

START = """
format: 1
id: start
version: 1
chapters:
  - id: all
    steps:
      - {{id: call, kind: call, dialogue: {dialogue}}}
      - {{id: home, kind: say, next: call, options: [{{id: again}}]}}
"""
SAY = """
format: 1
id: {id}
version: 1
chapters: [{{id: all, steps: [{{id: {id}, kind: say, fallback: go_on, options: [{{id: go_on}}]}}]}}]
"""


def _stand_in(text: str) -> CompiledDialogue:
    return compile_dialogue(Dialogue.model_validate(YAML(typ="safe", pure=True).load(text)))


@cache
def content_for(dialogue: str) -> Content:
    """The shipped content in which everybody starts in `dialogue`; what it calls is one screen."""
    content = content_with(*FEATURES)
    kept = {dialogue, DANGER, "share", *ASIDES.values()}
    dialogues = {
        name: compiled if name in kept else _stand_in(SAY.format(id=name))
        for name, compiled in content.dialogues.items()
    }
    start = _stand_in(START.format(dialogue=dialogue))
    return replace(content, dialogues={**dialogues, "start": start})


# Any way


def any_walk(content: Content, rng: Random) -> Iterator[Turn]:
    """Random turns, with a new client now and then."""
    now, taken = NOW, Taken()
    for number in range(MOST_TURNS):
        now += rng.choice([1, 5, 60, 5_000])
        if number % A_CLIENT == 0:
            now, mood = NOW, rng.choice(MOODS)
            people, told = rng.choice([0, 1, 4, 8]), rng.choice([0.0, 0.3, 0.7])
            dossier = somebody(content, rng, people, told=told)
            screen = current_screen(content, dossier, now)
        turn = take_turn(content, dossier, any_input(rng, screen, taken, mood), now)
        dossier, screen = turn.dossier, turn.screen
        yield turn


@pytest.mark.parametrize("name", JOURNEYS)
def test_random_walks_visit_every_step(name: str) -> None:
    content = content_for(name)
    compiled = content.dialogues[name]
    left = {step.id for step in compiled.steps.values()}
    rng = Random(name)  # noqa: S311 - a test, repeatable

    for turn in any_walk(content, rng):
        assert turn.screen.options
        for frame in turn.dossier.stack:
            if frame.dialogue == name:
                left -= {frame.step, compiled.loop_of.get(frame.step, "")}
        if not left:
            break

    assert left == set()


# A plain way


def plain_input(content: Content, rng: Random, screen: Screen) -> Input:
    """An answer that goes on: all toggles on, some words, or an option that answers."""
    off = [option.id for option in screen.options if option.checked is False]
    if off and not any(note.key.startswith("_shared/most") for note in screen.notes):
        return Tap(off[0])
    if any(option.role == "done" for option in screen.options):
        return Tap("done")
    if screen.text == "names":
        return Say("", names=(SpokenName(f"Nieuw {rng.randrange(10**6)}"),))
    if screen.text == "words" and screen.kind != "draft":
        return Say("woorden")
    step = content.dialogues[screen.dialogue].steps[screen.step]
    declared = {option.id: option.command for option in step.declared_options()}
    return Tap(
        rng.choice(
            [
                option.id
                for option in screen.options
                if declared.get(option.id) is None
                and (option.role == "content" or option.id in declared)
            ]
        )
    )


Way = list[tuple[str, str, str | None]]


def plain_way(content: Content, dossier: Dossier, rng: Random) -> Way:
    """The different screens until one is home; what is chosen at random may come back."""
    way: Way = []
    screen = current_screen(content, dossier, NOW)
    for number in range(400):
        if screen.dialogue == "start":
            return way
        item = dossier.stack[-1].item if dossier.stack else None
        place = (screen.dialogue, screen.step, item)
        way += [place] if place not in way else []
        turn = take_turn(content, dossier, plain_input(content, rng, screen), NOW + number)
        dossier, screen = turn.dossier, turn.screen
    raise AssertionError(f"never home: {way}")


def as_long(way: Way) -> list[str]:
    """What counts: no detour, and a picture once."""
    return [
        step
        for dialogue, step, _ in way
        if not {dialogue, step} & DETOURS and not step.endswith(IN_WORDS)
    ]


@given(name=st.sampled_from([n for n in JOURNEYS if n != "carer"]), seed=st.integers(0, 10**6))
def test_who_answers_everything_gets_home(name: str, seed: int) -> None:
    content, rng = content_for(name), Random(seed)  # noqa: S311 - as above
    assert plain_way(content, somebody(content, rng, PEOPLE, told=0.5), rng)


@given(name=st.sampled_from(TALKS), seed=st.integers(0, 10**6))
def test_a_conversation_of_a_carer_is_short(name: str, seed: int) -> None:
    """Three people in each loop, each question answered: not more than 20 screens."""
    content, rng = content_for(name), Random(seed)  # noqa: S311 - as above
    dossier = somebody(content, rng, PEOPLE, told=0.0)
    for answer in ("nice_step", "passion"):
        put_on(content, dossier, CARE)
        dossier.ego[answer] = Answer("…")
    put_on(content, dossier, SELF)
    way = as_long(plain_way(content, dossier, rng))
    assert len(way) <= MOST_SCREENS, way
