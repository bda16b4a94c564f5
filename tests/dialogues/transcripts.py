"""Conversations to read aloud from the first line to the last: the pages in `docs/transcripts/`.

    python -m tests.dialogues.transcripts

talks each scenario of `PAGES` through anew and writes its page. The five conversations of a carer
in one go are typed into the terminal, as a process of its own with a database in a temporary
folder. Those over weeks, in which time passes and workers answer, go through the engine.
"""

import io
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.rendering import render
from bot.terminal.plain import PlainFront
from tests.dialogues.scenario import FOLDER, Scenario, go_on, read_scenario
from tests.talk import Talk

ROOT = Path(__file__).parent.parent.parent
TARGET = ROOT / "docs" / "transcripts"

PAGES = {
    "carer-b": "carers_b_in_one_go",
    "carer-d": "carers_d_in_one_go",
    "carer-j": "carers_j_in_one_go",
    "weeks-b": "weeks_b_mother_and_town",
    "weeks-d": "weeks_d_guilt_and_daan",
    "weeks-j": "weeks_j_brother_and_loss",
}
"""The name of each page, and the scenario that it is."""

WHO = {
    "b": "A lonely woman who is afraid to go out. The neighbour upstairs troubles her, her health "
    "is poor, and the social team disappointed her. She cares for her mother, in the same house.",
    "d": "A worn-out carer who feels guilty. She cares for her husband Henk. Their son Daan, who "
    "is fifteen, helps.",
    "j": "A bereaved man of 79 from Twente, who types as he speaks. He cares for his brother Bats.",
}
"""The people of these pages, by persona."""

HOW = {
    "carer": "All five conversations for carers in one go, in the terminal.",
    "weeks": "From the very start, over weeks, as a phone shows it without its pictures.",
}
"""What the pages are, by the beginning of their name."""

_WAITS = "> \n"
"""What the terminal writes where it waits for a line."""


def scenario_of(page: str) -> Scenario:
    """The scenario of a page."""
    return read_scenario(FOLDER / f"{PAGES[page]}.yaml")


def by_process(scenario: Scenario) -> str:
    """What the terminal prints, talked through in a process of its own.

    Raises:
        RuntimeError: where the process ends otherwise than well.
    """
    lines = [turn["says"] for turn in scenario.turns]
    with TemporaryDirectory() as folder:
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        done = subprocess.run(
            [sys.executable, "-m", "bot", "chat"],
            cwd=folder,
            env={**kept, "PYTHONPATH": str(ROOT)},
            input="".join(f"{line}\n" for line in lines).encode(),
            capture_output=True,
            timeout=120,
            check=False,
        )
    if done.returncode:
        raise RuntimeError(f"the terminal ended with {done.returncode}")
    screens = done.stdout.decode().split(_WAITS)
    return (
        "".join(_typed(screen, line) for screen, line in zip(screens, lines, strict=False))
        + (screens[len(lines)])
    )


def by_engine(scenario: Scenario) -> str:
    """The same from the engine, in which time can pass and workers can answer."""
    talk = scenario.talk()
    said, is_shown = [], False
    for turn in scenario.turns:
        if not is_shown:
            said.append(f"{_shown(talk)}\n")
        if is_shown := not go_on(scenario, turn, talk):
            said.append(f"[{_meanwhile(scenario, turn)}]\n\n")
        else:
            line = turn["says"] if "says" in turn else f"(the code of {_worker(scenario, turn)})"
            said.append(f"> {line}\n\n")
    return "".join(said) + _shown(talk)


def _typed(screen: str, line: str) -> str:
    return f"{screen}\n> {line}\n\n"


def _shown(talk: Talk) -> str:
    target = io.StringIO()
    PlainFront(io.BytesIO(), target).show(render(talk.content, talk.screen, talk.form))
    return target.getvalue()


def _worker(scenario: Scenario, turn: Mapping[str, Any]) -> str:
    who = scenario.workers[turn["offers"] if "offers" in turn else turn["by"]]
    return f"{who['name']}, {who['organisation']}"


def _meanwhile(scenario: Scenario, turn: Mapping[str, Any]) -> str:
    """What happens while nobody types."""
    if "wait" in turn:
        return f"{turn['wait']} later"
    return f"{_worker(scenario, turn)}: {turn['news']}"


def page_of(page: str, said: str) -> str:
    """The page: who it is, and what was said."""
    kind, persona = page.split("-")
    return (
        f"# Persona {persona}\n\n{WHO[persona]}\n\n{HOW[kind]} All people on this page are "
        f"invented. What was typed stands behind `>`; what passes in between stands in brackets.\n"
        f"\n```text\n{said.rstrip()}\n```\n"
    )


def written(page: str) -> str:
    """The page as it has to be, made without a process: both ways say the same."""
    return page_of(page, by_engine(scenario_of(page)))


def main() -> None:
    """Write all pages anew."""
    TARGET.mkdir(exist_ok=True)
    for page in PAGES:
        scenario = scenario_of(page)
        said = by_process(scenario) if page.startswith("carer") else by_engine(scenario)
        (TARGET / f"{page}.md").write_text(page_of(page, said), "utf-8")
        sys.stdout.write(f"docs/transcripts/{page}.md\n")


if __name__ == "__main__":
    main()
