"""What a client's dossier keeps of sharing: with whom, what went out, and what came back.

It is the client's own view of it. The worker's side has rows of its own in the storage, and
nothing there is read from here. Ids are lowercase hex of 16 bytes.
"""

from typing import Literal, get_args

import msgspec

MOST_PAIRINGS = 20
MOST_SHARES = 50
MOST_LOOKS = 100
"""Kept of each; the oldest that are over go first."""

MYSELF = "self"
"""In the place of a pairing: to show it oneself."""

ReplyCode = Literal["read", "talk", "call"]
REPLIES = frozenset(get_args(ReplyCode))
"""The three fixed replies of a worker (E8)."""


class WorkerFacts(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a client sees of a worker. `away_until` is the last day away, since 1970; 0 for none."""

    id: str
    name: str
    organisation: str
    role: str = ""
    away_until: int = 0
    stand_in: str = ""

    def __repr__(self) -> str:
        """Say nothing of the content."""
        return "WorkerFacts()"


class Pairing(msgspec.Struct, frozen=True, omit_defaults=True):
    """One worker with whom the client may share; an offer until it is `accepted`.

    `since` is a day since 1970. `ended` is the moment that it ended (epoch seconds, 0 for not yet),
    `told` whether the client knows of that end.
    """

    id: str
    worker: WorkerFacts
    since: int
    accepted: bool = False
    ended: int = 0
    told: bool = False

    @property
    def is_live(self) -> bool:
        """Whether something can be shared there."""
        return self.accepted and not self.ended

    def __repr__(self) -> str:
        """Say nothing of the content."""
        return "Pairing()"


class Reply(msgspec.Struct, frozen=True, omit_defaults=True):
    """A fixed reply of a worker, at a moment (epoch seconds); `day` (since 1970) is that of a talk.

    `told` is whether the client read it.
    """

    code: ReplyCode
    at: int
    day: int = 0
    told: bool = False

    def __repr__(self) -> str:
        """Say nothing of the content."""
        return "Reply()"


class Share(msgspec.Struct, frozen=True, omit_defaults=True):
    """One snapshot that was sent, and what became of it.

    Attributes:
        id: Its id, the same that the storage has.
        pairing: Id of the pairing through which it went.
        to: The worker's name at that time.
        organisation: The worker's organisation at that time.
        sent: Epoch seconds.
        until: The last day on which it can be read, since 1970.
        parts: The parts that were in it.
        opened: When it was opened first, epoch seconds; 0 for not yet.
        looks: When it was looked at, in minutes since 1970; the latest hundred.
        looked: How often in all.
        replies: What the worker said, the earliest first.
        withdrawn: When the client took it back, epoch seconds; 0 for not.
        ended: Whether the pairing ended.
    """

    id: str
    pairing: str
    to: str
    organisation: str
    sent: int
    until: int
    parts: tuple[str, ...] = ()
    opened: int = 0
    looks: tuple[int, ...] = ()
    looked: int = 0
    replies: tuple[Reply, ...] = ()
    withdrawn: int = 0
    ended: bool = False

    def is_live(self, today: int) -> bool:
        """Whether the worker can still read it on this day."""
        return not self.withdrawn and not self.ended and today <= self.until

    def __repr__(self) -> str:
        """Say nothing of the content."""
        return "Share()"


class Basis(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a decision on a sentence rests on.

    `said` is a digest of the client's own words then, `named` are the ids of those people in what
    was decided who were shown.
    """

    said: str
    named: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """Say nothing of the content."""
        return "Basis()"


class Sharing(msgspec.Struct, frozen=True, omit_defaults=True):
    """A share that is being made ready; gone once it is sent or left.

    Attributes:
        at: The moment that stands on it, epoch seconds.
        to: Id of the pairing that it goes to, or `MYSELF`; empty until that is chosen.
        offered: Id of a pairing that was offered and not yet answered.
        words: What to show in the place of a sentence, by its key; empty to leave it out.
        kept: Keys of the sentences that the client keeps as they are.
        basis: What each of these rests on, by its key.
        previewed: SHA-256 (hex) of the snapshot that the client saw last.
        side: The side on which it was begun (`Dossier.side`); on the other one it is not there.
    """

    at: int
    to: str = ""
    offered: str = ""
    words: dict[str, str] = {}
    kept: tuple[str, ...] = ()
    basis: dict[str, Basis] = {}
    previewed: str = ""
    side: Literal["self", "care"] = "self"

    def __repr__(self) -> str:
        """Say nothing of the content."""
        return "Sharing()"
