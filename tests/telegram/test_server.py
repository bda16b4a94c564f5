"""The test server as a whole: ways to call it, independent clients, speed."""

import asyncio
import json
import time

import pytest
import telegram

from tests.telegram.caller import KEYBOARD, Caller
from tests.telegram.server import BotApiServer, Call, ServerThread
from tests.telegram.server.independent import check_call, check_calls
from tests.telegram.server.specification import METHODS

PNG = b"\x89PNG\r\n\x1a\n" + bytes(8) + (100).to_bytes(4, "big") + (50).to_bytes(4, "big")
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def api():
    with ServerThread() as server, Caller(server) as caller:
        server.phone(1).start()
        yield caller


def test_the_shape_of_answers(api):
    token = api.server.token
    assert api.request(f"/bot{token}/GETME")[0] == 200
    cases = {
        f"/bot{token}/sing": (404, "Not Found: method not found"),
        "/bot1:x/getMe": (401, "Unauthorized"),
        "/bot/getMe": (404, "Not Found"),
        "/": (404, "Not Found"),
        f"/file/bot{token}/files/x": (404, "Not Found"),
    }
    for path, (code, description) in cases.items():
        status, body = api.request(path)
        assert status == code, path
        assert json.loads(body) == {"ok": False, "error_code": code, "description": description}
    assert api.server.violations == ["unknown method sing"]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b'{"chat_id": 1, "text": "Dag \\u00e9"}', "application/json"),
        (b"chat_id=1&text=Dag+%C3%A9", FORM),
        (
            b'--x\r\nContent-Disposition: form-data; name="chat_id"\r\n\r\n1\r\n'
            b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\nDag \xc3\xa9\r\n--x--\r\n',
            "multipart/form-data; boundary=x",
        ),
    ],
)
def test_ways_to_give_parameters(api, body, kind):
    status, said = api.raw("sendMessage", body, kind)
    assert (status, said["result"]["text"]) == (200, "Dag é")


def test_parameters_in_the_address(api):
    path = f"/bot{api.server.token}/sendMessage?chat_id=1&text=Dag+%C3%A9"
    assert json.loads(api.request(path)[1])["result"]["text"] == "Dag é"
    markup = "reply_markup=" + json.dumps(KEYBOARD)
    assert api.raw("sendMessage?chat_id=1&text=a", markup.encode(), FORM)[0] == 200
    assert api.server.phone(1).last.buttons == ["Ja"]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"\xff", "application/json"),
        (b"{", "application/json"),
        (b"[]", "application/json"),
        (b'{"chat_id": NaN}', "application/json"),
        (b"text=%FF", FORM),
        (b"chat_id=1&text=a&protect_content=yes", FORM),
        (b"chat_id=1&text=a&reply_markup={", FORM),
        (b"chat_id=1&text=a&entities=[1,", FORM),
        (b'chat_id=1&text=a&link_preview_options={"url":"\\ud800"}', FORM),
        (b"chat_id=&text=a", FORM),
        (b"text", "text/plain"),
    ],
)
def test_bodies_that_cannot_be_read(api, body, kind):
    status, said = api.raw("sendMessage", body, kind)
    assert status == 400
    assert said["description"].startswith("Bad Request: ")
    assert api.server.calls[-1].outcome == said["description"]
    api.ok("sendMessage", chat_id=1, text="a")


