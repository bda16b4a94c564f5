"""From a snapshot to what a worker reads: a part of a page with its picture, and a file.

Nothing but the snapshot goes in: the same bytes give the same page and the same file, whoever
asks and whenever (R-30).
"""

from datetime import UTC, date, datetime, time
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from bot.rendering import RenderedFile
from dialogues.pictures.drawing import Drawing, draw
from dialogues.portal.fragment import fragment_of
from states.errors import BotError
from states.sharing.snapshot import decode_snapshot

if TYPE_CHECKING:
    from bot.pictures.fonts import KringTypeface
    from bot.taking_along import Made, Workshop
    from states.content import Content
    from states.pictures.chart import Chart

_FORMAT = 1
"""Of the pages that are kept; another one is made anew."""
_FORM = "u"
"""Form of address of the words in a picture, whichever the client chose."""


class ShareUnreadable(BotError):
    """A snapshot or its page cannot be read; the message says nothing of it."""

    def __init__(self) -> None:
        super().__init__("share_unreadable", "a snapshot cannot be read")


class Head(msgspec.Struct, frozen=True):
    """What a list tells of a snapshot: how the client is called there, and the two days."""

    sent: str
    until: str
    called: str = ""

    def __repr__(self) -> str:
        """Say nothing of the content."""
        return "Head()"


class Reader(msgspec.Struct, frozen=True):
    """A snapshot as it is read, made once.

    Attributes:
        fragment: HTML, which is safe as it is.
        facts: What tips go by; all of it can be seen in the snapshot (R-48).
        can_keep: Whether the client lets it be taken along as a file.
    """

    sent: str
    until: str
    fragment: str
    facts: tuple[str, ...]
    can_keep: bool
    called: str = ""
    format: int = _FORMAT

    def __repr__(self) -> str:
        """Say nothing of the content."""
        return "Reader()"


_heads = msgspec.json.Decoder(Head)
_readers = msgspec.json.Decoder(Reader)


def head_of(payload: bytes) -> Head:
    """The few words for a list; the rest of the snapshot is passed by.

    Raises:
        ShareUnreadable: this is no snapshot.
    """
    try:
        return _heads.decode(payload)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise ShareUnreadable from None


class Reading:
    """Makes what workers read; from any thread."""

    def __init__(self, content: "Content", workshop: "Workshop") -> None:
        self._content = content
        self._workshop = workshop

    def page_of(self, payload: bytes) -> bytes:
        """What is kept of a share that was opened."""
        found = decode_snapshot(payload)
        reader = Reader(
            sent=found.sent,
            until=found.until,
            fragment=fragment_of(found.document, self._draw),
            facts=tuple(found.facts),
            can_keep=found.can_keep,
            called=found.called,
        )
        return msgspec.json.encode(reader)

    def reader_of(self, page: bytes | None) -> Reader | None:
        """The page again; None where it is to be made anew."""
        try:
            found = _readers.decode(page or b"")
        except (msgspec.MsgspecError, UnicodeDecodeError):
            return None
        return found if found.format == _FORMAT else None

    def file_of(self, payload: bytes) -> "tuple[str, Made] | None":
        """The file and its name, where the client allows it; of the day on which it was sent.

        Raises:
            PictureError: it cannot be set.
        """
        found = decode_snapshot(payload)
        if not found.can_keep:
            return None
        noon = datetime.combine(date.fromisoformat(found.sent), time(12), UTC)
        at = int(noon.timestamp())
        file = RenderedFile("pdf", f"kring-{found.sent}.pdf", document=found.document, at=at)
        made = self._workshop.file(file, _FORM)
        return f"kring-{found.sent}.{made.kind or 'pdf'}", made

    def _draw(self, chart: "Chart") -> Drawing:
        return draw(chart, self._content.texts, _FORM, self._face)

    @cached_property
    def _face(self) -> "KringTypeface":
        from bot.pictures.fonts import KringTypeface  # noqa: PLC0415 - loads all letters

        return KringTypeface()
