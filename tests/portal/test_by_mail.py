"""The way in by mail and app, and neutral notices, over a real mail server."""

import email
import email.policy
import re
import socket
import threading
import time

import pyotp
import pytest
from aiosmtpd.controller import Controller

from bot.portal.letters import SmtpMail
from bot.portal.people import WorkerDetails, encode_worker
from tests.portal.house import COOKIE, ORIGIN, Browser, House

ADDRESS = "sanne@wijkteam.test"


class Post:
    """A mail server that keeps what it gets."""

    def __init__(self):
        self.got = []
        self.refuses = False

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 - the name that is called
        if self.refuses:
            return f"554 nobody here is called {envelope.rcpt_tos}"
        found = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.got.append((envelope.rcpt_tos, found))
        return "250 OK"

    def wait(self, count=1):
        until = time.monotonic() + 10
        while len(self.got) < count and time.monotonic() < until:
            time.sleep(0.01)
        return self.got


@pytest.fixture
def post():
    keeper = Post()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        keeper.port = taken.getsockname()[1]
    controller = Controller(keeper, hostname="127.0.0.1", port=keeper.port)
    controller.start()
    yield keeper
    controller.stop()


@pytest.fixture
def house(tmp_path, post):
    made = House(tmp_path, f"smtp://127.0.0.1:{post.port}?from=kring@kring.test")
    yield made
    made.close()


def set_up(house, address=ADDRESS, name="Sanne"):
    """A worker with an app; the secret in it."""
    worker, path = house.invite(name=name)
    browser = Browser(house)
    browser.get(path)
    done = browser.post(path, name=name, role="wijkcoach", email=address)
    assert done.place == f"{path}/app"
    page = browser.follow(done)
    secret = re.search(r'class="key">([^<]*)<', page.text)[1].replace(" ", "")
    app = pyotp.TOTP(secret)
    assert browser.post(f"{path}/app", code="123").status == 422
    assert browser.post(f"{path}/app", code=app.at(house.clock.at)).place == "/gedeeld"
    assert browser.get("/gedeeld").status == 200
    browser.worker = worker
    return browser, app


def link_for(house, post, address=ADDRESS):
    """Ask for a link; its path."""
    browser, count = Browser(house), len(post.got)
    browser.get("/inloggen/mail")
    assert browser.post("/inloggen/mail", email=address).status == 200
    to, letter = post.wait(count + 1)[-1]
    assert to == [address]
    return re.search(rf"{ORIGIN}(/inloggen/mail/\S+)", letter.get_content())[1]


def test_a_worker_signs_in_by_mail_and_app(house, post):
    _, app = set_up(house)
    path = link_for(house, post)
    house.clock.at += 60
    browser = Browser(house)
    assert browser.get(path).status == 200
    assert browser.post(path, code=app.at(house.clock.at)).place == "/gedeeld"
    assert browser.get("/gedeeld").status == 200
    assert Browser(house).get(path).status == 404


def test_a_secret_is_kept_in_no_page_that_was_only_looked_at(house):
    """Another browser with the same link gets another secret, until one is used."""
    _, path = house.invite()
    keys = set()
    for _ in range(2):
        browser = Browser(house)
        browser.get(path)
        browser.post(path, name="Sanne", email=ADDRESS)
        first, again = (browser.get(f"{path}/app").text for _ in range(2))
        assert first == again
        keys.add(re.search(r'class="key">([^<]*)<', first)[1])
    assert len(keys) == 2


def test_a_code_of_the_app_opens_once(house, post):
    _, app = set_up(house)
    house.clock.at += 60
    code = app.at(house.clock.at)
    first, second = link_for(house, post), link_for(house, post)
    browser = Browser(house)
    browser.get(first)
    assert browser.post(first, code=code).status == 303
    other = Browser(house)
    other.get(second)
    assert other.post(second, code=code).status == 422
    house.clock.at += 30
    assert other.post(second, code=app.at(house.clock.at)).status == 303


def test_a_code_from_before_the_last_used_one_opens_nothing(house, post):
    _, app = set_up(house)
    path = link_for(house, post)
    browser = Browser(house)
    browser.get(path)
    assert browser.post(path, code=app.at(house.clock.at)).status == 422  # used when setting up
    assert browser.post(path, code=app.at(house.clock.at - 30)).status == 422
    assert browser.post(path, code=app.at(house.clock.at + 30)).status == 303


def test_a_link_is_gone_after_five_wrong_codes(house, post):
    _, app = set_up(house)
    path = link_for(house, post)
    house.clock.at += 60
    browser = Browser(house)
    browser.get(path)
    wrong = "000000" if app.at(house.clock.at) != "000000" else "000001"
    seen = [browser.post(path, code=wrong).status for _ in range(5)]
    assert seen == [422] * 5
    assert browser.post(path, code=app.at(house.clock.at)).status == 404
    fresh = Browser(house)  # and the worker is not locked out
    path = link_for(house, post)
    fresh.get(path)
    assert fresh.post(path, code=app.at(house.clock.at)).status == 303


def test_a_link_is_past_after_a_quarter_of_an_hour(house, post):
    _, app = set_up(house)
    path = link_for(house, post)
    house.clock.at += 15 * 60 + 1
    browser = Browser(house)
    assert browser.get(path).status == 404
    browser.get("/inloggen")
    assert browser.post(path, code=app.at(house.clock.at)).status == 404


