"""For tests of plans: a small library of ideas, and anyone's people and words, on both sides."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache

from hypothesis import strategies as st

from states.content import Content
from states.dossier import Alter, Answer, Dossier, Entry, Frame, Value, new_dossier
from states.pictures.chart import NOT_GOOD
from states.plans.ideas import IdeaLibrary
from states.scope import Scope
from states.screen import TextKey
from states.sides import CARE, SELF, put_on
from tests.talk import MONDAY_MORNING, real_content

A_DAY = 86_400

LIBRARY = IdeaLibrary.model_validate(
    {
        "format": 1,
        "version": 1,
        "ideas": [
            {
                "id": f"{way}_{people}",
                "way": way,
                "by": by,
                "sources": ["S2-29"],
                "effort": effort,
                "people": people,
                "likes": likes,
                "forms": [{"id": "by_phone", "tags": ["from_home", "low_cost"]}, {"id": "park"}],
                "smaller": ["think", "wave"],
            }
            for way, by, effort, people, likes in (
                ("volunteer", "client", 3, "nobody", ["help"]),
                ("surroundings", "client", 1, "nobody", []),
                ("revive", "client", 1, "faded", []),
                ("shared_interest", "client", 2, "liked", ["muz", "zing"]),
                ("quality", "client", 2, "nobody", []),
                ("closeness", "client", 2, "close", []),
                ("through_others", "client", 2, "anybody", ["muz"]),
                ("worker_network", "worker", 3, "nobody", []),
                ("bridge_builder", "worker", 1, "anybody", []),
            )
        ],
    }
)


class PlainTexts:
    """Every text is its key, so that nothing depends on how it is worded."""

    def render(self, key: TextKey, form: str) -> str:  # noqa: ARG002 - as `Texts` has it
        """The key."""
        return key.key


@cache
def content_of_plans() -> Content:
    """The shipped content with the small library."""
    return replace(real_content(), ideas=LIBRARY, texts=PlainTexts())


def scope(dossier: Dossier, *, at: Alter | Entry | None = None, now: int = MONDAY_MORNING) -> Scope:
    """Somewhere in the talk, maybe with an alter or an entry at hand."""
    frame = Frame("start", "welcome", None if at is None else at.id)
    return Scope.at(content_of_plans(), dossier, frame, now)


def add_action(dossier: Dossier, state: str = "open", **answers: Value) -> Entry:
    """An action that was made before; variables without their `plan_`, and `with_` for `with`."""
    entry = dossier.add_entry("action", 20_000)
    entry.answers = {f"plan_{name.rstrip('_')}": Answer(v) for name, v in answers.items()}
    entry.answers["plan_state"] = Answer(state)
    return entry


def named(**people: Mapping[str, Value]) -> Dossier:
    """A client with these people, and what was said of each."""
    dossier = new_dossier()
    for label, answers in people.items():
        alter = dossier.add_alter(label, "free_list", 20_000)
        alter.answers = {name: Answer(value) for name, value in answers.items()}
    return dossier


# Anyone

_NAMES = ("Anna", "anna", "Piet", "Riet", "Henk", "Fatima", "Daan", "het koor")
_SAID: dict[str, tuple[Value, ...]] = {
    "kind": ("person", "group", "volunteer", "pet", "place", "thing", "missed"),
    "feel": ("good", "mixed", *NOT_GOOD),
    "wish_with": ("keep", "more", "less", "restore", "stop"),
    "frequency": ("weekly", "rarely", "not_now"),
    "ring": ("very_close", "friend", "acquaintance", "service"),
    "pleasant": (True, False),
    "supports": (True,),
    "is_child": (True, False),
    "cared_for": (True, False),
    "do_not_contact": (True, False),
}
_WORDS = st.sampled_from(["Muziek maken", "zingen bij het koor", "helpen", "vissen", ""])


@st.composite
def answers(draw: st.DrawFn) -> dict[str, Answer]:
    """What was said of somebody: anything, left out, or in private."""
    names = draw(st.lists(st.sampled_from(sorted(_SAID)), max_size=5, unique=True))
    said = {}
    for name in names:
        value = draw(st.sampled_from([*_SAID[name], None]))
        is_private = draw(st.integers(0, 9)) == 9  # seldom, or everybody is blocked
        said[name] = Answer(value, "skipped" if value is None else "answered", is_private)
    return said


def _fill(draw: st.DrawFn, dossier: Dossier) -> None:
    for label in draw(st.lists(st.sampled_from(_NAMES), max_size=6)):
        dossier.add_alter(label, "free_list", 20_000).answers = draw(answers())
    ids = [alter.id for alter in dossier.alters]
    if draw(st.booleans()) and ids:
        dossier.ego["not_good"] = Answer(draw(st.lists(st.sampled_from(ids), unique=True)))
    for name in ("interests", "talents", "passion"):
        if draw(st.booleans()):
            dossier.ego[name] = Answer(draw(_WORDS))


@st.composite
def dossiers(draw: st.DrawFn) -> Dossier:
    """Anyone, as themselves and maybe as a carer, with some of the same names; on either side."""
    dossier = new_dossier()
    _fill(draw, dossier)
    if draw(st.booleans()):
        put_on(content_of_plans(), dossier, CARE)
        _fill(draw, dossier)
        put_on(content_of_plans(), dossier, draw(st.sampled_from([SELF, CARE])))
    return dossier


# Who is never proposed, told once more and in another way than the code does


def blocked(dossier: Dossier) -> set[str]:
    """Ids of those with whom contact is blocked, on this side or by name on the other (R-10)."""
    return set(_marked(dossier, _is_bad))


def never_asked(dossier: Dossier) -> set[str]:
    """The same, with children and all who cannot be asked (R-10, R-47)."""
    children = set(_marked(dossier, lambda said, _: said.get("is_child") is True))
    others = {
        alter.id
        for alter in dossier.alters
        if _said(alter).get("kind") in ("pet", "place", "thing", "missed")
        or _said(alter).get("cared_for") is True
    }
    return blocked(dossier) | children | others


def _said(alter: Alter) -> dict[str, Value]:
    return {name: one.value for name, one in alter.answers.items() if one.status == "answered"}


def _is_bad(said: dict[str, Value], is_marked: bool) -> bool:
    return (
        said.get("feel") in NOT_GOOD
        or (is_marked and said.get("feel") is None)
        or said.get("do_not_contact") is True
        or said.get("wish_with") in ("less", "stop")
        or said.get("private") is True
    )


def _marked(dossier: Dossier, is_so: Callable[[dict[str, Value], bool], bool]) -> Iterator[str]:
    hidden = dossier.other_side
    there = [(dossier.ego, dossier.alters)]
    there += [(hidden.ego, hidden.alters)] if hidden is not None else []
    labels = set()
    for side, (ego, alters) in enumerate(there):
        marked = ego["not_good"].value if "not_good" in ego else []
        for alter in alters:
            said = _said(alter)
            said["private"] = any(one.private for one in alter.answers.values())
            if is_so(said, isinstance(marked, list) and alter.id in marked):
                labels.add((side, alter.label.casefold() if side else alter.id))
    for alter in dossier.alters:
        if (0, alter.id) in labels or (1, alter.label.casefold()) in labels:
            yield alter.id
