"""A real server on the loopback, and an application with all that it is about."""

import asyncio
from contextlib import asynccontextmanager

import aiohttp
import pytest
from pydantic import SecretStr

from bot.logs import set_up_logs
from bot.metrics import Metrics
from bot.settings import WEBHOOK_PATH
from bot.web.app import make_app
from bot.web.health import Health
from bot.web.serving import WebServer
from bot.web.webhook import Webhook, WebhookAnswer

SECRET = "een-geheim_van_Kring"  # noqa: S105 - of nobody
HEADER = "X-Telegram-Bot-Api-Secret-Token"
UPDATE = b'{"update_id": 1, "message": {"text": "ik voel me kanarie"}}'


class Seconds:
    """A clock that stands still until it is moved."""

    def __init__(self):
        self.at = 1_000.0

    def __call__(self):
        return self.at


class Taker:
    """Takes updates in, and answers what the test wants."""

    def __init__(self):
        self.taken = []
        self.answer = WebhookAnswer()
        self.error = None
        self.wait = None
        self.begun = asyncio.Event()

    async def __call__(self, body):
        self.taken.append(body)
        self.begun.set()
        if self.wait:
            await self.wait.wait()
        if self.error:
            raise self.error
        return self.answer


class House:
    """One server for many tests, as a stop takes two tenths of a second; each brings its app."""

    def __init__(self):
        self.runner = asyncio.Runner()
        self.app = None
        self.server = WebServer(self, ("127.0.0.1", 0))
        self.serve = self.runner.get_loop().create_task(self.server.serve())
        self.client = None

    async def __call__(self, scope, receive, send):
        await self.app(scope, receive, send)

    async def ask(self, method, path, options):
        if self.client is None:
            self.client = aiohttp.ClientSession(f"http://127.0.0.1:{self.server.port}")
        async with self.client.request(method, path, **options) as answer:
            return answer, await answer.read()

    def close(self):
        async def end():
            if self.client:
                await self.client.close()
            self.server.stop()
            await self.serve

        self.runner.run(end())
        self.runner.close()


class Site:
    """An application with all that it is about."""

    def __init__(self, house):
        self.house = house
        self.clock = Seconds()
        self.health = Health("polling", self.clock)
        self.metrics = Metrics()
        self.intake = Taker()
        self.webhook = Webhook(SecretStr(SECRET), self.intake, self.metrics, self.clock)
        self.app = make_app(self.health, self.metrics, self.webhook)

    @property
    def port(self):
        return self.house.server.port

    def run(self, waiting, app=None):
        self.house.app = app or self.app
        return self.house.runner.run(waiting)

    def request(self, method, path, app=None, **options):
        return self.run(self.house.ask(method, path, options), app)

    def update(self, body=UPDATE, headers=None, **options):
        given = {HEADER: SECRET} if headers is None else headers
        return self.request("POST", WEBHOOK_PATH, data=body, headers=given, **options)

    @asynccontextmanager
    async def own_server(self):
        """A server of this test alone, and its port."""
        server = WebServer(self.app, ("127.0.0.1", 0))
        serve = asyncio.create_task(server.serve())
        try:
            yield server.port
        finally:
            server.stop()
            await serve


@pytest.fixture(scope="module")
def house():
    made = House()
    yield made
    made.close()


@pytest.fixture
def site(house):
    return Site(house)


@pytest.fixture
def debug_log(capsys):
    """What the operator sees at DEBUG."""
    set_up_logs("DEBUG")
    yield capsys.readouterr
    set_up_logs("INFO")
