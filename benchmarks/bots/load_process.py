"""The load process as the benchmark sees it: orders go out, answers come back."""

import json
import select
import time
from types import TracebackType
from typing import Any, Self

from benchmarks.bots.processes import module_command, open_pipe


class LoadSilent(Exception):
    """The load process did not answer in time; mostly because the bot answers nobody."""


class LoadProcess:
    """One crowd and its server; all times are in seconds."""

    def __init__(self, walker: str, people: int, *, think: float, patience: float) -> None:
        self._process, self._orders, self._answers = open_pipe(
            module_command(
                "benchmarks.load",
                f"--walker={walker}",
                f"--people={people}",
                f"--think={think}",
                f"--patience={patience}",
            )
        )
        self.url = f"http://127.0.0.1:{self.ask('listen')['port']}"

    def ask(self, order: str, *, limit: float = 30.0, **fields: object) -> dict[str, Any]:
        """Give an order and wait for its answer, at most `limit` seconds.

        Raises:
            LoadSilent: no answer came.
        """
        self._orders.write(json.dumps({"do": order, **fields}).encode() + b"\n")
        return json.loads(self._line(time.monotonic() + limit, order))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._orders.close()
        self._process.kill()
        self._process.wait()
        self._answers.close()

    def _line(self, until: float, order: str) -> bytes:
        line = b""
        while not line.endswith(b"\n"):
            left = until - time.monotonic()
            if left <= 0 or not select.select([self._answers], [], [], left)[0]:
                raise LoadSilent(f"no answer to {order}")
            part = self._answers.read(65_536)
            if not part:
                raise LoadSilent("the load process has ended")
            line += part
        return line
