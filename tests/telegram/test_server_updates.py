"""Updates: what confirms them, what brings them back, when they expire, who may ask."""

import threading
import time

import pytest

from tests.telegram.caller import KEYBOARD, Caller
from tests.telegram.server import ServerThread

HOUR = 3600


@pytest.fixture
def api():
    with ServerThread() as server, Caller(server) as caller:
        server.phone(1).start()
        yield caller


def ids(updates):
    return [update["update_id"] for update in updates]


def texts(updates):
    return [update["message"]["text"] for update in updates]


def taps(updates):
    return [update["callback_query"]["data"] for update in updates]


def other_poll(server, **params):
    """A second poller in its own thread; gives its answer in a list."""
    found = []

    def ask():
        with Caller(server) as caller:
            found.append(caller("getUpdates", **params))

    thread = threading.Thread(target=ask)
    thread.start()
    return thread, found


def wait_for_poll(server):
    end = time.monotonic() + 5
    while not server.polling.is_waiting and time.monotonic() < end:
        time.sleep(0.001)
    assert server.polling.is_waiting


def test_what_is_not_confirmed_comes_back(api):
    phone = api.server.phone(1)
    phone.say("a")
    phone.say("b")
    first = api.ok("getUpdates")
    assert texts(first) == ["/start", "a", "b"]
    assert api.ok("getUpdates") == first
    assert api.ok("getUpdates", offset=first[1]["update_id"]) == first[1:]
    assert api.ok("getUpdates", offset=first[0]["update_id"]) == first[1:]  # confirmed for good
    assert api.ok("getUpdates", offset=first[2]["update_id"] + 1) == []
    assert api.server.pending == 0


def test_numbers_rise_by_one_and_can_jump(api):
    phone = api.server.phone(1)
    phone.say("a")
    one, two = ids(api.ok("getUpdates"))
    assert two == one + 1
    api.ok("getUpdates", offset=two + 1)
    api.server.jump(5)
    phone.say("b")
    assert ids(api.ok("getUpdates", offset=0)) == [5]
    assert ids(api.ok("getUpdates", offset=two + 1)) == []  # as lost as with Telegram


def test_limit_and_negative_offset(api):
    phone = api.server.phone(1)
    for number in range(120):
        phone.say(str(number))
    assert len(api.ok("getUpdates")) == 100
    assert texts(api.ok("getUpdates", limit=2)) == ["/start", "0"]
    assert texts(api.ok("getUpdates", offset=-2)) == ["118", "119"]
    assert texts(api.ok("getUpdates")) == ["118", "119"]  # the others are forgotten


def test_taps_expire_sooner_than_messages(api):
    phone = api.server.phone(1)
    api.ok("sendMessage", chat_id=1, text="Goed?", reply_markup=KEYBOARD)
    phone.tap("Ja")
    api.server.advance(149)
    assert len(api.ok("getUpdates")) == 2
    api.server.advance(2)
    assert texts(api.ok("getUpdates")) == ["/start"]
    api.server.advance(24 * HOUR)
    assert api.ok("getUpdates") == []


def test_a_long_poll_ends_when_something_arrives(api):
    api.ok("getUpdates", offset=-1)
    last = ids(api.ok("getUpdates"))[0]
    thread, found = other_poll(api.server, offset=last + 1, timeout=9)
    wait_for_poll(api.server)
    api.server.phone(1).say("hoi")
    thread.join(5)
    assert texts(found[0]["result"]) == ["hoi"]


def test_a_long_poll_without_news_ends_empty(api):
    last = ids(api.ok("getUpdates"))[0]
    begin = time.monotonic()
    assert api.ok("getUpdates", offset=last + 1, timeout=1) == []
    assert 0.9 < time.monotonic() - begin < 3


def test_the_second_poller_ends_the_first(api):
    last = ids(api.ok("getUpdates"))[0]
    thread, found = other_poll(api.server, offset=last + 1, timeout=9)
    wait_for_poll(api.server)
    assert api.ok("getUpdates", offset=last + 1) == []
    thread.join(5)
    assert found[0]["error_code"] == 409
    assert found[0]["description"] == (
        "Conflict: terminated by other getUpdates request; "
        "make sure that only one bot instance is running"
    )


