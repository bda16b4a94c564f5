"""The web server in a thread of its own, for a program whose own thread waits for something."""

import asyncio
import threading
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from bot.logs import log_exception
from bot.web.serving import WebServer

if TYPE_CHECKING:
    from starlette.types import ASGIApp

Job = Callable[[], Coroutine[Any, Any, None]]


@contextmanager
def served_beside(app: "ASGIApp", address: tuple[str, int], *jobs: Job) -> Iterator[int]:
    """Serve as long as the block runs, and do some jobs meanwhile; gives the port.

    Raises:
        ListenFailed: another program has the address, or this computer does not.
    """
    server = WebServer(app, address)
    thread = threading.Thread(target=_run, args=[server, jobs], name="web", daemon=True)
    thread.start()
    try:
        yield server.port
    finally:
        server.stop()
        thread.join()


def _run(server: WebServer, jobs: tuple[Job, ...]) -> None:
    try:
        asyncio.run(serve_with(server, jobs))
    except Exception as error:  # noqa: BLE001 - in a thread nobody else would hear of it
        log_exception("web_stopped", error)


async def serve_with(server: WebServer, jobs: tuple[Job, ...]) -> None:
    """Serve until the server is stopped, and do some jobs until the loop ends."""
    running = [asyncio.ensure_future(job()) for job in jobs]
    await server.serve()
    del running  # held till here, as a loop holds its tasks loosely
