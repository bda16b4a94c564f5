"""Updates on their way to the bot, by webhook: several connections, one update a person at once."""

import asyncio
from collections import deque
from collections.abc import Callable
from urllib.parse import urlsplit

RETRY_SECONDS = 0.2


class Webhook:
    """Posts to one address; an update that is not accepted is offered again, before newer ones.

    Args:
        url: where to.
        secret: of the header by which the bot knows us.
        connections: how many posts run at once.
        called: takes the body of an answer that holds a call.
    """

    def __init__(
        self, url: str, secret: str, connections: int, called: Callable[[bytes], None]
    ) -> None:
        self.url = url
        self._called = called
        parts = urlsplit(url)
        self._host, self._port = parts.hostname or "127.0.0.1", parts.port or 80
        self._head = (
            f"POST {parts.path or '/'} HTTP/1.1\r\nHost: {parts.netloc}\r\n"
            f"Content-Type: application/json\r\nX-Telegram-Bot-Api-Secret-Token: {secret}\r\n"
        ).encode()
        self._lanes: dict[int, deque[bytes]] = {}
        self._ready: asyncio.Queue[int] = asyncio.Queue()
        self._senders = [asyncio.ensure_future(self._send_on()) for _ in range(connections)]

    def put(self, person: int, update: bytes) -> None:
        """Queue an update behind the others of that person."""
        lane = self._lanes.get(person)
        if lane is None:
            self._lanes[person] = deque([update])
            self._ready.put_nowait(person)
        else:
            lane.append(update)

    def close(self) -> dict[int, deque[bytes]]:
        """Stop posting; what was not accepted, by person."""
        for sender in self._senders:
            sender.cancel()
        return self._lanes

    async def _send_on(self) -> None:
        stream: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        while True:
            person = await self._ready.get()
            lane = self._lanes[person]
            try:
                stream = stream or await asyncio.open_connection(self._host, self._port)
                is_accepted = await self._post(*stream, lane[0])
            except (OSError, EOFError):
                stream, is_accepted = None, False
            if is_accepted:
                lane.popleft()
            else:
                await asyncio.sleep(RETRY_SECONDS)
            if lane:
                self._ready.put_nowait(person)
            else:
                del self._lanes[person]

    async def _post(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, update: bytes
    ) -> bool:
        writer.write(b"%bContent-Length: %d\r\n\r\n%b" % (self._head, len(update), update))
        answer = await reader.readuntil(b"\r\n\r\n")
        lower = answer.lower()
        if b"transfer-encoding" in lower:
            await reader.readuntil(b"0\r\n\r\n")
        elif b"content-length:" in lower:
            length = int(lower.partition(b"content-length:")[2].split(b"\r\n", 1)[0])
            body = await reader.readexactly(length)
            if b'"method"' in body:
                self._called(body)
        return answer.split(b" ", 2)[1].startswith(b"2")
