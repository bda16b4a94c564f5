"""Journeys C and G fit the grammar: both passes, the machine, and random walks on the engine.

They stand in `tests/fixtures/journeys`, without texts. What they need of rules that do not exist
yet is below, in its simplest form.
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from dialogues import references
from dialogues.source import NATIONAL_EXAMPLE, Source, read_source
from states.codebook import Codebook
from states.content import Content
from states.dialogue import Dialogue
from states.dossier import Answer, Dossier, new_dossier
from states.drawing import MORE
from states.engine import current_screen, take_turn
from states.harm import BLOCKING_WISH, is_blocked
from states.input import Command, Input, Say, SpokenName, Tap, Unreadable
from states.machine import END, CompiledDialogue, compile_dialogue
from states.rules import GUARDS, LISTS, VIEWS, routes
from states.scope import Scope
from states.screen import Screen, ScreenOption, TextKey, Turn
from states.steps.any_step import AnyStep
from states.steps.flow import EachStep, items_of

JOURNEYS = Path(__file__).parent.parent / "fixtures" / "journeys"
NAMES = tuple(sorted(path.parent.name for path in JOURNEYS.glob("*/dialogue.yaml")))
NOW = 1_800_000_000
TURNS = 2_000
MOST_TURNS = 60_000
"""Turns of a random walk: at least so many, and then on until every step was visited."""

MOST_SCREENS = 20
"""Screens of one conversation, with three people in each loop (decisions, section 3)."""

NOT_LINEAR = {"carer"}
"""The entrance: it has no length of its own."""

DETOURS = {"carer_care": 22}
"""The longest way of all where it is longer: safety."""

PEOPLE = 3


# The rules that these journeys need and that `states.rules` does not have yet


def may_be_asked(scope: Scope) -> bool:
    """Whether the alter at hand may be proposed for anything (R-10, R-47)."""
    alter = scope.alter
    if alter is None or is_blocked(scope, alter) or scope.value("wish_with") in BLOCKING_WISH:
        return False
    return scope.value("is_child") is not True and scope.value("cared_for") is not True


def open_actions(scope: Scope) -> list[str]:
    """Chosen actions that were not put away; the own idea is no card and cannot be put away."""
    chosen, away = scope.value("plan_actions"), scope.value("plan_put_away")
    gone = away if isinstance(away, list) else []
    return [name for name in chosen if name not in gone] if isinstance(chosen, list) else []


def ideas(scope: Scope) -> list[str]:
    """Ideas that fit and were not chosen before."""
    chosen = scope.value("plan_actions")
    taken = chosen if isinstance(chosen, list) else []
    return [name for name in items_of(scope, "ideas") if name not in taken]


def _action_count(scope: Scope) -> int:
    return len(open_actions(scope)) + (scope.value("plan_own_taken") is True)


def _cards(scope: Scope) -> dict[str, object]:
    blank = {"what": "", "how": "", "cannot": ""}
    found = {
        item.id: {"title": TextKey(f"codebook/ideas__{item.id}"), **blank}
        for item in scope.content.codebook.lists["ideas"]
    }
    return {**VIEWS["cards"](scope), **found}


EXTRA_GUARDS = {
    "may_be_asked": may_be_asked,
    "has_actions": lambda scope: _action_count(scope) > 0,
    "has_too_many_actions": lambda scope: _action_count(scope) > 3,
}
EXTRA_LISTS = {
    "ideas": ideas,
    "open_actions": open_actions,
    "respite_routes": lambda scope: routes(scope)[:4],
}
EXTRA_VIEWS = {
    "cards": _cards,
    "latest_action": lambda scope: next(reversed(open_actions(scope)), ""),
    "open_actions": open_actions,
}


class KeyTexts:
    """Texts that are their own keys."""

    def render(self, key: TextKey, form: str) -> str:
        assert form in ("je", "u")
        return key.key


# Stand-ins for the dialogues without which nothing runs

SAY = """
format: 1
id: {id}
version: 1
chapters: [{{id: all, steps: [{{id: {id}, kind: say, fallback: go_on, options: [{options}]}}]}}]
"""
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
STAND_INS = {
    "menu": "{id: resume, command: resume}, {id: back, command: back}, {id: later, command: later}",
    "pause": "{id: resume, command: resume}",
    "look": "{id: seen, command: resume}",
    "everything": "{id: seen, command: resume}",
    "delete": "{id: keep_all, command: resume}",
    "safety": "{id: go_on}",
    "help": "{id: go_on}",
    "nobody": "{id: go_on}",
    "share": "{id: go_on}",
}


def _stand_in(text: str) -> CompiledDialogue:
    return compile_dialogue(Dialogue.model_validate(YAML(typ="safe", pure=True).load(text)))


@pytest.fixture(scope="module")
def source() -> Iterator[Source]:
    """The fixtures after both passes, with the rules above among the named ones."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(references, "GUARDS", {**GUARDS, **EXTRA_GUARDS})
        patch.setattr(references, "LISTS", {**LISTS, **EXTRA_LISTS})
        patch.setattr(references, "VIEWS", {**VIEWS, **EXTRA_VIEWS})
        found = read_source(JOURNEYS, NATIONAL_EXAMPLE)
        references.check_references(found, with_texts=False)
        yield found


