"""Coming back, talked through: the client alone moves, adds and takes off; own words come first."""

from collections.abc import Iterator
from random import Random

import pytest

from dialogues.checks.walks import Graph, is_closable
from states.dossier import Answer, Dossier, encode
from states.pictures.charting import circle_chart
from states.returning.versions import read
from states.scope import SECONDS_PER_DAY
from states.screen import Screen
from tests.states.test_returning import TODAY, at, with_people
from tests.talk import Talk, content_with, real_content

SEED = 20_260_302
WALKS = 40
TURNS = 60

PLACES_BY_CLIENT = {"again/ring", "again/ring_further"}
"""Where a client says how close somebody is."""

TAKES_OFF = {"again/remove_sure", "again/anew_sure", "again/same_person"}
"""Where a yes of the client takes somebody off the map."""


def coming_back(dossier: Dossier, *features: str, days: int = 30) -> Talk:
    """Somebody who comes back on the day on which Kring was to ask."""
    dossier.ego |= {"again_day": Answer(TODAY + days), "company": Answer("alone")}
    talk = Talk(content_with("check_ins", *features), stored=encode(dossier))
    talk.wait(days * SECONDS_PER_DAY)
    talk.say("/start")
    assert talk.place == "again/welcome"
    return talk


def tap(talk: Talk, *options: str) -> str:
    """Taps one after the other; gives where they lead."""
    for option in options:
        if talk.screen.option(option) is None:
            talk.tap("page")
        talk.tap(option)
    return talk.place


def labels(talk: Talk) -> list[str]:
    """Who is on the map of now."""
    return [alter.label for alter in talk.dossier.alters]


def test_going_on_keeps_the_map_before_anything_changes() -> None:
    talk = coming_back(with_people("Anna", "Piet"))
    before = circle_chart(at(talk.dossier)).people
    assert talk.dossier.maps == []
    tap(talk, "go_on")
    (version,) = talk.dossier.maps
    assert read(version).people == before
    assert version.day == TODAY


def test_only_looking_shows_the_circle_and_keeps_nothing() -> None:
    talk = coming_back(with_people("Anna"))
    assert tap(talk, "look").startswith("look/")
    assert "Anna" in talk.text()
    assert talk.dossier.maps == []
    assert tap(talk, "seen") == "again/welcome"


def test_nobody_is_taken_off_for_a_new_circle_before_the_yes() -> None:
    talk = coming_back(with_people("Anna", "Piet"))
    assert tap(talk, "anew") == "again/anew_sure"
    assert labels(talk) == ["Anna", "Piet"]
    assert len(talk.dossier.maps) == 1
    assert tap(talk, "keep_it") == "again/welcome"
    assert labels(talk) == ["Anna", "Piet"]
    assert tap(talk, "anew", "begin_new") == "first_circle/gate_people"
    assert labels(talk) == []
    kept = [person.label for version in talk.dossier.maps for person in read(version).people]
    assert kept == ["Anna", "Piet"]


def test_a_new_circle_that_is_not_understood_leaves_everything() -> None:
    talk = coming_back(with_people("Anna"))
    tap(talk, "anew")
    for _ in range(3):
        talk.say("mwah")
    assert labels(talk) == ["Anna"]


def test_what_is_said_of_who_is_gone_can_be_taken_back() -> None:
    """Going back and saying otherwise leaves somebody as they were."""
    talk = coming_back(with_people("Anna", "Piet"))
    tap(talk, "go_on", "skip", "some", "none", "a1", "a2", "done", "yes", "missed", "take_off")
    assert talk.place == "again/remove_sure"
    assert talk.dossier.alters[0].answers["kind"].value == "missed"
    talk.say("/terug")
    talk.say("/terug")
    assert tap(talk, "stay", "stay") == "again/closer"
    assert labels(talk) == ["Anna", "Piet"]
    assert "kind" not in talk.dossier.alters[0].answers
    assert "to_remove" not in talk.dossier.ego


def test_an_animal_that_was_missed_for_a_moment_is_an_animal_again() -> None:
    dossier = with_people("Bobby")
    at(dossier).of(dossier.alters[0]).write("kind", "pet")
    talk = coming_back(dossier)
    tap(talk, "go_on", "skip", "some", "none", "a1", "done", "yes", "missed")
    talk.say("/terug")
    tap(talk, "stay")
    assert talk.dossier.alters[0].answers["kind"].value == "pet"


def test_who_is_taken_off_is_in_the_map_of_then() -> None:
    talk = coming_back(with_people("Anna", "Piet"))
    tap(talk, "go_on", "skip", "some", "none", "a2", "done", "yes", "take_off", "remove")
    assert labels(talk) == ["Anna"]
    tap(talk, "none", "not_now", "skip")
    assert talk.place == "again/before_now_text"
    assert "Piet" in talk.text()


def test_what_was_picked_at_an_earlier_visit_is_not_picked_again() -> None:
    talk = coming_back(with_people("Anna", "Piet"))
    tap(talk, "go_on", "skip", "some", "none", "a1", "done", "yes", "stay", "a2", "done", "skip")
    assert tap(talk, "yes", "a2", "done") == "again/tense_said"
    picks = ("again_gone", "again_closer", "again_tense", "personal")
    assert all(name in talk.dossier.ego for name in picks)
    while talk.place != "again/welcome":
        talk.say("/terug")
    tap(talk, "go_on")
    assert not any(name in talk.dossier.ego for name in picks)


