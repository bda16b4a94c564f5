"""What is counted while people talk, within one window of time."""

import time
from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Window:
    """Counts since `begun` (seconds of the monotonic clock)."""

    begun: float = field(default_factory=time.monotonic)
    latencies: list[float] = field(default_factory=list)
    """Seconds from an update being available to the arrival of the new question."""
    calls: Counter[str] = field(default_factory=Counter)
    typed: int = 0
    """How many of the turns began with a typed line."""
    stuck: int = 0
    """How often somebody waited in vain."""
    used: float = field(default_factory=time.process_time)
    """Processor seconds of the generator at the beginning."""

    def report(self) -> dict[str, object]:
        """The window in numbers: turns/s, ms, calls per turn."""
        seconds = time.monotonic() - self.begun
        turns = len(self.latencies)
        ordered = sorted(self.latencies)
        calls = {name: count for name, count in self.calls.items() if name != "getUpdates"}
        return {
            "seconds": seconds,
            "turns": turns,
            "turns_per_s": turns / seconds,
            "p50_ms": percentile(ordered, 0.50) * 1e3,
            "p99_ms": percentile(ordered, 0.99) * 1e3,
            "typed_share": self.typed / turns if turns else 0.0,
            "calls_per_turn": sum(calls.values()) / turns if turns else 0.0,
            "calls": {name: round(count / max(turns, 1), 3) for name, count in calls.items()},
            "polls": self.calls["getUpdates"],
            "stuck": self.stuck,
            "generator_load": (time.process_time() - self.used) / seconds,
        }


def percentile(ordered: list[float], share: float) -> float:
    """The value below which so large a share lies; 0 without values."""
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0
