"""The portal as it is served: over a real connection, beside the other pages, and in the logs."""

import asyncio
import json
import secrets

import aiohttp
import pytest

from bot.logs import set_up_logs
from bot.metrics import Metrics
from bot.web.app import make_app
from bot.web.health import Health
from bot.web.serving import WebServer
from storage.errors import RecordDamaged, StorageUnavailable
from storage.portal.store import PortalStore
from tests.portal.house import COOKIE, FORM_COOKIE, Browser
from tests.portal.snapshots import CANARY


@pytest.fixture
def served(house):
    """The house's portal on a real port: does all that is wanted of one session."""
    app = make_app(Health("portal"), Metrics(), None, house.portal)

    def with_session(work, **cookies):
        async def run():
            server = WebServer(app, ("127.0.0.1", 0))
            serving = asyncio.ensure_future(server.serve())
            line = "; ".join(f"{name}={value}" for name, value in cookies.items())
            base = f"http://127.0.0.1:{server.port}"
            try:
                async with aiohttp.ClientSession(
                    base, headers={"cookie": line}, cookie_jar=aiohttp.DummyCookieJar()
                ) as session:
                    return await work(session)
            finally:
                server.stop()
                await serving

        return house.runner.run(run())

    return with_session


def test_it_is_served_beside_the_other_pages(house, worker, served):
    _, share = house.share_with(worker)
    worker.post(f"/gedeeld/{share}/openen")

    async def look(session):
        seen = {}
        for path in ("/healthz", "/", "/inloggen", f"/gedeeld/{share}", "/nergens"):
            async with session.get(path, allow_redirects=False) as answer:
                seen[path] = (answer.status, await answer.text(), answer.headers)
        async with session.head(f"/gedeeld/{share}") as answer:
            seen["head"] = (answer.status, await answer.text(), answer.headers)
        return seen

    seen = served(look, **{COOKIE: worker.cookies[COOKIE]})
    assert seen["/healthz"][:2] == (200, "ok")
    assert seen["/"][0] == 303
    assert seen["/inloggen"][0] == 200
    assert CANARY in seen[f"/gedeeld/{share}"][1]
    assert seen["/nergens"][0] == 404
    assert seen["head"][:2] == (405, "")
    for status, _, headers in seen.values():
        assert headers["cache-control"] == "no-store", status
        policies = headers.getall("content-security-policy")
        assert len(policies) == 1
        assert "server" not in headers


def test_a_body_that_does_not_end_is_not_waited_for(worker, served):
    async def send(session):
        async def body():
            for _ in range(100):
                yield b"x" * 10_000

        headers = {"content-type": "application/x-www-form-urlencoded"}
        async with session.post("/koppelen", data=body(), headers=headers) as answer:
            return answer.status

    assert served(send, **{COOKIE: worker.cookies[COOKIE]}) == 413


