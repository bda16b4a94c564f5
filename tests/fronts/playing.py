"""A scenario over a front end, beside the engine that says what has to be seen.

Each turn has to fulfil what the scenario says of it, and to show the very words and options of the
engine. Where a front end may differ stands in `DIFFERS`, and nowhere else.
"""

from itertools import zip_longest
from typing import Any

from tests.dialogues.scenario import Scenario, _seconds
from tests.fronts.engine import EngineFront
from tests.fronts.front import Front, is_label


def play_beside_the_engine(scenario: Scenario, front: Front) -> None:
    """Talk it through over both; fails with the place and the line where they part."""
    engine = EngineFront(scenario.talk())
    _compare("at the start", front, engine)
    for number, turn in enumerate(scenario.turns, 1):
        if "wait" in turn:
            seconds = _seconds(turn["wait"])
            engine.wait(seconds)
            front.wait(seconds)
            continue
        engine.say(turn["says"])
        front.say(turn["says"])
        where = f"{scenario.path.name}, turn {number} ({turn['says']!r})"
        _judge(where, scenario, turn, front)
        _compare(where, front, engine)
    front.end()


def _judge(where: str, scenario: Scenario, turn: dict[str, Any], front: Front) -> None:
    """What the scenario says of this turn."""
    seen = str(front.seen).casefold()
    place = front.place
    if place is not None:
        assert turn.get("at", place) == place, f"{where}: at {place}, not {turn['at']}\n{seen}"
    for expected in turn.get("expects", []):
        assert expected.casefold() in seen, f"{where}: no {expected!r} on\n{seen}"
    for banned in [*turn.get("not", []), *scenario.never]:
        assert banned.casefold() not in seen, f"{where}: {banned!r} is on\n{seen}"


def _compare(where: str, front: Front, engine: EngineFront) -> None:
    """The same words and options as the engine has."""
    expected, seen = engine.seen, front.seen
    assert seen.words == expected.words, f"{where}: {seen}\n\nand not\n{expected}"
    pairs = zip_longest(seen.labels, expected.labels, fillvalue="")
    as_expected = [is_label(shown, label, front.longest_label) for shown, label in pairs]
    assert all(as_expected), f"{where}: {seen.labels} and not {expected.labels}"
    assert front.place in (None, engine.place), f"{where}: at {front.place}, not {engine.place}"
