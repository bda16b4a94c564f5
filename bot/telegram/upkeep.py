"""What has to be done now and then: lanes that nobody has, news of the portal, check-ins, more."""

import asyncio
import time
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from bot.logs import log_exception, log_warning
from bot.metrics import Metrics
from bot.portal_news import wrapped
from bot.roster import Roster
from bot.telegram.lanes import Lanes
from bot.telegram.owner import is_dead
from bot.telegram.showing import LINE
from bot.web.health import Health
from storage.errors import StorageError
from storage.lanes import Claim
from storage.leases import Lease
from storage.quiet_hours import is_quiet, may_begin
from storage.store import Store

T = TypeVar("T")

JOB = "telegram"
"""Name of the lease, and of the sign of life."""

SWEEP_SECONDS = 1.0
CLAIM_AT_ONCE = 64
LEASE_SECONDS = 20
ALIVE_SECONDS = 5.0
CHECK_IN_SECONDS = 30.0
TIDY_SECONDS = 300.0
COUNT_SECONDS = 10.0
ROSTER_SECONDS = 5.0

GAP_SECONDS = 150
"""Taps die after so long (platform notes, A3): a longer silence was noticed by somebody."""

HEARD_SECONDS = 40.0
"""Telegram was heard of in so long: a long poll and a little more."""


class Upkeep:
    """The jobs beside the conversation; each in a thread, as the database makes it wait."""

    def __init__(  # noqa: PLR0913, PLR0917 - the parts are joined in one place, `app.py`
        self,
        store: Store,
        lanes: Lanes,
        claim: Claim,
        health: Health,
        metrics: Metrics,
        clock: Callable[[], float] = time.time,
        roster: Roster | None = None,
    ) -> None:
        """Look after these; without a roster there are no workers to hear of."""
        self._store = store
        self._roster = roster
        self._lanes = lanes
        self._claim = claim
        self._health = health
        self._metrics = metrics
        self._clock = clock
        self._alive = 0
        self._oldest: tuple[int, float] = (0, 0.0)

    async def sweep(self) -> None:
        """Take up lanes that nobody has, each second; runs until it is cancelled."""
        while True:
            await self._quietly("sweep_failed", self._free_dead)
            await self.forward_news()
            claimed = CLAIM_AT_ONCE
            while claimed == CLAIM_AT_ONCE and self._lanes.busy < 4 * CLAIM_AT_ONCE:
                claimed = await self._claim_some()
            await asyncio.sleep(SWEEP_SECONDS)

    async def forward_news(self) -> None:
        """Put what happened in the portal in the inboxes, from where it is taken up as all else."""
        if self._roster is not None:
            while await self._quietly("news_failed", self._store.forward_news, wrapped):
                continue

    async def know_workers(self) -> None:
        """Read anew who the workers are; runs until it is cancelled."""
        while self._roster is not None:
            await self._quietly("roster_failed", self._roster.refresh)
            await asyncio.sleep(ROSTER_SECONDS)

    async def check_ins(self) -> None:
        """Let those know who asked for it, on their day; runs until it is cancelled."""
        while True:
            for work in (partial(self._store.fire_check_ins, LINE), self._take_up):
                while await self._quietly("check_ins_failed", work):
                    continue
            await asyncio.sleep(CHECK_IN_SECONDS)

    async def tidy(self) -> None:
        """Forget what is past, and finish erasures; runs until it is cancelled."""
        while True:
            await asyncio.sleep(TIDY_SECONDS)
            await self._quietly("tidy_failed", self._store.tidy)

    async def count(self) -> None:
        """Tell the metrics how much waits to be sent; runs until it is cancelled."""
        while True:
            found = await self._quietly("count_failed", self._store.outbox_backlog)
            if found is not None:
                self._count(*found)
            await asyncio.sleep(COUNT_SECONDS)

    async def stay_alive(self, lease: Lease | None) -> None:
        """Note that updates come in, and let those know who wrote before a gap.

        Ends when the lease is lost to another process; without one it runs until it is cancelled.
        """
        self._alive = await asyncio.to_thread(self._store.last_seen, JOB)
        while True:
            silence = self._health.telegram_silence()
            is_heard = silence is not None and silence <= HEARD_SECONDS
            if is_heard:
                await self._after_gap()
            if lease is None:
                if is_heard:
                    await self._quietly("lease_failed", self._store.note_alive, JOB)
            elif not await self._renewed(lease, is_heard=is_heard):
                log_warning("lease_lost")
                return
            if is_heard:  # not before it is written down: what was written counts after a start
                self._alive = int(self._clock())
            await asyncio.sleep(ALIVE_SECONDS)

    def _take_up(self) -> int:
        """Lines that were not sent before the night."""
        return self._store.take_up_later() if may_begin(self._clock()) else 0

    def _free_dead(self) -> None:
        """Free what a killed process held, so that its clients do not wait for the lease."""
        dead = [owner for owner in self._store.lane_owners() if is_dead(owner)]
        if dead:
            self._store.free_lanes(dead)

    async def _claim_some(self) -> int:
        try:
            lanes = await asyncio.to_thread(self._store.claim, self._claim, limit=CLAIM_AT_ONCE)
        except StorageError as error:
            log_exception("sweep_failed", error)
            return 0
        self._health.database_ok()
        for lane in lanes:
            self._lanes.take(lane)
        return len(lanes)

    async def _after_gap(self) -> None:
        """Once after a gap, one neutral line for who wrote just before it (decisions, 5)."""
        now = self._clock()
        if not self._alive or now - self._alive <= GAP_SECONDS or is_quiet(now):
            return
        log_warning("back_after_gap", minutes=int(now - self._alive) // 60)
        gap_from = float(self._alive)
        while await self._quietly("welcome_failed", self._store.welcome_back_after, gap_from, LINE):
            continue

    async def _renewed(self, lease: Lease, *, is_heard: bool) -> bool:
        try:
            return await asyncio.to_thread(
                self._store.renew_lease, lease, LEASE_SECONDS, alive=is_heard
            )
        except StorageError as error:
            log_exception("lease_not_renewed", error)
            return True  # nobody else can have taken it either

    def _count(self, waiting: int, oldest: int) -> None:
        """How old the oldest message is, is not stored: it is how long we have seen it wait."""
        now = time.monotonic()
        if oldest != self._oldest[0]:
            self._oldest = (oldest, now)
        self._metrics.outbox(waiting, now - self._oldest[1] if waiting else 0.0)

    async def _quietly(self, event: str, work: Callable[..., T], *given: object) -> T | None:
        try:
            return await asyncio.to_thread(work, *given)
        except StorageError as error:
            log_exception(event, error)
            return None
