"""What clients share: as in life, a crowd, nothing, and the worst that may be written."""

from collections.abc import Callable
from functools import cache, partial

from bot.pictures.fonts import KringTypeface
from dialogues.loader import load_content
from dialogues.pictures.drawing import Drawing, draw
from states.documents import Block, Document
from states.pictures.chart import QUADRANTS, RINGS, Chart, Person

NAMES = ("Anna", "Piet", "Fatima", "محمد", "Дмитрий", "Zoë", "Łukasz", "Sanne van de overkant")


@cache
def drawer() -> Callable[[Chart], Drawing]:
    """Draws as the portal does: with the words for *u*."""
    return partial(draw, texts=load_content().texts, form="u", face=KringTypeface())


def circle(count: int, named: Callable[[int], str] = lambda n: NAMES[n % len(NAMES)]) -> Chart:
    """A circle of that many people."""
    people = (
        Person(f"p{n}", named(n), ring=RINGS[n % 4], quadrant=QUADRANTS[n // 4 % 4])
        for n in range(count)
    )
    return Chart("circle", tuple(people))


def document(count: int = 8) -> Document:
    """A snapshot as in life."""
    return Document(
        title="Samira",
        subtitle="Gedeeld op 22 november 2026. Te lezen tot en met 20 februari 2027.",
        blocks=[
            Block(
                heading="Wat ik van u hoop",
                lines=["Neem het mee in ons gesprek.", "Liever niet over mijn broer."],
                part="expectation",
            ),
            Block(
                heading="Waar ik blij van word",
                lines=[
                    "Ik fiets graag langs de rivier, het liefst ’s ochtends vroeg.",
                    "Ik kan goed luisteren. En ik bak taart voor iedereen die jarig is.",
                    "De hond van de overkant 🐕",
                ],
                part="likes",
            ),
            Block(
                heading="Mijn vraag",
                paragraphs=[
                    "Ik wil graag dat iemand een keer meegaat naar de eerste avond van het koor.",
                    "Alleen durf ik dat nog niet zo goed. Samen wel.",
                    "Ik heb gebeld met het buurthuis. Zij zeiden: kom gerust langs.",
                    "Ik hoor graag iets binnen een week.",
                ],
                part="request",
            ),
            Block(
                heading="Mijn plan",
                lines=[
                    "Als het dinsdag is, dan fiets ik langs het buurthuis.",
                    "Lukt dat niet, dan bel ik Piet.",
                ],
                part="plan",
            ),
            Block(
                heading="Wat ik graag wil",
                paragraphs=["Elke week een keer met iemand naar buiten."],
                lines=["Vaker zien: Sanne en Fatima", "Zo laten: Piet"],
                part="wishes",
            ),
            Block(
                heading="Mijn kring",
                chart=circle(count),
                alt="Een tekening van de kring. De tekst eronder zegt hetzelfde.",
                paragraphs=[
                    "Heel dichtbij: Anna en Piet.",
                    "Wie ik goed ken: Fatima, محمد en Дмитрий.",
                    "Bekenden: Zoë en Łukasz.",
                ],
                part="map",
            ),
            Block(heading="Wat we samen doen", part="between"),
            Block(heading="Anna", level=2, lines=["Samen: wandelen", "Anna luistert naar mij"]),
            Block(heading="محمد", level=2, lines=["Samen: schaken", "نلعب الشطرنج معا"]),
            Block(
                heading="Hoe het nu is", paragraphs=["Ik wil sommige dingen anders."], part="now"
            ),
        ],
        footer="Ik kies zelf wie dit leest.",
    )


def crowd() -> Document:
    """A hundred and fifty people in one snapshot, with something about each."""
    people = [f"{NAMES[n % len(NAMES)]} {n + 1}" for n in range(150)]
    about = [
        Block(heading=name, level=2, lines=["Samen: wandelen en koffie drinken", "Elke week"])
        for name in people
    ]
    return Document(
        title="Samira",
        subtitle="Gedeeld op 22 november 2026",
        blocks=[
            Block(
                heading="Mijn kring",
                chart=circle(150, lambda n: people[n]),
                alt="Een tekening van de kring.",
                paragraphs=["Heel dichtbij: " + ", ".join(people)],
                part="map",
            ),
            Block(heading="Wat we samen doen", part="between"),
            *about,
        ],
    )


def empty() -> Document:
    """Nothing but a title and dates."""
    return Document(title="Gedeeld met u", subtitle="Gedeeld op 22 november 2026", blocks=[])


def nasty(text: str) -> Document:
    """The same text everywhere."""
    chart = Chart("circle", tuple(Person(f"p{n}", text) for n in range(3)))
    return Document(
        title=text,
        subtitle=text,
        blocks=[
            Block(heading=text, paragraphs=[text], lines=[text], part=part, chart=on, alt=text)
            for part, on in [
                ("expectation", None),
                ("likes", None),
                ("request", None),
                ("map", chart),
            ]
        ],
        footer=text,
    )
