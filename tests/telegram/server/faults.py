"""What goes wrong on purpose.

    server.faults.add(reset(effect=True), method="sendMessage", count=1)
    server.faults.add(refuse(too_many_requests(3)), when=lambda method, params: ...)

A rule counts only the calls that it matches. Rules are asked in the order in which they were added
and the first that has a fault to give wins.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field

from .errors import ApiError, conflict, too_many_requests

When = Callable[[str, dict[str, object]], bool]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that goes wrong with one call."""

    kind: str
    has_effect: bool = False  # is the call carried out before it goes wrong?
    seconds: float = 0.0
    code: int = 502
    error: ApiError | None = None


def refuse(error: ApiError) -> Fault:
    """A refusal in Telegram's shape; nothing happened."""
    return Fault("refuse", error=error)


def flood(seconds: int = 1) -> Fault:
    """429 with `retry_after`."""
    return refuse(too_many_requests(seconds))


def server_error(code: int = 500) -> Fault:
    """A 5xx in Telegram's shape."""
    names = {500: "Internal Server Error", 502: "Bad Gateway", 504: "Gateway Timeout"}
    return refuse(ApiError(code, names.get(code, "Internal Server Error")))


def unauthorized() -> Fault:
    """401, as when the token was taken back."""
    return refuse(ApiError(401, "Unauthorized"))


def other_poller() -> Fault:
    """409, as when a second program asks for updates."""
    text = "terminated by other getUpdates request; make sure that only one bot instance is running"
    return refuse(conflict(text))


def reset(*, effect: bool) -> Fault:
    """The connection breaks: before anything happened, or with the message stored."""
    return Fault("reset", effect)


def slow(seconds: float, *, effect: bool = False) -> Fault:
    """The answer comes late: the call waits before it is carried out, or after."""
    return Fault("slow", effect, seconds)


def garbled(*, effect: bool = True) -> Fault:
    """Status 200 with something that is no JSON."""
    return Fault("garbled", effect)


def proxy_page(code: int = 502, *, effect: bool = False) -> Fault:
    """An HTML page from something between the bot and Telegram."""
    return Fault("page", effect, code=code)


def truncated(*, effect: bool = True) -> Fault:
    """Half an answer, then the end of the connection."""
    return Fault("truncated", effect)


def doubled_updates() -> Fault:
    """getUpdates gives everything twice."""
    return Fault("doubled", has_effect=True)


def swapped_updates() -> Fault:
    """getUpdates gives the newest first."""
    return Fault("swapped", has_effect=True)


@dataclass(slots=True)
class Rule:
    """When a fault happens."""

    fault: Fault
    method: str | None = None
    when: When | None = None
    count: int | None = 1
    skip: int = 0
    chance: float = 1.0
    matched: int = 0
    used: int = 0
    dice: random.Random = field(default_factory=lambda: random.Random(1))  # noqa: S311

    def gives(self, method: str, params: dict[str, object]) -> bool:
        """Does it strike this call?"""
        if self.count is not None and self.used >= self.count:
            return False
        if self.method not in {None, method} or (self.when and not self.when(method, params)):
            return False
        self.matched += 1
        if self.matched <= self.skip or (self.chance < 1 and self.dice.random() >= self.chance):
            return False
        self.used += 1
        return True


class FaultPlan:
    """All rules of a test."""

    def __init__(self) -> None:
        self.rules: list[Rule] = []

    def add(
        self,
        fault: Fault,
        *,
        method: str | None = None,
        when: When | None = None,
        count: int | None = 1,
        skip: int = 0,
        chance: float = 1.0,
        seed: int = 1,
    ) -> Rule:
        """Let something go wrong.

        Args:
            fault: What happens.
            method: Only with this method (any when None).
            when: Only with calls for which this is true; it gets the method and the parameters.
            count: How often at most; None for always.
            skip: Leave so many matching calls in peace first.
            chance: How likely it is for each matching call.
            seed: Of the chance.

        Returns:
            The rule; its `used` tells how often it struck.
        """
        dice = random.Random(seed)  # noqa: S311
        rule = Rule(fault, method, when, count, skip, chance, dice=dice)
        self.rules.append(rule)
        return rule

    def pick(self, method: str, params: dict[str, object]) -> Fault | None:
        """What happens to this call."""
        for rule in self.rules:
            if rule.gives(method, params):
                return rule.fault
        return None

    def clear(self) -> None:
        """Everything works again."""
        self.rules.clear()
