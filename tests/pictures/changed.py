"""Invented people of then and now, for pictures that stand side by side."""

import random

from hypothesis import strategies as st
from msgspec.structs import replace

from states.pictures.chart import RINGS, UNSURE, Chart, Person
from tests.pictures.people import KINDS, NAMES, crowd

DAYS = ("2026-05-03", "2026-11-22")
TASKS = (
    *("company", "shopping", "cooking", "papers", "odd_jobs", "driving", "body_care", "other"),
)
OFTEN = ("daily", "weekly", "monthly", "sometimes")

LONG_NAMES = (
    *NAMES,
    "mevrouw Van der Heijden-Bartholomeus van de overkant hiernaast",
    "Wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww",
    "العمة فاطمة التي تسكن في البيت المقابل قرب السوق الكبير القديم",
    "👩🏽‍🚒👨‍👩‍👧🐶" * 6,
)


def then_and_now(count: int, seed: int = 1, view: str = "before_now") -> Chart:
    """So many people, of whom some are new, closer, further or gone; always the same ones."""
    chance = random.Random(seed)  # noqa: S311 - nothing is secret here
    then, now = [], []
    for person in crowd(count, seed):
        luck = chance.random()
        if luck > 0.1:
            now.append(person)
        if luck < 0.85:
            then.append(replace(person, ring=chance.choice(RINGS)) if luck < 0.35 else person)
    return Chart(view, tuple(now), before=tuple(then), days=DAYS)


def caring(count: int, seed: int = 1) -> tuple[Person, ...]:
    """So many people in the care, the first of whom is cared for."""
    chance = random.Random(seed)  # noqa: S311 - as above
    helpers = tuple(
        replace(
            person,
            tasks=tuple(task for task in TASKS if chance.random() < 0.25),
            often=chance.choice((None, *OFTEN)),
            listens=chance.random() < 0.4,
            takes_over=chance.random() < 0.25,
        )
        for person in crowd(count, seed)[1:]
    )
    return (Person("a1", "mijn moeder", cared_for=True), *helpers) if count else ()


@st.composite
def people(draw: st.DrawFn, most: int = 60) -> tuple[Person, ...]:
    """Any people with all that may be told of them; names of up to 60 letters."""
    names = draw(
        st.lists(
            st.one_of(
                st.sampled_from(LONG_NAMES),
                st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=60),
            ),
            min_size=1,
            max_size=6,
        )
    )
    rings = draw(st.lists(st.sampled_from((*RINGS, UNSURE)), min_size=1, max_size=5))
    count = draw(st.one_of(st.integers(0, 12), st.integers(0, most)))
    chance = draw(st.randoms(use_true_random=False))
    return tuple(
        Person(
            id=f"a{number}",
            label=chance.choice(names).strip() or "?",
            kind=chance.choice(KINDS),
            ring=chance.choice(rings),
            tasks=tuple(task for task in TASKS if chance.random() < 0.3),
            often=chance.choice((None, *OFTEN)),
            listens=chance.random() < 0.4,
            takes_over=chance.random() < 0.3,
            cared_for=chance.random() < 0.1,
        )
        for number in range(count)
    )


@st.composite
def versions(draw: st.DrawFn, view: str, most: int = 60) -> Chart:
    """Any two versions: each of the people in one of them or in both."""
    found = draw(people(most))
    chance = draw(st.randoms(use_true_random=False))
    sides = [chance.choice(("then", "now", "both", "both")) for _ in found]
    then = [
        replace(person, ring=chance.choice((person.ring, *RINGS)), listens=chance.random() < 0.5)
        for person, side in zip(found, sides, strict=True)
        if side != "now"
    ]
    now = [person for person, side in zip(found, sides, strict=True) if side != "then"]
    return Chart(view, tuple(now), before=tuple(then), days=draw(st.sampled_from(((), DAYS))))
