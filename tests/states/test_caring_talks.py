"""Conversations 2 and 4 of a carer, talked through: how long, what comes first, what stays away."""

from collections.abc import Iterable, Mapping

import pytest

from states.caring.routes import not_much_longer
from states.dossier import Answer, Dossier, Frame, Value, decode, encode, new_dossier
from states.scope import Scope
from states.sides import CARE, put_on
from tests.talk import MONDAY_MORNING, Talk, content_with

LONGEST = 20
"""Screens of one conversation with a carer; only detours may add to it (decisions, 3)."""

FOR_SAFETY = frozenset({
    "gate_private", "care_safety", "unsafe_with", "harm_with_someone", "harm_from_me", "breathe",
    "children", "child_all_right", "child_talk",
})  # fmt: skip

People = Iterable[tuple[str, Mapping[str, Value]]]


def talk_in(
    dialogue: str,
    ego: Mapping[str, Value] | None = None,
    people: People = (),
    own: People = (),
    company: str = "alone",
) -> Talk:
    """Somebody who stands at the beginning of a conversation as a carer."""
    content, dossier = content_with("pictures"), new_dossier()
    dossier.ego = {"form": Answer("je"), "company": Answer(company), "consent": Answer(value=True)}
    _name(dossier, own)
    put_on(content, dossier, CARE)
    dossier.ego |= {name: Answer(value) for name, value in (ego or {}).items()}
    _name(dossier, people)
    start = content.dialogues[dialogue].start
    # Called by the entrance, which has something to come back to.
    dossier.stack = [
        Frame("start", "home_carer"),
        Frame("carer", "to_care"),
        Frame(dialogue, start),
    ]
    dossier.session.began = dossier.session.last = MONDAY_MORNING
    dossier.versions = {name: one.dialogue.version for name, one in content.dialogues.items()}
    dossier.codebook = content.codebook.version
    return Talk(content, stored=encode(dossier))


def _name(dossier: Dossier, people: People) -> None:
    for label, about in people:
        alter = dossier.add_alter(label, "helper_names", 20_000)
        alter.answers.update({name: Answer(value) for name, value in about.items()})


def say(talk: Talk, *lines: str) -> list[str]:
    """Says them; gives the steps that were come to, each time anew."""
    before = len(talk.events)
    for line in lines:
        talk.say(line)
    return [e.place.split("/")[1] for e in talk.events[before:] if e.name == "step_entered"]


OWN: People = (("Anna", {"kind": "person"}), ("Remco", {"feel": "unsafe"}))


def talked_of_care(helpers: str, *chosen: str, safety: tuple[str, ...]) -> tuple[Talk, list[str]]:
    """The whole conversation on the care, with Anna and these helpers, each question answered."""
    talk = talk_in("carer_care", {"nice_step": "lezen"}, own=OWN)
    steps = say(
        talk, "ja", "nee", "Henk", "dag en nacht", "koken", "klaar", "slecht slapen", "klaar",
        "nog een tijd denk ik", "Anna", "klaar", helpers, *chosen, "koken", "klaar", "koken",
        "klaar", "koken", "klaar", "Riet", "klaar", "Piet", "klaar", "ja", *safety, "gezien",
        "we lachen samen",
    )  # fmt: skip
    assert talk.place == "carer_care/card"
    assert steps.count("helper_tasks") == 3
    # The gate stood there before the first line.
    return talk, ["gate_care", *steps]


def test_the_care_takes_twenty_screens_with_three_people_and_everything_asked() -> None:
    """From the gate to the card, what is for the carer alone included."""
    _, steps = talked_of_care("Riet, Piet", safety=("nee", "niemand"))
    assert FOR_SAFETY & set(steps) == {"gate_private", "care_safety", "children"}
    assert {"nice_step_result", "bring_over", "care_map", "goes_well", "card"} <= set(steps)
    assert len(steps) <= LONGEST, steps


