"""The personas talk through Kring: each scenario file is one conversation."""

import pytest

from tests.dialogues.scenario import Scenario, all_scenarios, play


@pytest.mark.parametrize("scenario", all_scenarios(), ids=lambda scenario: scenario.path.stem)
def test_a_scenario_goes_as_written(scenario: Scenario, record_property) -> None:
    counted = play(scenario, scenario.talk())
    record_property("scenario", f"{scenario.path.stem:32} {counted}")
    for name, most in scenario.counts.items():
        assert counted[name] <= most, f"{name}: {counted[name]}, at most {most}"