def test_a_body_that_stops_half_way_is_not_waited_for(worker, served, monkeypatch):
    """Else some hundreds of them would take all places there are."""
    monkeypatch.setattr("bot.portal.asked.BODY_SECONDS", 0.2)

    async def stall(session):
        host, _, port = str(session._base_url).removeprefix("http://").rstrip("/").partition(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(
            b"POST /koppelen HTTP/1.1\r\nhost: x\r\ncontent-length: 50\r\n"
            b"content-type: application/x-www-form-urlencoded\r\n\r\ncsrf="
        )
        answer = await reader.read()
        writer.close()
        return answer

    answer = served(stall, **{COOKIE: worker.cookies[COOKIE]})
    assert answer.startswith(b"HTTP/1.1 408")


def test_who_goes_away_half_way_is_not_missed(worker, served):
    async def leave(session):
        host, _, port = str(session._base_url).removeprefix("http://").rstrip("/").partition(":")
        _, writer = await asyncio.open_connection(host, int(port))
        writer.write(
            b"POST /koppelen HTTP/1.1\r\nhost: x\r\ncontent-length: 50\r\n"
            b"content-type: application/x-www-form-urlencoded\r\n\r\ncsrf="
        )
        await writer.drain()
        writer.close()
        async with session.get("/gids") as answer:
            return answer.status

    assert served(leave, **{COOKIE: worker.cookies[COOKIE]}) == 200


def test_many_workers_at_once_are_all_served(house, served):
    workers = [house.worker(name=f"Worker {n}") for n in range(8)]
    shares = [house.share_with(one)[1] for one in workers]
    for one, share in zip(workers, shares, strict=True):
        one.post(f"/gedeeld/{share}/openen")

    async def look(session):
        async def one(worker, share):
            headers = {"cookie": f"{COOKIE}={worker.cookies[COOKIE]}"}
            async with session.get(f"/gedeeld/{share}", headers=headers) as answer:
                return answer.status

        pairs = list(zip(workers, shares, strict=True)) * 10
        return await asyncio.gather(*(one(*pair) for pair in pairs))

    assert served(look) == [200] * 80
    assert house.keeps.verify_views().is_whole
    assert house.keeps.verify_views().count == 80


def test_what_a_page_is_called_by_changes_nothing_of_it(house):
    """By the header that anybody may write."""
    usual = house.ask("GET", "/toegankelijkheid")
    for name in ("x/privacy?", "[", "evil.example/#", "a@b:99999"):
        assert house.ask("GET", "/toegankelijkheid", [("host", name)]).same == usual.same


# What the operator sees


@pytest.fixture
def debug_log(capsys):
    set_up_logs("DEBUG")
    yield lambda: capsys.readouterr().err
    set_up_logs("INFO")


def test_nothing_of_anybody_comes_in_the_log(house, worker, served, debug_log, monkeypatch):
    """At DEBUG, of requests that go well, go wrong, and that the program fails on."""
    _, share = house.share_with(worker)
    worker_id, invitation = house.invite(name="Kanarie Vogel")
    browser = Browser(house)
    browser.get(invitation)
    browser.register(invitation, name="Kanarie", role="vogel")
    token = worker.cookies[COOKIE]
    worker.post(f"/gedeeld/{share}/openen")

    async def look(session):
        for path in (f"/gedeeld/{share}", f"/{CANARY}?{CANARY}", invitation, "/ik"):
            async with session.get(path, headers={"user-agent": CANARY}) as answer:
                await answer.read()
            async with session.post(path, data={CANARY: CANARY}) as answer:
                await answer.read()

    def fail(*_, **__):
        raise ValueError(f"{CANARY} {token}")

    served(look, **{COOKIE: token, FORM_COOKIE: "F" * 43})
    monkeypatch.setattr(PortalStore, "shares", fail)
    assert worker.get("/gedeeld").status == 500
    monkeypatch.setattr(PortalStore, "share", fail)
    served(look, **{COOKIE: token})
    shown = debug_log()
    events = {json.loads(line)["event"] for line in shown.splitlines()}
    assert "portal_failed" in events
    for secret in (CANARY, "Kanarie", token, share, invitation.rpartition("/")[2], worker_id.hex()):
        assert secret not in shown


def test_nothing_says_more_of_itself_than_it_should(house, worker):
    """Names of records, as they may stand in a traceback."""
    _, share = house.share_with(worker)
    worker.post(f"/gedeeld/{share}/openen")
    found = house.keeps.share(worker.worker, bytes.fromhex(share))
    reader = house.portal.site.reading.reader_of(found.page)
    session = house.keeps.session(worker.cookies[COOKIE])
    shown = "".join(map(repr, (found, reader, session, house.portal.site.letters)))
    for secret in (CANARY, "Anna", worker.cookies[COOKIE]):
        assert secret not in shown


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (StorageUnavailable("database_locked", "x"), 503),
        (RecordDamaged(), 404),
        (ZeroDivisionError(), 500),
    ],
)
def test_what_goes_wrong_is_told_kindly(worker, monkeypatch, error, status):
    def fail(*_, **__):
        raise error

    monkeypatch.setattr(PortalStore, "shares", fail)
    answer = worker.get("/gedeeld")
    assert answer.status == status
    assert "<h1" in answer.text
    assert answer.header("content-security-policy")


def test_a_guess_makes_no_line_in_the_log(house, debug_log):
    for _ in range(50):
        house.ask("GET", f"/uitnodiging/{secrets.token_urlsafe(32)}")
    assert debug_log() == ""
