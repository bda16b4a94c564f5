"""Then and now: each person once, by the ring that the client chose, without a word on the whole.

R-25: whatever changed, it is told in the same way. R-45: the words tell what the chart holds.
"""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from dialogues.checks.word_lists import found_in
from states.circle import TWINS
from states.pictures.chart import APART, RINGS, UNSURE, Chart, Person
from states.pictures.charting import CHARTS, before_now_chart
from states.returning.comparing import by_change, compare, version_id
from states.returning.present import keep_map
from states.returning.versions import Kept, keep
from states.returning.words import before_now_words
from states.screen import TextKey
from tests.states.test_returning import TODAY, at, people, with_people
from tests.states.test_views import dossiers
from tests.talk import real_content

TODAY_IS = date(2026, 6, 1)
DAYS = ("2026-03-03", "2026-06-01")
LABELS = {
    "new": "Nieuw",
    "closer": "Dichterbij",
    "further": "Verder weg",
    "other": "Anders",
    "same": "Hetzelfde",
    "gone": "Niet meer op de kaart",
}


def anna(ring: str = "friend", **facts: str) -> Person:
    """One and the same person, somewhere in the circle."""
    return Person("a1", "Anna", ring=ring, **facts)


def changed(then: list[Person], now: list[Person], apart: tuple[str, ...] = ()) -> dict[str, str]:
    """Who changed how, by id; who is gone besides."""
    before, after = compare(Kept(tuple(then), apart), now, "before_now")
    told = {person.id: person.change or "" for person in after}
    return told | {p.id: p.change or "" for p in before if p.id not in told}


@pytest.mark.parametrize("then", [*RINGS, UNSURE])
@pytest.mark.parametrize("now", [*RINGS, UNSURE])
def test_rings_go_from_the_inside_out_and_unsure_is_no_ring(then: str, now: str) -> None:
    expected = "same" if then == now else "other"
    if UNSURE not in (then, now) and then != now:
        is_closer = RINGS.index(now) < RINGS.index(then)
        expected = "closer" if is_closer else "further"
    assert changed([anna(then)], [anna(now)]) == {"a1": expected}


def test_who_is_gone_is_in_the_map_of_then_only() -> None:
    before, now = compare(Kept((anna(), Person("a2", "Piet"))), [anna()], "before_now")
    assert [(person.id, person.change) for person in before] == [("a1", "same"), ("a2", "gone")]
    assert [(person.id, person.change) for person in now] == [("a1", "same")]


def test_who_is_missed_now_stays_on_the_map_and_is_not_called_the_same() -> None:
    assert changed([anna()], [anna(kind="missed")]) == {"a1": "other"}
    assert changed([anna(kind="missed")], [anna(kind="missed")]) == {"a1": "same"}
    assert changed([anna(kind="person")], [anna(kind="group")]) == {"a1": "same"}


def test_a_new_name_makes_nobody_new() -> None:
    assert changed([anna()], [replace(anna(), label="Ans")]) == {"a1": "same"}


def test_two_who_turned_out_to_be_one_are_one() -> None:
    twice = [anna("friend"), Person("a2", "anna"), Person("a3", "Piet")]
    assert changed(twice, [anna("very_close"), twice[2]]) == {"a1": "closer", "a3": "same"}


def test_of_two_with_one_name_the_one_who_is_gone_is_told() -> None:
    """Two people whom the client told apart: the loss of one may not vanish from the map."""
    twice = [anna(), Person("a2", "Anna")]
    assert changed(twice, [anna()], apart=("a1+a2",)) == {"a1": "same", "a2": "gone"}
    assert changed(twice, [twice[1]], apart=("a1+a2",)) == {"a1": "gone", "a2": "same"}


def test_after_a_start_anew_people_are_found_by_their_name() -> None:
    then = [anna("very_close"), Person("a2", "Piet"), Person("a3", "Riet")]
    now = [Person("a4", "Piet"), Person("a5", "anna", ring="friend"), Person("a6", "Daan")]
    told = {"a4": "same", "a5": "further", "a6": "new", "a3": "gone"}
    assert changed(then, now) == told


def test_while_somebody_stayed_a_new_person_of_the_same_name_is_new() -> None:
    then = [anna(), Person("a2", "Piet")]
    assert changed(then, [anna(), Person("a3", "Piet")]) == {
        "a1": "same",
        "a3": "new",
        "a2": "gone",
    }


