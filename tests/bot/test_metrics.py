"""Metrics: what is counted, under which closed labels, and at which cost for the terminal."""

import subprocess
import sys
import timeit
from typing import get_args

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.metrics import KINDS, METHODS, OTHER, Call, Metrics, Outcome
from tests.bot.conftest import ROOT


@pytest.fixture
def metrics():
    return Metrics()


def samples(metrics):
    """Every sample by its name and labels, as Prometheus reads the page."""
    families = text_string_to_metric_families(metrics.export().decode("utf-8"))
    return {
        (one.name, *one.labels.values()): one.value for family in families for one in family.samples
    }


def test_every_outcome_is_counted_and_starts_at_zero(metrics):
    assert samples(metrics)["kring_turns_total", "failed"] == 0
    for outcome in get_args(Outcome):
        metrics.turn(outcome)
    found = samples(metrics)
    assert all(found["kring_turns_total", outcome] == 1 for outcome in get_args(Outcome))


def test_times_go_to_their_own_histograms(metrics):
    metrics.waited(0.2)
    metrics.committed(0.3)
    metrics.delivered(400)
    found = samples(metrics)
    assert found["kring_lane_wait_seconds_bucket", "0.1"] == 0
    assert found["kring_lane_wait_seconds_bucket", "0.25"] == 1
    assert found["kring_turn_duration_seconds_sum",] == 0.3
    assert found["kring_delivery_duration_seconds_bucket", "300.0"] == 0
    assert found["kring_delivery_duration_seconds_bucket", "+Inf"] == 1


def test_what_telegram_sends_never_becomes_a_label(metrics):
    metrics.update("message")
    metrics.update("kanarie")
    metrics.duplicate()
    metrics.call("sendMessage", "ok")
    metrics.call("sendMessage", "ok")
    metrics.call("kanarie", "refused")
    found = samples(metrics)
    assert found["kring_telegram_updates_total", "message"] == 1
    assert found["kring_telegram_updates_total", OTHER] == 1
    assert found["kring_telegram_duplicates_total",] == 1
    assert found["kring_telegram_calls_total", "sendMessage", "ok"] == 2
    assert found["kring_telegram_calls_total", OTHER, "refused"] == 1
    assert b"kanarie" not in metrics.export()


def test_the_page_stays_short_whatever_happens(metrics):
    for kind in (*KINDS, *map(str, range(1_000))):
        metrics.update(kind)
    for method in (*METHODS, *map(str, range(1_000))):
        for outcome in get_args(Call):
            metrics.call(method, outcome)
    assert len(samples(metrics)) < 200


def test_state_is_what_was_last_seen(metrics):
    silence, standby = [None], [False]
    metrics.watch(lambda: silence[0], lambda: standby[0])
    metrics.outbox(3, 1.5)
    metrics.unreachable()
    metrics.webhook_refused()
    found = samples(metrics)
    assert found["kring_telegram_silence_seconds",] == float("inf")
    assert found["kring_standby",] == 0
    assert found["kring_outbox_messages",] == 3
    assert found["kring_outbox_oldest_seconds",] == 1.5
    for name in ("kring_clients_unreachable", "kring_webhook_refused"):
        assert found[f"{name}_total",] == 1
    silence[0], standby[0] = 12.5, True
    found = samples(metrics)
    assert found["kring_telegram_silence_seconds",] == 12.5
    assert found["kring_standby",] == 1


def test_two_in_one_process_do_not_share(metrics):
    metrics.turn("failed")
    assert samples(Metrics())["kring_turns_total", "failed"] == 0


def test_all_names_are_ours_with_a_help_text(metrics):
    text = metrics.export().decode("utf-8")
    names = [line.split()[2] for line in text.splitlines() if line.startswith("# TYPE")]
    helped = [line.split()[2] for line in text.splitlines() if line.startswith("# HELP")]
    assert names == helped
    assert all(name.startswith("kring_") for name in names)
    assert "_created" not in text


def test_counting_costs_next_to_nothing(metrics):
    """Some 0.3 µs, and 0.6 for a time; the limit is wide, for a computer that is busy."""
    for count in (
        lambda: metrics.turn("committed"),
        lambda: metrics.call("sendMessage", "ok"),
        lambda: metrics.delivered(0.2),
    ):
        assert min(timeit.repeat(count, number=1_000, repeat=5)) / 1_000 < 10e-6


def test_the_terminal_loads_none_of_it():
    loaded = """
import sys
import bot.bootstrap, bot.commands.chat, bot.desk, bot.metrics, bot.settings
import bot.terminal.app, bot.turns
wrong = {"prometheus_client", "starlette", "uvicorn", "telegram", "aiohttp"} & set(sys.modules)
sys.exit(str(wrong) if wrong else 0)
"""
    done = subprocess.run(
        [sys.executable, "-c", loaded], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
