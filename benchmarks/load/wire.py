"""HTTP/1.1 with kept connections, as little of it as bots need.

A general web server would cost several times as much per call, and would become what is measured.
"""

import asyncio
import re
from collections.abc import Callable
from typing import cast

Respond = Callable[[bytes], None]
Handle = Callable[[str, bytes, Respond], None]
"""Called with the method's name, the body and what takes the answer's JSON, now or later."""

_LENGTH = re.compile(rb"(?i)content-length: *(\d+)")
_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b"


class ApiConnection(asyncio.Protocol):
    """One connection of the bot; its calls are answered in order, as each client waits anyway."""

    def __init__(self, handle: Handle) -> None:
        self._handle = handle
        self._rest = b""
        self._transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way back."""
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        """Handle every call that has arrived whole."""
        data = self._rest + data if self._rest else data
        while (end := data.find(b"\r\n\r\n")) >= 0:
            head = data[:end]
            found = _LENGTH.search(head)
            whole = end + 4 + (int(found[1]) if found else 0)
            if len(data) < whole:
                break
            self._call(head, data[end + 4 : whole])
            data = data[whole:]
        self._rest = data

    def _call(self, head: bytes, body: bytes) -> None:
        path = head.split(b" ", 2)[1]
        path, _, query = path.partition(b"?")
        method = path.rpartition(b"/")[2].decode()
        self._handle(method, body or query, self._respond)

    def _respond(self, payload: bytes) -> None:
        if not self._transport.is_closing():
            self._transport.write(_HEAD % (len(payload), payload))
