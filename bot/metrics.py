"""Counts and times for the operator's graphs: no people in them, and few labels.

A method costs about a microsecond, so that each turn can be counted. Labels come from the closed
lists below: what a client sends never becomes a label. There is a registry of our own, so nothing
of the platform comes along. Only who makes a `Metrics` loads prometheus_client.
"""

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from prometheus_client import Counter, Gauge, Histogram

Outcome = Literal["committed", "silent", "buried", "erased", "failed"]
"""What became of an input; `buried` went to the dead letters, `silent` asked for no answer."""
Call = Literal["ok", "retry", "refused", "uncertain"]
"""What became of one try of a call; after `uncertain` nobody knows whether it arrived."""

METHODS = (
    *("sendMessage", "editMessageText", "editMessageReplyMarkup", "answerCallbackQuery"),
    *("sendPhoto", "sendDocument", "editMessageMedia", "deleteMessage", "deleteMessages"),
    *("getUpdates", "getMe", "setWebhook", "deleteWebhook", "getWebhookInfo"),
    *("setMyCommands", "setMyDescription", "setMyShortDescription", "leaveChat"),
)
"""Methods of the Bot API with a label of their own; the others are `other`."""
KINDS = ("message", "callback_query", "edited_message", "my_chat_member")
"""Kinds of updates with a label of their own; the others are `other`."""
OTHER = "other"

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300)
"""Upper bounds: what a turn costs is in the first, what a client feels in the middle, and what an
outage does in the last."""


class Metrics:
    """What is counted while Kring runs. Methods may be called from any thread."""

    def __init__(self) -> None:
        import prometheus_client as prometheus  # noqa: PLC0415 - the terminal needs none of it

        prometheus.disable_created_metrics()  # type: ignore[no-untyped-call]  # clutter
        self._registry = prometheus.CollectorRegistry(auto_describe=True)
        self._make_turns()
        self._make_telegram()
        self._make_state()

    # Turns

    def turn(self, outcome: Outcome) -> None:
        """Count an input that is done with."""
        self._turns[outcome].inc()

    def waited(self, seconds: float) -> None:
        """Note how long an input waited for its lane: from received to start of work."""
        self._wait.observe(seconds)

    def committed(self, seconds: float) -> None:
        """Note how long it took from received to committed."""
        self._turn_time.observe(seconds)

    def delivered(self, seconds: float) -> None:
        """Note how long it took from received to sent."""
        self._delivery_time.observe(seconds)

    # Telegram

    def update(self, kind: str) -> None:
        """Count an update that was received for the first time."""
        self._updates.get(kind, self._other_update).inc()

    def duplicate(self) -> None:
        """Count an update that had been received before."""
        self._duplicates.inc()

    def call(self, method: str, outcome: Call) -> None:
        """Count one try of a call to the Bot API."""
        counter = self._calls.get((method, outcome))
        (counter or self._first_call(method, outcome)).inc()

    def webhook_refused(self) -> None:
        """Count a request to the webhook without the right secret."""
        self._refused.inc()

    def unreachable(self) -> None:
        """Count a client whom messages no longer reach: the bot was blocked."""
        self._unreachable.inc()

    # State

    def outbox(self, waiting: int, oldest: float) -> None:
        """Note how many messages wait to be sent, and the age in seconds of the oldest (or 0)."""
        self._outbox_waiting.set(waiting)
        self._outbox_age.set(oldest)

    def watch(self, silence: Callable[[], float | None], is_standby: Callable[[], bool]) -> None:
        """Ask at each scrape how many seconds Telegram is silent, and whether we stand by."""
        self._silence.set_function(lambda: math.inf if (age := silence()) is None else age)
        self._standby.set_function(lambda: float(is_standby()))

    def export(self) -> bytes:
        """All of it, as Prometheus reads it (text format 0.0.4)."""
        from prometheus_client import generate_latest  # noqa: PLC0415

        return generate_latest(self._registry)

    # How they are made: with all labels of closed lists, so that a rate starts at 0

    def _make_turns(self) -> None:
        turns = self._counter("kring_turns", "Inputs that were done with.", ["outcome"])
        self._turns = {outcome: turns.labels(outcome) for outcome in get_args(Outcome)}
        self._wait = self._histogram(
            "kring_lane_wait_seconds", "From an input received to the start of work on it."
        )
        self._turn_time = self._histogram(
            "kring_turn_duration_seconds", "From an input received to its turn committed."
        )
        self._delivery_time = self._histogram(
            "kring_delivery_duration_seconds", "From an input received to its answer sent."
        )

    def _make_telegram(self) -> None:
        updates = self._counter("kring_telegram_updates", "Updates received, by kind.", ["kind"])
        self._updates = {kind: updates.labels(kind) for kind in KINDS}
        self._other_update = updates.labels(OTHER)
        self._duplicates = self._counter(
            "kring_telegram_duplicates", "Updates that had been received before."
        )
        self._all_calls = self._counter(
            "kring_telegram_calls", "Tries of calls to the Bot API.", ["method", "outcome"]
        )
        self._calls: dict[tuple[str, str], Counter] = {}
        self._refused = self._counter(
            "kring_webhook_refused", "Requests to the webhook without the right secret."
        )
        self._unreachable = self._counter(
            "kring_clients_unreachable", "Times that a client turned out to be out of reach."
        )

    def _make_state(self) -> None:
        self._outbox_waiting = self._gauge(
            "kring_outbox_messages", "Messages that wait to be sent, as the last sweep saw it."
        )
        self._outbox_age = self._gauge(
            "kring_outbox_oldest_seconds", "Age of the oldest waiting message at the last sweep."
        )
        self._silence = self._gauge(
            "kring_telegram_silence_seconds", "Since Telegram last answered a poll or called."
        )
        self._standby = self._gauge(
            "kring_standby", "1 where this process waits until another one stops polling."
        )

    def _first_call(self, method: str, outcome: Call) -> "Counter":
        """Label a call that was not made before: few of all combinations ever happen."""
        known = method if method in METHODS else OTHER
        counter = self._all_calls.labels(known, outcome)
        if known == method:
            self._calls[method, outcome] = counter
        return counter

    def _counter(self, name: str, meaning: str, labels: Sequence[str] = ()) -> "Counter":
        from prometheus_client import Counter  # noqa: PLC0415

        return Counter(name, meaning, labels, registry=self._registry)

    def _gauge(self, name: str, meaning: str) -> "Gauge":
        from prometheus_client import Gauge  # noqa: PLC0415

        return Gauge(name, meaning, registry=self._registry)

    def _histogram(self, name: str, meaning: str) -> "Histogram":
        from prometheus_client import Histogram  # noqa: PLC0415

        return Histogram(name, meaning, registry=self._registry, buckets=_SECONDS)
