"""Judges of what is read on all walks (`tests.states.walking`), each of them one test."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from tests.states.walking import WALKS, Moment, walk

Judge = Callable[[Moment], object]
JUDGES: dict[str, Judge] = {}


@dataclass
class Found:
    """What a judge found in all walks: how often it had something to judge, and what is wrong."""

    judged: int = 0
    wrong: str = ""


def on_walks(judge: Judge) -> Callable[[], None]:
    """A test of all that is read on all walks; the judge gives None where it has no say."""
    JUDGES[judge.__name__] = judge

    def test() -> None:
        found = _findings(tuple(JUDGES))[judge.__name__]
        assert not found.wrong, found.wrong
        assert found.judged, "walks that never come there show nothing"

    test.__name__, test.__doc__ = judge.__name__, judge.__doc__
    return test


@cache
def _findings(names: tuple[str, ...]) -> dict[str, Found]:
    """Each walk is walked once for all judges."""
    found = {name: Found() for name in names}
    for number in range(WALKS):
        for moment in walk(number):
            for name, one in found.items():
                if not one.wrong:
                    _ask(JUDGES[name], moment, one)
    return found


def _ask(judge: Judge, moment: Moment, found: Found) -> None:
    try:
        found.judged += judge(moment) is not None
    except AssertionError as wrong:
        found.wrong = f"{moment.where}, {moment.came_from} {moment.given}> {moment.place}: {wrong}"
