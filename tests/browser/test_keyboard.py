"""The whole way of a worker without a mouse."""

from tests.browser.looks import focus
from tests.browser.people import client

MOST_STOPS = 60


class Hands:
    """A keyboard; each place where it stops has to be visible."""

    def __init__(self, page):
        self.page = page

    def to(self, selector, back=False):
        """Go on with Tab until something is focused that a selector fits."""
        for _ in range(MOST_STOPS):
            self.page.keyboard.press("Shift+Tab" if back else "Tab")
            found = focus(self.page)
            if found is None:
                continue  # the bar of the browser, after the last stop
            assert found.is_visible, f"{self.page.url}: not to be seen that it is at {found.what}"
            if self.page.evaluate("s => document.activeElement.matches(s)", selector):
                return
        raise AssertionError(f"{self.page.url}: {selector} cannot be reached")

    def press(self, selector):
        """Go there, and press Enter; wait for where it leads."""
        self.to(selector)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")


def test_all_of_a_workers_way_goes_by_keyboard(town, window):
    one = window(viewport={"width": 1024, "height": 600})
    one.add_key()
    worker, link = town.invite()
    one.go(link)
    hands, page = Hands(one.page), one.page
    hands.to('[name="name"]')
    hands.to("form[data-passkey] button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/gedeeld")

    hands.press('a[href="/koppelen"]')
    hands.press('form[action="/koppelen"] button')
    assert town.portal.live_codes(worker)[0][0] in one.words

    path = town.share(worker, client(8))
    hands.press('a[href="/gedeeld"]')
    hands.press(f'a[href="{path}"]')
    hands.press('form[action$="/openen"] button')
    assert "Anna" in one.words
    hands.press('button[name="reply"][value="read"]')
    hands.to('[name="day"]')
    hands.press('a[href$="/stoppen"]')
    hands.press('form[action$="/stoppen"] button')
    hands.press('a[href="/gedeeld"]')
    assert path not in page.content()
    hands.press('a[href="/ik"]')
    hands.to('[name="stand_in"]')
    page.keyboard.type("Mirjam Bos")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.locator('[name="stand_in"]').input_value() == "Mirjam Bos"
    hands.press('form[action="/uitloggen"] button')
    assert one.go("/gedeeld") == 200
    assert page.url.endswith("/inloggen")


def test_the_first_stop_leads_past_the_head_of_a_page(town, window):
    one = window()
    worker, _ = town.invite()
    one.sign_in(town.session_of(worker))
    for path in ("/gedeeld", "/ik", "/gids"):
        one.go(path)
        one.page.keyboard.press("Tab")
        assert focus(one.page).is_visible
        one.page.keyboard.press("Enter")
        one.page.keyboard.press("Tab")
        inside = "document.querySelector('main').contains(document.activeElement)"
        after = "document.querySelector('main').compareDocumentPosition(document.activeElement) & 4"
        assert one.page.evaluate(f"{inside} || Boolean({after})"), path
