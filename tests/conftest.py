"""Shared by all tests: how much is run, and where examples are found."""

import os

from hypothesis import HealthCheck, settings

IS_FULL = os.environ.get("KRING_TEST_FULL") == "1"


def pytest_terminal_summary(terminalreporter):
    """Print how many screens and typed answers each scenario took (decisions, section 1)."""
    reports = terminalreporter.stats.get("passed", [])
    properties = [found for report in reports for found in report.user_properties]
    lines = sorted(value for name, value in properties if name == "scenario")
    if lines:
        terminalreporter.section("screens and typed answers")
        terminalreporter.write_line("\n".join(lines))


settings.register_profile("default", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("default")


def pytest_collection_modifyitems(items):
    """Tests that mostly wait go first, so that others fill the time beside them."""
    items.sort(key=lambda item: "test_crashes" not in item.nodeid)