def test_only_a_fourth_helper_safety_and_a_child_make_it_longer() -> None:
    talk, steps = talked_of_care(
        "Riet, Piet, Els", "Riet, Piet, Anna", "klaar",
        safety=("ja, met iemand", "Els", "klaar", "nee, ga verder", "verder", "Piet", "klaar",
                "het gaat goed", "nee, ga verder"),
    )  # fmt: skip
    more = {"care_helpers", "unsafe_with", "harm_with_someone", "breathe", "child_all_right",
            "child_talk"}  # fmt: skip
    assert more <= set(steps)
    assert len([step for step in steps if step not in more]) <= LONGEST, steps
    assert "care_tasks" not in next(a for a in talk.dossier.alters if a.label == "Els").answers


def test_practical_help_takes_twenty_screens_with_three_people_and_everything_asked() -> None:
    helps: Mapping[str, Value] = {"care_tasks": ["cooking"]}
    people: People = (("Henk", {"cared_for": True}), ("Riet", helps), ("Piet", helps))
    talk = talk_in("carer_practical", people=people, own=OWN)
    steps = say(
        talk, "ja", "koken", "iets anders", "klaar", "de tuin", "van mensen die ik ken", "Anna",
        "klaar", "Fatima", "niemand", "Riet, Piet, Anna", "klaar", "ja", "iets anders", "koken",
        "klaar", "ja, zo is het goed", "koken", "klaar", "ja, zo is het goed", "koken", "klaar",
        "ja, zo is het goed", "ja", "Riet", "klaar", "samen eten",
    )  # fmt: skip
    assert talk.place == "carer_practical/card"
    assert steps.count("asking_words") == 3
    assert len([step for step in steps if step not in FOR_SAFETY]) + 1 <= LONGEST


@pytest.mark.parametrize("line", ["niet lang meer", "ik kan niet meer", "nog een paar weken"])
def test_not_much_longer_is_answered_with_support_at_once(line: str) -> None:
    """R-46: the next screen offers respite, a person and routes, and asks for nothing."""
    talk = talk_in("carer_care", people=[("Riet", {"care_tasks": ["cooking"]})])
    say(talk, "ja", "overslaan", "overslaan", "overslaan", "overslaan", line)
    assert talk.place == "carer_relief/relief"
    assert talk.screen.text == "no"
    assert not any(option.role in ("alter", "toggle") for option in talk.screen.options)
    assert "Riet" not in talk.shown()
    say(talk, "overslaan")
    while talk.place.startswith("carer_relief"):
        say(talk, "verder")
    assert talk.place == "carer_care/after_relief"
    assert say(talk, "rustig afronden") == ["card"], "who cannot go on is asked more all the same"
    assert line in talk.shown().casefold()
    told = talk.dossier
    assert not_much_longer(Scope.at(talk.content, told, told.stack[-1], talk.now))


@pytest.mark.parametrize("keep_going", [None, "long", "some_time", "not_much_longer"])
def test_others_are_named_first_where_it_cannot_go_on(keep_going: str | None) -> None:
    talk = talk_in("carer_practical", {} if keep_going is None else {"keep_going": keep_going})
    say(talk, "ja", "koken", "klaar")
    first = talk.screen.options[0].id
    assert first == ("professional" if keep_going == "not_much_longer" else "people")


def test_never_stays_never_and_is_the_same_on_both_sides() -> None:
    """R-19."""
    talk = talk_in("carer_practical", {"reciprocity": "never"}, [("Riet", {})])
    assert say(talk, "ja", "overslaan")[-1] == "nice_together"
    told = talk.dossier
    put_on(talk.content, told, "self")
    assert told.ego["reciprocity"].value == "never"


def test_while_somebody_helps_nothing_is_asked_that_is_not_for_their_eyes() -> None:
    talk = talk_in("carer_care", company="helped")
    skip = ["overslaan"] * 5
    steps = say(talk, "ja", *skip, "Riet", *skip[:3])
    assert talk.place == "carer_care/care_map"
    assert FOR_SAFETY.isdisjoint(steps)


