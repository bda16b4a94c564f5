"""The map of care in words: the same facts as its picture, for every reader (R-45)."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from states.caring.charting import EGO, care_before_now_chart, care_chart
from states.circle import named
from states.days import date_of, local_day
from states.pictures.chart import Chart, Person
from states.returning.comparing import by_change
from states.returning.words import day_text
from states.scope import Scope
from states.screen import TextKey


def care_view(scope: Scope) -> dict[str, Any]:
    """Who does what, as `care_words` says it, of everybody."""
    return care_words(care_chart(scope))


def care_words(chart: Chart) -> dict[str, Any]:
    """The words for a chart of the care.

    Returns:
        `people`: each with `name`, `is_me`, `cared_for`, `tasks` (texts), `often` (a text or
        None), `listens` and `takes_over`; `is_empty`: whether there is nobody in it.
    """
    return {"people": [_one(person) for person in chart.people], "is_empty": not chart.people}


def care_before_now_view(scope: Scope) -> dict[str, Any]:
    """Who does what, then and now, as `care_before_now_words` says it."""
    return care_before_now_words(care_before_now_chart(scope), date_of(local_day(scope.now)))


def care_before_now_words(chart: Chart, today: date) -> dict[str, Any]:
    """The words for a chart of the care, then and now; told alike whatever changed (R-25).

    Returns:
        `then` and `now`: the days, as texts, empty where there is nothing to compare with;
        `was_empty` and `is_empty`: whether nobody was there; `groups`: each with its `title` and
        `people`, of whom `name`, `then` and `now` (lists of texts; of who is new or gone one of
        them is empty, and of who does the same both are equal).
    """
    days = [day_text(date.fromisoformat(day), today) for day in chart.days]
    before = {person.id: person for person in chart.before}
    now = {person.id: person for person in chart.people}
    groups = [
        {
            "title": TextKey(f"pictures/before_now__{change}"),
            "people": [_then_and_now(p, before.get(p.id), now.get(p.id)) for p in people],
        }
        for change, people in (by_change(chart) if days else [])
    ]
    then, today_text = days or ("", "")
    empty = {"was_empty": not chart.before, "is_empty": not chart.people}
    return {"then": then, "now": today_text, **empty, "groups": groups}


def _then_and_now(person: Person, then: Person | None, now: Person | None) -> dict[str, Any]:
    return {
        "name": named(person),
        "then": list(_facts(then)) if then else [],
        "now": list(_facts(now)) if now else [],
    }


def _facts(person: Person) -> Iterator[TextKey]:
    """What somebody does, each fact as one text."""
    if person.cared_for:
        yield TextKey("codebook/cared_for")
    yield from (TextKey(f"codebook/care_tasks__{code}") for code in person.tasks)
    if person.often:
        yield TextKey(f"codebook/care_often__{person.often}")
    if person.listens:
        yield TextKey("codebook/listens")
    if person.takes_over:
        yield TextKey("codebook/takes_over")


def _one(person: Person) -> dict[str, Any]:
    return {
        "name": named(person),
        "is_me": person.id == EGO,
        "cared_for": person.cared_for,
        "tasks": [TextKey(f"codebook/care_tasks__{code}") for code in person.tasks],
        "often": TextKey(f"codebook/care_often__{person.often}") if person.often else None,
        "listens": person.listens,
        "takes_over": person.takes_over,
    }
