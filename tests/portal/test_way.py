"""From the invitation to the end, as a worker and a client go it."""

from bot.portal.people import decode_worker


def test_a_worker_comes_in_reads_replies_and_ends(house, browser):
    worker, invitation = house.invite()
    page = browser.get(invitation)
    assert page.status == 200
    assert "Sanne de Wit" in page.text
    key, done = browser.register(invitation, name="Sanne de Wit", role="wijkcoach")
    assert done.json == {"next": "/gedeeld"}
    browser.worker = worker
    assert browser.get("/gedeeld").status == 200
    assert decode_worker(house.keeps.worker(worker).details).role == "wijkcoach"

    # pairing, of which nothing is seen
    assert browser.follow(browser.post("/koppelen")).status == 200
    ((code, _),) = house.keeps.live_codes(worker)
    before = browser.get("/koppelen")
    assert code in before.text
    client = house.client()
    client.accept(code)
    assert browser.get("/koppelen").body == before.body

    # reading
    share = client.publish()
    path = f"/gedeeld/{share}"
    assert path in browser.get("/gedeeld").text
    before = browser.get(path)
    assert "Voor u leest" in before.text
    assert "kanarie" not in before.text
    assert house.news() == []
    read = browser.follow(browser.post(f"{path}/openen"))
    assert "kanarie" in read.text
    assert "<svg" in read.text
    assert [one.kind for one in house.news()] == ["opened", "looked"]
    house.clock.at += 60  # looks within a minute are one
    file = browser.post(f"{path}/pdf")
    assert file.body.startswith(b"%PDF")
    assert file.header("content-disposition") == 'attachment; filename="kring-2027-01-15.pdf"'
    assert browser.get(f"{path}/er-nog").status == 204
    assert [one.kind for one in house.news()] == ["looked"]
    assert house.keeps.verify_views().count == 2

    # replying
    assert browser.post(f"{path}/antwoord", reply="talk", day="2027-01-20").status == 303
    (told,) = house.news()
    assert (told.kind, told.reply, told.day) == ("replied", "talk", 20_838)
    assert "ik neem het mee" in browser.get(path).text
    house.news()

    # the end
    assert browser.get(f"{path}/stoppen").status == 200
    assert browser.post(f"{path}/stoppen").place == "/gedeeld"
    assert [one.kind for one in house.news()] == ["ended"]
    assert browser.get(path).status == 404
    assert path not in browser.get("/gedeeld").text

    # once more with the same key
    browser.post("/uitloggen")
    assert browser.get("/gedeeld").place == "/inloggen"
    assert browser.sign_in(key).json == {"next": "/gedeeld"}
    assert browser.get("/gedeeld").status == 200
