"""What the bot asked for: every call with its outcome, or counts only."""

from collections import Counter
from typing import NamedTuple


class Call(NamedTuple):
    """One call of the bot."""

    method: str
    params: dict[str, object]
    time: float
    outcome: str
    """`ok`, the description of the refusal, or `fault: ...` when the answer never came so."""

    had_effect: bool
    """Was it carried out, whatever the bot got to hear?"""

    @property
    def is_ok(self) -> bool:
        """Did the bot get a good answer?"""
        return self.outcome == "ok"


class Record:
    """All calls, in order."""

    def __init__(self, *, keep: bool = True) -> None:
        self.keep = keep
        self.calls: list[Call] = []
        self.methods: Counter[str] = Counter()
        self.chats: Counter[object] = Counter()
        self.outcomes: Counter[str] = Counter()

    def add(
        self, method: str, params: dict[str, object], time: float, outcome: str, *, effect: bool
    ) -> None:
        """Note a call."""
        self.methods[method] += 1
        self.outcomes[outcome] += 1
        chat_id = params.get("chat_id")
        if isinstance(chat_id, int | str):  # what was refused may be anything
            self.chats[chat_id] += 1
        if self.keep:
            self.calls.append(Call(method, params, time, outcome, effect))

    def clear(self) -> None:
        """Forget everything."""
        for counts in (self.methods, self.chats, self.outcomes):
            counts.clear()
        self.calls.clear()
