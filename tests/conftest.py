"""Shared by all tests: how much is run, and where examples are found."""

import os

from hypothesis import HealthCheck, settings

IS_FULL = os.environ.get("KRING_TEST_FULL") == "1"

settings.register_profile("default", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("default")
