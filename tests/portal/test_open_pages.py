"""Pages that stay open, and workers who ask for the same on and on."""

import asyncio
import html
import re

from bot.portal.csrf import csrf_of


def test_an_open_list_knows_when_something_in_it_is_gone(house, worker):
    """The names in it are the clients' own."""
    one, share = house.share_with(worker, called="Anna")
    house.share_with(worker, called="Piet")
    page = worker.get("/gedeeld").text
    watched = html.unescape(re.search(r'data-watch="([^"]*)"', page)[1])
    assert worker.get(watched).status == 204
    one.withdraw(share)
    assert worker.get(watched).same == worker.get("/gedeeld/" + "0" * 32).same
    assert "Anna" not in worker.get("/gedeeld?blijf=1").text
    assert worker.get("/gedeeld/er-nog").status == 404


def test_an_open_question_whether_to_stop_knows_too(worker, shared):
    """It says how the client is called."""
    _, _, path = shared
    assert f'data-watch="{path}/er-nog"' in worker.get(f"{path}/stoppen").text


def test_who_loads_a_page_on_and_on_is_logged_and_told_of_once_in_a_minute(house, worker, shared):
    _, _, path = shared
    for _ in range(20):
        assert worker.get(path).status == 200
    assert worker.post(f"{path}/pdf").status == 200
    assert [one.kind for one in house.news()] == ["looked"]
    assert house.keeps.verify_views().count == 21


def test_who_asks_for_many_files_keeps_nobody_else_waiting(house, worker, shared):
    """One thread draws for all: one worker gets few places in its queue."""
    _, _, path = shared
    other = house.worker(name="Noor")
    _, fresh = house.share_with(other)
    body = "application/x-www-form-urlencoded"

    def posting(one, where):
        token = one.cookies["__Host-kring"]
        headers = [("cookie", f"__Host-kring={token}"), ("content-type", body)]
        return house.asking("POST", where, headers, f"csrf={csrf_of(token)}".encode())

    async def flood():
        many = [posting(worker, f"{path}/pdf") for _ in range(12)]
        return await asyncio.gather(*many, posting(other, f"/gedeeld/{fresh}/openen"))

    *files, opened = (answer.status for answer in house.runner.run(flood()))
    assert sorted(files) == [200] * 2 + [429] * 10
    assert opened == 303
    assert worker.post(f"{path}/pdf").status == 200
