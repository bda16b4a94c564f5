"""What pictures and documents cost, and whether anybody else notices that they are made.

    python -m benchmarks.pictures

1. Medians of making them, after warm-up, and the aims of issue 4 beside them.
2. The first picture of a fresh process, and what is loaded before it.
3. How long a thread that wants to run for a moment has to wait beside ten pictures.
4. A whole Kring on the test server: the turns of twenty people, alone, beside bursts of ten
   pictures for ten others that are only sent (made once, before), and that are made as well. So
   what it costs to make them stands apart from what it costs two busy programs to send and take
   them. It needs two cores that do nothing else.
"""

import asyncio
import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from benchmarks.load.measures import percentile
from bot.bootstrap import TELEGRAM
from bot.pictures.studio import Studio
from bot.rendering import RenderedFile
from bot.taking_along import Workshop
from dialogues.loader import load_content
from states.documents import Block, Document
from states.pictures.chart import QUADRANTS, RINGS, UNSURE, Chart, Person, View
from tests.telegram.server import BotApiServer, Phone

ROOT = Path(__file__).parents[1]
ROUNDS = 15
FRESH = 5
OTHERS, ASKING = 20, 10
SECONDS = 20.0
THINK = 0.15
FIRST = (
    *("/start", "beginnen", "begrepen", "je", "ik ben alleen", "de mensen om mij heen", "ja"),
    *(", ".join(f"{who} {chr(65 + n)}" for n in range(15)) for who in ("buur", "collega")),
)
"""To thirty names."""

_LOOK = """
import sys, time
import bot.telegram.app
from bot.bootstrap import TELEGRAM
from bot.taking_along import Workshop
from dialogues.loader import load_content
from states.pictures.chart import Chart, Person
content = load_content(features=TELEGRAM)
print(*sorted({"typst", "uharfbuzz"} & set(sys.modules)) or ["nothing"])
begun = time.perf_counter()
people = tuple(Person(f"a{n}", f"Fenna {n}", ring="friend") for n in range(8))
Workshop(content).picture(Chart("circle", people), "je")
print(time.perf_counter() - begun)
"""

_RUN = """
from bot.__main__ import app
app(["run"])
"""
_PREMADE = (
    """
from bot.taking_along import Workshop
make, kept = Workshop.picture, []
def picture(self, chart, form):
    if not kept:
        kept.append(make(self, chart, form))
    return kept[0]
Workshop.picture = picture
"""
    + _RUN
)


def chart(view: View, people: int, seed: int) -> Chart:
    """A picture with people anywhere in it, another one for each seed."""
    dice = random.Random(seed)
    names = ("Quirijn", "Fenna", "Wubbo", "Sjoukje", "oma Bep", "buurvrouw Ada", "Mo")
    return Chart(
        view,
        tuple(
            Person(
                f"a{number}",
                f"{dice.choice(names)} {number}",
                ring=dice.choice((*RINGS, UNSURE)),
                quadrant=dice.choice(QUADRANTS),
                gets=("practical",) if dice.random() < 0.5 else (),
                means_to=dice.random() < 0.5,
            )
            for number in range(people)
        ),
    )


def document(people: int, seed: int) -> RenderedFile:
    """A page with a picture and the same in words."""
    shown = chart("circle", people, seed)
    lines = [person.label for person in shown.people]
    blocks = [
        Block(heading="Mijn kring", chart=shown, alt="De kring", lines=lines),
        Block(heading="Wat ik wil vragen", paragraphs=["Wil je een keer met mij meegaan? " * 9]),
    ]
    at = int(time.mktime(date(2026, 3, 2).timetuple()))
    return RenderedFile("pdf", "a.pdf", document=Document("Samenvatting", blocks), at=at)


def medians(workshop: Workshop) -> None:
    """Print what it costs to make each kind, one after the other."""
    kinds: dict[str, tuple[Callable[[int], object], int | None]] = {
        "circle of 8, PNG": (lambda n: workshop.picture(chart("circle", 8, n), "je"), None),
        "circle of 30, PNG": (lambda n: workshop.picture(chart("circle", 30, n), "je"), 80),
        "circle of 150, PNG": (lambda n: workshop.picture(chart("circle", 150, n), "je"), 150),
        "ecogram of 30, PNG": (lambda n: workshop.picture(chart("ecogram", 30, n), "je"), None),
        "ecogram of 150, PNG": (lambda n: workshop.picture(chart("ecogram", 150, n), "je"), None),
        "PDF with circle of 30": (lambda n: workshop.file(document(30, n), "je"), 100),
    }
    print(f"\n{'':<24} {'median ms':>9} {'p95':>6} {'aim':>5}")
    for name, (make, aim) in kinds.items():
        make(0)
        taken = [_seconds(make, number) for number in range(1, ROUNDS + 1)]
        p95 = statistics.quantiles(taken, n=20)[-1] * 1e3
        print(f"{name:<24} {statistics.median(taken) * 1e3:>9.0f} {p95:>6.0f} {aim or '':>5}")


def _seconds(make: Callable[[int], object], number: int) -> float:
    begun = time.perf_counter()
    make(number)
    return time.perf_counter() - begun


def fresh_process() -> None:
    """Print how long the first picture takes, and what was loaded before it."""
    taken: list[float] = []
    loaded = ""
    for _ in range(FRESH):
        told = subprocess.run(  # noqa: S603 - our own
            [sys.executable, "-c", _LOOK], cwd=ROOT, check=True, capture_output=True, text=True
        ).stdout.split("\n")
        loaded = told[0]
        taken.append(float(told[1]))
    print(f"\nfirst picture of a process: {statistics.median(taken) * 1e3:.0f} ms (aim 600)")
    print(f"loaded before it, of typst and uharfbuzz: {loaded}")


