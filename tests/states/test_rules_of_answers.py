"""What follows an answer: done or not, more or fewer, told or skipped (R-24, R-25, R-28)."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogues.checks.readability import sentences
from dialogues.checks.word_lists import found_in
from states.check_ins import planned
from states.dossier import Answer, Value, decode, encode
from states.engine import take_turn
from states.input import Tap
from states.pictures.chart import CHANGES, RINGS, Chart, Person
from states.returning.comparing import by_change, compare
from states.returning.versions import Kept
from states.returning.words import before_now_words
from states.screen import TextKey
from states.sides import CARE, put_on
from tests.conftest import IS_FULL
from tests.states.anybody import A_DAY, NAMES, WORDS, from_number
from tests.states.walking import enter, named_in, walk, world
from tests.talk import MONDAY_MORNING, Talk

NUMBERS = st.integers(0, 2**32)
"""Each of them is somebody else (`from_number`)."""

# yes, partly and no


def with_action(number: int, form: str, nots: int = 0) -> Talk:
    """A client whose plan is asked about today."""
    dossier = from_number(number)
    dossier.entries = [one for one in dossier.entries if one.kind != "action"]
    entry = dossier.add_entry("action", 20_000)
    day, what = MONDAY_MORNING // A_DAY, WORDS[number % len(WORDS)]
    told: dict[str, Value] = {"plan_what": what, "plan_state": "open", "plan_day": day}
    told |= {"plan_nots": nots} if nots else {}
    entry.answers = {name: Answer(value) for name, value in told.items()}
    dossier.ego |= {"form": Answer(form), "company": Answer("alone")}
    dossier.other_side = None
    talk = Talk(world(), stored=encode(dossier))
    assert talk.place == "plan_follow_up/result"
    return talk


def shape(talk: Talk) -> tuple[int, int]:
    """Sentences and words of what is said to the answer, before anything is asked."""
    said = talk.text().split("\n\n")[0]
    return len(sentences(said)), len(said.split())


@given(NUMBERS, st.sampled_from(["je", "u"]))
@settings(max_examples=200 if IS_FULL else 12, deadline=None)
def test_r_24_yes_partly_and_no_are_answered_alike(number: int, form: str):
    shapes = []
    for answer in ("yes", "partly", "no"):
        talk = with_action(number, form)
        talk.tap(answer)
        assert not found_in("disappointed", talk.text())
        assert "!" not in talk.text()
        shapes.append(shape(talk))
    assert max(s for s, _ in shapes) - min(s for s, _ in shapes) <= 1
    assert max(w for _, w in shapes) - min(w for _, w in shapes) <= 4


@given(NUMBERS, st.sampled_from(["keep_quiet", "put_away", "ask_again"]))
@settings(max_examples=200 if IS_FULL else 12, deadline=None)
def test_r_24_after_three_times_no_it_may_go_and_no_day_stays_by_itself(number: int, then: str):
    talk = with_action(number, "je", nots=2)
    talk.tap("no")
    assert talk.place == "plan_follow_up/many_times"
    assert talk.screen.option("put_away") is not None
    assert not _days(talk)
    talk.tap(then)
    assert not _days(talk)
    if then == "ask_again":
        talk.tap("week")
        assert [one.name for one in _days(talk)] == ["plan_follow_up"]


def _days(talk: Talk):
    return [one for one in planned(world(), talk.dossier) if one.name == "plan_follow_up"]


@pytest.mark.parametrize("dialogue", ["carer_care", "carer_listening"])
@pytest.mark.parametrize("form", ["je", "u"])
def test_r_24_a_nice_step_that_was_not_taken_is_answered_as_one_that_was(dialogue: str, form: str):
    said = []
    for answer in ("yes", "partly", "no"):
        dossier = from_number(1)
        put_on(world(), dossier, CARE)
        dossier.ego |= {"nice_step": Answer("een bad"), "form": Answer(form)}
        dossier.ego.pop("nice_step_result", None)
        dossier.alters = []
        talk = Talk(world(), stored=encode(dossier))
        enter(talk, dialogue, "nice_step_result")
        assert talk.place == f"{dialogue}/nice_step_result"
        talk.tap(answer)
        said.append((talk.place, talk.text()))
    assert said[0] == said[1] == said[2]


# then and now

PLACES = st.tuples(st.sampled_from([None, *RINGS]), st.sampled_from([None, *RINGS]))
OPPOSITE = {"new": "gone", "gone": "new", "closer": "further", "further": "closer"}
DAYS = ("2026-02-01", "2026-03-02")
MARCH = date(2026, 3, 2)


def told(changes: list[tuple[str | None, str | None]], form: str) -> tuple[dict, str]:
    """Who changed how, and the words of it."""
    people = [
        (Person(f"a{i}", name), *at)
        for i, (name, at) in enumerate(zip(NAMES, changes, strict=False))
    ]
    then = [Person(p.id, p.label, ring=old) for p, old, _ in people if old]
    now = [Person(p.id, p.label, ring=new) for p, _, new in people if new]
    before, after = compare(Kept(tuple(then)), now, "before_now")
    chart = Chart("before_now", after, before=before, days=DAYS)
    found = {p.label: change for change, there in by_change(chart) for p in there}
    words = before_now_words(chart, MARCH)
    key = TextKey("again/before_now_text", {"before_now": words})
    return found, world().texts.render(key, form)


@given(st.lists(PLACES, max_size=len(NAMES)), st.sampled_from(["je", "u"]))
@settings(max_examples=2_000 if IS_FULL else 60, deadline=None)
def test_r_25_backwards_it_is_told_in_the_same_way(changes, form: str):
    """Only the words of change are others: more and fewer are told alike, without a count."""
    forward, text = told(changes, form)
    backward, back = told([(new, old) for old, new in changes], form)
    assert backward == {name: OPPOSITE.get(change, change) for name, change in forward.items()}
    for one in (text, back):
        assert not found_in("valence", one)
        assert not re.search(r"\d", re.sub(r"\b\d{1,2} (februari|maart)( 2026)?", "", one))
    assert _frame(text) == _frame(back)


def _frame(text: str) -> list[str]:
    """The shape of it: which paragraphs, with how many names in each."""
    parts = [one for one in text.split("\n\n") if not one.startswith(("Toen ", "Nu "))]
    return sorted(re.sub(r"\S+", "x", _without_change(one)) for one in parts)


def _without_change(part: str) -> str:
    _, _, rest = part.partition(":\n")
    if not rest:
        return "said"
    return " ".join(sorted(named_in(rest, NAMES)))


@pytest.mark.parametrize("form", ["je", "u"])
def test_r_25_closer_and_further_differ_in_the_words_of_change_only(form: str):
    _, closer = told([("friend", "very_close")], form)
    _, further = told([("very_close", "friend")], form)
    _, new = told([(None, "friend"), ("friend", "friend")], form)
    _, gone = told([("friend", None), ("friend", "friend")], form)
    for one, other in ((closer, further), (new, gone)):
        assert len(one.split("\n\n")) == len(other.split("\n\n"))
        assert len(sentences(one)) == len(sentences(other))
        assert abs(len(one.split()) - len(other.split())) <= 4
    assert set(CHANGES) >= {"new", "closer", "further", "same", "gone"}


# every way out is an ending

FEW = 60
"""Screens until who skips everything is at an ending, or at home."""


@pytest.mark.parametrize("number", range(300 if IS_FULL else 6))
def test_r_28_who_skips_everything_comes_to_an_ending(number: int):
    for count, moment in enumerate(walk(number, 120)):
        if count % 8 == 0 and moment.screen.dialogue != "delete":
            steps = list(_skip_all(moment.stored, moment.screen, moment.now))
            assert len(steps) <= FEW, (moment.where, moment.place, steps[-6:])


def _skip_all(stored: bytes, screen, now: int) -> Iterator[str]:
    for _ in range(FEW + 1):
        step = world().dialogues[screen.dialogue].steps[screen.step]
        if step.ending is not None:
            return
        yield f"{screen.dialogue}/{screen.step}"
        turn = take_turn(world(), decode(stored), Tap(_way_out(step, screen), screen.turn), now)
        stored, screen = encode(turn.dossier), turn.screen


def _way_out(step, screen) -> str:
    ids = [option.id for option in (*screen.options, *screen.others)]
    ways = ("skip", "not_now", "enough", getattr(step, "fallback", None), "none", "done")
    return next((way for way in ways if way in ids), ids[0])
