"""The scenarios together come by every step, and with a seeded walk every option is taken.

A step counts where the client stood at it. Steps that need a feature or a dialogue that is not
there yet do not count; something can be shown to a worker, and workers answer.
"""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from random import Random
from typing import NamedTuple

from states.content import Content
from states.dossier import Answer, Dossier, Frame, decode, encode
from states.drawing import MORE
from states.input import Command, Offered
from states.machine import CompiledDialogue
from states.scope import Scope
from states.screen import Event, ScreenOption
from states.sharing.news import News, hear
from states.sharing.records import REPLIES, WorkerFacts
from states.sides import put_on, side_of
from states.steps.any_step import AnyStep
from states.steps.flow import EachStep
from states.steps.option_step import KEEP
from states.steps.text import TextStep
from tests.dialogues.scenario import all_scenarios, play
from tests.dialogues.walking import somebody
from tests.talk import MONDAY_MORNING, Talk, content_with, real_content

SEED = 20_260_302
CLIENTS = 1_000
"""Walks at most, each of a new client; it ends when all was taken."""
TURNS = 250
TURNS_FROM_THERE = 10
NEW_WAYS = 0.8
"""How often the walk takes an option that nobody took yet, where there is one."""
TO_MENU = 0.1
"""How often it may turn to the menu."""

NAMES = ("Anna", "Piet", "Anna en oom Henk", "mijn hond Bobby", "Kees Jansen", "de buurvrouw")
WORDS = ("een rustige dag", "samen lachen", "dat weet ik zelf het best")
HOURS = 3_600
AWAY = 30_000
"""A day after all of these walks."""

OF_THE_ENGINE = frozenset({"done", "page", KEEP, "group", "first_only", "as_typed"})
"""Options that a step kind adds of its own: taken once for each kind is enough."""

WITHOUT_A_TRACE = {("delete/erased", "begin")}
"""Tapped where nothing of the client is left, so that no event tells of it."""


@cache
def _events_of_scenarios() -> tuple[Event, ...]:
    events: list[Event] = []
    for scenario in all_scenarios():
        talk = scenario.talk()
        play(scenario, talk)
        events += talk.events
    return tuple(events)


def _steps(content: Content) -> Iterator[tuple[str, CompiledDialogue, AnyStep]]:
    """Every step at which somebody can stand, with its place as `dialogue/step`."""
    for dialogue, compiled in content.dialogues.items():
        for name, step in compiled.steps.items():
            is_there = step.needs is None or step.needs in content.capabilities
            if step.rests and is_there:
                yield f"{dialogue}/{name}", compiled, step


def _options(content: Content, step: AnyStep) -> Iterator[str]:
    """The options that the content of a step declares, with its examples and opt-outs."""
    for option in step.declared_options():
        if option.needs is None or option.needs in content.capabilities:
            yield option.id
    yield from (opt_out.id for opt_out in step.opt_outs if opt_out.is_shown)
    if isinstance(step, TextStep):
        yield from step.examples


def _declared(content: Content) -> set[tuple[str, str]]:
    return {
        (place, option) for place, _, step in _steps(content) for option in _options(content, step)
    }


class Kind(NamedTuple):
    """A kind of step, and the options that its content declares."""

    name: str
    options: set[str]


