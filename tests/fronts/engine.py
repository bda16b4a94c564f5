"""The engine itself as a front end: the reference for the others."""

from tests.fronts.front import Seen
from tests.talk import Talk


class EngineFront:
    """`Talk`, seen as a front end."""

    longest_label = 1_000

    def __init__(self, talk: Talk) -> None:
        self.talk = talk

    @property
    def seen(self) -> Seen:
        return Seen(self.talk.text(), tuple(self.talk.labels()))

    @property
    def place(self) -> str:
        return self.talk.place

    def say(self, line: str) -> None:
        self.talk.say(line)

    def wait(self, seconds: int) -> None:
        self.talk.wait(seconds)

    def end(self) -> None:
        """Nothing is left to look at."""
