"""Kring on Telegram: the one place where the parts of this folder are joined, started, stopped."""

import asyncio
import signal
import time
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from html import escape
from typing import TYPE_CHECKING, Any

import msgspec
from telegram.error import InvalidToken

from bot.bootstrap import Kring
from bot.logs import load_logs, log_exception, log_warning
from bot.metrics import Metrics
from bot.pictures.studio import Studio
from bot.settings import Settings
from bot.taking_along import Workshop
from bot.telegram.api import Api
from bot.telegram.bridge import Bridge
from bot.telegram.delivery import Deliverer
from bot.telegram.enclosures import Enclosures
from bot.telegram.intake import Intake
from bot.telegram.lanes import CHANNEL, LEASE, Lanes
from bot.telegram.limiter import Limiter
from bot.telegram.owner import is_dead, owner_name
from bot.telegram.polling import Poller
from bot.telegram.reading import Read, read_update
from bot.telegram.setting_up import SettingUp, token_unknown
from bot.telegram.showing import Showing
from bot.telegram.transport import Transport
from bot.telegram.upkeep import JOB, LEASE_SECONDS, Upkeep
from bot.web.app import make_app
from bot.web.health import Health
from bot.web.serving import WebServer
from bot.web.webhook import Webhook, WebhookAnswer
from bot.wording import HELP, NEUTRAL, NOT_STORED_YET
from storage.errors import StorageError
from storage.lanes import Claim
from storage.leases import Lease

if TYPE_CHECKING:
    from bot.portal.app import Portal

STOP_SECONDS = 3.0
"""How long what is begun may take at a stop; all together stays under 5 seconds."""

STANDBY_SECONDS = 1.0

THREADS = 3
"""For what waits for the database beside the turns; each costs memory of its own."""

_TRY_AGAIN = WebhookAnswer(503, retry_after=1)


