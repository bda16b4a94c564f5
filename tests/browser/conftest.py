"""One browser for all tests of a process; tests with a `window` run in its thread."""

import os

import pytest

from tests.browser.browsing import Sight, Window, skip_without_chromium
from tests.browser.town import Town

IS_FULL = os.environ.get("KRING_TEST_FULL") == "1"
_sight = Sight()


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem):
    """Run a test that looks through the browser in the thread of the browser."""
    if "sight" not in pyfuncitem.fixturenames:
        return None
    names = pyfuncitem._fixtureinfo.argnames
    _sight.run(pyfuncitem.obj, **{name: pyfuncitem.funcargs[name] for name in names})
    return True


@pytest.fixture(scope="session")
def sight():
    skip_without_chromium()
    yield _sight
    _sight.close()


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    """A program with its portal, for all tests of a module; each has workers of its own."""
    with Town(tmp_path_factory.mktemp("town")) as opened:
        yield opened
        opened.settle()
        opened.assert_clean()


@pytest.fixture
def window(sight, town):
    """Opens windows, one for each person that looks."""
    opened = []

    def open_one(**options):
        opened.append(Window(sight, town.url, **options))
        return opened[-1]

    yield open_one

    def close():
        for one in opened:
            one.close()

    sight.run(close)
