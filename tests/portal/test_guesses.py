"""Somebody who guesses: finds nothing, and stands in nobody's way."""

import asyncio
import random
import secrets

import pytest
from sqlalchemy import func, select

from bot.portal.csrf import csrf_of
from bot.portal.limits import MOST_KEYS, Buckets
from storage.records import tickets
from tests.conftest import IS_FULL
from tests.portal.house import COOKIE, FORM_COOKIE, Browser

GUESSES = 100_000 if IS_FULL else 2_000
LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
FORM = "F" * 43
EVERY = 500
"""Guesses between two looks at whether a worker is served."""


def guesses_of_tokens(house):
    """Requests with a token, a session or an id that somebody made up."""
    chance = random.Random(5)  # noqa: S311 - which one is tried, is no secret
    form = [("cookie", f"{FORM_COOKIE}={FORM}"), ("origin", "null")]
    posted = ("content-type", "application/x-www-form-urlencoded")
    body = f"csrf={csrf_of(FORM)}&code=123456".encode()
    while True:
        token, kind = secrets.token_urlsafe(32), chance.randrange(5)
        source = f"198.51.{chance.randrange(100)}.{chance.randrange(100)}"
        if kind == 0:
            yield house.asking("GET", f"/uitnodiging/{token}", client=source)
        elif kind == 1:
            yield house.asking("GET", f"/inloggen/mail/{token}", client=source)
        elif kind == 2:
            path = f"/inloggen/mail/{token}"
            yield house.asking("POST", path, [*form, posted], body, source)
        elif kind == 3:
            cookie = [("cookie", f"{COOKIE}={token}")]
            yield house.asking("GET", "/gedeeld", cookie, client=source)
        else:
            yield house.asking("GET", f"/gedeeld/{secrets.token_hex(16)}", client=source)


def test_no_token_is_guessed_and_workers_are_served_meanwhile(house, worker):
    _, share = house.share_with(worker)
    path = f"/gedeeld/{share}"
    worker.post(f"{path}/openen")
    _, invitation = house.invite()
    found = set()

    async def guess(tries, count):
        for _ in range(count):
            answer = await next(tries)
            found.add((answer.status, answer.place))

    tries = guesses_of_tokens(house)
    for _ in range(GUESSES // EVERY):
        house.runner.run(guess(tries, EVERY))
        assert worker.get(path).status == 200
        fresh = Browser(house)
        assert fresh.get(invitation).status == 200
    assert found <= {(404, None), (429, None), (303, "/inloggen")}


def test_a_right_token_is_never_stopped_by_wrong_ones_from_the_same_place(house):
    """Also where all sources look like one."""
    for _ in range(100):
        house.ask("GET", f"/uitnodiging/{secrets.token_urlsafe(32)}")
    last = house.ask("GET", f"/uitnodiging/{secrets.token_urlsafe(32)}")
    assert last.status == 429
    _, path = house.invite()
    browser = Browser(house)
    assert browser.get(path).status == 200
    key, done = browser.register(path, name="Sanne")
    assert done.status == 200
    assert Browser(house).sign_in(key).status == 200


def test_who_begins_very_many_sign_ins_keeps_nobody_out_and_fills_nothing(house):
    """Also where all sources look like one: it costs no row, so it needs no limit."""
    _, path = house.invite()
    worker = Browser(house)
    worker.get(path)
    key, _ = worker.register(path, name="Sanne")
    before = kept_tickets(house)
    browser = Browser(house)
    browser.get("/inloggen")

    async def begin(count):
        headers = [
            ("cookie", f"{FORM_COOKIE}={browser.cookies[FORM_COOKIE]}"),
            ("content-type", "application/json"),
            ("x-kring-csrf", browser.csrf),
        ]
        asked = [
            house.asking("POST", "/inloggen/sleutel", headers, b"{}", client="192.0.2.7")
            for _ in range(count)
        ]
        return await asyncio.gather(*asked)

    assert {answer.status for answer in house.runner.run(begin(200))} == {200}
    assert kept_tickets(house) == before
    assert Browser(house).sign_in(key).status == 200


def kept_tickets(house):
    with house.store._database.read() as connection:
        return connection.execute(select(func.count()).select_from(tickets)).scalar_one()


def test_no_code_is_guessed(house, worker):
    """By a client who types one after the other."""
    worker.post("/koppelen")
    client = house.client().client
    for _ in range(GUESSES):
        code = "".join(secrets.choice(LETTERS) for _ in range(9))
        assert house.store.reserve_code(client, code) is None
    ((code, _),) = house.keeps.live_codes(worker.worker)
    assert house.store.reserve_code(client, code) is not None


# Buckets


class Seconds:
    def __init__(self):
        self.at = 0.0

    def __call__(self):
        return self.at


def test_a_bucket_is_emptied_and_fills_again():
    clock = Seconds()
    bucket = Buckets(3, 0.5, clock)
    assert [bucket.take("a") for _ in range(4)] == [True, True, True, False]
    assert bucket.take("b")
    clock.at = 2.0
    assert [bucket.take("a") for _ in range(2)] == [True, False]
    clock.at = 1_000.0
    assert [bucket.take("a") for _ in range(4)] == [True, True, True, False]


@pytest.mark.parametrize("kind", [str, lambda n: n.to_bytes(16, "big")])
def test_buckets_are_bounded(kind):
    bucket = Buckets(1, 0.0)
    for number in range(MOST_KEYS + 500):
        bucket.take(kind(number))
    assert len(bucket) == MOST_KEYS
