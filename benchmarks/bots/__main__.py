"""The benchmark table, side by side with the peers.

Every bot runs on one core, with its database; the crowd on another. Rounds alternate between the
bots, so that what else the machine does meets all of them. Only the ratios count.
"""

import argparse
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from benchmarks.bots import table
from benchmarks.bots.contenders import ALL, PEER_CALLS, Contender, chosen
from benchmarks.bots.databases import NotInstalled
from benchmarks.bots.load_process import LoadSilent
from benchmarks.bots.measuring import BotFailed, Plan, measure
from benchmarks.bots.survival import kill_and_restart

SURVIVAL = Plan(people=50, seconds=0)
BASES = ("aiogram_memory (2 calls)", "bare_aiohttp (2 calls)")


class Bench:
    """All rows, and what was measured so far."""

    def __init__(self, rows: list[Contender]) -> None:
        self.rows = rows
        self.runs: dict[int, dict[str, list[dict[str, Any]]]] = {}
        self.survived: dict[str, dict[str, Any]] = {}
        self.faults: dict[str, str] = {}

    def rounds(self, plan: Plan, count: int) -> None:
        """Measure each row so many times, in turns."""
        runs = self.runs[plan.people] = defaultdict(list)
        for _ in range(count):
            for contender in self.rows:
                found = self._attempt(contender, plan, measure)
                if found:
                    runs[contender.title].append(found)
                    print(table.row(contender.title, [found]), flush=True)

    def kills(self) -> None:
        """Kill each bot once; the number of calls changes nothing there."""
        names = {contender.name: contender for contender in self.rows if not contender.stored}
        for contender in names.values():
            found = self._attempt(contender, SURVIVAL, kill_and_restart)
            if found:
                self.survived[contender.title] = found

    def report(self) -> None:
        """Print everything."""
        for people, runs in self.runs.items():
            parts = [f"{people} people", table.main_table(runs, self.faults)]
            parts += [table.ratios(runs, base) for base in BASES]
            print("\n" + "\n\n".join(filter(None, [*parts, table.nearest_calls(runs)])))
        if self.survived:
            keeps = {contender.title: contender.keeps for contender in self.rows}
            print("\n" + table.survival_table(self.survived, keeps))

    def as_json(self) -> str:
        """All runs, for programs."""
        everything = {"runs": self.runs, "survived": self.survived, "faults": self.faults}
        return json.dumps(everything, indent=1)

    def _attempt(self, contender: Contender, plan: Plan, what: Any) -> dict[str, Any] | None:  # noqa: ANN401 - either of two steps
        if contender.title in self.faults:
            return None
        try:
            return what(contender, plan)
        except (NotInstalled, BotFailed, LoadSilent) as error:
            self.faults[contender.title] = (str(error).strip() or "no answer").splitlines()[-1]
            print(f"{contender.title:<30} {error}", flush=True)
            return None


def main() -> None:
    """Measure and print."""
    given = _options()
    bench = Bench(chosen(given.only, given.calls, given.stored))
    print(table.HEADER, flush=True)
    for people in given.people:
        bench.rounds(Plan(people, given.seconds), given.rounds)
    if not given.no_kill:
        bench.kills()
    bench.report()
    if given.json:
        given.json.write_text(bench.as_json())


def _options() -> argparse.Namespace:
    names = ",".join(contender.name for contender in ALL)
    parser = argparse.ArgumentParser(prog="benchmarks.bots", description=__doc__)
    parser.add_argument("--people", type=_numbers, default=[100], help="such as 100,1000")
    parser.add_argument("--seconds", type=float, default=6, help="of each window")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--only", type=lambda text: text.split(","), default=[], help=names)
    parser.add_argument("--calls", type=_numbers, default=list(PEER_CALLS), help="of the peers")
    parser.add_argument(
        "--stored", type=_numbers, default=[], help="Kring with so many clients too"
    )
    parser.add_argument("--no-kill", action="store_true", help="leave out the step with kill -9")
    parser.add_argument("--json", type=Path, help="write all runs into a file")
    return parser.parse_args()


def _numbers(text: str) -> list[int]:
    return [int(part) for part in text.split(",")]


if __name__ == "__main__":
    main()
