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
from states.dossier import Alter, Answer, Dossier, Entry, Frame, Side, Value, new_dossier
from states.drawing import MORE
from states.engine import current_screen, take_turn
from states.input import Command, Input, Say, SpokenName, Tap, Unreadable
from states.machine import CompiledDialogue, compile_dialogue
from states.returning.present import keep_map
from states.scope import Scope
from states.screen import Screen, ScreenOption, Turn
from states.sides import CARE, put_on
from tests.talk import content_with

NOW = 1_800_000_000
LONG_AGO = NOW - 60 * 86_400
FEATURES = ("check_ins", "sharing", "pictures")

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

SAFETY = frozenset(
    {"unsafe_with", "harm_with_someone", "harm_from_me", "breathe", "child_all_right", "child_talk"}
)
"""Screens that no conversation is too long for: they are there for who is in need."""

RELIEF = frozenset({"carer_relief", DANGER})
"""The same: whole dialogues."""

DETOURS = frozenset({"to_relief", "after_relief"})

LEADS_AWAY = frozenset({"care_text", "maps_text", "before_now_text"})
"""The same as a picture in words: one looks at the one or at the other, or at both."""

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


# Who walks


def somebody(content: Content, rng: Random, people: int, *, told: float) -> Dossier:
    """Someone on whose both sides `people` are named, and who told a part of all that there is."""
    dossier = new_dossier()
    dossier.session.began = dossier.session.last = NOW
    for side in (CARE, "self"):
        put_on(content, dossier, side)
        _tell(content, dossier, rng, people, told)
    dossier.ego["consent"] = Answer(value=True)
    dossier.ego["company"] = Answer(rng.choice(["alone", "alone", "alone", "helped"]))
    return dossier


