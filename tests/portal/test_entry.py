"""Coming in with a passkey, staying, and going out."""

import pytest

from bot.portal.csrf import csrf_of
from storage.portal.store import PortalStore
from tests.portal.house import COOKIE, FORM_COOKIE, ORIGIN, Browser
from tests.portal.soft_key import SoftKey, letters

MINUTE, HOUR = 60, 3_600


@pytest.fixture
def invited(house, browser):
    """A worker with a passkey, and a browser that knows them not."""
    worker, path = house.invite()
    browser.get(path)
    browser.key, done = browser.register(path, name="Sanne", role="")
    assert done.status == 200
    browser.worker = worker
    return browser


def test_an_invitation_works_once(house):
    _, path = house.invite()
    other = Browser(house)
    assert other.get(path).status == 200
    _, done = other.register(path, name="Noor")
    assert done.status == 200
    late = Browser(house)
    assert late.get(path).status == 404
    late.get("/inloggen")
    assert late.send(f"{path}/sleutel", {"name": "Noor"}).status == 404


def test_of_two_who_finish_at_once_one_comes_in(house):
    _, path = house.invite()
    keys, options, browsers = [], [], [Browser(house), Browser(house)]
    for one in browsers:
        one.get(path)
        keys.append(SoftKey(ORIGIN))
        options.append(one.send(f"{path}/sleutel", {"name": "Sanne"}).json)
    done = [
        one.send(f"{path}/klaar", {"name": "Sanne", "credential": key.create(asked)})
        for one, key, asked in zip(browsers, keys, options, strict=True)
    ]
    assert [one.status for one in done] == [200, 404]


def test_looking_at_an_invitation_spends_nothing(house):
    """A robot that previews links, whatever it asks by."""
    _, path = house.invite()
    robot = {"user-agent": "TelegramBot (like TwitterBot)"}
    for method in ("GET", "HEAD", "OPTIONS", "PROPFIND"):
        for tail in ("", "/app", "/sleutel", "/klaar"):
            house.ask(method, path + tail, robot.items())
    assert Browser(house).get(path).status == 200


def test_after_seven_days_an_invitation_is_past(house, browser):
    _, path = house.invite()
    house.clock.at += 7 * 24 * HOUR + 1
    assert browser.get(path).status == 404


def test_a_second_passkey_works_as_the_first(house, invited):
    invited.get("/ik")
    second, done = invited.register("/ik", label="telefoon", end="sleutel/klaar")
    assert done.json == {"next": "/ik"}
    assert "telefoon" in invited.get("/ik").text
    for key in (invited.key, second):
        assert Browser(house).sign_in(key).status == 200


def test_a_passkey_is_taken_away_but_never_the_last(house, invited):
    invited.get("/ik")
    second, _ = invited.register("/ik", end="sleutel/klaar")
    first = invited.get("/ik").text.partition('name="passkey" value="')[2].partition('"')[0]
    assert invited.post("/ik/sleutel/weg", passkey=first).status == 303
    worked = [Browser(house).sign_in(key).status for key in (invited.key, second)]
    assert sorted(worked) == [200, 404]
    left = invited.get("/ik").text.partition('name="passkey" value="')[2].partition('"')[0]
    refused = invited.post("/ik/sleutel/weg", passkey=left)
    assert refused.status == 422
    assert "laatste sleutel" in refused.text


def test_a_passkey_of_another_worker_is_not_taken_away(house, invited):
    other = house.worker(name="Noor")
    name = invited.get("/ik").text.partition('name="passkey" value="')[2].partition('"')[0]
    other.get("/ik")
    assert other.post("/ik/sleutel/weg", passkey=name).place == "/ik"
    assert Browser(house).sign_in(invited.key).status == 200


def test_a_removed_worker_is_out_at_once(house, invited):
    told = []
    assert house.keeps.remove_worker(invited.worker, lambda pairing: told.append(pairing) or b"{}")
    assert invited.get("/gedeeld").place == "/inloggen"
    assert Browser(house).sign_in(invited.key).status == 404


def test_a_new_invitation_ends_the_keys_and_sessions_of_before(house, invited):
    token = house.keeps.reinvite(invited.worker)
    assert invited.get("/gedeeld").place == "/inloggen"
    assert Browser(house).sign_in(invited.key).status == 404
    fresh = Browser(house)
    fresh.get(f"/uitnodiging/{token}")
    key, done = fresh.register(f"/uitnodiging/{token}", name="Sanne")
    assert done.status == 200
    assert Browser(house).sign_in(key).status == 200


