"""The web server: uvicorn on the loop that Kring runs on, without its signals and its logs.

Kring decides itself when it stops, so that what is under way is finished in the right order. It
listens without encryption, for a proxy on the same computer that has the certificate.
"""

import asyncio
import logging
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import uvicorn

from bot.web.protocol import LimitedProtocol
from states.errors import BotError

if TYPE_CHECKING:
    from starlette.types import ASGIApp

MAX_CONNECTIONS = 500
"""At once; Telegram opens 100 at most. Above it the answer is 503."""
_GRACE = 2
"""Seconds that requests under way get at a stop; uvicorn itself needs some tenths more."""
_KEEP_ALIVE = 75
"""Seconds that a quiet connection is kept: longer than proxies keep theirs, as they pick one that
we would be closing at that moment."""


class ListenFailed(BotError):
    """The address of LISTEN cannot be had; the message names the variable and the reason."""

    def __init__(self, reason: str) -> None:
        super().__init__("listen_failed", f"LISTEN: {reason}")


class WebServer:
    """Serves an application at one address, from `serve` to `stop`.

    The address is taken at once, so that a start that cannot succeed ends before anything else.

    Raises:
        ListenFailed: another program has the address, or this computer does not.
    """

    def __init__(self, app: "ASGIApp", address: tuple[str, int]) -> None:
        self._socket = _listen(address)
        self._server = _Server(_configuration(app))

    @property
    def port(self) -> int:
        """Where it listens; of use where 0 was asked for."""
        return int(self._socket.getsockname()[1])

    async def serve(self) -> None:
        """Serve until `stop` is called or the task is cancelled; then be done within 3 seconds."""
        serving = asyncio.ensure_future(self._server.serve([self._socket]))
        try:
            await asyncio.shield(serving)
        except asyncio.CancelledError:
            self.stop()
            await serving
            raise
        finally:
            self._socket.close()

    def stop(self) -> None:
        """Take no new requests, and let `serve` end."""
        self._server.should_exit = True


class _Server(uvicorn.Server):
    """uvicorn's server, which leaves the signals of the process alone."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none: SIGTERM and SIGINT are Kring's own."""
        yield


def _configuration(app: "ASGIApp") -> uvicorn.Config:
    return uvicorn.Config(
        app,
        http=LimitedProtocol,
        interface="asgi3",
        lifespan="off",
        ws="none",
        workers=1,
        log_config=None,
        log_level=logging.WARNING,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        forwarded_allow_ips=[],
        limit_concurrency=MAX_CONNECTIONS,
        timeout_keep_alive=_KEEP_ALIVE,
        timeout_graceful_shutdown=_GRACE,
    )


def _listen(address: tuple[str, int]) -> socket.socket:
    family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
    try:
        return socket.create_server(address, family=family)
    except OSError as error:
        # By number, as the text in the error holds the address.
        number = error.errno or 0  # of an unknown host it is negative
        raise ListenFailed(os.strerror(number) if number > 0 else "no such host") from None
