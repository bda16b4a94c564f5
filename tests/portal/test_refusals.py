"""Who may not see something learns nothing: not there, not yours, not any more are the same."""

import itertools
from urllib.parse import urlencode

import pytest
from sqlalchemy import event

from bot.portal.app import PAGES
from bot.portal.csrf import csrf_of
from tests.portal.house import COOKIE, FORM_COOKIE, ORIGIN, Browser, House

NOWHERE = "0" * 32
NO_TOKEN = "A" * 43
FORM = "F" * 43
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "BREW")
ON_ALL = {
    "content-security-policy": "default-src 'none'; style-src 'self'; script-src 'self'; "
    "img-src 'self' data:; font-src 'self'; form-action 'self'; connect-src 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "x-robots-tag": "noindex, nofollow, noarchive",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "strict-transport-security": "max-age=31536000",
}
OF_SHARES = [page for page in PAGES if "{share}" in page.path]
OF_TOKENS = [page for page in PAGES if "{token}" in page.path]


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    made = House(tmp_path_factory.mktemp("refusals"), "smtp://127.0.0.1:9?from=kring@kring.test")
    yield made
    made.close()


@pytest.fixture(scope="module")
def worker(house):
    return house.worker()


@pytest.fixture(scope="module")
def situations(house, worker):
    """Ids of shares that this worker may not see, by why."""
    other = house.worker(name="Noor")
    _, foreign = house.share_with(other)
    withdrawn_by, withdrawn = house.share_with(worker)
    ended_by, ended = house.share_with(worker)
    left_by, left = house.share_with(worker)
    _, past = house.share_with(worker, until=-1)
    for share in (withdrawn, ended, left):
        worker.post(f"/gedeeld/{share}/openen")
        assert worker.get(f"/gedeeld/{share}").status == 200
    other.post(f"/gedeeld/{foreign}/openen")
    withdrawn_by.withdraw(withdrawn)
    ended_by.end()
    worker.post(f"/gedeeld/{left}/stoppen")
    assert left_by.pairing
    return {
        "nowhere": NOWHERE,
        "foreign": foreign,
        "withdrawn": withdrawn,
        "ended by the client": ended,
        "ended by the worker": left,
        "past": past,
        "no id": "x",
        "odd": "é%00..;",
        "in capitals": foreign.upper(),
        "long": "f" * 3_000,
    }


def ask(house, page, method, where, *, cookies=(), csrf="", origin="null", site="same-origin"):
    """One request for a page, with all that a browser sends along."""
    path = page.path.format(share=where, token=where)
    headers = [("origin", origin), ("sec-fetch-site", site), ("x-kring-csrf", csrf)]
    headers.append(("cookie", "; ".join(f"{name}={value}" for name, value in cookies)))
    if page.is_script:
        return house.ask(method, path, [*headers, ("content-type", "application/json")], b"{}")
    kind = ("content-type", "application/x-www-form-urlencoded")
    body = urlencode({"csrf": csrf, "reply": "read", "code": "123456"}).encode()
    return house.ask(method, path, [*headers, kind], body if method == "POST" else b"")


def signed_in(browser):
    token = browser.cookies[COOKIE]
    return {"cookies": [(COOKIE, token)], "csrf": csrf_of(token)}


def methods_of(page):
    return [name for name, handler in (("GET", page.get), ("POST", page.post)) if handler]


def test_a_share_that_one_may_not_see_is_the_same_as_none(house, worker, situations):
    """Every route, byte for byte, headers too."""
    for page in OF_SHARES:
        for method in methods_of(page):
            answers = {
                why: ask(house, page, method, share, **signed_in(worker)).same
                for why, share in situations.items()
            }
            assert len(set(answers.values())) == 1, (page.path, method)
            assert answers["nowhere"][0] == 404


def test_the_same_is_done_for_all_of_them(house, worker, situations):
    """As many statements of the database, and the same ones; only what is bound differs."""
    done = []
    engine = house.keeps._database.engine
    event.listen(engine, "before_cursor_execute", lambda *given: done.append(given[2]))
    for page in OF_SHARES:
        for method in methods_of(page):
            seen = set()
            for share in situations.values():
                done.clear()
                ask(house, page, method, share, **signed_in(worker))
                seen.add(tuple(done))
            assert len(seen) == 1, (page.path, method)
            assert len(next(iter(seen))) >= 3  # session, worker, share


