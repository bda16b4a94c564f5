"""The pictures in `docs/pictures`, of invented people: `python -m tests.pictures.gallery`."""

from pathlib import Path

from msgspec.structs import replace
from PIL import Image

from bot.rendering import RenderedFile
from bot.taking_along import Workshop, files_given
from states.dossier import Answer, Dossier, new_dossier
from states.pictures.chart import Chart, Person, PlanStep
from tests.pictures.people import crowd
from tests.talk import MONDAY_MORNING, real_content

FOLDER = Path(__file__).parent.parent.parent / "docs" / "pictures"
COLOURS = 64
DAYS = ("2026-05-03", "2026-11-22")

EIGHT = (
    ("Anna", "person", "very_close", "family", ("company", "listening"), True, True),
    ("Bram", "person", "very_close", "family", (), False, True),
    ("🐶 Bobbie", "pet", "very_close", None, ("company",), True, True),
    ("Fatima", "person", "friend", "community", ("company",), True, True),
    ("buurman Kees", "person", "acquaintance", "community", ("practical",), True, False),
    ("zangkoor", "group", "friend", "community", ("company",), False, True),
    ("Willem", "person", "acquaintance", "peers", ("advice",), True, False),
    ("Sandra van de wijk", "person", "service", "professionals", ("practical",), True, False),
)  # fmt: skip
"""Somebody's circle: name, kind, ring, quadrant, what comes in, there for ego, ego means to."""


def people() -> tuple[Person, ...]:
    """The eight as they stand in a picture."""
    return tuple(
        Person(f"a{n}", label, kind, ring, quadrant, gets, supports, means_to)
        for n, (label, kind, ring, quadrant, gets, supports, means_to) in enumerate(EIGHT, 1)
    )


def earlier() -> tuple[Person, ...]:
    """The same as some of them stood half a year before, with one who is not there any more."""
    rings = {"Fatima": "acquaintance", "Willem": "friend"}
    new = ("zangkoor", "Sandra van de wijk")
    kept = [
        replace(person, ring=rings.get(person.label, person.ring))
        for person in people()
        if person.label not in new
    ]
    return (*kept, Person("a9", "tante Riet", ring="friend", quadrant="family"))


def carers() -> tuple[Person, ...]:
    """Who is cared for, and who does something."""
    return (
        Person("a1", "mijn vader", cared_for=True),
        Person("a2", "Anna", tasks=("shopping", "cooking"), often="weekly", listens=True),
        Person("a3", "buurman Kees", tasks=("odd_jobs",), often="sometimes"),
        Person("a4", "Sandra van de wijk", tasks=("body_care",), often="daily"),
        Person("a5", "Fatima", listens=True),
        Person("a6", "Henk van de vrijwilligers", "volunteer", takes_over=True, often="weekly"),
    )


def carers_before() -> tuple[Person, ...]:
    """The same some months before."""
    father, anna, kees, sandra, _, _ = carers()
    return (
        father,
        replace(anna, tasks=("shopping",)),
        kees,
        sandra,
        Person("a9", "Riet", tasks=("driving",), often="monthly"),
    )


PLAN = (
    PlanStep(
        "Met Kees naar de markt",
        "Hallo zeggen als ik hem zie",
        "together",
        "het zaterdag is",
        "bel ik bij hem aan",
        ("buurman Kees",),
    ),
    PlanStep("Zingen bij het koor 🎵", "Bellen wanneer het koor zingt", "me"),
)


def client() -> Dossier:
    """The dossier of whoever named the eight, and chose to show some of it."""
    dossier = new_dossier()
    for label, kind, ring, quadrant, _gets, _supports, _means_to in EIGHT:
        alter = dossier.edit_alter(dossier.add_alter(label, "free_list", 20_500).id)
        told = {"kind": kind, "ring": ring, "quadrant": quadrant, "frequency": "weekly"}
        alter.answers = {name: Answer(value) for name, value in told.items() if value}
    dossier.edit_alter("a4").answers["together"] = Answer("wandelen in het park")
    dossier.edit_alter("a5").answers["initiator"] = Answer("other")
    dossier.ego = {
        "interests": Answer("zingen en in de tuin werken"),
        "talents": Answer("luisteren"),
        "glad": Answer("Anna en de hond"),
        "nicer_month": Answer("een keer per week samen eten"),
        "request": Answer("Ik wil iemand die met mij meegaat naar buiten. Graag binnen een maand."),
        "parts": Answer(["likes", "wishes", "request", "map"]),
        "parts_people": Answer([alter.id for alter in dossier.alters]),
        "parts_names": Answer("names"),
    }
    return dossier


def pictures() -> dict[str, bytes]:
    """All pictures as PNG, by name."""
    workshop = Workshop(real_content())
    charts = {
        "circle-nobody": Chart("circle", ()),
        "circle-8": Chart("circle", people()),
        "circle-24": Chart("circle", crowd(24)),
        "circle-60": Chart("circle", crowd(60)),
        "ecogram-8": Chart("ecogram", people()),
        "plan": Chart("plan", steps=PLAN),
        "plan-nothing": Chart("plan"),
        "before-now": Chart("before_now", people(), before=earlier(), days=DAYS),
        "care": Chart("care", carers()),
        "care-before-now": Chart("care_before_now", carers(), before=carers_before(), days=DAYS),
    }
    made = {name: workshop.picture(chart, "je").data for name, chart in charts.items()}
    return made | {"summary": first_page(workshop, summary())}


def summary() -> RenderedFile:
    """The summary of the client, as it waits to be made."""
    return files_given(real_content(), client(), ["summary"], "je", MONDAY_MORNING)[0]


def first_page(workshop: Workshop, file: RenderedFile) -> bytes:
    """The first page of a PDF as PNG."""
    import io  # noqa: PLC0415

    import pypdfium2  # noqa: PLC0415

    page = pypdfium2.PdfDocument(workshop.file(file, "je").data)[0]
    target = io.BytesIO()
    page.render(scale=1.3).to_pil().save(target, "PNG")
    return target.getvalue()


def main() -> None:
    """Write them, in few colours: they are in the repository."""
    import io  # noqa: PLC0415

    FOLDER.mkdir(exist_ok=True)
    for name, png in pictures().items():
        small = Image.open(io.BytesIO(png)).convert("RGB").quantize(COLOURS)
        small.save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
