"""What the portal tells a client: kinds and moments, in the bytes that reach their inbox."""

import msgspec

from states.sharing.news import News

_encoder = msgspec.json.Encoder()


def looked(share: bytes, at: int) -> bytes:
    """The worker saw something of a share."""
    return _encoder.encode(News("looked", share=share.hex(), at=at))


def opened(share: bytes, at: int) -> bytes:
    """The worker opened a share for the first time."""
    return _encoder.encode(News("opened", share=share.hex(), at=at))


def replied(share: bytes, at: int, code: str, day: int) -> bytes:
    """The worker gave one of the fixed replies; `day` (since 1970) is that of a talk, or 0."""
    return _encoder.encode(News("replied", share=share.hex(), at=at, reply=code, day=day))


def ended(pairing: bytes, at: int) -> bytes:
    """The worker ended the pairing, or is there no more."""
    return _encoder.encode(News("ended", pairing=pairing.hex(), at=at))
