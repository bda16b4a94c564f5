"""Invented clients, with as many people around them as a test wants and all of it to be shared."""

from collections.abc import Callable

from states.dossier import Answer, Dossier, Entry, Value, new_dossier
from tests.pictures.people import crowd

PARTS = ["likes", "request", "wishes", "map", "between", "now"]

MADE_PARTS = ["plan", "care", "thoughts", "talk"]
"""Parts that `with_plan_and_care` tells of."""

MADE_WORDS = {
    "plan_what": "bellen naar het steunpunt",
    "plan_small": "het nummer opzoeken",
    "gathering_about": "samen de tuin doen",
    "thought_words": "dat er tijd voor mij is",
    "talk_point_1": "over de uren",
    "goes_well": "dat we samen lachen",
}
"""What a client typed of a plan, a thought, a talk and the care."""

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


def with_plan_and_care(dossier: Dossier, word: Word = _as_it_is) -> Dossier:
    """The same client with steps, somebody who thinks along, a thought, a talk, and the care."""
    said = {name: word(typed) for name, typed in MADE_WORDS.items()}
    everybody: list[str] = [alter.id for alter in dossier.alters]
    for number in range(2):
        made(
            dossier, "action", plan_what=said["plan_what"], plan_small=said["plan_small"],
            plan_with=everybody[number::2], plan_by="worker",
        )  # fmt: skip
    made(dossier, "gathering", gathering_about=said["gathering_about"], gathering_with=everybody)
    made(dossier, "thought", thought_words=said["thought_words"])
    for number, alter in enumerate(everybody):
        tasks = [["cooking", "driving"], ["papers"], []][number % 3]
        dossier.edit_alter(alter).answers["care_tasks"] = Answer(tasks)
    for name in ("talk_point_1", "goes_well"):
        dossier.ego[name] = Answer(said[name], own=True)
    dossier.ego |= {"care_hours": Answer("many"), "care_mine": Answer(["company"])}
    return dossier


def made(dossier: Dossier, kind: str, *, private: bool = False, **answers: Value) -> Entry:
    """Something that a client made; an open step, unless it is said otherwise."""
    entry = dossier.edit_entry(dossier.add_entry(kind, 20_500).id)
    entry.answers = {name: Answer(value, private=private) for name, value in answers.items()}
    entry.answers.setdefault("plan_state", Answer("open"))
    return entry
