"""What came in from a chat, as it waits in the inbox until its turn comes."""

import msgspec

from bot.raw_input import RawInput, Resumed, Tapped


class Arrived(msgspec.Struct, frozen=True, omit_defaults=True):
    """One input with what its answer needs to know of the chat.

    Attributes:
        raw: What was typed or tapped.
        message: Id of the client's own message, or of the message with the button.
        at: When that message was written, epoch seconds; 0 where Telegram does not say any more.
        shown: Text of the message with the button, as it stands in the chat.
        chosen: Label of the button.
        reply_to: Id of the message that the client's message is a reply to.
    """

    raw: RawInput
    message: int = 0
    at: int = 0
    shown: str = ""
    chosen: str = ""
    reply_to: int = 0

    @property
    def is_own(self) -> bool:
        """Whether `message` is the client's own, and not one of ours with a button."""
        is_tap = isinstance(self.raw, (Tapped, Resumed)) or bool(self.chosen or self.shown)
        return not is_tap and self.message > 0

    def __repr__(self) -> str:
        """Say nothing of the content."""
        return f"Arrived({type(self.raw).__name__})"


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Arrived)


def encode_arrived(arrived: Arrived) -> bytes:
    """The input as it waits in the inbox, which encrypts it."""
    return _encoder.encode(arrived)


def decode_arrived(payload: bytes) -> Arrived:
    """The input again.

    Raises:
        msgspec.MsgspecError: its message may hold content, so it is never shown.
    """
    return _decoder.decode(payload)
