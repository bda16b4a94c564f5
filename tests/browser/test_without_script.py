"""Without JavaScript all goes but the passkey, so there is mail with a code of an app."""

import re

import pyotp
import pytest

from tests.browser.people import client
from tests.browser.post import PostOffice
from tests.browser.scenes import by_mail, open_share, press
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
    press(one, "main form button")
    assert page.url.endswith("/gedeeld")
    press(one, 'form[action="/uitloggen"] button')

    town.clock.advance(60)  # no code counts twice
    one.go("/inloggen/mail")
    page.locator('[name="email"]').fill("sanne@example.org")
    press(one, "main form button")
    post.wait(1)
    assert "Sanne" not in post.letters[-1].as_string().replace("sanne@example.org", "")
    one.go(link_in(post, town))
    page.locator('[name="code"]').fill(app.at(town.clock()))
    press(one, "main form button")
    assert page.url.endswith("/gedeeld")

    one.go("/koppelen")
    press(one, 'form[action="/koppelen"] button')
    assert town.portal.live_codes(worker)[0][0] in one.words

    path = town.share(worker, client(8))
    one.go("/gedeeld")
    press(one, f'a[href="{path}"]')
    press(one, 'form[action$="/openen"] button')
    assert "Anna" in one.words
    with page.expect_download() as download:
        page.locator('form[action$="/pdf"] button').click()
    assert download.value.path().read_bytes().startswith(b"%PDF-")
    press(one, 'button[name="reply"][value="call"]')
    one.go("/ik")
    page.locator('[name="stand_in"]').fill("Mirjam Bos")
    press(one, 'form:has([name="stand_in"]) button')
    assert page.locator('[name="stand_in"]').input_value() == "Mirjam Bos"
    one.go(path + "/stoppen")
    press(one, 'form[action$="/stoppen"] button')
    assert one.go(path) == 404
    one.go("/ik")
    press(one, 'form[action="/uitloggen/overal"] button')
    one.go("/gedeeld")
    assert page.url.endswith("/inloggen")
    one.watch.assert_quiet()


def test_a_page_that_stays_open_looks_again_by_itself(town, window):
    """Where no script can blank it, the page asks to be loaded anew within ten seconds."""
    one = window(java_script_enabled=False)
    worker, _ = town.invite()
    one.sign_in(town.session_of(worker))
    path = town.share(worker, client(1))
    open_share(one, path)
    seconds = one.page.evaluate(
        "new DOMParser().parseFromString(document.querySelector('noscript')?.innerHTML"
        " ?? document.head.innerHTML, 'text/html')"
        ".querySelector('meta[http-equiv=refresh]').content"
    )
    assert int(seconds.partition(";")[0]) <= 10
