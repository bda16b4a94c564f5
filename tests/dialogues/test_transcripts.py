"""The pages in `docs/transcripts/` are what Kring says now, and name nobody who exists."""

import re

import pytest

from tests.dialogues.transcripts import (
    PAGES,
    TARGET,
    by_engine,
    by_process,
    page_of,
    scenario_of,
    written,
)

INVENTED = {
    *("Anna", "Bats", "Daan", "Els", "Fatima", "Gerrit", "Hanneke", "Henk", "Johan", "Karel"),
    *("Monique", "Ria", "Riet", "Tommie", "Truus", "Wendy"),
}
"""First names of people and animals in these conversations; there are no others."""

WRITE_THEM = "not what Kring says now: run `python -m tests.dialogues.transcripts`"


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_what_kring_says_now(page: str) -> None:
    assert (TARGET / f"{page}.md").read_text("utf-8") == written(page), f"{page}: {WRITE_THEM}"


def test_there_are_no_other_pages() -> None:
    assert {path.name for path in TARGET.iterdir()} == {f"{page}.md" for page in PAGES}


def test_the_terminal_as_a_process_prints_the_same() -> None:
    said = by_process(scenario_of("carer-d"))
    assert (TARGET / "carer-d.md").read_text("utf-8") == page_of("carer-d", said)


def test_a_page_tells_of_time_that_passes_and_of_what_workers_do() -> None:
    said = by_engine(scenario_of("weeks-d"))
    assert "\n[14 days later]\n\n> /start\n" in said
    assert "[Fatima, Steunpunt De Brug: replied]" in said
    assert "> (the code of Karel, Huisartsenpraktijk)" in said


@pytest.mark.parametrize("page", PAGES)
def test_nobody_in_it_exists(page: str) -> None:
    scenario = scenario_of(page)
    said = "\n".join(turn["says"] for turn in scenario.turns if "says" in turn)
    workers = {worker["name"] for worker in scenario.workers.values()}
    assert set(re.findall(r"\b[A-Z]\w+", said)) | workers <= INVENTED
    assert not re.search(r"\d{6}|@", said), "a number or an address"
