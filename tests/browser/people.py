"""Invented clients, with as many people around them as a test wants and all of it to be shared."""

from collections.abc import Callable

from states.dossier import Answer, Dossier, new_dossier
from tests.pictures.people import crowd

PARTS = ["likes", "request", "wishes", "map", "between", "now"]

EGO_WORDS = {
    "interests": "zingen en in de tuin werken",
    "talents": "luisteren",
    "values": "dat mensen eerlijk zijn",
    "glad": "de hond en het koor",
    "nicer_month": "een keer per week samen eten",
    "wish": "weer eens naar zee",
    "reflection": "dat er meer mensen zijn dan ik dacht",
    "request": "Ik wil iemand die met mij meegaat naar buiten. Graag binnen een maand.",
}
"""What a client typed about themselves, and may be in a snapshot."""

ALTER_WORDS = {
    "together": "koffie drinken",
    "where": "op het plein",
    "means_to_other": "iemand die luistert",
    "pleasant_word": "een grapje aan de deur",
    "nickname": "van het koor",
}
"""What a client typed about somebody else."""

EXPECTATION_WORDS = "het liefst na het eten"

NAMES = (
    "Anna", "Bram", "Fatima", "buurman Kees", "het koor", "Willem", "Sandra van de wijk",
    "oma Truus", "Youssef", "Łukasz", "Zoë", "Дмитрий", "محمد", "Noor", "Lotte", "de hond Bobbie",
)  # fmt: skip

Word = Callable[[str], str]


def _as_it_is(word: str) -> str:
    return word


def client(count: int = 8, word: Word = _as_it_is) -> Dossier:
    """A client who named that many people, and chose to show all of it.

    Args:
        count: How many people.
        word: Gives what stands in the place of something that was typed.
    """
    dossier = new_dossier()
    for number, person in enumerate(crowd(count)):
        label = NAMES[number % len(NAMES)] + (f" {number + 1}" if number >= len(NAMES) else "")
        alter = dossier.edit_alter(dossier.add_alter(word(label), "free_list", 20_500).id)
        told = {"kind": person.kind, "ring": person.ring, "quadrant": person.quadrant}
        alter.answers = {name: Answer(value) for name, value in told.items() if value}
        alter.answers |= {"pleasant": Answer(value=True), "frequency": Answer("weekly")}
        if number % 4 == 0:
            alter.answers |= {
                name: Answer(word(typed), own=True) for name, typed in ALTER_WORDS.items()
            }
        if number % 5 == 1:
            alter.answers["wish_with"] = Answer("restore" if number % 2 else "more")
    dossier.ego = {name: Answer(word(typed), own=True) for name, typed in EGO_WORDS.items()}
    dossier.ego |= {
        "satisfaction": Answer("partly"),
        "feeling": Answer("miss_close"),
        "obstacles": Answer(["fear", "cannot_find"]),
        "parts": Answer(list(PARTS)),
        "parts_people": Answer([alter.id for alter in dossier.alters]),
        "parts_names": Answer("names"),
    }
    return dossier
