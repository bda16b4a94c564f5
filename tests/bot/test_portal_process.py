"""The portal as a process of its own, and beside a chat in the terminal."""

import signal
import socket
import time
import urllib.request
from contextlib import closing
from urllib.error import HTTPError, URLError

import pytest

from tests.bot.conftest import ROOT

PATIENCE = 30.0


@pytest.fixture
def port():
    with closing(socket.create_server(("127.0.0.1", 0))) as found:
        return found.getsockname()[1]


def given(port, **more):
    """With an address for the world that is the one it listens at."""
    return {"PUBLIC_URL": f"http://127.0.0.1:{port}", "LISTEN": f"127.0.0.1:{port}", **more}


def ask(port, path):
    """Status and headers of a page, once somebody answers."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
                return answer.status, dict(answer.headers)
        except HTTPError as error:
            return error.code, dict(error.headers)
        except URLError:
            assert time.monotonic() < end, "nobody answers"
            time.sleep(0.05)


def ready(port):
    end = time.monotonic() + PATIENCE
    while (status := ask(port, "/readyz")[0]) != 200 and time.monotonic() < end:
        time.sleep(0.05)
    return status


def ended(chat):
    chat.process.send_signal(signal.SIGTERM)
    return chat.process.wait(PATIENCE)


def test_alone_it_serves_with_the_portal_key_and_stops_when_told(place, port):
    place.store().close()
    assert place.command("keys", "export-portal", "portal.key").returncode == 0
    apart = place.chat("portal", **given(port, MASTER_KEYS_FILE="portal.key"))
    status, headers = ask(port, "/")
    assert status == 200
    assert "script-src 'self'" in headers["content-security-policy"]
    assert ask(port, "/metrics")[0] == 404
    assert ready(port) == 200
    assert ended(apart) == 0


def test_beside_a_chat_it_is_there_as_long_as_the_chat(place, port):
    chat = place.chat("chat", **given(port))
    chat.screen()
    assert ask(port, "/")[0] == 200
    chat.send("beginnen")
    chat.screen()
    assert ended(chat) == 0
    with pytest.raises(OSError, match="refused"):
        urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5)


def test_with_telegram_it_is_there_in_one_process(place, port):
    token = {"TELEGRAM_BOT_TOKEN": "1:a", "TELEGRAM_API_URL": "http://127.0.0.1:1/bot"}
    both = place.chat("run", **given(port, **token))
    assert ask(port, "/")[0] == 200
    assert ask(port, "/metrics")[0] == 200
    assert ask(port, "/telegram/webhook")[0] == 404
    assert ended(both) == 0


def test_without_an_address_nothing_is_served(place, port):
    chat = place.chat("chat", LISTEN=f"127.0.0.1:{port}")
    chat.screen()
    with pytest.raises(OSError, match="refused"):
        urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5)
    assert ended(chat) == 0


def test_a_worker_is_invited_listed_and_removed(place, port):
    done = place.command("worker", "invite", "Sanne", "--organisation", "Wijkteam", **given(port))
    assert done.returncode == 0
    assert f"http://127.0.0.1:{port}/uitnodiging/".encode() in done.stdout
    assert b"Sanne" in place.command("worker", "list").stdout
    assert place.command("worker", "remove", "Sanne").returncode == 0
    assert b"Sanne" not in place.command("worker", "list").stdout
    assert not (ROOT / "portal.key").exists()