@pytest.fixture(scope="module")
def compiled(source: Source) -> dict[str, CompiledDialogue]:
    return {name: compile_dialogue(dialogue) for name, dialogue in source.dialogues.items()}


@pytest.fixture(scope="module")
def base(source: Source, compiled: dict[str, CompiledDialogue]) -> Content:
    assert source.codebook is not None
    assert source.organisation is not None
    stand_ins = {
        name: _stand_in(SAY.format(id=name, options=options)) for name, options in STAND_INS.items()
    }
    dialogues = {**compiled, **stand_ins}
    return Content(
        codebook=source.codebook,
        organisation=source.organisation,
        dialogues=dialogues,
        texts=KeyTexts(),
        guards={**GUARDS, **EXTRA_GUARDS},
        lists={**LISTS, **EXTRA_LISTS},
        views={**VIEWS, **EXTRA_VIEWS},
        capabilities=frozenset({*dialogues, "check_ins"}),
    )


def content_for(base: Content, dialogue: str, *, whole: bool = False) -> Content:
    """Content in which everybody starts in `dialogue`; others are one screen, unless `whole`."""
    one_screen = {
        name: _stand_in(SAY.format(id=name, options="{id: go_on}"))
        for name in NAMES
        if name != dialogue and not whole
    }
    start = _stand_in(START.format(dialogue=dialogue))
    return replace(base, dialogues={**base.dialogues, **one_screen, "start": start})


# The files


def test_both_passes_find_nothing(source: Source) -> None:
    issues = [issue for issue in source.issues() if issue.code != "text"]

    assert issues == []
    assert tuple(sorted(source.dialogues)) == NAMES


def test_conditions_of_lists_name_what_exists(source: Source) -> None:
    """The second pass does not look into lists, so this does."""
    codebook = source.codebook
    assert codebook is not None
    for entry in (entry for entries in codebook.lists.values() for entry in entries):
        named = set(entry.when.variables()) if entry.when is not None else set()
        assert named <= set(codebook.variables), entry.id
    lists = {variable.list for variable in codebook.variables.values() if variable.list}
    assert lists <= set(codebook.lists)


def test_every_variable_is_written_or_read_by_a_step(
    source: Source, compiled: Mapping[str, CompiledDialogue]
) -> None:
    assert source.codebook is not None
    written = {
        name
        for dialogue in compiled.values()
        for s in dialogue.steps.values()
        for name in s.written()
    }
    # What other journeys write, and these only read.
    others = {
        "company", "interests", "talents", "reflection", "wish", "help_needs", "request",
        "ring", "supports", "do_not_contact", "wish_with", "quadrant",
    }  # fmt: skip

    assert set(source.codebook.variables) - written == others


# The machine


@pytest.mark.parametrize("name", NAMES)
def test_every_step_can_be_reached_and_left(
    name: str, compiled: Mapping[str, CompiledDialogue]
) -> None:
    dialogue = compiled[name]
    forward: dict[str, set[str]] = {}
    backward: dict[str, set[str]] = {}
    for edge in dialogue.edges:
        forward.setdefault(edge.source, set()).add(edge.target)
        backward.setdefault(edge.target, set()).add(edge.source)

    assert _closure(dialogue.start, forward) == {*dialogue.steps, END}
    assert _closure(END, backward) == {*dialogue.steps, END}


def _closure(start: str, near: Mapping[str, set[str]]) -> set[str]:
    seen, left = {start}, [start]
    while left:
        new = near.get(left.pop(), set()) - seen
        seen |= new
        left += new
    return seen


