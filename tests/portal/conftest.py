"""A portal for each test, and one for those that only look."""

import pytest

from tests.portal.house import Browser, House


@pytest.fixture
def house(tmp_path):
    made = House(tmp_path)
    yield made
    made.close()


@pytest.fixture
def browser(house):
    return Browser(house)


@pytest.fixture
def worker(house):
    """A worker who is signed in."""
    return house.worker()
