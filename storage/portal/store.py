"""The store of the portal: all that `bot/portal` asks of the database.

Each method is one transaction and blocks. What a worker asks for of a share goes by the worker's
own id too: of somebody else's there is None, the same as of one that never was (R-30).
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from storage.database import Database
from storage.opening import open_portal_keys
from storage.portal import botname, codes, noticing, serving, shares, views, workers
from storage.portal.door import Door
from storage.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType
    from typing import Self

    from storage.keys import KeySource
    from storage.portal.shares import StoredShare
    from storage.portal.views import ViewsReport
    from storage.portal.workers import WorkerRow


class PortalStore(Door):
    """An open database, as far as the portal goes."""

    @classmethod
    def open(
        cls,
        url: str,
        keys: KeySource,
        *,
        now: Callable[[], float] = time.time,
        patience: float = 5.0,
    ) -> PortalStore:
        """Open a database for a portal that runs apart; `Store.portal` is for one that does not.

        Args:
            url: as of `Store.open`.
            keys: with the line that `Store.portal_line` gave, or the master keys.
            now: the clock, epoch seconds.
            patience: for how many seconds to wait for somebody else's lock.

        Raises:
            MasterKeyError: the keys are missing, or are not those of this database.
            StorageError: the bot did not yet prepare this database.
        """
        database = Database(url, patience=patience)
        try:
            portal_keys = open_portal_keys(database, keys)
        except BaseException:
            database.close()
            raise
        return _OwnPortalStore(database, Writer(database, threads=1), portal_keys, now)

    def close(self) -> None:
        """Close what is its own: nothing where it shares the database of a `Store`."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _error: object, _trace: TracebackType | None
    ) -> None:
        self.close()

    # Workers

    def invite(self, details: bytes) -> tuple[bytes, str]:
        """Make a worker; return its id and the token of an invitation (7 days)."""
        return self._write(lambda on: workers.invite(on, self._keys, details, self._now()))

    def reinvite(self, worker: bytes) -> str:
        """Invite a worker anew; passkeys, app and sessions of before are gone.

        Raises:
            StorageError: there is no such worker (`worker_unknown`).
        """
        return self._write(lambda on: workers.reinvite(on, self._keys, worker, self._now()))

    def workers(self) -> list[WorkerRow]:
        """Return all workers, in no order that means something."""
        return self._read(lambda on: workers.all_of(on, self._keys))

    def worker(self, worker: bytes) -> WorkerRow | None:
        """Return one worker, None where there is no such one."""
        return self._read(lambda on: workers.find(on, self._keys, worker))

    def save_worker(self, worker: bytes, details: bytes, email: str | None) -> None:
        """Replace what is known of a worker; nothing happens when the worker is gone.

        Raises:
            StorageError: another worker has this e-mail address.
        """
        row = workers.sealed(self._keys, worker, details, email)
        self._write(lambda on: workers.save(on, row))

    def find_by_email(self, email: str) -> bytes | None:
        """Return the worker with this address; capitals and spaces around it do not count."""
        return self._read(lambda on: workers.by_email(on, self._keys, email))

    def remove_worker(self, worker: bytes, news_for: Callable[[bytes], bytes]) -> bool:
        """Remove a worker with all that hangs on it; False where there is none.

        Args:
            worker: its id.
            news_for: gives for the id of a pairing the news for its client.
        """
        return self._write(lambda on: workers.remove(on, self._keys, worker, news_for))

    def set_totp(self, worker: bytes, secret: bytes | None) -> None:
        """Store the secret of the app of a worker; None takes it away."""
        self._write(lambda on: workers.set_totp(on, self._keys, worker, secret))

    def totp(self, worker: bytes) -> bytes | None:
        """Return the secret of the app of a worker, None where there is none."""
        return self._read(lambda on: workers.totp(on, self._keys, worker))

    # Codes

    def make_code(self, worker: bytes) -> str:
        """Make a code for one client, such as `BKT-WLM-RZN`; it works once, for 15 minutes.

        Raises:
            StorageError: there is no such worker.
        """
        code = codes.new_code()
        self._write(lambda on: codes.make(on, self._keys, worker, code, self._now()))
        return code

    def live_codes(self, worker: bytes) -> list[tuple[str, int]]:
        """Return the codes of a worker that are not past, whatever became of them, and until when.

        Until is in epoch seconds. Unused, declined and accepted ones look the same.
        """
        return self._read(lambda on: codes.live(on, self._keys, worker, self._now()))

    # Shares

    def shares(self, worker: bytes) -> list[StoredShare]:
        """Return what was shared with a worker, newest first; `page` is left out here."""
        return self._read(lambda on: shares.of(on, self._keys, worker, self._now()))

    def share(self, worker: bytes, share: bytes) -> StoredShare | None:
        """Return one share, to make something of; serve nothing of it before `log_view`."""
        return self._read(lambda on: shares.find(on, self._keys, worker, share, self._now()))

    def open_share(self, worker: bytes, share: bytes, page: bytes, news: bytes) -> bool:
        """Note that a share was opened, with its page; False where it is not there.

        Only the first time counts: after that neither page nor news is taken.
        """
        return self._write(
            lambda on: serving.opened(on, self._keys, (worker, share), (page, news), self._now())
        )

    def save_page(self, worker: bytes, share: bytes, page: bytes) -> bool:
        """Replace the page of a share; False where it is not there."""
        return self._write(
            lambda on: serving.save_page(on, self._keys, (worker, share), page, self._now())
        )

    def log_view(self, worker: bytes, share: bytes, what: str, news: bytes) -> bool:
        """Note that a worker sees something of a share; False: it is gone, serve nothing.

        What is served may go out only after this returned True. A withdrawal that was committed
        before is seen; one that comes during this waits for it.

        Args:
            worker: who looks.
            share: at what.
            what: which part, such as `page` or `pdf`; at most 16 characters.
            news: for the client; empty where the client was told of this look already.
        """
        return self._write(
            lambda on: serving.viewed(on, self._keys, (worker, share), (what, news), self._now())
        )

    def note_reply(
        self, worker: bytes, share: bytes, notes: bytes, news: bytes, before: bytes | None = None
    ) -> bool:
        """Store what a worker replied, and tell the client; False where it is not there.

        Args:
            worker: who replies.
            share: to what.
            notes: what is to be kept with the share.
            news: for the client.
            before: the notes that this follows on, empty for none: where they changed meanwhile,
                nothing is stored or told. None: whichever they are.
        """
        what = (before, notes, news)
        return self._write(
            lambda on: serving.replied(on, self._keys, (worker, share), what, self._now())
        )

    def end_pairing(self, worker: bytes, share: bytes, news: bytes) -> bool:
        """End the pairing that a share came by, with all its shares; False: it is not there."""
        return self._write(
            lambda on: serving.ended(on, self._keys, (worker, share), news, self._now())
        )

    # Letters that something is there

    def to_notice(self) -> list[bytes]:
        """Return the workers for whom something new is there, and no letter within the hour."""
        return self._read(lambda on: noticing.due(on, self._now()))

    def claim_notice(self, worker: bytes) -> bool:
        """Mark that a letter goes out to a worker; who gets True sends it, once and only now."""
        return self._write(lambda on: noticing.claim(on, worker, self._now()))

    # The log of who looked

    def verify_views(self) -> ViewsReport:
        """Go over the whole log of who looked, and tell whether it is as it was written."""
        return self._read(lambda on: views.verify(on, self._keys))

    def bot_name(self) -> str | None:
        """Return the name of the bot, for a deep link; None before the bot noted it."""
        return self._read(botname.read)


class _OwnPortalStore(PortalStore):
    """With a database of its own."""

    def close(self) -> None:
        self._writer.close()
        self._database.close()