def test_a_path_that_leads_nowhere_is_the_same_as_well(worker):
    gone = worker.get(f"/gedeeld/{NOWHERE}").same
    for path in (
        "/geheim",
        "/gedeeld/",
        f"/gedeeld/{NOWHERE}/meer",
        "/static/x/portal.css",
        "//",
        "",
    ):
        assert worker.get(path).same == gone, path


def test_nobody_who_is_not_signed_in_learns_anything(house, situations):
    for page in PAGES:
        if page.access not in ("worker", "watch"):
            continue
        for method in methods_of(page):
            for cookies in ([], [(COOKIE, NO_TOKEN)], [(COOKIE, "é")], [(FORM_COOKIE, FORM)]):
                answers = {
                    ask(house, page, method, share, cookies=cookies, csrf=csrf_of(FORM)).same
                    for share in situations.values()
                }
                (answer,) = answers
                is_page = method == "GET" and page.access == "worker"
                assert answer[0] == (303 if is_page else 401), (page.path, method)
                if is_page:
                    assert ("location", "/inloggen") in answer[1]


def test_a_token_that_opens_nothing_is_the_same_whatever_was_wrong(house):
    used = house.invite()[1].rpartition("/")[2]
    house.keeps.spend("invitation", used)
    worker, _ = house.invite()
    of_mail = house.keeps.issue("mail", b"", 900, worker, tries=5)
    past = house.keeps.issue("invitation", b"", -1, worker)
    for page in OF_TOKENS:
        wrong = [NO_TOKEN, used, past, "x", "é", "A" * 3_000]
        if "uitnodiging" in page.path:
            wrong.append(of_mail)  # it opens something else
        for method in methods_of(page):
            form = {"cookies": [(FORM_COOKIE, FORM)], "csrf": csrf_of(FORM)}
            house.portal.site.limits.failures._left.clear()
            answers = {ask(house, page, method, token, **form).same for token in wrong}
            assert {status for status, _, _ in answers} == {404}, (page.path, method)
            assert len(answers) == 1, (page.path, method)


def test_every_other_method_is_refused_quietly(house, worker):
    gone = worker.get(f"/gedeeld/{NOWHERE}").body
    for page, method in itertools.product(PAGES, METHODS):
        may = methods_of(page)
        is_open = page.access in ("anybody", "perhaps")
        is_looked_at = method == "HEAD" and page.get and is_open
        if method in may or is_looked_at:
            continue
        answer = ask(house, page, method, NOWHERE, **signed_in(worker))
        assert answer.status == 405, (page.path, method)
        assert answer.body == (b"" if method == "HEAD" else gone)
        assert answer.header("allow") == ", ".join(may)


# Forms of somebody else


@pytest.mark.parametrize(
    "wrong",
    [
        {"csrf": ""},
        {"csrf": csrf_of(NO_TOKEN)},
        {"csrf": "é\u20ac"},
        {"origin": "https://kring.test.example"},
        {"origin": "http://kring.test"},
        {"origin": "https://kring.test:444"},
        {"site": "cross-site"},
        {"site": "same-site"},
        {"site": "none"},
    ],
    ids=str,
)
def test_what_another_site_sends_does_nothing(house, worker, wrong):
    before = house.keeps.live_codes(worker.worker)
    seen = set()
    for page in PAGES:
        if page.post is None:
            continue
        own = signed_in(worker)
        if page.access == "anybody":
            own = {"cookies": [(FORM_COOKIE, FORM)], "csrf": csrf_of(FORM)}
        if not wrong.get("csrf", "x").isascii():
            wrong = {"csrf": "\xe9"}
        seen.add(ask(house, page, "POST", NOWHERE, **{**own, **wrong}).same)
    assert len(seen) == 1
    assert next(iter(seen))[0] == 403
    assert house.keeps.live_codes(worker.worker) == before
    assert worker.get("/gedeeld").status == 200  # nor signed out


def test_a_browser_that_says_nothing_of_where_it_is_may_come_with_the_right_field(house, worker):
    token = worker.cookies[COOKIE]
    body = urlencode({"csrf": csrf_of(token)}).encode()
    kind = ("content-type", "application/x-www-form-urlencoded")
    for more in ([], [("origin", ORIGIN)], [("origin", ORIGIN), ("sec-fetch-site", "same-origin")]):
        answer = house.ask(
            "POST", "/koppelen", [("cookie", f"{COOKIE}={token}"), kind, *more], body
        )
        assert answer.status == 303


