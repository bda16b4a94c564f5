"""A mail server on the loopback that keeps what it gets."""

import time
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, Self

from aiosmtpd.controller import Controller

from tests.browser.ports import free_port


class PostOffice:
    """Mail that was sent, oldest first."""

    def __init__(self) -> None:
        self.received: list[bytes] = []
        self._controller = Controller(self, hostname="127.0.0.1", port=free_port())

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd looks for it
        self.received.append(envelope.content)
        return "250 OK"

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self._controller.port}?from=kring@example.org"

    @property
    def letters(self) -> list[EmailMessage]:
        return [message_from_bytes(one, policy=policy.default) for one in self.received]

    def wait(self, count: int, seconds: float = 10) -> None:
        """Wait until that many letters came in."""
        until = time.monotonic() + seconds
        while len(self.received) < count:
            assert time.monotonic() < until, f"{len(self.received)} letters and not {count}"
            time.sleep(0.01)

    def __enter__(self) -> Self:
        self._controller.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._controller.stop()
