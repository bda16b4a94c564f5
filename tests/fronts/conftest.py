"""One Telegram for all scenarios with the same features: each scenario is another phone."""

from contextlib import ExitStack

import pytest

from tests.fronts.house import House
from tests.fronts.joined import content_of
from tests.talk import MONDAY_MORNING


@pytest.fixture(scope="session")
def house_with(tmp_path_factory):
    """A running Kring on Telegram, whose time is that at which scenarios begin."""
    houses: dict[tuple[str, ...], House] = {}
    with ExitStack() as stack:

        def made(features):
            key = tuple(sorted(features))
            if key not in houses:
                folder = tmp_path_factory.mktemp("house")
                houses[key] = stack.enter_context(House(folder, content_of(*key)))
            houses[key].clock.at = float(MONDAY_MORNING)
            return houses[key]

        yield made
