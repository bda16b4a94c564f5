"""Then and now in words: the same facts as the picture, for every reader (R-45).

Every comparison is told in the same way, whatever changed: by person, without a count, and with
no word on whether it is good (R-25).
"""

from datetime import date
from typing import Any

from states.circle import named
from states.days import date_of, local_day
from states.pictures.chart import APART, UNSURE, Chart, Person
from states.pictures.charting import before_now_chart
from states.returning.comparing import by_change, version_at_hand, version_id
from states.returning.present import day_of_map
from states.returning.versions import former
from states.scope import Scope
from states.screen import TextKey


def before_now_view(scope: Scope) -> dict[str, Any]:
    """Who is new, came closer, is further away, is as before or is gone."""
    return before_now_words(before_now_chart(scope), date_of(local_day(scope.now)))


def before_now_words(chart: Chart, today: date) -> dict[str, Any]:
    """The words for a chart of then and now.

    Returns:
        `then` and `now`: the days, as texts, empty where there is nothing to compare with;
        `was_empty` and `is_empty`: whether nobody was there; `groups`: each with its `title`, all
        `names`, and `lines` of those in one `place`, with the place `before` where that differs.
    """
    days = [day_text(date.fromisoformat(day), today) for day in chart.days]
    then, now = days or ("", "")
    changes = by_change(chart) if days else []
    groups = [_group(change, people, chart) for change, people in changes]
    empty = {"was_empty": not chart.before, "is_empty": not chart.people}
    return {"then": then, "now": now, **empty, "groups": groups}


def map_days_view(scope: Scope) -> dict[str, Any]:
    """Of what day the map is (`drawn`), and of what day the one beside it (`before`)."""
    today = date_of(local_day(scope.now))
    version = version_at_hand(scope)
    return {
        "drawn": day_text(date_of(day_of_map(scope)), today),
        "before": day_text(date_of(version.day), today) if version is not None else "",
        "is_empty": not scope.dossier.alters,
    }


def version_cards_view(scope: Scope) -> dict[str, dict[str, Any]]:
    """Each earlier version, called by its day."""
    today = local_day(scope.now)
    return {
        version_id(version): {
            "title": day_text(date_of(version.day), date_of(today)),
            "what": "",
            "how": "",
            "cannot": "",
        }
        for version in former(scope.dossier, today)
    }


def day_text(day: date, today: date) -> TextKey:
    """A day as one says it, with its year where that is another one."""
    year = str(day.year) if day.year != today.year else ""
    return TextKey("_shared/value_map_day", {"date": day, "year": year})


def _group(change: str, people: list[Person], chart: Chart) -> dict[str, Any]:
    then = {person.id: person for person in chart.before}
    lines: dict[tuple[str, str], list[Any]] = {}
    for person in people:
        before, place = _place(then.get(person.id, person)), _place(person)
        moved = before if before != place else ""
        lines.setdefault((moved, place), []).append(_called(person))
    return {
        "title": TextKey(f"pictures/before_now__{change}"),
        "names": [person.label for person in people],
        "lines": [
            {
                "names": names,
                "before": TextKey(f"codebook/{before}") if before else "",
                "place": TextKey(f"codebook/{place}"),
            }
            for (before, place), names in lines.items()
        ],
    }


def _place(person: Person) -> str:
    """Where somebody is in the circle: the key of a ring, or of the kind where there is no ring."""
    return f"kind__{person.kind}" if _is_apart(person) else f"ring__{person.ring}"


def _called(person: Person) -> Any:  # noqa: ANN401 - a name, or a text with it
    """A name; what it is where the place does not say that."""
    return person.label if _is_apart(person) else named(person)


def _is_apart(person: Person) -> bool:
    return person.ring == UNSURE and person.kind in APART
