"""One bot under load: start, warm up, one window, stop."""

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.bots.contenders import Contender, database_url
from benchmarks.bots.databases import Beside
from benchmarks.bots.load_process import LoadProcess, LoadSilent
from benchmarks.bots.processes import BotProcess, busy_seconds

START_LIMIT = 30.0
WARM_LIMIT = 90.0


class BotFailed(Exception):
    """The bot ended or answered nobody; the message holds the end of what it wrote."""


@dataclass(frozen=True)
class Plan:
    """How long, and with how many people."""

    people: int
    seconds: float
    warm_seconds: float = 1.5

    @property
    def patience(self) -> float:
        """Seconds after which somebody is stuck; a slow bot has a long queue, which is not that."""
        return max(10.0, self.people / 10)


@dataclass(frozen=True)
class Setup:
    """All that runs for one row."""

    contender: Contender
    load: LoadProcess
    folder: Path
    beside: Beside

    def start_bot(self) -> BotProcess:
        """Start the bot on the data that are there."""
        return self.contender.start(self.load.url, self.folder, self.beside)


@contextmanager
def set_up(contender: Contender, plan: Plan) -> Iterator[Setup]:
    """A folder, the database beside the bot, and the crowd."""
    with TemporaryDirectory(prefix="kring-bench-") as name:
        folder = Path(name)
        with (
            contender.beside(folder) as beside,
            LoadProcess(
                contender.walker, plan.people, think=contender.think, patience=plan.patience
            ) as load,
        ):
            if contender.stored:
                _fill(folder, beside, contender.stored)
            yield Setup(contender, load, folder, beside)


def first_answer(setup: Setup, bot: BotProcess) -> float:
    """Wait for the bot's first answer; the second at which it came.

    Raises:
        BotFailed: there is none.
    """
    try:
        return float(setup.load.ask("first_answer", limit=START_LIMIT)["at"])
    except LoadSilent:
        raise BotFailed(bot.last_lines()) from None


def measure(contender: Contender, plan: Plan) -> dict[str, Any]:
    """Measure one bot once; all numbers by name."""
    with set_up(contender, plan) as setup:
        begun = time.monotonic()
        bot = setup.start_bot()
        try:
            start = first_answer(setup, bot) - begun
            setup.load.ask("warm", limit=WARM_LIMIT, seconds=plan.warm_seconds)
            return {"start_s": start, **_window(setup, bot, plan)}
        finally:
            bot.stop(signal.SIGTERM)


def _window(setup: Setup, bot: BotProcess, plan: Plan) -> dict[str, Any]:
    processes = [bot] + ([setup.beside.process] if setup.beside.process else [])
    setup.load.ask("begin")
    used, busy = sum(process.cpu_seconds() for process in processes), busy_seconds()
    time.sleep(plan.seconds)
    used = sum(process.cpu_seconds() for process in processes) - used
    busy = busy_seconds() - busy
    report = setup.load.ask("end")
    memory = bot.memory_mb()
    if not bot.is_running:
        raise BotFailed(bot.last_lines())
    patience = plan.patience
    waiting = setup.load.ask("drain", limit=patience + 10, seconds=patience)["waiting"]
    return {
        **report,
        "cpu_ms": used * 1e3 / max(report["turns"], 1),
        "cpu_load": used / report["seconds"],
        "other_load": max(0.0, busy - used) / report["seconds"],
        "rss_mb": memory,
        "stuck": report["stuck"] + waiting,
    }


def _fill(folder: Path, beside: Beside, clients: int) -> None:
    from benchmarks.stored import fill  # noqa: PLC0415 - needs all of Kring's storage
    from storage.keys import KeySource  # noqa: PLC0415
    from storage.store import Store  # noqa: PLC0415

    keys = KeySource(path=folder / "master.keys")
    with Store.open(database_url(folder, beside), keys) as store:
        fill(store, clients)
