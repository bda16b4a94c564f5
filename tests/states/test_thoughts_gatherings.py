"""People who think along: nobody who is not good, no child, and an easy no (R-10, R-22)."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dialogues.checks.word_lists import pattern
from states.dossier import Answer, Dossier, Frame, encode, new_dossier
from states.effects import EFFECTS
from states.harm import is_blocked
from states.rules import GUARDS, LISTS, VIEWS
from states.scope import Scope
from states.steps.alters import PickAltersStep
from states.steps.draft import DraftStep
from tests.talk import MONDAY_MORNING, Talk, content_with, real_content

NAMES = ("Anna", "Piet", "Riet", "Henk", "Fatima", "Daan")
KINDS = (None, "circle", "friends", "support")

ABOUT_SOMEBODY = st.fixed_dictionaries(
    {},
    optional={
        "feel": st.sampled_from(["good", "mixed", "costs_energy", "makes_worse", "unsafe"]),
        "wish_with": st.sampled_from(["keep", "more", "less", "restore", "stop"]),
        "do_not_contact": st.booleans(),
        "kind": st.sampled_from(["person", "group", "pet", "place", "thing", "missed"]),
        "is_child": st.booleans(),
    },
)
"""What may be told about an alter; the least that a test on blocking has to know."""


def at_step(dossier: Dossier, step: str, item: str = "e1") -> Scope:
    """Somebody at a step about the gathering at hand."""
    frame = Frame("think_along", step, item)
    return Scope.at(real_content(), dossier, frame, MONDAY_MORNING)


def made(people: list[dict[str, Any]], not_good: list[bool], private: list[bool]) -> Dossier:
    """A client with these people, who began a gathering (e1)."""
    dossier = new_dossier()
    for name, told, is_private in zip(NAMES, people, private, strict=False):
        alter = dossier.add_alter(name, "free_list", 0)
        alter.answers = {key: Answer(value) for key, value in told.items()}
        if is_private:
            alter.answers["together"] = Answer("wandelen", private=True)
    marked = [a.id for a, is_so in zip(dossier.alters, not_good, strict=False) if is_so]
    dossier.ego["not_good"] = Answer(marked)
    EFFECTS["begin_gathering"](at_step(dossier, "opening"))
    return dossier


def draft(here: Scope) -> str:
    """The invitation as it stands at the step."""
    step = here.content.dialogues["think_along"].steps["words"]
    assert isinstance(step, DraftStep)
    return here.content.texts.render(step.show(here).body[0], here.form)


PEOPLE = (
    st.lists(ABOUT_SOMEBODY, max_size=6),
    st.lists(st.booleans(), min_size=6, max_size=6),
    st.lists(st.booleans(), min_size=6, max_size=6),
)


@given(*PEOPLE)
@settings(max_examples=150, deadline=None)
def test_nobody_with_whom_contact_is_not_good_can_be_picked_and_no_child(
    people: list[dict[str, Any]], not_good: list[bool], private: list[bool]
) -> None:
    dossier = made(people, not_good, private)
    here = at_step(dossier, "who")
    step = here.content.dialogues["think_along"].steps["who"]
    assert isinstance(step, PickAltersStep)
    offered = set(step.ids(here))
    for alter, is_private in zip(dossier.alters, private, strict=False):
        there = here.of(alter)
        is_out = (
            is_blocked(here, alter)
            or is_private
            or there.value("is_child") is True
            or there.value("kind") in ("pet", "place", "thing", "missed")
        )
        assert (alter.id not in offered) == is_out
    assert step.is_open(here) == bool(offered)


@given(*PEOPLE, st.sampled_from(KINDS))
@settings(max_examples=60, deadline=None)
def test_who_is_not_good_any_more_is_in_no_invitation_and_in_no_list(
    people: list[dict[str, Any]], not_good: list[bool], private: list[bool], kind: str | None
) -> None:
    """They were picked before, and an invitation to them was made (R-10)."""
    dossier = made([{} for _ in people], [False] * 6, [False] * 6)
    here = at_step(dossier, "words")
    here.write("gathering_with", [alter.id for alter in dossier.alters])
    here.write("gathering_about", "hoe het gaat")
    if kind:
        here.write("gathering_kind", kind)
    here.write("gathering_words", draft(at_step(dossier, "words")))
    later = made(people, not_good, private)
    later.entries = dossier.entries
    here = at_step(later, "words")
    out = [a.label for a in later.alters if is_blocked(here, a)]
    seen = (VIEWS["gathering"](here), VIEWS["gathering_cards"](here))
    EFFECTS["renew_gathering"](here)
    for name in out:
        assert name not in str(seen)
        assert name not in draft(at_step(later, "words"))


OWN = st.sampled_from(["", "hoe het gaat", "Iets leuks om te doen", "niks", "{{ x }}"])


@given(
    kind=st.sampled_from(KINDS),
    form=st.sampled_from(["je", "u"]),
    names=st.integers(0, 6),
    own=st.tuples(OWN, OWN, OWN),
    by=st.sampled_from([None, "me", "worker", "unsure"]),
)
@settings(max_examples=150, deadline=None)
def test_every_invitation_holds_an_easy_no(
    kind: str | None, form: str, names: int, own: tuple[str, str, str], by: str | None
) -> None:
    """All kinds, names and answers, in both forms of address (R-22)."""
    dossier = made([{} for _ in range(names)], [False] * 6, [False] * 6)
    dossier.ego["form"] = Answer(form)
    here = at_step(dossier, "words")
    here.write("gathering_with", [alter.id for alter in dossier.alters])
    for name, code in (("gathering_kind", kind), ("gathering_by", by)):
        if code:
            here.write(name, code)
    for name, words in zip(("about", "where", "when"), own, strict=True):
        if words:
            here.write(f"gathering_{name}", words)
    invitation = draft(at_step(dossier, "words"))
    assert pattern("easy_no").search(invitation.replace("\n", " "))
    assert all(alter.label in invitation for alter in dossier.alters)
    assert all(words in invitation for words in own)


def test_own_words_stay_when_something_else_is_changed() -> None:
    dossier = made([{}], [False], [False])
    here = at_step(dossier, "words")
    here.write("gathering_words", "Kom je donderdag?", own=True)
    EFFECTS["renew_gathering"](at_step(dossier, "look"))
    assert "Kom je donderdag?" in draft(at_step(dossier, "words"))


def test_one_that_was_begun_without_a_word_is_gone() -> None:
    dossier = made([], [], [])
    assert not GUARDS["has_gatherings"](at_step(dossier, "opening"))
    for _ in range(3):
        EFFECTS["begin_gathering"](at_step(dossier, "opening"))
    (entry,) = dossier.entries
    here = at_step(dossier, "about", entry.id)
    assert not GUARDS["gathering_says_something"](here)
    here.write("gathering_about", "hoe het gaat")
    EFFECTS["begin_gathering"](at_step(dossier, "opening"))
    assert dossier.entries[0].id == entry.id
    assert len(dossier.entries) == 2
    assert LISTS["gatherings"](at_step(dossier, "opening")) == [entry.id]
    assert VIEWS["gathering_cards"](at_step(dossier, "mine"))[entry.id]["title"] == "hoe het gaat"


def test_throwing_one_away_leaves_the_others() -> None:
    dossier = made([], [], [])
    for words in ("hoe het gaat", "samen eten"):
        (entry,) = [e for e in dossier.entries if not e.answers]
        at_step(dossier, "about", entry.id).write("gathering_about", words)
        EFFECTS["begin_gathering"](at_step(dossier, "opening"))
    first, second = LISTS["gatherings"](at_step(dossier, "mine"))
    EFFECTS["end_gathering"](at_step(dossier, "look", second))
    assert LISTS["gatherings"](at_step(dossier, "mine")) == [first]
    assert not dossier.ego.get("gathering_current")


def test_who_has_nobody_is_shown_who_can_help_to_look() -> None:
    """No question for names, and routes that need none; nothing is sent by anybody."""
    dossier = new_dossier()
    dossier.stack, dossier.turn = [Frame("start", "home")], 1
    talk = Talk(content_with(), stored=encode(dossier))
    while talk.screen.option("think_along") is None:
        talk.tap("page")
    for option in ("think_along", "go_on", "support", "skip"):
        talk.tap(option)
    assert talk.place == "think_along/help_look"
    talk.tap("yes")
    assert talk.place == "think_along/routes"
    assert talk.screen.options[0].id in LISTS["gathering_routes"](at_step(talk.dossier, "routes"))
    assert talk.turn.deeds == ()
