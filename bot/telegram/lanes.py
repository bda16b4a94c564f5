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

from bot.deeds import to_write
from bot.logs import log_exception, log_warning
from bot.metrics import Metrics
from bot.raw_input import RawInput, Resumed, Typed, Wordless
from bot.telegram.api import Api
from bot.telegram.arrivals import decode_arrived
from bot.telegram.bridge import Bridge
from bot.telegram.chat import Chat, encode_chat
from bot.telegram.delivery import Unreachable, encode_delivery
from bot.telegram.showing import LINE, Showing
from bot.telegram.work import Work, chat_of
from bot.turns import QUESTION, TRIES, Prepared, Turns
from bot.worked import Worked
from states.input import Offered
from storage.errors import StorageError
from storage.inbox import InboxItem
from storage.kept import StoredDossier
from storage.lanes import Lane
from storage.outbox import OutboxDraft
from storage.store import Store
from storage.turns import CommitResult, Outcome, TurnCommit

CHANNEL = "telegram"
LEASE = 6
"""Seconds for which a lane is held. What a dead process of this computer held is freed at once; so
long one waits only where it was another computer."""

RENEW_EVERY = 0.5
RENEW_AFTER = 1.0
"""Seconds between two looks at what is held, and after which a lane is held for longer."""

MOST_NEWCOMERS = 1_000

SHOW_WORK_AFTER = 1.5
"""Seconds after which the chat shows that something takes a moment."""


class LaneLost(Exception):
    """Somebody else has the lane, or its client is gone: leave it alone."""