@given(people(), people())
def test_everybody_of_then_and_now_is_told_exactly_once(
    then: list[Person], now: list[Person]
) -> None:
    before, after = compare(Kept(tuple(then)), now, "before_now")
    chart = Chart("before_now", after, before=before, days=DAYS)
    told = [person.id for _, there in by_change(chart) for person in there]
    assert len(told) == len(set(told))
    assert set(told) == {person.id for person in (*before, *after)}
    assert [replace(person, change=None) for person in after] == now


@given(people(), people())
def test_of_the_care_it_is_told_whether_it_is_other_and_never_how_close(
    then: list[Person], now: list[Person]
) -> None:
    _, after = compare(Kept(tuple(then)), now, "care_before_now")
    assert {person.change for person in after} <= {"new", "same"}
    with_tasks = [replace(person, tasks=("company",)) for person in then]
    _, after = compare(Kept(tuple(then)), with_tasks, "care_before_now")
    assert {person.change for person in after} <= {"other"}


def test_the_order_of_tasks_says_nothing() -> None:
    then = replace(anna(), tasks=("company", "cooking"))
    now = replace(anna("very_close"), tasks=("cooking", "company"))
    _, after = compare(Kept((then,)), [now], "care_before_now")
    assert after[0].change == "same"


@given(dossiers())
def test_what_is_compared_is_the_circle_and_holds_no_mark(dossier) -> None:
    """R-13: a picture of then and now is for the eyes of whoever looks along."""
    keep_map(at(dossier))
    chart = before_now_chart(at(dossier, 40))
    assert [person.id for person in chart.people] == [alter.id for alter in dossier.alters]
    assert not chart.is_private
    for person in (*chart.people, *chart.before):
        assert (person.not_good, person.means_to, person.supports, person.gets) == (
            False,
            False,
            False,
            (),
        )
        assert person.change in (None, "same")


def test_without_an_earlier_day_the_map_of_now_is_shown_as_it_is() -> None:
    dossier = with_people("Anna")
    chart = before_now_chart(at(dossier))
    assert (chart.before, chart.days, chart.people[0].change) == ((), (), None)
    words = before_now_words(chart, TODAY_IS)
    assert (words["then"], words["groups"]) == ("", [])


def test_it_is_compared_with_the_latest_day_unless_the_client_chose_another() -> None:
    dossier = with_people("Anna")
    for days in (0, 10, 20):
        keep(dossier, [Person("a1", "Anna"), Person("a9", f"{days}")], TODAY + days)

    def then() -> str:
        return before_now_chart(at(dossier, 20)).before[1].label

    assert then() == "10", "the map of today is no map of then"
    at(dossier, 20).write("again_with", [version_id(dossier.maps[1]), version_id(dossier.maps[0])])
    assert then() == "0"
    at(dossier, 20).write("again_with", ["day_1"])
    assert then() == "10", "a day that is gone was chosen"


def said(then: list[Person], now: list[Person], form: str = "je") -> str:
    """What stands on the screen for these two maps."""
    before, after = compare(Kept(tuple(then)), now, "before_now")
    chart = Chart("before_now", after, before=before, days=DAYS)
    key = TextKey("again/before_now_text", {"before_now": before_now_words(chart, TODAY_IS)})
    return real_content().texts.render(key, form)


FIXED = {
    "je": (
        "Dit is jouw kring van 3 maart, met die van nu ernaast.",
        "Toen stond jij in het midden. Zo was jouw kring.",
        "Nu sta jij in het midden. Zo is jouw kring.",
        "Neem de tijd.",
    ),
    "u": (
        "Dit is uw kring van 3 maart, met die van nu ernaast.",
        "Toen stond u in het midden. Zo was uw kring.",
        "Nu staat u in het midden. Zo is uw kring.",
        "Neem de tijd.",
    ),
}


def frame(text: str) -> list[str]:
    """The sentences of a text with nothing of the client in them."""
    lines = [line for line in text.splitlines() if line and not line.startswith("- ")]
    return [line for line in lines if line.removesuffix(":") not in LABELS.values()]


CLOSER = """
Dit is jouw kring van 3 maart, met die van nu ernaast.

{}:
- Anna: eerst {}, nu {}

Neem de tijd.
"""


def test_up_down_and_same_are_told_alike() -> None:
    """R-25, golden texts: of the three only the word of the change and the places differ."""
    up = said([anna("acquaintance")], [anna("very_close")])
    down = said([anna("very_close")], [anna("acquaintance")])
    assert up == CLOSER.format("Dichterbij", "bekenden", "heel dichtbij").strip()
    assert down == CLOSER.format("Verder weg", "heel dichtbij", "bekenden").strip()
    same = said([anna("friend")], [anna("friend")])
    assert (
        same
        == CLOSER.replace("eerst {}, nu {}", "{}").format("Hetzelfde", "Wie ik goed ken").strip()
    )
    more = said([], [anna("friend")])
    fewer = said([anna("friend")], [])
    assert more.count("\n") == fewer.count("\n")
    first, was_empty, is_empty, last = FIXED["je"]
    assert frame(more) == [first, was_empty, last]
    assert frame(fewer) == [first, is_empty, last]


