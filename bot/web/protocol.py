"""How bytes become requests: httptools, with limits that uvicorn has for h11 only.

Without them somebody could send headers without end, and each byte of them would be kept; or open
connections and say nothing, until there is room for nobody else.
"""

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

MAX_HEAD = 16_384
"""Bytes of request line and headers that are waited for."""
MAX_REQUEST = 2_000_000
"""Bytes of a whole request; a page that takes less says so itself."""
HEAD_SECONDS = 20.0
"""How long the head of a request may take. A connection that was answered once may be quiet for
longer: browsers and proxies keep it for the next request."""


class LimitedProtocol(HttpToolsProtocol):
    """One connection, which is closed when a request does not end.

    What comes in one piece is counted when it is read, so up to 256 KB more may be looked at.
    """

    _size, _limit = 0, MAX_HEAD
    _waiting: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:  # noqa: ANN401 - as in uvicorn
        """Somebody is there; now a request has to come."""
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nobody is there any more."""
        self._be_patient()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read on, or leave."""
        self._size += len(data)
        super().data_received(data)
        if self._size > self._limit:
            self.transport.close()

    def on_message_begin(self) -> None:
        """A request begins; what came before it does not count."""
        self._size, self._limit = 0, MAX_HEAD
        self._wait()
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """The head is here; now the body may come."""
        self._limit = MAX_REQUEST
        self._be_patient()
        super().on_headers_complete()

    def _wait(self) -> None:
        self._be_patient()
        self._waiting = self.loop.call_later(HEAD_SECONDS, self._leave)

    def _be_patient(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _leave(self) -> None:
        self.transport.close()
