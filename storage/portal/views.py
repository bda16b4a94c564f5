"""The log of who looked at what and when, as a hash chain.

Each row has a mac over itself and the mac before it; the head has one over the newest row. So an
edit, a deletion (of the newest too), a swap and an insertion all show. What does not show is the
whole database put back to an earlier state: for that, keep a fingerprint elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, insert, select, true, update

from storage.errors import RecordDamaged
from storage.records import views, views_head

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from storage.portal.keys import PortalKeys

_START = bytes(32)
_NUMBER_BYTES = 8

_HEAD = (
    select(views_head.c.seq, views_head.c.last, views_head.c.mac)
    .where(views_head.c.id == 1)
    .with_for_update()  # one at a time, or the chain would fork
)
_MOVE = (
    update(views_head)
    .where(views_head.c.id == 1)
    .values(seq=bindparam("number"), last=bindparam("newest"), mac=bindparam("proof"))
)
# Rows and head in one statement, so that they are of one moment.
_ALL = (
    select(
        views_head.c.seq.label("head_seq"),
        views_head.c.last.label("head_last"),
        views_head.c.mac.label("head_mac"),
        views.c.seq,
        views.c.share,
        views.c.worker,
        views.c.at,
        views.c.what,
        views.c.mac,
    )
    .select_from(views_head.outerjoin(views, true()))
    .order_by(views.c.seq)
    .execution_options(yield_per=1000)
)


@dataclass(frozen=True)
class View:
    """That a worker sees a part of a share, at epoch seconds."""

    share: bytes
    worker: bytes
    at: int
    what: str


@dataclass(frozen=True)
class ViewsReport:
    """How the log is.

    Attributes:
        count: how many rows it has.
        is_whole: whether all is as it was written.
        first_wrong: the number of the first row that is not, or is not there.
        fingerprint: of the newest row, in hex; another one next to an equal number of rows means
            that the log was put back and went on from there.
    """

    count: int
    is_whole: bool
    first_wrong: int | None
    fingerprint: str


class _Chain:
    """The log as it should be, followed row by row."""

    def __init__(self, keys: PortalKeys) -> None:
        self.count = 0
        self.first_wrong: int | None = None
        self.last = _START
        self._next = 1
        self._keys = keys

    def follow(self, number: int, view: View, mac: bytes) -> None:
        """Compare one row, and go on from it as it is."""
        self.count += 1
        if number != self._next or mac != _mac(self._keys, self.last, number, view):
            self._wrong(min(number, self._next))
        self.last, self._next = mac, number + 1

    def end(self, number: int, last: bytes, mac: bytes) -> None:
        """Compare the head."""
        if number != self._next - 1:
            self._wrong(min(number + 1, self._next))
        elif last != self.last or mac != _proof(self._keys, number, last):
            self._wrong(number)

    def _wrong(self, number: int) -> None:
        if self.first_wrong is None:
            self.first_wrong = number


def begin(connection: Connection, keys: PortalKeys) -> None:
    """Make the head of an empty log."""
    values = {"id": 1, "seq": 0, "last": _START, "mac": _proof(keys, 0, _START)}
    connection.execute(insert(views_head), values)


def append(connection: Connection, keys: PortalKeys, view: View) -> None:
    """Add a row.

    Raises:
        RecordDamaged: the head is not as it was written. To go on from it would hide that.
    """
    head = connection.execute(_HEAD).one_or_none()
    if head is None or head.mac != _proof(keys, head.seq, head.last):
        raise RecordDamaged("the log of who looked was changed")
    number = head.seq + 1
    mac = _mac(keys, head.last, number, view)
    row = {"share": view.share, "worker": view.worker, "at": view.at, "what": view.what}
    connection.execute(insert(views), {**row, "seq": number, "mac": mac})
    connection.execute(_MOVE, {"number": number, "newest": mac, "proof": _proof(keys, number, mac)})


def verify(connection: Connection, keys: PortalKeys) -> ViewsReport:
    """Follow the whole log."""
    chain = _Chain(keys)
    head = None
    for row in connection.execute(_ALL):
        head = (row.head_seq, row.head_last, row.head_mac)
        if row.seq is not None:
            chain.follow(row.seq, View(row.share, row.worker, row.at, row.what), row.mac)
    if head is None:
        return ViewsReport(0, is_whole=False, first_wrong=1, fingerprint="")
    chain.end(*head)
    is_whole = chain.first_wrong is None
    return ViewsReport(chain.count, is_whole, chain.first_wrong, chain.last.hex())


def _mac(keys: PortalKeys, before: bytes, number: int, view: View) -> bytes:
    parts = (before, _number(number), _number(view.at), view.share, view.worker, view.what.encode())
    return keys.chained(b"view" + b"".join(len(part).to_bytes(4) + part for part in parts))


def _proof(keys: PortalKeys, number: int, last: bytes) -> bytes:
    return keys.chained(b"head" + _number(number) + last)


def _number(value: int) -> bytes:
    return value.to_bytes(_NUMBER_BYTES, signed=True)