class TelegramApp:
    """Runs until it is told to stop."""

    def __init__(
        self,
        kring: Kring,
        settings: Settings,
        loop: asyncio.AbstractEventLoop,
        clock: Callable[[], float] = time.time,
        portal: "Portal | None" = None,
    ) -> None:
        """Join the parts; nothing is sent yet. The clock gives epoch seconds."""
        assert settings.telegram_bot_token is not None  # noqa: S101 - the caller looked
        token = settings.telegram_bot_token.get_secret_value()
        self._kring, self._settings, self._portal = kring, settings, portal
        self.metrics = Metrics()
        self.health = Health("webhook" if settings.telegram_webhook else "polling")
        self._transport = Transport(settings.telegram_api_url, token)
        limiter = Limiter(settings.telegram_send_rate, loop.time)
        api = Api(self._transport, limiter, self.metrics.call)
        bridge = Bridge(loop)
        kring.store.gather(loop.call_soon)
        claim = Claim(owner_name(), LEASE, CHANNEL)
        self._studio = Studio(lambda: Workshop(kring.conversation.content))
        enclosures = Enclosures(api, self._studio, kring.conversation.text)
        deliverer = Deliverer(api, enclosures, self._neutral, clock)
        showing = Showing(kring.store, kring.conversation, deliverer, self.metrics, clock)
        self._lanes = Lanes(kring.store, bridge, kring.turns, showing, api, self.metrics, clock)
        self._intake = Intake(
            kring.store,
            bridge,
            self._lanes,
            api,
            self.metrics,
            claim,
            int(token.partition(":")[0]),
            self._notice,
        )
        self._api = api
        self._owner = claim.owner
        self._setting_up = SettingUp(self._transport, settings, self.health)
        self._upkeep = Upkeep(
            *(kring.store, self._lanes, claim, self.health, self.metrics, clock, kring.roster)
        )

    async def run(self, stop: asyncio.Event) -> None:
        """Serve until `stop` is set.

        Raises:
            SettingsInvalid: the token is not known.
            ListenFailed: the address of LISTEN cannot be had.
        """
        load_logs()
        webhook = self._webhook() if self._settings.telegram_webhook else None
        app = make_app(self.health, self.metrics, webhook, self._portal)
        server = WebServer(app, self._settings.listen_address)
        async with AsyncExitStack() as stack:
            await self._transport.initialize()
            stack.push_async_callback(self._transport.shutdown)
            stack.callback(self._studio.close)
            jobs = [asyncio.ensure_future(job) for job in self._jobs(server)]
            stack.push_async_callback(_cancel, jobs)
            await self._until_stopped(stop, jobs)

    def _jobs(self, server: WebServer) -> list[Coroutine[Any, Any, None]]:
        receiving = self._be_called() if self._settings.telegram_webhook else self._poll()
        return [
            server.serve(),  # these two bring what is new, and are stopped first
            receiving,
            self._setting_up.check_token(self._kring.store.note_bot_name),
            self._setting_up.name_commands(self._kring.conversation),
            self._lanes.keep_leases(),
            self._upkeep.sweep(),
            self._upkeep.know_workers(),
            self._upkeep.check_ins(),
            self._upkeep.tidy(),
            self._upkeep.count(),
            *([] if self._portal is None else [self._portal.notices.run()]),
        ]

    async def _until_stopped(
        self, stop: asyncio.Event, jobs: Sequence[asyncio.Future[None]]
    ) -> None:
        """Wait for the signal to stop, or for a job that cannot go on; then come to an end."""
        stopping = asyncio.ensure_future(stop.wait())
        waiting: set[asyncio.Future[Any]] = {stopping, *jobs}
        failed: BaseException | None = None
        while waiting and not stopping.done() and failed is None:
            done, waiting = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            failed = next((e for job in done if (e := job.exception()) is not None), None)
        stopping.cancel()
        self.health.stopping()
        for job in jobs[:2]:  # first of all nothing new comes in
            job.cancel()
        await self._lanes.finish(STOP_SECONDS)
        if failed is not None:
            raise failed

    # Polling

    async def _poll(self) -> None:
        """Poll while we hold the lease; else stand by."""
        while True:
            lease = await self._leased()
            self.health.leading()
            await self._setting_up.use_polling()
            poller = Poller(self._api, self._intake, self.health, lambda: self._lanes.busy)
            polling = asyncio.ensure_future(poller.run())
            keeping = asyncio.ensure_future(self._upkeep.stay_alive(lease))
            try:
                done, _ = await asyncio.wait(
                    {polling, keeping}, return_when=asyncio.FIRST_COMPLETED
                )
                for job in done:
                    job.result()
            except InvalidToken:
                raise token_unknown() from None
            finally:
                await _cancel([polling, keeping])
                await self._release(lease)

    async def _leased(self) -> Lease:
        is_told = False
        while True:
            try:
                lease = await asyncio.to_thread(self._acquire)
            except StorageError as error:
                log_exception("lease_failed", error)
                lease = None
            if lease is not None:
                return lease
            if not is_told:
                log_warning("standing_by")
                is_told = True
            self.health.standby()
            await asyncio.sleep(STANDBY_SECONDS)

    def _acquire(self) -> Lease | None:
        store = self._kring.store
        lease = store.acquire_lease(JOB, self._owner, LEASE_SECONDS)
        if lease is None and is_dead(holder := store.lease_owner(JOB)):
            store.release_lease(Lease(JOB, holder))
            lease = store.acquire_lease(JOB, self._owner, LEASE_SECONDS)
        return lease

    async def _release(self, lease: Lease) -> None:
        try:
            await asyncio.to_thread(self._kring.store.release_lease, lease)
        except StorageError as error:
            log_exception("lease_failed", error)

    # Webhook

    async def _be_called(self) -> None:
        keeping = asyncio.ensure_future(self._upkeep.stay_alive(None))
        try:
            await self._setting_up.use_webhook()
        finally:
            await _cancel([keeping])

    def _webhook(self) -> Webhook:
        secret = self._settings.telegram_webhook_secret
        assert secret is not None  # noqa: S101 - settings insist on it
        return Webhook(secret, self._called, self.metrics)

    async def _called(self, body: bytes) -> WebhookAnswer:
        """One update: 200 once it is stored, and with it the sign that a tap was seen."""
        self.health.webhook_ok()
        read = read_update(body)
        if not await self._intake.take([read], answers_taps=False):
            return _TRY_AGAIN
        return WebhookAnswer(200, _seen(read))

    # Words

    def _neutral(self, form: str) -> str:
        return escape(" ".join(self._kring.conversation.text(NEUTRAL, form)), quote=False)

    def _notice(self, key: str) -> str:
        keys = (key, HELP) if key == NOT_STORED_YET else (key,)
        parts = [part for one in keys for part in self._kring.conversation.text(one, "u")]
        return escape("\n\n".join(parts), quote=False)


def _seen(read: Read) -> bytes:
    """The call that Telegram carries out as an answer to the webhook: one request less."""
    if read.query is None:
        return b""
    return msgspec.json.encode({"method": "answerCallbackQuery", "callback_query_id": read.query})


async def _cancel(jobs: Sequence[asyncio.Future[None]]) -> None:
    for job in jobs:
        job.cancel()
    await asyncio.gather(*jobs, return_exceptions=True)


def run(kring: Kring, settings: Settings, portal: "Portal | None" = None) -> None:
    """Run Kring on Telegram until SIGTERM or Ctrl-C, with the portal where there is one.

    The loop is uvloop's where there is one: a call over HTTP costs it two thirds.

    Raises:
        SettingsInvalid: the token is not known.
        ListenFailed: the address of LISTEN cannot be had.
    """
    with asyncio.Runner(loop_factory=_loop_factory()) as runner:
        runner.run(serve(kring, settings, portal))


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    try:
        import uvloop  # noqa: PLC0415 - not there on every system
    except ImportError:
        return None
    factory: Callable[[], asyncio.AbstractEventLoop] = uvloop.new_event_loop
    return factory


async def serve(kring: Kring, settings: Settings, portal: "Portal | None" = None) -> None:
    """The same, in the running loop."""
    loop = asyncio.get_running_loop()
    loop.set_default_executor(ThreadPoolExecutor(THREADS))
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    await TelegramApp(kring, settings, loop, portal=portal).run(stop)