def test_who_is_invited_anew_while_signing_in_is_not_in(house, invited, monkeypatch):
    """A lost device has no second in which it still comes in for a working day."""
    before = PortalStore.open_session

    def invited_just_now(store, worker):
        store.reinvite(worker)
        return before(store, worker)

    monkeypatch.setattr(PortalStore, "open_session", invited_just_now)
    one = Browser(house)
    assert one.sign_in(invited.key).status == 404
    assert COOKIE not in one.cookies


def test_a_passkey_of_another_spends_no_invitation(house, invited):
    """Ids of credentials are no secret: a browser tells them to the site."""
    _, path = house.invite(name="Noor")
    other = Browser(house)
    other.get(path)
    assert other.register(path, invited.key, name="Noor")[1].status == 422
    assert other.get(path).status == 200


# What is wrong with a passkey


def test_a_signature_for_another_site_opens_nothing(house, invited):
    invited.key.origin = "https://kring.test.example"
    assert Browser(house).sign_in(invited.key).status == 404


def test_a_device_that_asked_nobody_opens_nothing(house, invited):
    invited.key.verifies = False
    assert Browser(house).sign_in(invited.key).status == 404


def test_a_device_that_asked_nobody_makes_no_passkey(house, browser):
    _, path = house.invite()
    browser.get(path)
    _, done = browser.register(path, SoftKey(ORIGIN, verifies=False), name="Sanne")
    assert done.status == 422


def test_a_copied_device_is_noticed_by_its_count(house, invited):
    assert Browser(house).sign_in(invited.key).status == 200
    assert Browser(house).sign_in(invited.key).status == 200
    invited.key.count = 0
    assert Browser(house).sign_in(invited.key).status == 404


def test_an_answer_works_once_in_its_own_browser_and_for_five_minutes(house, invited):
    def begun():
        one = Browser(house)
        one.get("/inloggen")
        return one, one.send("/inloggen/sleutel", {}).json

    one, options = begun()
    answer = {"credential": invited.key.get(options)}
    other, _ = begun()
    assert other.send("/inloggen/klaar", answer).status == 404
    house.clock.at += 5 * MINUTE + 1
    assert one.send("/inloggen/klaar", answer).status == 404
    one, options = begun()
    form, csrf = one.cookies[FORM_COOKIE], one.csrf
    invited.key.count = -1  # a device that does not count, as most do not, shows no answer twice
    answer = {"credential": invited.key.get(options)}
    assert one.send("/inloggen/klaar", answer).status == 200
    again = Browser(house)
    again.cookies[FORM_COOKIE] = form
    assert again.send("/inloggen/klaar", answer, csrf="x").status == 403
    assert again.send("/inloggen/klaar", answer, csrf=csrf).status == 404


def test_a_challenge_of_an_invitation_signs_nobody_in(house, invited):
    """What a ticket was made for is part of it."""
    _, path = house.invite()
    one = Browser(house)
    one.get(path)
    options = one.send(f"{path}/sleutel", {"name": "Noor"}).json
    answer = invited.key.get({"challenge": options["challenge"], "rpId": options["rp"]["id"]})
    assert one.send("/inloggen/klaar", {"credential": answer}).status == 404


def test_nobody_signs_in_as_somebody_else_by_the_name_in_the_answer(house, invited):
    other, _ = house.invite(name="Noor")
    invited.key.user = other
    assert Browser(house).sign_in(invited.key).status == 404


@pytest.mark.parametrize(
    "credential",
    [None, [], "x", {}, {"response": 1}, {"response": {"clientDataJSON": 5}},
     {"response": {"clientDataJSON": "é"}}, {"response": {"clientDataJSON": "e30"}},
     {"response": {"clientDataJSON": letters(b'{"a":' + b"[" * 40_000)}}],
)  # fmt: skip
def test_odd_answers_are_refused(house, browser, credential):
    _, path = house.invite()
    browser.get(path)
    assert browser.send("/inloggen/klaar", {"credential": credential}).status == 404
    done = browser.send(f"{path}/klaar", {"name": "Sanne", "credential": credential})
    assert done.status == 422


# Sessions


