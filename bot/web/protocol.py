"""How bytes become requests: httptools, with limits that uvicorn has for h11 only.

Without them somebody could send headers without end, and each byte of them would be kept.
"""

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

MAX_HEAD = 16_384
"""Bytes of request line and headers that are waited for."""
MAX_REQUEST = 2_000_000
"""Bytes of a whole request; a page that takes less says so itself."""


class LimitedProtocol(HttpToolsProtocol):
    """One connection, which is closed when a request does not end.

    What comes in one piece is counted when it is read, so up to 256 KB more may be looked at.
    """

    _size, _limit = 0, MAX_HEAD

    def data_received(self, data: bytes) -> None:
        """Read on, or leave."""
        self._size += len(data)
        super().data_received(data)
        if self._size > self._limit:
            self.transport.close()

    def on_message_begin(self) -> None:
        """A request begins; what came before it does not count."""
        self._size, self._limit = 0, MAX_HEAD
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """The head is here; now the body may come."""
        self._limit = MAX_REQUEST
        super().on_headers_complete()