async def everything(bot, phone):
    """What Kring does with Telegram, by way of python-telegram-bot."""
    assert (await bot.get_me()).is_bot
    phone.start("abc")
    update = (await bot.get_updates(timeout=5, allowed_updates=["message", "callback_query"]))[0]
    button = telegram.InlineKeyboardButton("Verder", callback_data="v")
    keyboard = telegram.InlineKeyboardMarkup([[button]])
    message = await bot.send_message(
        1,
        "Dag <b>Anna</b> &amp; co",
        parse_mode="HTML",
        reply_markup=keyboard,
        protect_content=True,
        link_preview_options=telegram.LinkPreviewOptions(is_disabled=True),
        reply_parameters=telegram.ReplyParameters(update.message.message_id),
    )
    phone.tap("Verder")
    update = (await bot.get_updates(offset=update.update_id + 1))[0]
    assert update.callback_query.message == message
    await update.callback_query.answer("Goed")
    await message.edit_text("Anders", reply_markup=keyboard)
    with pytest.raises(telegram.error.BadRequest, match="not modified"):
        await message.edit_text("Anders", reply_markup=keyboard)
    await message.edit_reply_markup()
    await bot.send_chat_action(1, "typing")
    photo = await bot.send_photo(1, PNG, caption="Kaart")
    assert (photo.photo[0].width, photo.photo[0].height) == (100, 50)
    file = await bot.send_document(1, PNG, filename="kring.png", thumbnail=PNG)
    await bot.send_document(1, file.document.file_id)
    assert (await bot.get_file(file.document.file_id)).file_size == len(PNG)
    await bot.delete_messages(1, [photo.message_id, file.message_id])
    await bot.delete_message(1, message.message_id)
    await settings(bot)


async def settings(bot):
    scope = telegram.BotCommandScopeAllPrivateChats()
    await bot.set_my_commands([("stop", "Stoppen")], scope=scope, language_code="nl")
    found = await bot.get_my_commands(scope=scope, language_code="nl")
    assert found == (telegram.BotCommand("stop", "Stoppen"),)
    await bot.delete_my_commands(scope=scope, language_code="nl")
    await bot.set_my_name("Kring")
    await bot.set_my_description("Dag")
    await bot.set_my_short_description("Dag", language_code="nl")
    await bot.set_chat_menu_button(menu_button=telegram.MenuButtonCommands())
    assert (await bot.get_chat(1)).first_name == "Anna"
    assert await bot.set_webhook("https://kring.example/", secret_token="a")
    assert (await bot.get_webhook_info()).url == "https://kring.example/"
    await bot.delete_webhook()


def test_python_telegram_bot_and_aiogram_agree_with_the_server():
    async def run():
        async with (
            BotApiServer() as server,
            telegram.Bot(server.token, base_url=server.base_url) as bot,
        ):
            phone = server.phone(1, "Anna")
            await everything(bot, phone)
            server.assert_clean()
            assert check_calls(server.calls) == []
            assert server.record.methods.keys() < METHODS.keys()
            assert server.state.texts["name", ""] == "Kring"

    asyncio.run(run())


@pytest.mark.parametrize(
    ("method", "params", "problem"),
    [
        ("sing", {}, "sing: aiogram does not know this method"),
        ("sendMessage", {"chat_id": 1}, "sendMessage: text: Field required"),
        ("deleteMessage", {"chat_id": 1, "message_id": "x"}, "deleteMessage: message_id: "),
        ("getMe", {"a": 1}, "getMe: unknown field a"),
        (
            "sendMessage",
            {
                "chat_id": 1,
                "text": "a",
                "reply_markup": {"inline_keyboard": [[{"text": "a", "pizza": 1}]]},
            },
            "sendMessage: unknown field reply_markup.inline_keyboard.pizza",
        ),
    ],
)
def test_aiogram_finds_wrong_calls(method, params, problem):
    found = check_call(Call(method, params, 0.0, "ok", had_effect=True))
    assert found
    assert found[0].startswith(problem)


def test_the_second_opinion_takes_an_even_sample():
    calls = [Call("getMe", {"a": number}, 0.0, "ok", had_effect=True) for number in range(100)]
    assert len(check_calls(calls, most=10)) == 10
    assert check_calls([calls[0]._replace(had_effect=False)]) == []


def test_a_turn_costs_little(api):
    """Well under a millisecond of the server; the bound leaves room for a busy machine."""
    phone, turns = api.server.phone(1), 200
    begin = time.process_time() - time.thread_time()
    for number in range(turns):
        phone.say("hallo")
        one = api.ok("sendMessage", chat_id=1, text="a &amp; b", parse_mode="HTML")["message_id"]
        api.ok("editMessageText", chat_id=1, message_id=one, text=str(number))
        api.ok("sendChatAction", chat_id=1, action="typing")
    spent = time.process_time() - time.thread_time() - begin
    assert spent / turns < 0.004
