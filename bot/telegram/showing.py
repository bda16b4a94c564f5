"""What of a lane is shown, and when: turns may come faster than messages can go."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass

import msgspec
from telegram.error import BadRequest, TelegramError

from bot.conversation import Conversation
from bot.logs import log_exception
from bot.metrics import Metrics
from bot.rendering import RenderedScreen
from bot.telegram.delivery import Deliverer, Delivery, Unreachable, decode_delivery
from bot.telegram.work import Work
from storage.errors import RecordDamaged
from storage.outbox import OutboxDraft, OutboxItem
from storage.quiet_hours import is_quiet
from storage.store import Store

WAITING = "waiting"
"""The kind of what comes by itself: one neutral line."""

LINE = OutboxDraft(WAITING, b"")
"""What comes by itself; its words are made when it is sent, in the client's form of address."""


@dataclass(frozen=True)
class Showing:
    """Shows screens of lanes that are worked on; each notes in `Work` what it showed."""

    store: Store
    conversation: Conversation
    deliverer: Deliverer
    metrics: Metrics
    clock: Callable[[], float]

    async def item(self, work: Work, item: OutboxItem) -> None:
        """Show what was decided on and not shown yet."""
        if item.kind == WAITING and is_quiet(self.clock()):
            await asyncio.to_thread(self.store.put_off, work.lane, [item.id])
            work.has_more = True
            return
        if item.kind == WAITING:
            await self._line(work)
        elif (delivery := _readable(item)) is not None:
            await self._deliver(work, delivery)
        work.shown.append(item.id)

    async def _line(self, work: Work) -> None:
        screen = self.conversation.waiting(self._content(work))
        try:
            await self.deliverer.line(work.to, screen, work.chat)
        except BadRequest as error:
            log_exception("message_refused", error)

    async def plan(self, work: Work, screen: RenderedScreen | None, ids: tuple[int, ...]) -> None:
        """Show next what a turn came to; what was planned before is left out if it says less.

        A question to which the answer is here already needs no showing; what is told before a
        question does, and so does what takes something off the screen.
        """
        if screen is None:
            self.metrics.turn("silent")
            return
        self.metrics.turn("committed")
        if work.must_be_shown:
            await self.planned(work)
        work.next, work.next_ids = work.delivery(screen), ids

    async def planned(self, work: Work) -> None:
        """Show what is planned, if anything is."""
        typed, work.typed = work.typed, []
        if work.next is not None:
            before, ids = work.next, work.next_ids
            work.next, work.next_ids = None, ()
            everything = list(dict.fromkeys([*before.typed, *typed]))
            await self._deliver(work, msgspec.structs.replace(before, typed=everything))
            work.shown += ids
            self.metrics.delivered(time.monotonic() - work.since)
        elif typed:
            await self._note_typed(work, typed)

    async def _note_typed(self, work: Work, typed: list[int]) -> None:
        """Words to which nothing is answered stand in the chat too."""
        work.is_changed = True
        for message in typed:
            work.chat.add(message, self.clock())
        if work.is_discreet:
            await self.deliverer.forget(work.to, typed, work.chat)

    async def _deliver(self, work: Work, delivery: Delivery) -> None:
        try:
            await self.deliverer.deliver(work.to, delivery, work.chat)
        except BadRequest as error:
            # Refused is refused: to try again for ever would keep the client from all that follows.
            log_exception("message_refused", error)

    async def say(self, work: Work, screen: RenderedScreen | None) -> None:
        """Show what is not kept; that it does not arrive loses nothing."""
        await self.planned(work)
        if screen is None:
            return
        try:
            plain = msgspec.structs.replace(screen, clear=False, in_place=False)
            await self._deliver(work, work.delivery(plain))
        except (TelegramError, Unreachable) as error:
            log_exception("not_said", error)

    def _content(self, work: Work) -> bytes | None:
        try:
            stored = work.stored()
        except RecordDamaged:
            return None
        return stored.content if stored is not None else None


def _readable(item: OutboxItem) -> Delivery | None:
    try:
        return decode_delivery(item.payload)
    except msgspec.MsgspecError as error:
        log_exception("outbox_unreadable", error)
        return None
