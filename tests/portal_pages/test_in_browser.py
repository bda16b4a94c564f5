"""Pages in a real browser under the policy of the portal; the portal itself is not there.

Time is the browser's own and is put forward, so nothing waits.
"""

import json
from urllib.parse import urlsplit

import pytest

from dialogues.portal.assets import assets
from tests.browser.browsing import Sight, skip_without_chromium
from tests.browser.looks import accessibility, too_wide
from tests.conftest import IS_FULL
from tests.portal_pages import samples

HOME = "https://portal.example"
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:;"
    " font-src 'self'; form-action 'self'; connect-src 'self'; base-uri 'none';"
    " frame-ancestors 'none'"
)
GONE = "Hier staat niets meer"
SILENT = "Geen verbinding"


@pytest.fixture(scope="module")
def sight():
    skip_without_chromium()
    opened = Sight()
    yield opened
    opened.close()


class Desk:
    """A window that gets the sample pages, and what a test answers in the portal's place."""

    def __init__(self, sight: Sight, **options):
        self.context = sight.browser.new_context(base_url=HOME, **options)
        self.page = self.context.new_page()
        self.asked = []
        self.refused = []
        self.answers = {}
        self.context.route("**/*", self._answer)
        self.page.on("console", lambda message: self.refused.append(message.text))
        self.page.on("pageerror", lambda error: self.refused.append(str(error)))

    def _answer(self, route):
        path = urlsplit(route.request.url).path
        self.asked.append((path, route.request.post_data))
        headers = {"content-security-policy": POLICY}
        if path in assets():
            asset = assets()[path]
            route.fulfill(body=asset.body, content_type=asset.media)
        elif path in self.answers:
            self.answers[path](route)
        elif path[1:] in samples.pages():
            html = samples.page(path[1:]).encode(errors="replace")
            route.fulfill(body=html, content_type="text/html; charset=utf-8", headers=headers)
        else:
            route.fulfill(status=204)

    def open(self, state):
        self.page.goto(f"/{state}")
        return self.page


def watch(sight, answer, *, after, seconds):
    """What is on the page some seconds after the portal began to answer otherwise."""

    def look():
        desk = Desk(sight)
        desk.page.clock.install()
        page = desk.open("snapshot")
        path = page.locator("main").get_attribute("data-watch")
        go_on(page, after)
        before = page.inner_text("main")
        desk.answers[path] = answer
        go_on(page, seconds)
        return before, page.inner_text("body"), page.content()

    return sight.run(look)


def go_on(page, seconds):
    """Let seconds pass; whatever is asked in one is answered before the next."""
    for _ in range(seconds):
        page.clock.run_for(1000)
        page.evaluate("fetch('/settled')")


def test_a_page_stays_while_it_is_there(sight):
    before, now, _ = watch(sight, lambda route: route.fulfill(status=204), after=60, seconds=60)
    assert before in now
    assert "Samira" in now


@pytest.mark.parametrize("status", [200, 303, 401, 404, 500])
def test_a_page_is_empty_within_ten_seconds_of_being_taken_back(sight, status):
    _, now, html = watch(sight, lambda route: route.fulfill(status=status), after=12, seconds=10)
    assert GONE in now
    assert "Samira" not in html
    assert "<svg" not in html.partition("<main")[2]


def test_a_page_is_empty_after_ten_seconds_of_silence(sight):
    _, now, html = watch(sight, lambda route: route.abort(), after=20, seconds=11)
    assert SILENT in now
    assert "Samira" not in html


