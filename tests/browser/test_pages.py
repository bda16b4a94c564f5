"""Every page and state: for everybody, on any screen, and with nothing from elsewhere."""

import pytest

from tests.browser.browsing import Window
from tests.browser.conftest import IS_FULL
from tests.browser.looks import ZOOMED, accessibility, too_small, too_wide
from tests.browser.scenes import SCENES, staged

DESK = {"width": 1280, "height": 800}
THEMES = ("light", "dark")


@pytest.fixture(scope="module")
def stage(tmp_path_factory):
    with staged(tmp_path_factory.mktemp("stage")) as opened:
        yield opened


@pytest.fixture(scope="module")
def shared_window(sight, stage):
    opened = sight.run(Window, sight, stage.town.url, viewport=DESK)
    sight.run(opened.add_key)
    yield opened
    sight.run(opened.close)


@pytest.fixture(scope="module")
def titles():
    """The pages seen so far, by title."""
    return {}


SAME = {
    "shares-empty": "shares", "pairing-code": "pairing", "invitation-used": "gone",
    "replied": "snapshot", "me-key": "me", "me-saved": "me",
}  # fmt: skip
"""States of one page, and what must look the same."""


@pytest.mark.parametrize("name", SCENES)
def test_a_page_is_for_everybody(shared_window, stage, titles, name):
    """No violations by axe-core, light and dark; a title of its own; no scrolling to the side.

    400 % is a screen of 320 by 256 (WCAG 1.4.10). By default only what depends on colours is
    looked at again in the dark.
    """
    page = shared_window.page
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(DESK)
    SCENES[name](stage, shared_window)
    for theme in THEMES:
        page.emulate_media(color_scheme=theme)
        found = accessibility(page, only_contrast=theme == "dark" and not IS_FULL)
        assert not found, f"{name}, {theme}: {found}"
    page.set_viewport_size(ZOOMED)
    assert not too_small(page)
    assert not too_wide(page)
    if IS_FULL:
        assert not accessibility(page), f"{name} at 400 %"
    kind = "snapshot" if name.startswith("snapshot") else SAME.get(name, name)
    assert titles.setdefault(page.title(), kind) == kind
    assert "Noor" not in page.title()
    shared_window.watch.assert_quiet()
    assert not page.evaluate("window.addedByTheTest.violations")
