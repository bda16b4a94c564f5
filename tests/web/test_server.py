"""The server: its address, its end, its limits, and what it logs."""

import asyncio
import gc
import os
import signal
import socket
import time
from contextlib import suppress

import aiohttp
import pytest
import uvicorn

from bot.settings import WEBHOOK_PATH
from bot.web import serving
from bot.web.serving import ListenFailed, WebServer
from tests.web.conftest import HEADER, SECRET, UPDATE


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


@pytest.mark.parametrize("said", [b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: x\r\n"])
def test_who_says_nothing_or_half_of_it_makes_room(site, monkeypatch, said):
    monkeypatch.setattr("bot.web.protocol.HEAD_SECONDS", 0.2)

    async def waiting():
        async with site.own_server() as port:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(said)
            answer = await asyncio.wait_for(reader.read(), 10)
            writer.close()
            return answer

    assert site.run(waiting()) == b""


def test_who_was_answered_may_be_quiet_for_a_while(site, monkeypatch):
    monkeypatch.setattr("bot.web.protocol.HEAD_SECONDS", 0.2)
    request = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"

    async def twice():
        async with site.own_server() as port:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            for _ in range(2):
                writer.write(request)
                assert (await reader.readuntil(b"ok")).startswith(b"HTTP")
                await asyncio.sleep(0.6)
            writer.close()

    site.run(twice())


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
