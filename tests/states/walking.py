"""Weeks in the life of anybody with the shipped content, so that rules can be judged on screens.

`walk` lets a client (`tests.states.anybody`) do anything for some weeks, in every dialogue, and
gives each screen as it was read. All of it follows from one number, which a failing test names:
`walk(number)` then shows it again.
"""

import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from states.content import ASIDES, DANGER, OPTIONAL_ASIDES, ROOT, Content
from states.dossier import Dossier, Frame, decode, encode
from states.input import Command, Say
from states.scope import Scope
from states.screen import Screen
from tests.conftest import IS_FULL
from tests.states.anybody import A_DAY, NAMES, WORDS, anyone
from tests.talk import Talk, content_with

WALKS = 1_500 if IS_FULL else 44
TURNS = 130

OFTEN = (
    "plan", "plan/ideas", "plan_action", "ask_for", "plan_follow_up", "again", "again/personal",
    "think_along", "talk", "tell_more/gate_meaning", "tell_more/each_person",
    "first_circle/wish_more", "neighbourhood", "carer_care", "carer_care/keep_going_words",
    "carer_again/how_now", "carer_listening/for_you", "carer_practical",
    "carer_practical/help_from", "carer_practical/help_from", "carer_practical/each_asked",
    "carer_time_off/take_over", "carer_time_off/take_over",
)  # fmt: skip
"""Where rules have most to say: a dialogue, or a step of it."""

# What they do


@dataclass(frozen=True, slots=True)
class Moment:
    """One turn: what the client did, where that was (`came_from`), and what they read after it.

    `given` is the id of an option, or how else it came: `typed`, `command`, `waited`, `entered`.
    `stored` is the dossier after it, and `before` the one before it.
    """

    where: str
    came_from: str
    given: str
    before: bytes
    stored: bytes
    now: int
    screen: Screen
    notes: tuple[str, ...]
    body: str
    labels: tuple[str, ...]
    form: str
    is_check_in: bool

    @property
    def place(self) -> str:
        """Where the client is now, as `dialogue/step`."""
        return f"{self.screen.dialogue}/{self.screen.step}"

    @property
    def text(self) -> str:
        """All that is read: what is said and what can be tapped."""
        return "\n".join((*self.notes, self.body, *self.labels))

    @property
    def dossier(self) -> Dossier:
        """What is kept of the client."""
        return decode(self.stored)

    @property
    def scope(self) -> Scope:
        """What the step can see."""
        dossier = self.dossier
        return Scope.at(world(), dossier, dossier.stack[-1], self.now)

    def ids(self, role: str) -> list[str]:
        """Ids of what can be tapped or typed here, on all pages."""
        return [one.id for one in (*self.screen.options, *self.screen.others) if one.role == role]


def world() -> Content:
    """The shipped content, on a front end that can do everything."""
    return content_with("sharing", "pictures", "check_ins")


def rooms() -> list[str]:
    """Dialogues that one goes to; the others are opened by commands from anywhere."""
    opened = {ROOT, DANGER, "heard", *ASIDES.values(), *OPTIONAL_ASIDES.values()}
    return sorted(set(world().dialogues) - opened)


def named_in(text: str, names: Iterable[str]) -> list[str]:
    """Which of these names a text holds."""
    return [name for name in names if re.search(rf"\b{re.escape(name)}\b", text, re.IGNORECASE)]


def walk(number: int, turns: int = TURNS) -> Iterator[Moment]:
    """Some weeks of one client; the same for the same number."""
    chance = random.Random(number)  # noqa: S311 - nothing is secret here
    talk = Talk(world(), stored=encode(anyone(chance)))
    enter(talk, rooms()[number % len(rooms())])
    before, came_from, given = talk.stored, "start/home", "entered"
    for turn in range(turns):
        yield _moment(f"walk({number}), turn {turn}", talk, came_from, given, before)
        before, came_from = talk.stored, talk.place
        given = _do_something(talk, chance)
        if talk.turn.erase:
            return


def _moment(where: str, talk: Talk, came_from: str, given: str, before: bytes) -> Moment:
    screen = talk.screen
    former = (screen.former,) if screen.former else ()
    return Moment(
        where,
        came_from,
        given,
        before,
        talk.stored,
        talk.now,
        screen,
        tuple(map(talk.render, screen.notes)),
        "\n\n".join(map(talk.render, (*screen.body, *former))),
        tuple(talk.labels()),
        talk.form,
        any(frame.is_check_in for frame in talk.dossier.stack),
    )


def enter(talk: Talk, room: str, step: str = "") -> None:
    """Go to a dialogue as from home; maybe half-way, as who comes back to it."""
    compiled, dossier = talk.content.dialogues[room], decode(talk.stored)
    at = compiled.loop_of.get(step, step) or compiled.start
    dossier.stack = [Frame("start", "home_help"), Frame(room, at)]
    talk.stored = encode(dossier)
    talk.give(Command("resume"))


def _go_anywhere(talk: Talk, chance: random.Random) -> None:
    if chance.random() < 0.6:
        room, _, step = chance.choice(OFTEN).partition("/")
    else:
        room = chance.choice(rooms())
        step = chance.choice(["", *talk.content.dialogues[room].order])
    enter(talk, room, step)


def _do_something(talk: Talk, chance: random.Random) -> str:
    """One turn of a client who mostly goes on, and sometimes does anything else."""
    dice = chance.random()
    if talk.screen.dialogue in ("delete", "pause") or dice < 0.02:
        talk.say(chance.choice(("/terug", "/start", "/kaart", "/alles", "/hulp", "/menu")))
        return "command"
    if dice < 0.05:
        talk.wait(A_DAY * chance.choice((1, 4, 8, 15, 31)))
        talk.give(Command("resume"))
        return "waited"
    if dice < 0.09 or (talk.place == "start/home" and dice < 0.9):
        _go_anywhere(talk, chance)
        return "entered"
    if _can_type(talk, chance):
        return "typed"
    return _tap(talk, chance)


def _can_type(talk: Talk, chance: random.Random) -> bool:
    mode, dice = talk.screen.text, chance.random()
    if mode == "names" and dice < 0.6:
        talk.give(Say(", ".join(chance.sample(NAMES, chance.choice((1, 1, 2))))))
    elif mode in ("words", "draft") and dice < (0.5 if mode == "words" else 0.15):
        talk.give(Say(chance.choice(WORDS)))
    else:
        return False
    return True


LIKELY = {"content": 6, "example": 3, "alter": 6, "toggle": 4, "done": 5, "opt_out": 2}
ON = {
    "yes": 12,
    "not_much_longer": 12,
    "go_on": 6,
    "begin": 6,
    "good": 6,
    "not_now": 2,
    "enough": 2,
    "delete": 0,
}
"""How likely an option is, so that far places are reached too."""


def _tap(talk: Talk, chance: random.Random) -> str:
    options = talk.screen.options
    weights = [ON.get(one.id, LIKELY.get(one.role, 1)) for one in options]
    [one] = chance.choices(options, weights if any(weights) else None)
    talk.tap(one.id)
    return one.id
