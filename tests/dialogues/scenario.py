"""Scenarios as data: what a person says, and what they should and should not see then.

A file in `scenarios/` holds one conversation:

    title: A content loner
    persona: f
    features: [check_ins]             # what the program can do besides its dialogues (optional)
    given:                            # what was told before (optional)
      ego: {form: u, interests: zingen}
      alters: [{name: Anna, ring: very_close}]
    workers:                          # who gave a code (optional); `away` in days from now
      fatima: {name: Fatima, organisation: Wijkteam Zuid, role: begeleider, away: 5, stand_in: Els}
    turns:
      - says: ja hoor                 # one line, typed or a label
        at: start/who_can_see         # where that leads (optional)
        expects: [wat je typt]        # on the screen then, any case (optional)
        not: [netwerk]                # not on it (optional)
      - offers: fatima                # this worker's code, typed or as a link
        deeds: [Unpair]               # what the storage has to do then, exactly (optional)
        parts: [likes, map]           # what was sent then, exactly (optional)
      - wait: 3 days                  # or: 40 minutes, 2 hours
      - news: replied                 # what a worker did with what was sent to him or her last:
        by: fatima                    # opened, looked, replied or ended
        reply: talk                   # read, talk or call
        in: 4                         # days until the talk
      - says: ...
    counts: {screens: 30, typed: 8, first_name_by: 8, share: 18}   # at most (optional)
    never: [netwerk]                  # on no screen at all (optional)
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from states.days import local_day
from states.dossier import Answer, Dossier, decode, encode, new_dossier
from states.input import Offered
from states.screen import Event
from states.sharing.deeds import Publish
from states.sharing.news import News, hear
from states.sharing.records import Share, WorkerFacts
from states.sharing.snapshot import decode_snapshot
from tests.talk import MONDAY_MORNING, Talk, content_with

FOLDER = Path(__file__).parent / "scenarios"
SHARING = ("share", "choose")
"""The dialogues whose screens are counted as `share`."""

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
    given: dict[str, Any] = field(default_factory=dict)
    workers: dict[str, dict[str, Any]] = field(default_factory=dict)

    def talk(self) -> Talk:
        """Somebody who begins, with a program that has these features."""
        return Talk(content_with(*self.features), stored=self.stored())

    def stored(self) -> bytes:
        """The dossier with which it begins."""
        return encode(_told_before(self.given))

    def worker(self, name: str, now: int) -> Offered:
        """The code of a worker, as the front end hands it in."""
        told = dict(self.workers[name])
        away = told.pop("away", None)
        away_until = local_day(now) + away if away is not None else 0
        return Offered(WorkerFacts(_id(name), **told, away_until=away_until), _id(f"to {name}"))


def _id(name: str) -> str:
    return sha256(name.encode()).hexdigest()[:32]


def _told_before(given: Mapping[str, Any]) -> Dossier:
    """The dossier of somebody who told this before the scenario begins."""
    dossier = new_dossier()
    dossier.ego = {name: Answer(value) for name, value in given.get("ego", {}).items()}
    for told in given.get("alters", []):
        about = {name: Answer(value) for name, value in told.items() if name != "name"}
        dossier.add_alter(told["name"], "free_list", MONDAY_MORNING // SECONDS["day"])
        dossier.alters[-1].answers.update(about)
    return dossier


def all_scenarios() -> list[Scenario]:
    """All scenario files, by name."""
    return [read_scenario(path) for path in sorted(FOLDER.glob("*.yaml"))]


def scenarios() -> list[Scenario]:
    """Those in which the client does no more than type, so that anything can play them."""
    return [one for one in all_scenarios() if not (one.given or one.workers)]


def read_scenario(path: Path) -> Scenario:
    """One scenario file."""
    data = YAML(typ="safe").load(path)
    return Scenario(
        path,
        data["title"],
        data["turns"],
        data.get("counts", {}),
        data.get("never", []),
        data.get("features", []),
        data.get("given", {}),
        data.get("workers", {}),
    )


def play(scenario: Scenario, talk: Talk) -> dict[str, int]:
    """Talk it through; fails with the place and the line where it goes another way.

    Returns:
        Screens shown, lines typed as words, and the number of the screen at which the first
        name was given (0 where none was).
    """
    first_name = 0
    for number, turn in enumerate(scenario.turns, 1):
        asked = talk.dossier.session.screens
        had_nobody = not talk.dossier.alters
        if not go_on(scenario, turn, talk):
            continue
        if had_nobody and talk.dossier.alters and not first_name:
            first_name = asked
        _judge(scenario, number, turn, talk)
    return {
        "screens": sum(event.name == "screen_shown" for event in talk.events),
        "typed": talk.typed,
        "first_name_by": first_name,
        "share": sum(_is_of_sharing(event) for event in talk.events),
    }


def go_on(scenario: Scenario, turn: Mapping[str, Any], talk: Talk) -> bool:
    """One turn of a scenario; False where the client does nothing in it."""
    if "wait" in turn:
        talk.wait(_seconds(turn["wait"]))
    elif "news" in turn:
        _happens(scenario, turn, talk)
    elif "offers" in turn:
        talk.give(scenario.worker(turn["offers"], talk.now))
    else:
        talk.say(turn["says"])
    return "says" in turn or "offers" in turn


def _is_of_sharing(event: Event) -> bool:
    return event.name == "screen_shown" and event.place.split("/")[0] in SHARING


def _happens(scenario: Scenario, turn: Mapping[str, Any], talk: Talk) -> None:
    """Something happens at the worker's side; of a reply or an end the client is told."""
    dossier = decode(talk.stored)
    pairing = scenario.worker(turn["by"], talk.now).pairing
    sent = [share for share in dossier.shares if share.pairing == pairing]
    news = _news(turn, pairing, sent, talk.now)
    heard = hear(dossier, news)
    tells = turn.get("tells", turn["news"] in ("replied", "ended"))
    assert heard.tells == tells, f"{scenario.path.name}: {turn} tells {heard.tells}"
    talk.stored = encode(heard.dossier)


