"""Working off claimed lanes: each client's inputs in their order, different clients at once.

    item ─► engine ─► ONE commit (dossier, outbox, inbox done) ─► shown ─► outbox done

A lane is held by a short lease, renewed while it is worked on; who slept through it cannot commit
any more (fence). What a dead process held is taken up when its lease is over.
"""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import msgspec
from telegram.error import InvalidToken, TelegramError

from bot.conversation import Conversation
from bot.logs import log_exception, log_warning
from bot.metrics import Metrics
from bot.raw_input import Opened, RawInput, Tapped, Typed, Wordless
from bot.rendering import RenderedScreen
from bot.telegram.api import Api
from bot.telegram.arrivals import Arrived, decode_arrived
from bot.telegram.bridge import Bridge
from bot.telegram.chat import Chat, decode_chat, encode_chat
from bot.telegram.delivery import (
    Deliverer,
    Delivery,
    Unreachable,
    decode_delivery,
    encode_delivery,
)
from bot.turns import QUESTION, TRIES, Prepared, Turns
from storage.errors import RecordDamaged, StorageError
from storage.inbox import InboxItem
from storage.kept import StoredDossier
from storage.lanes import Claim, Lane
from storage.outbox import OutboxDraft, OutboxItem
from storage.store import Store
from storage.turns import CommitResult, Outcome, TurnCommit

CHANNEL = "telegram"
LEASE = 2
"""Seconds for which a lane is held; so long one waits at most after a crash."""

RENEW_EVERY = 0.5
RENEW_AFTER = 0.5
"""Seconds between two looks at what is held, and after which a lane is held for longer."""

WAITING = "waiting"
"""The kind of what comes by itself: one neutral line."""

SHOW_WORK_AFTER = 1.5
"""Seconds after which the chat shows that something takes a moment."""


class LaneLost(Exception):
    """Somebody else has the lane, or its client is gone: leave it alone."""


@dataclass
class Work:
    """One lane while it is worked on."""

    lane: Lane
    to: int
    chat: Chat
    since: float
    stored: Callable[[], StoredDossier | None]
    arrived: Arrived | None = None
    unmarked: list[int] = field(default_factory=list)
    """Outbox items that need no sending any more."""


