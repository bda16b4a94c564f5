"""Weeks in the life of anybody with the shipped content, so that rules can be judged on screens.

`anyone` is a client who told anything, on both sides: people of all kinds, good and not good, a
plan, people who think along, an earlier map. `walk` lets that client do anything for some weeks,
in every dialogue, and gives each screen as it was read. All of it follows from one number, which
a failing test names: `walk(number)` then shows it again.
"""

import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from states.content import ASIDES, DANGER, OPTIONAL_ASIDES, ROOT, Content
from states.dossier import Answer, Dossier, Frame, Value, decode, encode, new_dossier
from states.effects import EFFECTS
from states.input import Command, Say
from states.pictures.chart import NOT_GOOD
from states.scope import Scope
from states.screen import Screen
from states.sides import CARE, SELF, put_on
from tests.conftest import IS_FULL
from tests.talk import MONDAY_MORNING, Talk, content_with

A_DAY = 86_400
WALKS = 1_500 if IS_FULL else 44
TURNS = 130

NAMES = ("Anna", "Piet", "Riet", "Henk", "Fatima", "Daan", "Noortje", "Bobby")
"""No text of ours holds one of these, so that a name on a screen is one that the client gave."""

WORDS = ("gele tulp", "thee met een koekje", "muziek maken", "een rondje", "kaarten")
"""Own words without a name in them."""

ABOUT: dict[str, tuple[Value, ...]] = {
    "kind": ("person", "person", "group", "volunteer", "pet", "place", "thing", "missed"),
    "feel": ("good", "mixed", *NOT_GOOD),
    "wish_with": ("keep", "more", "less", "restore", "stop"),
    "frequency": ("weekly", "rarely", "not_now"),
    "ring": ("very_close", "friend", "acquaintance", "service"),
    "pleasant": (True,),
    "supports": (True,),
    "means_something_to": (True,),
    "gets": (["company"], ["listening", "advice"]),
    "means_to_other": ("ik luister",),
    "is_child": (True, False),
    "cared_for": (True,),
    "listens": (True,),
    "takes_over": (True,),
    "do_not_contact": (True, False),
    "care_tasks": (["cooking"], ["company", "papers"]),
    "together": ("wandelen",),
}
OF_EGO: dict[str, tuple[Value, ...]] = {
    "interests": ("muziek maken", "vissen"),
    "talents": ("luisteren",),
    "reciprocity": ("yes", "not_now", "never", "never"),
    "nice_step": ("een bad",),
    "carer_done": (["me"], ["me", "care"], ["me", "care", "listening", "practical", "time_off"]),
    "keep_going": ("long", "not_much_longer", "not_much_longer"),
    "tasks": (["cooking", "papers"],),
    "talk_page": ("ik ben moe",),
    "request": ("ik wil graag hulp",),
    "life_first": (6,),
}


# Anybody


def anyone(chance: random.Random) -> Dossier:
    """A client at home, as themselves; what they told as a carer is out of sight."""
    content, dossier = content_with("sharing", "pictures", "check_ins"), new_dossier()
    for side in (CARE, SELF):
        put_on(content, dossier, side)
        _tell(chance, dossier)
        _make(chance, dossier)
    common: dict[str, Value] = {
        "consent": True,
        "form": chance.choice(("je", "u")),
        "company": chance.choice(("alone", "alone", "alone", "helped", "watched")),
    }
    dossier.ego |= {name: Answer(value) for name, value in common.items()}
    dossier.stack = [Frame("start", "home")]
    dossier.session.began = dossier.session.last = MONDAY_MORNING - A_DAY
    dossier.versions = {name: one.dialogue.version for name, one in content.dialogues.items()}
    dossier.codebook = content.codebook.version
    return dossier


def _tell(chance: random.Random, dossier: Dossier) -> None:
    """People, with an earlier map of them on some."""
    for _ in range(chance.choice((0, 2, 4, 5, 6, 8))):
        dossier.add_alter(chance.choice(NAMES), "free_list", 20_000).answers = _about(chance, ABOUT)
    if chance.random() < 0.5:
        _keep_map(dossier)
        for alter in dossier.alters:
            if chance.random() < 0.4:
                alter.answers["ring"] = Answer(chance.choice(ABOUT["ring"]), at=MONDAY_MORNING)
    ids = [alter.id for alter in dossier.alters]
    marked = [name for name in ids if chance.random() < 0.1]
    dossier.ego |= _about(chance, OF_EGO) | {"not_good": Answer(marked)}
    for name in ("asked_people", "chosen", "talk_along_who", "listening_with"):
        # Whom they chose before, whatever was said of them since.
        dossier.ego[name] = Answer(chance.sample(ids, min(3, len(ids))))


def _about(chance: random.Random, known: dict[str, tuple[Value, ...]]) -> dict[str, Answer]:
    """Some of it said, some left out, now and then in private."""
    told = {}
    for name in chance.sample(sorted(known), chance.randrange(8)):
        is_left = chance.random() < 0.1
        value = None if is_left else chance.choice(known[name])
        status = "skipped" if is_left else "answered"
        told[name] = Answer(value, status, private=chance.random() < 0.04)  # type: ignore[arg-type]
    return told


def _keep_map(dossier: Dossier) -> None:
    frame, weeks_ago = Frame("again", "welcome"), MONDAY_MORNING - 40 * A_DAY
    there = Scope.at(content_with("pictures"), dossier, frame, weeks_ago)
    EFFECTS["keep_version"](there)


def _make(chance: random.Random, dossier: Dossier) -> None:
    """Steps of a plan and people who think along, with anybody in them."""
    ids = [alter.id for alter in dossier.alters]
    ideas = [idea.id for idea in content_with().ideas.ideas]
    for number in range(chance.choice((0, 0, 1, 2, 3, 4))):
        entry = dossier.add_entry("action", 20_000)
        told: dict[str, Value] = {
            "plan_what": chance.choice(WORDS),
            "plan_state": "open" if number < 3 else "away",
            "plan_with": chance.sample(ids, min(2, len(ids))),
        }
        if chance.random() < 0.5:
            told["plan_idea"] = [chance.choice(ideas)]
        if chance.random() < 0.5 and number < 3:
            told["plan_day"] = MONDAY_MORNING // A_DAY + chance.randrange(1, 20)
        if chance.random() < 0.3:
            told["plan_nots"] = chance.choice((1, 2))
        entry.answers = {name: Answer(value) for name, value in told.items()}
    if chance.random() < 0.3:
        entry = dossier.add_entry("gathering", 20_000)
        with_whom: Value = chance.sample(ids, min(2, len(ids)))
        entry.answers = {
            "gathering_with": Answer(with_whom),
            "gathering_about": Answer(chance.choice(WORDS)),
        }


OFTEN = (
    "plan", "plan/ideas", "plan_action", "ask_for", "plan_follow_up", "again", "again/personal",
    "think_along", "talk", "tell_more/gate_meaning", "tell_more/each_person", "first_circle/wish_more",
    "neighbourhood", "carer_care", "carer_care/keep_going", "carer_again/how_now",
    "carer_listening/for_you", "carer_practical", "carer_practical/help_from",
    "carer_practical/help_from", "carer_practical/each_asked", "carer_time_off/take_over",
    "carer_time_off/take_over",
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
