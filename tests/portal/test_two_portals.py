"""Two portals on one database, asked at the same moment: what works once, works once."""

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

import pyotp
import pytest

from bot.portal.csrf import csrf_of
from bot.portal.letters import Letters
from bot.portal.people import WorkerDetails, encode_worker
from bot.portal.totp import App, encode_app
from storage.portal.store import PortalStore
from tests.portal.house import COOKIE, FORM_COOKIE, ORIGIN, Browser, House
from tests.portal.soft_key import SoftKey
from tests.postgres import postgres

__all__ = ["postgres"]

FORM = "F" * 43
APP_KEY = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(params=["sqlite", "postgresql"])
def houses(request, tmp_path):
    """Two programs with the same keys."""
    url = None
    if request.param == "postgresql":
        cluster = request.getfixturevalue("postgres")
        url = cluster.url(cluster.database())
    made = [House(tmp_path, url=url) for _ in range(2)]
    yield made
    for one in made:
        one.close()


@pytest.fixture
def worker(houses):
    """A worker with an app, who is signed in."""
    found = houses[0].worker()
    houses[0].keeps.set_totp(found.worker, encode_app(App(APP_KEY)))
    return found


def posting(house, path, cookies, **fields):
    """A form that somebody sends."""
    [(_, secret)] = cookies.items()
    line = "; ".join(f"{name}={value}" for name, value in cookies.items())
    headers = [("cookie", line), ("content-type", "application/x-www-form-urlencoded")]
    body = urlencode({"csrf": csrf_of(secret), **fields}).encode()
    return house.asking("POST", path, headers, body)


def all_at_once(houses, wanted):
    """Send all to both, beside each other; `wanted(house)` gives what is sent to one."""

    async def send(house):
        return await asyncio.gather(*wanted(house))

    with ThreadPoolExecutor(len(houses)) as threads:
        found = threads.map(lambda house: house.runner.run(send(house)), houses)
        return [answer for answers in found for answer in answers]


def test_a_code_of_an_app_opens_once(houses, worker):
    app = pyotp.TOTP(APP_KEY)
    for round_ in range(5):
        for one in houses:
            one.clock.at += 60
        code = app.at(houses[0].clock.at)
        links = [houses[0].keeps.issue("mail", b"", 900, worker.worker, tries=5) for _ in range(8)]

        def wanted(house, links=links, code=code):
            return [
                posting(house, f"/inloggen/mail/{one}", {FORM_COOKIE: FORM}, code=code)
                for one in links[houses.index(house) :: 2]
            ]

        statuses = sorted(answer.status for answer in all_at_once(houses, wanted))
        assert statuses == [303] + [422] * 7, round_


def test_a_link_takes_five_codes_however_they_come(houses, worker):
    link = houses[0].keeps.issue("mail", b"", 900, worker.worker, tries=5)

    def wanted(house):
        path = f"/inloggen/mail/{link}"
        return [posting(house, path, {FORM_COOKIE: FORM}, code="x") for _ in range(12)]

    statuses = sorted(answer.status for answer in all_at_once(houses, wanted))
    assert statuses == [404] * 19 + [422] * 5


def test_a_new_invitation_takes_the_app_away_for_good(houses, worker, monkeypatch):
    """Also where somebody signs in with it at this moment."""
    link = houses[0].keeps.issue("mail", b"", 900, worker.worker, tries=5)
    before = PortalStore.try_app

    def invited_just_now(store, *args):
        houses[1].keeps.reinvite(worker.worker)
        return before(store, *args)

    monkeypatch.setattr(PortalStore, "try_app", invited_just_now)
    code = pyotp.TOTP(APP_KEY).at(houses[0].clock.at)
    sent = posting(houses[0], f"/inloggen/mail/{link}", {FORM_COOKIE: FORM}, code=code)
    assert houses[0].runner.run(sent).status == 404
    assert houses[1].keeps.totp(worker.worker) is None


