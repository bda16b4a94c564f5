"""A plain client for the tests of the test server: one connection, JSON in, JSON out."""

import http.client
import json
from types import TracebackType
from typing import Self

from tests.telegram.server import BotApiServer

JSON = {"Content-Type": "application/json"}
KEYBOARD = {"inline_keyboard": [[{"text": "Ja", "callback_data": "yes"}]]}


class Caller:
    """Calls methods of a server that runs in another thread."""

    def __init__(self, server: BotApiServer) -> None:
        self.server = server
        self._line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)

    def request(
        self,
        path: str,
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
    ) -> tuple[int, bytes]:
        """One request, whatever it says."""
        try:
            self._line.request("POST" if body is not None else "GET", path, body, headers or {})
            answer = self._line.getresponse()
            return answer.status, answer.read()
        except BaseException:
            self._line.close()  # the next request gets a fresh connection
            raise

    def raw(self, method: str, body: bytes, kind: str = "application/json") -> tuple[int, dict]:
        """A call with a body as given."""
        path = f"/bot{self.server.token}/{method}"
        status, said = self.request(path, body, {"Content-Type": kind})
        return status, json.loads(said)

    def __call__(self, method: str, **params: object) -> dict:
        """A call and its whole answer."""
        status, said = self.raw(method, json.dumps(params).encode())
        assert status == (200 if said["ok"] else said["error_code"])
        return said

    def ok(self, method: str, **params: object) -> object:
        """What came out of a call that must work."""
        said = self(method, **params)
        assert said["ok"], said
        return said["result"]

    def refused(self, method: str, **params: object) -> str:
        """Why a call was refused that must not work."""
        said = self(method, **params)
        assert not said["ok"], said
        return said["description"]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._line.close()