class Stroll:
    """A client who taps about, and prefers what nobody tapped before."""

    def __init__(self, content: Content, taken: Counter[tuple[str, str]]) -> None:
        self.random = Random(SEED)  # noqa: S311 - a walk through screens, no secret
        self.kinds = _kinds(content)
        self.taken = taken
        self.seen: set[tuple[str, str]] = set()

    def go(self) -> None:
        """Walk about as a new client."""
        talk = Talk(content_with("sharing"))
        for _ in range(TURNS):
            self._turn(talk)

    def go_to(self, place: str) -> None:
        """Walk about from a place, as somebody who told much before."""
        content = content_with("sharing")
        dossier = somebody(content, self.random, self.random.choice((1, 4)), told=0.5)
        room, step = place.split("/")
        dossier.stack = [Frame("start", "home_help"), Frame(room, step)]
        put_on(content, dossier, side_of(content, dossier.stack))
        self._vary(dossier)
        dossier.stack[-1].item = self._item(content, dossier)
        talk = Talk(content, stored=encode(dossier))
        talk.give(Command("resume"))
        for _ in range(TURNS_FROM_THERE):
            self._turn(talk)

    def _vary(self, dossier: Dossier) -> None:
        """Two of one name now and then; people who think along, and a step for a worker."""
        if len(dossier.alters) > 1 and self.random.random() < 0.5:
            dossier.edit_alter(dossier.alters[1].id).label = dossier.alters[0].label
        for entry in dossier.of_kind("gathering")[:1]:
            dossier.ego["gathering_current"] = Answer([entry.id])
        for entry in dossier.of_kind("action")[:1]:
            dossier.ego["plan_current"] = Answer([entry.id])
            if self.random.random() < 0.3:
                entry.answers["plan_by"] = Answer("worker")

    def _item(self, content: Content, dossier: Dossier) -> str | None:
        """One of what the loop goes over in which the client stands."""
        frame = dossier.stack[-1]
        compiled = content.dialogues[frame.dialogue]
        loop = compiled.steps.get(compiled.loop_of.get(frame.step) or "")
        if not isinstance(loop, EachStep):
            return None
        items = loop.over.items(Scope.at(content, dossier, frame, MONDAY_MORNING))
        return self.random.choice(items) if items else None

    def _turn(self, talk: Talk) -> None:
        ways = [option for option in talk.screen.options if option.role != "alter"]
        self.seen |= {self._way(talk, way) for way in ways if way.id != MORE}
        before = len(talk.events)
        if self.random.random() < 0.05:
            talk.wait(self.random.choice((1, 30)) * HOURS)
        if self.random.random() < 0.05:
            self._hear(talk)
        if talk.screen.kind == "code" and self.random.random() < 0.5:
            talk.give(self._code())
        elif talk.screen.text in ("names", "words", "draft") and self.random.random() < 0.5:
            talk.say(self.random.choice(NAMES if talk.screen.text == "names" else WORDS))
        else:
            talk.tap(self._choose(talk).id)
        self.taken.update(_taken(talk.events[before:], self.kinds))

    def _code(self) -> Offered:
        """The code of a worker, who may be away."""
        name, away = self.random.choice(("Fatima", "Karel")), self.random.choice((0, AWAY))
        pairing = f"{self.random.getrandbits(128):032x}"
        return Offered(WorkerFacts(name, name, "Wijkteam", away_until=away), pairing)

    def _hear(self, talk: Talk) -> None:
        """A worker answers what was sent last."""
        dossier = decode(talk.stored)
        for share in dossier.shares[-1:]:
            reply = self.random.choice(sorted(REPLIES))
            news = News("replied", share.id, at=talk.now, reply=reply)
            talk.stored = encode(hear(dossier, news).dossier)

    def _choose(self, talk: Talk) -> ScreenOption:
        options = [option for option in talk.screen.options if option.id != MORE]
        new = [o for o in options if o.role != "alter" and not self.taken[self._way(talk, o)]]
        if new and self.random.random() < NEW_WAYS:
            return self.random.choice(new)
        page = talk.screen.option("page")
        if page and any(not self.taken[self._way(talk, o)] for o in talk.screen.others):
            return page
        to_menu = self.random.random() < TO_MENU
        return self.random.choice(talk.screen.options if to_menu else options)

    def _way(self, talk: Talk, option: ScreenOption) -> tuple[str, str]:
        return _way(talk.place, option.id, self.kinds)


def _kinds(content: Content) -> dict[str, Kind]:
    """Of each step its kind, and the options that its content declares."""
    return {p: Kind(step.kind, set(_options(content, step))) for p, _, step in _steps(content)}


def _way(place: str, option: str, kinds: dict[str, Kind]) -> tuple[str, str]:
    """What counts as one way: a card is as good as another, and so is a number of a scale."""
    kind = kinds.get(place)
    if kind is None:
        return place, option
    if option in OF_THE_ENGINE:
        return kind.name, option
    is_any = kind.name in ("cards", "scale") and option not in kind.options
    return (place, "any") if is_any else (place, option)


def _taken(events: list[Event], kinds: dict[str, Kind]) -> list[tuple[str, str]]:
    return [_way(e.place, e.detail, kinds) for e in events if e.name == "option_taken"]


def test_the_scenarios_come_by_every_step() -> None:
    visited = Counter(e.place for e in _events_of_scenarios() if e.name == "step_entered")
    places = {place for place, _, _ in _steps(content_with("sharing"))}
    missing = sorted(places - visited.keys())
    print(f"steps: {len(places)}, visits: {sum(visited.values())}")  # noqa: T201 - read with -s
    assert not missing, f"no scenario comes by: {', '.join(missing)}"


def test_every_option_is_taken_somewhere() -> None:
    content = content_with("sharing")
    kinds = _kinds(content)
    taken = Counter(_taken(list(_events_of_scenarios()), kinds))
    by_scenarios = len(taken)
    declared = {_way(place, option, kinds) for place, option in _declared(content)}
    stroll = Stroll(content, taken)
    missing = declared
    for number in range(CLIENTS):
        places = sorted({place for place, _ in missing if "/" in place})
        if number % 4 == 0 or not places:
            stroll.go()
        else:
            stroll.go_to(stroll.random.choice(places))
        missing = (declared | stroll.seen) - taken.keys() - WITHOUT_A_TRACE
        if not missing:
            break
    print(f"options: {len(taken)}, by scenarios: {by_scenarios}")  # noqa: T201 - read with -s
    names = sorted(f"{place}: {option}" for place, option in missing)
    assert not names, f"never taken: {', '.join(names)}"


def test_nothing_private_is_asked_while_someone_helps() -> None:
    scenario = next(s for s in all_scenarios() if s.path.stem == "kitchen_table")
    talk = Talk()
    play(scenario, talk)
    private = {place for place, _, step in _steps(real_content()) if step.only_alone}
    visits = [event.place for event in talk.events if event.name == "step_entered"]
    helped = visits.index("start/company"), visits.index("start/home_alone")
    assert private.isdisjoint(visits[slice(*helped)])
    assert not private.isdisjoint(visits[helped[1] :]), "alone, the rest is never asked"