def test_a_tap_and_own_words_take_the_place_of_one_another() -> None:
    """Who says it otherwise is not held to what was said before, on the card or in what follows."""
    talk = talk_in("carer_care")
    say(talk, "ja", "overslaan", "overslaan", "overslaan", "overslaan", "nog een tijd", "/terug")
    say(talk, "nog jaren, als ik slaap")
    assert talk.place == "carer_care/helper_names"
    assert "keep_going" not in talk.dossier.ego
    assert talk.dossier.ego["keep_going_words"].value == "nog jaren, als ik slaap"
    say(talk, "/terug", "nog lang")
    assert talk.dossier.ego["keep_going"].value == "long"
    assert "keep_going_words" not in talk.dossier.ego


def test_nobody_comes_over_by_itself() -> None:
    """Who leaves out everything has nobody on this side; the own circle stays out of sight."""
    for dialogue in ("carer_care", "carer_practical"):
        talk = talk_in(dialogue, own=[("Anna", {"supports": True, "together": "<geheim>"})])
        for _ in range(25):
            if talk.dossier.stack[-1].dialogue != dialogue:
                break
            ways = {option.id for option in talk.screen.options}
            talk.tap(next(way for way in ("skip", "yes", "seen", "go_on", "good") if way in ways))
            assert "<geheim>" not in talk.shown()
        assert talk.dossier.alters == []


def test_a_refused_name_does_not_take_back_who_was_not_safe() -> None:
    """R-10: "rather no name" says nothing of those who were marked before."""
    people: People = [("Riet", {"feel": "unsafe", "care_tasks": ["cooking"]}), ("Els", {})]
    talk = talk_in("carer_care", people=people)
    skip = ["overslaan"] * 6
    say(talk, "ja", *skip, "niemand", "overslaan", "overslaan", "overslaan")
    while talk.place != "carer_care/gate_private":
        say(talk, "overslaan")
    say(talk, "ja", "ja, met iemand")
    assert talk.screen.option("none") is None, "nobody would take back what was said before"
    say(talk, "liever geen naam", "nee, ga verder", "verder", "niemand")
    assert talk.dossier.alters[0].answers["feel"].value == "unsafe"


def test_none_of_these_is_a_child_says_nothing_of_the_others() -> None:
    """R-47: asked of those who came new, `nobody` leaves it as it was for Daan."""
    people: People = [("Daan", {"is_child": True, "care_tasks": ["shopping"]}), ("Riet", {})]
    talk = talk_in("carer_practical", people=people)
    say(talk, "ja", "koken", "klaar", "van mensen die ik ken", "Fatima", "niemand")
    assert talk.place == "carer_practical/asked_people"
    assert talk.dossier.alters[0].answers["is_child"].value is True
    assert "Daan" not in talk.shown()


def test_the_first_map_is_kept() -> None:
    talk = talk_in("carer_care", people=[("Riet", {"care_tasks": ["cooking"]})])
    skip = ["overslaan"] * 6
    say(talk, "ja", *skip)
    while talk.place != "carer_care/care_map":
        ways = {option.id for option in talk.screen.options}
        talk.tap("not_now" if "not_now" in ways else "skip")
    assert talk.dossier.maps == []
    say(talk, "gezien")
    assert len(talk.dossier.maps) == 1
    assert talk.dossier.side == CARE


@pytest.mark.parametrize(("days", "is_asked"), [(0, False), (1, True)])
@pytest.mark.parametrize("dialogue", ["carer_care", "carer_listening"])
def test_the_small_thing_is_asked_about_on_another_day(
    dialogue: str, days: int, is_asked: bool
) -> None:
    talk = talk_in(dialogue)
    dossier = decode(talk.stored)
    dossier.ego["nice_step"] = Answer("een liedje", at=talk.now)
    talk.stored = encode(dossier)
    talk.wait(days * 86_400)
    talk.say("ja")
    assert (talk.place == f"{dialogue}/nice_step_result") == is_asked
