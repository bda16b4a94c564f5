"""The invented client of the preview, and the invented people around them.

Everything is made of the codebook: a variable that is new tomorrow has an answer here too. Nobody
in it exists, and no name has a surname.
"""

from collections.abc import Mapping
from types import MappingProxyType

from states.check_ins import day_variables
from states.codebook import Variable
from states.content import Content
from states.days import local_day
from states.dossier import Alter, Answer, Dossier, Value, new_dossier

NOW = 1_800_000_000
"""The moment of every preview, in epoch seconds (15 January 2027): the same content, same bytes."""

DAY_NAMED = 20_000
"""The day on which everybody was named, in days since 1970-01-01."""

PROMPT = "preview"
"""The question that brought their names: none that there is, so none shows them as its answer."""

PEOPLE: tuple[tuple[str, Mapping[str, Value]], ...] = (
    ("Anna", {"ring": "very_close", "quadrant": "family"}),
    ("Piet", {"ring": "friend", "quadrant": "community", "feel": "costs_energy"}),
    ("Fatma", {"ring": "friend", "quadrant": "peers"}),
    ("Buurvrouw Els", {"ring": "acquaintance", "quadrant": "community"}),
    ("Noor van de thuiszorg", {"ring": "service", "quadrant": "professionals"}),
    ("Jan van de boodschappen", {"kind": "volunteer", "ring": "service"}),
    ("De kaartclub", {"kind": "group", "ring": "acquaintance", "quadrant": "community"}),
    ("Hond Bobby", {"kind": "pet"}),
    ("Opa Henk", {"kind": "missed", "quadrant": "family"}),
)
"""Names, with what was said of each where it matters to a picture."""

MARKED = "a2"
"""The one with whom contact is not good."""

_CHOSEN = frozenset({"kind", "ring", "quadrant", "feel", "do_not_contact", "wish_with"})
"""Variables that stay as `PEOPLE` says: an answer for everybody would make an odd circle."""

_EGO: Mapping[str, Value] = MappingProxyType(
    {
        "company": "alone",
        "consent": True,
        "nobody": None,
        "means_nothing_now": None,
        "kept_apart": None,
        "surnames": None,
        "discreet": False,
        "reciprocity": "yes",
        "personal": "yes",
        "not_good": [MARKED],
        "to_remove": [MARKED],
        "help_needs": ["papers", "talking"],
    }
)
"""Answers that keep most of the way open; None is no answer."""

_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "interests": "tuinieren en muziek",
        "talents": "goed luisteren",
        "values": "eerlijk zijn",
        "nicer_month": "eens per week samen eten",
        "glad": "de hond van hiernaast",
        "reflection": "Ik zie nu wie er is.",
        "vent": "Soms is het veel.",
        "wish": "iemand om mee te wandelen",
        "help_other": "een brief van de gemeente",
        "tried": "Ik heb de gemeente gebeld.",
        "tried_answer": "Ik wacht nog op antwoord.",
        "request_want": "iemand die meegaat naar het gesprek",
        "request": "Ik wil graag iemand die meegaat naar het gesprek. Kan dat?",
        "reminder": "Ik vroeg laatst om iemand die meegaat. Weet u al meer?",
        "together": "koffie drinken",
        "where": "bij mij thuis",
        "means_to_other": "Ik luister.",
        "pleasant_word": "We lachen veel samen.",
    }
)
_OTHER_WORDS = "een rondje door het park"


def dossier_with_people(content: Content, form: str) -> Dossier:
    """Somebody who named nine, and answered everything about them."""
    dossier = dossier_with_nobody(content, form)
    dossier.alters = [
        Alter(f"a{number}", name, number, DAY_NAMED, [PROMPT])
        for number, (name, _) in enumerate(PEOPLE, start=1)
    ]
    dossier.next_alter = len(PEOPLE) + 1
    for name, variable in content.codebook.variables.items():
        if variable.subject == "ego" and name != "form":
            _answer(dossier.ego, name, sample(content, name))
    for number, alter in enumerate(dossier.alters):
        _describe(content, alter, number)
    return dossier


def dossier_with_nobody(content: Content, form: str) -> Dossier:
    """Somebody who chose how to be called, and said nothing else."""
    dossier = new_dossier()
    dossier.turn = NOW
    dossier.session.began = dossier.session.last = NOW
    dossier.sources = ["preview"]
    if "form" in content.codebook.variables:
        _answer(dossier.ego, "form", form)
    return dossier


def sample(content: Content, name: str, number: int = 0) -> Value:
    """An answer on a variable; another one for another `number`. None is no answer."""
    variable = content.codebook.variables[name]
    if variable.subject == "ego" and name in _EGO:
        return _allowed(content, name, _EGO[name])
    if variable.type == "number" and name in day_variables(content):
        return local_day(NOW) + 7
    if variable.type in ("choice", "several"):
        return _coded(content, name, variable, number)
    simple: dict[str, Value] = {
        "flag": number % 3 != 1,
        "number": 6,
        "alters": ["a1", "a3"],
        "groups": ["a1+a3", "a2+a4"],
    }
    return simple.get(variable.type, _WORDS.get(name, _OTHER_WORDS))


def _coded(content: Content, name: str, variable: Variable, number: int) -> Value:
    routes = tuple(route.id for route in content.organisation.routes)
    codes = content.codebook.codes(name) or (routes if variable.labels is not None else ())
    if not codes:
        return None
    if variable.type == "several":
        return [codes[number % len(codes)], codes[(number + 1) % len(codes)]][: len(codes)]
    return codes[number % len(codes)]


def _describe(content: Content, alter: Alter, number: int) -> None:
    """All answers about one alter; what a kind or place is never asked of is left out."""
    said = PEOPLE[number][1]
    for name, variable in content.codebook.variables.items():
        if variable.subject == "ego":
            continue
        if name in _CHOSEN:
            default: Value = "good" if name == "feel" else None
            value = _allowed(content, name, said.get(name, default))
        else:
            value = sample(content, name, number)
        _answer(alter.answers, name, value)


def _allowed(content: Content, name: str, value: Value) -> Value:
    """The value, if the codebook at hand has its codes."""
    codes = content.codebook.codes(name)
    if isinstance(value, list) and codes:
        return [code for code in value if code in codes] or None
    return None if codes and value not in codes else value


def _answer(answers: dict[str, Answer], name: str, value: Value) -> None:
    if value is not None:
        answers[name] = Answer(value, at=NOW)