def test_what_a_dead_poller_was_given_comes_back(api):
    last = ids(api.ok("getUpdates"))[0]
    dead = Caller(api.server)
    path = f"/bot{api.server.token}/getUpdates?offset={last + 1}&timeout=9"
    dead._line.request("GET", path)
    wait_for_poll(api.server)
    dead._line.close()
    api.server.phone(1).say("hoi")
    assert texts(api.ok("getUpdates", offset=last + 1)) == ["hoi"]


def test_only_wanted_kinds_are_kept_and_the_wish_is_remembered(api):
    phone = api.server.phone(1)
    api.ok("sendMessage", chat_id=1, text="Goed?", reply_markup=KEYBOARD)
    start = ids(api.ok("getUpdates", allowed_updates=["callback_query"]))[0]
    phone.say("a")
    phone.tap("Ja")
    assert taps(api.ok("getUpdates", offset=start + 1)) == ["yes"]
    assert api.ok("getWebhookInfo")["allowed_updates"] == ["callback_query"]
    api.ok("getUpdates", allowed_updates=[])
    phone.say("b")
    assert texts(api.ok("getUpdates", offset=start + 2)) == ["b"]


def test_raw_updates_are_given_as_they_are(api):
    api.ok("getUpdates", offset=-1)
    last = ids(api.ok("getUpdates"))[0]
    strange = {"update_id": last + 7, "message": {"chat": {"id": []}}, "\u0000": 1}
    api.server.push(strange)
    api.server.phone(1).say("a")
    found = api.ok("getUpdates", offset=last + 1)
    assert found[0] == strange
    assert ids(found) == [last + 7, last + 8]


@pytest.mark.parametrize("broken", [{}, {"update_id": "x"}, {"update_id": None, "message": 3}])
def test_raw_updates_without_a_number_are_given_once(api, broken):
    last = ids(api.ok("getUpdates"))[0]
    api.server.push(broken)
    assert api.ok("getUpdates", offset=last + 1) == [broken]
    assert api.ok("getUpdates", offset=last + 1) == []


def test_the_same_update_again(api):
    first = api.ok("getUpdates")
    last = ids(first)[0]
    assert api.ok("getUpdates", offset=last + 1) == []
    api.server.push_again(last)
    assert api.ok("getUpdates", offset=last + 1) == first
    assert api.ok("getUpdates", offset=last + 1) == []


def test_bytes_need_a_webhook(api):
    with pytest.raises(ValueError, match="webhook"):
        api.server.push(b"\xff")


def test_a_webhook_forbids_polling_and_ends_a_poll(api):
    last = ids(api.ok("getUpdates"))[0]
    thread, found = other_poll(api.server, offset=last + 1, timeout=9)
    wait_for_poll(api.server)
    api.ok("setWebhook", url="http://127.0.0.1:9/nobody")
    thread.join(5)
    assert found[0]["description"] == "Conflict: terminated by setWebhook request"
    why = api.refused("getUpdates")
    assert why.startswith("Conflict: can't use getUpdates method while webhook is active")
    assert api("deleteWebhook")["description"] == "Webhook was deleted"
    assert api("deleteWebhook")["description"] == "Webhook is already deleted"
    assert api.ok("getUpdates") == []


def test_pending_updates_can_be_dropped(api):
    api.ok("deleteWebhook", drop_pending_updates=True)
    assert api.ok("getUpdates") == []


def test_an_outage_keeps_what_was_sent():
    thread = ServerThread()
    server = thread.start()
    try:
        server.phone(1).start()
        port = server.port
        thread.stop()
        server.phone(1).say("tijdens de storing")
        with pytest.raises(ConnectionError), Caller(server) as caller:
            caller("getUpdates")
        thread.start()
        assert server.port == port
        with Caller(server) as caller:
            assert texts(caller.ok("getUpdates")) == ["/start", "tijdens de storing"]
    finally:
        thread.stop()


def test_a_stop_with_a_poll_that_hangs_is_quick(api):
    last = ids(api.ok("getUpdates"))[0]
    with ServerThread() as server:
        begin = time.monotonic()
        other = Caller(server)
        other._line.request("GET", f"/bot{server.token}/getUpdates?offset={last}&timeout=50")
        wait_for_poll(server)
    other._line.close()
    assert time.monotonic() - begin < 3