async def sleepers(workshop: Workshop) -> None:
    """Print how long a thread waits that sleeps 1 ms, beside ten pictures at once."""
    studio = Studio(lambda: workshop)
    waits: list[float] = []
    is_over = threading.Event()

    def sleep() -> None:
        while not is_over.is_set():
            begun = time.perf_counter()
            time.sleep(0.001)
            waits.append(time.perf_counter() - begun - 0.001)

    thread = threading.Thread(target=sleep)
    thread.start()
    for burst in range(5):
        charts = [chart("circle", 30, 1000 + burst * 10 + number) for number in range(10)]
        await asyncio.gather(*(studio.picture(one, "je") for one in charts))
    is_over.set()
    thread.join()
    studio.close()
    ordered = sorted(waits)
    shares = " ".join(f"p{s:g} {percentile(ordered, s / 100) * 1e3:.1f}" for s in (50, 99, 99.9))
    print(f"\na sleeper beside ten circles of 30 waits, in ms: {shares}")


# A whole Kring


@contextmanager
def kring(server: BotApiServer, folder: Path, code: str) -> Iterator[subprocess.Popen[bytes]]:
    """The program, begun by some code."""
    environment = {
        **os.environ,
        "TELEGRAM_BOT_TOKEN": server.token,
        "TELEGRAM_API_URL": server.base_url,
        "TELEGRAM_SEND_RATE": "0",
        "DATABASE_URL": f"sqlite:///{folder / 'kring.db'}",
        "MASTER_KEYS_FILE": str(folder / "master.keys"),
        "LISTEN": "127.0.0.1:0",
    }
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(  # noqa: S603 - our own
            [sys.executable, "-c", code], cwd=ROOT, env=environment, stdout=log, stderr=log
        )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(10)


async def beside_pictures() -> None:
    """Print how long turns of others take: alone, beside pictures sent, and beside them made."""
    print(f"\n{OTHERS} people beside {ASKING}:{'turns':>8} {'p50 ms':>7} {'p99 ms':>7} {'MB':>5}")
    for name, code in (("only sent", _PREMADE), ("made and sent", _RUN)):
        found = await _one_kring(code)
        for what, turns, memory in zip(("alone", name), found[::2], found[1::2], strict=True):
            p50, p99 = (percentile(turns, share) * 1e3 for share in (0.5, 0.99))
            print(f"  {what:<20} {len(turns):>6} {p50:>7.1f} {p99:>7.1f} {memory:>5.0f}")


async def _one_kring(code: str) -> tuple[list[float], float, list[float], float]:
    """Turns alone and beside pictures, each with the memory of the program after it."""
    server = BotApiServer(keep_calls=False)
    with tempfile.TemporaryDirectory() as folder:
        async with server:
            with kring(server, Path(folder), code) as process:
                others = [server.phone(100 + number) for number in range(OTHERS)]
                asking = [server.phone(500 + number) for number in range(ASKING)]
                await asyncio.gather(*(_begin(phone) for phone in (*others, *asking)))
                await _measured(others, asking, SECONDS / 4)  # warm-up
                alone = await _measured(others, [], SECONDS)
                before = _memory_mb(process.pid)
                beside = await _measured(others, asking, SECONDS)
                return alone, before, beside, _memory_mb(process.pid)


async def _begin(phone: Phone) -> None:
    for line in FIRST:
        await _turn(phone, line)


async def _turn(phone: Phone, line: str) -> float:
    """Say a line; the seconds until the next question is there."""
    last = max(phone.chat.messages, default=0)
    begun = time.perf_counter()
    phone.say(line)

    def is_answered() -> bool:
        newest = next(reversed(phone.chat.messages.values()))
        return newest.from_bot and newest.message_id > last and bool(newest.keyboard)

    await phone.until(is_answered, 30.0)
    return time.perf_counter() - begun


async def _measured(others: list[Phone], asking: list[Phone], seconds: float) -> list[float]:
    """Seconds of each turn of `others`, sorted; with `asking` only those beside a picture."""
    found: list[float] = []
    end = time.monotonic() + seconds
    being_made = 0

    async def walk(phone: Phone, lines: tuple[str, ...]) -> None:
        while time.monotonic() < end:
            for line in lines:
                was_beside = being_made > 0
                taken = await _turn(phone, line)
                if was_beside or being_made or not asking:
                    found.append(taken)
                await asyncio.sleep(random.uniform(0, 2 * THINK))

    async def ask(phone: Phone) -> None:
        nonlocal being_made
        being_made += 1
        await _turn(phone, "/kaart")
        being_made -= 1

    async def bursts() -> None:
        while asking and time.monotonic() < end:
            await asyncio.gather(*(ask(phone) for phone in asking))
            await asyncio.sleep(0.3)

    await asyncio.gather(bursts(), *(walk(phone, ("/menu", "/terug")) for phone in others))
    return sorted(found)


def _memory_mb(process: int) -> float:
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / (1 << 20)


def main() -> None:
    """Measure and print."""
    workshop = Workshop(load_content(features=TELEGRAM))
    fresh_process()
    medians(workshop)
    asyncio.run(sleepers(workshop))
    asyncio.run(beside_pictures())


if __name__ == "__main__":
    main()