# What every answer has


def every_answer(house, worker, situations):
    """All pages by all methods, for all who may ask."""
    _, fine = house.share_with(worker)
    worker.post(f"/gedeeld/{fine}/openen")
    invitation = house.invite()[1].rpartition("/")[2]
    people = [signed_in(worker), {}, {"cookies": [(FORM_COOKIE, FORM)], "csrf": csrf_of(FORM)}]
    for page, method, own in itertools.product(PAGES, METHODS, people):
        if page.path in ("/uitloggen", "/uitloggen/overal") and own is people[0]:
            continue
        if page.path == "/gedeeld/{share}/stoppen" and method == "POST":
            continue
        for where in (fine, situations["foreign"], invitation, NO_TOKEN):
            yield ask(house, page, method, where, **own)
    yield house.ask("POST", "/koppelen", [], b"x" * 70_000)
    yield house.ask("GET", "/nergens")


def test_every_answer_has_every_header_once(house, worker, situations):
    count = 0
    for answer in every_answer(house, worker, situations):
        count += 1
        for name, value in ON_ALL.items():
            found = [given for key, given in answer.headers if key == name]
            assert found == [value], (name, answer)
        names = {name for name, _ in answer.headers}
        assert not names & {"server", "x-powered-by", "etag", "last-modified", "expires"}
        for name, value in answer.headers:
            if name == "set-cookie":
                flags = value.lower()
                assert "secure" in flags
                assert "httponly" in flags
                assert "samesite=strict" in flags
                assert "path=/" in flags
    assert count > 500


def test_pages_load_nothing_from_elsewhere_and_hold_no_script(house, worker, situations):
    for answer in every_answer(house, worker, situations):
        if b"<html" not in answer.body:
            continue
        text = answer.text
        assert "<style" not in text
        assert " style=" not in text
        assert " onload" not in text
        assert "javascript:" not in text
        for part in text.split("<script")[1:]:
            assert part.startswith(' src="/static/'), part[:40]


def test_assets_are_kept_for_ever_and_nothing_else_is(house, worker):
    page = worker.get("/gedeeld").text
    path = page.partition('href="/static/')[2].partition('"')[0]
    answer = house.ask("GET", f"/static/{path}")
    assert answer.status == 200
    assert "immutable" in answer.header("cache-control")
    head = house.ask("HEAD", f"/static/{path}")
    assert (head.body, head.header("content-length")) == (b"", str(len(answer.body)))
    assert house.ask("POST", f"/static/{path}").status == 405
    assert Browser(house).get("/").header("cache-control") == "no-store"


def test_a_body_that_is_too_large_or_none_is_refused(house, worker):
    token = worker.cookies[COOKIE]
    form, cookie = "application/x-www-form-urlencoded", ("cookie", f"{COOKIE}={token}")
    tries = [
        (413, b"x" * 65_537, [("content-type", form)]),
        (413, b"csrf=x", [("content-type", form), ("content-length", "99999999")]),
        (413, b"csrf=x", [("content-type", form), ("content-length", "-1")]),
        (413, b"x" * 65_537, [("content-type", form), ("content-length", "6")]),
        (415, b"csrf=x", [("content-type", "text/plain")]),
        (415, b"csrf=x", []),
        (400, b"csrf=%ff%fe", [("content-type", form)]),
        (400, b"csrf=\xff", [("content-type", form)]),
        (400, b"a&" * 200, [("content-type", form)]),
    ]
    for status, body, headers in tries:
        assert house.ask("POST", "/koppelen", [cookie, *headers], body).status == status, body[:20]
    for body in (b"", b"[]", b"1", b"{", b'{"a":', b'{"a":"\\ud800"}', b"[" * 60_000):
        headers = [("content-type", "application/json"), ("x-kring-csrf", csrf_of(token)), cookie]
        answer = house.ask("POST", "/ik/sleutel", headers, body)
        assert answer.status == 400, body[:20]


def test_fields_that_nobody_asked_for_are_passed_by(worker):
    many = {f"field{n}": "x" for n in range(50)}
    assert worker.post("/ik", name="Sanne", worker="x", id="x", away="x", **many).status == 303