def test_nobody_then_and_nobody_now_is_a_whole_answer() -> None:
    """R-04: no word such as empty, only or missing."""
    for form, sentences in FIXED.items():
        text = said([], [], form)
        assert frame(text) == list(sentences)
        assert not re.search(r"\b(leeg|alleen|mis|geen|niemand|nog)\b", text)


@given(people(), people(), st.sampled_from(["je", "u"]))
def test_whatever_changed_the_sentences_are_the_same_and_nothing_is_counted(
    then: list[Person], now: list[Person], form: str
) -> None:
    """R-25 and R-07, over any pair of maps: no number but the day, no word of better or worse."""
    then, now = ([replace(p, label="Anna") for p in there] for there in (then, now))
    text = said(then, now, form)
    first, was_empty, is_empty, last = FIXED[form]
    expected = [first, *([was_empty] * (not then)), *([is_empty] * (not now)), last]
    assert frame(text) == expected
    assert re.findall(r"\d+", text) == ["3"]
    assert not re.search(
        r"\b(één|twee|drie|vier|vijf|meer|minder|totaal)\b", frame_and_titles(text)
    )
    assert not list(found_in("valence", text))
    titles = [line.removesuffix(":") for line in text.splitlines() if line.endswith(":")]
    assert titles == [title for title in LABELS.values() if title in titles]


def frame_and_titles(text: str) -> str:
    """The text without the lines of people, and without the one title that has such a word."""
    lines = [line for line in text.splitlines() if not line.startswith("- ")]
    return "\n".join(line for line in lines if line != f"{LABELS['gone']}:")


@given(people(), people())
def test_the_words_tell_of_everybody_what_the_chart_holds(
    then: list[Person], now: list[Person]
) -> None:
    """R-45: the change, the place then and now, and who is no person, of each."""
    then, now = ([replace(p, label=f"Naam{p.id}x") for p in there] for there in (then, now))
    before, after = compare(Kept(tuple(then)), now, "before_now")
    was = {person.id: person for person in before}
    facts = {(*told(p, was.get(p.id, p)), LABELS[p.change or ""]) for p in after}
    facts |= {(*told(p, p), LABELS["gone"]) for p in before if p.change == "gone"}
    # within a sentence a place has no capital
    assert set(map(folded, facts_in(said(then, now)))) == set(map(folded, facts))


def folded(fact: tuple[str, ...]) -> tuple[str, ...]:
    """A fact without regard to capitals."""
    return tuple(part.casefold() for part in fact)


def told(person: Person, was: Person) -> tuple[str, str, str, str]:
    """The facts of one: name, what it is where the place does not say so, place then and now."""
    render = real_content().texts.render
    says_kind = person.kind != "person" and not place(person)[1]
    kind = render(TextKey(f"_shared/value_kind_{person.kind}"), "je") if says_kind else ""
    return person.label, kind, place(was)[0], place(person)[0]


def place(person: Person) -> tuple[str, bool]:
    """Where somebody is, as the client calls it, and whether that tells what it is."""
    is_apart = person.ring == UNSURE and person.kind in APART
    key = f"kind__{person.kind}" if is_apart else f"ring__{person.ring}"
    return real_content().texts.render(TextKey(f"codebook/{key}"), "je"), is_apart


def facts_in(text: str) -> list[tuple[str, str, str, str, str]]:
    """The same facts, and the change, read from the text."""
    title, found = "", []
    for line in text.splitlines():
        if line.endswith(":"):
            title = line[:-1]
        if line.startswith("- "):
            who, _, where = line[2:].rpartition(": ")
            then, comma, now = where.removeprefix("eerst ").partition(", nu ")
            found += [
                (name, kind, then, now if comma else then, title)
                for name, kind in re.findall(r"(Naama\d+x)(?: \(([^)]*)\))?", who)
            ]
    return found


def test_the_words_use_the_names_of_the_changes_that_the_picture_has() -> None:
    render = real_content().texts.render
    for change, label in LABELS.items():
        assert render(TextKey(f"pictures/before_now__{change}"), "je") == label


def test_then_and_now_has_its_words() -> None:
    assert TWINS["before_now"] in real_content().views
    assert CHARTS["before_now"] is before_now_chart
