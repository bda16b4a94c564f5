"""The calls that a conversation needs, as JSON and straight through our transport.

A method of PTB's `Bot` costs two to three times as much as the bare call. Retries are decided
here, by one rule: only what surely had no effect is repeated; an edit or a deletion may be
repeated always, for it ends the same (platform notes, A4).
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import msgspec
from telegram.error import TelegramError

from bot.logs import log_warning
from bot.metrics import Call as Outcome
from bot.telegram.failures import (
    NotSent,
    TooMany,
    Uncertain,
    is_gone,
    is_missing,
    is_old_query,
    is_unmodified,
)
from bot.telegram.limiter import Limiter
from bot.telegram.screens import Keyboard, markup
from bot.telegram.transport import Transport, Upload

PAUSES = (0.2, 0.5, 1.0, 2.0, 5.0)
"""Seconds between tries of what surely was not sent; the last one stays."""

EDIT_TRIES = 4
DELETE_AT_ONCE = 100
_PLAIN: dict[str, Any] = {"parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}


class _Message(msgspec.Struct):
    message_id: int


_message = msgspec.json.Decoder(_Message)

Count = Callable[[str, Outcome], None]
"""Told of each call: its method, and what became of it."""


class Api:
    """Calls of the Bot API for one bot."""

    def __init__(self, transport: Transport, limiter: Limiter, count: Count) -> None:
        self._transport = transport
        self._limiter = limiter
        self._count = count

    async def send(
        self,
        chat: int,
        text: str,
        rows: Keyboard | None = None,
        *,
        is_protected: bool = False,
        is_answer: bool = True,
    ) -> int:
        """Send a message; its id.

        Raises:
            Uncertain: it may have arrived.
            TelegramError: Telegram refused it.
        """
        parameters = {"chat_id": chat, "text": text, **_PLAIN}
        if rows:
            parameters["reply_markup"] = markup(rows)
        if is_protected:
            parameters["protect_content"] = True

        async def once() -> int:
            await self._limiter.wait(chat, is_answer=is_answer)
            return _message.decode(await self._call("sendMessage", parameters)).message_id

        return await self._until_sent(chat, once)

    async def send_file(
        self,
        chat: int,
        upload: Upload,
        *,
        as_photo: bool = False,
        is_protected: bool = False,
        is_answer: bool = True,
    ) -> int:
        """Send a photo, or a file as it is; the id of its message.

        Raises:
            Uncertain: it may have arrived.
            TelegramError: Telegram refused it.
        """
        method, name = ("sendPhoto", "photo") if as_photo else ("sendDocument", "document")
        parameters: dict[str, Any] = {"chat_id": chat}
        if is_protected:
            parameters["protect_content"] = True

        async def once() -> int:
            await self._limiter.wait(chat, is_answer=is_answer)
            sent = await self._call(method, parameters, {name: upload})
            return _message.decode(sent).message_id

        return await self._until_sent(chat, once)

    async def replace_picture(self, chat: int, message: int, upload: Upload, text: str) -> bool:
        """Put another picture in the place of one (or of a file); False where it is not there.

        Raises:
            TelegramError: Telegram refused it for another reason, or did not answer.
        """
        media = {"type": "photo", "media": "attach://picture", "caption": text}
        media["parse_mode"] = _PLAIN["parse_mode"]
        parameters = {"chat_id": chat, "message_id": message, "media": media}
        return await self._changed(chat, "editMessageMedia", parameters, {"picture": upload})

    async def edit(self, chat: int, message: int, text: str, rows: Keyboard | None = None) -> bool:
        """Make a message say something else; False where it is not there to be edited.

        Raises:
            TelegramError: Telegram refused it for another reason, or did not answer.
        """
        parameters = {"chat_id": chat, "message_id": message, "text": text, **_PLAIN}
        if rows:
            parameters["reply_markup"] = markup(rows)
        return await self._changed(chat, "editMessageText", parameters)

    async def take_buttons(self, chat: int, message: int) -> bool:
        """Take the buttons off a message; False where it is not there.

        Raises:
            TelegramError: Telegram refused it for another reason, or did not answer.
        """
        parameters = {"chat_id": chat, "message_id": message, "reply_markup": markup(None)}
        return await self._changed(chat, "editMessageReplyMarkup", parameters)

    async def delete(self, chat: int, messages: list[int]) -> None:
        """Delete messages; those that are gone, or have to stay, are passed by.

        Raises:
            TelegramError: Telegram refused it for another reason, or did not answer.
        """
        for start in range(0, len(messages), DELETE_AT_ONCE):
            await self._delete_some(chat, messages[start : start + DELETE_AT_ONCE])

    async def _delete_some(self, chat: int, some: list[int]) -> None:
        """One that has to stay makes Telegram refuse all: then in halves, down to that one."""
        parameters = {"chat_id": chat, "message_ids": some}
        if not await self._changed(chat, "deleteMessages", parameters) and len(some) > 1:
            half = len(some) // 2
            await self._delete_some(chat, some[:half])
            await self._delete_some(chat, some[half:])

    async def answer_tap(self, query: str) -> None:
        """Let the phone know at once that the tap was seen; that it fails loses nothing (C6)."""
        try:
            await self._call("answerCallbackQuery", {"callback_query_id": query})
        except TelegramError as error:
            if not (is_old_query(error) or isinstance(error, (NotSent, Uncertain, TooMany))):
                log_warning("tap_not_answered", type=type(error).__name__)

    async def show_work(self, chat: int, action: str = "typing") -> None:
        """Show that something takes a moment; it does not matter if this fails."""
        try:
            await self._call("sendChatAction", {"chat_id": chat, "action": action})
        except TelegramError:
            return

    async def tell(self, chat: int, text: str) -> None:
        """Say something that is not stored; it does not matter if this fails."""
        try:
            await self._call("sendMessage", {"chat_id": chat, "text": text, **_PLAIN})
        except TelegramError as error:
            log_warning("notice_not_sent", type=type(error).__name__)

    async def leave(self, chat: int, words: str) -> None:
        """Say why, and leave a chat with others in it; that it fails does not matter."""
        for method, parameters in (
            ("sendMessage", {"text": words, **_PLAIN}),
            ("leaveChat", {}),
        ):
            try:
                await self._call(method, {"chat_id": chat, **parameters})
            except TelegramError:
                continue

    async def updates(self, offset: int, seconds: int, kinds: list[str], limit: int) -> bytes:
        """Wait for updates; those before `offset` are confirmed by this. The answer as it came.

        Raises:
            TelegramError: none came this time.
        """
        parameters = {
            "offset": offset,
            "timeout": seconds,
            "limit": limit,
            "allowed_updates": kinds,
        }
        return await self._transport.call_plain("getUpdates", parameters, seconds=seconds + 10)

    async def _call(
        self, method: str, parameters: dict[str, Any], files: Mapping[str, Upload] | None = None
    ) -> msgspec.Raw:
        try:
            if files:
                result = await self._transport.call_with_files(method, parameters, files)
            else:
                result = await self._transport.call(method, parameters)
        except TelegramError as error:
            self._count(method, _outcome(error))
            raise
        self._count(method, "ok")
        return result

    async def _until_sent(self, chat: int, once: Callable[[], Awaitable[int]]) -> int:
        tries = 0
        while True:
            try:
                return await once()
            except TooMany as error:
                self._limiter.halt(chat, error.seconds)
            except NotSent:
                await asyncio.sleep(PAUSES[min(tries, len(PAUSES) - 1)])
            tries += 1

    async def _changed(
        self,
        chat: int,
        method: str,
        parameters: dict[str, Any],
        files: Mapping[str, Upload] | None = None,
    ) -> bool:
        """An edit or a deletion: it ends the same, however often it is done."""
        for tries in range(EDIT_TRIES):
            await self._limiter.wait_out(chat)
            try:
                await self._call(method, parameters, files)
            except TooMany as error:
                self._limiter.halt(chat, error.seconds)
            except (NotSent, Uncertain):
                if tries == EDIT_TRIES - 1:
                    raise
                await asyncio.sleep(PAUSES[tries])
            except TelegramError as error:
                if is_unmodified(error):
                    return True
                if is_missing(error) or is_gone(error):
                    return False
                raise
            else:
                return True
        raise Uncertain("told to wait too often")


def _outcome(error: TelegramError) -> Outcome:
    if isinstance(error, (TooMany, NotSent)):
        return "retry"
    return "uncertain" if isinstance(error, Uncertain) else "refused"