def test_a_key_is_made_and_used(sight):
    """With the authenticator of the browser: what goes up and down is what the portal reads."""

    def make():
        desk = Desk(sight, ignore_https_errors=True)
        devtools = desk.context.new_cdp_session(desk.page)
        devtools.send("WebAuthn.enable")
        options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True}
        more = {"hasUserVerification": True, "isUserVerified": True}
        more["automaticPresenceSimulation"] = True
        devtools.send("WebAuthn.addVirtualAuthenticator", {"options": {**options, **more}})
        wanted = {
            "rp": {"id": "portal.example", "name": "Kring"},
            "user": {"id": "AAEC_w", "name": "Els", "displayName": "Els"},
            "challenge": "-_8AAQ",
            "pubKeyCredParams": [{"type": "public-key", "alg": alg} for alg in (-7, -257)],
            "excludeCredentials": [],
            "authenticatorSelection": {"residentKey": "required"},
        }
        told(desk, "/uitnodiging/tok/sleutel", wanted)
        told(desk, "/uitnodiging/tok/klaar", {"next": "/shares"})
        page = desk.open("invitation")
        page.fill("#name", "Els Dekker")
        page.click("[data-go]")
        page.wait_for_url("**/shares")
        told(desk, "/inloggen/sleutel", {"challenge": "-_8AAQ", "rpId": "portal.example"})
        told(desk, "/inloggen/klaar", {"next": "/shares"})
        desk.open("sign_in").click("[data-go]")
        page.wait_for_url("**/shares")
        return {path: json.loads(body) for path, body in desk.asked if body}, desk.refused

    sent, refused = sight.run(make)
    assert not refused
    assert sent["/uitnodiging/tok/sleutel"]["name"] == "Els Dekker"
    assert "csrf" not in sent["/uitnodiging/tok/sleutel"]
    made = sent["/uitnodiging/tok/klaar"]["credential"]
    assert set(made["response"]) >= {"clientDataJSON", "attestationObject", "transports"}
    used = sent["/inloggen/klaar"]["credential"]
    assert used["id"] == made["id"]
    assert set(used["response"]) >= {"clientDataJSON", "authenticatorData", "signature"}


def told(desk, path, answer):
    desk.answers[path] = lambda route: route.fulfill(json=answer)


def test_a_key_that_fails_is_told_and_can_be_tried_again(sight):
    def fail():
        desk = Desk(sight)
        desk.answers["/inloggen/sleutel"] = lambda route: route.fulfill(status=429)
        page = desk.open("sign_in")
        page.click("[data-go]")
        page.get_by_role("alert").wait_for()
        return page.get_by_role("alert").inner_text(), page.is_enabled("[data-go]")

    words, is_enabled = sight.run(fail)
    assert "Dat lukte niet" in words
    assert is_enabled


def test_the_way_out_leaves_no_way_back(sight):
    def leave():
        desk = Desk(sight)
        away = {"content_type": "text/html", "body": "<title>weer</title>"}
        desk.answers["/weg"] = lambda route: route.fulfill(**away)
        desk.open("gone")
        page = desk.open("welcome")
        page.click("[data-exit]")
        page.wait_for_url("**/weg")
        page.go_back()
        return page.url

    assert sight.run(leave).endswith("/gone")


def test_the_first_screen_of_an_old_laptop_holds_what_counts(sight):
    def look():
        desk = Desk(sight, viewport={"width": 1366, "height": 768 - 120})  # less the browser's own
        page = desk.open("snapshot")
        parts = page.locator(".expected, .part-likes, .part-request, .part-plan")
        return [part.bounding_box() for part in parts.all()]

    boxes = sight.run(look)
    assert len(boxes) == 4
    assert all(box["y"] + box["height"] <= 648 for box in boxes)


STATES = list(samples.pages()) if IS_FULL else [
    name for name in samples.pages() if "-" in name and "crowd" not in name
]  # fmt: skip
"""What the tests with the whole portal do not come by: errors, and pages without things."""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_state_is_for_everybody(sight, theme):
    def look():
        desk = Desk(sight, viewport={"width": 320, "height": 640}, color_scheme=theme)
        found = []
        for state in STATES:
            page = desk.open(state)
            for fold in page.locator("details").all():
                fold.evaluate("one => { one.open = true; }")
            wrong = accessibility(page) + too_wide(page)
            found += [f"{state}: {one}" for one in wrong]
        return found, desk.refused

    found, refused = sight.run(look)
    assert not found
    assert not refused
