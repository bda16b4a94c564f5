"""The pictures in `docs/pictures`, of invented people: `python -m tests.pictures.gallery`."""

from pathlib import Path

from PIL import Image

from bot.rendering import RenderedFile
from bot.taking_along import Workshop, files_given
from states.dossier import Answer, Dossier, new_dossier
from states.pictures.chart import Chart, Person
from tests.pictures.people import crowd
from tests.talk import MONDAY_MORNING, real_content

FOLDER = Path(__file__).parent.parent.parent / "docs" / "pictures"
COLOURS = 64

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