@pytest.mark.parametrize("name", sorted(set(NAMES) - NOT_LINEAR))
def test_even_the_longest_way_is_short(name: str, compiled: Mapping[str, CompiledDialogue]) -> None:
    dialogue = compiled[name]
    top = [step for step in dialogue.steps.values() if step.id not in dialogue.loop_of]

    assert _longest(dialogue, top) <= DETOURS.get(name, MOST_SCREENS)


def _longest(dialogue: CompiledDialogue, steps: list[AnyStep]) -> int:
    """Screens on the longest way that never goes back, as if every step were open."""
    near = {step.id: number for number, step in enumerate(steps)}
    length = [0] * (len(steps) + 1)
    for number in range(len(steps) - 1, -1, -1):
        step = steps[number]
        targets = {e.target for e in dialogue.edges if e.source == step.id}
        ahead = [length[near[t]] for t in targets if near.get(t, -1) > number]
        length[number] = _screens(dialogue, step) + max(ahead, default=0)
    return length[0]


def _screens(dialogue: CompiledDialogue, step: AnyStep) -> int:
    if isinstance(step, EachStep):
        return PEOPLE * _longest(dialogue, list(step.steps))
    return 1 if step.asks else 0


@pytest.mark.parametrize("name", NAMES)
def test_it_ends_on_something_kind(name: str, compiled: Mapping[str, CompiledDialogue]) -> None:
    """Where one reads last, an ending is named; no L3 stands first or last (R-28, R-44)."""
    dialogue = compiled[name]
    last = {e.source for e in dialogue.edges if e.target == END} - set(dialogue.loop_of)
    says = [dialogue.steps[step] for step in last if dialogue.steps[step].kind == "say"]

    assert says or name == "plan_action"
    assert all(step.ending is not None for step in says)
    assert dialogue.steps[dialogue.start].sensitivity in ("L0", "L1")
    assert all(dialogue.steps[step].sensitivity != "L3" for step in last)


@pytest.mark.parametrize("name", NAMES)
def test_a_gate_stands_before_what_is_sensitive(
    name: str, compiled: Mapping[str, CompiledDialogue]
) -> None:
    """R-33 and R-43, as far as they need no texts."""
    for chapter in compiled[name].dialogue.chapters:
        gated = False
        assert chapter.steps[0].sensitivity in ("L0", "L1") or chapter.steps[0].kind == "gate"
        for step in _flat(chapter.steps):
            gated = gated or step.kind == "gate"
            assert step.sensitivity in ("L0", "L1") or gated, step.id
            may_leave = step.opt_outs or step.fallback is not None
            assert may_leave or not step.asks or step.sensitivity == "L0", step.id


def _flat(steps: tuple[AnyStep, ...]) -> Iterator[AnyStep]:
    for step in steps:
        yield step
        if isinstance(step, EachStep):
            yield from _flat(step.steps)


# On the engine


def dossier_of(rng: random.Random, codebook: Codebook) -> Dossier:
    """Someone who told a thing or two in other journeys, or nothing at all."""
    dossier = new_dossier()
    told = {
        "company": rng.choice(["alone", "alone", "alone", "helped"]),
        "interests": "…",
        "talents": "…",
        "wish": "…",
        "reflection": "…",
        "request": "…",
        "nice_step": "…",
        "life_first": 6,
        "plan_actions": [i.id for i in codebook.lists["ideas"]][: rng.randrange(5)],
    }
    for name, value in told.items():
        if rng.random() < 0.7:
            dossier.ego[name] = Answer(value)
    for number in range(rng.choice([0, 1, 4, 8])):
        alter = dossier.add_alter(f"Naam {number}", "free_list", 20_000)
        if rng.random() < 0.5:
            alter.answers["wish_with"] = Answer(rng.choice(codebook.codes("wish_with")))
        if rng.random() < 0.4:
            alter.answers["feel"] = Answer(rng.choice(["good", "costs_energy", "unsafe"]))
        if number % 2 == 0:
            alter.answers["pleasant"] = Answer(value=True)
    return dossier