def test_a_reply_is_told_once(houses, worker):
    house = houses[0]
    _, share = house.share_with(worker)
    worker.post(f"/gedeeld/{share}/openen")
    house.news()
    cookies = {COOKIE: worker.cookies[COOKIE]}

    def wanted(one):
        path = f"/gedeeld/{share}/antwoord"
        return [posting(one, path, cookies, reply="call") for _ in range(4)]

    assert {answer.status for answer in all_at_once(houses, wanted)} == {303}
    assert [one.reply for one in house.news()] == ["call"]


def test_a_reply_after_another_one_in_another_process_takes_nothing_away(
    houses, worker, monkeypatch
):
    house = houses[0]
    _, share = house.share_with(worker)
    path = f"/gedeeld/{share}"
    worker.post(f"{path}/openen")
    house.news()
    before = PortalStore.note_reply

    def another_just_now(store, *args):
        monkeypatch.setattr(PortalStore, "note_reply", before)
        cookies = {COOKIE: worker.cookies[COOKIE]}
        houses[1].runner.run(posting(houses[1], f"{path}/antwoord", cookies, reply="read"))
        return before(store, *args)

    monkeypatch.setattr(PortalStore, "note_reply", another_just_now)
    assert worker.post(f"{path}/antwoord", reply="read").status == 303
    assert [one.reply for one in house.news()] == ["read"]
    assert worker.get(path).text.count("U liet weten: gelezen") == 1


def test_an_answer_of_a_passkey_signs_in_once(houses):
    house = houses[0]
    _, path = house.invite()
    browser = Browser(house)
    browser.get(path)
    key, _ = browser.register(path, SoftKey(ORIGIN), name="Sanne")
    one = Browser(house)
    one.get("/inloggen")
    form, csrf = one.cookies[FORM_COOKIE], one.csrf
    key.count = -1  # a device that does not count
    answer = {"credential": key.get(one.send("/inloggen/sleutel", {}).json)}

    headers = [
        ("content-type", "application/json"),
        ("x-kring-csrf", csrf),
        ("cookie", f"{FORM_COOKIE}={form}"),
    ]
    body = json.dumps(answer).encode()

    def wanted(where):
        return [where.asking("POST", "/inloggen/klaar", headers, body) for _ in range(4)]

    statuses = sorted(found.status for found in all_at_once(houses, wanted))
    assert statuses == [200] + [404] * 7


# Letters


class Sent:
    """Mail that is noted, and refused where it is told so."""

    def __init__(self, fails=False):
        self.to, self.fails = [], fails

    def send(self, to, subject, text):  # noqa: ARG002 - as a mail server
        self.to.append(to)
        if self.fails:
            raise OSError


def with_mail(house, mail):
    """Notices of this house, by this mail; done when what is to be sent was."""
    object.__setattr__(house.portal.site, "letters", Letters(mail))

    def done():
        house.portal.notices.round()
        house.portal.site.letters._pool.submit(int).result()

    return done


@pytest.fixture
def mailed(houses, worker):
    details = WorkerDetails("Sanne", email="sanne@wijkteam.test")
    houses[0].keeps.save_worker(worker.worker, encode_worker(details), details.email)
    return worker


def test_of_two_portals_one_sends_the_letter(houses, mailed):
    mail = Sent()
    rounds = [with_mail(house, mail) for house in houses]
    for _ in range(5):
        for house in houses:
            house.clock.at += 3_601
        houses[0].share_with(mailed)
        with ThreadPoolExecutor(2) as threads:
            list(threads.map(lambda done: done(), rounds))
    assert len(mail.to) == 5


def test_after_a_restart_no_letter_goes_again(houses, mailed):
    first, second = Sent(), Sent()
    houses[0].share_with(mailed)
    with_mail(houses[0], first)()
    houses[1].clock.at += 3_601
    with_mail(houses[1], second)()  # it knows nothing of the first
    assert (len(first.to), second.to) == (1, [])


def test_a_letter_of_which_nobody_knows_whether_it_came_goes_not_again(houses, mailed):
    mail = Sent(fails=True)
    houses[0].share_with(mailed)
    done = with_mail(houses[0], mail)
    done()
    houses[0].clock.at += 3_601
    done()
    assert len(mail.to) == 1
    houses[0].share_with(mailed)  # of what is new after it, one goes
    done()
    assert len(mail.to) == 2
