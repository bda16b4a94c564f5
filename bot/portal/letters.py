"""Mail to workers: a link to sign in, and that something is there. Never a name, never content.

Whether there is one to send is looked up in a thread of its own, and it is sent from another: no
page waits for a mail server, and nobody can tell by the time of an answer whether an address is
known.
"""

import smtplib
import ssl
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from email.message import EmailMessage
from functools import partial
from threading import BoundedSemaphore
from typing import Protocol
from urllib.parse import parse_qs, unquote, urlsplit

from bot.logs import log_exception, log_warning

_SECONDS = 20
"""For one step of talking to a mail server."""
_MOST_WAITING = 200
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


class Mail(Protocol):
    """A way to send a letter."""

    def send(self, to: str, subject: str, text: str) -> None:
        """Send it, or raise."""
        ...


class MailRefused(Exception):
    """The mail server offers no encryption for what would be sent over a network."""


@dataclass(frozen=True)
class SmtpMail:
    """Mail by SMTP, as SMTP_URL says: `smtps://` is encrypted from the start, `smtp://` after it.

    Over a network nothing goes out unencrypted; on the same computer it may.
    """

    host: str
    port: int
    sender: str
    is_encrypted: bool
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)

    @classmethod
    def of(cls, url: str) -> "SmtpMail":
        """Take an SMTP_URL apart, which settings have checked."""
        parts = urlsplit(url)
        is_encrypted = parts.scheme == "smtps"
        return cls(
            host=parts.hostname or "",
            port=parts.port or (465 if is_encrypted else 587),
            sender=parse_qs(parts.query)["from"][0],
            is_encrypted=is_encrypted,
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
        )

    def send(self, to: str, subject: str, text: str) -> None:
        """Send one letter, and wait for it."""
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = self.sender, to, subject
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(text)
        with self._connected() as server:
            if self.user:
                server.login(self.user, self.password)
            server.send_message(message)

    def _connected(self) -> smtplib.SMTP:
        context = ssl.create_default_context()
        if self.is_encrypted:
            return smtplib.SMTP_SSL(self.host, self.port, timeout=_SECONDS, context=context)
        server = smtplib.SMTP(self.host, self.port, timeout=_SECONDS)
        try:
            self._encrypt(server, context)
        except BaseException:
            server.close()
            raise
        return server

    def _encrypt(self, server: smtplib.SMTP, context: ssl.SSLContext) -> None:
        server.ehlo()
        if server.has_extn("starttls"):
            server.starttls(context=context)
        elif self.host not in _LOOPBACK:
            raise MailRefused


class Letters:
    """What is sent to workers, one after the other."""

    def __init__(self, mail: Mail | None) -> None:
        self._mail = mail
        self._pool = ThreadPoolExecutor(1, "portal-mail")
        self._looking = ThreadPoolExecutor(1, "portal-mail-for")
        self._room = BoundedSemaphore(_MOST_WAITING)
        self._room_to_look = BoundedSemaphore(_MOST_WAITING)

    @property
    def has_mail(self) -> bool:
        """Whether letters can be sent at all."""
        return self._mail is not None

    def later(self, job: Callable[[Mail], None]) -> None:
        """Send a letter, soon, and not here; failures are only logged."""
        if self._mail is not None:
            self._submit(self._pool, self._room, partial(job, self._mail))

    def look(self, job: Callable[[], None]) -> None:
        """Look whether there is a letter to send, soon, and not here.

        Not behind a mail server that is slow: else who asks for many that are none would fill the
        places of those who wait for one.
        """
        if self._mail is not None:
            self._submit(self._looking, self._room_to_look, job)

    def _submit(
        self, pool: ThreadPoolExecutor, room: BoundedSemaphore, job: Callable[[], None]
    ) -> None:
        if room.acquire(blocking=False):
            pool.submit(self._do, room, job)
        else:
            log_warning("portal_mail_full")

    def _do(self, room: BoundedSemaphore, job: Callable[[], None]) -> None:
        try:
            job()
        except Exception as error:  # noqa: BLE001 - its message may hold an address
            log_exception("portal_mail_failed", error)
        finally:
            room.release()

    def close(self) -> None:
        """Send what waits, and stop."""
        self._looking.shutdown()
        self._pool.shutdown()
