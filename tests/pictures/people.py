"""Invented people for pictures: fixed examples, and all that may come (Hypothesis)."""

import random

from hypothesis import strategies as st

from states.pictures.chart import QUADRANTS, RINGS, UNSURE, Person

KINDS = ("person", "group", "volunteer", "pet", "place", "thing", "missed")

GETS = ("company", "practical", "advice", "listening")

NAMES = (
    *("Anna", "Piet", "Fatima", "محمد", "Дмитрий", "Zoë", "Łukasz", "Mila", "Youssef", "Ayşe"),
    *("Henk", "Truus", "Gerrit", "Noor", "Bram", "Omar", "Lotte", "Willemijn", "Bartholomeus"),
    *("Jo", "tante Corrie", "oma", "koor", "Nguyễn", "🐶 Bobbie", "👨‍👩‍👧 hiernaast"),
    *("de wijkverpleegkundige", "mevrouw van de bakker", "buurman op de hoek met de hond"),
)

HOSTILE = (
    "<script>alert(1)</script>",
    "{{ x }}{% for %}",
    "#typst $x$ \\",
    '" onload="x',
    "]]>&amp;<!--",
    "a" * 4096,
    "lange naam " * 372,
    "👩🏽‍🚒" * 40,
    "سلام " * 30,
    "e\u0301" * 200,
    "\u202eomgekeerd\u202c",
    "?",
)
"""Names as somebody might type them to break a picture; as long as Telegram lets them be."""


def crowd(count: int, seed: int = 1) -> tuple[Person, ...]:
    """That many people as they come in life, always the same ones."""
    chance = random.Random(seed)  # noqa: S311 - nothing is secret here
    return tuple(
        Person(
            id=f"a{number + 1}",
            label=f"{chance.choice(NAMES)} {number + 1}" if count > 24 else chance.choice(NAMES),
            kind=chance.choices(KINDS, (80, 6, 4, 4, 2, 2, 4))[0],
            ring=chance.choices((*RINGS, UNSURE), (25, 25, 25, 15, 10))[0],
            quadrant=chance.choices((*QUADRANTS, None), (30, 10, 20, 35, 5))[0],
            gets=tuple(code for code in GETS if chance.random() < 0.3),
            supports=chance.random() < 0.4,
            means_to=chance.random() < 0.4,
            not_good=chance.random() < 0.1,
        )
        for number in range(count)
    )


def alike(count: int, label: str = "Anna", **facts: str | None) -> tuple[Person, ...]:
    """That many people at one place: `alike(150, ring="very_close", quadrant="family")`."""
    return tuple(Person(f"a{number + 1}", label, **facts) for number in range(count))  # type: ignore[arg-type]


labels = st.one_of(
    st.sampled_from(NAMES),
    st.sampled_from(HOSTILE),
    st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=40).map(
        lambda text: " ".join(text.split()) or "?"
    ),
)


@st.composite
def people(draw: st.DrawFn, most: int = 150) -> tuple[Person, ...]:
    """Any circle: up to `most` alters, often many of them at one place."""
    rings = draw(st.lists(st.sampled_from((*RINGS, UNSURE)), min_size=1, max_size=5))
    quadrants = draw(st.lists(st.sampled_from((*QUADRANTS, None)), min_size=1, max_size=5))
    known = draw(st.lists(labels, min_size=1, max_size=8))
    count = draw(st.one_of(st.integers(0, 30), st.integers(0, most)))
    chance = draw(st.randoms(use_true_random=False))
    return tuple(
        Person(
            id=f"a{number + 1}",
            label=chance.choice(known),
            kind=chance.choice(KINDS),
            ring=chance.choice(rings),
            quadrant=chance.choice(quadrants),
            gets=tuple(code for code in GETS if chance.random() < 0.3),
            supports=chance.random() < 0.5,
            means_to=chance.random() < 0.5,
            not_good=chance.random() < 0.2,
        )
        for number in range(count)
    )
