"""Somebody who walks through dialogues at random: who they are, and what they do."""

from collections import Counter
from collections.abc import Sequence
from random import Random

from states.content import Content
from states.dossier import Alter, Answer, Dossier, Entry, Frame, Value, new_dossier
from states.drawing import MORE
from states.input import Command, Input, Say, SpokenName, Tap, Unreadable
from states.returning.present import keep_map
from states.scope import Scope
from states.screen import Screen, ScreenOption
from states.sides import CARE, SELF, put_on

NOW = 1_800_000_000
LONG_AGO = NOW - 60 * 86_400
FEATURES = ("check_ins", "sharing", "pictures")
MOODS = ("answers", "answers", "skips", "steady")

COMMANDS = ("back", "why", "help", "menu", "map", "resume", "everything")

# Who walks


def somebody(content: Content, rng: Random, people: int, *, told: float) -> Dossier:
    """Someone on whose both sides `people` are named, and who told a part of all that there is."""
    dossier = new_dossier()
    dossier.session.began = dossier.session.last = NOW
    for side in (CARE, SELF):
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
        for _ in range(rng.randrange(1, 4) if told else 0):
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
    for entry in dossier.of_kind("action")[:2]:
        entry.answers["plan_state"] = Answer("open", at=LONG_AGO)
        entry.answers["plan_what"] = Answer("bellen", at=LONG_AGO)
        dossier.ego["plan_current"] = Answer([entry.id], at=LONG_AGO)
    if told and rng.random() < told:
        keep_map(Scope(content, dossier, Frame("start", "home"), LONG_AGO))
        dossier.alters = dossier.alters[1:]
        keep_map(Scope(content, dossier, Frame("start", "home"), LONG_AGO + 20 * 86_400))


def _value(content: Content, rng: Random, name: str, ids: list[str]) -> Value:
    variable = content.codebook.variables[name]
    codes = content.codebook.codes(name) or _cards(content, variable.labels)
    if variable.type in ("choice", "several"):
        picked = rng.sample(codes, min(len(codes), rng.choice([1, 2, 12])))
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


Taken = Counter[tuple[str, str]]
"""How often an option was tapped, by step and option: what is new is taken sooner."""


def any_input(
    rng: Random, screen: Screen, taken: Taken, mood: str, commands: Sequence[str] = COMMANDS
) -> Input:
    """A tap mostly; otherwise words, a command, a stale button, or something unreadable."""
    options = [option for option in screen.options if option.id != MORE]
    ids = [option.id for option in options]
    words = Say(rng.choice(["…", "7", "een zin met woorden", ""]))
    if screen.text == "names":
        words = Say("…", names=tuple(SpokenName(f"N{n}") for n in rng.sample(range(9), 2)))
    elif screen.several:
        words = Say("…", picked=tuple(rng.sample(ids, min(2, len(ids)))))
    leaving = Say("…", nobody=rng.random() < 0.3, skip=rng.random() < 0.4, dont_know=True)
    command = Command(rng.choice(commands))
    odd = rng.choice([Unreadable("photo"), Tap("page", 3), Tap("no_such_option", screen.turn)])
    often = 0 if mood == "steady" else 1
    weights = [
        _likely(option, mood) / (1 + often * taken[screen.step, option.id]) for option in options
    ]
    tap = Tap(rng.choices(ids, weights)[0], screen.turn)
    taken[screen.step, tap.option] += 1
    inputs: list[Input] = [tap, words, leaving, Tap(MORE, screen.turn), command, odd]
    wordy = 60 if screen.text in ("words", "names") and mood == "answers" else 8
    return rng.choices(inputs, weights=[90 - wordy, wordy, 3, 1, 3, 1])[0]


def _likely(option: ScreenOption, mood: str) -> int:
    """Leaving a question and undoing a toggle are rarer than answering, or the reverse.

    Who is steady asks for another one as long as there is one.
    """
    if mood == "steady" and option.id.startswith("another"):
        return 100
    leaves = option.role == "opt_out" or bool(option.checked)
    return 1 if leaves and mood != "skips" else 40 if leaves else 4
