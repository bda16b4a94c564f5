"""What came in, as a front end hands it over and as it waits in the inbox.

It is not read yet: what "2" or "ja" means depends on the question that stands when its turn comes.
"""

from dataclasses import dataclass, field

import msgspec

from states.sharing.news import News

TEXT_BOUND = 8_000
"""Characters of one message that are kept to be read; the engine keeps fewer, and says so."""


class Typed(msgspec.Struct, frozen=True, tag="typed", omit_defaults=True):
    """A line of text. `turn` is the question that was on the screen, where that is known."""

    text: str
    turn: int | None = None

    def __repr__(self) -> str:
        """Say nothing of the content."""
        return f"Typed({self.turn})"


class Tapped(msgspec.Struct, frozen=True, tag="tapped", omit_defaults=True):
    """A button with the number of the turn it belongs to; of a toggle the state it is to have."""

    option: str
    turn: int
    wanted: bool | None = None

    def __repr__(self) -> str:
        """Say nothing of the content."""
        return f"Tapped({self.turn})"


class Wordless(msgspec.Struct, frozen=True, tag="wordless", omit_defaults=True):
    """Something that is no answer, such as a photo; words that came along may be a cry for help."""

    kind: str = "other"
    text: str = ""

    def __repr__(self) -> str:
        """Say nothing of the content."""
        return f"Wordless({self.kind})"


class Opened(msgspec.Struct, frozen=True, tag="opened", omit_defaults=True):
    """The client came back, and wants to see where they are; `link` is what their link said."""

    link: str = ""

    def __repr__(self) -> str:
        """Say nothing of the content."""
        return "Opened()"


class Resumed(msgspec.Struct, frozen=True, tag="resumed", omit_defaults=True):
    """The client tapped *go on* under a line that came by itself; `again`: once more."""

    again: bool = False


class FromPortal(msgspec.Struct, frozen=True, tag="portal"):
    """Something that happened in the portal; the client did nothing, and sees nothing of it now."""

    news: News

    def __repr__(self) -> str:
        """Say nothing of the content."""
        return "FromPortal()"


RawInput = Typed | Tapped | Wordless | Opened | Resumed | FromPortal

_encoder = msgspec.json.Encoder()
_decoder: msgspec.json.Decoder[RawInput] = msgspec.json.Decoder(RawInput)


def encode_raw(raw: RawInput) -> bytes:
    """The input as it waits in the inbox, which encrypts it."""
    return _encoder.encode(raw)


def decode_raw(payload: bytes) -> RawInput:
    """The input again.

    Raises:
        msgspec.MsgspecError: its message may hold content, so it is never shown.
    """
    return _decoder.decode(payload)


@dataclass(frozen=True, slots=True)
class Person:
    """Where somebody can be reached: a channel, and who they are there."""

    channel: str
    external_id: str = field(repr=False)
