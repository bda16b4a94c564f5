"""Invented clients for exports: whatever may have been told, and hostile words."""

import random
from functools import cache

from hypothesis import strategies as st

from states.codebook import EntrySubject, Subject
from states.dossier import Alter, Answer, Dossier, new_dossier
from states.exports.questions import places_of
from states.pictures.chart import Person
from states.returning.versions import keep
from states.sides import CARE, SELF, put_on
from tests.talk import MONDAY_MORNING, real_content

MARKS = "Zkanarie", "Zvogel"
"""Around every name and every text of `told`, so that a part of one is found too."""

KINDS: tuple[EntrySubject, ...] = ("action", "thought", "gathering")

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

    Many have told something as a carer too, and stand on either side at this moment.

    `marked` puts `MARKS` around all names and texts, `later` has codes of a later codebook too.
    """
    known = draw(st.lists(words, min_size=1, max_size=6))
    if marked:
        known = [word.join(MARKS) for word in known]
    count = draw(st.one_of(st.integers(0, 4), st.integers(0, most)))
    # A seed, as drawing some thousand answers one by one takes Hypothesis a hundred times longer.
    chance = random.Random(draw(st.integers(0, 2**32)))  # noqa: S311 - nothing is secret here
    dossier = told(count, known, chance)
    if draw(st.booleans()):
        as_carer(dossier, draw(st.integers(0, 4)), known, chance)
        put_on(real_content(), dossier, draw(st.sampled_from([SELF, CARE])))
    if later:
        dossier.ego["feeling"] = Answer("of_a_later_codebook", at=MONDAY_MORNING)
    return dossier


def someone(count: int, *known: str, seed: int = 1) -> Dossier:
    """A client with some so many alters, always the same one, who told nothing as a carer."""
    chance = random.Random(seed)  # noqa: S311 - nothing is secret here
    return told(count, list(known or ("Anna", "Piet")), chance)


def carer(count: int, *known: str, seed: int = 1) -> Dossier:
    """The same client, who told as much as a carer and stands on their own side."""
    chance = random.Random(seed)  # noqa: S311 - nothing is secret here
    dossier = someone(count, *known, seed=seed)
    as_carer(dossier, count, list(known or ("Fatima", "Henk")), chance)
    put_on(real_content(), dossier, SELF)
    return dossier


def told(count: int, known: list[str], chance: random.Random) -> Dossier:
    """A client with so many alters, whose names and texts are among `known`."""
    dossier = new_dossier()
    dossier.sources = list(sources())
    _fill(dossier, count, known, chance)
    return dossier


def as_carer(dossier: Dossier, count: int, known: list[str], chance: random.Random) -> None:
    """Let a client tell as much as a carer; they stand on that side then."""
    put_on(real_content(), dossier, CARE)
    _fill(dossier, count, known, chance)


def _fill(dossier: Dossier, count: int, known: list[str], chance: random.Random) -> None:
    """Tell anything on the side where the client stands: of ego, alters, entries and the map."""
    for _ in range(count):
        alter = dossier.add_alter(chance.choice(known), "free_list", 20_000)
        if chance.random() < 0.2:
            alter.prompts.append("volunteers")
        if chance.random() < 0.1:
            dossier.remove_alter(alter.id)
    ids = [f"a{n}" for n in range(1, dossier.next_alter)]
    for kind in KINDS:
        for _ in range(chance.randrange(3)):
            dossier.add_entry(kind, 20_400 + chance.randrange(100))
    for name, variable in real_content().codebook.variables.items():
        for answers in _of_subject(dossier, variable.subject):
            if chance.random() < 0.5:
                answers[name] = _answer(name, known, ids, chance)
    # A dossier is kept as UTF-8, which has no place for half a sign; a map is kept so at once.
    labels = [(alter.id, alter.label.encode(errors="ignore").decode()) for alter in dossier.alters]
    shown = [Person(alter_id, label, ring="friend") for alter_id, label in labels]
    for day in sorted(chance.sample(range(20_000, 20_500), k=chance.randrange(3))):
        keep(dossier, chance.sample(shown, k=chance.randint(0, len(shown))), day, ["a1+a4"])


def _of_subject(dossier: Dossier, subject: Subject) -> list[dict[str, Answer]]:
    if subject == "ego":
        return [dossier.ego]
    if subject == "alter":
        return [alter.answers for alter in dossier.alters]
    return [entry.answers for entry in dossier.of_kind(subject)]


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
