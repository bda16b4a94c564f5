"""Reading what was shared: what is served, when, and what is told to the client."""

import pypdfium2
import pytest

from bot.portal.reading import Reading
from storage.portal.store import PortalStore
from tests.portal.house import Browser

MOST_BYTES = 150_000
DAY = 86_400


def test_before_the_first_opening_nothing_of_it_is_served(house, worker):
    _, share = house.share_with(worker, said="kanarie")
    path = f"/gedeeld/{share}"
    for tail in ("", "/antwoord", "/stoppen"):
        assert "kanarie" not in worker.get(path + tail).text
    assert worker.post(f"{path}/pdf").status == 404
    assert worker.post(f"{path}/antwoord", reply="read").place == path
    assert house.keeps.verify_views().count == 0
    assert house.news() == []


def test_content_goes_out_only_after_the_look_was_logged(house, worker, monkeypatch):
    """Taken back at the last moment: after it was read from the database, before it is sent."""
    for ask in (worker.get, lambda path: worker.post(f"{path}/pdf")):
        sharer, share = house.share_with(worker)
        path = f"/gedeeld/{share}"
        worker.post(f"{path}/openen")
        before = PortalStore.log_view

        def withdrawn_just_now(store, *args, sharer=sharer, share=share, before=before):
            sharer.withdraw(share)
            return before(store, *args)

        monkeypatch.setattr(PortalStore, "log_view", withdrawn_just_now)
        refused = ask(path)
        monkeypatch.setattr(PortalStore, "log_view", before)
        assert refused.same == worker.get("/gedeeld/" + "0" * 32).same


def test_each_look_is_logged_and_told(house, worker, shared):
    _, _, path = shared
    for _ in range(3):
        assert worker.get(path).status == 200
        house.clock.at += 60
    assert worker.post(f"{path}/pdf").status == 200
    assert [one.kind for one in house.news()] == ["looked"] * 4
    report = house.keeps.verify_views()
    assert (report.count, report.is_whole) == (4, True)


def test_a_page_that_draws_itself_anew_is_logged_and_no_look(house, worker, shared):
    _, _, path = shared
    worker.get(path)
    for _ in range(3):
        house.clock.at += 9
        assert "kanarie" in worker.get(f"{path}?blijf=1").text
    assert [one.kind for one in house.news()] == ["looked"]
    assert house.keeps.verify_views().count == 4
    house.clock.at += 61
    worker.get(f"{path}?blijf=1")  # typed by hand: that is a look
    assert [one.kind for one in house.news()] == ["looked"]


def test_head_of_content_serves_nothing_and_logs_nothing(house, worker, shared):
    _, _, path = shared
    answer = house.ask("HEAD", path, [("cookie", f"__Host-kring={worker.cookies['__Host-kring']}")])
    assert (answer.status, answer.body) == (405, b"")
    assert house.keeps.verify_views().count == 0


def test_a_share_has_one_address(worker, shared):
    _, share, path = shared
    for other in (share.upper(), f" {share}", f"{share[:2]} {share[2:]}", f"{share}00"):
        if other != share:
            assert worker.get(f"/gedeeld/{other}").status == 404
    assert worker.get(path).status == 200


def test_opening_twice_tells_once(house, worker, shared):
    _, _, path = shared
    assert worker.post(f"{path}/openen").place == path
    assert house.news() == []


def test_what_is_taken_back_is_gone_at_the_next_request(worker, shared):
    sharer, share, path = shared
    assert worker.get(path).status == 200
    sharer.withdraw(share)
    gone = worker.get("/gedeeld/" + "0" * 32)
    for answer in (worker.get(path), worker.post(f"{path}/pdf"), worker.get(f"{path}/er-nog")):
        assert answer.same == gone.same
    assert path not in worker.get("/gedeeld").text


def test_after_the_last_day_it_is_gone(house, worker):
    _, share = house.share_with(worker, until=2)
    path = f"/gedeeld/{share}"
    worker.post(f"{path}/openen")
    house.clock.at += 2 * DAY
    worker.cookies["__Host-kring"] = house.keeps.open_session(worker.worker)
    assert worker.get(path).status == 200
    house.clock.at += DAY
    worker.cookies["__Host-kring"] = house.keeps.open_session(worker.worker)
    assert worker.get(path).status == 404


def test_a_file_is_given_only_where_the_client_allows_it(house, worker):
    _, share = house.share_with(worker, can_keep=False)
    path = f"/gedeeld/{share}"
    worker.post(f"{path}/openen")
    assert f"{path}/pdf" not in worker.get(path).text
    gone = worker.get("/gedeeld/" + "0" * 32)
    assert worker.post(f"{path}/pdf").same == gone.same


def test_the_same_snapshot_gives_the_same_page_and_file(house, worker):
    """Whoever reads it, and whenever."""
    seen = set()
    for _ in range(2):
        house.clock.at += 60
        _, share = house.share_with(worker)
        path = f"/gedeeld/{share}"
        page = worker.follow(worker.post(f"{path}/openen")).text.replace(share, "")
        seen.add((page, worker.post(f"{path}/pdf").body))
    ((_, file),) = seen
    made = pypdfium2.PdfDocument(file).get_metadata_value("CreationDate")
    assert made.startswith("D:20270115")  # the day of the snapshot, and not that of now


@pytest.mark.parametrize("people", [0, 24, 150])
def test_a_page_is_light(house, worker, people):
    _, share = house.share_with(worker, people=people)
    page = worker.follow(worker.post(f"/gedeeld/{share}/openen"))
    assert len(page.body) <= MOST_BYTES


