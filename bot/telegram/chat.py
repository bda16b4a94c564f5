"""What Kring remembers of a chat: which messages stand in it. Sealed with the client's key."""

import msgspec

KEPT_HOURS = 48
"""Telegram lets a bot delete messages for so long; older ones need not be remembered (A4)."""

KEPT_MESSAGES = 400
KEPT_MEDIA = 40
"""Of pictures so many are known for longer, as they can be made plain at any time."""

_MINUTES = KEPT_HOURS * 60
_LATELY = 12
"""So far back it is looked whether a message is known already."""


class Chat(msgspec.Struct, omit_defaults=True):
    """One client's chat as far as Kring knows it.

    Attributes:
        parts: Ids of the messages of the question that stands; the last one has its buttons.
        turn: Turn of that question: what was typed after it is meant for it.
        resumed: Id of the line by which the client last went on.
        ids: Ids of messages of the last two days that still stand there, oldest first.
        minutes: For each, its epoch minute.
        media: Ids of messages with a picture or a file, however old, oldest first.
        picture: Id of the picture of the question that stands; 0 where there is none.
        drawn: A digest of what is in it.
    """

    parts: list[int] = []
    turn: int | None = None
    resumed: int = 0
    ids: list[int] = []
    minutes: list[int] = []
    media: list[int] = []
    picture: int = 0
    drawn: str = ""

    def __repr__(self) -> str:
        """Say nothing of the content."""
        return "Chat()"

    @property
    def question(self) -> int:
        """Id of the message with the buttons of now; 0 where there is none."""
        return self.parts[-1] if self.parts else 0

    def add(self, message: int, at: float) -> None:
        """A message stands in the chat from now."""
        if message and message not in self.ids[-_LATELY:]:
            self.ids.append(message)
            self.minutes.append(int(at) // 60)

    def add_media(self, message: int, at: float) -> None:
        """A message with a picture or a file stands in the chat from now."""
        self.add(message, at)
        if message and message not in self.media:
            self.media = [*self.media, message][-KEPT_MEDIA:]

    def old_media(self) -> list[int]:
        """Messages with a picture or a file that cannot be deleted any more."""
        kept = set(self.ids)
        return [message for message in self.media if message not in kept]

    def drop(self, messages: set[int]) -> None:
        """These messages do not stand there any more."""
        kept = [(i, m) for i, m in zip(self.ids, self.minutes, strict=True) if i not in messages]
        self.ids = [one for one, _ in kept]
        self.minutes = [minute for _, minute in kept]
        self.media = [message for message in self.media if message not in messages]

    def forget_old(self, now: float) -> None:
        """Forget what cannot be deleted any more, and what is too much."""
        limit = int(now) // 60 - _MINUTES
        start = max(0, len(self.ids) - KEPT_MESSAGES)
        while start < len(self.ids) and self.minutes[start] <= limit:
            start += 1
        if start:
            self.ids, self.minutes = self.ids[start:], self.minutes[start:]


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Chat)


def encode_chat(chat: Chat) -> bytes:
    """The chat as it is stored."""
    return _encoder.encode(chat)


def decode_chat(stored: bytes | None) -> Chat:
    """The chat again; an empty one where nothing can be read, for it is only about messages."""
    if stored is None:
        return Chat()
    try:
        return _decoder.decode(stored)
    except msgspec.MsgspecError:
        return Chat()