def test_a_session_ends_after_half_an_hour_of_nothing(house, worker):
    for _ in range(3):
        house.clock.at += 29 * MINUTE
        assert worker.get("/gedeeld").status == 200
    house.clock.at += 31 * MINUTE
    assert worker.get("/gedeeld").place == "/inloggen"


def test_a_session_ends_after_a_working_day_whatever_is_done(house, worker):
    for _ in range(17):
        house.clock.at += 28 * MINUTE
        assert worker.get("/gids").status == 200
    house.clock.at += 5 * MINUTE
    assert worker.get("/gids").place == "/inloggen"


def test_a_page_that_watches_or_draws_itself_anew_keeps_no_session_awake(house, worker):
    _, share = house.share_with(worker)
    worker.post(f"/gedeeld/{share}/openen")
    for path, status in ((f"/gedeeld/{share}/er-nog", 401), (f"/gedeeld/{share}?blijf=1", 303)):
        worker.cookies[COOKIE] = house.keeps.open_session(worker.worker)
        seen = []
        for _ in range(8):
            house.clock.at += 5 * MINUTE
            seen.append(worker.get(path).status)
        assert seen[:5] == [seen[0]] * 5
        assert seen[-1] == status


def test_signing_out_ends_this_session_and_leaves_nothing_in_the_browser(worker):
    token = worker.cookies[COOKIE]
    done = worker.post("/uitloggen")
    assert done.place == "/"
    assert done.header("clear-site-data") == '"cache", "storage"'
    assert COOKIE not in worker.cookies
    worker.cookies[COOKIE] = token
    assert worker.get("/gedeeld").place == "/inloggen"


def test_signing_out_everywhere_ends_all_of_them(house, worker):
    other, stranger = Browser(house), house.worker(name="Noor")
    other.cookies[COOKIE] = house.keeps.open_session(worker.worker)
    assert worker.post("/uitloggen/overal").status == 303
    assert other.get("/gedeeld").place == "/inloggen"
    assert stranger.get("/gedeeld").status == 200


def test_who_signs_in_again_leaves_no_session_behind(invited):
    before = invited.cookies[COOKIE]
    assert invited.sign_in(invited.key).status == 200
    assert invited.cookies[COOKIE] != before
    invited.cookies[COOKIE] = before
    assert invited.get("/gedeeld").place == "/inloggen"


def test_cookies_are_for_this_host_https_and_no_script(house, invited):
    _, path = house.invite()
    lines = [value for name, value in Browser(house).get(path).headers if name == "set-cookie"]
    signed = Browser(house).sign_in(invited.key)
    lines += [value for name, value in signed.headers if name == "set-cookie"]
    assert {line.partition("=")[0] for line in lines} == {COOKIE, FORM_COOKIE}
    for line in lines:
        flags = {flag.strip().lower() for flag in line.split(";")[1:]}
        assert {"secure", "httponly", "samesite=strict", "path=/"} <= flags
        assert not any(flag.startswith("domain") for flag in flags)


@pytest.mark.parametrize("odd", ["\xa0", "\x85", "\x1c"])
def test_a_cookie_that_only_looks_like_ours_is_another_one(house, worker, odd):
    """Another site of the domain can set it, where a browser guards the prefix of the name."""
    mine, other = worker.cookies[COOKIE], house.keeps.open_session(house.invite()[0])
    line = f"{COOKIE}={mine}; {odd}{COOKIE}={other}"
    assert "Sanne" in house.ask("GET", "/ik", [("cookie", line)]).text
    alone = house.ask("GET", "/gedeeld", [("cookie", f"{odd}{COOKIE}={mine}")])
    assert alone.place == "/inloggen"
    twice = house.ask("GET", "/gedeeld", [("cookie", f"{COOKIE}={mine}; {COOKIE}={other}")])
    assert twice.place == "/inloggen"


def test_a_session_is_no_cookie_of_forms(worker):
    """What proves a form of one kind proves none of the other."""
    form = "A" * 43
    worker.cookies[FORM_COOKIE] = form
    assert worker.post("/koppelen", csrf=csrf_of(form)).status == 403
    assert worker.post("/koppelen", csrf=csrf_of(worker.cookies[COOKIE])).status == 303


def test_the_front_page_leads_who_is_signed_in_to_what_is_shared(worker, browser):
    assert worker.get("/").place == "/gedeeld"
    assert browser.get("/").status == 200
