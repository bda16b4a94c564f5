"""Scenarios as data: what a person says, and what they should and should not see then.

A file in `scenarios/` holds one conversation:

    title: A content loner
    persona: f
    features: [check_ins]             # what the program can do besides its dialogues (optional)
    turns:
      - says: ja hoor                 # one line, typed or a label
        at: start/who_can_see         # where that leads (optional)
        expects: [wat je typt]        # on the screen then, any case (optional)
        not: [netwerk]                # not on it (optional)
      - wait: 3 days                  # or: 40 minutes, 2 hours
      - says: ...
    counts: {screens: 30, typed: 8, first_name_by: 8}   # at most (optional)
    never: [netwerk]                  # on no screen at all (optional)
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from tests.talk import Talk, content_with

FOLDER = Path(__file__).parent / "scenarios"
SECONDS = {"minute": 60, "hour": 3_600, "day": 86_400, "week": 604_800}


@dataclass(frozen=True)
class Scenario:
    """One conversation of a scenario file."""

    path: Path
    title: str
    turns: list[dict[str, Any]]
    counts: dict[str, int]
    never: list[str]
    features: list[str]

    def talk(self) -> Talk:
        """Somebody who begins, with a program that has these features."""
        return Talk(content_with(*self.features))


def scenarios() -> list[Scenario]:
    """All scenario files, by name."""
    return [_read(path) for path in sorted(FOLDER.glob("*.yaml"))]


def _read(path: Path) -> Scenario:
    data = YAML(typ="safe").load(path)
    return Scenario(
        path,
        data["title"],
        data["turns"],
        data.get("counts", {}),
        data.get("never", []),
        data.get("features", []),
    )


def play(scenario: Scenario, talk: Talk) -> dict[str, int]:
    """Talk it through; fails with the place and the line where it goes another way.

    Returns:
        Screens shown, lines typed as words, and the number of the screen at which the first
        name was given (0 where none was).
    """
    first_name = 0
    for number, turn in enumerate(scenario.turns, 1):
        if "wait" in turn:
            talk.wait(_seconds(turn["wait"]))
            continue
        asked = talk.dossier.session.screens
        had_nobody = not talk.dossier.alters
        talk.say(turn["says"])
        if had_nobody and talk.dossier.alters and not first_name:
            first_name = asked
        _judge(scenario, number, turn, talk)
    return {
        "screens": sum(event.name == "screen_shown" for event in talk.events),
        "typed": talk.typed,
        "first_name_by": first_name,
    }


def _judge(scenario: Scenario, number: int, turn: dict[str, Any], talk: Talk) -> None:
    where = f"{scenario.path.name}, turn {number} ({turn['says']!r})"
    seen = talk.shown().casefold()
    place = talk.place
    assert turn.get("at", place) == place, f"{where}: at {place}, not {turn['at']}\n{talk.shown()}"
    for expected in turn.get("expects", []):
        assert expected.casefold() in seen, f"{where}: no {expected!r} on\n{talk.shown()}"
    for banned in [*turn.get("not", []), *scenario.never]:
        assert banned.casefold() not in seen, f"{where}: {banned!r} is on\n{talk.shown()}"


def _seconds(words: str) -> int:
    number, unit = words.split()
    return int(number) * SECONDS[unit.rstrip("s")]
