"""The webhook: who may bring updates, how much, and what of it is seen elsewhere."""

import asyncio
import json
from contextlib import suppress

import aiohttp
import pytest

from bot.settings import WEBHOOK_PATH
from bot.web.webhook import MAX_BODY, WebhookAnswer
from tests.web.conftest import HEADER, SECRET, UPDATE


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
