"""Documents as they come in life, with invented people; all their words are strings."""

from dataclasses import dataclass
from datetime import date

from states.documents import Block, Document, Table
from states.pictures.chart import Chart, Person

WHEN = date(2026, 11, 22)

WORDS = {"document_page": "bladzijde", "document_of": "van"}


@dataclass(frozen=True)
class Picture:
    """What a drawing is to a document."""

    svg: str
    width: int = 1080
    height: float = 1080
    breaks: tuple[float, ...] = ()


def words(name: str) -> str:
    """The words round a page number."""
    return WORDS[name]


def dots(chart: Chart) -> Picture:
    """A picture that stands in for those of the program: a dot and a name for each person."""
    dotted = "".join(
        f'<circle cx="{120 + place * 97 % 840}" cy="{120 + place * 61 % 840}" r="14"/>'
        f'<text x="{140 + place * 97 % 840}" y="{130 + place * 61 % 840}" font-size="28"'
        f' font-family="Atkinson Hyperlegible">stip {place}</text>'
        for place, _ in enumerate(chart.people)
    )
    return Picture(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1080 1080" width="1080"'
        f' height="1080"><circle cx="540" cy="540" r="500" fill="none" stroke="#17495a"/>'
        f"{dotted}</svg>"
    )


NAMES = ("Anna", "Piet", "Fatima", "محمد", "Дмитрий", "Zoë", "Łukasz", "Sanne van de overkant")


def circle(count: int) -> Chart:
    """A circle of that many people."""
    return Chart("circle", tuple(Person(f"a{n}", NAMES[n % len(NAMES)]) for n in range(count)))


def summary() -> Document:
    """What somebody takes along to a talk."""
    return Document(
        title="Wat ik wil laten zien",
        subtitle="Gemaakt op 22 november 2026",
        footer="Gemaakt met Kring. Jij beslist wie dit leest.",
        blocks=[
            Block(
                heading="Waar ik blij van word",
                lines=["Koffie op het plein, vooral ’s ochtends", "De hond van Piet", "Muziek 🎶"],
            ),
            Block(
                heading="Wat ik graag wil",
                paragraphs=[
                    "Ik wil elke week met iemand naar buiten.\nEen rondje is genoeg.",
                    "Ik hoef niet ver.\n\nEn ik zou mijn zus vaker willen zien.",
                ],
                lines=["Vaker zien: Sanne en Fatima", "Zo laten: Piet, de buurvrouw en het koor"],
            ),
            Block(
                heading="Mijn kring",
                chart=circle(8),
                alt="Tekening van mijn kring, met de mensen die ik noemde.",
                paragraphs=[
                    "Heel dichtbij: Anna en Piet.",
                    "Wie ik goed ken: Fatima, محمد en Дмитрий.",
                    "Bekenden: Zoë en Łukasz.",
                    "Het is hun werk of taak: Sanne van de overkant.",
                ],
            ),
            Block(heading="Wat we doen, en wat er komt en gaat"),
            Block(
                heading="Anna",
                level=2,
                lines=["Samen: wandelen en efficiënt koffie zetten", "Zij luistert naar mij"],
            ),
            Block(
                heading="محمد",
                level=2,
                lines=["Samen: schaken in het café", "نلعب الشطرنج معا كل أسبوع"],
            ),
            Block(
                heading="Mijn vraag",
                paragraphs=["Wil je een keer met mij meegaan naar de eerste avond van het koor?"],
            ),
        ],
    )


_TOGETHER = (
    "Koffie drinken en bijpraten over de kinderen",
    "Wandelen met de hond",
    "",
    "Het huishouden, de post en de boodschappen",
    "Appen",
)
_OFTEN = ("Elke dag", "Elke week", "Elke maand", "", "Een paar keer per jaar")
_STARTS = ("Ik", "De ander", "Om en om", "")
_FROM = (
    "Familie en thuis",
    "Wie hetzelfde meemaakt",
    "Voor het werk of vrijwillig",
    "Buurt, werk, clubs en meer",
)


def people_list(count: int = 150) -> Document:
    """The list of people, to print."""
    rows = [
        (
            "de wijkverpleegkundige" if n % 11 == 5 else f"{NAMES[n % len(NAMES)]} {n + 1}",
            _FROM[n % len(_FROM)],
            _TOGETHER[n % len(_TOGETHER)],
            _OFTEN[n % len(_OFTEN)],
            _STARTS[n % len(_STARTS)],
        )
        for n in range(count)
    ]
    heads = ("Wie", "Waar ik die van ken", "Wat we samen doen", "Hoe vaak", "Wie begint")
    return Document(
        title="De mensen om mij heen",
        subtitle="Gemaakt op 22 november 2026",
        footer="Gemaakt met Kring",
        blocks=[Block(table=Table(heads, rows))],
    )


def everything(count: int = 150) -> Document:
    """All that is kept of somebody."""
    alters = [
        Block(
            heading=f"{NAMES[n % len(NAMES)]} {n + 1}",
            level=2,
            lines=[
                f"Waar ik die van ken: {_FROM[n % len(_FROM)]}",
                f"Hoe vaak: {_OFTEN[n % len(_OFTEN)] or 'niet gevraagd'}",
                f"Samen: {_TOGETHER[n % len(_TOGETHER)] or 'overgeslagen'}",
                "Is er voor mij: ja",
            ],
        )
        for n in range(count)
    ]
    about_me = Block(
        heading="Over jou",
        lines=["Hoe je het nu vindt: het gaat", "Wat je fijn vindt: fietsen, officiële feestjes"],
    )
    return Document(
        title="Alles over jou",
        subtitle="Gemaakt op 22 november 2026",
        footer="Gemaakt met Kring",
        blocks=[about_me, Block(heading="De mensen die je noemde"), *alters],
    )
