"""Health: which signs of life make a process ready."""

import pytest

from bot.web.health import (
    DATABASE_PATIENCE,
    POLLING_PATIENCE,
    STANDBY_PATIENCE,
    WEBHOOK_PATIENCE,
    Health,
)
from tests.web.conftest import Seconds


@pytest.fixture
def clock():
    return Seconds()


@pytest.fixture
def health(clock):
    return Health("polling", clock)


def readiness(health):
    found = health.readiness()
    return "ready" if found.is_ready else found.missing


def test_nothing_is_ready_before_it_was_heard_of(health):
    assert readiness(health) == ("database", "telegram")
    health.database_ok()
    assert readiness(health) == ("telegram",)
    health.polled()
    assert readiness(health) == "ready"


def test_a_poller_that_is_deaf_is_not_ready(health, clock):
    health.polled()
    clock.at += POLLING_PATIENCE
    health.database_ok()
    assert readiness(health) == "ready"
    clock.at += 0.1
    assert readiness(health) == ("telegram",)


def test_a_database_that_is_silent_is_not_ready(health, clock):
    health.database_ok()
    clock.at += DATABASE_PATIENCE + 0.1
    health.polled()
    assert readiness(health) == ("database",)


def test_a_webhook_is_ready_as_long_as_telegram_comes_by(health, clock):
    health = Health("webhook", clock)
    health.webhook_ok()
    clock.at += WEBHOOK_PATIENCE
    health.database_ok()
    assert readiness(health) == "ready"
    clock.at += 0.1
    assert readiness(health) == ("telegram",)
    health.webhook_ok()
    health.webhook_lost()
    assert readiness(health) == ("telegram",)


def test_a_standby_is_ready_as_long_as_it_tries(health, clock):
    """Were it not, a rolling deploy would wait for it for ever, and it for the old process."""
    health.database_ok()
    health.standby()
    found = health.readiness()
    assert (found.is_ready, found.standby) == (True, True)
    clock.at += STANDBY_PATIENCE + 0.1
    health.database_ok()
    assert readiness(health) == ("telegram",)


def test_who_takes_over_has_to_poll(health):
    health.database_ok()
    health.standby()
    health.leading()
    assert readiness(health) == ("telegram",)
    health.polled()
    assert readiness(health) == "ready"


def test_who_polls_is_no_standby(health):
    health.standby()
    health.polled()
    assert not health.is_standby


def test_who_loses_the_lease_is_a_standby_again(health):
    health.database_ok()
    health.polled()
    assert not health.is_standby
    health.standby()
    assert health.is_standby


def test_who_stops_is_not_ready(health):
    health.database_ok()
    health.polled()
    health.stopping()
    assert readiness(health) == ("stopping",)
