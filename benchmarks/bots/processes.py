"""Processes on a core of their own, and what the kernel counts about them."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

ROOT = Path(__file__).parents[2]
CORES = sorted(os.sched_getaffinity(0))
BOT_CORES = {CORES[0]}
"""Where the bot and its database run."""
LOAD_CORES = set(CORES[1:2]) or BOT_CORES
_TICKS = os.sysconf("SC_CLK_TCK")


@contextmanager
def cores(wanted: set[int]) -> Iterator[None]:
    """What is started inside runs on these cores only."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, wanted)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


class BotProcess:
    """A bot, or a database, with all processes that it starts itself."""

    def __init__(
        self, command: list[str], environment: Mapping[str, str], folder: Path, *, user: str | None
    ) -> None:
        self.log = folder / "output.log"
        identity = {"user": user, "group": user, "extra_groups": []} if user else {}
        with cores(BOT_CORES), self.log.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603 - commands of our own
                command,
                cwd=folder,
                env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                **identity,  # type: ignore[call-overload]
            )

    @property
    def is_running(self) -> bool:
        """Whether it has not ended by itself."""
        return self._process.poll() is None

    def cpu_seconds(self) -> float:
        """User and system time of all its processes and threads until now."""
        return sum(map(_cpu_seconds, family(self._process.pid)))

    def memory_mb(self) -> float:
        """Resident memory of all its processes, in 1,048,576 bytes."""
        return sum(map(_memory_kb, family(self._process.pid))) / 1024

    def kill(self) -> None:
        """End it as a power cut would: no handler runs."""
        for process in reversed(family(self._process.pid)):
            _signal(process, signal.SIGKILL)
        self._process.wait()

    def stop(self, how: int = signal.SIGTERM) -> None:
        """End it politely, and after five seconds impolitely."""
        _signal(self._process.pid, how)
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self.kill()

    def last_lines(self) -> str:
        """The end of what it wrote, to tell why it ended."""
        return self.log.read_text("utf-8", "replace")[-2_000:]


def family(process: int) -> list[int]:
    """A process and all that it started."""
    found = [process]
    for parent in found:
        for task in Path(f"/proc/{parent}/task").glob("*/children"):
            found += map(int, _read(task).split())
    return found


def busy_seconds() -> float:
    """How long the bot's core was busy since the machine started, with whatever."""
    for line in _read(Path("/proc/stat")).splitlines():
        name, *ticks = line.split()
        if name == f"cpu{min(BOT_CORES)}":
            user, nice, system, _, _, interrupt, soft = map(int, ticks[:7])
            return (user + nice + system + interrupt + soft) / _TICKS
    return 0.0


def module_command(*arguments: str) -> list[str]:
    """The command of a module of this project."""
    return [sys.executable, "-m", *arguments]


def open_pipe(command: list[str]) -> tuple[subprocess.Popen[bytes], IO[bytes], IO[bytes]]:
    """Start the load process; the ends on which it takes orders and answers."""
    with cores(LOAD_CORES):
        process = subprocess.Popen(  # noqa: S603 - a command of our own
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0
        )
    assert process.stdin is not None
    assert process.stdout is not None
    return process, process.stdin, process.stdout


def _cpu_seconds(process: int) -> float:
    fields = _read(Path(f"/proc/{process}/stat")).rpartition(") ")[2].split()
    # utime, stime, and the same of children that have ended.
    return sum(map(int, fields[11:15])) / _TICKS


def _memory_kb(process: int) -> int:
    for line in _read(Path(f"/proc/{process}/status")).splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1])
    return 0


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""  # it has ended


def _signal(process: int, how: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(process, how)
