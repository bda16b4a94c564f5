"""The web side, by real requests to a real server on the loopback."""

import asyncio
import gc
import json
import os
import signal
import socket
import time
from contextlib import asynccontextmanager, suppress
from importlib.util import find_spec

import aiohttp
import pytest
import uvicorn
from pydantic import SecretStr
from starlette.applications import Starlette
from starlette.routing import Route

from bot.logs import set_up_logs
from bot.metrics import Metrics
from bot.settings import WEBHOOK_PATH
from bot.web import serving
from bot.web.app import _Guarded, make_app
from bot.web.health import (
    DATABASE_PATIENCE,
    POLLING_PATIENCE,
    STANDBY_PATIENCE,
    WEBHOOK_PATIENCE,
    Health,
)
from bot.web.serving import ListenFailed, WebServer
from bot.web.webhook import MAX_BODY, Webhook, WebhookAnswer

SECRET = "een-geheim_van_Kring"  # noqa: S105 - of nobody
HEADER = "X-Telegram-Bot-Api-Secret-Token"
UPDATE = b'{"update_id": 1, "message": {"text": "ik voel me kanarie"}}'
PROTOCOLS = ["h11", "httptools"] if find_spec("httptools") else ["h11"]


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


@pytest.fixture(scope="module", params=PROTOCOLS)
def protocol(request):
    """Each way of reading requests that is there."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "h11":
            patch.setattr(serving, "_protocol", lambda: "h11")
        yield


@pytest.fixture(scope="module")
def house(protocol):  # noqa: ARG001 - chosen before the server is made
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


# Health


def test_the_process_lives(site):
    answer, body = site.request("GET", "/healthz")
    assert (answer.status, body) == (200, b"ok")


def readiness(health):
    found = health.readiness()
    return "ready" if found.is_ready else found.missing


def test_nothing_is_ready_before_it_was_heard_of(site):
    assert readiness(site.health) == ("database", "telegram")
    site.health.database_ok()
    assert readiness(site.health) == ("telegram",)
    site.health.polled()
    assert readiness(site.health) == "ready"


def test_a_poller_that_is_deaf_is_not_ready(site):
    site.health.polled()
    site.clock.at += POLLING_PATIENCE
    site.health.database_ok()
    assert readiness(site.health) == "ready"
    site.clock.at += 0.1
    assert readiness(site.health) == ("telegram",)


def test_a_database_that_is_silent_is_not_ready(site):
    site.health.database_ok()
    site.clock.at += DATABASE_PATIENCE + 0.1
    site.health.polled()
    assert readiness(site.health) == ("database",)


def test_a_webhook_is_ready_as_long_as_telegram_comes_by(site):
    health = Health("webhook", site.clock)
    health.webhook_ok()
    site.clock.at += WEBHOOK_PATIENCE
    health.database_ok()
    assert readiness(health) == "ready"
    site.clock.at += 0.1
    assert readiness(health) == ("telegram",)
    health.webhook_ok()
    health.webhook_lost()
    assert readiness(health) == ("telegram",)


def test_a_standby_is_ready_as_long_as_it_tries(site):
    """Were it not, a rolling deploy would wait for it for ever, and it for the old process."""
    site.health.database_ok()
    site.health.standby()
    found = site.health.readiness()
    assert (found.is_ready, found.standby) == (True, True)
    site.clock.at += STANDBY_PATIENCE + 0.1
    site.health.database_ok()
    assert readiness(site.health) == ("telegram",)


def test_who_takes_over_has_to_poll(site):
    site.health.database_ok()
    site.health.standby()
    site.health.leading()
    assert readiness(site.health) == ("telegram",)
    site.health.polled()
    assert readiness(site.health) == "ready"


def test_who_polls_is_no_standby(site):
    site.health.standby()
    site.health.polled()
    assert not site.health.is_standby


def test_who_loses_the_lease_is_a_standby_again(site):
    site.health.database_ok()
    site.health.polled()
    assert not site.health.is_standby
    site.health.standby()
    assert site.health.is_standby


def test_who_stops_is_not_ready(site):
    site.health.database_ok()
    site.health.polled()
    site.health.stopping()
    assert readiness(site.health) == ("stopping",)


def test_what_is_not_ready_is_told_in_a_few_words(site):
    answer, body = site.request("GET", "/readyz")
    assert answer.status == 503
    told = {"ready": False, "standby": False, "not_ready": ["database", "telegram"]}
    assert json.loads(body) == told
    site.health.database_ok()
    site.health.polled()
    answer, body = site.request("GET", "/readyz")
    assert answer.status == 200
    assert json.loads(body) == {"ready": True, "standby": False, "not_ready": []}


def test_metrics_have_the_silence_of_telegram_at_that_moment(site):
    site.health.polled()
    site.clock.at += 12
    answer, body = site.request("GET", "/metrics")
    assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
    assert b"\nkring_telegram_silence_seconds 12.0\n" in body
    assert b"\nkring_standby 0.0\n" in body


# Every page


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics", "/nothing", WEBHOOK_PATH])
def test_every_answer_has_the_headers_that_keep_it_safe(site, path):
    answer, _ = site.request("GET", path)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "Server" not in answer.headers


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics"])
def test_health_pages_are_only_for_reading(site, path):
    answer, body = site.request("HEAD", path)
    assert answer.status in (200, 503)
    assert body == b""
    for method in ("POST", "PUT", "DELETE", "OPTIONS"):
        assert site.request(method, path)[0].status == 405


@pytest.mark.parametrize("path", ["/", "/healthz/", "/telegram/", "/telegram/webhook/", "/kanarie"])
def test_an_unknown_path_is_told_so_in_plain_text(site, path):
    answer, body = site.request("GET", path, allow_redirects=False)
    assert (answer.status, body) == (404, b"Not Found")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"


def test_without_a_webhook_there_is_no_such_path(site):
    app = make_app(site.health, site.metrics, None)
    assert site.update(app=app)[0].status == 404
    assert site.intake.taken == []


def test_a_page_that_fails_shows_nothing_of_it(site, debug_log):
    async def failing(_):
        raise ValueError("kanarie")

    app = _Guarded(Starlette(routes=[Route("/", failing)]))
    answer, body = site.request("GET", "/", app)
    assert (answer.status, body) == (500, b"Internal Server Error")
    log = debug_log().err
    assert '"event": "page_failed"' in log
    assert '"type": "ValueError"' in log
    assert "kanarie" not in log


# The webhook


def test_an_update_is_handed_over_as_it_came(site):
    answer, body = site.update()
    assert (answer.status, body) == (200, b"")
    assert site.intake.taken == [UPDATE]


def test_the_answer_may_hold_a_call(site):
    site.intake.answer = WebhookAnswer(body=b'{"method": "sendMessage"}')
    answer, body = site.update()
    assert answer.headers["Content-Type"] == "application/json"
    assert json.loads(body) == {"method": "sendMessage"}


def test_telegram_may_be_asked_to_come_again_later(site):
    site.intake.answer = WebhookAnswer(503, retry_after=30)
    answer, _ = site.update()
    assert (answer.status, answer.headers["Retry-After"]) == (503, "30")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 401),
        ({HEADER: ""}, 403),
        ({HEADER: SECRET[:-1]}, 403),
        ({HEADER: SECRET + "x"}, 403),
        ({HEADER: SECRET.lower()}, 403),
        ({HEADER: "geheim-é"}, 403),
    ],
)
def test_without_the_secret_nothing_comes_in(site, headers, status):
    answer, body = site.update(headers=headers)
    assert (answer.status, body) == (status, b"")
    assert site.intake.taken == []
    assert b"kring_webhook_refused_total 1.0" in site.metrics.export()


def test_a_wrong_secret_is_told_once_a_minute_by_the_name_of_the_variable(site, debug_log):
    for seconds in (0, 0, 0, 0, 0, 59, 1):
        site.clock.at += seconds
        site.update(headers={HEADER: "kanarie"})
    log = debug_log().err
    lines = [json.loads(line) for line in log.splitlines() if "webhook_refused" in line]
    assert [line["variable"] for line in lines] == ["TELEGRAM_WEBHOOK_SECRET"] * 2
    assert [line["requests"] for line in lines] == [1, 6]
    assert "kanarie" not in log
    assert SECRET not in log


def test_a_body_that_is_too_large_is_not_read(site):
    answer, _ = site.update(bytes(MAX_BODY + 1))
    assert answer.status == 413
    assert site.update(bytes(MAX_BODY))[0].status == 200
    assert [len(body) for body in site.intake.taken] == [MAX_BODY]


def test_a_body_without_a_length_is_counted(site):
    async def pieces(size):
        for _ in range(size // 10_000):
            yield bytes(10_000)

    answer, _ = site.update(pieces(50_000))
    assert answer.status == 200
    try:
        answer, _ = site.update(pieces(MAX_BODY + 10_000))
    except aiohttp.ClientConnectionError:
        pass  # the server left while we were still sending
    else:
        assert answer.status == 413
    assert [len(body) for body in site.intake.taken] == [50_000]


HEAD = f"POST {WEBHOOK_PATH} HTTP/1.1\r\nHost: a\r\n{HEADER}: {SECRET}\r\n"


async def send_raw(site, *pieces):
    """Send bytes on one connection; after each piece, read the status of the answer."""
    reader, writer = await asyncio.open_connection("127.0.0.1", site.port)
    found = []
    for piece in pieces:
        with suppress(ConnectionError):
            writer.write(piece)
            head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 5)
            found.append(int(head.split()[1]))
    writer.close()
    return found


def test_an_announced_length_that_is_too_large_is_not_waited_for(site):
    for length in (MAX_BODY + 1, 10**15):
        asked = f"{HEAD}Content-Length: {length}\r\n\r\n".encode("ascii")
        assert site.run(send_raw(site, asked)) == [413]


def test_a_body_without_end_is_not_waited_for(site):
    asked = f"{HEAD}Transfer-Encoding: chunked\r\n\r\n".encode("ascii")
    chunk = b"%x\r\n%s\r\n" % (100_000, bytes(100_000))
    assert site.run(send_raw(site, asked + chunk * 11)) == [413]


def test_a_connection_serves_many_updates_however_much_that_is(site):
    body = bytes(MAX_BODY - 1)
    asked = f"{HEAD}Content-Length: {len(body)}\r\n\r\n".encode("ascii") + body
    assert site.run(send_raw(site, *[asked] * 4)) == [200] * 4


def test_only_post_brings_updates(site):
    for method in ("GET", "PUT", "DELETE"):
        answer, _ = site.request(method, WEBHOOK_PATH, headers={HEADER: SECRET}, data=UPDATE)
        assert answer.status == 405
    assert site.intake.taken == []


def test_an_intake_that_fails_lets_telegram_try_again(site, debug_log):
    site.intake.error = RuntimeError("kanarie")
    answer, body = site.update()
    assert (answer.status, body) == (500, b"")
    log = debug_log().err
    assert '"event": "webhook_failed"' in log
    assert '"type": "RuntimeError"' in log
    assert "kanarie" not in log


def test_no_secret_and_no_words_show_in_a_repr(site):
    assert SECRET not in repr(site.webhook)
    assert "kanarie" not in repr(WebhookAnswer(body=b"kanarie"))


# The server


def test_nothing_that_is_sent_comes_in_the_log(site, debug_log):
    """Path, query, headers and body, of requests that go well, go wrong, or are none."""
    canary = "kanarie"
    given = {HEADER: SECRET, "X-Other": canary, "User-Agent": canary}

    async def send(junk):
        reader, writer = await asyncio.open_connection("127.0.0.1", site.port)
        writer.write(junk.encode("ascii"))
        assert b"400" in await reader.read()
        writer.close()

    for path in (f"/{canary}?{canary}={canary}", "/healthz?" + canary, WEBHOOK_PATH):
        site.request("GET", path, headers=given)
        site.request("POST", path, headers=given, data=UPDATE)
    site.intake.error = ValueError(UPDATE)
    site.update(headers=given)
    site.update(headers={HEADER: canary})
    for junk in (f"{canary}\r\n\r\n", f"GET /{canary} HTTP/1.1\r\n{canary}\r\n\r\n"):
        site.run(send(junk))
    shown = debug_log()
    assert '"library": "uvicorn.error"' in shown.err  # so it is uvicorn's words that are kept out
    assert canary not in shown.err
    assert SECRET not in shown.err
    assert shown.out == ""


def test_a_head_without_end_is_not_waited_for(site):
    async def send_headers():
        reader, writer = await asyncio.open_connection("127.0.0.1", site.port)
        writer.write(b"GET /healthz HTTP/1.1\r\n")
        line = b"X-Many: " + b"a" * 1_000 + b"\r\n"
        with suppress(ConnectionError):
            for _ in range(100):
                writer.write(line)
                await writer.drain()
                await asyncio.sleep(0)
            assert b"200" not in await asyncio.wait_for(reader.read(), 5)
        writer.close()

    site.run(send_headers())


def test_an_address_that_is_taken_stops_the_start(site):
    with socket.create_server(("127.0.0.1", 0)) as other:
        address = other.getsockname()
        with pytest.raises(ListenFailed) as raised:
            WebServer(site.app, address)
    assert str(raised.value).startswith("LISTEN: ")
    assert str(address[1]) not in str(raised.value)
    assert raised.value.code == "listen_failed"


def test_an_address_of_another_computer_stops_the_start(site):
    with pytest.raises(ListenFailed, match=r"^LISTEN: "):
        WebServer(site.app, ("192.0.2.1", 8080))
    with pytest.raises(ListenFailed, match=r"^LISTEN: "):
        WebServer(site.app, ("no-such-host.invalid", 8080))


def test_it_listens_on_ipv6_too(site):
    try:
        server = WebServer(site.app, ("::1", 0))
    except ListenFailed:
        pytest.skip("this computer has no IPv6")

    async def ask():
        serve = asyncio.create_task(server.serve())
        url = f"http://[::1]:{server.port}/healthz"
        async with aiohttp.ClientSession() as client, client.get(url) as answer:
            status = answer.status
        server.stop()
        await serve
        return status

    assert asyncio.run(ask()) == 200


def test_signals_stay_with_kring(site):
    async def look():
        before = [signal.getsignal(one) for one in (signal.SIGTERM, signal.SIGINT)]
        async with site.own_server():
            await asyncio.sleep(0.01)
            during = [signal.getsignal(one) for one in (signal.SIGTERM, signal.SIGINT)]
        return before, during

    before, during = asyncio.run(look())
    assert before == during


def stop_while_waiting(site, ending):
    """Stop during a request whose intake waits; how long the stop took, and what was answered."""

    async def run():
        site.intake.wait = asyncio.Event()
        server = WebServer(site.app, ("127.0.0.1", 0))
        serve = asyncio.create_task(server.serve())
        async with aiohttp.ClientSession(f"http://127.0.0.1:{server.port}") as client:
            given = {HEADER: SECRET}
            asking = asyncio.create_task(client.post(WEBHOOK_PATH, data=UPDATE, headers=given))
            await site.intake.begun.wait()
            begun = time.monotonic()
            ending(server, serve, site.intake.wait)
            await asyncio.gather(serve, return_exceptions=True)
            took = time.monotonic() - begun
            (answer,) = await asyncio.gather(asking, return_exceptions=True)
        return took, getattr(answer, "status", None), serve.cancelled()

    return asyncio.run(run())


def test_what_is_under_way_is_finished_at_a_stop(site):
    def end(server, _, wait):
        server.stop()
        asyncio.get_running_loop().call_later(0.5, wait.set)

    took, status, _ = stop_while_waiting(site, end)
    assert status == 200
    assert 0.4 < took < 2


def test_a_stop_takes_no_longer_than_three_seconds(site):
    took, status, _ = stop_while_waiting(site, lambda server, *_: server.stop())
    assert status != 200
    assert took < 3


def test_a_task_that_is_cancelled_stops_in_the_same_way(site):
    def end(_, serve, wait):
        serve.cancel()
        asyncio.get_running_loop().call_later(0.2, wait.set)

    took, status, is_cancelled = stop_while_waiting(site, end)
    assert status == 200
    assert is_cancelled
    assert 0.15 < took < 3  # it ends after the request, not before


def test_the_address_is_free_after_a_stop(site):
    async def twice():
        async with site.own_server() as port:
            await asyncio.sleep(0.01)
        WebServer(site.app, ("127.0.0.1", port))._socket.close()

    asyncio.run(twice())
    gc.collect()  # a socket that stays open would be a warning, and so a failure


def test_many_quiet_connections_are_refused_kindly(site, monkeypatch):
    monkeypatch.setattr(serving, "MAX_CONNECTIONS", 5)

    async def crowd():
        async with site.own_server() as port, aiohttp.ClientSession() as client:
            kept = [await asyncio.open_connection("127.0.0.1", port) for _ in range(6)]
            async with client.get(f"http://127.0.0.1:{port}/healthz") as answer:
                status = answer.status
            for _, writer in kept:
                writer.close()
            return status

    assert asyncio.run(crowd()) == 503


def test_uvicorn_reads_no_settings_of_its_own(site, monkeypatch):
    """Whose address is believed, and how many processes there are, is not for the environment."""
    monkeypatch.setitem(os.environ, "FORWARDED_ALLOW_IPS", "*")
    monkeypatch.setitem(os.environ, "WEB_CONCURRENCY", "7")
    made = serving._configuration(site.app)
    assert isinstance(made, uvicorn.Config)
    assert (made.workers, made.proxy_headers, made.forwarded_allow_ips) == (1, False, [])
