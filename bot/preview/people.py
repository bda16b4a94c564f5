"""The invented client of the preview, and the invented people around them.

Everything is made of the codebook: a variable that is new tomorrow has an answer here too. Nobody
in it exists, and no name has a surname.
"""

from collections.abc import Mapping

from bot.preview.answers import ENTRIES, NOW, allowed, sample
from states.caring.charting import FACTS
from states.content import Content
from states.days import local_day
from states.dossier import Alter, Answer, Dossier, Entry, Frame, Side, SideName, Value, new_dossier
from states.pictures.chart import APART, Person
from states.returning.present import map_now
from states.returning.versions import keep
from states.scope import Scope
from states.sides import CARE, SELF

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

CARED_FOR = "a1"
"""Who is cared for, on the side of the carer."""

ELSEWHERE = ("Riet", "Daan")
"""Who was named on the other side."""

GONE = "Oom Karel"
"""Who was on an earlier map only."""

_CHOSEN = frozenset(
    {"kind", "ring", "quadrant", "feel", "do_not_contact", "wish_with", "is_child", "cared_for"}
)
"""Variables that stay as `PEOPLE` says: an answer for everybody would make an odd circle."""

ACTIONS = ("bellen met Fatma", "een rondje lopen", "een kaartje sturen")
"""What the client plans to do."""

_AWAY = ENTRIES["action"][-1]
"""The action that was put away: there is room for one more."""

_OLDER, _OLD = 300, 40
"""How many days ago the map was kept."""


def dossier_with_people(content: Content, form: str, side: SideName = SELF) -> Dossier:
    """Somebody who named nine, answered everything about them, and has a plan."""
    dossier = dossier_with_nobody(content, form, side)
    dossier.alters = [
        Alter(f"a{number}", name, number, DAY_NAMED, [PROMPT])
        for number, (name, _) in enumerate(PEOPLE, start=1)
    ]
    for name, variable in content.codebook.variables.items():
        if variable.subject == "ego" and name != "form":
            _answer(dossier.ego, name, sample(content, name))
    for number, alter in enumerate(dossier.alters):
        _describe(content, alter, number)
        if side == CARE:
            _place_in_care(alter)
    dossier.next_alter = len(PEOPLE) + 1
    dossier.other_side = Side(alters=_elsewhere(dossier))
    give_entries(content, dossier)
    give_maps(content, dossier)
    return dossier


def dossier_with_nobody(content: Content, form: str, side: SideName = SELF) -> Dossier:
    """Somebody who chose how to be called, and said nothing else."""
    dossier = new_dossier()
    dossier.turn = NOW
    dossier.session.began = dossier.session.last = NOW
    dossier.sources = ["preview"]
    dossier.side = side
    if "form" in content.codebook.variables:
        _answer(dossier.ego, "form", form)
    return dossier


def _place_in_care(alter: Alter) -> None:
    """Somebody is cared for; neither they nor animals and the dead do tasks."""
    kind = alter.answers.get("kind")
    if alter.id == CARED_FOR:
        _answer(alter.answers, "cared_for", value=True)
    if alter.id == CARED_FOR or (kind is not None and kind.value in APART):
        for name in FACTS:
            if name != "cared_for":
                alter.answers.pop(name, None)


def _elsewhere(dossier: Dossier) -> list[Alter]:
    first = dossier.next_alter
    dossier.next_alter += len(ELSEWHERE)
    return [
        Alter(f"a{number}", name, number, DAY_NAMED, [PROMPT])
        for number, name in enumerate(ELSEWHERE, start=first)
    ]


def give_entries(content: Content, dossier: Dossier) -> None:
    """Let the client have made something of each kind, one action of it put away."""
    dossier.entries = [
        Entry(entry_id, kind, local_day(NOW) - 7, _told(content, kind, number))
        for kind, ids in ENTRIES.items()
        for number, entry_id in enumerate(ids)
    ]
    dossier.next_entry = len(dossier.entries) + 1
    if "plan_what" in content.codebook.variables:
        for entry, what in zip(dossier.of_kind("action"), ACTIONS, strict=True):
            _answer(entry.answers, "plan_what", what, at=NOW - 7 * 86_400)
    away = dossier.entry(_AWAY)
    if away is not None:
        _answer(away.answers, "plan_state", "away")


def _told(content: Content, kind: str, number: int) -> dict[str, Answer]:
    """All that can be said of an entry; answers of before this visit."""
    made: dict[str, Answer] = {}
    for name, variable in content.codebook.variables.items():
        if variable.subject == kind:
            _answer(made, name, sample(content, name, number), at=NOW - 7 * 86_400)
    return made


def give_maps(content: Content, dossier: Dossier) -> None:
    """Let two earlier versions of the map have been kept."""
    dossier.maps = []
    scope = Scope.at(content, dossier, Frame("", ""), NOW)
    people = map_now(scope).people
    gone = Person(f"a{dossier.next_alter}", GONE, ring="friend", quadrant="family")
    dossier.next_alter += 1
    keep(dossier, (*people[:2], gone), local_day(NOW) - _OLDER)
    keep(dossier, (*people[:4], gone), local_day(NOW) - _OLD)


def _describe(content: Content, alter: Alter, number: int) -> None:
    """All answers about one alter; what a kind or place is never asked of is left out."""
    said = PEOPLE[number][1]
    for name, variable in content.codebook.variables.items():
        if variable.subject != "alter":
            continue
        if name in _CHOSEN:
            default: Value = "good" if name == "feel" else None
            value = allowed(content, name, said.get(name, default))
        else:
            value = sample(content, name, number)
        _answer(alter.answers, name, value)


def _answer(answers: dict[str, Answer], name: str, value: Value, at: int = NOW) -> None:
    if value is not None:
        answers[name] = Answer(value, at=at)