def random_input(rng: random.Random, screen: Screen) -> Input:
    """A tap mostly; otherwise words, a command, a stale button, or something unreadable."""
    options = [option.id for option in screen.options if option.id != MORE]
    words = Say(rng.choice(["…", "7", "een zin met woorden", ""]))
    if screen.text == "names":
        words = Say("…", names=tuple(SpokenName(f"N{n}") for n in rng.sample(range(99), 2)))
    elif screen.several:
        words = Say("…", picked=tuple(rng.sample(options, min(2, len(options)))))
    leaving = Say("…", nobody=rng.random() < 0.3, skip=rng.random() < 0.4, dont_know=True)
    command = Command(rng.choice(["back", "why", "help", "menu", "later", "map", "resume"]))
    odd = rng.choice([Unreadable("photo"), Tap("page", 3), Tap("no_such_option", screen.turn)])
    weights = [_likely(option) for option in screen.options if option.id != MORE]
    tap = Tap(rng.choices(options, weights=[weights[0] * 2, *weights[1:]])[0], screen.turn)
    inputs: list[Input] = [tap, words, leaving, Tap(MORE, screen.turn), command, odd]
    wordy = 60 if screen.text in ("words", "names") else 8
    return rng.choices(inputs, weights=[90 - wordy, wordy, 3, 2, 3, 2])[0]


def _likely(option: ScreenOption) -> int:
    """Leaving a question and undoing a toggle are rarer than answering."""
    return 1 if option.role == "opt_out" or option.checked else 4


def walk(content: Content, rng: random.Random, turns: int) -> Iterator[Turn]:
    """Random turns, with a new client now and then."""
    now = NOW
    for number in range(turns):
        now += rng.choice([1, 5, 60, 5_000])
        if number % 250 == 0:
            dossier = dossier_of(rng, content.codebook)
            screen = current_screen(content, dossier, now)
        turn = take_turn(content, dossier, random_input(rng, screen), now)
        dossier, screen = turn.dossier, turn.screen
        yield turn


@pytest.mark.parametrize("name", NAMES)
def test_random_walks_visit_every_step(name: str, base: Content) -> None:
    content = content_for(base, name)
    compiled = content.dialogues[name]
    left = set(compiled.steps)
    rng = random.Random(name)  # noqa: S311 - a test, repeatable

    for number, turn in enumerate(walk(content, rng, MOST_TURNS)):
        assert turn.screen.options
        for frame in turn.dossier.stack:
            if frame.dialogue == name:
                left -= {frame.step, compiled.loop_of.get(frame.step, "")}
        if number >= TURNS and not left:
            break

    assert left == set()


@pytest.mark.parametrize("name", ["carer", "plan_follow_up"])
def test_random_walks_go_through_all_that_is_called(name: str, base: Content) -> None:
    content = content_for(base, name, whole=True)
    rng = random.Random(name)  # noqa: S311 - a test, repeatable
    left = {"plan", "plan_action"} if name == "plan_follow_up" else set(NAMES) - {"plan_follow_up"}

    for turn in walk(content, rng, MOST_TURNS):
        left -= {frame.dialogue for frame in turn.dossier.stack}
        if not left:
            break

    assert left == set()


@pytest.mark.parametrize("name", sorted(set(NAMES) - NOT_LINEAR))
def test_who_answers_everything_gets_home(name: str, base: Content) -> None:
    """Three people, each question answered with the first option: not more than 20 screens."""
    content = content_for(base, name)
    dossier = new_dossier()
    for number in range(PEOPLE):
        dossier.add_alter(f"Naam {number}", "free_list", 20_000)
    dossier.ego["nice_step"] = Answer("…")
    dossier.ego["life_first"] = Answer(6)
    dossier.ego["interests"] = Answer("…")
    places: list[tuple[str, str | None]] = []
    screen = current_screen(content, dossier, NOW)
    while screen.dialogue != "start":
        turn = take_turn(content, dossier, eager_input(screen), NOW + len(places))
        place = (screen.step, dossier.stack[-1].item if dossier.stack else None)
        places += [place] if place not in places else []
        dossier, screen = turn.dossier, turn.screen
        assert dossier.turn < NOW + 100, places
    assert len(places) <= MOST_SCREENS, places


def eager_input(screen: Screen) -> Input:
    """An answer that goes on: all toggles on, some words, or the first option."""
    off = [option.id for option in screen.options if option.checked is False]
    if off and not any(note.key == "_shared/most" for note in screen.notes):
        return Tap(off[0])
    if any(o.role == "done" for o in screen.options):
        return Tap("done")
    if screen.text == "names":
        return Say("", names=(SpokenName("Nieuw"),))
    if screen.text == "words" and screen.kind != "draft":
        return Say("woorden")
    return Tap(next(o.id for o in screen.options if o.role == "content"))
