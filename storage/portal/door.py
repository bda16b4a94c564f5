"""Who comes in: one-time tokens, passkeys, sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage.portal import passkeys, second_step, sessions, tickets
from storage.portal.base import PortalBase

if TYPE_CHECKING:
    from collections.abc import Callable

    from storage.portal.second_step import Tried
    from storage.portal.sessions import Session
    from storage.portal.tickets import Ticket


class Door(PortalBase):
    """The part of the `PortalStore` that signing in needs."""

    # Tickets

    def issue(
        self, kind: str, payload: bytes, seconds: int, worker: bytes | None = None, tries: int = 1
    ) -> str:
        """Make something that works once, and return its token; it stands nowhere.

        Args:
            kind: what it is for, at most 16 characters; it opens nothing else.
            payload: what to remember with it; sealed.
            seconds: how long it works.
            worker: whose it is; it goes when that worker goes.
            tries: how often `miss` may be called before it is gone.
        """
        ready = tickets.sealed(self._keys, kind, payload, worker)
        expires = int(self._now()) + seconds
        self._write(lambda on: tickets.issue(on, ready, expires, tries))
        return ready.token

    def look(self, kind: str, token: str) -> Ticket | None:
        """Return what a token is for, and change nothing; None where it does not work."""
        return self._read(lambda on: tickets.look(on, self._keys, kind, token, self._now()))

    def spend(self, kind: str, token: str) -> Ticket | None:
        """Use a token up: of two who do so at the same moment one gets it, the other None."""
        return self._write(lambda on: tickets.spend(on, self._keys, kind, token, self._now()))

    def try_app(self, kind: str, token: str, use: Callable[[bytes], bytes | None]) -> Tried:
        """Use up a token and a code of its worker's app together; a wrong code costs a try.

        Args:
            kind: what the token is for.
            token: the token.
            use: gives for the secret of the app what to keep of it; None where the code is wrong.
        """
        ticket = (kind, token)
        return self._write(lambda on: second_step.tried(on, self._keys, ticket, use, self._now()))

    def proof(self, kind: str, content: bytes) -> bytes:
        """What only a portal with this key makes of something, in whichever process: 32 bytes."""
        return self._keys.hash(f"proof {kind}", content)

    def use_once(self, kind: str, value: bytes, seconds: int) -> bool:
        """Note that something with a proof is used; False where it was used in these seconds."""
        expires = int(self._now()) + seconds
        return self._write(lambda on: tickets.use(on, self._keys, kind, value, expires))

    # Passkeys

    def add_passkey(self, worker: bytes, credential_id: bytes, data: bytes) -> None:
        """Store a passkey of a worker.

        Raises:
            StorageError: there is no such worker, or this passkey is known already.
        """
        self._write(lambda on: passkeys.add(on, self._keys, worker, credential_id, data))

    def passkeys(self, worker: bytes) -> list[tuple[bytes, bytes]]:
        """Return credential id and data of each passkey of a worker."""
        return self._read(lambda on: passkeys.of(on, self._keys, worker))

    def passkey(self, credential_id: bytes) -> tuple[bytes, bytes] | None:
        """Return the worker and the data of a passkey, None where it is not known."""
        return self._read(lambda on: passkeys.find(on, self._keys, credential_id))

    def save_passkey(self, credential_id: bytes, data: bytes) -> None:
        """Replace the data of a passkey (its counter moved); nothing happens when it is gone."""
        self._write(lambda on: passkeys.save(on, self._keys, credential_id, data))

    def remove_passkey(self, worker: bytes, credential_id: bytes) -> bool:
        """Forget a passkey; False where this worker has no such one."""
        return self._write(lambda on: passkeys.remove(on, self._keys, worker, credential_id))

    # Sessions

    def open_session(self, worker: bytes) -> str:
        """Sign a worker in; return the token of the session.

        Raises:
            StorageError: there is no such worker.
        """
        token = self._keys.new_token()
        self._write(lambda on: sessions.begin(on, self._keys, worker, token, self._now()))
        return token

    def session(self, token: str, *, quiet: bool = False) -> Session | None:
        """Return who is signed in; None after 30 minutes of nothing, and after 8 hours.

        This counts as something, noted at most once a minute; not where it is `quiet`: a page that
        asks by itself keeps nobody signed in.
        """
        found = self._read(lambda on: sessions.find(on, self._keys, token, self._now()))
        if found is None:
            return None
        if found.is_stale and not quiet:
            self._write(lambda on: sessions.note_seen(on, self._keys, token, self._now()))
        return found.session

    def close_session(self, token: str) -> None:
        """Sign out here."""
        self._write(lambda on: sessions.end(on, self._keys, token))

    def close_sessions(self, worker: bytes) -> None:
        """Sign out everywhere."""
        self._write(lambda on: sessions.end_all(on, worker))