def _tell(content: Content, dossier: Dossier, rng: Random, people: int, told: float) -> None:
    for _ in range(people):
        name = f"Naam {dossier.next_alter}"
        dossier.add_alter(name, rng.choice(["free_list", "people_new"]), LONG_AGO // 86_400)
    for kind in ("action", "thought", "gathering"):
        for _ in range(rng.randrange(3) if told else 0):
            dossier.add_entry(kind, LONG_AGO // 86_400)
    ids = [alter.id for alter in dossier.alters]
    things: list[Alter | Entry | None] = [None, *dossier.alters, *dossier.entries]
    for name, variable in content.codebook.variables.items():
        for thing in things:
            kind = "ego" if thing is None else thing.kind if isinstance(thing, Entry) else "alter"
            value = _value(content, rng, name, ids)
            if variable.subject == kind and value is not None and rng.random() < told:
                answers = dossier.ego if thing is None else thing.answers
                answers[name] = Answer(value, at=LONG_AGO)
    open_ones = [e for e in dossier.of_kind("action")][:2]
    for entry in open_ones:
        entry.answers["plan_state"] = Answer("open", at=LONG_AGO)
        entry.answers["plan_what"] = Answer("bellen", at=LONG_AGO)
    if told and rng.random() < told:
        keep_map(Scope(content, dossier, Frame("start", "home"), LONG_AGO))
        dossier.alters = dossier.alters[1:]
        keep_map(Scope(content, dossier, Frame("start", "home"), LONG_AGO + 20 * 86_400))


def _value(content: Content, rng: Random, name: str, ids: list[str]) -> Value:
    variable = content.codebook.variables[name]
    codes = content.codebook.codes(name) or _cards(content, variable.labels)
    if variable.type in ("choice", "several"):
        picked = rng.sample(codes, min(len(codes), 2))
        return (picked if variable.type == "several" else picked[0]) if picked else None
    simple: dict[str, Value] = {
        "flag": rng.random() < 0.4,
        "number": rng.randrange(11),
        "alters": rng.sample(ids, min(len(ids), 2)),
        "groups": None,
        "entries": None,
    }
    return simple.get(variable.type, "een rustige dag")


def _cards(content: Content, labels: str | None) -> tuple[str, ...]:
    known = {
        "idea_cards": tuple(idea.id for idea in content.ideas.ideas),
        "question_cards": tuple(card.id for card in content.questions.cards),
        "cards": tuple(route.id for route in content.organisation.routes),
    }
    return known.get(labels or "", ())


# Any way


def any_input(rng: Random, screen: Screen) -> Input:
    """A tap mostly; otherwise words, a command, a stale button, or something unreadable."""
    options = [option for option in screen.options if option.id != MORE]
    ids = [option.id for option in options]
    words = Say(rng.choice(["…", "7", "een zin met woorden", ""]))
    if screen.text == "names":
        words = Say("…", names=tuple(SpokenName(f"N{n}") for n in rng.sample(range(99), 2)))
    elif screen.several:
        words = Say("…", picked=tuple(rng.sample(ids, min(2, len(ids)))))
    leaving = Say("…", nobody=rng.random() < 0.3, skip=rng.random() < 0.4, dont_know=True)
    command = Command(rng.choice(["back", "why", "help", "menu", "map", "resume", "everything"]))
    odd = rng.choice([Unreadable("photo"), Tap("page", 3), Tap("no_such_option", screen.turn)])
    tap = Tap(rng.choices(ids, weights=[_likely(option) for option in options])[0], screen.turn)
    inputs: list[Input] = [tap, words, leaving, Tap(MORE, screen.turn), command, odd]
    wordy = 60 if screen.text in ("words", "names") else 8
    return rng.choices(inputs, weights=[90 - wordy, wordy, 3, 1, 3, 1])[0]


def _likely(option: ScreenOption) -> int:
    """Leaving a question, leaving Kring and undoing a toggle are rarer than answering."""
    return 1 if option.role == "opt_out" or option.checked else 4


def any_walk(content: Content, rng: Random) -> Iterator[Turn]:
    """Random turns, with a new client now and then."""
    now = NOW
    for number in range(MOST_TURNS):
        now += rng.choice([1, 5, 60, 5_000])
        if number % A_CLIENT == 0:
            now = NOW
            people, told = rng.choice([0, 1, 4, 8]), rng.choice([0.0, 0.3, 0.7])
            dossier = somebody(content, rng, people, told=told)
            screen = current_screen(content, dossier, now)
        turn = take_turn(content, dossier, any_input(rng, screen), now)
        dossier, screen = turn.dossier, turn.screen
        yield turn


@pytest.mark.parametrize("name", JOURNEYS)
def test_random_walks_visit_every_step(name: str) -> None:
    content = content_for(name)
    compiled = content.dialogues[name]
    left = {step.id for step in compiled.steps.values()}
    rng = Random(name)

    for turn in any_walk(content, rng):
        assert turn.screen.options
        for frame in turn.dossier.stack:
            if frame.dialogue == name:
                left -= {frame.step, compiled.loop_of.get(frame.step, "")}
        if not left:
            break

    assert left == set()


# A plain way


def plain_input(rng: Random, screen: Screen) -> Input:
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
    answers = [option.id for option in screen.options if option.role == "content"]
    return Tap(rng.choice(answers))


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
        turn = take_turn(content, dossier, plain_input(rng, screen), NOW + number)
        dossier, screen = turn.dossier, turn.screen
    raise AssertionError(f"never home: {way}")


def as_long(way: Way) -> Way:
    """What counts: not what is there for safety or relief, and a picture once."""
    return [
        (dialogue, step, item)
        for dialogue, step, item in way
        if dialogue not in RELIEF and step not in SAFETY | DETOURS | LEADS_AWAY
    ]


@given(name=st.sampled_from([n for n in JOURNEYS if n != "carer"]), seed=st.integers(0, 10**6))
def test_who_answers_everything_gets_home(name: str, seed: int) -> None:
    content, rng = content_for(name), Random(seed)
    assert plain_way(content, somebody(content, rng, PEOPLE, told=rng.choice([0.0, 0.5])), rng)


@given(name=st.sampled_from(TALKS), seed=st.integers(0, 10**6))
def test_a_conversation_of_a_carer_is_short(name: str, seed: int) -> None:
    """Three people in each loop, each question answered: not more than 20 screens."""
    content, rng = content_for(name), Random(seed)
    dossier = somebody(content, rng, PEOPLE, told=0.0)
    for answer in ("nice_step", "passion"):
        put_on(content, dossier, CARE)
        dossier.ego[answer] = Answer("…")
    put_on(content, dossier, "self")
    way = as_long(plain_way(content, dossier, rng))
    assert len(way) <= MOST_SCREENS, [step for _, step, _ in way]