@dataclass
class Lanes:
    """Works off lanes, each in a task of its own."""

    store: Store
    bridge: Bridge
    turns: Turns
    showing: Showing
    api: Api
    metrics: Metrics
    clock: Callable[[], float] = time.time
    _tasks: dict[asyncio.Task[None], Work] = field(default_factory=dict, init=False)
    _is_stopping: bool = field(default=False, init=False)

    _newcomers: dict[int, Chat] = field(default_factory=dict, init=False)
    """Chats of people of whom nothing is kept yet, so that their first screen can be cleared."""

    @property
    def busy(self) -> int:
        """How many lanes are worked on."""
        return len(self._tasks)

    def take(self, lane: Lane) -> None:
        """Work off a lane that was claimed just now."""
        now = time.monotonic()
        to = int(lane.client.external_id)
        work = Work(lane, to, lambda: lane.kept.dossier(lane.client), now, now)
        task = asyncio.get_running_loop().create_task(self._work(work))
        self._tasks[task] = work
        task.add_done_callback(self._tasks.pop)

    async def keep_leases(self) -> None:
        """Hold what is worked on for longer; runs until it is cancelled."""
        while True:
            await asyncio.sleep(RENEW_EVERY)
            now = time.monotonic()
            late = [work for work in self._tasks.values() if now - work.held > RENEW_AFTER]
            if late:
                held = [work.lane for work in late]
                try:
                    await asyncio.to_thread(self.store.renew, held, LEASE)
                except StorageError as error:
                    log_exception("lease_not_renewed", error)
                    continue
                for work in late:
                    work.held = now

    async def finish(self, seconds: float) -> None:
        """Let what is begun come to its end, for so long; the next start takes up the rest."""
        self._is_stopping = True
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)
        for task in list(self._tasks):
            task.cancel()

    async def _work(self, work: Work) -> None:
        loop = asyncio.get_running_loop()
        sign = loop.call_later(SHOW_WORK_AFTER, self._show_work, work.to)
        self.metrics.waited(time.monotonic() - work.since)
        try:
            if work.to in self._newcomers:
                work.chat = self._newcomers.pop(work.to)
            else:
                work.chat = chat_of(work.lane)
            await self._serve(work)
        except LaneLost:
            log_warning("lane_lost")
        except Unreachable:
            await self._lost(work)
        except InvalidToken:
            log_warning("telegram_refused", variable="TELEGRAM_BOT_TOKEN")
        except StorageError as error:
            self.metrics.turn("failed")
            log_exception("turn_not_kept", error)
        except TelegramError as error:
            log_exception("not_delivered", error)
        except Exception as error:  # noqa: BLE001 - one lane may not take the others with it
            log_exception("lane_failed", error)
        finally:
            sign.cancel()

    def _show_work(self, chat: int) -> None:
        asyncio.get_running_loop().create_task(self.api.show_work(chat))

    async def _serve(self, work: Work) -> None:
        """All that waits in a lane, and what comes meanwhile."""
        more: Lane | None = work.lane
        while more is not None and not self._is_stopping:
            work.lane, work.has_more = more, False
            for unsent in more.unsent:
                await self.showing.item(work, unsent)
            # What was typed before the next question came is no answer to that one.
            seen = work.chat.turn
            for item in more.items:
                if not await self._turn(work, item, seen):
                    return
            await self.showing.planned(work)
            more = await self._hand_on(work)

    async def _hand_on(self, work: Work) -> Lane | None:
        """Note what was shown; the lane with what came in meanwhile, or None: it is free."""
        if not (work.shown or work.has_more or work.is_changed):
            return None
        shown, work.shown, work.is_changed = work.shown, [], False
        sent = self.store.submit_sent(work.lane, shown, encode_chat(work.chat), LEASE)
        more = await self.bridge.wait(sent)
        work.since = work.held = time.monotonic()
        return more

    async def _look_again(self, work: Work) -> None:
        """Load the dossier anew, as another turn came between."""
        lane = await asyncio.to_thread(self.store.refresh, work.lane)
        work.stored = lambda: lane.kept.dossier(lane.client)

    async def _turn(self, work: Work, item: InboxItem, seen: int | None) -> bool:
        """One input; False where the client is erased, and nothing is left of the lane."""
        offer = await self._offer(work, item)
        for _ in range(TRIES):
            prepared = self.turns.prepare(
                work.lane.client, lambda: self._read(work, item, seen), work.stored, offer
            )
            if prepared.erase:
                await self._erase(work, prepared)
                return False
            if prepared.worked is None:
                await self._bury(work, item, prepared)
                return True
            if not prepared.worked.is_kept:
                await self._only_show(work, item, prepared)
                return True
            result = await self._commit(work, item, prepared, prepared.worked)
            if result.outcome is not Outcome.VERSION_CONFLICT:
                self._note_commit(work, result, prepared.worked)
                work.is_discreet = prepared.worked.screen.discreet
                await self.showing.plan(work, prepared.screen, result.outbox_ids)
                return True
            await self._look_again(work)
        raise StorageError("version_conflict")

    async def _offer(self, work: Work, item: InboxItem) -> Offered | None:
        """Whose code an input is, if it is one that works; what is none costs nothing."""
        offers = self.turns.offers
        if offers is None:
            return None
        try:
            raw = decode_arrived(item.payload).raw
        except msgspec.MsgspecError:  # `prepare` meets it again, and sets it aside
            return None
        if not offers.asks(work.lane.client, raw):
            return None
        return await asyncio.to_thread(offers.look_up, work.lane.client, raw)

    def _read(self, work: Work, item: InboxItem, seen: int | None) -> RawInput:
        """The input; of what was typed it is told which question stood in the chat then."""
        work.arrived = None
        arrived = work.arrived = decode_arrived(item.payload)
        raw = arrived.raw
        if arrived.is_own and arrived.message not in work.typed:
            work.typed.append(arrived.message)
        if isinstance(raw, Resumed):
            is_again, work.chat.resumed = work.chat.resumed == arrived.message, arrived.message
            return Resumed(is_again)
        if isinstance(raw, Typed):
            if arrived.reply_to and work.chat.question > arrived.reply_to:
                return Wordless("reply", raw.text)
            # Of whom nothing is kept saw the first screen: they pressed *start* before.
            return Typed(raw.text, seen or int(self.clock()))
        return raw

    async def _commit(
        self, work: Work, item: InboxItem, prepared: Prepared, worked: Worked
    ) -> CommitResult:
        drafts: tuple[OutboxDraft, ...] = (LINE,) if worked.tells else ()
        if prepared.screen is not None:
            delivery = work.delivery(prepared.screen)
            drafts = (OutboxDraft(QUESTION, encode_delivery(delivery)),)
        client = work.lane.client
        turn = TurnCommit(
            client,
            worked.dossier,
            prepared.read_version,
            drafts,
            (item.id,),
            work.lane,
            worked.check_ins,
            work.followed() if prepared.screen is not None else (),
            to_write(client, worked.deeds, self.clock()),
        )
        return await self.bridge.wait(self.store.submit(turn))

    def _note_commit(self, work: Work, result: CommitResult, worked: Worked) -> None:
        if result.outcome in (Outcome.FENCE_LOST, Outcome.CLIENT_GONE):
            raise LaneLost
        if not result.is_committed:
            raise result.error or StorageError(result.code)
        stored = StoredDossier(result.version, worked.dossier)
        work.stored = lambda: stored
        if result.outbox_ids and not worked.is_silent:
            followed = set(work.followed())
            work.shown = [number for number in work.shown if number not in followed]
        work.has_more = result.has_more
        self.metrics.committed(time.monotonic() - work.since)

    async def _bury(self, work: Work, item: InboxItem, prepared: Prepared) -> None:
        """Set a poison input aside, and tell kindly."""
        self.metrics.turn("buried")
        work.has_more = await asyncio.to_thread(self.store.bury, work.lane, item.id, prepared.bury)
        await self.showing.say(work, prepared.screen)

    async def _only_show(self, work: Work, item: InboxItem, prepared: Prepared) -> None:
        """Somebody looks who said nothing yet: of them nothing is kept."""
        self.metrics.turn("silent")
        await self.showing.say(work, prepared.screen)
        if len(self._newcomers) >= MOST_NEWCOMERS:
            self._newcomers.clear()
        self._newcomers[work.to] = work.chat
        work.has_more = await asyncio.to_thread(self.store.forget_newcomer, work.lane, item.id)

    async def _erase(self, work: Work, prepared: Prepared) -> None:
        """Empty the chat, erase, and say so: the last words go by no outbox."""
        self.metrics.turn("erased")
        work.next, work.next_ids = None, ()
        delivery = work.delivery(prepared.screen) if prepared.screen else None
        if delivery is not None and delivery.screen.clear:
            await self.showing.deliverer.clear(work.to, delivery, work.chat)
        await asyncio.to_thread(self.turns.erase, work.lane.client)
        await self.showing.say(work, prepared.screen)

    async def _lost(self, work: Work) -> None:
        """The client blocked the bot or is gone: stop until they come back (C11)."""
        log_warning("client_unreachable")
        self.metrics.unreachable()
        try:
            await asyncio.to_thread(
                self.store.set_unreachable, work.lane.client, is_unreachable=True
            )
            lane = await asyncio.to_thread(self.store.refresh, work.lane)
            work.shown = [item.id for item in lane.unsent]
            work.has_more = True
            await self._hand_on(work)
        except StorageError as error:
            log_exception("unreachable_not_noted", error)
