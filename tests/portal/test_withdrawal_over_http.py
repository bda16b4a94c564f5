"""Two portal processes on PostgreSQL, readers that never pause, and a client who takes back.

No request that began after the withdrawal gets the content. In the full run it also counts when the
last byte of one that began before it arrived: a second after at the latest (R-30, promise 25).
Everything is the real program and real HTTP.
"""

import http.client
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.portal.people import WorkerDetails, encode_worker
from bot.portal.reading import Reading
from bot.portal.sessions import COOKIE
from bot.taking_along import Workshop
from storage.deeds import Publish, Withdraw
from storage.keys import KeySource
from storage.store import Store
from tests.portal.snapshots import CANARY, snapshot
from tests.postgres import postgres
from tests.storage.portal_steps import do, number, paired
from tests.talk import real_content

__all__ = ["postgres"]

ROOT = Path(__file__).parent.parent.parent
IS_FULL = os.environ.get("KRING_TEST_FULL") == "1"
WITHDRAWALS = 1000 if IS_FULL else 24
PROCESSES, READERS = 2, 2
"""Readers for each process; with more the page itself takes long, and less is tried."""
LATE = 1.0
FAR = 99_999


@dataclass
class Served:
    """By share: when the last byte of a page with the content arrived, and when the last was asked
    for.
    """

    last: dict[bytes, float] = field(default_factory=dict)
    asked: dict[bytes, float] = field(default_factory=dict)
    pages: int = 0
    faults: list[int] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, share: bytes, status: int, body: bytes, began: float) -> None:
        at = time.monotonic()
        with self.lock:
            if CANARY.encode() in body:
                self.pages += 1
                self.last[share] = max(at, self.last.get(share, 0.0))
                self.asked[share] = max(began, self.asked.get(share, 0.0))
            elif status not in (200, 303, 404):
                self.faults.append(status)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@contextmanager
def _portal(url: str, keys: Path, folder: Path) -> Iterator[int]:
    """A portal in a process of its own; its port."""
    port = _free_port()
    home = folder / str(port)
    home.mkdir()
    settings = {
        **{name: value for name, value in os.environ.items() if name in ("PATH", "LANG")},
        "PYTHONPATH": str(ROOT),
        "DATABASE_URL": url,
        "MASTER_KEYS_FILE": str(keys),
        "PUBLIC_URL": f"http://localhost:{port}",
        "LISTEN": f"127.0.0.1:{port}",
    }
    process = subprocess.Popen([sys.executable, "-m", "bot", "portal"], cwd=home, env=settings)
    try:
        _wait_for(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(20)


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 30
    while True:
        assert process.poll() is None, "the portal ended"
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            assert time.monotonic() < until, "the portal does not listen"
            time.sleep(0.05)
        else:
            return


def _read(port: int, token: str, here: list[bytes], stop: threading.Event, served: Served) -> None:
    """Ask for the share that stands in `here`, again and again."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    headers = {"Cookie": f"{COOKIE}={token}", "Host": f"localhost:{port}"}
    while not stop.is_set():
        share, began = here[0], time.monotonic()
        line.request("GET", f"/gedeeld/{share.hex()}", headers=headers)
        answer = line.getresponse()
        body = answer.read()
        served.note(share, answer.status, body, began)
    line.close()


def test_nothing_is_served_after_a_withdrawal(postgres, folder):
    url = postgres.url(postgres.database())
    source, keys = KeySource(path=folder / "master.keys"), folder / "portal.keys"
    with ExitStack() as stack:
        store = stack.enter_context(Store.open(url, source, erased_log=folder / "erased.log"))
        keys.write_text(store.portal_line())
        portal = store.portal()
        worker, _ = portal.invite(encode_worker(WorkerDetails("Fatima", "Wijkteam")))
        token = portal.open_session(worker)
        client = store.client("telegram", "jan")
        pairing = paired(store, client, worker)
        ports = [stack.enter_context(_portal(url, keys, folder)) for _ in range(PROCESSES)]
        content = real_content()
        page = Reading(content, Workshop(content)).page_of(snapshot(people=3))
        served, stop, here = Served(), threading.Event(), [bytes(16)]
        asked = [
            threading.Thread(target=_read, args=(port, token, here, stop, served))
            for port in ports
            for _ in range(READERS)
        ]
        committed: list[tuple[bytes, float]] = []
        for one in asked:
            one.start()
        try:
            for _ in range(WITHDRAWALS):
                share = number()
                shared = Publish(share, pairing, FAR, snapshot(people=3))
                assert do(store, client, shared).is_committed
                assert portal.open_share(worker, share, page, b"news")
                here[0] = share
                _wait_until_read(share, served)
                assert do(store, client, Withdraw(share)).is_committed
                committed.append((share, time.monotonic()))
        finally:
            time.sleep(LATE + 0.2)
            stop.set()
            for one in asked:
                one.join(30)
        report = portal.verify_views()
    after = [at for share, at in committed if served.asked[share] > at]
    assert not after, f"{len(after)} of {WITHDRAWALS}"
    late = [at for share, at in committed if served.last[share] > at + LATE]
    assert not (IS_FULL and late), f"{len(late)} of {WITHDRAWALS}"
    assert served.faults == []
    assert len(served.last) == WITHDRAWALS  # each of them was being read
    assert report.is_whole
    assert report.count == served.pages  # each page that went out stands in the log
    slowest = 1000 * max(served.last[share] - at for share, at in committed)
    says = f"{WITHDRAWALS} withdrawals, {served.pages} pages, latest byte {slowest:+.0f} ms"
    print(f"\n{says}")  # noqa: T201 - a measure, shown with -s


def _wait_until_read(share: bytes, served: Served) -> None:
    until = time.monotonic() + 20
    while share not in served.last:
        assert time.monotonic() < until, "nobody reads it"
        time.sleep(0.002)
