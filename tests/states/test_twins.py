"""R-45: a picture and the words for it tell the same facts, of everybody and no more.

The facts are read back from the text as a client sees it, and compared with the chart that the
picture is drawn from; that a picture shows its chart is tested in `tests/pictures`.
"""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from states.circle import TWINS, circle_words, ecogram_words
from states.dossier import Dossier
from states.figures import figures_view
from states.pictures.chart import APART, QUADRANTS, RINGS, UNSURE, Chart, Person
from states.pictures.charting import CHARTS, circle_chart, ecogram_chart
from states.screen import TextKey
from tests.states.test_views import KINDS, dossiers, scope
from tests.talk import real_content

CODES = ("company", "practical", "advice", "listening")
GOOD = ("good", "mixed")


@st.composite
def charts(draw: st.DrawFn, view: str) -> Chart:
    """Anybody in a picture; each called by the id, so that a name tells who it is."""
    return Chart(
        view,  # type: ignore[arg-type]
        tuple(
            Person(
                id=f"a{number}",
                label=f"Naam{number}x",
                kind=draw(st.sampled_from(KINDS)),
                ring=draw(st.sampled_from((*RINGS, UNSURE))),
                quadrant=draw(st.none() | st.sampled_from(QUADRANTS)),
                gets=tuple(draw(st.lists(st.sampled_from(CODES), unique=True))),
                supports=draw(st.booleans()),
                means_to=draw(st.booleans()),
                not_good=draw(st.booleans()),
            )
            for number in range(draw(st.integers(0, 12)))
        ),
    )


def said(block: str, **values: object) -> list[str]:
    """The lines of a text of the circle, in the form je."""
    return real_content().texts.render(TextKey(f"look/{block}", values), "je").splitlines()


def label(key: str) -> str:
    """A label of the codebook."""
    return real_content().texts.render(TextKey(f"codebook/{key}"), "je")


def names_in(line: str) -> list[tuple[str, str]]:
    """Names with what is said in brackets behind them."""
    return re.findall(r"(Naam\d+x)(?: \(([^)]*)\))?", line)


def expected_kind(person: Person) -> str:
    """What stands in brackets behind a name."""
    is_told_above = person.kind in APART and person.ring == UNSURE
    if person.kind == "person" or is_told_above:
        return ""
    return real_content().texts.render(TextKey(f"_shared/value_kind_{person.kind}"), "je")


@given(charts("circle"))
def test_the_words_of_a_circle_tell_ring_quadrant_and_kind_of_everybody(chart: Chart) -> None:
    title, facts = "", set()
    for line in said("circle_text", circle=circle_words(chart)):
        if line.endswith(":") and not line.startswith("-"):
            title = line[:-1]
        for name, kind in names_in(line):
            before, colon, _ = line.removeprefix("- ").partition(":")
            facts.add((name, title, before if colon else "", kind))
    assert facts == {
        (
            person.label,
            label(
                f"kind__{person.kind}"
                if person.ring == UNSURE and person.kind in APART
                else f"ring__{person.ring}"
            ),
            label(f"quadrant__{person.quadrant}") if person.quadrant else "",
            expected_kind(person),
        )
        for person in chart.people
    }


@given(charts("ecogram"))
def test_the_words_of_an_ecogram_tell_what_comes_and_what_goes(chart: Chart) -> None:
    words = ecogram_words(chart)
    assert facts_between(said("ecogram_text", ecogram=words), with_marks=False) == {
        told(person, with_marks=False) for person in chart.people
    }
    private = said("marks_text", private_ecogram=words)
    assert facts_between(private, with_marks=True) == {
        told(person, with_marks=True) for person in chart.people
    }


Told = tuple[str, str, bool, frozenset[str], bool, bool]


def told(person: Person, *, with_marks: bool) -> Told:
    """The facts of one alter in an ecogram."""
    gets = frozenset(label(f"gets__{code}") for code in person.gets)
    not_good = person.not_good and with_marks
    name = person.label
    return name, label(f"ring__{person.ring}"), person.comes_in, gets, person.means_to, not_good


