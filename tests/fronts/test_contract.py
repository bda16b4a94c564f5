"""Each scenario goes the same over every front end, to the word.

In the full run each is played over both. By default each is played over one of them, in turn, and
of the long ones, over weeks, only two.
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


def played(front: int) -> list[Scenario]:
    """The scenarios that this run plays over a front end, numbered from 0."""
    if os.environ.get("KRING_TEST_FULL"):
        return scenarios()
    short = [one for one in scenarios() if not one.path.stem.startswith(LONG)]
    long = [one for one in scenarios() if one.path.stem in BY_DEFAULT]
    return [*short[front::2], *long]


def each_scenario(front: int) -> pytest.MarkDecorator:
    """A test for each of them."""
    return pytest.mark.parametrize("scenario", played(front), ids=lambda one: one.path.stem)


@each_scenario(0)
def test_over_the_terminal(scenario: Scenario, tmp_path):
    with terminal(tmp_path, content_of(*scenario.features)) as front:
        play_beside_the_engine(scenario, front)


@each_scenario(1)
def test_over_telegram(scenario: Scenario, house_with):
    play_beside_the_engine(scenario, TelegramFront(house_with(scenario.features)))
