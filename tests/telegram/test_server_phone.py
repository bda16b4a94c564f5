"""The phone and the group: what people can do, and what they see."""

import asyncio
import threading
import time

import pytest
import telegram

from tests.telegram.caller import KEYBOARD, Caller
from tests.telegram.server import BotApiServer, ServerThread
from tests.telegram.server.content import KINDS


@pytest.fixture
def api():
    with ServerThread() as server, Caller(server) as caller:
        server.phone(1).start()
        yield caller


def last_update(api):
    return api.ok("getUpdates", offset=-1)[0]


def test_start_carries_a_payload_and_is_a_command(api):
    api.server.phone(2, "Bea", language_code="tr", username="bea").start("abc_DEF-1")
    message = last_update(api)["message"]
    assert message["text"] == "/start abc_DEF-1"
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert message["from"] == {
        "id": 2,
        "is_bot": False,
        "first_name": "Bea",
        "language_code": "tr",
        "username": "bea",
    }
    assert message["chat"]["type"] == "private"


@pytest.mark.parametrize("kind", KINDS)
def test_everything_that_people_send_can_be_read_by_a_library(api, kind):
    api.server.phone(1).send(kind, reply_to=1)
    update = telegram.Update.de_json(last_update(api), None)
    assert update.message.reply_to_message.text == "/start"
    assert all(getattr(update.message, field) for field in KINDS[kind])


def test_long_or_empty_texts_are_not_typed(api):
    for text in ("", "a" * 4097):
        with pytest.raises(ValueError, match="1-4096"):
            api.server.phone(1).say(text)


def test_an_edit_of_the_person(api):
    phone = api.server.phone(1)
    one = phone.say("a")
    phone.edit(one, "b")
    update = last_update(api)
    assert update["edited_message"]["text"] == "b"
    assert update["edited_message"]["message_id"] == one
    theirs = api.ok("sendMessage", chat_id=1, text="Dag")["message_id"]
    with pytest.raises(ValueError, match="own messages"):
        phone.edit(theirs, "x")


def test_taps(api):
    phone = api.server.phone(1)
    one = api.ok("sendMessage", chat_id=1, text="1", reply_markup=KEYBOARD)["message_id"]
    two = api.ok("sendMessage", chat_id=1, text="2", reply_markup=KEYBOARD)["message_id"]
    phone.tap("yes")
    assert last_update(api)["callback_query"]["message"]["message_id"] == two
    query = phone.tap("Ja", one)[0]
    tapped = last_update(api)["callback_query"]
    assert (tapped["id"], tapped["data"]) == (query, "yes")
    assert tapped["message"]["text"] == "1"
    assert len(set(phone.tap("Ja", times=3))) == 3
    assert len({update["update_id"] for update in api.ok("getUpdates")}) == 4
    with pytest.raises(LookupError, match=r"there are \['Ja'\]"):
        phone.tap("Nee")


def test_taps_on_what_is_no_longer_there_must_be_forced(api):
    phone = api.server.phone(1)
    one = api.ok("sendMessage", chat_id=1, text="1", reply_markup=KEYBOARD)["message_id"]
    api.ok("editMessageText", chat_id=1, message_id=one, text="2")
    with pytest.raises(LookupError):
        phone.tap("Ja")
    phone.tap("Ja", force=True)
    assert last_update(api)["callback_query"]["data"] == "yes"
    phone.tap("anything", one, force=True)
    assert last_update(api)["callback_query"]["data"] == "anything"
    api.ok("deleteMessage", chat_id=1, message_id=one)
    with pytest.raises(LookupError):
        phone.tap("yes", one)
    phone.tap("Ja", one, force=True)
    message = last_update(api)["callback_query"]["message"]
    assert message == {"chat": message["chat"], "message_id": one, "date": 0}


