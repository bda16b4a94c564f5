"""Invented clients for exports: whatever may have been told, and hostile words."""

import random
from functools import cache

from hypothesis import strategies as st

from states.dossier import Alter, Answer, Dossier, new_dossier
from states.exports.questions import places_of
from tests.talk import MONDAY_MORNING, real_content

MARKS = "Zkanarie", "Zvogel"
"""Around every name and every text of `told`, so that a part of one is found too."""

STATUSES = ("answered", "answered", "answered", "skipped", "dont_know", "none")

HOSTILE = (
    '"; rm -rf "',
    "een;twee,drie\tvier",
    "regel een\nregel twee\r\nregel drie\rregel vier",
    "=cmd()|' /C calc'!A0",
    "+31",
    "-1",
    "'-4",
    "''-4",
    "@SUM(A1)",
    "＝1+1",
    " =1+1",
    "\t=1+1",
    "'quoted'",
    "NA",
    "NaN",
    "null",
    "]]>&amp;<!--<script>",
    "\x00\x08\x1f\ufffe",
    "Z\x00o\x0bë",
    "\ud800los",
    "👩🏽‍🚒 Мария محمد é",
    "\u202eomgekeerd",
    "a" * 4_096,
    " ",
)
"""Names and answers as somebody might type them to break a file."""

words = st.one_of(st.sampled_from(HOSTILE), st.text(min_size=1, max_size=30))


@cache
def sources() -> tuple[str, ...]:
    """Every place where something is asked, as it is today and as it was."""
    there = {f"{one.dialogue}@{one.version}/{one.step}" for one in places_of(real_content())}
    return (*sorted(there), "first_circle@0/gone", "gone@3/gone")


@st.composite
def dossiers(
    draw: st.DrawFn, most: int = 60, *, marked: bool = False, later: bool = False
) -> Dossier:
    """Anyone: up to `most` alters, any answers, of any status, some private, and groups.

    `marked` puts `MARKS` around all names and texts, `later` has codes of a later codebook too.
    """
    known = draw(st.lists(words, min_size=1, max_size=6))
    if marked:
        known = [word.join(MARKS) for word in known]
    count = draw(st.one_of(st.integers(0, 4), st.integers(0, most)))
    # A seed, as drawing some thousand answers one by one takes Hypothesis a hundred times longer.
    chance = random.Random(draw(st.integers(0, 2**32)))  # noqa: S311 - nothing is secret here
    return told(count, known, chance, later=later)


def someone(count: int, *known: str, seed: int = 1) -> Dossier:
    """A client with some so many alters, always the same one."""
    chance = random.Random(seed)  # noqa: S311 - nothing is secret here
    return told(count, list(known or ("Anna", "Piet")), chance)


def told(count: int, known: list[str], chance: random.Random, *, later: bool = False) -> Dossier:
    """A client with so many alters, whose names and texts are among `known`."""
    dossier = new_dossier()
    dossier.sources = list(sources())
    for _ in range(count):
        alter = dossier.add_alter(chance.choice(known), "free_list", 20_000)
        if chance.random() < 0.2:
            alter.prompts.append("volunteers")
        if chance.random() < 0.1:
            dossier.remove_alter(alter.id)
    ids = [f"a{number}" for number in range(1, dossier.next_alter)]
    for name, variable in real_content().codebook.variables.items():
        for answers in (
            [dossier.ego] if variable.subject == "ego" else [a.answers for a in dossier.alters]
        ):
            if chance.random() < 0.5:
                answers[name] = _answer(name, known, ids, chance)
    if later:
        dossier.ego["feeling"] = Answer("of_a_later_codebook", at=MONDAY_MORNING)
    return dossier


def _answer(name: str, known: list[str], ids: list[str], chance: random.Random) -> Answer:
    status = chance.choice(STATUSES)
    value = _value(name, known, ids, chance) if status == "answered" else None
    source = chance.randrange(len(sources()))
    at = MONDAY_MORNING + chance.randrange(100_000)
    return Answer(value, status, chance.random() < 0.1, chance.random() < 0.1, source, at)


def _value(name: str, known: list[str], ids: list[str], chance: random.Random) -> object:
    content = real_content()
    variable = content.codebook.variables[name]
    codes = content.codebook.codes(name) or tuple(route.id for route in content.organisation.routes)
    some = [one for one in ids if chance.random() < 0.3]
    made = {
        "choice": chance.choice(codes) if codes else None,
        "several": [code for code in codes if chance.random() < 0.4],
        "flag": chance.random() < 0.7,
        "number": 20_600 + chance.randrange(60),
        "alters": some,
        "groups": ["+".join(chance.sample(ids, k=min(len(ids), 4))) for _ in range(3)],
    }
    return made.get(variable.type, chance.choice(known))


def person(number: int, label: str, **answers: object) -> Alter:
    """One alter, who was named in the free list and spoken of at once."""
    said = {name: Answer(value, at=MONDAY_MORNING) for name, value in answers.items()}
    return Alter(f"a{number}", label, number, 20_000, ["free_list"], said)
