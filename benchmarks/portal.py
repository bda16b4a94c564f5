"""How long a snapshot page takes while the bot is at work on the same core.

    python -m benchmarks.portal [--seconds 30] [--rate 50] [--people 50] [--named 24]

One process serves both: `python -m bot run` with PUBLIC_URL, on one core. On the other core people
talk to it through a loopback Telegram, one turn a second each, and a worker asks for a page of a
share so many times a second, at fixed moments, whether the one before was answered or not. Prints
the median, the 99th percentile and the longest, in milliseconds, and the size of the page.
"""

import argparse
import asyncio
import os
import signal
import statistics
import time
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import aiohttp
import msgspec

from benchmarks.bots.contenders import TOKEN
from benchmarks.bots.databases import free_port
from benchmarks.bots.load_process import LoadProcess
from benchmarks.bots.processes import LOAD_CORES, BotProcess, busy_seconds, module_command
from bot.portal.people import WorkerDetails, encode_worker
from bot.portal.reading import Reading
from bot.taking_along import Workshop
from dialogues.loader import load_content
from states.documents import Block, Document
from states.pictures.chart import QUADRANTS, RINGS, Chart, Person
from states.sharing.snapshot import Snapshot
from storage.deeds import Pair, Publish
from storage.keys import KeySource
from storage.quiet_hours import local_day
from storage.store import Store
from storage.turns import TurnCommit

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_MS, MOST_BYTES = 50.0, 150_000
_WARM_SECONDS = 3.0


def snapshot(named: int) -> bytes:
    """A snapshot with a circle of so many people."""
    people = tuple(
        Person(f"a{n}", f"Persoon {n}", ring=RINGS[n % len(RINGS)], quadrant=QUADRANTS[n % 4])
        for n in range(named)
    )
    words = ["Iemand die meegaat naar buiten, op een gewone dag in de week."] * 4
    blocks = [
        Block("Wat ik van u wil", words, part="expectation"),
        Block("Waar ik blij van word", words, part="likes"),
        Block("Mijn vraag", words, part="request"),
        Block("Mijn kring", words, chart=Chart("circle", people), alt="Een kring", part="map"),
    ]
    document = Document("Van Anna", blocks, "Gedeeld op 22 november 2026")
    made = Snapshot(
        sent="2026-11-22", until="2027-02-20", document=document, called="Anna", facts=("request",)
    )
    return msgspec.json.encode(made)


def prepare(folder: Path, named: int) -> tuple[str, str]:
    """A database with a worker and an opened share: its path, and the cookie of a session."""
    content = load_content()
    payload = snapshot(named)
    with Store.open(
        f"sqlite:///{folder}/kring.db", KeySource(path=folder / "master.keys")
    ) as store:
        portal = store.portal()
        worker, _ = portal.invite(encode_worker(WorkerDetails("Sanne", "Wijkteam")))
        client = store.client("telegram", "1")
        offer = store.reserve_code(client, portal.make_code(worker))
        assert offer is not None
        share = os.urandom(16)
        until = local_day(time.time()) + 90
        deeds = (Pair(offer.pairing), Publish(share, offer.pairing, until, payload))
        store.commit([TurnCommit(client, b"{}", 0, deeds=deeds)])
        page = Reading(content, Workshop(content)).page_of(payload)
        assert portal.open_share(worker, share, page, b'{"kind":"opened"}')
        return f"/gedeeld/{share.hex()}", f"__Host-kring={portal.open_session(worker)}"


@contextmanager
def kring(folder: Path, api: str, listen: str) -> "Iterator[BotProcess]":
    """Bot and portal in one process, on one core."""
    environment = {
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": f"{api}/bot",
        "DATABASE_URL": f"sqlite:///{folder}/kring.db",
        "MASTER_KEYS_FILE": str(folder / "master.keys"),
        "TELEGRAM_SEND_RATE": "0",
        "LISTEN": listen,
        "PUBLIC_URL": f"http://{listen}",
        "LOG_LEVEL": "ERROR",
    }
    process = BotProcess(module_command("bot", "run"), environment, folder, user=None)
    try:
        yield process
    finally:
        process.stop(signal.SIGTERM)


async def look(url: str, cookie: str, rate: int, seconds: float) -> tuple[list[float], int]:
    """Ask for the page at fixed moments: seconds that each took, and its size."""
    async with aiohttp.ClientSession(headers={"cookie": cookie}) as session:

        async def one() -> tuple[float, int]:
            begun = time.perf_counter()
            async with session.get(url, allow_redirects=False) as answer:
                body = await answer.read()
                assert answer.status == 200, answer.status
            return time.perf_counter() - begun, len(body)

        begun, asked = time.perf_counter(), []
        for number in range(int(rate * seconds)):
            await asyncio.sleep(begun + number / rate - time.perf_counter())
            asked.append(asyncio.ensure_future(one()))
        found = await asyncio.gather(*asked)
    return [taken for taken, _ in found], max(size for _, size in found)


def measure(options: argparse.Namespace) -> bool:
    """Measure once and print; whether it is as promised."""
    with TemporaryDirectory(prefix="kring-bench-") as name:
        folder = Path(name)
        path, cookie = prepare(folder, options.named)
        listen = f"127.0.0.1:{free_port()}"
        url = f"http://{listen}{path}"
        with (
            LoadProcess("kring", options.people, think=1.0, patience=20.0) as load,
            kring(folder, load.url, listen) as bot,
        ):
            load.ask("first_answer")
            load.ask("warm", limit=90, seconds=_WARM_SECONDS)
            os.sched_setaffinity(0, LOAD_CORES)
            asyncio.run(look(url, cookie, options.rate, _WARM_SECONDS))
            load.ask("begin")
            used, busy = bot.cpu_seconds(), busy_seconds()
            taken, size = asyncio.run(look(url, cookie, options.rate, options.seconds))
            used, busy = bot.cpu_seconds() - used, busy_seconds() - busy
            report = load.ask("end")
    taken.sort()
    last = taken[int(len(taken) * 0.99)] * 1e3
    print(f"pages         {len(taken)} at {options.rate}/s, {size:,} bytes, {options.named} people")
    print(
        f"p50, p99, max {statistics.median(taken) * 1e3:.1f}, {last:.1f}, {taken[-1] * 1e3:.1f} ms"
    )
    print(f"turns         {report['turns'] / report['seconds']:.1f}/s beside it")
    print(f"core          {used / options.seconds:.0%} of it used; others {(busy - used):.1f} s")
    return last <= MOST_MS and size <= MOST_BYTES


def main() -> int:
    """Measure; 1 where the promise is not kept."""
    parser = argparse.ArgumentParser(prog="benchmarks.portal", description=__doc__)
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--rate", type=int, default=50, help="pages a second")
    parser.add_argument("--people", type=int, default=50, help="who talk, a turn a second each")
    parser.add_argument("--named", type=int, default=24, help="people in the picture")
    return 0 if measure(parser.parse_args()) else 1


if __name__ == "__main__":
    raise SystemExit(main())
