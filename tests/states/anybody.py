"""A client who told anything, on both sides: for rules that hold for everybody.

People of all kinds, good and not good, a plan with anybody in it, people who think along, an
earlier map; said, left out, or said in private.
"""

import random

from states.dossier import Answer, Dossier, Frame, Value, new_dossier
from states.effects import EFFECTS
from states.pictures.chart import NOT_GOOD
from states.scope import Scope
from states.sides import CARE, SELF, put_on
from tests.talk import MONDAY_MORNING, content_with

A_DAY = 86_400

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


def from_number(number: int) -> Dossier:
    """Anybody, by a number: for `st.integers().map`, which varies more than `st.randoms`."""
    return anyone(random.Random(number))  # noqa: S311 - nothing is secret here


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
