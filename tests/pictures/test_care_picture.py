"""Who does what in the care, now, and then beside now."""

import itertools
import re

import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from states.pictures.care import lay_out_care
from states.pictures.care_panels import kinds_of
from states.pictures.chart import Chart, Person
from tests.conftest import IS_FULL
from tests.pictures.changed import DAYS, OFTEN, TASKS, caring, people, versions
from tests.pictures.people import HOSTILE
from tests.pictures.svg_sight import (
    FACE,
    SVG,
    can_be_sent,
    drawing_of,
    named,
    parsed,
    said,
    skeleton,
    squeezed,
    together,
    words,
    wrong_with,
)

EXAMPLES = 300 if IS_FULL else 10
MOTHER = Person("a1", "mijn moeder", cared_for=True)
ANNA = Person("a2", "Anna", tasks=("shopping", "cooking"), often="weekly", listens=True)
PIET = Person("a3", "Piet", takes_over=True)
RIET = Person("a4", "Riet")


def care(*there):
    return Chart("care", there)


def then_now(before, now):
    return Chart("care_before_now", tuple(now), before=tuple(before), days=DAYS)


def panels_of(root):
    return {panel.get("data-kind"): panel for panel in named(root, "g", "panel")}


def helpers_of(panel):
    return [said(helper) for helper in named(panel, "g", "helper")]


def deeds_of(column):
    return [" ".join(said(deed)) for deed in named(column, "g", "deed")]


def rows_of(root):
    """By change: the name, and what is said in both columns."""
    return {
        section.get("data-change"): [
            (said(named(row, "g", "entry")[0]), deeds_of(named(row, "g", "then")[0]),
             deeds_of(named(row, "g", "now")[0]))
            for row in named(section, "g", "row")
        ]
        for section in named(root, "g", "section")
    }  # fmt: skip


@given(people(60))
@settings(max_examples=EXAMPLES)
def test_any_care_is_readable(there):
    chart = care(*there)
    root = parsed(chart)
    assert wrong_with(root) == []
    assert can_be_sent(drawing_of(chart))
    panels = panels_of(root)
    for kind in ("listens", "practical", "takes_over", "others"):
        here = [person for person in there if kind in kinds_of(person)]
        assert len(here) == len(named(panels[kind], "g", "helper") if kind in panels else [])
    assert len(named(root, "g", "cared")) == sum(person.cared_for for person in there)


@given(versions("care_before_now"))
@settings(max_examples=EXAMPLES)
def test_any_two_versions_of_the_care_are_readable(chart):
    root = parsed(chart)
    assert wrong_with(root) == []
    assert can_be_sent(drawing_of(chart))
    shown = {person.id for person in (*chart.before, *chart.people)}
    assert len(named(root, "g", "entry")) == len(shown)


@pytest.mark.parametrize("count", [0, 1, 3, 8, 24, 60, 150])
def test_all_names_are_there(count):
    there = caring(count)
    for chart in (care(*there), then_now(there, there)):
        drawing = drawing_of(chart)
        assert can_be_sent(drawing)
        root = parsed(chart)
        assert wrong_with(root) == []
        told = together(root)
        if count <= 60:
            for person in there:
                label = squeezed(person.label)
                assert label in told or "محمد" in label or person.label in drawing.svg


def test_the_fullest_care_can_be_sent():
    name = "mevrouw Van der Heijden-Bartholomeus van de overkant hier"
    there = [
        Person(f"a{n}", name, "group", tasks=TASKS, often="daily", listens=True, takes_over=True)
        for n in range(150)
    ]
    for chart in (care(*there), then_now(there, there)):
        assert can_be_sent(drawing_of(chart))
        assert wrong_with(parsed(chart)) == []


def test_three_kinds_stand_apart_with_who_gives_them():
    panels = panels_of(parsed(care(MOTHER, ANNA, PIET, RIET)))
    assert {kind: helpers_of(panel) for kind, panel in panels.items()} == {
        "listens": [["Anna"]],
        "practical": [
            [
                "Anna",
                (
                    f"{words('codebook/care_tasks__shopping')}, "
                    f"{words('codebook/care_tasks__cooking').lower()}"
                ),
                words("codebook/care_often__weekly"),
            ]
        ],
        "takes_over": [["Piet"]],
        "others": [["Riet"]],
    }
    assert said(named(parsed(care(MOTHER, ANNA)), "g", "cared")[0]) == ["mijn moeder"]


@pytest.mark.parametrize("code", TASKS)
def test_each_task_is_called_as_in_the_codebook(code):
    panel = panels_of(parsed(care(replace(RIET, tasks=(code,)))))["practical"]
    assert together(panel).endswith(squeezed(words(f"codebook/care_tasks__{code}")))


@pytest.mark.parametrize("code", OFTEN)
def test_how_often_is_said_as_in_the_codebook(code):
    panel = panels_of(parsed(care(replace(RIET, often=code))))["practical"]
    assert helpers_of(panel) == [["Riet", words(f"codebook/care_often__{code}")]]


