"""Who takes part, and how each is started."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.bots.databases import Beside, free_port, nothing, postgresql, redis
from benchmarks.bots.processes import BotProcess, module_command

TOKEN = "4242:BENCH"  # noqa: S105 - the loopback server takes any
PREFIX = "kring"
PEER_CALLS = (2, 3)
"""Two calls a turn is what users of the frameworks write; three is the shape of Kring's turn."""


@dataclass(frozen=True)
class Contender:
    """One row of the table."""

    name: str
    keeps: str
    """What is kept of a turn, and how."""
    walker: str = "guided"
    calls: int | None = None
    """Calls a turn that a peer is told to make; None: what it does by itself."""
    beside: Callable[[Path], AbstractContextManager[Beside]] = nothing
    think: float = 0.0
    """Seconds that people take before they act; more than nothing only where a bot needs it."""
    stored: int = 0
    """So many clients are in Kring's database before it starts."""

    @property
    def title(self) -> str:
        """The name in the table."""
        extra = f" +{self.stored:,} stored" if self.stored else ""
        return self.name + (f" ({self.calls} calls)" if self.calls else "") + extra

    @property
    def is_kring(self) -> bool:
        """Whether it is the product itself."""
        return self.name.startswith(PREFIX)

    def start(self, url: str, folder: Path, beside: Beside) -> BotProcess:
        """Start it on its core, with all its files in a folder."""
        if self.is_kring:
            return _start_kring(self.name, url, folder, beside)
        command = module_command(
            f"benchmarks.peers.{self.name}", f"--url={url}", f"--token={TOKEN}"
        )
        command += [f"--folder={folder}", f"--redis={beside.url}"]
        command += [f"--calls={self.calls}"] if self.calls else []
        return BotProcess(command, {}, folder, user=None)


def database_url(folder: Path, beside: Beside) -> str:
    """Where Kring's database is."""
    return beside.url or f"sqlite:///{folder}/kring.db"


def _start_kring(name: str, url: str, folder: Path, beside: Beside) -> BotProcess:
    listen = f"127.0.0.1:{free_port()}"
    environment = {
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": f"{url}/bot",
        "DATABASE_URL": database_url(folder, beside),
        "MASTER_KEYS_FILE": str(folder / "master.keys"),
        "TELEGRAM_SEND_RATE": "0",
        "LISTEN": listen,
        "LOG_LEVEL": "ERROR",
    }
    if name == "kring_webhook":
        environment |= {
            "TELEGRAM_WEBHOOK": "1",
            "TELEGRAM_WEBHOOK_SECRET": "bench-secret-bench-secret",
            "PUBLIC_URL": f"http://{listen}",
        }
    return BotProcess(module_command("bot", "run"), environment, folder, user=None)


_DURABLE = "every turn, encrypted"
_MEMORY = "in memory"
ALL = (
    Contender("kring", _DURABLE, "kring"),
    Contender("kring_webhook", _DURABLE, "kring"),
    Contender("kring_postgresql", _DURABLE, "kring", beside=postgresql),
    Contender("bare_aiohttp", _MEMORY),
    Contender("aiogram_memory", _MEMORY),
    Contender("aiogram_redis", "in Redis, plain", beside=redis),
    # It saves where somebody is only after the answer was sent: taps that come sooner than any
    # person's are worked into the question before, for ever.
    Contender("aiogram_dialog", _MEMORY, think=0.1),
    Contender("ptb_echo", _MEMORY, "echo"),
    Contender("ptb_conversation", "a pickle each 60 s"),
    Contender("ptb_sqlalchemy", "every turn, plain"),
)


def chosen(only: Sequence[str], calls: Sequence[int], stored: Sequence[int]) -> list[Contender]:
    """The rows: each peer with each number of calls, Kring as it is and with clients stored."""
    rows: list[Contender] = []
    for contender in ALL:
        if only and contender.name not in only:
            continue
        if contender.is_kring or contender.walker == "echo":
            rows.append(contender)
        else:
            rows += [replace(contender, calls=number) for number in calls]
        if contender.is_kring:
            rows += [replace(contender, stored=number) for number in stored]
    return rows
