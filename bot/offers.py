"""Looking up the codes that clients type: each is of one worker, and for one client.

Who types ten wrong ones in an hour is not listened to any more for that hour: from then on a code
is words like any other. Right ones cost nothing, and nobody else notices.
"""

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.codes import code_in
from bot.raw_input import RawInput
from bot.roster import facts_of
from states.input import Offered
from storage.clients import ClientRef
from storage.store import Store

WRONG_CODES = 10
HOUR = 3_600.0
MOST_CLIENTS = 10_000
"""Of so many clients wrong codes are remembered; the one who was there first is forgotten."""


@dataclass
class Offers:
    """Finds out who offers to work with a client; `clock` gives epoch seconds."""

    store: Store
    clock: Callable[[], float]
    _wrong: dict[bytes, deque[float]] = field(default_factory=dict, init=False, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False, repr=False)

    def asks(self, client: ClientRef, raw: RawInput) -> bool:
        """Whether there is anything to look up; it takes no time."""
        return code_in(raw) is not None and not self._is_stopped(client)

    def look_up(self, client: ClientRef, raw: RawInput) -> Offered | None:
        """The offer behind a code; None where there is no code, or none that works.

        A code that was looked up by this client gives the same again.

        Raises:
            StorageError: it cannot be looked up now.
        """
        code = code_in(raw)
        if code is None or self._is_stopped(client):
            return None
        offer = self.store.reserve_code(client, code)
        facts = facts_of(offer.worker, offer.details) if offer is not None else None
        if offer is None or facts is None:
            self._note_wrong(client)
            return None
        return Offered(facts, offer.pairing.hex())

    def _is_stopped(self, client: ClientRef) -> bool:
        with self._lock:
            wrong = self._wrong.get(client.id)
            while wrong and self.clock() - wrong[0] >= HOUR:
                wrong.popleft()
            return wrong is not None and len(wrong) >= WRONG_CODES

    def _note_wrong(self, client: ClientRef) -> None:
        with self._lock:
            wrong = self._wrong.pop(client.id, deque())  # who was here last goes to the end
            wrong.append(self.clock())
            self._wrong[client.id] = wrong
            if len(self._wrong) > MOST_CLIENTS:
                del self._wrong[next(iter(self._wrong))]
