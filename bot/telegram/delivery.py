"""How a screen comes into a chat, and what becomes of what stood there.

- After a tap the question stays, with the answer below it and without buttons; a toggle redraws it.
- What is not for other eyes goes at once: the question becomes a neutral line, and the client's
  own words are deleted (decisions, section 5).
- In discreet mode one message stands in the chat, and the client's words go.
- A picture comes before its question and belongs to it. It stays where the question stays; where
  that goes, it is deleted, and after two days, when it cannot be, a plain one takes its place: it
  shows all names at once. A file that was asked for stays until the chat is cleared; in discreet
  mode it goes with the next question.

All but the sending of a new message can be done twice without harm, so after a crash it is.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import msgspec
from telegram.error import TelegramError

from bot.logs import log_exception
from bot.rendering import UNKNOWN_TURN, RenderedScreen
from bot.telegram.api import Api
from bot.telegram.chat import KEPT_HOURS, Chat
from bot.telegram.enclosures import PLAIN, Enclosures, has_enclosures
from bot.telegram.failures import is_unreachable
from bot.telegram.repeating import once_more
from bot.telegram.screens import Keyboard, answered_text, keyboard_of, texts_of


class Unreachable(Exception):
    """Messages do not reach this client until they come back."""


class Delivery(msgspec.Struct, frozen=True, omit_defaults=True):
    """One screen with what it answers, as it waits in the outbox.

    Attributes:
        screen: What to show.
        tapped: Id of the message whose button was tapped; 0 where nothing was.
        tapped_at: When that message was written, epoch seconds.
        shown: Text of that message.
        chosen: Label of that button; empty where the tap was on an old one.
        typed: Ids of the client's own messages since the screen before.
        is_fresh: The client asked to see where they are, and may have emptied the chat: send anew.
    """

    screen: RenderedScreen
    tapped: int = 0
    tapped_at: int = 0
    shown: str = ""
    chosen: str = ""
    typed: list[int] = []
    is_fresh: bool = False

    def __repr__(self) -> str:
        """Say nothing of the content."""
        return f"Delivery({self.screen!r})"


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Delivery)


def encode_delivery(delivery: Delivery) -> bytes:
    """The delivery as it waits in the outbox, which encrypts it."""
    return _encoder.encode(delivery)


def decode_delivery(payload: bytes) -> Delivery:
    """The delivery again.

    Raises:
        msgspec.MsgspecError: its message may hold content, so it is never shown.
    """
    return _decoder.decode(payload)


class Deliverer:
    """Brings screens into chats."""

    def __init__(
        self,
        api: Api,
        enclosures: Enclosures,
        neutral: Callable[[str], str],
        clock: Callable[[], float],
    ) -> None:
        """Make a deliverer.

        Args:
            api: To call with.
            enclosures: Sends pictures and files.
            neutral: Gives the line that stands in the place of what is not for other eyes.
            clock: Epoch seconds.
        """
        self._api = api
        self._enclosures = enclosures
        self._neutral = neutral
        self._clock = clock

    async def deliver(
        self, to: int, delivery: Delivery, chat: Chat, *, is_answer: bool = True
    ) -> None:
        """Show a screen; `chat` is changed to what stands there afterwards.

        Args:
            to: Id of the chat.
            delivery: What to show, and on what it follows.
            chat: What stands in the chat.
            is_answer: False for what comes by itself; that goes after all answers.

        Raises:
            Unreachable: the client blocked the bot, or is gone.
            TelegramError: it could not be shown; what is certain is that it was refused.
        """
        screen = delivery.screen
        now = self._clock()
        chat.forget_old(now)
        for message in delivery.typed:
            chat.add(message, now)
        if now - delivery.tapped_at < KEPT_HOURS * 3600:
            chat.add(delivery.tapped, delivery.tapped_at)
        try:
            if screen.clear:
                await self.clear(to, delivery, chat)
                await self._send(to, delivery, chat, is_answer=is_answer)
            elif screen.discreet:
                await self._replace(to, delivery, chat)
            elif not (screen.in_place and await self._redraw(to, delivery, chat)):
                await self._follow(to, delivery, chat, is_answer=is_answer)
        except TelegramError as error:
            if is_unreachable(error):
                raise Unreachable from None
            raise

    async def line(self, to: int, screen: RenderedScreen, chat: Chat) -> None:
        """Send what comes by itself: the question that stands keeps its place.

        Raises:
            Unreachable: the client blocked the bot, or is gone.
            TelegramError: it could not be shown.
        """
        try:
            rows = keyboard_of(screen)
            message = await once_more(
                lambda: self._api.send(to, texts_of(screen)[0], rows, is_answer=False)
            )
        except TelegramError as error:
            if is_unreachable(error):
                raise Unreachable from None
            raise
        chat.add(message, self._clock())

    async def clear(self, to: int, delivery: Delivery, chat: Chat) -> None:
        """Take off all that may be deleted, of both sides; older pictures become plain."""
        await self._take_off(to, chat, {*chat.ids, *delivery.typed, delivery.tapped})
        for message in chat.old_media():
            await self._loosely(self._make_plain(to, chat, message, delivery.screen.form))
        chat.parts = []

    async def forget(self, to: int, messages: list[int], chat: Chat) -> None:
        """Delete messages of the client to which nothing is answered."""
        await self._loosely(self._api.delete(to, messages))
        chat.drop(set(messages))

    async def _take_off(self, to: int, chat: Chat, messages: set[int]) -> None:
        """Delete messages; an old question, which has to stay, gets the neutral line (A4)."""
        gone = messages - {0}
        old = [part for part in chat.parts if part not in chat.ids and part not in gone]
        if gone:
            await self._loosely(self._api.delete(to, sorted(gone)))
        for part in old:
            if part in chat.media:
                await self._loosely(self._make_plain(to, chat, part, "je"))
            else:
                await self._loosely(self._api.edit(to, part, self._neutral("je")))
        chat.drop(gone)

    async def _make_plain(self, to: int, chat: Chat, message: int, form: str) -> None:
        """Put a plain picture in the place of one, or of a file, that cannot be deleted."""
        await self._api.replace_picture(to, message, PLAIN, self._neutral(form))
        chat.drop({message})

    async def _redraw(self, to: int, delivery: Delivery, chat: Chat) -> bool:
        """Draw the same question anew in its place; False where that is not possible."""
        texts = texts_of(delivery.screen)
        is_lower_one = chat.question not in (0, delivery.tapped)
        if not delivery.tapped or is_lower_one or _is_several(delivery.screen, texts):
            return False  # people look at the lowest message
        if not await self._api.edit(to, delivery.tapped, texts[0], keyboard_of(delivery.screen)):
            return False
        chat.turn = delivery.screen.turn
        return True

    async def _follow(self, to: int, delivery: Delivery, chat: Chat, *, is_answer: bool) -> None:
        """A new message below; what stood there loses its buttons, or all that it said."""
        closing = [
            asyncio.ensure_future(self._loosely(one)) for one in self._closing(to, delivery, chat)
        ]
        try:
            await self._send(to, delivery, chat, is_answer=is_answer)
        finally:
            ended = await asyncio.gather(*closing, return_exceptions=True)
        for one in ended:
            if isinstance(one, BaseException):
                raise one

    def _closing(self, to: int, delivery: Delivery, chat: Chat) -> list[Awaitable[Any]]:
        """What to do with the question before."""
        before, tapped = chat.question, delivery.tapped
        if delivery.screen.wipe:
            return self._wiping(to, delivery, chat)
        closing: list[Awaitable[Any]] = []
        is_here = tapped in chat.parts or not chat.parts  # of a newcomer no part is known
        if tapped and delivery.chosen and is_here and not delivery.screen.in_place:
            text = answered_text(delivery.shown, delivery.chosen)
            closing.append(self._api.edit(to, tapped, text))
        elif tapped:
            closing.append(self._api.take_buttons(to, tapped))
        if before and before != tapped:
            closing.append(self._api.take_buttons(to, before))
        return closing

    def _wiping(self, to: int, delivery: Delivery, chat: Chat) -> list[Awaitable[Any]]:
        question = delivery.tapped or chat.question
        form = delivery.screen.form
        old = set(chat.old_media()) & set(chat.parts)
        gone = {*chat.parts, chat.question, *delivery.typed} - {0, question} - old
        closing: list[Awaitable[Any]] = [
            self._make_plain(to, chat, message, form) for message in sorted(old)
        ]
        if question:
            closing.append(self._api.edit(to, question, self._neutral(form)))
        if gone:
            closing.append(self._api.delete(to, sorted(gone)))
            chat.drop(gone)
        return closing

    async def _replace(self, to: int, delivery: Delivery, chat: Chat) -> None:
        """One message stands in the chat: the tapped one becomes the next question."""
        texts = texts_of(delivery.screen)
        gone = {*(set(chat.parts) & set(chat.ids)), *delivery.typed, delivery.tapped}
        is_several = _is_several(delivery.screen, texts)
        if delivery.tapped and not is_several and not delivery.is_fresh:
            rows = keyboard_of(delivery.screen)
            if await self._api.edit(to, delivery.tapped, texts[0], rows):
                chat.parts = [part for part in chat.parts if part != delivery.tapped]
                await self._take_off(to, chat, gone - {delivery.tapped})
                chat.parts, chat.turn = [delivery.tapped], delivery.screen.turn
                return
        await self._take_off(to, chat, gone)
        await self._send(to, delivery, chat, is_answer=True)

    async def _send(self, to: int, delivery: Delivery, chat: Chat, *, is_answer: bool) -> None:
        screen = delivery.screen
        enclosed = await self._enclosures.send(
            to, screen, chat, self._clock(), is_fresh=delivery.is_fresh
        )
        if enclosed.said:
            paragraphs = [*enclosed.said, *screen.paragraphs]
            screen = msgspec.structs.replace(screen, paragraphs=paragraphs)
        *first, last = texts_of(screen)
        said = [await self._send_one(to, text, screen, None, is_answer=is_answer) for text in first]
        parts, rows = [*enclosed.parts, *said], keyboard_of(screen)
        parts.append(await self._send_one(to, last, screen, rows, is_answer=is_answer))
        chat.parts = parts
        for message in parts:
            chat.add(message, self._clock())
        if screen.turn != UNKNOWN_TURN:
            chat.turn = screen.turn

    async def _send_one(
        self, to: int, text: str, screen: RenderedScreen, rows: Keyboard | None, *, is_answer: bool
    ) -> int:
        return await once_more(
            lambda: self._api.send(
                to, text, rows, is_protected=screen.is_personal, is_answer=is_answer
            )
        )

    async def _loosely(self, doing: Awaitable[Any]) -> None:
        """Do what makes the chat tidy; the question itself does not depend on it."""
        try:
            await doing
        except TelegramError as error:
            if is_unreachable(error):
                raise
            log_exception("chat_not_tidied", error)


def _is_several(screen: RenderedScreen, texts: list[str]) -> bool:
    """Whether a screen takes more than one message, so that none can be changed into it."""
    return len(texts) > 1 or has_enclosures(screen)
