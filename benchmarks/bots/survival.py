"""What people meet after `kill -9` in the middle of the load, with the bot started again."""

import time
from typing import Any

from benchmarks.bots.contenders import Contender
from benchmarks.bots.measuring import Plan, first_answer, set_up

LOAD_SECONDS = 3.0
SETTLE_SECONDS = 5.0


def kill_and_restart(contender: Contender, plan: Plan) -> dict[str, Any]:
    """Kill a bot under load and count people by fate.

    Returns:
        `go_on`, `repeat` (their last answer was lost), `start_again` and `lost` as counts of
        people, and `restart_s` from the new process to its first answer.
    """
    with set_up(contender, plan) as setup:
        bot = setup.start_bot()
        try:
            first_answer(setup, bot)
            setup.load.ask("warm", limit=90, seconds=LOAD_SECONDS)
        finally:
            bot.kill()
        setup.load.ask("killed")
        begun = time.monotonic()
        bot = setup.start_bot()
        try:
            fates = setup.load.ask("fates", limit=120, seconds=SETTLE_SECONDS)
        finally:
            bot.stop()
    first = fates.pop("first")
    return {**fates, "restart_s": first - begun if first else None}


def in_words(fates: dict[str, Any] | None) -> str:
    """What survives, as one cell of the table."""
    if not fates:
        return "-"
    people = sum(fates.get(name, 0) for name in ("go_on", "repeat", "start_again", "lost"))
    if fates.get("go_on") == people:
        return "all"
    if fates.get("start_again", 0) + fates.get("lost", 0) == people:
        return "nothing"
    words = {"go_on": "go on", "repeat": "repeat", "start_again": "start again", "lost": "lost"}
    return ", ".join(f"{fates[name]} {word}" for name, word in words.items() if fates.get(name))
