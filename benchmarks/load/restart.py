"""What people meet after a bot was killed: who goes on, who must repeat, who starts again."""

import time
from collections import Counter

from benchmarks.load.crowd import Crowd, Person
from benchmarks.load.waiting import until
from benchmarks.load.walkers import Message

WAIT_SECONDS = 3.0
"""After so long without an answer people repeat; after as long again they say /start."""


class Restart:
    """Watches each person's first answer of the new bot.

    To be made after the kill: from then on nobody walks further, and everybody who was thinking
    acts once. `message` of a person is what stood before the kill.
    """

    def __init__(self, crowd: Crowd) -> None:
        self._crowd = crowd
        self._open = dict(crowd.people)
        self._repeated: set[int] = set()
        self._restarted: set[int] = set()
        self._fates: Counter[str] = Counter()
        self._first_answer = 0.0
        for person in crowd.people.values():
            crowd.go_on(person)
        crowd.is_walking = False
        crowd.on_answer = self._met

    async def fates(self, limit: float) -> dict[str, float]:
        """Count people by fate, and tell when the new bot first answered.

        Args:
            limit: seconds without anybody being answered after which the rest is lost.
        """
        await self._first(limit)
        for nudge in (self._repeat, self._start_again):
            await self._settle(WAIT_SECONDS)
            for person in list(self._open.values()):
                nudge(person)
        await self._settle(limit)
        self._fates["lost"] = len(self._open)
        return {**self._fates, "first": self._first_answer}

    def _met(self, person: Person, after: Message) -> None:
        if self._open.pop(person.chat, None) is None:
            return
        self._first_answer = self._first_answer or time.monotonic()
        before, is_new = person.message, person.chat in self._restarted
        if is_new or before is None or not person.walker.goes_on(before, after):
            self._fates["start_again"] += 1
        else:
            self._fates["repeat" if person.chat in self._repeated else "go_on"] += 1

    def _repeat(self, person: Person) -> None:
        self._repeated.add(person.chat)
        self._crowd.repeat(person)

    def _start_again(self, person: Person) -> None:
        self._restarted.add(person.chat)
        self._crowd.start_again(person)

    async def _first(self, limit: float) -> None:
        everybody = len(self._open)
        await until(lambda: len(self._open) < everybody, limit)

    async def _settle(self, quiet: float) -> None:
        """Until all have met the bot, or nobody has for `quiet` seconds."""
        left = len(self._open) + 1
        while self._open and len(self._open) < left:
            left = len(self._open)
            await until(lambda left=left: len(self._open) < left, quiet)
