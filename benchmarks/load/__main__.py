"""The load process: serves the bot, and takes orders as lines of JSON on its standard input.

Each order gets one line in return: `listen`, `first_answer`, `warm`, `begin`, `end`, `drain`,
`killed`, `fates`, `quit`.
"""

import argparse
import asyncio
import gc
import json
import os
import sys
from collections.abc import Callable

from benchmarks.load.api import Api
from benchmarks.load.crowd import Crowd
from benchmarks.load.kring_walker import KringWalker
from benchmarks.load.measures import Window
from benchmarks.load.restart import Restart
from benchmarks.load.waiting import until
from benchmarks.load.walkers import EchoWalker, GuidedWalker, Walker
from benchmarks.load.wire import ApiConnection

WALKERS: dict[str, Callable[[int], Walker]] = {
    "echo": EchoWalker,
    "guided": GuidedWalker,
    "kring": KringWalker,
}
WARM_SECONDS = 60.0


class Control:
    """The orders, by name."""

    def __init__(self, crowd: Crowd, port: int) -> None:
        self._crowd = crowd
        self._port = port
        self._restart: Restart | None = None

    async def obey(self, order: dict[str, object]) -> dict[str, object]:
        """Do what is asked and tell how it went."""
        return await getattr(self, f"_{order['do']}")(order)

    async def _listen(self, _: dict[str, object]) -> dict[str, object]:
        self._crowd.begin()
        return {"port": self._port}

    async def _first_answer(self, _: dict[str, object]) -> dict[str, object]:
        return {"at": await asyncio.shield(self._crowd.first_answer)}

    async def _warm(self, order: dict[str, object]) -> dict[str, object]:
        """Everybody is past the beginning, and so many seconds have passed."""
        await asyncio.sleep(float(str(order["seconds"])))
        return {"is_warm": await until(lambda: self._crowd.is_warm, WARM_SECONDS)}

    async def _begin(self, _: dict[str, object]) -> dict[str, object]:
        self._crowd.window = Window()
        return {}

    async def _end(self, _: dict[str, object]) -> dict[str, object]:
        return self._crowd.window.report()

    async def _drain(self, order: dict[str, object]) -> dict[str, object]:
        """Nobody acts any more; who is not answered within so many seconds is stuck."""
        self._crowd.is_walking = False
        await until(lambda: not self._crowd.waiting, float(str(order["seconds"])))
        return {"waiting": self._crowd.waiting}

    async def _killed(self, _: dict[str, object]) -> dict[str, object]:
        self._restart = Restart(self._crowd)
        return {}

    async def _fates(self, order: dict[str, object]) -> dict[str, object]:
        assert self._restart is not None
        return dict(await self._restart.fates(float(str(order["seconds"]))))


async def main(options: argparse.Namespace) -> None:
    """Serve until told to quit, or until the one who gives orders is gone."""
    loop = asyncio.get_running_loop()
    api = Api(connections=options.connections)
    api.crowd = Crowd(
        options.people,
        WALKERS[options.walker],
        api.deliver,
        think=options.think,
        patience=options.patience,
    )
    server = await loop.create_server(
        lambda: ApiConnection(api.handle), "127.0.0.1", options.port, backlog=1024
    )
    control = Control(api.crowd, server.sockets[0].getsockname()[1])
    gc.freeze()
    gc.set_threshold(100_000)  # a collection among 1,000 people would show in the 99th percentile
    watch = loop.create_task(_look_for_stuck(api.crowd))
    await _take_orders(control)
    watch.cancel()
    server.close()


async def _look_for_stuck(crowd: Crowd) -> None:
    while True:
        await asyncio.sleep(0.5)
        if crowd.is_walking:
            crowd.look_for_stuck()


async def _take_orders(control: Control) -> None:
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(reader), sys.stdin
    )
    while line := await reader.readline():
        order = json.loads(line)
        if order["do"] == "quit":
            return
        answer = await control.obey(order)
        os.write(sys.stdout.fileno(), json.dumps(answer).encode() + b"\n")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.load", description=__doc__)
    parser.add_argument("--people", type=int, default=100)
    parser.add_argument("--walker", choices=sorted(WALKERS), default="guided")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--think", type=float, default=0.0, help="seconds")
    parser.add_argument("--patience", type=float, default=10.0, help="seconds")
    parser.add_argument("--connections", type=int, help="of a webhook; else what the bot asks")
    return parser.parse_args()


if __name__ == "__main__":
    asyncio.run(main(_options()))