def facts_between(lines: list[str], *, with_marks: bool) -> set[Told]:
    """The same facts, read from a text."""
    found: dict[str, list[str]] = {}
    current = ""
    for line in lines:
        if line.startswith("Naam"):
            current = line
            found[current] = []
        elif line.startswith("- "):
            found[current].append(line)
    return {_fact(head, below, with_marks=with_marks) for head, below in found.items()}


def _fact(head: str, below: list[str], *, with_marks: bool) -> Told:
    name = re.match(r"Naam\d+x", head)
    ring = re.search(r"\(([^()]*)\)$", head)
    assert name
    assert ring
    comes_in = [line for line in below if line.startswith("- Er voor jou")]
    gets = comes_in[0].partition(": ")[2] if comes_in else ""
    codes = frozenset(text for code in CODES if (text := label(f"gets__{code}")) in gets)
    means_to = any(line.startswith("- Jij betekent iets voor Naam") for line in below)
    not_good = "- Voelt niet goed" in below
    assert with_marks or not not_good
    return name.group(), ring.group(1), bool(comes_in), codes, means_to, not_good


@given(dossiers())
def test_everybody_stands_in_every_picture_exactly_once(dossier: Dossier) -> None:
    """R-08, R-32: whatever the kind and quadrant, in the ring that the client chose."""
    for view in ("circle", "ecogram", "ecogram_private", "before_now"):
        people = CHARTS[view](scope(dossier)).people
        assert [person.id for person in people] == [alter.id for alter in dossier.alters]
    for person, alter in zip(circle_chart(scope(dossier)).people, dossier.alters, strict=True):
        ring, quadrant = alter.answers.get("ring"), alter.answers.get("quadrant")
        assert person.ring == (ring.value if ring else UNSURE)
        assert person.quadrant == (quadrant.value if quadrant else None)


@given(dossiers())
def test_what_is_not_good_is_in_the_private_picture_only(dossier: Dossier) -> None:
    """R-13."""
    assert not any(person.not_good for person in ecogram_chart(scope(dossier)).people)
    private = ecogram_chart(scope(dossier), private=True)
    for person, alter in zip(private.people, dossier.alters, strict=True):
        feel = alter.answers.get("feel")
        assert person.not_good == (feel is not None and feel.value not in GOOD)


@given(dossiers())
def test_receiving_and_giving_are_two_facts_and_never_weighed(dossier: Dossier) -> None:
    """R-20: nothing in a picture is made of both."""
    for person, alter in zip(ecogram_chart(scope(dossier)).people, dossier.alters, strict=True):
        assert person.comes_in == ("supports" in alter.answers)
        assert person.means_to == ("means_something_to" in alter.answers)


@given(dossiers())
def test_there_are_no_counts_below_three_alters_and_never_a_ratio(dossier: Dossier) -> None:
    """R-06, R-07: figures are counts in words, for who asked for them."""
    figures = figures_view(scope(dossier))
    shown = "\n".join(said("figures", figures=figures))
    assert figures["is_few"] == (len(dossier.alters) < 3)
    assert not re.search(r"%|gemiddeld|per persoon|\d[.,/]\d", shown)
    if figures["is_few"]:
        assert not re.search(r"\d", shown)
        assert not re.search(r"\b(geen|één|twee)\b", shown)


@given(dossiers())
def test_figures_count_everybody_once(dossier: Dossier) -> None:
    figures = figures_view(scope(dossier))
    if not figures["is_few"]:
        for groups, rest in (("rings", "no_ring"), ("quadrants", "no_quadrant")):
            counted = sum(one["count"] for one in figures[groups]) + figures[rest]
            assert counted == figures["all"] == len(dossier.alters)


@pytest.mark.parametrize("view", list(CHARTS))
def test_every_picture_has_its_words(view: str) -> None:
    assert TWINS[view] in real_content().views
