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


@pytest.fixture
def shared(house, worker):
    """A share that was opened: who shares, its path."""
    sharer, share = house.share_with(worker)
    path = f"/gedeeld/{share}"
    assert worker.post(f"{path}/openen").place == path
    house.news()
    return sharer, share, path
