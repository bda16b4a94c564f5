"""Health pages and metrics, and what holds for every page."""

import json

import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from bot.settings import WEBHOOK_PATH
from bot.web.app import _Guarded, make_app


def test_the_process_lives(site):
    answer, body = site.request("GET", "/healthz")
    assert (answer.status, body) == (200, b"ok")


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