def test_clearing_is_silent_and_changes_what_is_seen(api):
    phone = api.server.phone(1)
    one = api.ok("sendMessage", chat_id=1, text="1", reply_markup=KEYBOARD)["message_id"]
    pending = api.server.pending
    phone.clear_chat(for_both=False)
    assert phone.messages == []
    with pytest.raises(LookupError):
        phone.tap("Ja")
    with pytest.raises(LookupError):
        _ = phone.last
    api.ok("editMessageText", chat_id=1, message_id=one, text="2")
    phone.clear_chat()
    why = api.refused("editMessageText", chat_id=1, message_id=one, text="3")
    assert why == "Bad Request: message to edit not found"
    two = phone.say("weg")
    phone.delete(two)
    assert phone.messages == []
    assert api.server.pending == pending + 1


def test_blocking_and_coming_back(api):
    phone = api.server.phone(1)
    phone.block()
    changed = last_update(api)["my_chat_member"]
    assert changed["new_chat_member"]["status"] == "kicked"
    assert telegram.Update.de_json(last_update(api), None).my_chat_member
    with pytest.raises(RuntimeError):
        phone.say("hallo?")
    phone.start()
    statuses = [
        update["my_chat_member"]["new_chat_member"]["status"]
        for update in api.ok("getUpdates")
        if "my_chat_member" in update
    ]
    assert statuses == ["kicked", "member"]
    assert last_update(api)["message"]["text"] == "/start"


def test_a_group(api):
    anna = api.server.phone(1)
    group = api.server.group(-100, "Buren")
    assert api.refused("sendMessage", chat_id=-100, text="x") == (
        "Forbidden: bot is not a member of the supergroup chat"
    )
    group.add_bot(anna)
    changed, told = api.ok("getUpdates", offset=-2)
    assert changed["my_chat_member"]["chat"]["title"] == "Buren"
    assert told["message"]["new_chat_members"][0]["is_bot"]
    typed = group.say(anna, "/start")
    assert last_update(api)["message"]["chat"]["id"] == -100
    api.ok("sendMessage", chat_id=-100, text="Ik ga weg")
    why = api.refused("deleteMessage", chat_id=-100, message_id=typed)
    assert why == "Bad Request: message can't be deleted"
    assert api.ok("getChat", chat_id=-100)["type"] == "supergroup"
    api.ok("leaveChat", chat_id=-100)
    assert not group.has_bot
    assert last_update(api)["my_chat_member"]["new_chat_member"]["status"] == "left"
    assert [message.text for message in group.messages] == ["", "/start", "Ik ga weg"]
    group.add_bot(anna)
    group.kick_bot(anna)
    assert api.refused("sendMessage", chat_id=-100, text="x") == (
        "Forbidden: bot was kicked from the supergroup chat"
    )


def test_waiting_in_another_thread(api):
    phone = api.server.phone(1)

    def bot():
        with Caller(api.server) as caller:
            for text in ("een", "twee", "drie"):
                time.sleep(0.01)
                message = caller.ok("sendMessage", chat_id=1, text=text)["message_id"]
            caller.ok("editMessageText", chat_id=1, message_id=message, text="vier")

    thread = threading.Thread(target=bot)
    thread.start()
    assert phone.wait_for().text == "een"
    assert phone.wait_for(lambda message: message.text == "vier").text == "vier"
    thread.join()
    phone.until_blocking(lambda: len(phone.from_bot) == 3)
    with pytest.raises(TimeoutError, match=r"on the screen: .*'vier'"):
        phone.wait_for(lambda message: message.text == "vijf", timeout=0.05)


def test_waiting_in_the_same_loop():
    async def run():
        async with (
            BotApiServer() as server,
            telegram.Bot(server.token, base_url=server.base_url) as bot,
        ):
            phone = server.phone(1)
            phone.start()
            later = asyncio.create_task(phone.wait(lambda message: message.text == "twee"))
            await bot.send_message(1, "een")
            await bot.send_message(1, "twee")
            assert (await later).text == "twee"
            await phone.until(lambda: len(phone.from_bot) == 2)
            with pytest.raises(TimeoutError, match="nothing came"):
                await phone.wait(timeout=0.02)

    asyncio.run(run())
