"""Delivery by webhook.

Rules: tdlib/telegram-bot-api, `WebhookActor.cpp`. Inside one queue the order is kept and an update
that is not accepted holds up the rest; other queues go on, up to `max_connections` at a time. Any
2xx is a success. After a failure there is one retry at once, then the pauses double. `Retry-After`
is honoured. What the bot answers may itself be a call (`{"method": ..., ...}`).
"""

import asyncio
import json
import re
from collections import deque
from collections.abc import Callable

import aiohttp

from .errors import bad_request
from .specification import DEFAULT_UPDATES, UPDATE_TYPES
from .state import State
from .updates import Entry

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105
MOST_RETRY_AFTER = 3600.0
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}\Z")
_URL = re.compile(r"https?://[^\s/]+(?:/\S*)?\Z")

Execute = Callable[[str, dict[str, object]], object]


def allowed_updates(names: list[str] | None) -> frozenset[str] | None:
    """The kinds that the bot wants; None to leave it as it was.

    Raises:
        ApiError: For a kind that does not exist (Telegram would overlook it).
    """
    if names is None:
        return None
    if unknown := set(names) - UPDATE_TYPES:
        raise bad_request(f"unknown update types {sorted(unknown)}")
    return frozenset(names) or DEFAULT_UPDATES


class Webhook:
    """The address where updates go, and the queues in front of it."""

    def __init__(self, state: State, execute: Execute, *, pause: float, patience: float) -> None:
        self._state = state
        self._execute = execute
        self._pause = pause
        self._patience = patience
        self._queues: dict[int, deque[Entry]] = {}
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._session: aiohttp.ClientSession | None = None
        self._places = asyncio.Semaphore(40)
        self._held: set[int] = set()
        self.url = ""
        self.secret = ""
        self.max_connections = 40
        self.last_error: tuple[int, str] | None = None
        self.deliveries: list[tuple[int, int]] = []
        """Update id and the status it was answered with (0: no answer)."""

    def set(self, params: dict[str, object]) -> str:
        """Take a new address, or none.

        Returns:
            What Telegram says about it.
        """
        url, secret = str(params.get("url", "")), params.get("secret_token")
        most = params.get("max_connections", 40)
        if url and not _URL.match(url):
            raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
        if secret is not None and not _SECRET.match(str(secret)):
            raise bad_request("secret token contains unallowed characters")
        if not 1 <= int(most) <= 100:  # type: ignore[call-overload]
            raise bad_request("max_connections must be between 1 and 100")
        wanted = allowed_updates(params.get("allowed_updates"))  # type: ignore[arg-type]
        if wanted is not None:
            self._state.updates.allowed = wanted
        if params.get("drop_pending_updates"):
            self._state.updates.clear()
        settings = (url, str(secret or ""), most)
        is_same = settings == (self.url, self.secret, self.max_connections)
        if is_same or not (url or self.url):
            return "Webhook is already set" if url else "Webhook is already deleted"
        self._use(url, str(secret or ""), int(most))  # type: ignore[call-overload]
        return "Webhook was set" if url else "Webhook was deleted"

    def _use(self, url: str, secret: str, most: int) -> None:
        self.drop_tasks()
        self.url, self.secret, self.max_connections = url, secret, most
        self.resume()

    def resume(self) -> None:
        """Start delivering everything that waits."""
        self._places = asyncio.Semaphore(self.max_connections)  # belongs to the running loop
        if self.url:
            for entry in self._state.updates.waiting():
                self.accept(entry)

    def info(self) -> dict[str, object]:
        """For getWebhookInfo."""
        found: dict[str, object] = {
            "url": self.url,
            "has_custom_certificate": False,
            "pending_update_count": len(self._state.updates),
        }
        if self.url:
            found |= {"max_connections": self.max_connections, "ip_address": "127.0.0.1"}
        if self.last_error:
            found["last_error_date"], found["last_error_message"] = self.last_error
        if self._state.updates.allowed != DEFAULT_UPDATES:
            found["allowed_updates"] = sorted(self._state.updates.allowed)
        return found

    def accept(self, entry: Entry) -> None:
        """Put an update at the end of its queue; runs in the loop of the server."""
        if not self.url or entry.serial in self._held:
            return
        self._held.add(entry.serial)
        self._queues.setdefault(entry.queue, deque()).append(entry)
        if entry.queue not in self._tasks:
            task = asyncio.get_running_loop().create_task(self._deliver(entry.queue))
            self._tasks[entry.queue] = task

    async def _deliver(self, queue: int) -> None:
        waiting, failures = self._queues[queue], 0
        while waiting:
            entry = waiting[0]
            is_expired = entry.expires <= self._state.clock()
            pause = None if is_expired else await self._post(entry)
            if pause is None:
                waiting.popleft()
                self._held.discard(entry.serial)
                failures = 0
                with self._state.lock:
                    self._state.updates.remove(entry)
                continue
            failures += 1
            doubled = 0.0 if failures == 1 else self._pause * 2 ** min(failures - 2, 5)
            await asyncio.sleep(max(doubled, pause))
        del self._queues[queue], self._tasks[queue]

    async def _post(self, entry: Entry) -> float | None:
        """One try: None when it was accepted, else the least number of seconds to wait."""
        update = entry.update
        body = update if isinstance(update, bytes) else json.dumps(update).encode()
        headers = {"Content-Type": "application/json"}
        if self.secret:
            headers[SECRET_HEADER] = self.secret
        try:
            async with (
                self._places,
                self._client().post(
                    self.url, data=body, headers=headers, allow_redirects=False
                ) as answer,
            ):
                said = await answer.read()
        except (aiohttp.ClientError, TimeoutError, ConnectionError) as error:
            self._failed(entry, 0, f"Connection failed: {type(error).__name__}")
            return 0.0
        if 200 <= answer.status < 300:
            self.deliveries.append((entry.update_id, answer.status))
            self._run_answer(said)
            return None
        self._failed(entry, answer.status, f"Wrong response from the webhook: {answer.status}")
        after = answer.headers.get("Retry-After", "")
        return min(float(after), MOST_RETRY_AFTER) if after.isdigit() else 0.0

    def _failed(self, entry: Entry, status: int, text: str) -> None:
        self.deliveries.append((entry.update_id, status))
        self.last_error = (int(self._state.clock()), text)

    def _run_answer(self, said: bytes) -> None:
        try:
            call = json.loads(said)
        except ValueError:
            return
        if isinstance(call, dict) and isinstance(call.get("method"), str):
            self._execute(call.pop("method"), call)

    def _client(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                timeout=aiohttp.ClientTimeout(total=self._patience),
                connector=aiohttp.TCPConnector(limit=0),
            )
        return self._session

    def drop_tasks(self) -> None:
        """Stop delivering; what was not accepted waits on."""
        for task in self._tasks.values():
            task.cancel()
        self._tasks.clear()
        self._queues.clear()
        self._held.clear()

    async def close(self) -> None:
        """Stop for good."""
        tasks = list(self._tasks.values())
        self.drop_tasks()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._session is not None:
            await self._session.close()
            self._session = None
