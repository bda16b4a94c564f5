"""What goes with a question: its picture, and files that the client asked to take along.

They are made and sent before the words. What cannot be made, or is refused, is told in a kind line,
and the question comes all the same. Telegram makes a photo no larger than 1280 pixels, so what is
larger goes as a file, in which one can look closely.

Words in a message can be edited away for ever, a picture only into another picture: `PLAIN` takes
its place where it is too old to be deleted.
"""

import asyncio
import struct
import zlib
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from hashlib import blake2b

import msgspec
from telegram.error import BadRequest

from bot.logs import log_exception
from bot.pictures.studio import Studio
from bot.rendering import RenderedFile, RenderedScreen
from bot.taking_along import called
from bot.telegram.api import Api
from bot.telegram.chat import Chat
from bot.telegram.failures import is_unreachable
from bot.telegram.repeating import once_more
from bot.telegram.transport import Upload
from bot.wording import NO_FILE, NO_PICTURE
from states.errors import BotError

LONGEST_SIDE = 1280
"""Pixels of a photo that Telegram leaves as they are."""

WIDEST = 20
MOST_BYTES = 10 << 20
"""Of a photo; Telegram refuses what is wider (or taller) than this to one, or weighs more."""

SHOW_WORK_AFTER = 0.5
"""Seconds after which the chat shows that something is coming."""

PICTURE_NAME = "plaatje.png"
"""Name of a picture that goes as a file; it may show in a notification, so it tells nothing."""

_KINDS = {
    "png": "image/png",
    "pdf": "application/pdf",
    "zip": "application/zip",
    "txt": "text/plain",
}


class Enclosed(msgspec.Struct, frozen=True):
    """What came of it.

    Attributes:
        parts: Ids of the messages that go where the question goes.
        said: What is to be told before the question, in paragraphs.
    """

    parts: list[int] = []
    said: list[str] = []


class Enclosures:
    """Makes and sends what goes with questions."""

    def __init__(self, api: Api, studio: Studio, words: Callable[[str, str], list[str]]) -> None:
        """Join the parts.

        Args:
            api: To call with.
            studio: Makes pictures and files.
            words: Gives one of the front end's own texts, by key and form of address.
        """
        self._api = api
        self._studio = studio
        self._words = words

    async def send(
        self, to: int, screen: RenderedScreen, chat: Chat, now: float, *, is_fresh: bool = False
    ) -> Enclosed:
        """Send what goes with a screen; `chat` is told of what stands there then.

        Args:
            to: Id of the chat.
            screen: With its picture and files.
            chat: What stands in the chat.
            now: Epoch seconds.
            is_fresh: Whether the chat may be empty, so that the picture is sent anew.

        Raises:
            TelegramError: nothing can be sent to this client, or not now.
        """
        parts: list[int] = []
        lost: list[str] = []
        for file in screen.files:
            message = await self._file(to, file, screen.form)
            chat.add_media(message, now)
            if not message:
                lost = [NO_FILE]
            elif screen.discreet:
                parts.append(message)
        drawn = _digest(screen)
        if not drawn or is_fresh or not _stands(screen, chat, drawn):
            chat.picture = await self._picture(to, screen)
            chat.drawn = drawn
            chat.add_media(chat.picture, now)
        if chat.picture:
            parts.append(chat.picture)
        elif drawn:
            lost.append(NO_PICTURE)
        return Enclosed(parts, [line for key in lost for line in self._words(key, screen.form)])

    async def _picture(self, to: int, screen: RenderedScreen) -> int:
        """The picture, as its id; 0 where there is none, or it did not come."""
        chart = screen.picture
        if chart is None:
            return 0

        async def made_and_sent() -> int:
            made = await self._studio.picture(chart, screen.form)
            upload = Upload(PICTURE_NAME, made.data, _KINDS["png"])
            as_photo = fits_photo(made.data)
            # Who is in a picture is the client's own, whatever the words say.
            is_protected = screen.is_personal or bool(chart.people)
            return await once_more(
                lambda: self._api.send_file(
                    to, upload, as_photo=as_photo, is_protected=is_protected
                )
            )

        return await self._coming(to, "upload_photo", made_and_sent)

    async def _file(self, to: int, file: RenderedFile, form: str) -> int:
        """A file, as its id; it can be passed on, for that is what it was asked for."""

        async def made_and_sent() -> int:
            made = await self._studio.file(file, form)
            name, kind = called(file, made)
            upload = Upload(name, made.data, _KINDS[kind])
            return await once_more(lambda: self._api.send_file(to, upload))

        return await self._coming(to, "upload_document", made_and_sent)

    async def _coming(self, to: int, action: str, send: Callable[[], Awaitable[int]]) -> int:
        try:
            with self._shown_as_work(to, action):
                return await send()
        except BotError:  # the studio noted why
            return 0
        except BadRequest as error:
            if is_unreachable(error):
                raise
            log_exception("picture_refused", error)
            return 0

    @contextmanager
    def _shown_as_work(self, to: int, action: str) -> Iterator[None]:
        loop = asyncio.get_running_loop()
        sign = loop.call_later(
            SHOW_WORK_AFTER, lambda: loop.create_task(self._api.show_work(to, action))
        )
        try:
            yield
        finally:
            sign.cancel()


def has_enclosures(screen: RenderedScreen) -> bool:
    """Whether more than words belongs to a screen."""
    return screen.picture is not None or bool(screen.files)


def _digest(screen: RenderedScreen) -> str:
    """What is in the picture, in short; empty where there is none."""
    if screen.picture is None:
        return ""
    seen = msgspec.json.encode((screen.picture, screen.form))
    return blake2b(seen, digest_size=16).hexdigest()


def _stands(screen: RenderedScreen, chat: Chat, drawn: str) -> bool:
    """Whether the picture stands there already, as the question is only asked once more.

    So words that were not understood bring no second picture with all names; who asks for it
    gets it.
    """
    if not chat.picture or chat.picture not in chat.parts or chat.drawn != drawn:
        return False
    return screen.is_told and not (screen.discreet or screen.wipe or screen.clear)


def fits_photo(png: bytes) -> bool:
    """Whether Telegram shows it as a photo, and as it is; its size is read from the file itself."""
    short, long = sorted(struct.unpack_from(">II", png, 16))
    return long <= LONGEST_SIDE and long <= WIDEST * short and len(png) <= MOST_BYTES


def plain_png(width: int, height: int, grey: int) -> bytes:
    """A picture with nothing on it; sizes in pixels, `grey` from 0 (black) to 255."""
    rows = (b"\x00" + bytes([grey]) * width) * height
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows, 9)),
        (b"IEND", b""),
    )
    chunks = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


PLAIN = Upload(PICTURE_NAME, plain_png(640, 320, 0xEE), _KINDS["png"])
"""What stands in the place of a picture that is not for other eyes any more."""