def test_looking_at_a_link_spends_nothing(house, post):
    _, app = set_up(house)
    path = link_for(house, post)
    house.clock.at += 60
    for method in ("GET", "HEAD", "OPTIONS") * 7:
        house.ask(method, path)
    browser = Browser(house)
    browser.get(path)
    assert browser.post(path, code=app.at(house.clock.at)).status == 303


def test_whether_an_address_is_known_cannot_be_told(house, post):
    set_up(house)
    other = house.worker(name="Noor")  # without an app
    details = encode_worker(WorkerDetails("Noor", email="noor@wijkteam.test"))
    house.keeps.save_worker(other.worker, details, "noor@wijkteam.test")
    answers = []
    for address in (ADDRESS, "niemand@wijkteam.test", "noor@wijkteam.test"):
        browser = Browser(house)
        browser.cookies["__Host-kring-form"] = "A" * 43
        browser.get("/inloggen/mail")
        answers.append(browser.post("/inloggen/mail", email=address).same)
    assert len(set(answers)) == 1
    post.wait()
    house.portal.site.letters.close()
    assert [to for to, _ in post.got] == [[ADDRESS]]


def test_a_mailbox_is_not_filled(house, post):
    set_up(house)
    browser = Browser(house)
    browser.get("/inloggen/mail")
    for _ in range(15):
        assert browser.post("/inloggen/mail", email=ADDRESS.upper()).status == 200
    house.portal.site.letters.close()
    assert len(post.got) == 4


def test_who_asks_for_links_that_are_none_takes_nobodys_place(house, post, monkeypatch):
    """While a mail server is slow, too."""
    set_up(house)
    goes_on = threading.Event()
    before = SmtpMail.send

    def slowly(mail, *what):
        goes_on.wait(10)
        before(mail, *what)

    monkeypatch.setattr(SmtpMail, "send", slowly)
    browser = Browser(house)
    browser.get("/inloggen/mail")
    browser.post("/inloggen/mail", email=ADDRESS)
    for number in range(220):
        browser.post("/inloggen/mail", email=f"niemand{number}@wijkteam.test")
    browser.post("/inloggen/mail", email=ADDRESS)
    goes_on.set()
    house.portal.site.letters.close()
    assert len(post.got) == 2


def test_two_workers_cannot_have_one_address(house):
    set_up(house)
    _, path = house.invite(name="Noor")
    browser = Browser(house)
    browser.get(path)
    refused = browser.post(path, name="Noor", email=f" {ADDRESS.upper()} ")
    assert refused.status == 422
    assert "e-mailadres" in refused.text


@pytest.mark.parametrize(
    "odd",
    [
        "=?utf-8?q?a=40b.test=2c?=@wijkteam.test",
        "a@b.test, c@d.test",
        "a@b.test\nbcc: c@d.test",
        "a",
    ],
)
def test_an_address_that_a_letter_reads_as_another_is_none(house, odd):
    worker = house.worker()
    refused = worker.post("/ik", name="Sanne", email=odd)
    assert refused.status == 422


def test_without_mail_there_is_no_such_way(tmp_path):
    (tmp_path / "other").mkdir()
    made = House(tmp_path / "other")
    try:
        _, path = made.invite()
        browser = Browser(made)
        page = browser.get(path)
        assert "email" not in page.text
        for way in ("/inloggen/mail", f"{path}/app"):
            assert browser.get(way).status == 404
        assert browser.post("/inloggen/mail", csrf=page.csrf, email=ADDRESS).status == 404
        assert browser.post(path, csrf=page.csrf, name="Sanne", email=ADDRESS).status == 404
    finally:
        made.close()


def test_a_notice_says_nothing_and_comes_once_an_hour(house, post):
    browser, _ = set_up(house)
    notices = house.portal.notices
    notices.round()
    house.clock.at += 5
    house.share_with(browser, called="Anna")
    house.share_with(browser, called="Piet")
    notices.round()
    ((to, letter),) = post.wait()
    assert to == [ADDRESS]
    said = f"{letter['subject']} {letter.get_content()}".lower()
    assert f"{ORIGIN}/gedeeld" in said
    assert not re.search("anna|piet|sanne|kanarie|cliënt", said)
    house.clock.at += 10
    house.share_with(browser)
    notices.round()
    house.portal.site.letters._pool.submit(int).result()  # all before it is sent
    assert len(post.got) == 1
    house.clock.at += 3_600
    notices.round()
    post.wait(2)
    house.clock.at += 3_600
    notices.round()
    house.portal.site.letters.close()
    assert len(post.got) == 2


def test_what_was_opened_is_no_news(house, post):
    browser, _ = set_up(house)
    house.clock.at += 5
    _, share = house.share_with(browser)
    browser.post(f"/gedeeld/{share}/openen")
    house.portal.notices.round()
    house.portal.site.letters.close()
    assert post.got == []


def test_a_mail_server_that_takes_nothing_stops_nothing(house, post, capsys):
    browser, _ = set_up(house)
    post.refuses = True
    asking = Browser(house)
    asking.get("/inloggen/mail")
    assert asking.post("/inloggen/mail", email=ADDRESS).status == 200
    house.portal.site.letters.close()
    told = capsys.readouterr().err
    assert "portal_mail_failed" in told
    assert ADDRESS not in told
    assert browser.get("/gedeeld").status == 200
    assert COOKIE in browser.cookies
