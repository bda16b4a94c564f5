"""Each scenario goes the same over every front end, to the word."""

import pytest

from tests.dialogues.scenario import Scenario, scenarios
from tests.fronts.joined import content_of
from tests.fronts.playing import play_beside_the_engine
from tests.fronts.telegram import TelegramFront
from tests.fronts.terminal import terminal

each_scenario = pytest.mark.parametrize(
    "scenario", scenarios(), ids=lambda scenario: scenario.path.stem
)


@each_scenario
def test_over_the_terminal(scenario: Scenario, tmp_path):
    with terminal(tmp_path, content_of(*scenario.features)) as front:
        play_beside_the_engine(scenario, front)


@each_scenario
def test_over_telegram(scenario: Scenario, house_with):
    play_beside_the_engine(scenario, TelegramFront(house_with(scenario.features)))