def _news(turn: Mapping[str, Any], pairing: str, sent: list[Share], now: int) -> News:
    if turn["news"] == "ended":
        return News("ended", pairing=pairing, at=now)
    day = local_day(now) + turn["in"] if "in" in turn else 0
    return News(turn["news"], sent[-1].id, at=now, reply=turn.get("reply", ""), day=day)


def _judge(scenario: Scenario, number: int, turn: dict[str, Any], talk: Talk) -> None:
    said = turn["says"] if "says" in turn else turn["offers"]
    where = f"{scenario.path.name}, turn {number} ({said!r})"
    seen = talk.shown().casefold()
    place = talk.place
    assert turn.get("at", place) == place, f"{where}: at {place}, not {turn['at']}\n{talk.shown()}"
    for expected in turn.get("expects", []):
        assert expected.casefold() in seen, f"{where}: no {expected!r} on\n{talk.shown()}"
    for banned in [*turn.get("not", []), *scenario.never]:
        assert banned.casefold() not in seen, f"{where}: {banned!r} is on\n{talk.shown()}"
    deeds = [type(deed).__name__ for deed in talk.turn.deeds]
    assert deeds == turn.get("deeds", []), f"{where}: does {deeds}"
    if "parts" in turn:
        _judge_parts(where, turn, talk)


def _judge_parts(where: str, turn: dict[str, Any], talk: Talk) -> None:
    """What was sent holds these parts and no others."""
    (sent,) = [deed for deed in talk.turn.deeds if isinstance(deed, Publish)]
    blocks = decode_snapshot(sent.payload).document.blocks
    parts = list(dict.fromkeys(block.part for block in blocks))
    assert parts == turn["parts"], f"{where}: sends {parts}"


def _seconds(words: str) -> int:
    number, unit = words.split()
    return int(number) * SECONDS[unit.rstrip("s")]
