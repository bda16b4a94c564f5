"""Without JavaScript all goes but the passkey, so there is mail with a code of an app."""

import re

import pyotp
import pytest

from tests.browser.people import client
from tests.browser.post import PostOffice
from tests.browser.scenes import by_mail
from tests.browser.town import Town


@pytest.fixture(scope="module")
def post():
    with PostOffice() as opened:
        yield opened


@pytest.fixture(scope="module")
def town(tmp_path_factory, post):
    with Town(tmp_path_factory.mktemp("town"), smtp_url=post.url) as opened:
        yield opened
        opened.settle()
        opened.assert_clean()


def link_in(post, town):
    return re.search(rf"{re.escape(town.url)}(/\S+)", post.letters[-1].get_content())[1]


def test_a_worker_does_it_all_without_script(town, post, window):
    one = window(java_script_enabled=False)
    page = one.page
    worker, link = town.invite()

    one.go(link)
    by_mail(one, "sanne@example.org")
    secret = re.search(r"\b[A-Z2-7]{4}(?: ?[A-Z2-7]{4}){3,}\b", one.words)[0].replace(" ", "")
    app = pyotp.TOTP(secret)
    page.locator('[name="code"]').fill(app.at(town.clock()))
    page.locator("main form button").click()
    assert page.url.endswith("/gedeeld")
    page.locator('form[action="/uitloggen"] button').first.click()

    town.clock.advance(60)  # no code counts twice
    one.go("/inloggen/mail")
    page.locator('[name="email"]').fill("sanne@example.org")
    page.locator("main form button").click()
    post.wait(1)
    assert "Sanne" not in post.letters[-1].as_string().replace("sanne@example.org", "")
    one.go(link_in(post, town))
    page.locator('[name="code"]').fill(app.at(town.clock()))
    page.locator("main form button").click()
    assert page.url.endswith("/gedeeld")

    one.go("/koppelen")
    page.locator('form[action="/koppelen"] button').click()
    assert town.portal.live_codes(worker)[0][0] in one.words

    path = town.share(worker, client(8))
    one.go("/gedeeld")
    page.locator(f'a[href="{path}"]').click()
    page.locator('form[action$="/openen"] button').first.click()
    assert "Anna" in one.words
    with page.expect_download() as download:
        page.locator('form[action$="/pdf"] button').click()
    assert download.value.path().read_bytes().startswith(b"%PDF-")
    page.locator('button[name="reply"][value="call"]').click()
    one.go("/ik")
    page.locator('[name="stand_in"]').fill("Mirjam Bos")
    page.locator('form:has([name="stand_in"]) button').first.click()
    assert page.locator('[name="stand_in"]').input_value() == "Mirjam Bos"
    one.go(path + "/stoppen")
    page.locator('form[action$="/stoppen"] button').click()
    assert one.go(path) == 404
    page.go_back()
    one.go("/ik")
    page.locator('form[action="/uitloggen/overal"] button').click()
    one.go("/gedeeld")
    assert page.url.endswith("/inloggen")
    one.watch.assert_quiet()


def test_a_page_that_stays_open_looks_again_by_itself(town, window):
    """Where no script can blank it, the page asks to be loaded anew within ten seconds."""
    one = window(java_script_enabled=False)
    worker, _ = town.invite()
    one.sign_in(town.session_of(worker))
    path = town.share(worker, client(1))
    one.go(path)
    one.page.locator('form[action$="/openen"] button').first.click()
    seconds = one.page.evaluate(
        "new DOMParser().parseFromString(document.querySelector('noscript')?.innerHTML"
        " ?? document.head.innerHTML, 'text/html')"
        ".querySelector('meta[http-equiv=refresh]').content"
    )
    assert int(seconds.partition(";")[0]) <= 10