class Lanes:
    """Works off lanes, each in a task of its own."""

    def __init__(  # noqa: PLR0913 - the parts are joined in one place, `app.py`
        self,
        store: Store,
        bridge: Bridge,
        turns: Turns,
        conversation: Conversation,
        deliverer: Deliverer,
        api: Api,
        metrics: Metrics,
        claim: Claim,
    ) -> None:
        self._store = store
        self._bridge = bridge
        self._turns = turns
        self._conversation = conversation
        self._deliverer = deliverer
        self._api = api
        self._metrics = metrics
        self._claim = claim
        self._tasks: dict[asyncio.Task[None], Work] = {}
        self._is_stopping = False
        self.has_bad_token = False

    @property
    def busy(self) -> int:
        """How many lanes are worked on."""
        return len(self._tasks)

    def take(self, lane: Lane) -> None:
        """Work off a lane that was claimed just now."""
        work = Work(
            lane,
            int(lane.client.external_id),
            Chat(),
            time.monotonic(),
            lambda: lane.kept.dossier(lane.client),
        )
        task = asyncio.get_running_loop().create_task(self._work(work))
        self._tasks[task] = work
        task.add_done_callback(self._tasks.pop)

    async def keep_leases(self) -> None:
        """Hold what is worked on for longer; runs until it is cancelled."""
        while True:
            await asyncio.sleep(RENEW_EVERY)
            limit = time.monotonic() - RENEW_AFTER
            held = [work.lane for work in self._tasks.values() if work.since < limit]
            if held:
                try:
                    await asyncio.to_thread(self._store.renew, held, LEASE)
                except StorageError as error:
                    log_exception("lease_not_renewed", error)

    async def finish(self, seconds: float) -> None:
        """Let what is begun come to its end, for so long; the rest is taken up at the next start."""
        self._is_stopping = True
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)
        for task in list(self._tasks):
            task.cancel()

    async def _work(self, work: Work) -> None:
        loop = asyncio.get_running_loop()
        sign = loop.call_later(SHOW_WORK_AFTER, self._show_work, work.to)
        try:
            work.chat = decode_chat(_chat_of(work.lane))
            await self._serve(work)
        except LaneLost:
            log_warning("lane_lost")
        except Unreachable:
            await self._lost(work)
        except InvalidToken:
            self.has_bad_token = True
        except StorageError as error:
            self._metrics.turn("failed")
            log_exception("turn_not_kept", error)
        except TelegramError as error:
            log_exception("not_delivered", error)
        except Exception as error:  # noqa: BLE001 - one lane may not take the others with it
            log_exception("lane_failed", error)
        finally:
            sign.cancel()

    def _show_work(self, chat: int) -> None:
        asyncio.get_running_loop().create_task(self._api.show_work(chat))

    async def _serve(self, work: Work) -> None:
        """All that waits in a lane, and what comes meanwhile."""
        has_more = True
        while has_more and not self._is_stopping:
            has_more = await self._unsent(work) if work.lane.unsent else True
            # What was typed before the next question came is no answer to that one.
            seen, items = work.chat.turn, work.lane.items
            for number, item in enumerate(items):
                has_more = await self._turn(work, item, seen, is_last=number == len(items) - 1)
            if has_more:
                await self._look_again(work)
                has_more = bool(work.lane.items or work.lane.unsent)

    async def _look_again(self, work: Work) -> None:
        lane = await asyncio.to_thread(self._store.refresh, work.lane)
        work.lane = lane
        work.stored = lambda: lane.kept.dossier(lane.client)

    async def _unsent(self, work: Work) -> bool:
        """Show what was decided on and not shown yet."""
        has_more = True
        for item in work.lane.unsent:
            await self._show_item(work, item)
            has_more = await self._mark(work, [item.id])
        return has_more

    async def _show_item(self, work: Work, item: OutboxItem) -> None:
        if item.kind == WAITING:
            screen = self._conversation.waiting(self._content(work))
            await self._deliverer.line(work.to, screen, work.chat)
            return
        try:
            delivery = decode_delivery(item.payload)
        except msgspec.MsgspecError as error:
            log_exception("outbox_unreadable", error)
            return
        await self._deliver(work, delivery)

    async def _turn(self, work: Work, item: InboxItem, seen: int | None, *, is_last: bool) -> bool:
        """One input; whether more waits in the lane."""
        for _ in range(TRIES):
            prepared = self._turns.prepare(
                work.lane.client, lambda: self._read(work, item, seen), work.stored
            )
            if prepared.erase:
                await self._erase(work, prepared)
                return False
            if prepared.worked is None:
                return await self._bury(work, item, prepared)
            if not prepared.worked.is_kept:
                return await self._only_show(work, item, prepared)
            result = await self._commit(work, item, prepared)
            if result.outcome is Outcome.VERSION_CONFLICT:
                await self._look_again(work)
                continue
            return await self._committed(work, prepared, result, is_last=is_last)
        raise StorageError("version_conflict")

    def _read(self, work: Work, item: InboxItem, seen: int | None) -> RawInput:
        """The input; of what was typed it is told which question stood in the chat then."""
        work.arrived = None
        arrived = work.arrived = decode_arrived(item.payload)
        raw = arrived.raw
        if isinstance(raw, Typed):
            if arrived.reply_to and work.chat.question > arrived.reply_to:
                return Wordless("reply", raw.text)
            return Typed(raw.text, seen)
        return raw

    async def _commit(self, work: Work, item: InboxItem, prepared: Prepared) -> CommitResult:
        worked = prepared.worked
        assert worked is not None  # noqa: S101 - for the type checker; `_turn` looked
        drafts: tuple[OutboxDraft, ...] = ()
        if prepared.screen is not None:
            delivery = _delivery(prepared.screen, work.arrived)
            drafts = (OutboxDraft(QUESTION, encode_delivery(delivery)),)
        turn = TurnCommit(
            work.lane.client,
            worked.dossier,
            prepared.read_version,
            drafts,
            (item.id,),
            work.lane,
            worked.check_ins,
        )
        return await self._bridge.wait(self._store.submit(turn))

    async def _committed(
        self, work: Work, prepared: Prepared, result: CommitResult, *, is_last: bool
    ) -> bool:
        if result.outcome in (Outcome.FENCE_LOST, Outcome.CLIENT_GONE):
            raise LaneLost
        if not result.is_committed or prepared.worked is None:
            raise result.error or StorageError(result.code)
        stored = StoredDossier(result.version, prepared.worked.dossier)
        work.stored = lambda: stored
        self._metrics.committed(time.monotonic() - work.since)
        if prepared.screen is None:
            self._metrics.turn("silent")
            return result.has_more
        self._metrics.turn("committed")
        work.unmarked += result.outbox_ids
        if not is_last and not prepared.screen.is_told and not prepared.screen.wipe:
            return True  # the next answer is here already, so this question needs no showing
        await self._deliver(work, _delivery(prepared.screen, work.arrived))
        self._metrics.delivered(time.monotonic() - work.since)
        return await self._mark(work, [])

    async def _deliver(self, work: Work, delivery: Delivery) -> None:
        await self._deliverer.deliver(work.to, delivery, work.chat)

    async def _mark(self, work: Work, ids: list[int]) -> bool:
        """Note what was shown; whether more waits in the lane."""
        ids, work.unmarked = [*ids, *work.unmarked], []
        chat = encode_chat(work.chat)
        sent = self._store.submit_sent(work.lane.client, ids, work.lane, chat)
        return await self._bridge.wait(sent)

    async def _bury(self, work: Work, item: InboxItem, prepared: Prepared) -> bool:
        """Set a poison input aside, and tell kindly."""
        self._metrics.turn("buried")
        has_more = await asyncio.to_thread(self._store.bury, work.lane, item.id, prepared.bury)
        await self._say(work, prepared.screen)
        return has_more

    async def _only_show(self, work: Work, item: InboxItem, prepared: Prepared) -> bool:
        """Somebody looks who said nothing yet: of them nothing is kept."""
        self._metrics.turn("silent")
        await self._say(work, prepared.screen)
        return await asyncio.to_thread(self._store.forget_newcomer, work.lane, item.id)

    async def _erase(self, work: Work, prepared: Prepared) -> None:
        """Empty the chat, erase, and say so: the last words go by no outbox."""
        self._metrics.turn("erased")
        delivery = _delivery(prepared.screen, work.arrived) if prepared.screen else None
        if delivery is not None and delivery.screen.clear:
            work.chat.add(delivery.typed, time.time())
            await self._deliverer.clear(work.to, delivery, work.chat)
        await asyncio.to_thread(self._turns.erase, work.lane.client)
        await self._say(work, prepared.screen)

    async def _say(self, work: Work, screen: RenderedScreen | None) -> None:
        """Show what is not kept; that it does not arrive loses nothing."""
        if screen is None:
            return
        try:
            plain = msgspec.structs.replace(screen, clear=False, in_place=False)
            await self._deliver(work, _delivery(plain, work.arrived))
        except (TelegramError, Unreachable) as error:
            log_exception("not_said", error)

    async def _lost(self, work: Work) -> None:
        """The client blocked the bot or is gone: stop until they come back (C11)."""
        log_warning("client_unreachable")
        try:
            await asyncio.to_thread(
                self._store.set_unreachable, work.lane.client, is_unreachable=True
            )
            lane = await asyncio.to_thread(self._store.refresh, work.lane)
            work.unmarked = [item.id for item in lane.unsent]
            await self._mark(work, [])
        except StorageError as error:
            log_exception("unreachable_not_noted", error)

    def _content(self, work: Work) -> bytes | None:
        try:
            stored = work.stored()
        except RecordDamaged:
            return None
        return stored.content if stored is not None else None


def _chat_of(lane: Lane) -> bytes | None:
    """What is remembered of the chat; where that is damaged, nothing is lost but tidiness."""
    try:
        return lane.kept.chat(lane.client)
    except RecordDamaged:
        return None


def _delivery(screen: RenderedScreen, arrived: Arrived | None) -> Delivery:
    """A screen with what it answers."""
    if arrived is None:
        return Delivery(screen)
    is_fresh = isinstance(arrived.raw, Opened)
    if isinstance(arrived.raw, Tapped) or arrived.chosen:
        return Delivery(screen, arrived.message, arrived.shown, arrived.chosen, is_fresh=is_fresh)
    return Delivery(screen, typed=arrived.message, is_fresh=is_fresh)
