"""What a whole turn costs with an encrypted commit, and whether it stays flat as clients grow.

    python -m benchmarks.stored [CLIENTS ...]

Fills a SQLite database with so many clients (100 and 100,000 unless told), each with a dossier of
9.5 KB, and takes turns of one client through inbox, lane, engine, commit and outbox, as the
terminal does. The sizes take turns in one run, so that only their ratio counts.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.bootstrap import TERMINAL, running
from bot.desk import Desk
from bot.raw_input import Person, Tapped
from bot.rendering import RenderedScreen
from bot.settings import Settings
from storage.keys import KeySource
from storage.store import Store
from storage.turns import TurnCommit

SIZES = (100, 100_000)
ROUNDS, TURNS = 20, 40
FILLER = b"x" * 9_500
BATCH = 128


@dataclass
class Bench:
    """One database with its client."""

    clients: int
    desk: Desk
    person: Person
    screen: RenderedScreen
    wall: list[float]
    cpu: list[float]

    def turn(self) -> None:
        """One tap on the first option: a toggle of the menu and back."""
        option = self.screen.options[0].id
        begun, used = time.perf_counter(), time.process_time()
        reply = self.desk.handle(self.person, Tapped(option, self.screen.turn), self.screen)
        self.desk.shown(reply)
        self.cpu.append(time.process_time() - used)
        self.wall.append(time.perf_counter() - begun)
        self.screen = reply.messages[-1].screen


def fill(store: Store, clients: int) -> None:
    """Store so many clients with a dossier each."""
    for start in range(0, clients, BATCH):
        numbers = range(start, min(start + BATCH, clients))
        refs = [store.client("bench", str(number)) for number in numbers]
        store.commit([TurnCommit(ref, FILLER, 0) for ref in refs])


@contextmanager
def opened(clients: int, folder: Path) -> Iterator[Bench]:
    """A database with so many clients, and one more who talks."""
    url, keys = f"sqlite:///{folder}/kring.db", folder / "master.keys"
    with Store.open(url, KeySource(path=keys)) as store:
        fill(store, clients)
    settings = Settings(database_url=url, master_keys_file=keys)
    with running(settings, TERMINAL) as kring:
        person = Person("terminal", "bench")
        screen = kring.desk.open(person).messages[-1].screen
        yield Bench(clients, kring.desk, person, screen, [], [])


def main() -> None:
    """Print the table."""
    sizes = tuple(map(int, sys.argv[1:])) or SIZES
    with ExitStack() as stack:
        benches = []
        for clients in sizes:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            benches.append(stack.enter_context(opened(clients, folder)))
        for bench in benches:
            bench.turn()  # the first turn makes the client
        for _ in range(ROUNDS):
            for bench in benches:
                for _ in range(TURNS):
                    bench.turn()
        report(benches)


def report(benches: list[Bench]) -> None:
    """Medians in microseconds, and the ratio to the smallest database."""
    print(f"{'clients':>8} {'turn µs':>8} {'CPU µs':>7} {'CPU ratio':>10}")
    base = statistics.median(benches[0].cpu)
    for bench in benches:
        wall, cpu = statistics.median(bench.wall), statistics.median(bench.cpu)
        print(f"{bench.clients:>8} {wall * 1e6:>8.0f} {cpu * 1e6:>7.0f} {cpu / base:>10.2f}")


if __name__ == "__main__":
    main()
