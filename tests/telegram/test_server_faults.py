"""Faults on purpose, and what is known afterwards of what happened."""

import http.client
import json

import pytest

from tests.telegram.caller import Caller
from tests.telegram.server import (
    Clock,
    RateLimits,
    ServerThread,
    doubled_updates,
    flood,
    garbled,
    other_poller,
    proxy_page,
    reset,
    server_error,
    slow,
    swapped_updates,
    truncated,
    unauthorized,
)

SEND = {"chat_id": 1, "text": "Dag"}
BODY = json.dumps(SEND).encode()
JSON = {"Content-Type": "application/json"}


@pytest.fixture
def api():
    with ServerThread() as server, Caller(server) as caller:
        server.phone(1).start()
        yield caller


def sent(api):
    return len(api.server.phone(1).from_bot)


@pytest.mark.parametrize(
    ("fault", "code", "description"),
    [
        (flood(7), 429, "Too Many Requests: retry after 7"),
        (server_error(502), 502, "Bad Gateway"),
        (server_error(), 500, "Internal Server Error"),
        (unauthorized(), 401, "Unauthorized"),
        (other_poller(), 409, "Conflict: terminated by other getUpdates request; "),
    ],
)
def test_refusals(api, fault, code, description):
    rule = api.server.faults.add(fault, method="sendMessage")
    api.ok("getMe")
    said = api("sendMessage", **SEND)
    assert said["error_code"] == code
    assert said["description"].startswith(description)
    assert said.get("parameters") == ({"retry_after": 7} if code == 429 else None)
    assert sent(api) == 0
    api.ok("sendMessage", **SEND)  # once only
    assert rule.used == 1
    assert [call.had_effect for call in api.server.calls_of("sendMessage")] == [False, True]


@pytest.mark.parametrize("effect", [False, True])
def test_a_reset_before_and_after_the_effect(api, effect):
    api.server.faults.add(reset(effect=effect), method="sendMessage")
    with pytest.raises((ConnectionError, http.client.HTTPException)):
        api("sendMessage", **SEND)
    assert sent(api) == effect
    call = api.server.calls_of("sendMessage")[0]
    assert (call.outcome, call.had_effect) == ("fault: reset", effect)
    api.ok("sendMessage", **SEND)


@pytest.mark.parametrize("effect", [False, True])
def test_an_answer_that_is_no_json(api, effect):
    api.server.faults.add(garbled(effect=effect))
    path = f"/bot{api.server.token}/sendMessage"
    status, body = api.request(path, BODY, JSON)
    assert status == 200
    with pytest.raises(ValueError, match="Expecting"):
        json.loads(body)
    assert sent(api) == effect


def test_a_page_from_a_proxy(api):
    api.server.faults.add(proxy_page(503))
    path = f"/bot{api.server.token}/sendMessage"
    status, body = api.request(path, BODY, JSON)
    assert status == 503
    assert body.startswith(b"<html>")
    assert sent(api) == 0


def test_half_an_answer(api):
    api.server.faults.add(truncated())
    with pytest.raises((http.client.IncompleteRead, ConnectionError)):
        api("sendMessage", **SEND)
    assert sent(api) == 1


@pytest.mark.parametrize("effect", [False, True])
def test_a_slow_answer(api, effect):
    api.server.faults.add(slow(0.2, effect=effect))
    api._line.timeout = 0.1
    with pytest.raises(TimeoutError):
        api("sendMessage", **SEND)
    assert sent(api) == effect
    api.server.phone(1).until_blocking(lambda: sent(api) == 1)


def test_updates_twice_and_in_the_wrong_order(api):
    api.server.phone(1).say("a")
    good = api.ok("getUpdates")
    api.server.faults.add(swapped_updates(), method="getUpdates")
    api.server.faults.add(doubled_updates(), method="getUpdates")
    assert api.ok("getUpdates") == good[::-1]
    assert api.ok("getUpdates") == good + good
    assert api.ok("getUpdates") == good


def test_when_a_rule_strikes(api):
    faults = api.server.faults
    rule = faults.add(flood(), when=lambda _method, params: params["text"] == "b", count=2, skip=1)
    outcome = [api("sendMessage", chat_id="1", text=text)["ok"] for text in "abababab"]
    assert outcome == [True, True, True, False, True, False, True, True]
    assert (rule.matched, rule.used) == (3, 2)
    faults.clear()
    faults.add(flood(), count=None, chance=0.5, seed=3)
    outcome = [api("sendMessage", **SEND)["ok"] for _ in range(100)]
    assert 25 < sum(outcome) < 75


def test_rate_limits():
    limits = RateLimits(per_chat=1, burst=2, overall=3)
    clock = Clock(lambda: 1_800_000_000.0)
    with ServerThread(limits=limits, clock=clock) as server, Caller(server) as api:
        for user in (1, 2, 3):
            server.phone(user).start()
        api.ok("sendMessage", **SEND)
        api.ok("sendMessage", **SEND)
        said = api("sendMessage", **SEND)
        assert said["parameters"] == {"retry_after": 1}
        api.ok("sendChatAction", chat_id=1, action="typing")
        api.ok("sendMessage", chat_id=2, text="a")
        assert api("sendMessage", chat_id=3, text="a")["error_code"] == 429  # overall
        server.advance(1)
        api.ok("sendMessage", **SEND)


def test_counts_only():
    with ServerThread(keep_calls=False) as server, Caller(server) as api:
        server.phone(1).start()
        api.ok("sendMessage", **SEND)
        api.refused("sendMessage", chat_id=2, text="a")
        assert server.calls == []
        assert server.record.methods == {"sendMessage": 2}
        assert server.record.chats == {1: 1, 2: 1}
        assert server.record.outcomes == {"ok": 1, "Bad Request: chat not found": 1}
        server.record.clear()
        assert server.record.methods == {}