def test_a_page_of_an_older_kring_is_made_anew(house, worker, shared):
    _, share, path = shared
    before = worker.get(path).body
    assert house.keeps.save_page(worker.worker, bytes.fromhex(share), b'{"format":0}')
    assert worker.get(path).body == before
    assert Reading(None, None).reader_of(
        house.keeps.share(worker.worker, bytes.fromhex(share)).page
    )


def test_tips_come_from_what_is_shared(house, worker):
    _, share = house.share_with(worker, facts=("safety",))
    page = worker.follow(worker.post(f"/gedeeld/{share}/openen"))
    assert "meldcode" in page.text


# Replies


def test_each_reply_is_given_once(house, worker, shared):
    _, _, path = shared
    for code in ("read", "call", "read", "call"):
        assert worker.post(f"{path}/antwoord", reply=code).place == path
    for _ in range(2):
        assert worker.post(f"{path}/antwoord", reply="talk", day="2027-02-01").place == path
    assert [one.reply for one in house.news()] == ["read", "call", "talk"]


@pytest.mark.parametrize("code", ["", "READ", "later", "read\0", "<b>"])
def test_there_are_three_replies_and_no_other(house, worker, shared, code):
    _, _, path = shared
    assert worker.post(f"{path}/antwoord", reply=code).place == path
    assert house.news() == []


@pytest.mark.parametrize("day", ["", "morgen", "2027-01-14", "2029-01-01", "2027-02-30", "9" * 99])
def test_a_talk_needs_a_day_from_today_on(house, worker, shared, day):
    _, _, path = shared
    refused = worker.post(f"{path}/antwoord", reply="talk", day=day)
    assert refused.place == f"{path}/antwoord?fout=dag"
    page = worker.follow(refused)
    assert "Kies een dag" in page.text
    assert "kanarie" not in page.text
    assert house.news() == []


def test_who_ends_the_pairing_loses_all_that_came_by_it(house, worker, shared):
    sharer, _, path = shared
    second = f"/gedeeld/{sharer.publish(called='Anna')}"
    assert second in worker.get("/gedeeld").text
    worker.post(f"{path}/stoppen")
    for one in (path, second):
        assert worker.get(one).status == 404
    (told,) = house.news()
    assert (told.kind, told.pairing) == ("ended", sharer.pairing.hex())


# Codes


def test_what_became_of_a_code_cannot_be_seen(house, worker):
    """Unused, taken, accepted and declined look the same (R-30)."""
    for _ in range(4):
        worker.post("/koppelen")
    codes = [code for code, _ in house.keeps.live_codes(worker.worker)]
    before = (worker.get("/koppelen").same, worker.get("/gedeeld").same, worker.get("/ik").same)
    taker, accepter, decliner = (house.client() for _ in range(3))
    house.store.reserve_code(taker.client, codes[0])
    accepter.accept(codes[1])
    decliner.accept(codes[2])
    decliner.end()
    after = (worker.get("/koppelen").same, worker.get("/gedeeld").same, worker.get("/ik").same)
    assert before == after


def test_five_codes_stand_at_a_time_for_fifteen_minutes(house, worker):
    for _ in range(9):
        assert worker.post("/koppelen").place == "/koppelen"
    assert len(house.keeps.live_codes(worker.worker)) == 5
    house.clock.at += 15 * 60 + 1
    assert house.keeps.live_codes(worker.worker) == []
    worker.post("/koppelen")
    assert len(house.keeps.live_codes(worker.worker)) == 1


def test_a_code_has_a_link_and_a_qr_once_the_bot_is_known(house, worker):
    worker.post("/koppelen")
    assert "t.me" not in worker.get("/koppelen").text
    house.store.note_bot_name("kring_test_bot")
    ((code, _),) = house.keeps.live_codes(worker.worker)
    page = worker.get("/koppelen").text
    assert f"https://t.me/kring_test_bot?start=k-{code.replace('-', '')}" in page
    assert page.count("<svg") > 1


# Details


def test_a_worker_says_who_they_are_and_when_they_are_away(house, worker):
    told = {"name": " Sanne\u202e  de\nWit ", "role": "coach", "stand_in": "Noor, 2e verdieping"}
    assert worker.post("/ik", away_until="2027-02-01", **told).place == "/ik?bewaard=1"
    assert "Bewaard" in worker.get("/ik?bewaard=1").text
    kept = house.store.roster()[worker.worker]
    assert kept == (
        b'{"name":"Sanne de Wit","organisation":"Wijkteam Zonneveld","role":"coach",'
        b'"away_until":20850,"stand_in":"Noor, 2e verdieping"}'
    )
    worker.post("/ik", name="Sanne", away_until="")
    assert b"away" not in house.store.roster()[worker.worker]


@pytest.mark.parametrize(
    "wrong", [{"name": " \u200b "}, {"away_until": "2027-01-14"}, {"away_until": "2037-01-01"}]
)
def test_details_that_cannot_be_are_refused_kindly(house, worker, wrong):
    before = house.store.roster()
    assert worker.post("/ik", **{"name": "Sanne", **wrong}).status == 422
    assert house.store.roster() == before


def test_a_worker_cannot_choose_their_organisation(house, worker):
    worker.post("/ik", name="Sanne", organisation="De koning")
    assert b"Wijkteam Zonneveld" in house.store.roster()[worker.worker]


def test_pages_of_a_worker_are_theirs_alone(house, shared):
    _, _, path = shared
    other = house.worker(name="Noor")
    gone = other.get("/gedeeld/" + "0" * 32).same
    assert other.get(path).same == gone
    assert path not in other.get("/gedeeld").text
    assert Browser(house).get(path).place == "/inloggen"
