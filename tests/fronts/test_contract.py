"""Each scenario goes the same over every front end, to the word.

Conversations over weeks are long: one of them is played by default, all in the full run.
"""

import os

import pytest

from tests.dialogues.scenario import Scenario, scenarios
from tests.fronts.joined import content_of
from tests.fronts.playing import play_beside_the_engine
from tests.fronts.telegram import TelegramFront
from tests.fronts.terminal import terminal

LONG = ("weeks_", "carers_")
BY_DEFAULT = frozenset({"weeks_g_reads_along", "carers_d_in_one_go"})
"""Of the long ones: much is hidden and shown again; the other side, and many kinds of steps."""


def played() -> list[Scenario]:
    """The scenarios of this run."""
    if os.environ.get("KRING_TEST_FULL"):
        return scenarios()
    names = {one.path.stem: one for one in scenarios()}
    return [o for name, o in names.items() if not name.startswith(LONG) or name in BY_DEFAULT]


each_scenario = pytest.mark.parametrize(
    "scenario", played(), ids=lambda scenario: scenario.path.stem
)


@each_scenario
def test_over_the_terminal(scenario: Scenario, tmp_path):
    with terminal(tmp_path, content_of(*scenario.features)) as front:
        play_beside_the_engine(scenario, front)


@each_scenario
def test_over_telegram(scenario: Scenario, house_with):
    play_beside_the_engine(scenario, TelegramFront(house_with(scenario.features)))
