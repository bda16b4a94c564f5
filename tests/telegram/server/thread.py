"""The server in a thread of its own, so that it outlives whatever happens to the bot's process."""

import asyncio
import threading

from .server import BotApiServer

_START_SECONDS = 10.0


class ServerThread:
    """Runs a `BotApiServer` beside the test.

        with ServerThread() as server:
            phone = server.phone(1)

    `stop` and `start` stand for an outage: the port and everything remembered stay.
    """

    def __init__(self, server: BotApiServer | None = None, **options: object) -> None:
        self.server = server or BotApiServer(**options)  # type: ignore[arg-type]
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._end: asyncio.Event | None = None
        self._is_ready = threading.Event()
        self._error: BaseException | None = None

    def start(self) -> BotApiServer:
        """Run, and return when it listens."""
        self._is_ready.clear()
        self._error = None
        self._thread = threading.Thread(target=self._run, name="bot-api", daemon=True)
        self._thread.start()
        if not self._is_ready.wait(_START_SECONDS) or self._error is not None:
            raise RuntimeError("the test server did not start") from self._error
        return self.server

    def _run(self) -> None:
        try:
            asyncio.run(self._serve())
        except BaseException as error:  # noqa: BLE001  # told by start()
            self._error = error
            self._is_ready.set()

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._end = asyncio.Event()
        async with self.server:
            self._is_ready.set()
            await self._end.wait()

    def stop(self) -> None:
        """Stop listening and wait for the end of the thread."""
        if self._thread is None or self._loop is None or self._end is None:
            return
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._end.set)
            self._thread.join(_START_SECONDS)
        self._thread = None

    def __enter__(self) -> BotApiServer:
        return self.start()

    def __exit__(self, *_error: object) -> None:
        self.stop()