def test_leave_of_an_earlier_visit_is_no_leave_for_this_one() -> None:
    """R-43: who only looks at then and now is not asked whether it is as they want it."""
    dossier = with_people("Anna")
    at(dossier).write("personal", "yes")
    talk = coming_back(dossier)
    tap(talk, "go_on", "skip", "compare", "skip")
    assert tap(talk, "seen") == "again/what_next"


def test_numbers_come_once_for_who_became_harmful_and_not_for_who_was() -> None:
    """R-12."""
    dossier = with_people("Anna", "Piet", "Riet")
    at(dossier).of(dossier.alters[0]).write("feel", "unsafe")
    talk = coming_back(dossier)
    tap(talk, "go_on", "skip", "some", "none", "none", "none", "yes")
    assert tap(talk, "a2", "done", "go_on", "not_good", "costs_energy") == "again/breathe"
    while talk.place != "again/tense":
        talk.say("/terug")
    tap(talk, "a3", "done", "go_on", "not_good", "makes_worse", "not_good", "unsafe")
    assert talk.place == "again/harm"
    assert tap(talk, "go_on") == "again/breathe"
    assert tap(talk, "go_on") == "again/feeling"
    assert [a.answers["do_not_contact"].value for a in talk.dossier.alters[1:]] == [True, True]


def test_earlier_circles_are_forgotten_after_one_question() -> None:
    talk = coming_back(with_people("Anna"))
    tap(talk, "anew", "keep_it", "forget")
    assert len(talk.dossier.maps) == 1
    tap(talk, "forget_them")
    assert talk.dossier.maps == []
    assert labels(talk) == ["Anna"]
    tap(talk, "go_on")
    assert all(option.id != "forget" for option in (*talk.screen.options, *talk.screen.others))


def test_the_shortest_visit_to_the_end_is_six_screens() -> None:
    talk = coming_back(with_people("Anna"))
    begun = talk.dossier.session.screens
    assert tap(talk, "go_on", "skip", "same", "enough", "not_needed") == "again/goodbye"
    assert talk.dossier.session.screens - begun + 1 == 6


def test_who_has_a_plan_chooses_what_comes_first() -> None:
    dossier = with_people("Anna")
    action = dossier.add_entry("action", TODAY)
    action.answers |= {"plan_state": Answer("open"), "plan_what": Answer("een kaart sturen")}
    talk = coming_back(dossier)
    assert tap(talk, "go_on", "skip") == "again/first"
    assert tap(talk, "people") == "again/changes"
    talk.say("/terug")
    assert tap(talk, "plan").startswith("plan_follow_up/")


def test_own_words_come_before_the_comparison_on_every_way() -> None:
    """R-09."""
    graph = Graph(real_content().dialogues["again"])
    asked = frozenset({"what_changed"})
    assert not is_closable(graph.steps["what_changed"])
    for step in ("before_now", "before_now_text"):
        assert graph.is_behind(step, asked)


def test_the_map_is_kept_on_every_way_that_leads_to_a_change() -> None:
    """Each way out of the first screen that is no end keeps the map."""
    first = real_content().dialogues["again"].steps["welcome"]
    changes = [option for option in first.options if option.id in ("go_on", "anew")]
    assert [option.effect for option in changes] == ["keep_version", "keep_version"]
    graph = Graph(real_content().dialogues["again"])
    others = {o.next for o in first.options if o not in changes and o.next is not None}
    writing = {"new_names", "remove_sure", "ring", "ring_further", "to_circle"}
    assert writing.isdisjoint(graph.reachable(others, without=frozenset({"welcome"})))


class Stroll:
    """A client who taps about, while it is seen who is where and who is there."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)  # noqa: S311 - a walk through screens, no secret
        dossier = with_people("Anna", "Piet", "Riet", "Henk")
        self.talk = coming_back(dossier, days=30 + seed % 3)

    def turns(self) -> Iterator[tuple[str, Dossier, Dossier]]:
        """The place, and the dossier before and after each turn."""
        for _ in range(TURNS):
            if not self.talk.place.startswith(("again/", "safety/")):
                return
            place, before = self.talk.place, self.talk.dossier
            self._turn(self.talk.screen)
            yield place, before, self.talk.dossier

    def _turn(self, screen: Screen) -> None:
        if screen.text == "names" and self.random.random() < 0.6:
            self.talk.say(self.random.choice(("Fatima", "Anna en Daan", "hond Bobby")))
            return
        if self.random.random() < 0.05:
            self.talk.say("/terug")
            return
        ways = [o.id for o in screen.options if o.id not in ("menu", "look", "delete", "rest")]
        self.talk.tap(self.random.choice(ways))


@pytest.mark.parametrize("seed", range(WALKS))
def test_only_an_answer_moves_somebody_and_only_a_yes_takes_somebody_off(seed: int) -> None:
    """R-32, on any way through it."""
    for place, before, after in Stroll(SEED + seed).turns():
        was = {a.id: a for a in before.alters}
        there = {a.id: a for a in after.alters}
        moved = [n for n in was.keys() & there.keys() if _ring(was[n]) != _ring(there[n])]
        assert not moved or place in PLACES_BY_CLIENT | {"again/same_person"}, place
        assert was.keys() <= there.keys() or place in TAKES_OFF, place
        assert there.keys() <= was.keys() or place == "again/new_names", place
        known = [(v.day, v.kept) for v in before.maps]
        fresh = [(v.day, v.kept) for v in after.maps if (v.day, v.kept) not in known]
        assert not fresh or place in ("again/welcome", "again/anew_sure"), place


def _ring(alter) -> object:
    return alter.answers["ring"].value if "ring" in alter.answers else None
