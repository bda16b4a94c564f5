"""The portal behind the pages that are Kring's own: which path is whose, and whose headers hold."""

import asyncio
import urllib.request
from urllib.error import HTTPError

import pytest

from bot.settings import WEBHOOK_PATH
from bot.web.app import make_app
from bot.web.beside import served_beside
from bot.web.health import Health
from bot.web.serving import ListenFailed

OWN = [(b"content-security-policy", b"default-src 'self'"), (b"cache-control", b"no-cache")]


async def portal(scope, receive, send):
    """Answers everything, and says which path it saw."""
    assert scope["type"] == "http"
    if scope["path"] == "/stuk":
        raise RuntimeError("kanarie")
    await receive()
    await send({"type": "http.response.start", "status": 203, "headers": [*OWN]})
    await send({"type": "http.response.body", "body": scope["path"].encode()})


@pytest.fixture
def app(site):
    return make_app(site.health, site.metrics, site.webhook, portal)


@pytest.mark.parametrize("path", ["/", "/gedeeld", "/gedeeld/", "/metricsx", "/telegram/webhookx"])
@pytest.mark.parametrize("method", ["GET", "POST", "PUT"])
def test_what_is_no_page_of_kring_is_of_the_portal(site, app, path, method):
    answer, body = site.request(method, path, app)
    assert (answer.status, body) == (203, path.encode())


def test_headers_of_the_portal_hold_and_others_are_added(site, app):
    answer, _ = site.request("GET", "/gedeeld", app)
    assert answer.headers.getall("content-security-policy") == ["default-src 'self'"]
    assert answer.headers.getall("cache-control") == ["no-cache"]
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics"])
def test_pages_of_kring_stay_its_own(site, app, path):
    answer, _ = site.request("GET", path, app)
    assert answer.status in (200, 503)
    assert answer.headers["cache-control"] == "no-store"


def test_the_webhook_stays_where_it_is(site, app):
    answer, _ = site.request("POST", WEBHOOK_PATH, app, data=b"{}")
    assert answer.status == 401
    assert not site.intake.taken


def test_a_page_that_fails_tells_nothing(site, app, debug_log):
    answer, body = site.request("GET", "/stuk", app)
    assert answer.status == 500
    log = debug_log().err
    assert "page_failed" in log
    assert b"kanarie" not in body
    assert "kanarie" not in log


def test_without_metrics_there_are_none(site):
    app = make_app(Health("portal"), None, None)
    assert site.request("GET", "/metrics", app)[0].status == 404
    assert site.request("GET", "/healthz", app)[0].status == 200


def test_a_portal_alone_is_ready_when_the_database_is_there(site):
    health = Health("portal", site.clock)
    assert health.readiness().missing == ("database",)
    health.database_ok()
    assert health.readiness().is_ready
    site.clock.at += 31
    assert health.readiness().missing == ("database",)
    health.stopping()
    assert health.readiness().missing == ("stopping", "database")


# In a thread of its own


def ask(port, path):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
        return answer.status


def test_a_server_beside_serves_and_does_jobs_as_long_as_the_block_runs():
    seen = []

    async def job():
        seen.append("begun")
        try:
            await asyncio.Event().wait()
        finally:
            seen.append("ended")

    app = make_app(Health("portal"), None, None, portal)
    with served_beside(app, ("127.0.0.1", 0), job) as port:
        assert ask(port, "/healthz") == 200
        assert ask(port, "/gedeeld") == 203
        with pytest.raises(HTTPError):
            ask(port, "/readyz")
        assert seen == ["begun"]
    assert seen == ["begun", "ended"]
    with pytest.raises(OSError, match="refused"):
        ask(port, "/healthz")


def test_an_address_that_is_taken_is_told_before_anything_is_served(site):
    app = make_app(site.health, None, None)
    taken = pytest.raises(ListenFailed)
    with taken, served_beside(app, ("127.0.0.1", site.port)):
        pytest.fail("two servers at one address")
