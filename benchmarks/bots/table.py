"""The table: medians of all rounds, and ratios to two of the rows."""

import statistics
from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks.bots.survival import in_words

Runs = Sequence[Mapping[str, Any]]

HEADER = (
    f"{'bot':<30} {'turns/s':>8} {'CPU ms':>7} {'p50 ms':>7} {'p99 ms':>7} {'RSS MB':>7}"
    f" {'calls':>6} {'start s':>8} {'stuck':>6} {'bot %':>6} {'other %':>8} {'crowd %':>8}"
)


def median(runs: Runs, name: str) -> float:
    """The median of one number over the rounds."""
    return statistics.median(float(run[name]) for run in runs)


def row(title: str, runs: Runs) -> str:
    """One row: each number is a median, only the stuck are added up.

    The last three columns are loads. The bot's core: by the bot with its database, and by whatever
    else runs there. The crowd's core: where it is near 100, it is the crowd that was measured.
    """
    return (
        f"{title:<30} {median(runs, 'turns_per_s'):>8.0f} {median(runs, 'cpu_ms'):>7.2f}"
        f" {median(runs, 'p50_ms'):>7.0f} {median(runs, 'p99_ms'):>7.0f}"
        f" {median(runs, 'rss_mb'):>7.0f} {median(runs, 'calls_per_turn'):>6.2f}"
        f" {median(runs, 'start_s'):>8.2f} {sum(run['stuck'] for run in runs):>6.0f}"
        f" {median(runs, 'cpu_load') * 100:>6.0f} {median(runs, 'other_load') * 100:>8.0f}"
        f" {median(runs, 'generator_load') * 100:>8.0f}"
    )


def main_table(results: Mapping[str, Runs], faults: Mapping[str, str]) -> str:
    """All rows; what could not run says why."""
    lines = [HEADER]
    lines += [row(title, runs) for title, runs in results.items() if runs]
    lines += [f"{title:<30} {why}" for title, why in faults.items()]
    return "\n".join(lines)


def ratios(results: Mapping[str, Runs], base: str) -> str:
    """Turns per second, and per second of processor time, as multiples of one row's."""
    if not results.get(base):
        return ""
    wall, cpu = (median(results[base], name) for name in ("turns_per_s", "cpu_ms"))
    lines = [f"{'times ' + base:<30} {'turns/s':>8} {'per CPU s':>10}"]
    lines += [
        f"{title:<30} {median(runs, 'turns_per_s') / wall:>8.2f}"
        f" {cpu / median(runs, 'cpu_ms'):>10.2f}"
        for title, runs in results.items()
        if runs
    ]
    return "\n".join(lines)


def nearest_calls(results: Mapping[str, Runs]) -> str:
    """Which of the peers' rows compare with Kring at equal calls a turn."""
    if not results.get("kring"):
        return ""
    own = median(results["kring"], "calls_per_turn")
    near: dict[str, tuple[float, str]] = {}
    for title, runs in results.items():
        name = title.partition(" ")[0]
        if runs and "calls" in title and not title.startswith("kring"):
            distance = abs(median(runs, "calls_per_turn") - own)
            near[name] = min(near.get(name, (distance, title)), (distance, title))
    rows = ", ".join(title for _, title in near.values()) or "no peer measured"
    return f"Kring makes {own:.2f} calls a turn; compare with: {rows}"


def survival_table(survived: Mapping[str, Mapping[str, Any]], keeps: Mapping[str, str]) -> str:
    """What `kill -9` in the middle of the load leaves, and the time of the second start."""
    lines = [f"{'after kill -9':<30} {'keeps':<22} {'restart s':>9}  people"]
    for title, fates in survived.items():
        # Where nobody just went on, the first answer tells how long people waited, not the bot.
        again = fates["restart_s"] if fates.get("go_on") else None
        seconds = f"{again:.2f}" if again else "-"
        lines.append(f"{title:<30} {keeps[title]:<22} {seconds:>9}  {in_words(dict(fates))}")
    return "\n".join(lines)