@pytest.mark.parametrize(
    ("facts", "kind"),
    [
        ({"tasks": ("cooking",), "listens": True, "takes_over": True}, "practical"),
        ({"listens": True, "takes_over": True}, "takes_over"),
        ({"listens": True}, "listens"),
        ({}, "practical"),
    ],
)
def test_how_often_stands_with_what_it_is_about(facts, kind):
    helper = replace(RIET, often="daily", **facts)
    often = words("codebook/care_often__daily")
    panels = panels_of(parsed(care(helper)))
    assert [one for one, panel in panels.items() if often in said(panel)] == [kind]
    (row,) = rows_of(parsed(then_now((), (helper,))))["new"]
    assert [often.lower() in deed.lower() for deed in row[2]].count(True) == 1


def test_the_kinds_differ_by_shape():
    root = parsed(care(MOTHER, ANNA, PIET))
    icons = list(named(root, "g", "icon"))
    shapes = [tuple((one.tag, tuple(sorted(one.attrib.items()))) for one in icon) for icon in icons]
    assert len(shapes) == len(set(shapes)) == 3


def test_a_kind_that_nobody_gives_has_no_place_that_stays_open():
    root = parsed(care(MOTHER, PIET))
    assert set(panels_of(root)) == {"takes_over"}
    assert set(panels_of(parsed(care(MOTHER)))) == set()


def test_nobody_is_a_calm_picture():
    assert said(parsed(care())) == [words("care_title"), words("care_nobody"), words("ego")]
    root = parsed(then_now((), ()))
    assert words("care_before_now_nobody") in said(root)
    assert wrong_with(root) == []


def test_nothing_is_counted_or_weighed():
    for chart in (care(MOTHER, ANNA, PIET), then_now((MOTHER, ANNA), (MOTHER, PIET))):
        told = " ".join(said(parsed(chart)))
        for day in ("3 mei 2026", "22 november 2026"):
            told = told.replace(day, "")
        assert not re.search(r"\d|%|[↑↓▲▼]", told)


def test_who_is_cared_for_stands_beside_ego_and_who_helps_below():
    layout = lay_out_care((MOTHER, ANNA), words, FACE)
    assert layout.cared[0].box.left > layout.ego[0] + 74
    assert layout.cared[0].box.top < layout.ego[1] < layout.cared[0].box.bottom
    assert all(panel.box.top > layout.ego[1] + 74 for panel in layout.panels)


def test_each_change_says_what_was_and_what_is():
    now_anna = replace(ANNA, listens=False, often="daily")
    root = parsed(then_now((MOTHER, ANNA, RIET), (MOTHER, now_anna, PIET)))
    tasks = "Boodschappen doen, koken"
    assert rows_of(root) == {
        "new": [(["Piet"], [], [words("care_does__takes_over")])],
        "other": [
            (
                ["Anna"],
                [words("care_does__listens"), f"{tasks}, elke week of vaker"],
                [f"{tasks}, elke dag"],
            )
        ],
        "same": [(["mijn moeder"], *[[words("care_does__cared_for")]] * 2)],
        "gone": [(["Riet"], [words("care_does__others")], [])],
    }
    for section in named(root, "g", "section"):
        assert said(section)[1:3] == ["Toen: 3 mei 2026", "Nu: 22 november 2026"]


def test_more_help_and_less_help_are_drawn_alike():
    """R-25: then and now change places, and nothing else does."""
    less = replace(ANNA, tasks=("cooking",), listens=False)
    more, fewer = then_now((less,), (ANNA,)), then_now((ANNA,), (less,))
    drawn = [sorted(skeleton(parsed(chart), without=("x", "transform"))) for chart in (more, fewer)]
    assert drawn[0] == drawn[1]
    assert drawing_of(more).height == drawing_of(fewer).height


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_is_taken_for_markup(name):
    person = replace(ANNA, label=name, cared_for=True, takes_over=True)
    for chart in (care(person), then_now((person,), (person,))):
        root = parsed(chart)
        assert wrong_with(root) == []
        entry = named(root, "g", "entry")[0]
        title = entry.find(f"{SVG}title")
        shown = title.text if title is not None else "".join(said(entry))
        assert sorted("".join(shown.split())) == sorted(squeezed(name))


def test_paper_may_part_it_between_panels_and_rows():
    for chart in (care(*caring(24)), then_now(caring(24), caring(24, 2))):
        drawing = drawing_of(chart)
        edges = (0, *drawing.breaks, drawing.height)
        assert list(edges) == sorted(edges)
        assert max(b - a for a, b in itertools.pairwise(edges)) < 700


def test_no_repr_shows_a_name():
    assert "Anna" not in repr(lay_out_care((MOTHER, ANNA), words, FACE))
