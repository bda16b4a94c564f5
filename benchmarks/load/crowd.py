"""People in closed loop: each waits for the bot's answer, thinks, and acts again."""

import asyncio
import time
from collections.abc import Callable

from benchmarks.load.measures import Window
from benchmarks.load.walkers import Action, Message, Walker

FIRST_CHAT = 10_000
START = Action("/start", False)

Deliver = Callable[[int, Action], None]
"""Makes an action of a chat available to the bot as an update."""


class Person:
    """One person: what they see, and since when they wait.

    `is_spinning` while the button that was tapped shows that it is not answered yet; `is_held`
    where the next question stands already, but its reader still looks at that.
    """

    __slots__ = ("action", "chat", "is_held", "is_spinning", "message", "since", "turns", "walker")

    def __init__(self, chat: int, walker: Walker) -> None:
        self.chat = chat
        self.walker = walker
        self.message: Message | None = None
        self.action = START
        self.since: float | None = None
        self.is_spinning = self.is_held = False
        self.turns = 0


class Crowd:
    """All people, and what is measured about them.

    Args:
        people: how many.
        make_walker: a walker for a person's number.
        deliver: hands an action to the bot.
        think: seconds between an answer and the next action.
        patience: seconds after which somebody without an answer counts as stuck.
    """

    def __init__(
        self,
        people: int,
        make_walker: Callable[[int], Walker],
        deliver: Deliver,
        *,
        think: float,
        patience: float,
    ) -> None:
        chats = range(FIRST_CHAT, FIRST_CHAT + people)
        self.people = {chat: Person(chat, make_walker(chat - FIRST_CHAT)) for chat in chats}
        self.window = Window()
        self.is_walking = True
        self.on_answer: Callable[[Person, Message], None] | None = None
        self.first_answer: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        self._deliver, self._think, self._patience = deliver, think, patience
        self._cold = people
        self._bot_answers_taps = False

    @property
    def is_warm(self) -> bool:
        """Whether everybody is past the beginning."""
        return self._cold == 0

    @property
    def waiting(self) -> int:
        """How many people wait for an answer."""
        return sum(person.since is not None for person in self.people.values())

    def begin(self) -> None:
        """One person says /start: the others follow when the bot answers."""
        self._act(self.people[FIRST_CHAT], START)

    def answered(self, chat: int, message: Message) -> None:
        """The bot has said something that can be answered."""
        person = self.people.get(chat)
        if person is None or person.since is None:
            return
        now = time.monotonic()
        self.window.latencies.append(now - person.since)
        self.window.typed += not person.action.is_tap
        person.since = None
        person.turns += 1
        if person.turns == person.walker.warm_turns:
            self._cold -= 1
        if not self.first_answer.done():
            self.first_answer.set_result(now)
            self._wake_others(person)
        if self.on_answer:
            self.on_answer(person, message)
        person.message = message
        # A tap on the new question before the old one is done with is faster than anybody is.
        person.is_held = person.is_spinning and self._bot_answers_taps
        if not person.is_held:
            self._think_and_go_on(person)

    def tap_answered(self, chat: int) -> None:
        """The bot has told the phone that the tap was seen."""
        self._bot_answers_taps = True
        person = self.people.get(chat)
        if person is None:
            return
        person.is_spinning = False
        if person.is_held:
            person.is_held = False
            self._think_and_go_on(person)

    def go_on(self, person: Person) -> None:
        """Act on what stands, unless the walk is over."""
        if self.is_walking and person.since is None and person.message is not None:
            self._act(person, person.walker.next(person.message))

    def repeat(self, person: Person) -> None:
        """Do the same again, as people do when nothing happens."""
        self._act(person, person.action)

    def start_again(self, person: Person) -> None:
        """Say /start, as people do when nothing helps."""
        self._act(person, START)

    def look_for_stuck(self) -> None:
        """Count who waited too long; they say /start, so that the load stays the same."""
        limit = time.monotonic() - self._patience
        for person in self.people.values():
            if person.is_held:
                self.go_on(person)  # this tap is never answered
            elif person.since is not None and person.since < limit:
                self.window.stuck += 1
                self.start_again(person)

    def _think_and_go_on(self, person: Person) -> None:
        if self._think:
            asyncio.get_running_loop().call_later(self._think, self.go_on, person)
        else:
            self.go_on(person)

    def _wake_others(self, first: Person) -> None:
        for person in self.people.values():
            if person is not first:
                self._act(person, START)

    def _act(self, person: Person, action: Action) -> None:
        person.action = action
        person.is_spinning, person.is_held = action.is_tap, False
        person.since = time.monotonic()
        self._deliver(person.chat, action)
